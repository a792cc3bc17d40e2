"""The note on effect: its rule in both directions, and no verdict on measures without one."""

import re
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from data_model.compliance import Status
from data_model.roadmap import Change, Kind, Operator
from data_model.store import Store
from indicators.plan_fact import plan_fact
from indicators.reasons import Reason
from reports import KINDS, collect, composed, write
from reports.compose.effect import (
    BETTER,
    EFFECTIVE,
    NOT_EFFECTIVE,
    PARTLY,
    SAME,
    UNKNOWN,
    WITHIN,
    WORSE,
    EffectOfDecisions,
    effect_of,
)
from reports.summary import Chart, Paragraph, Table
from tests.builders import a_revision
from tests.reports.case_districts import sixty_schools, three_schools
from tests.reports.district import a_district
from tests.reports.reading import text_of
from tests.reports.rows import a_change, a_row
from tests.spec.district import Promise
from tests.spec.district import district as drawn

TAKEN = ("Мера: проведено совещание.",)
NUMBERS = """
    school | year | n  | d
    А      | 2021 | 30 | 100
    А      | 2022 | 60 | 100
    Б      | 2021 | 40 | 100
    Б      | 2022 | 70 | 100
"""
MET, BELOW = Reason.REACHED, Reason.BELOW


@cache
def paragraphs(year: int) -> tuple[str, ...]:
    blocks = composed("effect", collect(a_district(), year)).blocks()
    return tuple(block.text for block in blocks if isinstance(block, Paragraph))


@pytest.mark.parametrize(
    ("operator", "amount", "reason", "effect"),
    [
        (Operator.AT_LEAST, 4.0, MET, EFFECTIVE),
        (Operator.AT_LEAST, 4.0, BELOW, PARTLY),
        (Operator.AT_LEAST, -4.0, MET, PARTLY),
        (Operator.AT_LEAST, -4.0, BELOW, NOT_EFFECTIVE),
        (Operator.AT_LEAST, 0.0, BELOW, NOT_EFFECTIVE),
        (Operator.AT_MOST, -4.0, MET, EFFECTIVE),
        (Operator.AT_MOST, -4.0, BELOW, PARTLY),
        (Operator.AT_MOST, 4.0, BELOW, NOT_EFFECTIVE),
    ],
)
def test_measures_are_judged_by_the_side_that_the_target_asks_for(
    operator: Operator, amount: float, reason: Reason, effect: EffectOfDecisions
) -> None:
    change = a_change(amount, operator=operator, reason=reason)
    assert effect_of(change, change.row, TAKEN) is effect


@pytest.mark.parametrize(
    ("operator", "amount", "effect"),
    [
        (Operator.RANGE, 4.0, WITHIN),
        (Operator.RANGE, -4.0, WITHIN),
        (Operator.RANGE, 10.0, WORSE),
        (Operator.RANGE, -10.0, WORSE),
        (Operator.RANGE, 0.0, SAME),
        (Operator.EQUAL, -4.0, BETTER),
        (Operator.EQUAL, -12.0, WORSE),
    ],
)
def test_between_two_ends_more_is_not_better(
    operator: Operator, amount: float, effect: EffectOfDecisions
) -> None:
    """«От 45 до 55»: рост с 50 до 54 — не улучшение, до 60 — ухудшение; «ровно 45» — ближе."""
    upper = 55.0 if operator is Operator.RANGE else None
    change = a_change(amount, operator=operator, target=45.0, target_upper=upper, reason=MET)
    assert effect_of(change, change.row, ()) is effect


def text_of_effect(promise: Promise) -> str:
    found = composed("effect", collect(drawn(NUMBERS, promise), 2022, day=date(2023, 2, 1)))
    return " ".join(one.text for one in found.blocks() if isinstance(one, Paragraph))


def test_a_year_without_numbers_to_reach_is_one_sentence() -> None:
    """Пустой таблицы и пустого раздела в справке нет."""
    found = composed("effect", collect(drawn(NUMBERS, Promise(targets={2021: 30})), 2022))
    (told,) = found.blocks()
    assert isinstance(told, Paragraph)
    assert told.text.startswith("Числовые плановые значения на 2022 год не предусмотрены")


def test_a_growth_is_not_said_to_lack_the_year_before() -> None:
    """Рост на 85 % сосчитан от прошлого года: «нет данных за прошлый год» было бы неправдой."""
    promise = Promise(kind=Kind.GROWTH, change=Change.PERCENT, targets={2022: 5}, by_grade=False)
    told = text_of_effect(promise)
    assert "показатель сам выражает изменение к прошлому году" in told
    assert "нет сопоставимых" not in told
    assert "Обеспечить сбор" not in told


def test_every_percent_of_the_note_stands_beside_its_numbers() -> None:
    told = text_of_effect(Promise(targets={2021: 30, 2022: 50})).replace("\u00a0", " ")
    assert "фактическое значение — 65,0 % (130 из 200 чел.) при плановом значении" in told


@pytest.mark.parametrize(
    ("amount", "effect", "told"),
    [
        (
            4.0,
            BETTER,
            "Значение показателя улучшилось; сведения о принятых мерах отсутствуют, связь "
            "изменения с ними не установлена.",
        ),
        (
            -4.0,
            WORSE,
            "Значение показателя ухудшилось; сведения о принятых мерах отсутствуют, связь "
            "изменения с ними не установлена.",
        ),
        (
            0.0,
            SAME,
            "Значение показателя не изменилось; сведения о принятых мерах отсутствуют, связь "
            "изменения с ними не установлена.",
        ),
    ],
)
def test_without_a_measure_on_record_nothing_is_said_of_measures(
    amount: float, effect: EffectOfDecisions, told: str
) -> None:
    """Без записанной меры об эффективности мер ничего не сказано (F4)."""
    change = a_change(amount)
    assert effect_of(change, change.row, ()) is effect
    assert effect.sentence == told


def test_nothing_is_judged_without_a_year_to_compare_or_before_the_term() -> None:
    change = a_change(4.0, status=Status.NOT_DUE)
    assert effect_of(None, a_row(), TAKEN) is UNKNOWN
    assert effect_of(change, change.row, TAKEN) is UNKNOWN


def test_the_first_year_is_a_start_and_no_lack_of_data() -> None:
    told = " ".join(paragraphs(2020))
    assert "значения 2020 года приняты за исходные" in told
    assert "нет данных за прошлый год" not in told
    assert "2019" not in told
    assert "по итогам 2021 года" in told
    assert not any(
        isinstance(one, Chart) for one in composed("effect", collect(a_district(), 2020)).blocks()
    )


def test_a_roadmap_of_one_year_promises_no_comparison_in_the_next() -> None:
    """Карта на один год: сравнить «по итогам следующего» нечего, и этого не обещают."""
    numbers = """
        school | year | n  | d
        А      | 2022 | 60 | 100
    """
    only = drawn(numbers, Promise(targets={2022: 50}))
    assert only.years == (2022,)
    blocks = composed("effect", collect(only, 2022, day=date(2023, 2, 1))).blocks()
    told = " ".join(one.text for one in blocks if isinstance(one, Paragraph))
    assert "не оценивается: показатель предусмотрен только на 2022 год" in told
    assert "2023 года" not in told
    assert "через год" not in told


def test_a_map_by_school_years_speaks_of_school_years(sample_database: Path) -> None:
    """Дорожная карта по учебным годам: «2020/21 учебного года», а не «2021 года»."""
    store = Store.open(f"sqlite:///{sample_database.as_posix()}")
    empty = store.snapshot("58030")
    store.close()
    district = replace(empty, revisions=(a_revision(empty.organisations[0].code, 2021),))
    told = " ".join(text_of(write("effect", "html", district, 2021), "html").split())
    assert collect(district, 2021).label_of(2022) == "2021/22"
    assert "значения 2020/21 учебного года приняты за исходные" in told
    assert not re.search("202[12] года", told)


def test_what_cannot_be_judged_for_the_same_reason_is_said_once() -> None:
    """Не сдан отчёт муниципалитета: о трёх показателях — одно предложение, без сноски о росте."""
    blocks = composed("effect", collect(three_schools(), 2021)).sections[0].blocks
    said = [one.text for one in blocks if isinstance(one, Paragraph)]
    assert len(said) == 2
    assert said[0].endswith("не оценена: отчёт муниципалитета не представлен.")
    assert said[0].count("«") == 3
    found = composed("effect", collect(three_schools(), 2021)).blocks()
    assert [one.note for one in found if isinstance(one, Table)] == [""]


def test_a_later_year_is_compared_with_the_year_before() -> None:
    told = " ".join(paragraphs(2022))
    assert "Сравниваются 2021 и 2022 годы" in told
    assert "представившим данные за оба года" in told


@pytest.mark.parametrize("suffix", KINDS["effect"].formats)
def test_no_word_of_effectiveness_where_nobody_has_entered_a_measure(suffix: str) -> None:
    """«Эффективны» и «прекратить» есть только там, где есть мера (F4)."""
    for district, year in ((a_district(), 2022), (sixty_schools(), 2021)):
        blocks = composed("effect", collect(district, year)).sections
        shown = " ".join(
            block.text
            for section in blocks
            if section.key != "методика"
            for block in section.blocks
            if isinstance(block, Paragraph)
        )
        assert "признаны" not in shown
        assert "прекратить" not in shown
        text = text_of(write("effect", suffix, district, year), suffix)
        assert "решение —" not in text


@pytest.mark.parametrize("suffix", KINDS["effect"].formats)
def test_measures_at_hand_are_judged(suffix: str) -> None:
    given = {"open_lesson": TAKEN, "rmo_participants": TAKEN}
    rows = plan_fact(a_district())
    content = write("effect", suffix, a_district(), 2022, plan_fact=rows, measures=given)
    text = " ".join(text_of(content, suffix).split())
    assert "Мера: проведено совещание." in text
    assert "Меры признаны эффективными частично, предлагается скорректировать их." in text.replace(
        "\u00ad", ""
    )
