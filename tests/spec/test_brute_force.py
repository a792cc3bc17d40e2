"""The roll-up against a loop over exact fractions that knows nothing of pandas.

Hypothesis draws districts: schools with unknown rolls, empty cells, grades without pupils,
returns that never came, targets with decimals. The loop below is written from the rules.
"""

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from data_model.roadmap import Kind
from indicators.plan_fact import plan_fact
from indicators.plan_fact_row import PlanFactRow
from tests.spec.district import NOT_SENT, Promise, district

GRADES = (8, 9)
YEARS = (2020, 2021)
LATER = date(2030, 1, 1)


@dataclass(frozen=True)
class Answer:
    """One school in one year: pupils and participants by grade; None: unknown or empty."""

    sent: bool
    pupils: tuple[int, int] | None
    took_part: tuple[int | None, int | None]

    @property
    def base(self) -> int | None:
        return sum(self.pupils) if self.pupils else None

    @property
    def participants(self) -> int | None:
        """Unknown as soon as a grade with pupils (or an unknown one) is empty, or counts more."""
        total = 0
        for grade in range(len(GRADES)):
            count = self.took_part[grade] if self.sent else None
            if count is None and (self.pupils is None or self.pupils[grade]):
                return None
            if count is not None and self.pupils and count > self.pupils[grade]:
                return None
            total += count or 0
        return total

    @property
    def counts(self) -> bool:
        return self.participants is not None and bool(self.base)


SMALL = st.integers(0, 30)
ANSWERS = st.builds(
    Answer,
    sent=st.sampled_from([True, True, True, False]),
    pupils=st.one_of(st.none(), st.tuples(SMALL, SMALL), st.tuples(SMALL, st.just(0))),
    took_part=st.tuples(st.one_of(st.none(), SMALL), SMALL),
)
SCHOOLS = st.lists(st.tuples(ANSWERS, ANSWERS), min_size=1, max_size=5)
TARGETS = st.decimals(0, 100, places=2)


def draw(schools: list[tuple[Answer, Answer]]) -> str:
    """The schools as a drawn table."""
    lines = ["school | year | grade | n | d"]
    for number, answers in enumerate(schools, start=1):
        for year, answer in zip(YEARS, answers, strict=True):
            for index, grade in enumerate(GRADES):
                count = answer.took_part[index]
                written = NOT_SENT if not answer.sent else "" if count is None else str(count)
                pupils = answer.pupils[index] if answer.pupils else ""
                lines.append(f"Школа {number} | {year} | {grade} | {written} | {pupils}")
    return "\n".join(lines)


def computed(schools: list[tuple[Answer, Answer]], target: object) -> dict[int, PlanFactRow]:
    """The district's row of each year."""
    promise = Promise(kind=Kind.GROWING_SHARE, targets=dict.fromkeys(YEARS, target), base=GRADES)
    return {
        row.year: row for row in plan_fact(district(draw(schools), promise), LATER).of_place(None)
    }


@settings(max_examples=25)
@given(schools=SCHOOLS, target=TARGETS)
def test_the_district_is_what_a_loop_over_fractions_gives(
    schools: list[tuple[Answer, Answer]], target: object
) -> None:
    rows = computed(schools, target)
    for index, year in enumerate(YEARS):
        answers = [school[index] for school in schools]
        asked = [answer for answer in answers if answer.base != 0]
        counting = [answer for answer in asked if answer.counts]
        top = sum(answer.participants or 0 for answer in counting)
        whole = sum(answer.base or 0 for answer in counting)
        row = rows[year]
        assert (row.reported, row.expected) == (len(counting), len(asked))
        assert row.numerator == (top if counting else None)
        assert row.denominator == (whole if counting else None)
        assert row.actual == (float(Fraction(100 * top, whole)) if whole else None)
        check_bounds(row, asked, top, whole)
        check_verdict(row, asked, Fraction(100 * top, whole) if whole else None, target)


def check_bounds(row: PlanFactRow, asked: list[Answer], top: int, whole: int) -> None:
    bases = [answer.base for answer in asked]
    if not asked or None in bases:
        assert (row.lower, row.upper) == (None, None)
        return
    of_all = sum(base or 0 for base in bases)
    assert row.lower == float(Fraction(100 * top, of_all))
    assert row.upper == float(Fraction(100 * (top + of_all - whole), of_all))


def check_verdict(
    row: PlanFactRow, asked: list[Answer], share: Fraction | None, target: object
) -> None:
    promised = Fraction(str(target))
    grown = row.growth in {"met", "not_applicable"}
    if not asked:
        verdict = "not_applicable"
    elif share is None:
        verdict = "no_data"
    elif share >= promised and grown:
        verdict = "met"
    else:
        verdict = "partly" if share >= promised * Fraction(8, 10) else "missed"
    assert row.status == verdict


@settings(max_examples=25)
@given(schools=SCHOOLS)
def test_growth_is_what_a_loop_over_the_schools_of_both_years_gives(
    schools: list[tuple[Answer, Answer]],
) -> None:
    row = computed(schools, 50)[YEARS[1]]
    asked = [(old, new) for old, new in schools if old.base != 0 and new.base != 0]
    pairs = [(old.participants, new.participants) for old, new in asked]
    both = [(old, new) for old, new in pairs if old is not None and new is not None]
    before, now = sum(old for old, _ in both), sum(new for _, new in both)
    if not asked:
        assert row.growth == "not_applicable"
    elif not both:
        assert row.growth == "no_data"
    else:
        assert row.matched is not None
        assert (row.matched.before, row.matched.now) == (before, now)
        assert row.growth == ("met" if now > before else "missed")


@settings(max_examples=8)
@given(schools=SCHOOLS)
def test_a_school_without_pupils_changes_nothing(schools: list[tuple[Answer, Answer]]) -> None:
    nobody = Answer(sent=True, pupils=(0, 0), took_part=(0, 0))
    with_nobody = computed([*schools, (nobody, nobody)], 50)
    assert without_sums(computed(schools, 50)) == without_sums(with_nobody)


def without_sums(rows: dict[int, PlanFactRow]) -> dict[int, PlanFactRow]:
    """What the rows say; the sums behind them count how many schools there are."""
    return {year: replace(row, summed=None) for year, row in rows.items()}


@settings(max_examples=8)
@given(schools=SCHOOLS)
def test_the_order_of_schools_changes_nothing(schools: list[tuple[Answer, Answer]]) -> None:
    forwards, backwards = computed(schools, 50), computed(schools[::-1], 50)
    for year in YEARS:
        one, other = forwards[year], backwards[year]
        assert replace(one, mean_of_shares=None) == replace(other, mean_of_shares=None)
