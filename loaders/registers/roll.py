"""The roll («контингент», form ОО-1): xlsx with `код`, `год`, `дата`, `1` … `11`, and back."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from data_model.errors import WrongDefinition
from data_model.places import RollRow
from data_model.roadmap import ALL_GRADES, roll_date
from loaders.registers.table import TableRow, read_table
from loaders.registers.writing import Sheet, Value, write_tables

CODE, YEAR, DAY = "код", "год", "дата"
GRADES = tuple(str(grade) for grade in ALL_GRADES)
COLUMNS = (CODE, YEAR, DAY, *GRADES)
NEEDED = (CODE, YEAR, *GRADES)


def read_roll(content: bytes, filename: str, year: int | None = None) -> tuple[RollRow, ...]:
    """Eleven rows for every organisation and year of the file.

    An empty cell means that there is no such grade, and is zero pupils; an empty date is
    20 September of the year. ``year`` is that of a file without a column for it, and must be
    that of the others. Raises WrongDefinition that names row and column.
    """
    needed = NEEDED if year is None else tuple(name for name in NEEDED if name != YEAR)
    rows = read_table(content, filename, COLUMNS, needed)
    if not rows:
        raise WrongDefinition(f"{filename}: под заголовком нет ни одной строки.")
    _check_once(rows, year)
    return tuple(grade for row in rows for grade in _grades(row, year))


def write_roll(roll: Sequence[RollRow]) -> bytes:
    """The roll as the workbook that ``read_roll`` takes; of no rows, a template."""
    ordered = sorted(roll, key=lambda row: (row.year, row.org, row.grade))
    lines = [_line(list(grades)) for _, grades in groupby(ordered, lambda row: (row.year, row.org))]
    return write_tables(Sheet("Контингент", COLUMNS, lines, texts=(CODE,)))


def _check_once(rows: tuple[TableRow, ...], year: int | None) -> None:
    seen: set[tuple[str, int]] = set()
    for row in rows:
        key = (row.needed(CODE), _year(row, year))
        if key in seen:
            raise row.wrong(CODE, f"{key[0]} за {key[1]} год уже есть выше.")
        seen.add(key)


def _grades(row: TableRow, said: int | None) -> Iterator[RollRow]:
    year = _year(row, said)
    day = row.date(DAY) or roll_date(year)
    if day.year != year:
        raise row.wrong(DAY, f"{day:%d.%m.%Y} не относится к {year} году.")
    pupils = [row.count(grade) for grade in GRADES]
    if all(number is None for number in pupils):
        raise row.wrong(GRADES[0], "не заполнен ни один класс. Укажите числа или удалите строку.")
    for grade, number in zip(ALL_GRADES, pupils, strict=True):
        yield RollRow(row.needed(CODE), year, day, grade, number or 0)


def _year(row: TableRow, said: int | None) -> int:
    year = row.count(YEAR) or said
    if said is not None and year != said:
        raise row.wrong(YEAR, f"{year} год, а указан {said}.")
    if year is None or not 2000 <= year <= 2100:
        raise row.wrong(YEAR, f"«{row.text(YEAR)}» не год. Напишите четыре цифры.")
    return year


def _line(grades: list[RollRow]) -> tuple[Value, ...]:
    """One organisation and year as a row; a grade without pupils stays empty."""
    first, pupils = grades[0], {row.grade: row.pupils for row in grades}
    numbers = (pupils.get(grade) or None for grade in ALL_GRADES)
    return (first.org, first.year, first.counted_on, *numbers)
