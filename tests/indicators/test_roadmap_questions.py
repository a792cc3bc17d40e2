"""What is asked of a roadmap as a whole: its terms, its goals, the passport of a row."""

from dataclasses import replace
from datetime import date

import pytest

from data_model.compliance import Status
from data_model.roadmap import Goal, Kind, Operator, Period, PeriodKind
from indicators import terms
from indicators.passport import ABOVE, LINES, LOST, passport, validity
from indicators.plan_fact import plan_fact
from indicators.terms import goal_coverage, goals_answer, outside_goals
from tests.builders import a_roadmap, a_snapshot, an_activity, an_indicator, targets

TODAY = date(2021, 12, 29)


def term_rows(today: date = TODAY):
    snapshot = a_snapshot()
    return terms.terms(snapshot, plan_fact(snapshot, today), 2021, today)


def test_a_term_stands_for_every_row_and_year_that_has_a_due_day() -> None:
    rows = term_rows()
    wanted = {
        (row.number, year) for row in a_roadmap().activities for year in row.indicator.periods
    }
    assert {(one.activity.number, one.period.year) for one in rows} == wanted


def test_what_comes_next_and_what_passed_without_a_result_are_told_apart() -> None:
    rows = term_rows()
    assert all(one.period.due >= TODAY for one in terms.coming(rows))
    passed = terms.left_open(rows)
    assert all(one.period.due < TODAY for one in passed)
    assert not {one.status for one in passed} & {Status.MET, Status.NOT_DUE}
    assert terms.outlook(rows).startswith("Ближайший срок — 31.12.2021")


def test_the_rows_of_the_nearest_term_are_named_all() -> None:
    """Семь строк одного срока: названы все номера, а не первая из них."""
    rows = term_rows()
    first, *_ = terms.coming(rows)
    same = [one.activity.number for one in terms.coming(rows) if one.period.due == first.period.due]
    assert len(same) > 1
    told = terms.outlook(rows).split(";")[0]
    assert [f"№\u00a0{number}" in told for number in same] == [True] * len(same)
    alone = terms.outlook([first])
    assert alone.endswith(f"№\u00a0{first.activity.number} {first.name}")


def test_after_the_last_term_the_answer_says_so() -> None:
    assert "Все сроки дорожной карты прошли" in terms.outlook(term_rows(date(2030, 1, 1)))


@pytest.mark.parametrize(
    ("period", "first"),
    [
        (Period(2021, PeriodKind.CALENDAR, date(2021, 12, 31)), date(2021, 1, 1)),
        (Period(2021, PeriodKind.SCHOOL_YEAR, date(2021, 8, 31)), date(2020, 9, 1)),
        (Period(2021, PeriodKind.SCHOOL_YEAR, date(2020, 8, 20)), date(2020, 8, 1)),
        (Period(2021, PeriodKind.ONCE, date(2021, 8, 31)), date(2021, 8, 1)),
    ],
)
def test_a_period_begins_where_its_kind_says(period: Period, first: date) -> None:
    assert terms.Term(an_activity(), period, None, 0).begins == first


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "сегодня"),
        (1, "через 1 день"),
        (-3, "прошёл 3 дня назад"),
        (-800, "прошёл 2 года назад"),
    ],
)
def test_what_is_left_is_worded(days: int, said: str) -> None:
    assert terms.left_words(days).replace("\xa0", " ") == said


GOALS = (Goal("С показателем", ("9",)), Goal("Без строк"))


def test_a_goal_without_rows_is_named() -> None:
    roadmap = a_roadmap(goals=GOALS)
    found = goal_coverage(roadmap, 2021)
    assert [one.measured for one in found] == [1, 0]
    assert [bool(one.finding) for one in found] == [False, True]
    assert goals_answer(roadmap, 2021) == "Без показателя на 2021 год: «Без строк»"
    assert [row.number for row in outside_goals(roadmap)] == ["1"]


def test_a_goal_whose_rows_have_no_target_this_year_is_named_too() -> None:
    later = an_activity(indicator=an_indicator(targets=targets(y2022=50)))
    roadmap = a_roadmap(activities=(a_roadmap().activities[0], later), goals=GOALS[:1])
    assert "на 2021 год ни у одной" in goal_coverage(roadmap, 2021)[0].finding
    assert "У каждой цели" in goals_answer(roadmap, 2022)


def test_goals_that_were_not_named_are_not_called_covered() -> None:
    assert goals_answer(a_roadmap(), 2021) == "Цели дорожной карты не названы"


@pytest.mark.parametrize("kind", [Kind.SHARE, Kind.GROWING_SHARE])
def test_the_passport_of_a_share_has_its_parts(kind: Kind) -> None:
    row = an_activity(indicator=an_indicator(kind=kind))
    card = passport(replace(a_roadmap(), activities=(row,), goals=GOALS[:1]), "9")
    assert list(card) == [line for line in LINES if line != ABOVE], "о карте региона не сказано"
    assert "6–11" in card["База"]
    assert card["Цель"] == "С показателем"
    assert card["Направление"] == "больше — лучше"


def test_a_passport_names_the_row_of_the_region_that_the_row_answers() -> None:
    row = an_activity(parent_row="oblast:ticket")
    roadmap = replace(a_roadmap(), activities=(row,))
    above = {"oblast:ticket": "8. Билет в будущее"}
    assert passport(roadmap, "9", above)[ABOVE] == "8. Билет в будущее"
    assert passport(roadmap, "9", {"oblast:other": "1. План"})[ABOVE] == LOST
    assert ABOVE not in passport(roadmap, "9")


def test_a_passport_names_the_row_as_the_pages_do_and_shows_no_code() -> None:
    row = an_activity(short="Билет в будущее", indicator=an_indicator(code="ticket"))
    card = passport(replace(a_roadmap(), activities=(row,)), "9")
    assert card["Показатель"] == "№\u00a09 Билет в будущее"
    assert "ticket" not in " ".join(card.values())


def test_the_direction_follows_the_comparison() -> None:
    row = an_activity(indicator=an_indicator(operator=Operator.AT_MOST))
    card = passport(replace(a_roadmap(), activities=(row,)), "9")
    assert card["Направление"] == "меньше — лучше"


def test_an_edition_in_mid_term_says_for_which_years_it_is() -> None:
    assert validity(a_roadmap()) == "2020–2022"
    assert validity(a_roadmap(in_force_from=2022)) == "2022"
