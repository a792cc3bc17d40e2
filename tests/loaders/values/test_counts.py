"""How schools write numbers of people: each way has its reading."""

from datetime import datetime, time
from typing import Any

import pytest

from loaders.files.workbook import Cell, Hollow
from loaders.values.reading import ParsedValue, read_count

NBSP, THIN, NARROW, FIGURE = "\u00a0", "\u2009", "\u202f", "\u2007"


def reading(value: Any, **more: Any) -> ParsedValue:
    return read_count(Cell("Показатели", 0, 0, value), **more)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (15, 15),
        (15.0, 15),
        ("15", 15),
        ("'15", 15),
        (" 15\n", 15),
        ("\u200b15\ufeff", 15),
        ("+5", 5),
        ("1 250", 1250),
        (f"1{NBSP}250", 1250),
        (f"1{THIN}250", 1250),
        (f"1{NARROW}250", 1250),
        (f"1{FIGURE}250", 1250),
        ("1'250", 1250),
        ("1’250", 1250),
        ("100 000", 100000),
        (0, 0),
        ("0", 0),
    ],
)
def test_taken_in_silence(written: Any, value: int) -> None:
    assert reading(written) == ParsedValue(value)


@pytest.mark.parametrize(
    ("written", "code", "value"),
    [
        ("15 чел.", "words_after_number", 15),
        ("15 чел", "words_after_number", 15),
        ("15 человек", "words_after_number", 15),
        ("15 учеников", "words_after_number", 15),
        ("15 обучающихся", "words_after_number", 15),
        ("15ч", "words_after_number", 15),
        ("15.", "words_after_number", 15),
        (f"1{NBSP}250 чел.", "words_after_number", 1250),
        ("15 чeл.", "words_after_number", 15),
        ("15 учaстникoв", "words_after_number", 15),
        ("15 об-ся", "words_after_number", 15),
        ("15 (пятнадцать)", "words_after_number", 15),
        ("15 (Пятнадцать) чел.", "words_after_number", 15),
        ("121 (сто двадцать один) человек", "words_after_number", 121),
        ("15 (чел.)", "words_after_number", 15),
        ("0 (ноль)", "words_after_number", 0),
        ("12,0", "whole_with_zeros", 12),
        ("12.00", "whole_with_zeros", 12),
        ("1О", "letters_for_digits", 10),
        ("1O", "letters_for_digits", 10),
        ("О", "letters_for_digits", 0),
        ("З1", "letters_for_digits", 31),
        ("l5", "letters_for_digits", 15),
    ],
)
def test_taken_with_a_note(written: str, code: str, value: int) -> None:
    answer = reading(written)
    assert (answer.code, answer.value) == (code, value)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("пятнадцать", "text_in_count"),
        ("да", "text_in_count"),
        (True, "text_in_count"),
        ("1.234", "text_in_count"),
        ("1,234", "text_in_count"),
        ("12,000", "text_in_count"),
        ("15 (шестнадцать)", "text_in_count"),
        ("15 (из них ОВЗ)", "text_in_count"),
        ("1,2 тыс.", "text_in_count"),
        ("5 чел. (56 %)", "two_numbers"),
        ("56 % (5)", "two_numbers"),
        ("12,5 %", "percent"),
        ("не принимали участие", "word_for_zero"),
        ("1_000", "two_numbers"),
        ("١٢", "text_in_count"),
        ("12 из 45", "two_numbers"),
        ("18 (из них 2 ОВЗ)", "two_numbers"),
        ("12/45", "two_numbers"),
        ("12+3", "two_numbers"),
        ("15 20", "two_numbers"),
        ("10-15", "not_exact"),
        ("10–15 чел.", "not_exact"),
        ("от 10 до 15", "not_exact"),
        ("около 20", "not_exact"),
        ("примерно 20 человек", "not_exact"),
        (">20", "not_exact"),
        ("более 50", "not_exact"),
        ("не менее 5", "not_exact"),
        ("20+", "not_exact"),
        ("~20", "not_exact"),
        ("12,5", "fraction"),
        (12.5, "fraction"),
        (0.35, "percent"),
        ("0,35", "percent"),
        ("35%", "percent"),
        ("35 %", "percent"),
        ("35 процентов", "percent"),
        (-3, "negative"),
        ("−3", "negative"),
        ("12¹", "footnote"),
        ("12¹ чел.", "footnote"),
        ("12².", "footnote"),
        (5_000_000, "too_large"),
        (float("inf"), "too_large"),
        (float("nan"), "too_large"),
        ("нет", "word_for_zero"),
        ("не проводилось", "word_for_zero"),
        (datetime(2021, 8, 6), "date_in_count"),
        (time(6, 8), "date_in_count"),
        (Hollow(), "formula_without_result"),
        (Hollow("#ДЕЛ/0!"), "error_value"),
    ],
)
def test_asked_about_with_the_value_unknown(written: Any, code: str) -> None:
    answer = reading(written)
    assert (answer.code, answer.value, answer.is_unknown) == (code, None, True)


@pytest.mark.parametrize("written", [None, "", "  ", NBSP])
def test_empty_is_blank_and_no_fault(written: Any) -> None:
    answer = reading(written)
    assert (answer.code, answer.value, answer.is_blank) == ("", None, True)


@pytest.mark.parametrize(
    "written",
    [
        "-",
        "–",
        "—",
        "−",
        "...",
        "н/д",
        "Н/Д",
        "нет данных",
        "?",
        "х",
        "X",
        "Х.",
        "н/п",
        "нет класса",
    ],
)
def test_a_dash_is_blank_with_a_remark_and_never_zero(written: str) -> None:
    answer = reading(written, zero_in_words=True)
    assert (answer.code, answer.value, answer.is_blank) == ("dash_for_answer", None, True)


@pytest.mark.parametrize("written", ["нет", "Нет.", "не проводилось", "ноль", "участников нет"])
def test_words_mean_zero_only_where_the_question_allows_it(written: str) -> None:
    assert reading(written, zero_in_words=True) == ParsedValue(0, "zero_in_words")
    assert reading(written).value is None


def test_both_numbers_are_told_as_a_hint() -> None:
    assert "12 и 45" in reading("12 из 45").hint


def test_a_date_is_told_as_what_was_typed() -> None:
    hint = reading(datetime(2021, 8, 6)).hint
    assert "«6-8»" in hint
    assert "«6.8»" in hint


def test_a_hundred_percent_is_not_one_person() -> None:
    """A program saves «100 %» as the number 1 with the format of percents."""
    cell = Cell("Показатели", 0, 0, 1, is_percent=True)
    assert read_count(cell).code == "percent"
    assert cell.written == f"100{NBSP}%"


def test_latin_letters_in_a_russian_word_do_not_hide_a_zero() -> None:
    assert reading("нeт", zero_in_words=True) == reading("нет", zero_in_words=True)
    assert reading("нe прoвoдилoсь") == reading("не проводилось")


@pytest.mark.parametrize("written", ["\u200b", "\ufeff\u00a0", "'"])
def test_a_cell_with_nothing_to_be_seen_is_empty(written: str) -> None:
    assert reading(written).is_blank
