"""The roll by grade: empty is no such grade, and a wrong cell is named by row and column."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook

from data_model.errors import WrongDefinition
from data_model.places import RollRow
from loaders.registers.roll import COLUMNS, read_roll, write_roll
from sample_data import FOLDER

DAY = date(2021, 9, 20)
PUPILS = (25, 24, 23, 22, 21, 20, 19, 18, 17, None, None)
ROW = ("580401", 2021, DAY, *PUPILS)


def a_roll_file(*rows: tuple[object, ...], header: tuple[object, ...] = COLUMNS) -> bytes:
    book, buffer = Workbook(), BytesIO()
    for row in (header, *rows):
        book.worksheets[0].append(row)
    book.save(buffer)
    return buffer.getvalue()


def read(*rows: tuple[object, ...], header: tuple[object, ...] = COLUMNS) -> tuple[RollRow, ...]:
    return read_roll(a_roll_file(*rows, header=header), "контингент.xlsx")


def test_a_row_of_the_file_is_eleven_rows_by_grade() -> None:
    roll = read(ROW)
    assert [row.grade for row in roll] == list(range(1, 12))
    assert roll[0] == RollRow("580401", 2021, DAY, 1, 25)


def test_an_empty_grade_is_no_such_grade_and_counts_nobody() -> None:
    assert [row.pupils for row in read(ROW)[-2:]] == [0, 0]


def test_an_empty_date_is_the_twentieth_of_september() -> None:
    assert read(("580401", 2021, None, *PUPILS))[0].counted_on == DAY


def test_codes_and_headers_may_be_numbers_or_words() -> None:
    header = ("Год", "КОД", "Дата", *(f"{grade} класс" for grade in range(1, 11)), 11)
    roll = read((2021, 580401, "20.09.2021", *PUPILS), header=header)
    assert (roll[0].org, roll[0].counted_on) == ("580401", DAY)


WRONG_ROWS = {
    "строка 2, столбец «1»: «много» не целое число": ("580401", 2021, DAY, "много", *PUPILS[1:]),
    "строка 2, столбец «1»: «12,5» не целое число": ("580401", 2021, DAY, 12.5, *PUPILS[1:]),
    "строка 2, столбец «1»: «-3» не целое число": ("580401", 2021, DAY, -3, *PUPILS[1:]),
    "строка 2, столбец «1»: формула без значения": ("580401", 2021, DAY, "=20+5", *PUPILS[1:]),
    "строка 2, столбец «год»: «21» не год": ("580401", 21, DAY, *PUPILS),
    "строка 2, столбец «код»: ячейка пуста": (None, 2021, DAY, *PUPILS),
    "строка 2, столбец «дата»: 20.09.2021 не относится": ("580401", 2022, DAY, *PUPILS),
    "строка 2, столбец «1»: не заполнен ни один класс": ("580401", 2021, DAY),
}


@pytest.mark.parametrize("told", WRONG_ROWS)
def test_a_wrong_cell_is_named_by_row_and_column(told: str) -> None:
    with pytest.raises(WrongDefinition) as wrong:
        read(WRONG_ROWS[told])
    assert f"контингент.xlsx, {told}" in str(wrong.value)


def test_one_place_and_year_stand_once() -> None:
    with pytest.raises(WrongDefinition, match="строка 3, столбец «код»: 580401 за 2021 год"):
        read(ROW, ROW)


def test_a_file_without_a_row_is_refused() -> None:
    with pytest.raises(WrongDefinition, match="ни одной строки"):
        read()


def test_grades_that_no_school_has_may_have_no_column() -> None:
    assert [row.pupils for row in read(ROW[:-2], header=COLUMNS[:-2])] == [*PUPILS[:9], 0, 0]


def test_a_missing_grade_column_among_others_is_named() -> None:
    with pytest.raises(WrongDefinition, match="классов «5»"):
        read((*ROW[:7], *ROW[8:]), header=(*COLUMNS[:7], *COLUMNS[8:]))


def test_the_roll_of_the_sample_comes_back_whole() -> None:
    roll = read_roll((FOLDER / "roll.xlsx").read_bytes(), "roll.xlsx")
    assert set(read_roll(write_roll(roll), "roll.xlsx")) == set(roll)
