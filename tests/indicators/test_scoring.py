"""Сводные оценки: официальные способы рядом с выводами, каждый со своей формулой."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_model.compliance import Status
from data_model.errors import WrongDefinition
from data_model.roadmap import Operator
from indicators.plan_fact_row import RowMeasure
from indicators.reasons import Reason
from indicators.region import DistrictRow
from indicators.scoring import (
    ScoredRow,
    ScoringChoice,
    ScoringMethod,
    VerbalScale,
    against_the_best,
    as_setting,
    degree,
    degree_of,
    districts_against_the_best,
    mean_against_the_best,
    mean_of_degrees,
    reached,
    read_scale,
    relative_to_best,
    scores,
    scoring_choice,
    weighted,
)
from tests.rows import BELOW, CONTRIBUTION, SMALL, UNKNOWN, a_row

ACT = "приказ управления от 10.01.2026 № 4"
DEGREES = """
    факт | сравнение | план | степень
    40   | >=        | 50   | 80
    50   | >=        | 50   | 100
    70   | >=        | 50   | 100
    0    | >=        | 50   | 0
    0    | >=        | 0    | 100
    -3   | >=        | 5    | 0
    8    | <=        | 10   | 100
    20   | <=        | 10   | 50
    3    | <=        | 0    | 0
    9    | =         | 10   | 90
    11   | =         | 10   | 1000/11
    10   | =         | 10   | 100
    15   | 10–20     |      | 100
    5    | 10–20     |      | 50
    40   | 10–20     |      | 50
"""


def lines(table: str) -> list[list[str]]:
    rows = [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]
    return rows[1:]


@pytest.mark.parametrize(("actual", "sign", "target", "expected"), lines(DEGREES))
def test_the_degree_of_a_row(actual: str, sign: str, target: str, expected: str) -> None:
    """«Степень выполнения»: факт к плану, не больше 100; где меньше — лучше, план к факту."""
    upper, operator = None, Operator.RANGE
    if "–" in sign:
        target, high = sign.split("–")
        upper = Fraction(high)
    else:
        operator = Operator(sign)
    assert degree_of(Fraction(actual), Fraction(target), operator, upper) == Fraction(expected)


DRAWN = """
    степень | выполнен | вес
    100     | да       | 0.5
    80      | нет      | 0.3
    нет     | нет      | 0.2
    100     | да       |
"""


def drawn() -> list[ScoredRow]:
    return [
        ScoredRow(
            None if degree == "нет" else Fraction(degree),
            met == "да",
            Fraction(weight) if weight else None,
        )
        for degree, met, weight in lines(DRAWN)
    ]


def test_the_ways_of_a_drawn_district() -> None:
    """Доля достигнутых 2 из 4; средняя (100+80+0+100)/4; с весами (50+24+0)/1."""
    rows = drawn()
    assert reached(rows) == 50
    assert mean_of_degrees(rows) == 70
    assert weighted(rows) == 74
    assert [way([]) for way in (reached, mean_of_degrees, weighted)] == [None, None, None]
    assert weighted(rows[-1:]) is None, "no weight is named"


numbers = st.fractions(min_value=0, max_value=200, max_denominator=40)
a_scored_row = st.builds(
    ScoredRow,
    st.none() | st.fractions(min_value=0, max_value=100, max_denominator=40),
    st.booleans(),
    st.none() | st.fractions(min_value="1/40", max_value=5, max_denominator=40),
)


@settings(max_examples=60)
@given(st.lists(a_scored_row, max_size=12))
def test_the_ways_equal_a_loop_of_their_own(rows: list[ScoredRow]) -> None:
    met, total, of_weights, weights = 0, Fraction(0), Fraction(0), Fraction(0)
    for row in rows:
        known = Fraction(0) if row.degree is None else row.degree
        met += 1 if row.is_met else 0
        total += known
        if row.weight is not None:
            of_weights += row.weight * known
            weights += row.weight
    count = len(rows)
    assert reached(rows) == (Fraction(100 * met, count) if count else None)
    assert mean_of_degrees(rows) == (total / count if count else None)
    assert weighted(rows) == (of_weights / weights if weights else None)


@settings(max_examples=60)
@given(numbers, numbers, st.sampled_from([Operator.AT_LEAST, Operator.AT_MOST, Operator.EQUAL]))
def test_a_degree_is_full_only_where_the_target_is_reached(
    actual: Fraction, target: Fraction, operator: Operator
) -> None:
    is_reached = {
        Operator.AT_LEAST: actual >= target,
        Operator.AT_MOST: actual <= target,
        Operator.EQUAL: actual == target,
    }[operator]
    found = degree_of(actual, target, operator)
    assert (found == 100) is is_reached
    assert 0 <= found <= 100


@settings(max_examples=60)
@given(st.dictionaries(st.sampled_from("абвгде"), numbers, min_size=1), st.booleans())
def test_the_best_has_100_and_nobody_more(values: dict[str, Fraction], less: bool) -> None:
    found = relative_to_best(values, less_is_better=less)
    best = min(values.values()) if less else max(values.values())
    for place, value in values.items():
        assert 0 <= found[place] <= 100
        assert (found[place] == 100) is (value == best)
        if value != best:
            expected = best / value if less else value / best
            assert found[place] == 100 * expected


def test_relative_to_the_best_in_numbers() -> None:
    """Лучшая школа 60 %, другая 45 %: 75; где меньше — лучше: 2 против 8 — 25."""
    assert relative_to_best({"а": Fraction(60), "б": Fraction(45)})["б"] == 75
    assert relative_to_best({"а": Fraction(2), "б": Fraction(8)}, less_is_better=True)["б"] == 25


# rows of plan/fact

DISTRICT = {"org": None, "org_name": "район"}


def test_a_share_is_scored_by_its_counts_and_never_by_its_rounding() -> None:
    """19,96 % при плане 20 % — это не 100."""
    short = a_row(numerator=499, denominator=2500, actual=19.96, target=20.0, **BELOW)
    assert degree(short) == Fraction(100 * 499, 2500) * 100 / 20


def test_what_is_taken_into_a_score() -> None:
    """Малая база, вклад без плана и ненаступивший срок не считаются; нет данных — ноль."""
    rows = [
        a_row(),
        a_row(indicator="8", **UNKNOWN),
        a_row(indicator="3", **SMALL, **BELOW),
        a_row(indicator="10", **CONTRIBUTION),
        a_row(indicator="4", status=Status.NOT_DUE, reason=Reason.UNANSWERED),
    ]
    choice = ScoringChoice((ScoringMethod.REACHED, ScoringMethod.MEAN))
    found = scores(choice, rows, {})
    assert [(one.value, one.rows, one.without_data) for one in found] == [(50, 2, 1), (50, 2, 1)]
    assert "без данных 1, считаются за 0" in found[0].printed
    assert found[0].text == "Доля достигнутых показателей: 50,0\xa0%"


def test_a_score_just_below_a_bound_is_not_printed_as_the_bound() -> None:
    """59,99 % при границе 60 — не «60,0 % (слабо)»."""
    rows = [a_row(numerator=5999, denominator=20000, actual=29.995, target=50.0, **BELOW)]
    scale = read_scale("0 — слабо\n60 — хорошо", ACT)
    (one,) = scores(ScoringChoice((ScoringMethod.MEAN,), scale), rows, {})
    assert one.text.replace("\xa0", " ").endswith("60,0 %, точнее 59,99 % (слабо)")


def test_a_document_without_requisites_is_no_half() -> None:
    row = a_row(
        measure=RowMeasure.PRESENCE, actual=1.0, target=1.0, operator=Operator.EXISTS,
        status=Status.PARTLY, reason=Reason.UNCONFIRMED,
    )  # fmt: skip
    assert degree(row) == 0


def test_weights_are_those_of_the_roadmap() -> None:
    rows = [a_row(), a_row(indicator="8", actual=20.0, numerator=20, target=40.0, **BELOW)]
    choice = ScoringChoice((ScoringMethod.WEIGHTED,))
    weights = {"9": Decimal("0.6"), "8": Decimal("0.4")}
    assert scores(choice, rows, weights)[0].value == 60 + Fraction(4, 10) * 50
    (none,) = scores(choice, rows, {})
    assert "веса в дорожной карте не названы" in none.text


def test_a_school_against_the_best_leaves_small_bases_out() -> None:
    def school(org: str, actual: float, **more: object) -> object:
        return a_row(org=org, actual=actual, numerator=int(actual), **more)

    rows = [school("1", 60.0), school("2", 45.0), school("3", 90.0, small_base=True)]
    assert against_the_best(rows, "2") == 75
    assert against_the_best(rows, "3") is None
    assert against_the_best(rows[:1], "1") is None, "nobody to compare with"


def of_districts(drawing: str, **more: object) -> list[DistrictRow]:
    """«район | год | код | n из d» a line each; «—» has no figure."""
    rows = []
    for line in drawing.strip().splitlines():
        place, year, code, figure = (part.strip() for part in line.split("|"))
        counted, _, whole = figure.partition(" из ")
        known = figure != "—"
        n, d = (int(counted), int(whole)) if known else (None, None)
        actual = 100 * n / d if n is not None and d else None
        told = {"year": int(year), "code": code, "numerator": n, "denominator": d, "actual": actual}
        rows.append(DistrictRow(place, f"{place} район", a_row(**DISTRICT, **told, **more)))
    return rows


def test_districts_against_the_best_of_the_year() -> None:
    """30 из 50 — лучший; 45 из 100 — 75; одному сравнивать не с кем; без данных — вне сравнения."""
    rows = of_districts("""
        А | 2021 | билет | 30 из 50
        Б | 2021 | билет | 45 из 100
        В | 2021 | билет | —
        А | 2021 | уроки | 20 из 100
        Б | 2021 | уроки | 80 из 100
        А | 2022 | билет | 10 из 50
    """)
    found = districts_against_the_best(rows)
    assert found == {
        ("А", 2021, "билет"): 100, ("Б", 2021, "билет"): 75,
        ("А", 2021, "уроки"): 25, ("Б", 2021, "уроки"): 100,
    }  # fmt: skip
    means = mean_against_the_best(found)
    assert means == {("А", 2021): (Fraction(125, 2), 2), ("Б", 2021): (Fraction(175, 2), 2)}


def test_districts_of_another_base_are_not_compared() -> None:
    rows = of_districts("А | 2021 | билет | 30 из 50", base="6–11 классы")
    rows += of_districts("Б | 2021 | билет | 45 из 100", base="8–11 классы")
    assert districts_against_the_best(rows) == {}


SHARES = st.tuples(st.integers(0, 60), st.integers(60, 90))


@settings(max_examples=40)
@given(st.dictionaries(st.sampled_from("АБВГ"), SHARES, min_size=2), st.booleans())
def test_districts_against_a_loop_of_fractions(
    drawn: dict[str, tuple[int, int]], less: bool
) -> None:
    """Любые районы: доля к лучшей доле — как в простом цикле точных дробей."""
    lines = (f"{place} | 2021 | билет | {n} из {d}" for place, (n, d) in drawn.items())
    sign = {"operator": Operator.AT_MOST} if less else {}
    found = districts_against_the_best(of_districts("\n".join(lines), **sign))
    shares = {place: Fraction(n, d) for place, (n, d) in drawn.items()}
    best = min(shares.values()) if less else max(shares.values())
    for place, share in shares.items():
        if share == best:
            expected = Fraction(100)
        elif less:
            expected = 100 * best / share
        else:
            expected = 100 * share / best
        assert found[place, 2021, "билет"] == expected


# the scale and the choice


def test_a_scale_is_half_open() -> None:
    scale = read_scale("0 — неудовлетворительно\nот 60 % — удовлетворительно\n85: хорошо", ACT)
    said = [scale.said(Fraction(score)) for score in ("0", "59.99", "60", "84.99", "85", "100")]
    assert said == [
        "неудовлетворительно", "неудовлетворительно", "удовлетворительно",
        "удовлетворительно", "хорошо", "хорошо",
    ]  # fmt: skip
    assert read_scale(scale.lines, ACT) == scale
    assert scale.said(None) == VerbalScale().said(Fraction(50)) == ""


@pytest.mark.parametrize(
    ("text", "act", "why"),
    [
        ("10 — плохо", ACT, "начинается с 0"),
        ("0 — плохо\n50 — хорошо\n50 — отлично", ACT, "возрастают"),
        ("0 — плохо\n120 — хорошо", ACT, "не больше 100"),
        ("плохо", ACT, "тире и слово"),
        ("0 — плохо", " ", "Назовите акт"),
    ],
)
def test_a_scale_with_holes_is_refused(text: str, act: str, why: str) -> None:
    with pytest.raises(WrongDefinition, match=why):
        read_scale(text, act)


def test_nothing_is_on_until_it_is_switched_on() -> None:
    assert scores(scoring_choice({}), [a_row()], {}) == ()
    assert as_setting(ScoringChoice()) == {"scoring": ""}


def test_a_choice_comes_back_from_the_setting_as_it_went() -> None:
    scale = read_scale("0 — слабо\n62,5 — хорошо", ACT)
    choice = ScoringChoice((ScoringMethod.REACHED, ScoringMethod.BEST), scale, "новый приказ")
    assert scoring_choice(as_setting(choice)) == choice
