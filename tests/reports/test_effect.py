"""The note on effect: its rule in both directions, and a first year without a year before."""

from dataclasses import replace
from functools import cache

import pytest

from data_model.compliance import Status
from indicators.plan_fact import plan_fact
from reports import KINDS, collect, composed, write
from reports.compose.effect import EFFECTIVE, NOT_EFFECTIVE, PARTLY, UNKNOWN, Effect, effect_of
from reports.lines import Line
from reports.summary import Chart, Paragraph
from tests.reports.district import a_district
from tests.reports.reading import text_of

LINE = Line(2022, "2022", "9", "share", "Доля", "Доля", "share", "both", Status.MET, actual=50.0)


@cache
def paragraphs(year: int) -> tuple[str, ...]:
    blocks = composed("effect", collect(a_district(), year)).blocks()
    return tuple(block.text for block in blocks if isinstance(block, Paragraph))


@pytest.mark.parametrize(
    ("operator", "change", "status", "effect"),
    [
        (">=", 4.0, Status.MET, EFFECTIVE),
        (">=", 4.0, Status.MISSED, PARTLY),
        (">=", -4.0, Status.MET, PARTLY),
        (">=", -4.0, Status.MISSED, NOT_EFFECTIVE),
        ("<=", -4.0, Status.MET, EFFECTIVE),
        ("<=", -4.0, Status.MISSED, PARTLY),
        ("<=", 4.0, Status.MISSED, NOT_EFFECTIVE),
        (">=", None, Status.MET, UNKNOWN),
    ],
)
def test_a_change_is_judged_by_the_side_that_the_target_asks_for(
    operator: str, change: float | None, status: Status, effect: Effect
) -> None:
    assert effect_of(replace(LINE, operator=operator, change=change, status=status)) is effect


def test_the_first_year_is_a_start_and_no_lack_of_data():
    told = " ".join(paragraphs(2020))
    assert "2020 год — первый в данных" in told
    assert "нет данных за прошлый год" not in told
    assert "2019" not in told
    assert "по итогам 2021 года" in told
    assert not any(
        isinstance(one, Chart) for one in composed("effect", collect(a_district(), 2020)).blocks()
    )


def test_a_later_year_is_compared_with_the_year_before():
    told = " ".join(paragraphs(2022))
    assert "Сравниваются 2021 и 2022 годы" in told
    assert "годом ранее" in told


def test_nothing_is_said_of_measures_that_nobody_has_entered():
    assessed = [text for text in paragraphs(2022) if text.startswith("Показатель ")]
    assert assessed
    assert not any("меры" in text for text in assessed)
    leading = [text for text in paragraphs(2022) if "годом ранее" in text]
    assert leading
    assert all(text.endswith("меры в программу не внесены.") for text in leading)


@pytest.mark.parametrize("suffix", KINDS["effect"].formats)
def test_measures_at_hand_are_judged(suffix: str) -> None:
    frame = plan_fact(a_district())
    given = {"rmo_participants": ("Мера: проведено совещание.",)}
    content = write("effect", suffix, a_district(), 2022, frame=frame, measures=given)
    text = " ".join(text_of(content, suffix).split())
    assert "Мера: проведено совещание." in text
    assert "решение —" in text
