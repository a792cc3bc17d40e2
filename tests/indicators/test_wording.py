"""Numbers, dates and verdicts as Russian text."""

from datetime import UTC, date, datetime

import pandas as pd
import pytest

from data_model.compliance import Growth, Status
from data_model.returns import ReturnState, ValueState
from data_model.roadmap import Kind, Operator
from indicators import wording

SPACE = "\u00a0"


@pytest.mark.parametrize(
    ("value", "text"),
    [(19.96, "20,0 %"), (35.25, "35,3 %"), (0.0, "0,0 %"), (100.0, "100,0 %"), (None, "—")],
)
def test_a_share_has_one_decimal_rounded_half_up(value: float | None, text: str) -> None:
    assert wording.share(value) == text.replace(" ", SPACE)


@pytest.mark.parametrize(
    ("value", "limits", "text"),
    [
        (54.96, (55.0,), "54,96 %"),
        (19.96, (20.0, None), "19,96 %"),
        (54.9996, (55.0,), "54,9996 %"),
        (55.04, (55.0,), "55,04 %"),
        (55.0, (55.0,), "55,0 %"),
        (54.9, (55.0,), "54,9 %"),
        (12.53, (12.54,), "12,5 %"),
        (12.545, (12.54,), "12,55 %"),
        (37.0774, (50.0,), "37,1 %"),
        (10.04, (5.0, 10.0), "10,04 %"),
        (54.96, (None,), "55,0 %"),
        (54.96, (), "55,0 %"),
        (None, (55.0,), "—"),
    ],
)
def test_a_share_beside_its_target_is_told_from_it(
    value: float | None, limits: tuple[float | None, ...], text: str
) -> None:
    assert wording.exactly(value, "%", *limits) == text.replace(" ", SPACE)


def test_a_sentence_keeps_the_rounded_share_and_adds_the_exact_one() -> None:
    assert wording.value(54.96, "%", 55.0) == f"55,0{SPACE}%, точнее 54,96{SPACE}%"
    assert wording.value(54.9, "%", 55.0) == f"54,9{SPACE}%"


def test_one_pupil_of_a_region_still_tells_the_share_from_its_plan() -> None:
    """«49,0 %» при плане 49 % и «не выполнено» рядом не стоят и у региона."""
    assert wording.exactly(100 * 489_999 / 1_000_000, "%", 49.0) == f"48,9999{SPACE}%"
    assert wording.exactly(100 * 4_899_999 / 10_000_000, "%", 49.0) == f"48,99999{SPACE}%"


def test_what_no_decimals_tell_apart_keeps_one() -> None:
    assert wording.value(55 - 1e-9, "%", 55.0) == f"55,0{SPACE}%"


def test_a_real_difference_is_never_printed_as_zero() -> None:
    assert wording.points(-0.043) == f"−0,04{SPACE}п.{SPACE}п."
    assert wording.points(0.0) == f"0,0{SPACE}п.{SPACE}п."


def test_a_promise_has_as_many_decimals_as_the_order_gave_it() -> None:
    assert wording.percent(55.0) == f"55{SPACE}%"
    assert wording.percent(12.5) == f"12,5{SPACE}%"
    assert wording.promised(15.0, "чел.") == f"15{SPACE}чел."


def test_a_difference_of_shares_is_in_points_with_a_true_minus() -> None:
    assert wording.points(-4.8) == f"−4,8{SPACE}п.{SPACE}п."
    assert wording.points(4.8) == f"+4,8{SPACE}п.{SPACE}п."
    assert wording.points(0.0) == f"0,0{SPACE}п.{SPACE}п."


def test_thousands_are_parted_by_a_space_that_does_not_break() -> None:
    assert wording.number(1250) == f"1{SPACE}250"
    assert wording.number(-1250.5) == f"−1{SPACE}250,5"


@pytest.mark.parametrize("unknown", [None, pd.NA, float("nan")])
def test_the_unknown_is_a_dash_and_never_a_zero(unknown: object) -> None:
    assert wording.number(unknown) == "—"  # type: ignore[arg-type]
    assert wording.people(unknown) == "—"  # type: ignore[arg-type]
    assert wording.value(unknown, "%") == "—"  # type: ignore[arg-type]


def test_people_and_their_differences() -> None:
    assert wording.people(12) == f"12{SPACE}чел."


def test_units_stand_beside_the_percent() -> None:
    assert wording.of(114, 326) == f"114{SPACE}из{SPACE}326"
    shown = wording.share_of(114, 326, 100 * 114 / 326)
    assert shown == f"114{SPACE}из{SPACE}326{SPACE}чел., 35,0{SPACE}%"


@pytest.mark.parametrize(
    ("count", "noun"),
    [(1, "школа"), (2, "школы"), (5, "школ"), (11, "школ"), (12, "школ"), (21, "школа")]
    + [(22, "школы"), (100, "школ"), (101, "школа"), (111, "школ"), (0, "школ")],
)
def test_a_noun_takes_the_form_of_its_number(count: int, noun: str) -> None:
    assert wording.plural(count, *wording.SCHOOLS) == noun


def test_a_fraction_takes_the_fourth_form() -> None:
    assert wording.plural(1.5, *wording.SCHOOLS) == "школы"
    assert wording.counted(2.5, wording.YEARS) == f"2,5{SPACE}года"


def test_dates_in_words_and_figures() -> None:
    assert wording.date_words(date(2020, 7, 14)) == f"14{SPACE}июля 2020{SPACE}года"
    assert wording.date_short(date(2020, 7, 14)) == "14.07.2020"
    moment = datetime(2021, 12, 20, 9, 30, tzinfo=UTC)
    assert wording.date_figures(moment) == "20.12.2021 09:30"
    assert wording.date_figures(None) == "—"
    assert wording.date_figures(pd.NaT) == "—"  # type: ignore[arg-type]


@pytest.mark.parametrize(("count", "text"), [(0, "0"), (1, "менее 5"), (4, "менее 5"), (5, "5")])
def test_groups_under_five_are_masked_for_publication(count: int, text: str) -> None:
    assert wording.masked(count) == text.replace(" ", SPACE)


def test_a_share_that_gives_a_small_group_away_is_hidden() -> None:
    assert wording.is_small(3, 100)
    assert wording.is_small(98, 100)
    assert not wording.is_small(0, 100)
    assert not wording.is_small(100, 100)
    assert not wording.is_small(None, 100)
    assert "скрыто" in wording.masked_share(3, 100, 3.0)
    assert wording.masked_share(30, 100, 30.0).startswith("30")


def test_every_verdict_has_a_sign_and_a_word() -> None:
    assert {wording.status_word(status) for status in Status} == {
        "выполнено",
        "выполнено частично",
        "не выполнено",
        "нет данных",
        "не предусмотрено",
        "не применимо",
        "срок не наступил",
    }
    assert all(wording.status_sign(status) for status in Status)
    assert len({wording.status_sign(status) for status in Status}) == len(Status)


def test_every_state_kind_and_growth_has_words() -> None:
    assert all(wording.state_word(state) for state in ValueState)
    assert all(wording.return_word(state) for state in ReturnState)
    assert all(wording.kind_word(kind) for kind in Kind)
    assert all(wording.growth_word(growth) for growth in Growth)


@pytest.mark.parametrize(
    ("operator", "target", "upper", "unit", "text"),
    [
        (Operator.AT_LEAST, 55.0, None, "%", "не менее 55 %"),
        (Operator.AT_MOST, 3.0, None, "", "не более 3"),
        (Operator.EQUAL, 100.0, None, "%", "ровно 100 %"),
        (Operator.RANGE, 3.0, 5.0, "чел.", "от 3 до 5 чел."),
        (Operator.EXISTS, 1.0, None, wording.YES_NO, "наличие"),
        (Operator.AT_LEAST, None, None, "%", "не предусмотрено"),
    ],
)
def test_a_target_is_said_as_the_order_says_it(
    operator: Operator, target: float | None, upper: float | None, unit: str, text: str
) -> None:
    said = wording.target_text(operator, target, upper, unit).replace(SPACE, " ")
    assert said == text


def test_a_base_is_grades_and_a_day() -> None:
    said = wording.base_words(range(6, 12), date(2021, 9, 20)).replace(SPACE, " ")
    assert said == "6–11 классы, на 20.09.2021"
    assert wording.grades_words([9]).replace(SPACE, " ") == "9 класс"
    assert wording.grades_words([1, 2, 3, 9]).replace(SPACE, " ") == "1–3, 9 классы"


def test_a_list_ends_with_and() -> None:
    assert wording.listed(["а", "б", "в"]) == "а, б и в"
    assert wording.listed(["а"]) == "а"
    assert wording.listed([]) == ""


def test_a_data_version_is_short_enough_to_be_read() -> None:
    assert wording.version_text(1_795_639_106_459) == f"106{SPACE}459"
    assert wording.version_text(7) == "7"
