"""Personal data of pupils («персональные данные»): the file is refused before it is kept.

By header, and by what the cells look like; in every sheet, hidden ones too. A contact of a
grown-up is no column of pupils, the telephone of a school is none, and the day of an event is no
birthday. First what stands over and beside a cell («шапка и подпись») and of whom it speaks; then
the columns of persons; last what hangs over cells. Basis: Federal Law 152-ФЗ.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from datetime import date
from functools import cache
from itertools import groupby
from typing import NamedTuple

from data_model.returns import Severity
from loaders.files.workbook import Cell, Grid, Value, address_of
from loaders.returns.checks.rule import Rule, RuleBreach, Screening, Stage
from loaders.values.personal import (
    BETWEEN_ENTRIES,
    BIRTH,
    BIRTHDAY,
    CONTACTS,
    INSURANCE,
    LONGEST_HEADER,
    NAME,
    SIGNS,
    PersonalSign,
    entries_of,
    is_contact,
    kind_of_header,
    signs_of,
    year_of_day,
)
from loaders.values.reading import plain

# of whom a header speaks

PUPIL = re.compile(
    r"учени[кц]|учащ|обучающ|воспитан|школьник|реб[её]н|детей|родител|участни[кц]|выпускни[кц]|"
    r"побед|приз[её]р|^класс\b|^класс "
)
GROWN_UP = re.compile(
    r"исполнител|ответствен|директор|заместител|педагог|руководител|учител|навигатор|тьютор|"
    r"специалист|методист|координатор|куратор|наставник|психолог|работник|сотрудник|должност|завуч"
)
ORGANISATION = re.compile(r"организаци|учреждени|школ[аы]\b|\bоо\b|\bоу\b|инн\b|огрн\b|лицевой")
EVENT = re.compile(
    r"дата|дат[аы]\b|срок|когда|период|"
    r".*(?:вход|архив|посещ|прохожд|проведен|регистрац|мероприят|обновлен|приказ|документ)"
)
"""What days are called that are no birthdays; «дата рождения» is a header of its own."""
MOST_HEADERS = 4
MOST_MERGED = 100
"""Merged cells that a sheet with a header has; a sheet of thousands is read as it stands."""


def _speaks_of(pattern: re.Pattern[str], text: str) -> bool:
    return pattern.search(plain(text[: 2 * LONGEST_HEADER])) is not None


def headers_over(grid: Grid, row: int, column: int) -> tuple[str, ...]:
    """The texts over a line of cells, the nearest first, up to the first empty place."""
    texts: list[str] = []
    for above in range(row - 1, -1, -1):
        value = value_at(grid, above, column)
        if value is None or len(texts) == MOST_HEADERS:
            break
        if isinstance(value, str):
            texts.append(value)
    return tuple(texts)


def value_at(grid: Grid, row: int, column: int) -> Value:
    """What is seen there: of merged cells only the first one holds their text."""
    has_some = 0 < len(grid.marks.merged) <= MOST_MERGED
    joined = grid.marks.joined(row, column) if has_some else None
    return grid.cell(*joined[:2]).value if joined else grid.cell(row, column).value


def is_told_of_grown_ups(kind: str, headers: tuple[str, ...]) -> bool:
    """The nearest header that speaks of anybody decides; a school has contacts, and no name."""
    for text in headers:
        if _speaks_of(PUPIL, text):
            return False
        if _speaks_of(GROWN_UP, text) or (kind in CONTACTS and _speaks_of(ORGANISATION, text)):
            return True
    return False


def is_told_of_events(headers: tuple[str, ...]) -> bool:
    """The nearest header alone says what the days under it are."""
    nearest = plain(headers[0]) if headers else ""
    return kind_of_header(nearest) != BIRTH and EVENT.match(nearest) is not None


def heads_a_column(grid: Grid, cell: Cell, kind: str) -> bool:
    """Whether a header has pupils under it: it is no label, and speaks of no grown-up."""
    if _is_a_label(grid, cell, kind) or not _has_a_column(grid, cell):
        return False
    own = (str(cell.value), *headers_over(grid, cell.row, cell.column))
    return not (is_told_of_grown_ups(kind, own) or is_in_a_row_of_grown_ups(grid, cell, kind))


def _has_a_column(grid: Grid, cell: Cell) -> bool:
    """Something stands below, or nothing stands beside: «Телефон: 2-15» is a label."""
    below = grid.cell(cell.row + 1, cell.column)
    beside = grid.cell(cell.row, cell.column + 1)
    is_header = isinstance(beside.value, str) and kind_of_header(beside.value) is not None
    return not below.is_empty or beside.is_empty or is_header


def _is_a_label(grid: Grid, cell: Cell, kind: str) -> bool:
    """«Телефон | 2-15-40», «ФИО: | Иванова А. С.»: the value stands beside, not below."""
    beside = grid.cell(cell.row, cell.column + 1)
    if beside.is_empty or kind in (BIRTH, INSURANCE):
        return False
    return is_contact(beside.written)


def is_in_a_row_of_grown_ups(grid: Grid, cell: Cell, kind: str) -> bool:
    """«Школа | Директор | Телефон», «ФИО | Должность»: the other headers say whose it is."""
    others = [text for text in _texts_of(grid, cell.row) if text != cell.value]
    if kind not in (NAME, *CONTACTS) or any(map(_is_of_pupils, others)):
        return False
    if any("должност" in plain(text) for text in others):
        return True
    is_of_others = (_speaks_of(one, text) for one in (GROWN_UP, ORGANISATION) for text in others)
    return kind in CONTACTS and not any(map(_is_a_bare_name, others)) and any(is_of_others)


def _is_of_pupils(text: str) -> bool:
    """«Класс», «Дата рождения» head lists of pupils."""
    return kind_of_header(text) in (BIRTH, INSURANCE) or _speaks_of(PUPIL, text)


def _is_a_bare_name(text: str) -> bool:
    """«ФИО», which says nothing of whose it is."""
    return kind_of_header(text) == NAME and not _speaks_of(GROWN_UP, text)


def _texts_of(grid: Grid, row: int) -> Iterator[str]:
    return (value for value in grid.rows[row] if isinstance(value, str))


# columns of persons

MOST_ORDINARY = 20_000
"""Values that are remembered from good returns; the forms of a district have some thousands."""

LONGEST_NUMBER = 10**9
"""A count is smaller; what is larger may be a number of a person."""

YOUNGEST, OLDEST = 6, 20
"""Years of age of those who go to school."""


def no_personal_data(screening: Screening) -> Iterator[RuleBreach]:
    """No sheet has a column of names, birth dates, СНИЛС, telephones or e-mails.

    Nor has a note, a shape, a header of a page, a property: the file would be kept with it.
    """
    rows = (row for grid in screening.workbook.sheets for row in grid.rows)
    values = {value for row in rows for value in row}
    ordinary = screening.context.ordinary
    telling = set(filter(_tells, values - ordinary))
    found = list(_columns_of_persons(screening, telling)) if telling else []
    if not found and len(ordinary) < MOST_ORDINARY:
        ordinary |= values - telling
    yield from found
    yield from _written_apart(screening)


def _columns_of_persons(screening: Screening, telling: set[Value]) -> Iterator[RuleBreach]:
    births = cache(lambda: birth_years(screening))
    for grid in screening.workbook.sheets:
        found: dict[str, Cell] = {}
        columns = (*_personal_headers(grid, telling), *_personal_contents(grid, births, telling))
        for kind, cell in columns:
            found.setdefault(kind, cell)
        cure, sheet = (_cure(grid), _named(screening, grid)) if found else ("", "")
        for kind, cell in found.items():
            words = {"place": f"Лист «{sheet}»: в ячейках", "column": kind, "cure": cure}
            yield RuleBreach(sheet, cell.address, words)


def _named(screening: Screening, grid: Grid) -> str:
    """The name of a sheet; its number where the name is that of a person."""
    is_personal = MAY_NAME.search(grid.name) is not None and bool(_signs(grid.name))
    return f"№ {screening.workbook.sheets.index(grid) + 1}" if is_personal else grid.name


def _tells(value: Value) -> bool:
    """Whether a value may be personal data or head it."""
    return bool(_signs(value)) or (isinstance(value, str) and kind_of_header(value) is not None)


def birth_years(screening: Screening) -> range:
    """When the pupils of the roadmaps' years were born; a later day is that of an event."""
    years = screening.context.years()
    first, last = min(years, default=screening.today.year), max(years, default=9999)
    return range(first - OLDEST, min(last, screening.today.year) - YOUNGEST + 1)


def _personal_headers(grid: Grid, telling: set[Value]) -> Iterator[tuple[str, Cell]]:
    for row, column, value in _filled(grid):
        if value in telling and isinstance(value, str) and (kind := kind_of_header(value)):
            cell = Cell(grid.name, row, column, value)
            if heads_a_column(grid, cell, kind):
                yield kind, cell


def _filled(grid: Grid) -> Iterator[tuple[int, int, Value]]:
    """Row, column and value of what is filled; a cell is made only of what matters."""
    for row, values in enumerate(grid.rows):
        for column, value in enumerate(values):
            if value is not None:
                yield row, column, value


def _personal_contents(
    grid: Grid, births: Callable[[], range], telling: set[Value]
) -> Iterator[tuple[str, Cell]]:
    """The cell of a column, or of a row of names, with which it is no longer chance."""
    counts: Counter[tuple[str, int, PersonalSign]] = Counter()
    runs = Runs(grid)
    for row, column, value in _filled(grid):
        for sign in _signs(value) if value in telling else ():
            if sign is BIRTHDAY and year_of_day(value) not in births():
                continue
            if runs.is_of_others(row, column, sign):
                continue
            lines = [("column", column, sign)] + [("row", row, sign)] * (sign.kind == NAME)
            counts.update(lines)
            if any(counts[line] == sign.enough for line in lines):
                yield sign.kind, Cell(grid.name, row, column, value)


class Runs:
    """Cells that look alike, one under the other: one header speaks for all of them."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._last: dict[tuple[int, PersonalSign], tuple[int, bool]] = {}

    def is_of_others(self, row: int, column: int, sign: PersonalSign) -> bool:
        """Whether it is of those who work at school, or the day of an event; row after row."""
        last, is_told = self._last.get((column, sign), (-2, False))
        if last != row - 1:
            is_told = self._is_told_over(row, column, sign)
        self._last[column, sign] = (row, is_told)
        return is_told or is_told_of_grown_ups(sign.kind, _label(self._grid, row, column))

    def _is_told_over(self, row: int, column: int, sign: PersonalSign) -> bool:
        headers = headers_over(self._grid, row, column)
        if sign is BIRTHDAY and is_told_of_events(headers):
            return True
        over = self._grid.cell(max(row - 1, 0), column)
        return is_told_of_grown_ups(sign.kind, headers) or is_in_a_row_of_grown_ups(
            self._grid, over, sign.kind
        )


class Written(NamedTuple):
    """A text that stands in no cell: the sheet and the cell it belongs to, its place in words."""

    sheet: str
    cell: str
    place: str
    text: str


def _written_apart(screening: Screening) -> Iterator[RuleBreach]:
    """Names, numbers and addresses in notes and shapes, sheet by sheet; then in what lies apart.

    The latter are headers of pages, properties of the file, and the names of its sheets.
    """
    book, ordinary = screening.workbook, screening.context.ordinary
    for grid in book.sheets:
        texts = (*sorted(grid.marks.remarks.items()), *grid.marks.captions)
        if not texts:
            continue
        sheet = _named(screening, grid)
        place = f"Лист «{sheet}»: в примечании или надписи"
        hung = (Written(sheet, address_of(*at), place, text) for at, text in texts)
        yield from _persons_in(hung, ordinary)
    for where, apart in groupby(book.apart, key=lambda one: one.where):
        lying = (Written(one.sheet, "", f"В {where}", one.text) for one in apart)
        yield from _persons_in(lying, ordinary)
    names = (Written("", "", "В названиях листов", one.name) for one in book.sheets)
    yield from _persons_in(names, ordinary)


def _persons_in(texts: Iterable[Written], ordinary: Set[Value]) -> Iterator[RuleBreach]:
    """One breach of each kind, at the text with which it is no longer chance.

    A single entry that stands in the cells of good returns tells of nobody.
    """
    seen = defaultdict[PersonalSign, set[str]](set)
    told = set[str]()
    for one in texts:
        is_known = one.text in ordinary and BETWEEN_ENTRIES.search(one.text) is None
        if is_known or MAY_NAME.search(one.text) is None:
            continue
        found = _signs_in_note(AUTHOR.sub("", one.text))
        for sign, entry in found:
            seen[sign].add(entry)
        for kind in dict.fromkeys(sign.kind for sign, _ in found if _is_enough(sign, seen)):
            if kind not in told:
                told.add(kind)
                words = {"place": one.place, "column": kind, "cure": ""}
                yield RuleBreach(one.sheet, one.cell, words)


MAY_NAME = re.compile(r"[А-ЯЁ][\w-]+\W+[А-ЯЁ]|[А-ЯЁ]\.|@|\d[\d ()-]{9}")
"""What any name, address or number of a person has; most titles have none of it."""
AUTHOR = re.compile(r"^[^\n]{1,60}:[ \t]*\n")
"""Who wrote a note, as office programs put it before the text."""


def _signs_in_note(text: str) -> list[tuple[PersonalSign, str]]:
    """What the entries of a note look like; who works at school is none of it."""
    entries = [one for one in entries_of(text) if not _speaks_of(GROWN_UP, one)]
    return [(sign, one) for one in (text, *entries) for sign in SIGNS if sign.fits(one)]


def _is_enough(sign: PersonalSign, seen: Mapping[PersonalSign, set[str]]) -> bool:
    return len(seen[sign]) >= sign.enough


def _label(grid: Grid, row: int, column: int) -> tuple[str, ...]:
    """The text to the left of a cell, where it is none of its kind."""
    label = grid.cell(row, column - 1).value if column else None
    return (label,) if isinstance(label, str) and not _signs(label) else ()


def _signs(value: Value) -> tuple[PersonalSign, ...]:
    """Most cells are counts or words of the form, and are passed by at once."""
    if isinstance(value, int | float) and value < LONGEST_NUMBER:
        return ()
    return signs_of(value) if isinstance(value, str | int | float | date) else ()


def _cure(grid: Grid) -> str:
    """How to make numbers of an export that has a row for each pupil."""
    texts = {plain(cell.value) for cell in grid.texts}
    is_export = any(text == "класс" or text.startswith("класс (") for text in texts)
    return FOR_AN_EXPORT if is_export else ""


FOR_AN_EXPORT = (
    " Если это выгрузка платформы со строкой на ученика: удалите в копии файла столбцы с ФИО, "
    "датой рождения, педагогом и контактами, оставьте муниципалитет, организацию, класс, отметку "
    "об архивации и показатели участия. Учеников по школам и классам программа сосчитает сама."
)


RULES: tuple[Rule, ...] = (
    Rule(
        "personal_data",
        "Персональные данные учеников",
        Severity.ERROR,
        "{place} персональные данные ({column}). Такой файл не принимается "
        "и не сохраняется (152-ФЗ). Удалите их, оставьте только числа и отправьте снова.{cure}",
        Stage.BOOK,
        no_personal_data,
        example="столбцы «ФИО», «Дата рождения», «СНИЛС», телефон, почта; список в примечании, "
        "в колонтитуле, в свойствах файла",
    ),
)
"""One error for each kind of data on a sheet."""
