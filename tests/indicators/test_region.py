"""The region: verdicts of districts kept as they are, side by side, and the sums over them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings

from data_model.compliance import Status
from data_model.places import Municipality
from data_model.roadmap import Kind, Level, Scope
from data_model.snapshot import Snapshot
from indicators.matrix import by_number
from indicators.plan_fact import plan_fact
from indicators.reasons import Reason
from indicators.region import (
    JUDGE,
    DistrictRow,
    RegionRow,
    district_rows,
    have_shared,
    region_rows,
    shared,
    verdicts_of,
)
from tests.builders import (
    a_municipality,
    a_return,
    a_roadmap,
    a_snapshot,
    an_activity,
    an_indicator,
)
from tests.spec.district import Promise, district
from tests.spec.test_brute_force import GRADES, SCHOOLS, Answer, draw
from tests.walk.world import covering, judged

DAY = date(2023, 6, 1)


def another(**changes) -> Snapshot:
    place = a_municipality(code="58030", short="Соседний")
    return a_snapshot(municipality=place, **changes)


def beside(*snapshots: Snapshot) -> tuple[DistrictRow, ...]:
    """The rows as they come back from where they are kept."""
    kept = [one for seen in snapshots for one in JUDGE.judged([seen], DAY).verdicts]
    return district_rows(kept, [seen.municipality for seen in snapshots])


def compared(other: Snapshot) -> tuple[DistrictRow, ...]:
    return shared(beside(a_snapshot(), other))


def test_a_shared_indicator_has_a_row_per_district_and_year() -> None:
    found = compared(another())
    keys = [(one.row.code, one.row.year, one.district) for one in found]
    assert {code for code, _, _ in keys} == {"work_plan", "ticket_to_future"}
    assert len(keys) == len(set(keys)) == 2 * len({key[:2] for key in keys})


def test_an_indicator_of_one_district_alone_is_not_compared() -> None:
    alone = a_roadmap(
        activities=(a_roadmap().activities[0], an_activity(indicator=an_indicator("other_code")))
    )
    other = another(roadmaps=dict.fromkeys((2020, 2021, 2022), alone))
    assert {one.row.code for one in compared(other)} == {"work_plan"}


def test_a_year_of_one_district_alone_is_not_compared() -> None:
    other = another(roadmaps={2021: a_roadmap()})
    assert {one.row.year for one in compared(other)} == {2021}


def test_only_the_same_year_counts_as_shared() -> None:
    assert have_shared([{2021: a_roadmap()}, {2021: a_roadmap()}])
    assert not have_shared([{2021: a_roadmap()}, {2022: a_roadmap()}])
    assert not have_shared([{2021: a_roadmap()}])


# kept as they are


@pytest.mark.parametrize("name", covering())
def test_a_kept_row_comes_back_as_the_very_row(name: str) -> None:
    """Каждая причина, вид, уровень: сохранённый вывод района — та же строка, поле в поле."""
    place = a_municipality()
    rows = judged(name).of_place(None)
    back = district_rows(verdicts_of(place.code, rows), [place])
    assert tuple(one.row for one in back) == rows
    assert all(one.row.summed is not None for one in back)


def test_verdicts_hold_until_the_next_term() -> None:
    """Выводы, сделанные сегодня, верны по день срока включительно: пересчёт даёт те же."""
    seen = a_snapshot((a_return(),))
    term = min(one.due for one in plan_fact(seen).of_place(None) if one.due)
    first = JUDGE.judged([seen], term - timedelta(days=9))
    assert first.holds_until == term
    assert JUDGE.judged([seen], term).verdicts == first.verdicts
    assert JUDGE.judged([seen], term + timedelta(days=1)).verdicts != first.verdicts
    assert JUDGE.judged([seen], date(2090, 1, 1)).holds_until is None


def test_how_many_have_reported_is_kept_with_the_verdicts() -> None:
    judged = JUDGE.judged([a_snapshot((a_return(),))], DAY)
    assert {one.year: (one.reported, one.expected) for one in judged.collected} == {
        2020: (0, 1),
        2021: (1, 1),
        2022: (0, 1),
    }


# sums


def halves(schools: list[tuple[Answer, Answer]], promise: Promise) -> list[Snapshot]:
    """The schools of a district divided between two."""
    drawn = [schools[::2], schools[1::2]]
    parts = [district(draw(part), promise) for part in drawn if part]
    return [
        replace(part, municipality=replace(part.municipality, code=f"{number}"))
        for number, part in enumerate(parts)
    ]


OF_SUMS = (
    "numerator", "denominator", "actual", "growth", "reported", "expected", "lower", "upper",
    "matched", "roll_reported", "roll_expected", "reason",
)  # fmt: skip


@pytest.mark.parametrize("kind", [Kind.SHARE, Kind.GROWING_SHARE, Kind.COUNT, Kind.GROWTH])
@settings(max_examples=4)
@given(schools=SCHOOLS)
def test_a_region_is_what_one_district_of_all_its_schools_would_be(
    kind: Kind, schools: list[tuple[Answer, Answer]]
) -> None:
    """Сумма по районам — то же, что один район из всех школ: складываются люди, не проценты."""
    promise = Promise(kind=kind, scope=None, targets={}, base=GRADES)
    whole = plan_fact(district(draw(schools), promise), DAY).of_place(None)
    summed = {one.year: one.row for one in region_rows(beside(*halves(schools, promise)))}
    for row in whole:
        both = summed[row.year]
        assert both is not None
        assert {name: getattr(both, name) for name in OF_SUMS} == {
            name: getattr(row, name) for name in OF_SUMS
        }


def of_region(*drawings: str, **promised: object) -> RegionRow:
    snapshots = [district(given, Promise(**promised)) for given in drawings]  # type: ignore[arg-type]
    places = [
        Municipality(str(number), f"Район {number}", f"Район {number}")
        for number in range(1, len(snapshots) + 1)
    ]
    kept = [
        one
        for place, seen in zip(places, snapshots, strict=True)
        for one in verdicts_of(place.code, plan_fact(seen, DAY).of_place(None))
    ]
    (only,) = region_rows(district_rows(kept, places), "Край")
    return only


def test_the_share_of_a_region_is_a_sum_and_never_an_average() -> None:
    """10 из 10 в одном районе и 300 из 1000 в другом — 30,7 % по региону, а не 65 %."""
    found = of_region(
        """
        school  | year | n  | d
        Школа 1 | 2021 | 10 | 10
        """,
        """
        school  | year | n   | d
        Школа 2 | 2021 | 300 | 1000
        """,
        targets={2021: 55},
    )
    row = found.row
    assert row is not None
    assert (row.numerator, row.denominator) == (310, 1010)
    assert row.actual == pytest.approx(30.693, abs=0.001)
    assert (row.status, row.reason, row.target) == (Status.NO_TARGET, Reason.NOT_ASKED, None)
    assert (found.met, found.judged, found.districts) == (1, 2, 2)


def test_a_silent_district_leaves_the_sum_bounded() -> None:
    """Второй район молчит: итог по ответившим, а границы — с контингентом молчащих."""
    found = of_region(
        """
        school  | year | n  | d
        Школа 1 | 2021 | 60 | 100
        """,
        """
        school  | year | n       | d
        Школа 2 | 2021 | не сдан | 100
        """,
        targets={2021: 55},
    )
    row = found.row
    assert row is not None
    assert (row.reported, row.expected, row.provisional) == (1, 2, True)
    assert (row.actual, row.lower, row.upper) == (60, 30, 80)


def test_districts_that_count_other_grades_are_not_added_up() -> None:
    """У одного района 9 классы, у другого 8-е: складывать нечего, строки стоят рядом."""
    parts = [
        district(f"school | year | grade | n | d\nШкола | 2021 | {grade} | 5 | 10", Promise())
        for grade in (8, 9)
    ]
    (found,) = region_rows(beside(*parts))
    assert found.row is None
    assert found.districts == 2


def test_a_number_of_the_region_is_the_sum_of_the_districts_own_answers() -> None:
    """«Не менее 15 участников РМО» отвечают районы: 10 и 20 — вместе 30, выполнил один из двух."""
    found = of_region(
        "school | year | n\nрайон | 2021 | 10",
        "school | year | n\nрайон | 2021 | 20",
        kind=Kind.COUNT,
        level=Level.MUNICIPALITY,
        scope=Scope.DISTRICT_TOTAL,
        targets={2021: 15},
        by_grade=False,
    )
    assert found.row is not None
    assert (found.row.numerator, found.row.actual) == (30, 30)
    assert (found.met, found.judged) == (1, 2)


def test_each_school_of_the_region_is_k_of_n() -> None:
    """«В каждой школе не менее 3»: выполнили 2 из 3 школ региона."""
    found = of_region(
        "school | year | n\nШкола 1 | 2021 | 3\nШкола 2 | 2021 | 1",
        "school | year | n\nШкола 3 | 2021 | 4",
        kind=Kind.COUNT,
        scope=Scope.EACH_SCHOOL,
        targets={2021: 3},
        by_grade=False,
    )
    assert found.row is not None
    assert (found.row.numerator, found.row.denominator, found.row.actual) == (2, 3, 2)


# names


def test_names_stand_as_people_sort_them() -> None:
    names = ["Район 10", "район 2", "Ёлкинский район", "Еловский район", "Район 1"]
    assert sorted(names, key=by_number) == [
        "Ёлкинский район",
        "Еловский район",
        "Район 1",
        "район 2",
        "Район 10",
    ]
