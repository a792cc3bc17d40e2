"""The roll («контингент», form ОО-1): pupils by grade on 20 September, and back.

Any ordinary table is read: a row for each school with its grades in columns, or a row for each
class («5а»); schools by code or by name; year and day from the table, its title or a person.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby

from data_model.errors import WrongDefinition
from data_model.places import Organisation, RollRow
from data_model.roadmap import ALL_GRADES, roll_date
from loaders.files.workbook import Cell, Grid, Workbook
from loaders.registers.roll_lines import (
    SHIFT_OF,
    Layout,
    Told,
    layout_of,
    lines_of,
    told_in_titles,
    year_in,
)
from loaders.registers.school_names import (
    How,
    code_with_zeros,
    find_place,
    schools_of,
    suggest_places,
)
from loaders.registers.table import (
    TableRow,
    Value,
    WrittenSheet,
    hidden_rows,
    lists_in,
    other_sheets,
    refuse_pupils,
    tables_in,
    without_header,
    workbook_of,
    write_tables,
)
from loaders.school_tables.table import (
    NAMELESS,
    Passed,
    SchoolTable,
    on_its_side,
    texts_over,
    titles,
)

CODE, NAME, YEAR, DAY = "код", "школа", "год", "дата"
GRADES = tuple(str(grade) for grade in ALL_GRADES)
COLUMNS = (CODE, YEAR, DAY, *GRADES)
TEMPLATE_COLUMNS = (CODE, NAME, YEAR, DAY, *GRADES)
SUGGESTED = 3

NO_TABLE = (
    "{filename}: не найдены столбцы контингента: нужны код или название школы и классы «1» … «11» "
    "(или столбцы «Класс» и «Количество обучающихся»)."
)


class NoYear(WrongDefinition):
    """Neither the rows of a roll nor its title say of which year it is."""


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A name of the roll that no school of the register surely bears; who it may be."""

    row: int
    name: str
    suggestions: tuple[Organisation, ...] = ()


@dataclass(frozen=True, slots=True)
class RollReading:
    """A roll as it was understood («прочтение контингента»).

    ``matched_by``: by what each organisation was recognised, by its code; ``written``: how it is
    called in the file. ``told``: what was read elsewhere than in the rows, such as the year of the
    title.
    """

    rows: tuple[RollRow, ...]
    matched_by: Mapping[str, How] = field(default_factory=dict)
    unmatched: tuple[Unmatched, ...] = ()
    passed: tuple[Passed, ...] = ()
    told: tuple[str, ...] = ()
    written: Mapping[str, str] = field(default_factory=dict)

    @property
    def says_everything(self) -> bool:
        """Whether codes, years and days stand in the file, so that there is nothing to confirm."""
        is_by_code = all(how is How.CODE for how in self.matched_by.values())
        is_doubtful = any(one.is_doubtful for one in self.passed)
        return is_by_code and not (self.unmatched or self.told or is_doubtful)


def read_roll(content: bytes, filename: str, year: int | None = None) -> tuple[RollRow, ...]:
    """Eleven rows for every organisation and year of a file with codes.

    A grade without a column or a number has no pupils; an empty date is 20 September of the
    year. ``year`` is that of a file that does not say it, and must be that of the others.
    Raises WrongDefinition that names row and column.
    """
    return roll_of(content, filename, year).rows


def roll_of(
    content: bytes,
    filename: str,
    year: int | None = None,
    places: Sequence[Organisation] = (),
    schools: Mapping[str, str] | None = None,
) -> RollReading:
    """A roll as understood; ``places`` are the schools whose names may stand in it.

    ``schools``: codes by the names that a person placed.
    """
    workbook = workbook_of(content, filename)
    finder = SchoolFinder(schools_of(places), schools or {})
    reading = _Reading(filename, year, finder)
    found = _found_in(workbook, reading)
    if not found:
        raise WrongDefinition(NO_TABLE.format(filename=filename))
    for table, layout in found:
        refuse_pupils(table, filename)
        reading.take(table, layout)
    if not reading.is_of_something:
        raise WrongDefinition(f"{filename}: под заголовком нет ни одной строки.")
    return reading.result()


def _found_in(workbook: Workbook, reading: "_Reading") -> list[tuple[SchoolTable, Layout]]:
    """The tables of a file: with a header, else told by their schools, else on their side."""
    if found := _tables(tables_in(workbook), reading.passed):
        return found
    if found := _tables(lists_in(workbook.sheets), reading.passed):
        reading.passed += [told for table, _ in found for told in without_header(table)]
        return found
    found = _tables(filter(None, map(_on_its_side, workbook.sheets)), reading.passed)
    if found:
        reading.told[ON_ITS_SIDE] = None
    return found


def _on_its_side(grid: Grid) -> SchoolTable | None:
    """The table of a sheet whose schools stand in one row, with the titles over that row."""
    table = next(lists_in([on_its_side(grid)]), None)
    if table is None:
        return None
    names = next(one.column for one in table.headings if one.parts == (NAMELESS,))
    headings = tuple(one for one in table.headings if one.column >= names)
    return replace(table, headings=headings, titles=tuple(texts_over(grid, names)))


ON_ITS_SIDE = "школы стоят в столбцах, таблица повёрнута: «строка» здесь и ниже — столбец листа"


def _tables(
    tables: Iterable[SchoolTable], passed: list[Passed]
) -> list[tuple[SchoolTable, Layout]]:
    """The tables of pupils by grade; of alike ones on several sheets those of other years."""
    found = [(one, layout) for one in tables if (layout := layout_of(one))]
    seen: set[int | None] = set()
    kept = []
    for table, layout in found:
        year = told_in_titles(table).year
        if year not in seen and (None not in seen):
            seen.add(year)
            kept.append((table, layout))
    passed += other_sheets([one for one, _ in found], [one for one, _ in kept])
    return kept


@dataclass
class SchoolFinder:
    """Whose row it is: by code, by what a person said, by name."""

    places: Sequence[Organisation]
    said: Mapping[str, str]

    def find(self, row: TableRow, code: str, name: str) -> tuple[str, How] | None:
        known = {one.code: one for one in self.places}
        by_name = self._by_name(name)
        code = code_with_zeros(code, known) or code
        if code and (code in known or not self.places or not name):
            if code in known and by_name and by_name[0] != code:
                told = f"код {code} — это «{known[code].name.short}», а написано «{name}»."
                raise row.wrong(CODE, f"{told} Исправьте код или название.")
            return code, How.CODE
        return by_name

    def _by_name(self, name: str) -> tuple[str, How] | None:
        if not name:
            return None
        if name in self.said:
            return self.said[name], How.ALIAS
        found = find_place(name, self.places, date.today())
        return (found.organisation.code, found.how) if found else None

    def suggested(self, name: str) -> tuple[Organisation, ...]:
        found = suggest_places(name, self.places, date.today(), SUGGESTED)
        return tuple(one.organisation for one in found)


class _Reading:
    """The rows of one file as they are taken, table after table."""

    def __init__(self, filename: str, said: int | None, finder: SchoolFinder) -> None:
        self.filename, self.said, self.finder = filename, said, finder
        self.rows: list[RollRow] = []
        self.matched: dict[str, How] = {}
        self.written: dict[str, str] = {}
        self.unmatched: dict[str, Unmatched] = {}
        self.passed: list[Passed] = []
        self.told: dict[str, None] = {}
        self.is_of_something = False

    def take(self, table: SchoolTable, layout: Layout) -> None:
        self.passed += [*titles(table), *layout.unread(table), *hidden_rows(table)]
        over = told_in_titles(table)
        shifts: dict[tuple[str, int], set[str]] = defaultdict(set)
        for line in lines_of(table, layout, self.filename, self.passed):
            self.is_of_something = True
            found = self.finder.find(line.row, line.code, line.name)
            if found is None and not line.name:
                if layout.name is None:
                    line.row.needed(CODE)
                told = "в строке нет ни кода, ни названия школы: её числа не взяты"
                self.passed.append(Passed(line.row.number, told, is_doubtful=True))
                continue
            if found is None:
                suggested = self.finder.suggested(line.name)
                self.unmatched.setdefault(
                    line.name, Unmatched(line.row.number, line.name, suggested)
                )
                continue
            org, how = found
            if how is How.CODE and line.code not in ("", org):
                self.told[f"код {line.code} — это {org}: нули впереди потеряны"] = None
            year, day = self._day(line.row, line.year, line.day, over)
            slot, shift = (org, year), line.row.text(SHIFT_OF)
            before = {one.grade: one.pupils for one in self.rows if (one.org, one.year) == slot}
            if before and (not shifts[slot] or shift in ("", *shifts[slot])):
                raise line.row.wrong(CODE, f"{org} за {year} год уже есть выше.")
            if before:
                self.rows = [one for one in self.rows if (one.org, one.year) != slot]
                self.told["строки одной школы по сменам сложены"] = None
            shifts[slot].update(filter(None, (shift,)))
            self.matched[org] = how
            self.written[org] = line.name or line.code
            for grade in ALL_GRADES:
                pupils = before.get(grade, 0) + line.pupils.get(grade, 0)
                self.rows.append(RollRow(org, year, day, grade, pupils))

    def _day(
        self, row: TableRow, year_cell: Cell | None, day: date | None, over: Told
    ) -> tuple[int, date]:
        """Year and day of a row: its own, else that of the title, else that of a person."""
        written = row.text(YEAR) if year_cell is not None else ""
        own = year_in(written)
        if written and own is None:
            raise row.wrong(YEAR, f"«{written}» не год. Напишите четыре цифры.")
        if own is None and day is not None:
            own = day.year
        if own is None and over.year:
            own = over.year
            self.told[over.words] = None
        if self.said is not None and own not in (None, self.said):
            raise row.wrong(YEAR, f"{own} год, а указан {self.said}.")
        year = own or self.said
        if year is None:
            raise NoYear(
                f"{self.filename}: год не назван ни в строках, ни над таблицей. Впишите его в "
                "заголовок («на 20.09.2025») или укажите: --year 2025."
            )
        counted = day or (over.day if over.day and over.day.year == year else roll_date(year))
        if counted.year != year:
            raise row.wrong(DAY, f"{counted:%d.%m.%Y} не относится к {year} году.")
        if counted != roll_date(year):
            days = f"{counted:%d.%m.%Y}, а расчёт идёт по числу на {roll_date(year):%d.%m.%Y}"
            self.told[f"контингент на {days}: проверьте, что в таблице оно"] = None
        return year, counted

    def result(self) -> RollReading:
        return RollReading(
            tuple(self.rows),
            self.matched,
            tuple(self.unmatched.values()),
            tuple(self.passed),
            tuple(self.told),
            self.written,
        )


def write_roll(roll: Sequence[RollRow], names: Mapping[str, str] | None = None) -> bytes:
    """The roll as the workbook that ``read_roll`` takes; of no rows, a template.

    ``names`` of schools by code stand beside the codes, so that a slip of a line is seen.
    """
    ordered = sorted(roll, key=lambda row: (row.year, row.org, row.grade))
    lines = [
        _line(list(grades), names)
        for _, grades in groupby(ordered, lambda row: (row.year, row.org))
    ]
    columns = COLUMNS if names is None else TEMPLATE_COLUMNS
    return write_tables(WrittenSheet("Контингент", columns, lines, texts=(CODE,)))


def _line(grades: list[RollRow], names: Mapping[str, str] | None) -> tuple[Value, ...]:
    """One organisation and year as a row; a grade without pupils stays empty."""
    first, pupils = grades[0], {row.grade: row.pupils for row in grades}
    numbers = (pupils.get(grade) or None for grade in ALL_GRADES)
    named = () if names is None else (names.get(first.org, ""),)
    return (first.org, *named, first.year, first.counted_on, *numbers)


def by_place(rows: Sequence[RollRow]) -> dict[tuple[str, int], list[RollRow]]:
    """The grades of each organisation and year."""
    lines: dict[tuple[str, int], list[RollRow]] = defaultdict(list)
    for row in rows:
        lines[row.org, row.year].append(row)
    return lines
