"""The effect of a correction: nothing, figures only, a school's verdict, the district's."""

from dataclasses import replace
from datetime import date

import pytest

from data_model.returns import ParsedReturn
from indicators.what_if import (
    Correction,
    EffectLevel,
    corrected,
    effect_of_correction,
    spread,
)
from tests.builders import (
    OLDER_GRADES,
    a_district_office,
    a_return,
    a_roll,
    a_school,
    a_snapshot,
    facts_by_grade,
)

AFTER_ALL_TERMS = date(2023, 1, 1)
BIG, SMALL = "580401", "580402"


def ticket(org: str, participants: int, year: int = 2020) -> ParsedReturn:
    """A return with these participants, spread over the grades."""
    by_grade = spread(participants, dict.fromkeys(OLDER_GRADES, 1))
    return a_return(org, year, facts=facts_by_grade(by_grade))


# two schools, 600 and 60 pupils in grades 6–11; 20 % are promised for 2020
SNAPSHOT = a_snapshot(
    (ticket(BIG, 90), ticket(SMALL, 11)),
    organisations=(a_district_office(), a_school(BIG), a_school(SMALL)),
    roll=(
        *a_roll(BIG, 2020, pupils=100, grades=OLDER_GRADES),
        *a_roll(SMALL, 2020, pupils=10, grades=OLDER_GRADES),
    ),
)


@pytest.mark.parametrize(
    ("sent", "effect"),
    [
        (ticket(SMALL, 11), EffectLevel.NOTHING),  # the same answers
        (ticket(BIG, 91), EffectLevel.FIGURES),  # 15,2 %, still not 20 %
        (ticket(SMALL, 12), EffectLevel.VERDICT),  # 20 % of 60, the school's own guide
        (ticket(BIG, 130), EffectLevel.DISTRICT),  # 141 of 660 is 21 %
    ],
)
def test_the_gravest_change_names_the_effect(sent: ParsedReturn, effect: EffectLevel) -> None:
    assert effect_of_correction(SNAPSHOT, [sent], AFTER_ALL_TERMS).effect is effect


def test_several_returns_are_weighed_together() -> None:
    sent = [ticket(BIG, 119), ticket(SMALL, 13)]
    alone = effect_of_correction(SNAPSHOT, sent[:1], AFTER_ALL_TERMS)
    together = effect_of_correction(SNAPSHOT, sent, AFTER_ALL_TERMS)
    turned = [sum(one.turns for one in found.differences) for found in (alone, together)]
    assert turned[0] < turned[1]


def test_a_corrected_snapshot_holds_one_return_of_the_slot_and_all_others() -> None:
    after = corrected(SNAPSHOT, ticket(SMALL, 12))
    own = [one.fact.value for one in after.facts if one.org == SMALL]
    assert sum(value or 0 for value in own) == 12
    assert len(after.facts) == len(SNAPSHOT.facts)
    assert sum(one.is_current for one in after.revisions) == 2


def test_the_snapshot_itself_is_left_alone() -> None:
    before = SNAPSHOT.facts
    effect_of_correction(SNAPSHOT, [ticket(BIG, 130)], AFTER_ALL_TERMS)
    assert SNAPSHOT.facts is before


def test_several_schools_whose_verdict_turns_are_counted() -> None:
    """Один вывод — «по школе»; у двух школ — «по 2 школам»; район важнее школ."""
    one = effect_of_correction(SNAPSHOT, [ticket(SMALL, 12)], AFTER_ALL_TERMS)
    assert one.words == "меняется вывод по школе"
    (turn,) = [found for found in one.differences if found.turns]
    other = replace(turn, after=turn.after and replace(turn.after, org="2"))
    both = Correction(EffectLevel.VERDICT, (turn, other))
    assert both.words.replace("\u00a0", " ") == "меняются выводы по 2 школам"
    whole = Correction(EffectLevel.DISTRICT, (turn, other))
    assert whole.words == "меняется вывод по району"
