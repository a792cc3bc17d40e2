"""Finding the tables of a workbook («поиск таблиц»): upright ones, and those on their side.

A table on its side («перевёрнутая таблица») has schools in columns and questions in rows: it is
turned and then read as any other; its cells keep their true addresses. So does one with a row for
each grade of a school («строка на класс»). Last, columns about who sent a row («отправитель»): an
e-mail of a teacher is no pupil's data. Such a column is named, and neither read nor kept. Only of
a table with a row for each school: a list of pupils stays refused, whatever its columns are called.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date

from loaders.files.workbook import (
    Cell,
    Grid,
    Marks,
    Place,
    Value,
    Workbook,
    column_letters,
    column_number,
)
from loaders.registers.school_names import looks_like_a_name
from loaders.returns.checks.personal_data import no_personal_data
from loaders.returns.checks.rule import RuleBreach, Screening
from loaders.returns.context import IntakeContext
from loaders.school_tables.headers import (
    GRADES_TOGETHER,
    ORDINAL,
    PERCENT,
    ROLL,
    TOTAL,
    TOTAL_ROW,
    ColumnKind,
    column_of,
    grade_in,
    header_key,
    is_of_pupils,
    without_grade,
)
from loaders.school_tables.table import (
    SEARCH_ROWS,
    ColumnHeading,
    SchoolTable,
    cells_of,
    is_numbering,
    table_on,
)
from loaders.values.personal import BIRTH, INSURANCE, kind_of_header
from loaders.values.reading import one_line

SCHOOLS_ACROSS = "Школы (в столбцах)"
"""The header that a table on its side has none for."""

FEWEST_SCHOOLS = 2
LONGEST_NAME = 200
MOST_OUTER = 4
"""Columns of words before the schools at most."""

MOST_ROWS = 500
"""Rows of questions at most; no roadmap asks so much."""

LINKING = re.compile(r"\b(?:от|чел|человек|в том числе|в т ч|из них|по|классам)\b|%")
ANSWERS_IN_WORDS = ("да", "нет", "есть", "имеется", "+", "-", "–", "—")


class TurnedGrid(Grid):
    """A sheet seen on its side: places are turned, the addresses of cells are the true ones."""

    def cell(self, row: int, column: int) -> Cell:
        turned = super().cell(row, column)
        return turned._replace(row=column, column=row)


@dataclass(frozen=True)
class TurnedTable(SchoolTable):
    """A table on its side: its rows are columns of the sheet; all its titles stand over it."""

    @property
    def above(self) -> tuple[str, ...]:
        return self.titles

    @property
    def is_turned(self) -> bool:
        return True


def turned_table(grid: Grid) -> TurnedTable | None:
    """The table of a sheet whose schools stand in one row; None where they do not."""
    names = _row_of_schools(grid)
    if names is None:
        return None
    first = next(at for at, value in enumerate(grid.rows[names]) if _is_school(value))
    outer, last = _outer_columns(grid, names, first), _last_row(grid, names, first)
    headings = tuple(_headings(grid, names, outer, last)) if outer else ()
    if not headings:
        return None
    titles = tuple(cell.written for cell in grid.texts if cell.row < names)
    whole = (ColumnHeading(names, (SCHOOLS_ACROSS,)), *headings)
    return TurnedTable(_turned(grid, names, last), outer[0], first, whole, titles)


def _row_of_schools(grid: Grid) -> int | None:
    """The row with the most names of schools, where it has more of them than any column."""
    rows: Counter[int] = Counter()
    columns: Counter[int] = Counter()
    for row, values in enumerate(grid.rows[:SEARCH_ROWS]):
        for column, value in enumerate(values):
            if _is_school(value):
                rows[row] += 1
                columns[column] += 1
    best = max(rows, key=rows.__getitem__, default=0)
    is_turned = rows[best] >= FEWEST_SCHOOLS and rows[best] > max(columns.values())
    return best if is_turned else None


def _is_school(value: object) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_NAME and looks_like_a_name(value)


def _outer_columns(grid: Grid, names: int, first: int) -> list[int]:
    """The columns that say what is asked: from the first one of words on, and those of grades."""
    below = {column: list(_texts(grid, names, column)) for column in range(first)}
    start = next((one for one, texts in below.items() if _are_words(texts)), None)
    if start is None:
        return []
    wanted = [
        column
        for column, texts in below.items()
        if column >= start and (_are_words(texts) or _are_grades(grid.cell(names, column), texts))
    ]
    return wanted[:MOST_OUTER]


def _texts(grid: Grid, names: int, column: int) -> Iterator[str]:
    cells = (grid.cell(row, column) for row in range(names + 1, len(grid.rows)))
    return (cell.written for cell in cells if not cell.is_empty)


def _are_words(texts: Sequence[str]) -> bool:
    """Words, and not the numbers of lines."""
    worded = sum(any(map(str.isalpha, one)) for one in texts)
    return bool(texts) and 2 * worded > len(texts)


def _are_grades(head: Cell, texts: Sequence[str]) -> bool:
    """Grades under a header that says so, or under none."""
    key = header_key(head.written)
    is_headed = not key or "класс" in key or "параллел" in key
    return is_headed and bool(texts) and all(grade_in(one) for one in texts)


def _last_row(grid: Grid, names: int, first: int) -> int:
    """The last row in which a school has an answer: signatures and notes stand below."""
    bottom = min(len(grid.rows) - 1, names + MOST_ROWS)
    answered = (
        row
        for row in range(bottom, names, -1)
        if any(_is_answer(grid.cell(row, at)) for at in range(first, len(grid.rows[row])))
    )
    return next(answered, names)


def _is_answer(cell: Cell) -> bool:
    is_number = isinstance(cell.value, int | float)
    return is_number or cell.written.casefold() in ANSWERS_IN_WORDS or cell.written.isdecimal()


def _headings(grid: Grid, names: int, outer: Sequence[int], last: int) -> Iterator[ColumnHeading]:
    """One for each row: «6 класс» under a question belongs to it."""
    before, question = [""] * len(outer), ""
    for row in range(names + 1, last + 1):
        before = _filled_down(_words_of(grid, row, outer), before)
        parts = tuple(dict.fromkeys(filter(None, before)))
        if not parts or is_numbering(grid, row):
            continue
        if all(map(_is_inner, parts)):
            parts = (question, *parts) if question else parts
        else:
            question = next(one for one in parts if not _is_inner(one))
        yield ColumnHeading(row, parts)


def _words_of(grid: Grid, row: int, outer: Sequence[int]) -> list[str]:
    """What the outer columns say in a row; merged cells say it in each of their rows."""
    return [one_line(_over(grid, row, column).written) for column in outer]


def _over(grid: Grid, row: int, column: int) -> Cell:
    joined = grid.marks.joined(row, column)
    return grid.cell(joined[0], joined[1]) if joined else grid.cell(row, column)


def _filled_down(texts: list[str], before: list[str]) -> list[str]:
    """An empty place beside a filled one further in says what was said above it."""
    return [
        text or (above if any(texts[at + 1 :]) else "")
        for at, (text, above) in enumerate(zip(texts, before, strict=True))
    ]


def _is_inner(text: str) -> bool:
    """«6 класс», «Итого», «% от контингента»: nothing by itself, a line of a question."""
    rest = without_grade(header_key(text))
    for pattern in (PERCENT, ROLL, TOTAL, LINKING):
        rest = pattern.sub(" ", rest)
    return not rest.strip()


def _turned(grid: Grid, names: int, last: int) -> TurnedGrid:
    """The sheet on its side, without what stands above and below the table."""
    width = max(map(len, grid.rows))
    rows = [
        [grid.value(row, column) if row >= names else None for row in range(last + 1)]
        for column in range(width)
    ]
    marks = Marks(
        percents={(column, row) for row, column in grid.marks.percents},
        merged=[
            (left, top, right, bottom)
            for top, left, bottom, right in grid.marks.merged
            if names <= top and bottom <= last
        ],
    )
    return TurnedGrid(grid.name, rows, marks)


# a row for each grade


@dataclass(frozen=True)
class LongGrid(Grid):
    """A sheet with a row for each school and grade, seen with a row for each school.

    ``places`` lead to the true cells; a grade that a school has no row for has none.
    """

    places: Mapping[Place, Place] = field(default_factory=dict, repr=False, compare=False)
    own: Grid | None = field(default=None, repr=False, compare=False)

    def cell(self, row: int, column: int) -> Cell:
        place = self.places.get((row, column))
        return self.own.cell(*place) if self.own and place else super().cell(row, column)


def by_grades(table: SchoolTable) -> SchoolTable | None:
    """«Школа | Класс | Участники» with a row for each grade, as a table with a row for each school.

    None where rows stand for classes with letters: which of them make a grade is not added up here.
    """
    at_school, at_class = (_column_of(table, one) for one in (ColumnKind.SCHOOL, ColumnKind.CLASS))
    if at_school is None or at_class is None:
        return None
    rows = dict(_grades_of_schools(table, at_school, at_class))
    grades = sorted({grade for _, grade in rows})
    names = list(dict.fromkeys(name for name, _ in rows))
    named = (at_school, at_class)
    others = [one for one in table.headings if one.column not in named and not _is_ordinal(one)]
    headings = [ColumnHeading(0, (SCHOOL_OF_ROWS,))]
    places = dict[Place, Place]()
    values: list[list[Value]] = [[] for _ in range(table.first)]
    for name in names:
        first = next(row for (of, _), row in rows.items() if of == name)
        places[len(values), 0] = (first, at_school)
        line: list[Value] = [name]
        for one in others:
            for grade in grades:
                if row := rows.get((name, grade)):
                    places[len(values), len(line)] = (row, one.column)
                line.append(table.grid.value(row, one.column) if row else None)
        values.append(line)
    for one in others:
        for grade in grades:
            headings.append(ColumnHeading(len(headings), (*one.parts, f"{grade} класс")))
    grid = LongGrid(table.grid.name, values, places=places, own=table.grid)
    return SchoolTable(grid, table.top, table.first, tuple(headings), table.above)


def _is_ordinal(heading: ColumnHeading) -> bool:
    return ORDINAL.fullmatch(header_key(heading.parts[-1])) is not None


SCHOOL_OF_ROWS = "Школа (строка на каждый класс)"
BARE_GRADE = re.compile(r"(\d{1,2})(?:-?[йх])?(?: ?(?:класс\w*|кл))?")
OF_A_PUPIL = re.compile(r"\b(?:архив\w*|вход\w*|дата|регистрац\w*|email|снилс|фио)\b")
"""Columns that only a list with a row for each pupil has."""


def is_by_class(table: SchoolTable) -> bool:
    """Whether each row is of one class of a school, and none of a pupil: no class comes again."""
    at_school, at_class = (_column_of(table, one) for one in (ColumnKind.SCHOOL, ColumnKind.CLASS))
    if at_school is None or at_class is None:
        return False
    if any(OF_A_PUPIL.search(one.key) for one in table.headings):
        return False
    pairs = [(name, header_key(text)) for _, name, text in _classes(table, at_school, at_class)]
    schools = Counter(name for name, _ in pairs)
    is_apart = len(set(pairs)) == len(pairs)
    return is_apart and len(pairs) > FEWEST_SCHOOLS and min(schools.values()) >= FEWEST_SCHOOLS


def _column_of(table: SchoolTable, kind: ColumnKind) -> int | None:
    return next((one.column for one in table.headings if column_of(one.parts[-1]) is kind), None)


def _classes(table: SchoolTable, at_school: int, at_class: int) -> Iterator[tuple[int, str, str]]:
    """Row, school and class of each row; a name stands for the empty places under it."""
    name = ""
    for row in table.rows():
        written = one_line(_over(table.grid, row, at_school).written)
        name = "" if TOTAL_ROW.fullmatch(header_key(written)) else written or name
        text = one_line(table.grid.cell(row, at_class).written)
        if name and text and not TOTAL_ROW.fullmatch(header_key(text)):
            yield row, name, text


def _grades_of_schools(
    table: SchoolTable, at_school: int, at_class: int
) -> Iterator[tuple[tuple[str, int], int]]:
    for row, name, text in _classes(table, at_school, at_class):
        if found := BARE_GRADE.fullmatch(header_key(text)):
            yield (name, int(found[1])), row


def _upright(grid: Grid) -> SchoolTable | None:
    """The table of a sheet as one with a row for each school; None where it cannot be."""
    table = table_on(grid)
    if table is None or not is_by_class(table):
        return table
    at_school, at_class = (_column_of(table, one) for one in (ColumnKind.SCHOOL, ColumnKind.CLASS))
    classes = [*_classes(table, at_school or 0, at_class or 0)]
    is_bare = all(BARE_GRADE.fullmatch(header_key(text)) for _, _, text in classes)
    told = {row for row, _, _ in classes}
    is_whole = not any(_has_numbers(table, row) for row in table.rows() if row not in told)
    return by_grades(table) if is_bare and is_whole else None


def _has_numbers(table: SchoolTable, row: int) -> bool:
    """Whether numbers stand in a row that is no total."""
    cells = cells_of(table, row)
    is_total = any(TOTAL_ROW.fullmatch(header_key(one.written)) for one in cells)
    return not is_total and any(isinstance(one.value, int | float) for one in cells)


# all tables of a workbook


def tables_in(workbook: Workbook) -> tuple[SchoolTable, ...]:
    """Every table with schools, one of a sheet at most, the widest first."""
    found = [table for grid in workbook.sheets if (table := turned_table(grid) or _upright(grid))]
    ordered = sorted(found, key=lambda one: (-len(one.headings), -len(one.grid.rows)))
    return tuple(map(_with_its_title, ordered))


OF_AN_ORDER = re.compile(r"приложени|утвержд|к (?:приказ|письм|распоряж)|форма\b")
ON_A_DAY = re.compile(r"(?:по состоянию )?на \d.*|\d{1,2}\.\d{1,2}\.\d{2,4}(?: ?г\.?)?", re.I)
LONGEST_TITLE = 200
GENERIC = re.compile(
    r"\b(?:количество|кол ?-? ?во|численность|число|участник\w*|участвовал\w*|участвующ\w*|"
    r"участие|принял\w*|принявш\w*|охват\w*|охвачен\w*|факт\w*|показател\w*)\b"
)
TAKING_PART = re.compile(r"участ|принявш|охва")
PUPILS = re.compile(r"\b(?:обучающи|учащи|учени|дете|школьни)\w*|,")
NO_TITLE_OF_A_SHEET = re.compile(r"(?:лист|sheet|таблица|table|свод|данные|отчет)?[ _()\d]*")


def _with_its_title(table: SchoolTable) -> SchoolTable:
    """A table of one question says it over the grades («Сведения о …»), not in their headers.

    Its title is then the outer header of these columns: what they answer is read from it, and a
    table of another question with the same columns is another table.
    """
    title = _title_of(table) if any(map(is_bare, table.headings)) else ""
    if not title:
        return table
    headings = (
        replace(one, parts=(title, *one.parts)) if is_bare(one) else one for one in table.headings
    )
    return replace(table, headings=tuple(headings))


def _title_of(table: SchoolTable) -> str:
    """What stands over a table, else the name of its sheet; its days and years left aside."""
    lines = [one for one in table.above if not OF_AN_ORDER.match(header_key(one))]
    name = table.grid.name
    named = [] if NO_TITLE_OF_A_SHEET.fullmatch(header_key(name)) else [name]
    texts = (one_line(ON_A_DAY.sub(" ", line)) for line in lines or named)
    return ". ".join(one for one in texts if any(map(str.isalpha, one)))[:LONGEST_TITLE]


def is_bare(heading: ColumnHeading) -> bool:
    """«6 класс», «Итого», «Количество участников»: what is asked stands elsewhere."""
    parts = [header_key(part) for part in heading.parts]
    return any(parts) and all(map(_says_only_who, parts))


def _says_only_who(key: str) -> bool:
    """A number of pupils is the roll, unless they are said to have taken part."""
    rest = GENERIC.sub(" ", GRADES_TOGETHER.sub(" ", key))
    if TAKING_PART.search(key):
        rest = PUPILS.sub(" ", rest)
    is_roll = ROLL.search(key) and not (PERCENT.search(key) or TAKING_PART.search(key))
    return not is_roll and _is_inner(rest)


def table_of(workbook: Workbook, fingerprint: str, sheet: str = "") -> SchoolTable | None:
    """The table with the headers of a profile; None where no sheet has them.

    Of several the one on the ``sheet`` that was chosen.
    """
    alike = [one for one in tables_in(workbook) if one.fingerprint == fingerprint]
    return next((one for one in alike if one.grid.name == sheet), next(iter(alike), None))


# columns about who sent a row

SENDER = re.compile(
    r"имя пользователя|username|user name|email address|логин|(?:адрес )?(?:электронн\w+ )?почт\w*"
    r"(?: отправителя| ответственного)?|контакт\w*(?: .*)?|"
    r".*\b(?:фио|ф и о|фамилия)\b.*\b(?:ответственн|заполн|отправ|директор|контактн|руководит)\w*.*"
)
SOME_TWICE = 1.5
"""Rows for each school at most: a school may send twice; a list of pupils has many."""


def is_of_a_sender(text: str) -> bool:
    """Whether a header speaks of who filled a row in, or how to reach the school."""
    if is_of_pupils(text):
        return False
    return kind_of_header(text) is not None or SENDER.fullmatch(header_key(text)) is not None


def dropped_columns(workbook: Workbook, context: IntakeContext, today: date) -> tuple[str, ...]:
    """The headers of columns about senders; nothing where anything else is personal there."""
    tables = {
        one.grid.name: one
        for one in tables_in(workbook)
        if not (one.is_turned or isinstance(one.grid, LongGrid)) and _has_a_row_for_each_school(one)
    }
    dropped = {
        (name, one.column)
        for name, table in tables.items()
        for one in table.headings
        if is_of_a_sender(one.parts[-1])
    }
    for _ in range(MOST_ROUNDS):
        bare = replace(workbook, sheets=tuple(_without(one, dropped) for one in workbook.sheets))
        found = list(no_personal_data(Screening(bare, context, today)))
        if not found:
            return tuple(_header(tables[name], column) for name, column in sorted(dropped))
        columns = [_column(one, tables) for one in found]
        if None in columns:
            break
        dropped |= {one for one in columns if one is not None}
    return ()


MOST_ROUNDS = 4
"""Columns of names and contacts come to light one after the other."""


def _column(found: RuleBreach, tables: Mapping[str, SchoolTable]) -> tuple[str, int] | None:
    """The column of a finding, where it may be one about a sender; None where it is of pupils."""
    table = tables.get(found.sheet)
    if table is None or not found.cell or found.words.get("column") in (BIRTH, INSURANCE):
        return None
    letters = found.cell.rstrip("0123456789")
    column = column_number(letters)
    return None if is_of_pupils(_header(table, column)) else (found.sheet, column)


def _header(table: SchoolTable, column: int) -> str:
    found = (one.text for one in table.headings if one.column == column)
    return next(found, f"столбец {column_letters(column)}")


def _without(grid: Grid, dropped: Set[tuple[str, int]]) -> Grid:
    columns = {column for name, column in dropped if name == grid.name}
    rows = [[None if at in columns else value for at, value in enumerate(row)] for row in grid.rows]
    return replace(grid, rows=rows) if columns else grid


def _has_a_row_for_each_school(table: SchoolTable) -> bool:
    """One row, or two where a school sent again; no classes, no birthdays, no pupils."""
    named = {column_of(one.parts[-1]): one.column for one in table.headings}
    if ColumnKind.CLASS in named or ColumnKind.PUPIL in named:
        return False
    at = named.get(ColumnKind.SCHOOL, named.get(ColumnKind.SHORT, named.get(ColumnKind.CODE)))
    if at is None:
        return False
    names = Counter(header_key(table.grid.cell(row, at).written) for row in table.rows())
    return sum(names.values()) <= SOME_TWICE * len(names) + 1
