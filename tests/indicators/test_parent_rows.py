"""Rows of the region's own roadmap: judged by sums over the districts that answer them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_model.compliance import Status
from data_model.places import Municipality
from data_model.returns import DistrictVerdict
from data_model.roadmap import (
    Activity,
    Change,
    Kind,
    Level,
    ParentLink,
    PartOfYear,
    Period,
    PeriodKind,
    Roadmap,
    Scope,
    Target,
)
from data_model.snapshot import Snapshot
from indicators.plan_fact import plan_fact
from indicators.reasons import Reason
from indicators.region import (
    LEVELS_APART,
    NO_COMMON_TERM,
    NO_TERM,
    OTHERWISE,
    TWICE,
    UNLINKED,
    ParentRow,
    counted_otherwise,
    district_rows,
    links_otherwise,
    not_added,
    parent_rows,
    verdicts_of,
)
from tests.reports.rows import a_row
from tests.spec.district import Promise, district, roadmap

DAY, YEAR, GRADES = date(2023, 6, 1), 2021, (9,)
COUNT = Promise(
    kind=Kind.COUNT,
    level=Level.MUNICIPALITY,
    scope=Scope.DISTRICT_TOTAL,
    targets={YEAR: 30},
    by_grade=False,
)
SHARE = Promise(targets={YEAR: 55})
PLAN = Promise(kind=Kind.PRESENCE, level=Level.MUNICIPALITY, scope=None, operator="exists")
EACH = replace(COUNT, level=Level.SCHOOL, scope=Scope.EACH_SCHOOL, targets={YEAR: 3})


def above(promise: Promise, **changes: object) -> Roadmap:
    """The region's roadmap with this one row."""
    one = roadmap(promise, (YEAR,), GRADES)
    return replace(one, code="karta-oblasti", **changes)


def answered(
    promise: Promise,
    *drawn: str,
    own: Promise | None = None,
    linked: int | None = None,
    day: date = DAY,
    region: Roadmap | None = None,
) -> ParentRow:
    """The region's row over districts as drawn; the first ``linked`` of them answer it."""
    places = [a_district(number) for number, _ in enumerate(drawn, start=1)]
    kept = [
        line
        for place, one in zip(places, drawn, strict=True)
        for line in kept_rows(place, district(one, own or promise), day)
    ]
    links = [
        ParentLink(one.code, "example", "example", "karta-oblasti:example")
        for one in places[:linked]
    ]
    roadmaps = {YEAR: region or above(promise)}
    rows = district_rows(kept, places)
    (found,) = parent_rows(roadmaps, rows, links, places, YEAR, day)
    return found


def kept_rows(place: Municipality, seen: Snapshot, day: date) -> tuple[DistrictVerdict, ...]:
    """The rows of a drawn district as they are kept of this one."""
    return verdicts_of(place.code, plan_fact(seen, day).of_place(None))


def a_district(number: int) -> Municipality:
    return Municipality(str(number), f"Район {number}", f"Район {number}", region="Область")


def total(n: int | None) -> str:
    return f"school | year | n\nрайон | {YEAR} | {'не сдан' if n is None else n}"


def school(n: int | None, of: int) -> str:
    return f"school | year | n | d\nШкола | {YEAR} | {'не сдан' if n is None else n} | {of}"


def test_a_target_of_the_region_is_set_against_the_sum() -> None:
    """«Не менее 30 участников в области»: 10 и 20 — выполнено, хотя ни один район не дал 30."""
    found = answered(COUNT, total(10), total(20))
    row = found.row
    assert (row.actual, row.target, row.status, row.reason) == (30, 30, Status.MET, Reason.REACHED)
    assert not row.provisional
    assert (row.lower, row.upper) == (30, 30)
    assert row.org_name == "Область"


def test_one_short_is_nearly_and_told_by_how_much() -> None:
    row = answered(COUNT, total(10), total(19)).row
    assert (row.status, row.deviation, row.deficit) == (Status.PARTLY, -1, 1)


def test_a_share_is_summed_by_people_and_compared_unrounded() -> None:
    """5 499 из 10 000 — 55,0 % на бумаге, но не 55 %."""
    row = answered(SHARE, school(4999, 9000), school(500, 1000)).row
    assert (row.numerator, row.denominator) == (5499, 10000)
    assert row.status is Status.PARTLY
    assert answered(SHARE, school(5000, 9000), school(500, 1000)).row.status is Status.MET


def test_a_school_year_is_no_calendar_year_but_for_documents() -> None:
    """Числа учебного года с числами календарного не складываются, документы складываются."""
    for promise, why in ((COUNT, "другой срок: 2021, у региона 2020/21"), (PLAN, "")):
        of_school = above(promise).changed(
            lambda row: replace(row, indicator=replace(row.indicator, periods=SCHOOL_YEAR))
        )
        found = answered(promise, total(None), region=of_school)
        assert [one.why for one in found.answers] == [why]


SCHOOL_YEAR = {YEAR: Period(YEAR, PeriodKind.SCHOOL_YEAR, date(YEAR, 8, 31))}


def test_who_has_not_reported_is_not_zero_and_bounds_say_how_far_it_may_go() -> None:
    row = answered(SHARE, school(60, 100), school(None, 100)).row
    assert (row.actual, row.reported, row.expected) == (60, 1, 2)
    assert (row.lower, row.upper) == (30, 80)
    assert row.provisional
    number = answered(COUNT, total(31), total(None)).row
    assert (number.actual, number.lower, number.upper) == (31, 31, None)


def test_a_district_that_answers_nothing_is_told_and_makes_the_verdict_provisional() -> None:
    """Район без связанной строки: в сумме его нет, нулём он не стал, границ у доли нет."""
    found = answered(SHARE, school(60, 100), school(10, 100), linked=1)
    assert found.row.actual == 60
    assert (found.row.lower, found.row.upper, found.row.provisional) == (None, None, True)
    assert [(one.name, one.why) for one in found.not_added] == [("Район 2", UNLINKED)]
    (outside,) = not_added([found])
    assert outside.words == f"Район 2, строка 1: {UNLINKED}"


def test_a_row_that_nobody_answers_has_its_target_and_no_data() -> None:
    found = answered(COUNT, total(10), total(20), linked=0)
    assert (found.row.actual, found.row.target) == (None, 30)
    assert (found.row.status, found.row.reason) == (Status.NO_DATA, Reason.NO_RETURN)
    assert found.added == ()


def test_all_answer_and_none_has_reported_is_no_data() -> None:
    row = answered(COUNT, total(None), total(None)).row
    assert (row.actual, row.status) == (None, Status.NO_DATA)


def test_before_the_day_it_is_due_nothing_is_missed() -> None:
    row = answered(COUNT, total(1), total(2), day=date(YEAR, 6, 1)).row
    assert (row.status, row.due) == (Status.NOT_DUE, date(YEAR, 12, 31))


def test_another_kind_is_not_added() -> None:
    """Район считает долю, регион — людей: число района в сумму не входит."""
    found = answered(COUNT, school(60, 100), own=SHARE)
    assert [one.why for one in found.not_added] == ["другой вид: доля, у региона количество"]
    assert found.row.actual is None


HOURS = replace(COUNT, hours=True)
RATIO = replace(COUNT, out_of="whole", per=1)
GROWTH = replace(SHARE, kind=Kind.GROWTH, change=Change.PERCENT)
LISTED = replace(COUNT, kind=Kind.LEVEL, options=("базовый", "основной"), targets={YEAR: 2})
OF_SCHOOLS = replace(
    SHARE, kind=Kind.SHARE_OF_ORGS, options=LISTED.options, from_level="основной", by_grade=False
)
COUNTED = [
    # own                              region                            why it is not added
    (COUNT, COUNT, ""),
    (COUNT, replace(COUNT, targets={YEAR: 900}), ""),
    (PLAN, PLAN, ""),
    (SHARE, replace(SHARE, kind=Kind.GROWING_SHARE), ""),
    (RATIO, RATIO, ""),
    (EACH, EACH, ""),
    (SHARE, COUNT, "другой вид: доля, у региона количество"),
    (PLAN, COUNT, "другой вид: наличие документа, у региона количество"),
    (EACH, COUNT, "другой вид: в каждой школе, у региона количество"),
    (HOURS, COUNT, "другая единица: ч, у региона —"),
    (
        replace(SHARE, base=(9,)),
        replace(SHARE, base=(8, 9)),
        "другая база: 9 класс; у региона: 8–9 классы",
    ),
    (replace(RATIO, per=10), RATIO, OTHERWISE),
    (replace(GROWTH, change=Change.NUMBER), GROWTH, OTHERWISE),
    (replace(COUNT, cumulative=True), COUNT, "считается нарастающим итогом, у региона за год"),
    (LISTED, LISTED, LEVELS_APART),
    (
        EACH,
        replace(EACH, targets={YEAR: 5}),
        "от организации ждут: не менее 3; у региона: не менее 5",
    ),
    (
        OF_SCHOOLS,
        replace(OF_SCHOOLS, from_level="базовый"),
        "от организации ждут: основной; у региона: базовый",
    ),
]  # fmt: skip


SAME = [
    ("Всего обучающихся 9 классов", "Учащиеся 9 классов", True),
    ("Всего школьников", "Общая численность обучающихся", True),
    ("Всего учителей", "Всего педагогов", True),
    ("Педагогические работники школ", "Всего педагогов школы", True),
    ("Всего программ", "Программы", True),
    ("Общеобразовательные организации", "Всего образовательных учреждений", True),
    ("обучающиеся 5–9 классов", "Обучающиеся 5-9 класса", True),
    ("Всего обучающихся 9 классов", "Всего обучающихся 8 классов", False),
    ("Всего обучающихся 5–9 классов", "Всего обучающихся 5 и 9 классов", False),
    ("Всего обучающихся", "Всего педагогов", False),
    ("Всего обучающихся с ОВЗ", "Всего обучающихся", False),
    ("Всего молодых педагогов", "Всего педагогов", False),
    ("Всего детей", "Всего обучающихся", False),
    ("Всего программ", "Всего проектов", False),
]


@pytest.mark.parametrize(("own", "of_region", "is_same"), SAME)
def test_a_base_is_the_same_in_other_words(own: str, of_region: str, is_same: bool) -> None:
    """«Учащиеся» и «школьники» — обучающиеся, «учителя» — педагоги; иной класс — иная база."""
    one = a_row(org=None, base=own, base_date=None)
    assert (counted_otherwise(replace(one, base=of_region), one) == "") is is_same


@pytest.mark.parametrize(
    ("own", "of_region", "is_same"),
    [
        ("чел.", "человек", True),
        ("ед.", "шт.", True),
        ("%", "процентов", True),
        ("мероприятий", "Мероприятия", True),
        ("чел.", "ед.", False),
        ("мероприятий", "", False),
        ("%", "п. п.", False),
    ],
)
def test_a_unit_is_the_same_in_other_words(own: str, of_region: str, is_same: bool) -> None:
    one = a_row(org=None, unit=own)
    assert (counted_otherwise(replace(one, unit=of_region), one) == "") is is_same


@pytest.mark.parametrize(("own", "region", "why"), COUNTED)
def test_the_sum_and_the_link_give_one_answer(own: Promise, region: Promise, why: str) -> None:
    """«Считается ли строка иначе»: сумма по районам и страница связей отвечают одно и то же."""
    silent = school(None, 100) if own.level is Level.SCHOOL else total(None)
    found = answered(region, silent, own=own)
    assert [one.why.replace("\u00a0", " ") for one in found.answers] == [why]
    links = {"example": "karta-oblasti:example"}
    told = links_otherwise(roadmap(own, (YEAR,), GRADES), [above(region)], links)
    assert {code: words.replace("\u00a0", " ") for code, words in told.items()} == (
        {"example": why} if why else {}
    )


def test_a_link_of_quarters_is_told_of_its_quarters_and_one_of_no_common_year_too() -> None:
    """Кварталы отвечают кварталам; строке года они не отвечают, как и строка других лет."""
    links = {"example": "karta-oblasti:example"}
    quarters = in_quarters(roadmap(COUNT, (YEAR,), GRADES))
    of_region = in_quarters(roadmap(HOURS, (YEAR,), GRADES), "karta-oblasti")
    later = roadmap(COUNT, (YEAR + 1,), GRADES)
    assert links_otherwise(quarters, [replace(quarters, code="karta-oblasti")], links) == {}
    told = links_otherwise(quarters, [of_region], links)
    assert told == {"example": "другая единица: —, у региона ч"}
    halves = [in_quarters(roadmap(COUNT, (YEAR,), GRADES), "karta-oblasti", (6, 12))]
    told = links_otherwise(quarters, halves, links)
    assert told == {"example": "другой срок: 2021, I квартал, у региона 2021, I полугодие"}
    assert links_otherwise(quarters, [above(COUNT)], links) == {"example": NO_COMMON_TERM}
    assert links_otherwise(later, [above(COUNT)], links) == {"example": NO_COMMON_TERM}


def in_quarters(
    whole: Roadmap, code: str = "example", months: tuple[int, ...] = (3, 6, 9, 12)
) -> Roadmap:
    """The same row with a target for each part of the year and none for the year."""
    parts = tuple(PartOfYear(date(YEAR, month, 28), Target(Decimal(5))) for month in months)
    period = Period(YEAR, PeriodKind.CALENDAR, parts[-1].due, parts=parts)

    def divided(row: Activity) -> Activity:
        return replace(row, indicator=replace(row.indicator, targets={}, periods={YEAR: period}))

    return replace(whole.changed(divided), code=code)


def test_a_year_without_the_linked_row_is_said() -> None:
    found = answered(COUNT, total(10).replace(str(YEAR), "2022"), total(5))
    assert [(one.name, one.why) for one in found.not_added] == [("Район 1", NO_TERM)]
    assert found.row.actual == 5


def test_two_rows_of_a_district_are_not_both_added() -> None:
    one, place = district(total(10), COUNT), a_district(1)
    activity = one.roadmaps[YEAR].activities[0]
    twin = replace(activity, number="2", indicator=replace(activity.indicator, code="twin"))
    both = replace(one.roadmaps[YEAR], activities=(activity, twin))
    seen = replace(one, roadmaps={YEAR: both})
    links = [
        ParentLink("1", "example", code, "karta-oblasti:example") for code in ("example", "twin")
    ]
    rows = district_rows(kept_rows(place, seen, DAY), [place])
    (found,) = parent_rows({YEAR: above(COUNT)}, rows, links, [place], YEAR, DAY)
    assert [one.why for one in found.not_added] == [TWICE]


def test_documents_are_k_of_n_districts() -> None:
    drawn = "school | year | n | document\nрайон | 2021 | {} | есть"
    found = answered(PLAN, drawn.format("да"), drawn.format("нет"))
    assert (found.row.numerator, found.row.denominator) == (1, 2)
    assert found.row.status is not Status.MET


def test_each_school_of_the_region_is_k_of_n() -> None:
    drawn = "school | year | n\nШкола 1 | 2021 | {}\nШкола 2 | 2021 | {}"
    row = answered(EACH, drawn.format(3, 4), drawn.format(5, 1)).row
    assert (row.numerator, row.denominator, row.target, row.status) == (3, 4, 4, Status.MISSED)


def test_a_year_of_no_roadmap_has_no_rows() -> None:
    assert parent_rows({}, (), (), (), YEAR, DAY) == ()


COUNTS = st.lists(st.none() | st.integers(0, 60), min_size=1, max_size=4)
SHARES = st.lists(st.integers(1, 400).flatmap(lambda d: st.tuples(st.none() | st.integers(0, d),
                                                                  st.just(d))),
                  min_size=1, max_size=4)  # fmt: skip


@settings(max_examples=12)
@given(counts=COUNTS)
def test_the_number_of_the_region_is_the_sum_of_what_is_known(counts: list[int | None]) -> None:
    """Сумма известных чисел; молчащий район — не ноль; выполнено тогда и только тогда, когда ≥."""
    row = answered(COUNT, *map(total, counts)).row
    known = [one for one in counts if one is not None]
    assert row.actual == (sum(known) if known else None)
    assert (row.reported, row.expected) == (len(known), len(counts))
    assert row.provisional == (len(known) < len(counts))
    assert (row.status is Status.MET) == (bool(known) and sum(known) >= 30)
    assert (row.status is Status.NO_DATA) == (not known)


@pytest.mark.parametrize("target", [55, "54.95"])
@settings(max_examples=8)
@given(shares=SHARES)
def test_the_share_of_the_region_is_compared_exactly(
    target: int | str, shares: list[tuple[int | None, int]]
) -> None:
    promise = replace(SHARE, targets={YEAR: target})
    row = answered(promise, *(school(n, d) for n, d in shares)).row
    known = [(n, d) for n, d in shares if n is not None]
    if not known:
        assert (row.actual, row.status) == (None, Status.NO_DATA)
        return
    top, bottom = (sum(column) for column in zip(*known, strict=True))
    exact = Fraction(100 * top, bottom)
    assert (row.numerator, row.denominator) == (top, bottom)
    assert (row.status is Status.MET) == (exact >= Fraction(str(target)))
    whole = sum(d for _, d in shares)
    assert row.lower == pytest.approx(100 * top / whole)
    assert row.upper == pytest.approx(100 * (top + whole - bottom) / whole)
