"""A roadmap copied to a new term: the years move, the meaning stays."""

from datetime import date

from data_model.roadmap import Period, PeriodKind
from loaders.roadmaps.editions import copy_to_term
from loaders.roadmaps.rules import contradictions
from tests.builders import a_roadmap, an_act, an_activity, an_indicator, targets

NEW_ACT = an_act(number="5", date=date(2022, 12, 20))


def copied(**changes):
    roadmap = a_roadmap(title="Дорожная карта на 2020-2022 годы", **changes)
    return copy_to_term(roadmap, 2023, NEW_ACT, "example-2023-2025")


def test_years_targets_and_terms_move_together() -> None:
    roadmap = copied()
    indicator = roadmap.activity("9").indicator
    assert roadmap.years == (2023, 2024, 2025)
    assert indicator.targets == targets(y2023=20, y2024=35, y2025=50)
    assert {year: period.due for year, period in indicator.periods.items()} == {
        2023: date(2023, 12, 31),
        2024: date(2024, 12, 31),
        2025: date(2025, 12, 31),
    }


def test_years_in_the_texts_move_and_those_of_other_acts_stay() -> None:
    row = an_activity(wording="2020 – 20 %, письмо 2015 года", term="2021-2022 гг.")
    roadmap = copied(activities=(row,))
    assert roadmap.title == "Дорожная карта на 2023-2025 годы"
    assert roadmap.activities[0].wording == "2023 – 20 %, письмо 2015 года"
    assert roadmap.activities[0].term == "2024-2025 гг."


def test_the_last_of_february_stays_the_last() -> None:
    period = Period(2021, PeriodKind.CALENDAR, date(2021, 2, 28))
    row = an_activity(indicator=an_indicator(periods={2021: period}, targets=targets(y2021=35)))
    assert copied(activities=(row,)).activities[0].indicator.periods[2024].due == date(2024, 2, 29)


def test_every_row_asks_to_be_compared_with_the_new_order() -> None:
    roadmap = copied()
    assert all("Сверьте с новым приказом" in row.unsure[0] for row in roadmap.activities)
    assert (roadmap.act, roadmap.code, roadmap.edition) == (NEW_ACT, "example-2023-2025", 1)
    assert not list(contradictions(roadmap))
