"""Yes and no, dates, percents, periods, grades as people write them."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from loaders.files.workbook import Cell
from loaders.values.days import month_only, read_date, read_day
from loaders.values.grades import read_grades
from loaders.values.reading import PercentReading, read_percent, read_period, read_presence


def cell(value: Any, *, is_percent: bool = False) -> Cell:
    return Cell("Лист", 0, 0, value, is_percent)


@pytest.mark.parametrize(
    ("written", "value", "code"),
    [
        ("есть", 1, ""),
        ("Есть.", 1, ""),
        ("да", 1, ""),
        ("+", 1, ""),
        ("имеется", 1, ""),
        ("✓", 1, ""),
        (True, 1, ""),
        ("нет", 0, ""),
        ("–", None, "dash_for_answer"),
        ("-", None, "dash_for_answer"),
        ("отсутствует", 0, ""),
        ("eсть", 1, "latin_letters"),
        ("HET", 0, "latin_letters"),
        ("частично", None, "not_yes_or_no"),
        (1, None, "not_yes_or_no"),
        ("н/д", None, "dash_for_answer"),
        ("—", None, "dash_for_answer"),
    ],
)
def test_yes_and_no(written: Any, value: int | None, code: str) -> None:
    answer = read_presence(cell(written))
    assert (answer.value, answer.code) == (value, code)


@pytest.mark.parametrize(
    "written",
    [
        datetime(2021, 9, 15, 10, 30),
        44454,
        "15.09.2021",
        "15.09.21",
        "15.09.2021г.",
        "15.09.2021 года",
        "15/09/2021",
        "15-09-2021",
        "2021-09-15",
        "15 сентября 2021 г.",
        "«15» сентября 2021 года",
        "15,09,2021",
        "15 09 2021",
        "15.09. 2021",
        "15..09.2021",
        "15. 9 .21",
        "«15» 09 2021г.",
        "15.О9.2021",
        "15.09.2021 0:00:00",
        "15.09.2021 00:00",
        "2021-09-15T00:00:00",
        "2021.09.15",
        "от 15.09.2021",
        "15 сен 2021",
        "15 сент. 2021 г.",
        "15.сен.21",
        "15-го сентября 2021",
        "15сентября2021",
        "15 сентября 21",
        "15.IX.2021",
        "15.09.2021 гг.",
    ],
)
def test_one_day_in_many_spellings(written: Any) -> None:
    assert read_date(cell(written)) == date(2021, 9, 15)


@pytest.mark.parametrize(
    "written",
    [
        *("сентябрь", "сентябрь 2021", "Май 2021 г.", "в 2021", 3, True, "15.09", "9/15/2021"),
        *("15 сентебря 2021", "15.09.2021 № 7", "01.09.2021, 15.09.2021", "01.09.2021-15.09.2021"),
        *("31 09 2021", "15 09", "15 ма 2021", "1 2 3", "5, 9, 12", "00.09.2021", "15.13.2021"),
    ],
)
def test_what_is_no_day_is_never_made_one(written: Any) -> None:
    assert read_date(cell(written)) is None


def test_a_month_alone_is_told_apart_from_nonsense() -> None:
    months = ["сентябрь", "мая 2021", "август 2021 г."]
    assert all(month_only(cell(text)) for text in months)
    assert not any(month_only(cell(text)) for text in ("осенью", "31.02.2021", "маяк"))


@pytest.mark.parametrize(
    ("value", "is_percent", "read"),
    [
        ("35%", False, PercentReading(Decimal(35))),
        ("35 %", False, PercentReading(Decimal(35))),
        ("35,0", False, PercentReading(Decimal(35))),
        (35, False, PercentReading(Decimal(35))),
        (0.35, True, PercentReading(Decimal(35))),
        (1, True, PercentReading(Decimal(100))),
        (0, False, PercentReading(Decimal(0))),
        ("0,35 %", False, PercentReading(Decimal("0.35"))),
        (0.35, False, PercentReading(None, "small_percent", "0,35 % или 35 %?")),
        ("1", False, PercentReading(None, "small_percent", "1 % или 100 %?")),
        (135, False, PercentReading(None, "percent_over_hundred")),
        ("почти все", False, PercentReading(None, "not_percent")),
        (-1, False, PercentReading(None, "not_percent")),
        ("н/д", False, PercentReading()),
        (None, False, PercentReading()),
    ],
)
def test_percents_are_never_guessed(value: Any, is_percent: bool, read: PercentReading) -> None:
    assert read_percent(cell(value, is_percent=is_percent)) == read


@pytest.mark.parametrize(
    "written", ["2020-2021", "2020–2021", "2020/2021", "2020/21 уч. год", "за 2020 - 2021 уч.год"]
)
def test_a_school_year_is_told_by_its_end(written: str) -> None:
    period = read_period(written, is_school_year=True)
    assert (period.year, period.is_school_year, period.code) == (2021, True, "")


def test_a_single_year_for_a_school_year_is_noted() -> None:
    assert read_period("2021", is_school_year=True).code == "single_year"
    assert read_period("за 2021 год").year == 2021
    assert read_period("за 2021 год").code == ""


@pytest.mark.parametrize("written", ["2020/2025", "2020, 2021", "15.09.2021", "", "№ 2021/3"])
def test_what_is_no_period_stays_unknown(written: str) -> None:
    assert read_period(written).year is None


@pytest.mark.parametrize(
    ("written", "grades", "code"),
    [
        ("6", (6,), ""),
        ("6а, 6б", (6,), ""),
        ("6 «А»", (6,), ""),
        ("6-8 кл.", (6, 7, 8), ""),
        ("1–11", tuple(range(1, 12)), ""),
        ("5, 7-9 и 11 классы", (5, 7, 8, 9, 11), ""),
        ("6-й класс", (6,), ""),
        ("VI", (6,), "grade_in_words"),
        ("V–VII классы", (5, 6, 7), "grade_in_words"),
        ("шестые", (6,), "grade_in_words"),
        ("одиннадцатый класс", (11,), "grade_in_words"),
        ("12", (), ""),
        ("все", (), ""),
        ("", (), ""),
    ],
)
def test_lists_of_grades(written: str, grades: tuple[int, ...], code: str) -> None:
    read = read_grades(written)
    assert (read.grades, read.code) == (grades, code)


@pytest.mark.parametrize(
    ("written", "first"),
    [
        ("2015-01-01", date(2015, 1, 1)),
        ("2015-01-01 00:00:00", date(2015, 1, 1)),
        ("01.09.2015 г.", date(2015, 9, 1)),
        ("01/09/2015", date(2015, 9, 1)),
        ("01.09.15", date(2015, 9, 1)),
        ("01.09.98", date(1998, 9, 1)),
        ("1 сентября 2015 г.", date(2015, 9, 1)),
        (42005, date(2015, 1, 1)),
        ("42005", date(2015, 1, 1)),
        (2015, date(2015, 1, 1)),
        ("1964 г.", date(1964, 1, 1)),
        ("-", None),
        ("весной", None),
        (True, None),
    ],
)
def test_a_day_of_a_register_may_be_a_year_alone(written: Any, first: date | None) -> None:
    assert read_day(cell(written)) == first


def test_a_year_alone_ends_with_its_last_day() -> None:
    assert read_day(cell(2015), is_last=True) == date(2015, 12, 31)
