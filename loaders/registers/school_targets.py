"""Targets of single schools («планы школ») from an ordinary table.

Schools by code or by name; the plan stands in a column «План» beside the number of the indicator
and the year, or in a column for each («Показатель 3», «План на 2026 год»). What neither the row
nor the heading says is said by whoever loads it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from data_model.errors import WrongDefinition
from data_model.places import Organisation
from data_model.roadmap import Indicator, Roadmap, SchoolTarget
from loaders.registers.roll import CODE, NAME, YEAR, SchoolFinder, Unmatched
from loaders.registers.school_names import How, schools_of
from loaders.registers.table import (
    TableRow,
    columns_of,
    lists_in,
    refuse_pupils,
    tables_in,
    workbook_of,
)
from loaders.school_tables.headers import ColumnKind
from loaders.school_tables.table import (
    ColumnHeading,
    Passed,
    SchoolTable,
    cells_of,
    not_of_schools,
    titles,
)
from loaders.values.reading import read_period

INDICATOR, VALUE = "показатель", "план"
PLAN = re.compile(r"\b(?:план\w*|целев\w+|планов\w+|задани\w+)\b", re.IGNORECASE)
OF_ROW = re.compile(
    r"(?:показател\w+|строк\w+|мероприят\w+|№|п/п)\s*(?:№\s*)?([\dIVX]+[\d./IVX]*)", re.IGNORECASE
)
ROW_COLUMN = re.compile(r"(?:№|номер)? ?(?:показател\w*|строк\w*|мероприят\w*)", re.IGNORECASE)
IN_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")

NO_TABLE = (
    "{filename}: не найдена таблица планов: нужны код или название школы и столбец «План» "
    "(или столбец на каждый показатель: «Показатель 3»)."
)


@dataclass(frozen=True, slots=True)
class TargetsReading:
    """Targets as they were understood («прочтение планов школ»)."""

    targets: tuple[SchoolTarget, ...]
    matched_by: Mapping[str, How] = field(default_factory=dict)
    unmatched: tuple[Unmatched, ...] = ()
    passed: tuple[Passed, ...] = ()

    @property
    def says_everything(self) -> bool:
        """Whether schools stand there by their codes, so that there is nothing to confirm."""
        return not self.unmatched and all(how is How.CODE for how in self.matched_by.values())


@dataclass(frozen=True, slots=True)
class _Said:
    """What a person says where the table is silent: number of the indicator, year."""

    indicator: str
    year: int | None


def targets_of(
    content: bytes,
    filename: str,
    places: Sequence[Organisation],
    roadmaps: Mapping[int, Roadmap],
    indicator: str = "",
    year: int | None = None,
    schools: Mapping[str, str] | None = None,
) -> TargetsReading:
    """The targets of a file for the rows of the roadmaps in force.

    ``schools``: codes by the names that a person placed.
    Raises WrongDefinition that names row and column: no table, no such row, no number.
    """
    workbook = workbook_of(content, filename)
    finder, said = SchoolFinder(schools_of(places), schools or {}), _Said(indicator, year)
    tables = [*tables_in(workbook)] or [*lists_in(workbook.sheets)]
    found = [(one, columns) for one in tables if (columns := _plans(one))]
    if not found:
        raise WrongDefinition(NO_TABLE.format(filename=filename))
    targets: dict[tuple[str, str, str, int], SchoolTarget] = {}
    matched: dict[str, How] = {}
    unmatched: dict[str, Unmatched] = {}
    passed: list[Passed] = []
    for table, plans in found:
        refuse_pupils(table, filename)
        passed += titles(table)
        for row in _rows(table, plans, filename, passed):
            code, name = row.text(CODE), row.text(NAME)
            whose = finder.find(row, code, name)
            if whose is None:
                row.needed(NAME if name else CODE)
                unmatched[name] = Unmatched(row.number, name, finder.suggested(name))
                continue
            matched[whose[0]] = whose[1]
            for one in _targets(row, plans, whose[0], roadmaps, said):
                key = (one.org, one.roadmap, one.indicator, one.year)
                if key in targets and targets[key] != one:
                    raise row.wrong(VALUE, f"у {one.org} этот план уже назван выше, другим числом.")
                targets[key] = one
    return TargetsReading(
        tuple(targets.values()), matched, tuple(unmatched.values()), tuple(passed)
    )


def _plans(table: SchoolTable) -> tuple[ColumnHeading, ...]:
    """The columns that hold plans."""
    known = {one.column for of_kind in columns_of(table).values() for one in of_kind}
    free = [one for one in table.headings if one.column not in known]
    return tuple(one for one in free if PLAN.search(one.text) or OF_ROW.search(one.text))


def _rows(
    table: SchoolTable, plans: Sequence[ColumnHeading], filename: str, passed: list[Passed]
) -> Iterator[TableRow]:
    known = columns_of(table)
    columns = {
        name: known[kind][0]
        for name, kind in ((CODE, ColumnKind.CODE), (NAME, ColumnKind.SCHOOL),
                           (YEAR, ColumnKind.YEAR))
        if kind in known
    }  # fmt: skip
    if NAME not in columns and ColumnKind.SHORT in known:
        columns[NAME] = known[ColumnKind.SHORT][0]
    for one in table.headings:
        if one not in plans and ROW_COLUMN.fullmatch(one.parts[-1].strip()):
            columns[INDICATOR] = one
    columns |= {_key(one): one for one in plans}
    for number in range(table.first, len(table.grid.rows)):
        if not cells_of(table, number):
            continue
        if told := not_of_schools(table, number):
            passed.append(told)
            continue
        cells = {name: table.grid.cell(number, one.column) for name, one in columns.items()}
        headers = {name: one.text for name, one in columns.items()} | {VALUE: plans[0].text}
        yield TableRow(number + 1, filename, cells, headers)


def _key(heading: ColumnHeading) -> str:
    return f"{VALUE} {heading.column}"


def _targets(
    row: TableRow,
    plans: Sequence[ColumnHeading],
    org: str,
    roadmaps: Mapping[int, Roadmap],
    said: _Said,
) -> Iterator[SchoolTarget]:
    for heading in plans:
        key, in_head = _key(heading), IN_YEAR.search(heading.text)
        written = row.text(key)
        if not written:
            continue
        year_text = in_head[1] if in_head else row.text(YEAR)
        year = read_period(year_text).year if year_text else said.year
        if year is None:
            raise row.wrong(key, "год не назван: добавьте столбец «Год» или укажите --year 2026.")
        named = OF_ROW.search(IN_YEAR.sub(" ", heading.text))
        number = (named[1] if named else "") or row.text(INDICATOR) or said.indicator
        if not number:
            raise row.wrong(
                key,
                "показатель не назван: нужен столбец «Показатель» или --indicator 3.",
            )
        roadmap, indicator = _indicator(row, key, roadmaps, year, number.rstrip("."))
        yield SchoolTarget(org, roadmap, indicator.code, year, _number(row, key, written))


def _indicator(
    row: TableRow, key: str, roadmaps: Mapping[int, Roadmap], year: int, number: str
) -> tuple[str, Indicator]:
    """The row of the roadmaps of a year by its number, in the order or beside other roadmaps."""
    if year not in roadmaps:
        raise row.wrong(key, f"на {year} год дорожной карты нет.")
    lines = [*roadmaps[year].lines]
    found = [line for line in lines if line[1].number == number] or [
        line for line in lines if line[2] == number
    ]
    if len(found) != 1:
        numbers = ", ".join(one.number for _, one, _ in lines)
        what = "такого показателя нет" if not found else "таких показателей несколько"
        raise row.wrong(key, f"«{number}»: {what} за {year} год. Есть: {numbers}.")
    return found[0][0].code, found[0][1].indicator


def _number(row: TableRow, key: str, written: str) -> Decimal:
    try:
        value = Decimal(re.sub(r"[\s\u00a0%]", "", written).replace(",", "."))
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        raise row.wrong(key, f"«{written}» не число. Впишите план числом.")
    if value < 0:
        raise row.wrong(key, "план не бывает меньше нуля.")
    return value
