"""Что школа пишет в отчёт: не «Снижение доли педагогов», а «Число педагогов»."""

import pytest

from loaders.orders.confirm import confirm
from loaders.orders.wording_signs import number_asked
from tests.loaders.orders.files import read_as

ASKED = {
    "Снижение доли педагогов, готовящих отчёты": "Число педагогов, готовящих отчёты",
    "Рост числа обучающихся, занятых в кружках, на 10 %": "Число обучающихся, занятых в кружках",
    "Доля детей от 5 до 18 лет, занятых, %": "Число детей от 5 до 18 лет, занятых",
    "Доля обучающихся с ОВЗ, от общего числа обучающихся": "Число обучающихся с ОВЗ",
    "Удельный вес численности учителей до 35 лет": "Число учителей до 35 лет",
    "Увеличение охвата детей отдыхом": "Охвачено детей отдыхом",
    "Количество программ, не более": "Число программ",
    "Процент выполнения плана": "Процент выполнения плана",
    "Доля расходов на питание": "Доля расходов на питание",
    "Участие в проекте «Билет в будущее»": "Участие в проекте «Билет в будущее»",
}


@pytest.mark.parametrize("indicator", ASKED)
def test_a_number_is_asked_for_by_what_is_counted(indicator: str) -> None:
    """Название показателя говорит о росте и доле; в ячейку пишут число людей."""
    assert number_asked(indicator) == ASKED[indicator]


@pytest.mark.parametrize(
    ("indicator", "asked"),
    [
        ("Доля школ, ведущих дневник, %", "Школа входит в число школ, ведущих дневник"),
        ("Рост доли ОО, имеющих план", "Организация входит в число ОО, имеющих план"),
        ("Доля педагогов, имеющих категорию", "Доля педагогов, имеющих категорию"),
    ],
)
def test_a_school_says_whether_it_is_one_of_them(indicator: str, asked: str) -> None:
    assert number_asked(indicator, of_school=True) == asked


def test_no_question_repeats_the_plan() -> None:
    """«Доля школ…: Доля школ…: 2026 – 60 %» — план в вопросе ни к чему."""
    asked = [one.text for one in confirm(read_as("units_in_heads", ".docx")).questions]
    assert asked
    assert not any("20" in text and "%" in text for text in asked)
