"""The rows of a roll («строки контингента»): grades in columns, or a row for each class.

First of which year a roll is, and of which day («на 20.09.2025»), where its rows do not say it. The
roll of a year is that of its 20 September: «2025/26 учебный год» takes that of 2025.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from data_model.errors import WrongDefinition
from data_model.roadmap import ALL_GRADES
from loaders.files.workbook import Cell, Hollow
from loaders.registers.table import TableRow, columns_of
from loaders.school_tables.headers import (
    PERCENT,
    TOTAL_ROW,
    ColumnKind,
    class_grade,
    column_of,
    grades_together,
    header_key,
)
from loaders.school_tables.table import (
    ColumnHeading,
    Passed,
    SchoolTable,
    cells_of,
    heads_another,
    not_of_schools,
    unread_column,
)
from loaders.values.days import days_in
from loaders.values.reading import (
    NO_ANSWER,
    ParsedValue,
    caseless,
    is_cross,
    is_dash,
    plain,
    read_count,
)

FIRST_MONTH = 9
"""From September on a roll is that of its own calendar year."""

SCHOOL_YEAR = re.compile(r"(?<!\d)(20\d\d) ?[-‐–—−/\\] ?(?:20)?(\d\d)(?!\d)")
YEAR_INSIDE = re.compile(r"(?<![\d.])(20\d\d)(?![\d.]\d)")
ALONE = re.compile(r"(20\d\d)(?: ?(?:г|год|года)\.?)?")


@dataclass(frozen=True, slots=True)
class Told:
    """Year and day that a title tells; ``words`` says where."""

    year: int | None = None
    day: date | None = None
    words: str = ""


def year_in(text: str) -> int | None:
    """«2025», «2025 г.», «2025/26»: the year of whose September the roll is."""
    line = caseless(text)
    if found := SCHOOL_YEAR.search(line):
        return int(found[1]) if (int(found[1]) + 1) % 100 == int(found[2]) else None
    alone = ALONE.fullmatch(line)
    return int(alone[1]) if alone else None


def told_in_titles(table: SchoolTable) -> Told:
    """What stands over the table, or on the tab of its sheet."""
    sources = (
        ("заголовка", table.above),
        ("названия листа", (table.grid.name,)),
    )
    for where, texts in sources:
        for text in texts:
            if told := _told(text, where):
                return told
    return Told()


def _told(text: str, where: str) -> Told | None:
    days = set(days_in(text))
    if len(days) == 1:
        day = days.pop()
        if day.month < FIRST_MONTH:
            return None
        return Told(day.year, day, f"год и день взяты из {where}: «{text[:LONGEST]}»")
    if found := SCHOOL_YEAR.search(text):
        year = year_in(found[0])
        return Told(year, None, f"год взят из {where}: «{text[:LONGEST]}»") if year else None
    years = {int(year) for year in YEAR_INSIDE.findall(text)}
    if len(years) != 1:
        return None
    return Told(years.pop(), None, f"год взят из {where}: «{text[:LONGEST]}»")


LONGEST = 90


# rows

CODE, NAME, YEAR, DAY = "код", "школа", "год", "дата"
CLASS, PUPILS, SHIFT_OF = "класс", "обучающихся", "смена"
NO_GRADE = frozenset(("нет", "отсутствует", "не открыт", "0"))
"""How people write that a school has no such grade, besides a dash and a cross."""

PART = re.compile(
    r"\bв т ч\b|\bв том числе\b|\bиз них\b|\bкроме того\b|\bовз\b|инвалид|надомн|на дому"
)
"""Of whom a column or a row tells that are counted in another one already."""
SHIFT = re.compile(
    r"\b(?:[123]|i{1,3}|перв\w*|втор\w*|трет\w*)(?: ?-? ?(?:я|ю|й|ая|ую|ой))? см(?:ен\w*)?\b"
)
GIRLS = re.compile(r"девоч|девуш|\bдев\b|\bженск|\bж\b")
BOYS = re.compile(r"мальч|юнош|\bмал\b|\bмужск|\bм\b")
"""Pieces of a grade: all of them together are its pupils, where no column has the whole."""

CLASSES = re.compile(r"комплект|(?:кол-во|количество|число) класс|^классов$|\bкл-компл")
"""How many classes there are, not how many pupils."""

BEYOND_SCHOOL = frozenset(("12 класс", "12 кл", "12", "12-й класс", "12 классы", "12-е классы"))
"""A grade of evening schools that no roadmap asks about."""

NO_CLASS = re.compile(r"^(?!.*класс).*(?:чел|лет|шт|год)")
LETTERED = re.compile(r"(?:\d{1,2} ?[-–]? ?)?[а-я](?: (?:класс|кл))?")
"""A class of a grade: «5а», «5 Б», «5-в класс», «А» under «5 класс»."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a roll has what: ``grades`` in columns, or ``klass`` and ``pupils`` in rows.

    ``grades`` are columns by (year or 0, grade): several where a grade has «5а», «5б»;
    ``together`` count grades that have no column of their own: «10–11»; ``shift`` tells several
    rows of one school apart.
    """

    code: ColumnHeading | None
    name: ColumnHeading | None
    year: ColumnHeading | None
    day: ColumnHeading | None
    total: ColumnHeading | None = None
    grades: Mapping[tuple[int, int], tuple[ColumnHeading, ...]] = field(default_factory=dict)
    klass: ColumnHeading | None = None
    pupils: ColumnHeading | None = None
    together: tuple[ColumnHeading, ...] = ()
    shift: ColumnHeading | None = None

    def unread(self, table: SchoolTable) -> Iterator[Passed]:
        """The columns that tell nothing of the roll."""
        known = (self.code, self.name, self.year, self.day, self.total, self.klass, self.pupils)
        used = {one.column for one in (*known, self.shift) if one}
        used |= {one.column for headings in self.grades.values() for one in headings}
        for headings in self.grades.values():
            if len(headings) > 1 and any(map(_piece_of, headings)):
                names = "», «".join(one.text for one in headings)
                yield Passed(table.first, f"столбцы «{names}» сложены: это один класс")
        found = columns_of(table)
        used |= {
            one.column
            for kind in (ColumnKind.ORDINAL, ColumnKind.LETTER)
            for one in found.get(kind, [])
        }
        for heading in table.headings:
            if heading.column not in used:
                passed = unread_column(table, heading.text)
                yield replace(passed, is_doubtful=heading.key in BEYOND_SCHOOL)

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys(year for year, _ in self.grades)) or (0,)


@dataclass(frozen=True, slots=True)
class Line:
    """What a roll says of one school and year."""

    row: TableRow
    code: str
    name: str
    year: Cell | None
    day: date | None
    pupils: Mapping[int, int]


def layout_of(table: SchoolTable) -> Layout | None:
    """How a table tells its pupils; None where it tells none by grade."""
    found = columns_of(table)

    def one_of(*columns: ColumnKind) -> ColumnHeading | None:
        return next((found[column][0] for column in columns if column in found), None)

    grades = _grades(table)
    used = {one.column for headings in grades.values() for one in headings}
    counts = [
        one
        for one in found.get(ColumnKind.PUPILS, [])
        if not _is_part(one) and one.column not in used
    ]
    common = (one_of(ColumnKind.CODE), one_of(ColumnKind.SCHOOL, ColumnKind.SHORT))
    days = (one_of(ColumnKind.YEAR), one_of(ColumnKind.DAY))
    if grades:
        total, together = counts[-1] if counts else None, tuple(_together(table, grades))
        shift = next((one for one in table.headings if one.key in ("смена", "смены")), None)
        return Layout(*common, *days, total, grades, together=together, shift=shift)
    if ColumnKind.CLASS in found and counts:
        klass = found[ColumnKind.CLASS][0]
        return Layout(*common, *days, klass=klass, pupils=counts[0])
    return None


def _grades(table: SchoolTable) -> dict[tuple[int, int], tuple[ColumnHeading, ...]]:
    """Columns by year and grade."""
    columns: dict[tuple[int, int], list[ColumnHeading]] = defaultdict(list)
    for heading in table.headings:
        if (grade := _grade_of(heading)) is not None:
            columns[_year_of(heading), grade].append(heading)
    columns = {key: chosen for key, all_ in columns.items() if (chosen := _chosen(table, all_))}
    grades = {grade for _, grade in columns}
    missing = set(range(min(grades), max(grades) + 1)) - grades if grades else set()
    if missing:
        lacking = "», «".join(str(one) for one in sorted(missing))
        raise WrongDefinition(
            f"Лист «{table.grid.name}»: не найдены столбцы классов «{lacking}». Добавьте их; где "
            "такого класса нет, оставьте ячейку пустой."
        )
    return {key: tuple(headings) for key, headings in columns.items()} if len(grades) > 1 else {}


def _chosen(table: SchoolTable, headings: list[ColumnHeading]) -> list[ColumnHeading]:
    """The columns that together are the pupils of one grade.

    The one of the whole grade, «всего» before all others; else its pieces: «5а» and «5б», the
    shifts, boys and girls. Of two columns of a whole grade nobody knows which; a single piece that
    has its like missing, such as girls alone, is none.
    """
    pieces = {one.column: _piece_of(one) for one in headings}
    whole = [one for one in headings if not pieces[one.column]]
    letters = [one for one in headings if LETTERED.fullmatch(header_key(one.parts[-1]))]
    sorts = {*pieces.values()}
    is_both = sorts == {"м", "ж"} and len(headings) == len(sorts)
    if is_both or len(letters) == len(headings) or sorts == {"смена"}:
        return headings
    totals = [one for one in whole if _is_total(one)] if len(whole) > 1 else whole
    if len(totals) == 1:
        return totals
    if not whole and sorts < {"м", "ж"}:
        return []
    names = "», «".join(one.text for one in headings)
    raise WrongDefinition(
        f"Лист «{table.grid.name}»: столбцы «{names}» об одном классе. Оставьте тот, в котором "
        "число обучающихся."
    )


def _piece_of(heading: ColumnHeading) -> str:
    """Whether a column counts a shift, the boys or the girls only; nothing where all are meant."""
    keys = [header_key(part) for part in heading.parts]
    sorts = (("смена", SHIFT), ("ж", GIRLS), ("м", BOYS))
    return next((sort for sort, sign in sorts if any(map(sign.search, keys))), "")


def _is_total(heading: ColumnHeading) -> bool:
    """«Всего», «Кол-во обучающихся» under a grade."""
    last = heading.parts[-1]
    return bool(TOTAL_ROW.fullmatch(header_key(last))) or column_of(last) is ColumnKind.PUPILS


def _together(
    table: SchoolTable, grades: Mapping[tuple[int, int], tuple[ColumnHeading, ...]]
) -> Iterator[ColumnHeading]:
    """Columns of several grades, some of which have none of their own; «1–11» is a total."""
    own = {grade for _, grade in grades}
    for heading in table.headings:
        found = next(filter(None, map(grades_together, heading.parts)), ())
        if found and not _is_part(heading):
            is_total = {found[0], found[-1]} == {min(ALL_GRADES), max(ALL_GRADES)}
            if not is_total and not own.issuperset(found):
                yield heading


def _grade_of(heading: ColumnHeading) -> int | None:
    """The grade whose pupils a column counts; None for subtotals and parts."""
    keys = [SHIFT.sub(" ", header_key(part)).strip() for part in heading.parts]
    if _is_told_as_part(heading) or any(CLASSES.search(key) or PERCENT.search(key) for key in keys):
        return None
    is_of_several = any(map(grades_together, heading.parts))
    if is_of_several or (len(keys) == 1 and TOTAL_ROW.fullmatch(keys[0])):
        return None
    for key in reversed(keys):
        if not NO_CLASS.search(key) and (grade := class_grade(key)):
            return grade
    return None


def _is_part(heading: ColumnHeading) -> bool:
    return _is_told_as_part(heading) or bool(_piece_of(heading))


def _is_told_as_part(heading: ColumnHeading) -> bool:
    return any(PART.search(header_key(part)) for part in heading.parts)


def _year_of(heading: ColumnHeading) -> int:
    """The year that stands over a grade; 0 where none does."""
    years = (year_in(part) for part in heading.parts)
    return next((year for year in years if year), 0)


def lines_of(
    table: SchoolTable, layout: Layout, filename: str, passed: list[Passed]
) -> Iterator[Line]:
    """What the rows say, totals and signatures passed over."""
    read = _long if layout.klass else _wide
    return read(table, layout, filename, passed)


def _row(table: SchoolTable, layout: Layout, number: int, filename: str) -> TableRow:
    named = {
        CODE: layout.code,
        NAME: layout.name,
        YEAR: layout.year,
        DAY: layout.day,
        CLASS: layout.klass,
        PUPILS: layout.pupils,
        SHIFT_OF: layout.shift,
    }
    used = {name: one for name, one in named.items() if one}
    cells = {name: table.grid.cell(number, one.column) for name, one in used.items()}
    return TableRow(number + 1, filename, cells, {n: one.text for n, one in used.items()})


def _rows(
    table: SchoolTable, layout: Layout, filename: str, passed: list[Passed]
) -> Iterator[TableRow]:
    for number in range(table.first, len(table.grid.rows)):
        if not cells_of(table, number):
            continue
        _refuse_another(table, number, filename)
        row = _row(table, layout, number, filename)
        if found := not_of_schools(table, number) or _part_of_above(row):
            passed.append(found)
        else:
            yield row


def _refuse_another(table: SchoolTable, row: int, filename: str) -> None:
    """A table below with other grades in the same columns: its pupils would be of other grades."""
    if heads_another(table, row):
        raise WrongDefinition(
            f"{filename}, строка {row + 1}: под таблицей начинается другая, с другой шапкой. "
            "Соберите классы в одну таблицу или оставьте на листе одну из них."
        )


def _part_of_above(row: TableRow) -> Passed | None:
    """«в т. ч. филиал», «из них ОВЗ» under a school: its pupils stand in the row above."""
    name = row.text(NAME)
    if not PART.match(header_key(name)):
        return None
    return Passed(row.number, f"«{name}» — часть строки выше, отдельно не взята", is_doubtful=True)


# grades in columns


def _wide(
    table: SchoolTable, layout: Layout, filename: str, passed: list[Passed]
) -> Iterator[Line]:
    for row in _rows(table, layout, filename, passed):
        number = row.number - 1
        cells = {
            key: [table.grid.cell(number, one.column) for one in headings]
            for key, headings in layout.grades.items()
        }
        if _is_group_title(row, [one for line in cells.values() for one in line]):
            passed.append(Passed(row.number, f"заголовок группы: «{row.text(NAME)}»"))
            continue
        for year in layout.years:
            yield _wide_line(table, layout, row, year, cells, passed)


def _is_group_title(row: TableRow, cells: list[Cell]) -> bool:
    return not row.text(CODE) and bool(row.text(NAME)) and all(one.is_empty for one in cells)


def _wide_line(
    table: SchoolTable,
    layout: Layout,
    row: TableRow,
    year: int,
    cells: Mapping[tuple[int, int], list[Cell]],
    passed: list[Passed],
) -> Line:
    pupils: dict[int, int] = {}
    for grade in ALL_GRADES:
        numbers = [_count(row, str(grade), cell) for cell in cells.get((year, grade), [])]
        if any(number is not None for number in numbers):
            pupils[grade] = sum(number or 0 for number in numbers)
    for heading in layout.together:
        if _count(row, heading.text, table.grid.cell(row.number - 1, heading.column)):
            told = "классы вместе: по классам не разделить. Добавьте столбец каждого класса."
            raise row.wrong(heading.text, told)
    if not pupils:
        first = str(min(grade for _, grade in layout.grades))
        raise row.wrong(first, "не заполнен ни один класс. Укажите числа или удалите строку.")
    if layout.total and len(layout.years) == 1:
        _compare(table.grid.cell(row.number - 1, layout.total.column), pupils, row, passed)
    said = Cell("", row.number - 1, 0, year) if year else _cell(row, YEAR)
    if year:
        row = TableRow(row.number, row.filename, {**row.cells, YEAR: said or row.cell(YEAR)})
    return Line(row, row.text(CODE), row.text(NAME), said, row.date(DAY), pupils)


def _cell(row: TableRow, column: str) -> Cell | None:
    cell = row.cells.get(column)
    return None if cell is None or cell.is_empty else cell


def _compare(cell: Cell, pupils: Mapping[int, int], row: TableRow, passed: list[Passed]) -> None:
    """A stated total that is not the sum of the grades is told, and a person looks."""
    stated = read_count(cell).value
    if stated is not None and stated != sum(pupils.values()):
        told = f"итог {stated} не сходится с суммой по классам {sum(pupils.values())}"
        passed.append(Passed(row.number, told, is_doubtful=True))


def _count(row: TableRow, column: str, cell: Cell) -> int | None:
    """A number of pupils; None where the school has no such grade."""
    if isinstance(cell.value, Hollow):
        raise row.wrong(column, f"{cell.written}. Впишите само значение.")
    text = plain(cell.value) if isinstance(cell.value, str) else ""
    if text in NO_ANSWER:
        told = f"«{cell.written}»: сколько обучающихся, неизвестно. Узнайте число и впишите его."
        raise row.wrong(column, told)
    if text in NO_GRADE or is_dash(cell) or is_cross(cell):
        return None
    read: ParsedValue = read_count(cell)
    if read.is_unknown:
        raise row.wrong(column, f"«{cell.written}» не целое число. Укажите число обучающихся.")
    return read.value


# a row for each class


def _long(
    table: SchoolTable, layout: Layout, filename: str, passed: list[Passed]
) -> Iterator[Line]:
    school = _School(None, "", "", None, None)
    for number in range(table.first, len(table.grid.rows)):
        if not cells_of(table, number):
            continue
        row = _row(table, layout, number, filename)
        klass = row.text(CLASS)
        _refuse_another(table, number, filename)
        subtotal = not_of_schools(table, number)
        if subtotal:
            if school.row and TOTAL_ROW.fullmatch(header_key(klass or row.text(NAME))):
                _compare(row.cell(PUPILS), school.pupils, row, passed)
            passed.append(subtotal)
            continue
        if _is_another(row, school):
            yield from school.lines(passed)
            school = _School(row, row.text(CODE), row.text(NAME), _cell(row, YEAR), row.date(DAY))
        if klass:
            school.add(row, klass, passed)
    yield from school.lines(passed)


def _is_another(row: TableRow, school: "_School") -> bool:
    """A row that names another school or year than the one above."""
    year = row.text(YEAR)
    before = school.year.written if school.year else ""
    return bool(
        (row.text(CODE) and row.text(CODE) != school.code)
        or (row.text(NAME) and row.text(NAME) != school.name)
        or (year and before and year != before)
    )


@dataclass
class _School:
    """A school whose classes are being read."""

    row: TableRow | None
    code: str
    name: str
    year: Cell | None
    day: date | None
    pupils: dict[int, int] = field(default_factory=dict)
    spans: list[tuple[TableRow, str]] = field(default_factory=list)

    def add(self, row: TableRow, klass: str, passed: list[Passed]) -> None:
        if self.row is None:
            row.needed(NAME)
        if grades_together(klass):
            self.spans.append((row, klass))
            return
        grade = class_grade(klass)
        if grade is None:
            told = f"класс «{klass}» не разобран, его обучающиеся не учтены"
            passed.append(Passed(row.number, told, is_doubtful=True))
            return
        number = _count(row, PUPILS, row.cell(PUPILS))
        if number is not None:
            self.pupils[grade] = self.pupils.get(grade, 0) + number

    def lines(self, passed: list[Passed]) -> Iterator[Line]:
        """The line of the school, once its classes are over."""
        if self.row is None:
            return
        for row, klass in self.spans:
            if not {*grades_together(klass)} & {*self.pupils}:
                told = f"классы «{klass}» вместе: по классам не разделить. Впишите каждый отдельно."
                raise row.wrong(CLASS, told)
            passed.append(Passed(row.number, f"подытог: «{klass}»"))
        if self.pupils:
            yield Line(self.row, self.code, self.name, self.year, self.day, self.pupils)
        elif self.name:
            told = f"у «{self.name}» нет ни одного класса"
            passed.append(Passed(self.row.number, told, is_doubtful=True))
