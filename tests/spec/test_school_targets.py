"""План школы заменяет для неё план района; район судится по-прежнему.

Ниже рисованных таблиц — проверка наугад: тот же вывод простым сравнением в точных дробях.
"""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from data_model.roadmap import Kind, SchoolTarget, Scope
from data_model.snapshot import Snapshot
from indicators import wording
from indicators.contribution import target_sums
from indicators.plan_fact import plan_fact
from tests.spec.conftest import LATER, row_of, shown
from tests.spec.district import DISTRICT, Promise, district
from tests.tables import drawn

TOTAL = {"kind": Kind.COUNT, "scope": Scope.DISTRICT_TOTAL, "by_grade": False}


def planned(given: str, own: dict[str, str], **promise: Any) -> Snapshot:
    """A drawn district of one year whose schools have targets of their own."""
    seen = district(given, Promise(**promise))
    (year,) = seen.years
    targets = (SchoolTarget(org, "example", "example", year, Decimal(one))
               for org, one in own.items())  # fmt: skip
    return replace(seen, school_targets=tuple(targets))


def check(seen: Snapshot, expected: str) -> None:
    rows = plan_fact(seen, LATER)
    for wanted in drawn(expected):
        found = row_of(rows, wanted["school"], int(wanted["year"]))
        assert shown(found, wanted) == wanted


def test_a_school_with_a_plan_of_its_own_is_judged_by_it() -> None:
    """План района — 50 всего. У школы 1 свой план 20, у школы 2 — 10, у третьей нет: вклад."""
    seen = planned(
        """
        school  | year | n
        Школа 1 | 2022 | 16
        Школа 2 | 2022 | 10
        Школа 3 | 2022 | 30
        """,
        {"Школа 1": "20", "Школа 2": "10"},
        **TOTAL,
        targets={2022: 50},
    )
    check(
        seen,
        """
        school  | year | actual | target | status    | reason       | deficit | own_target
        район   | 2022 | 56     | 50     | met       | reached      |         | False
        Школа 1 | 2022 | 16     | 20     | partly    | nearly       | 4       | True
        Школа 2 | 2022 | 10     | 10     | met       | reached      |         | True
        Школа 3 | 2022 | 30     |        | no_target | contribution |         | False
        """,
    )


def test_a_share_of_its_own_is_a_plan_and_no_guide() -> None:
    """Ориентир района 35 %, у школы 1 свой план 60 %: «не выполнено», а не «ниже ориентира»."""
    seen = planned(
        """
        school  | year | n  | d
        Школа 1 | 2022 | 50 | 100
        Школа 2 | 2022 | 50 | 200
        """,
        {"Школа 1": "60.5"},
        targets={2022: 35},
    )
    rows = plan_fact(seen, LATER)
    first, second = (row_of(rows, school, 2022) for school in ("Школа 1", "Школа 2"))
    assert (first.target, first.status.value, first.is_guided) == (60.5, "partly", False)
    assert wording.word(first) == "выполнено частично"
    assert (second.target, second.is_guided) == (35, True)
    assert wording.word(second) == "ниже ориентира"
    assert row_of(rows, DISTRICT, 2022).target == 35


def test_each_school_is_counted_by_its_own_plan() -> None:
    """«В каждой школе не менее 3», у малой школы свой план 1: выполнили две из двух."""
    seen = planned(
        """
        school  | year | n
        Школа 1 | 2022 | 3
        Школа 2 | 2022 | 1
        """,
        {"Школа 2": "1"},
        kind=Kind.COUNT,
        scope=Scope.EACH_SCHOOL,
        by_grade=False,
        targets={2022: 3},
    )
    check(
        seen,
        """
        school  | year | actual | target | status
        район   | 2022 | 2      | 2      | met
        Школа 2 | 2022 | 1      | 1      | met
        """,
    )


def test_plans_that_do_not_make_the_district_s_are_a_question() -> None:
    """15 + 20,5 при плане района 50 — не распределено 14,5; 50 ровно — вопроса нет."""
    drawing = """
        school  | year | n
        Школа 1 | 2022 | 1
        Школа 2 | 2022 | 1
        Школа 3 | 2022 | 1
    """
    promise = {**TOTAL, "targets": {2022: 50}}
    (less,) = target_sums(planned(drawing, {"Школа 1": "15", "Школа 2": "20.5"}, **promise), 2022)
    assert less.sentence == (
        "Показатель 1: планы школ в сумме 35,5, план района — 50: не распределено 14,5. "
        "Так и задумано? Без своего плана школ: 1."
    )
    (more,) = target_sums(planned(drawing, {"Школа 1": "60"}, **promise), 2022)
    assert "больше плана района на 10" in more.sentence
    same = {"Школа 1": "20", "Школа 2": "20", "Школа 3": "10"}
    assert target_sums(planned(drawing, same, **promise), 2022) == ()
    assert target_sums(planned(drawing, {}, **promise), 2022) == ()


COUNTS = st.lists(
    st.tuples(st.integers(0, 300), st.one_of(st.none(), st.decimals(0, 300, places=1))),
    min_size=1, max_size=5,
)  # fmt: skip


@settings(max_examples=25)
@given(COUNTS, st.integers(0, 900))
def test_plans_against_a_loop(schools: list[tuple[int, Decimal | None]], promised: int) -> None:
    """Любой район: школа со своим планом — по нему, без плана — вклад; сумма сверена."""
    lines = ["school | year | n", *(f"Школа {k} | 2022 | {n}" for k, (n, _) in enumerate(schools))]
    own = {f"Школа {k}": str(one) for k, (_, one) in enumerate(schools) if one is not None}
    seen = planned("\n".join(lines), own, **TOTAL, targets={2022: promised})
    rows = plan_fact(seen, LATER)
    for number, (count, target) in enumerate(schools):
        row = row_of(rows, f"Школа {number}", 2022)
        if target is None:
            wanted = "no_target"
        elif Fraction(count) >= Fraction(target):
            wanted = "met"
        else:
            near = Fraction(count) >= Fraction(8, 10) * Fraction(target)
            wanted = "partly" if near else "missed"
        assert row.status.value == wanted
    district_row = row_of(rows, DISTRICT, 2022)
    assert (district_row.actual, district_row.target) == (sum(n for n, _ in schools), promised)
    total = sum((Fraction(one) for _, one in schools if one is not None), Fraction(0))
    differs = bool(own) and total != promised
    assert bool(target_sums(seen, 2022)) == differs
