"""What a foreign table says of one school («доля школы в таблице»), before it is judged.

In order: the share and remarks on it; whose row it is («чья строка»): code, confirmed spelling,
name in force, alias; of which year a table is («год таблицы»): as it says itself, else as a
person said.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from data_model.places import Organisation
from data_model.returns import Problem
from data_model.roadmap import PeriodKind, Roadmap, in_quotes
from loaders.files.workbook import Cell, Workbook
from loaders.forms.layout import Slot
from loaders.registers.school_names import (
    code_with_zeros,
    find_place,
    schools_of,
    suggest_places,
)
from loaders.returns.checks.catalogue import BY_CODE
from loaders.returns.checks.rule import RuleBreach, cut
from loaders.returns.context import IntakeContext
from loaders.school_tables.headers import header_key
from loaders.school_tables.table import SchoolTable
from loaders.tables.profile import LayoutProfile, Use, column_of_use, placed_columns
from loaders.values.reading import names_a_year, one_line, read_period, says_nothing


@dataclass(frozen=True, slots=True)
class Share:
    """The cells of one school. ``org`` is None where the name is not known for sure.

    ``place`` is the cell that names the school, ``totals`` and ``percents`` are stated by question.
    ``moment``: when the school sent it, ``year``: the cell of its year, where the table says so.
    ``joined`` are answers in cells that are merged with others: none of them is simply empty;
    ``shared`` those merged with cells of other schools.
    ``spans`` are the places of numbers that were counted over many cells, such as F5:F48.
    """

    org: str | None
    place: Cell
    cells: dict[Slot, Cell] = field(default_factory=dict)
    totals: dict[str, Cell] = field(default_factory=dict)
    percents: dict[str, Cell] = field(default_factory=dict)
    spans: dict[Slot, str] = field(default_factory=dict)
    joined: frozenset[Slot] = frozenset()
    shared: frozenset[Slot] = frozenset()
    remarks: tuple[Problem, ...] = ()
    moment: datetime | None = None
    year: Cell | None = None

    @property
    def is_empty(self) -> bool:
        return all(cell.is_empty for cell in (*self.cells.values(), *self.totals.values()))

    @property
    def is_silent(self) -> bool:
        """Whether a dash stands in each cell that is not empty: no answer and no zero."""
        return all(map(says_nothing, (*self.cells.values(), *self.totals.values())))


def remark(code: str, cell: Cell, **words: object) -> Problem:
    """A remark of the table of rules, at a cell."""
    found = {"found": cut(cell.written), **words}
    return BY_CODE[code].problem(RuleBreach(cell.sheet, cell.address, found))


def remark_on_file(code: str, **words: object) -> Problem:
    return BY_CODE[code].problem(RuleBreach(words=words))


def later_ones(shares: Sequence[Share]) -> list[Share]:
    """Of several rows of one school the one that was sent last, with a word of the others.

    Where a row does not say when it was sent, nobody knows which one counts: all are left.
    """
    by_org: dict[tuple[str, str], list[Share]] = {}
    for share in shares:
        if share.org:
            by_org.setdefault((share.org, share.year.written if share.year else ""), []).append(
                share
            )
    over: dict[int, Share] = {}
    kept: dict[int, Share] = {}
    for of in by_org.values():
        moments = [one.moment for one in of if one.moment]
        if len(of) < 2 or len(set(moments)) < len(of):
            continue
        last = max(of, key=lambda one: one.moment or datetime.min)
        older = [one for one in of if one is not last]
        over |= {id(one): last for one in older}
        rows = ", ".join(str(one.place.row + 1) for one in older)
        moment = f"{last.moment:%d.%m.%Y %H:%M}"
        told = remark(
            "table_row_replaced", last.place, row=last.place.row + 1, moment=moment, rows=rows
        )
        kept[id(last)] = replace(last, remarks=(*last.remarks, told))
    return [kept.get(id(one), one) for one in shares if id(one) not in over]


# whose row it is

MUNICIPAL_WORDS = ("муниципальный район", "муниципальное образование", "муниципальный округ")


@dataclass(frozen=True, slots=True)
class Schools:
    """The schools of one municipality, and the spellings that a person confirmed."""

    places: Sequence[Organisation]
    confirmed: dict[str, str]
    day: date

    def find(self, name: str, code: str = "") -> str | None:
        """The code of the one school that is surely meant; None where a person must say."""
        if self.of_another(name, code):
            return None
        place = self._by_code(code) or self._by_name(name)
        return place.code if place else None

    def of_another(self, name: str, code: str) -> Organisation | None:
        """The school of a code beside which the name of another one surely stands."""
        by_code = self._by_code(code)
        by_name = self._by_name(name) if by_code and by_code.code != name else None
        return by_code if by_name and by_code and by_name.code != by_code.code else None

    def _by_code(self, code: str) -> Organisation | None:
        known = {one.code: one for one in self.places}
        return known.get(code) or known.get(code_with_zeros(code, known))

    def _by_name(self, name: str) -> Organisation | None:
        """As a person said once, else as the register knows it."""
        said = {header_key(text): org for text, org in self.confirmed.items()}
        place = self._by_code(said.get(header_key(name), ""))
        if place and not _is_over(place, name, self.day):
            return place
        found = find_place(name, self.places, self.day) if name else None
        return found.organisation if found else None

    def likely(self, name: str) -> Organisation | None:
        """The school that a name means most likely; a person says so."""
        found = suggest_places(name, self.places, self.day, limit=1)
        return found[0].organisation if found else None

    def guess(self, name: str) -> str:
        """«Похоже, это …» for a message; empty where nothing is alike."""
        place = self.likely(name)
        if place is None:
            return ""
        return f" Похоже, это «{place.name_on(self.day).short}» (код {place.code})."


def schools_in(
    context: IntakeContext, municipality: str, confirmed: dict[str, str], day: date
) -> Schools:
    return Schools(tuple(schools_of(context.register(municipality))), confirmed, day)


def _is_over(place: Organisation, name: str, day: date) -> bool:
    """Whether the register says of a confirmed spelling that it does not count on a day."""
    told = [one for one in place.aliases if header_key(one.spelling) == header_key(name)]
    return bool(told) and not any(one.covers(day) for one in told)


def is_of(municipality: str, cell: Cell | None, context: IntakeContext) -> bool:
    """Whether a row belongs to this municipality: its cell says so, or says nothing."""
    if cell is None or cell.is_empty:
        return True
    written = _place_name(cell.written)
    known = context.place(municipality)
    names = [one for name in (known[1].names if known else ()) for one in (name.full, name.short)]
    return any(written in _place_name(name) or _place_name(name) in written for name in names)


def _place_name(text: str) -> str:
    key = header_key(text)
    for words in (*MUNICIPAL_WORDS, "район"):
        key = key.replace(words, " ")
    return one_line(key)


# of which year


def year_of(
    table: SchoolTable,
    workbook: Workbook,
    known: Collection[int],
    profile: LayoutProfile,
    sha256: str,
) -> int | None:
    """The one year named over the table, by its sheet, its file or its headers, in this order.

    What a person said counts for that very file only: next year's table is another one.
    """
    read = (one for one in placed_columns(table, profile) if one.use.use is not Use.SKIP)
    asked = {one.column for one in read}
    for texts in _sources(table, workbook, asked):
        named = {year for text in texts if (year := read_period(text).year) in known}
        if len(named) == 1:
            return named.pop()
    is_said = profile.year in known and profile.file in ("", sha256)
    return profile.year if is_said else None


def years_in_rows(table: SchoolTable, profile: LayoutProfile) -> tuple[int, ...]:
    """The years that the rows name in a column of their own, the commonest first."""
    column = column_of_use(tuple(placed_columns(table, profile)), Use.YEAR)
    if column is None:
        return ()
    cells = (table.grid.cell(row, column) for row in table.rows())
    named = Counter(year for cell in cells if (year := read_period(cell.written).year))
    return tuple(year for year, _ in named.most_common())


def is_told_as_school_year(table: SchoolTable, workbook: Workbook) -> bool:
    """«2020/21 уч. год» stands somewhere, and not only «2021»."""
    texts = (text for texts in _sources(table, workbook) for text in texts)
    return any(read_period(text).is_school_year for text in texts)


def is_asked_by_school_year(roadmap: Roadmap, questions: Collection[str], year: int) -> bool:
    """Whether these questions are about a school year, all of them."""
    using = (one.indicator for one in roadmap.activities if one.indicator.counted in questions)
    periods = [one.periods.get(year) for one in using]
    kinds = [one.kind for one in periods if one is not None]
    return bool(kinds) and all(kind is PeriodKind.SCHOOL_YEAR for kind in kinds)


def seen_years(table: SchoolTable, workbook: Workbook) -> str:
    """What a table says of its year, where that is not one year of the roadmap."""
    texts = (*table.above, table.grid.name, workbook.filename)
    said = next((text for text in texts if names_a_year(text)), "")
    return f" Стоит {in_quotes(cut(said))}: одного года карты в этом нет." if said else ""


def _sources(
    table: SchoolTable, workbook: Workbook, asked: Collection[int] = ()
) -> Iterator[tuple[str, ...]]:
    """Over the table, its sheet, its file, its headers; ``asked``: of the columns that are read."""
    yield table.above
    yield (table.grid.name,)
    yield (workbook.filename,)
    yield tuple(one.text for one in table.headings if not asked or one.column in asked)
