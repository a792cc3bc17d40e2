"""Contribution («вклад школ»): who pulls the district up or down, and what the next year takes;
whether the targets of schools make that of the district («сверка планов»)."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor

from data_model.roadmap import Kind, Operator, Scope
from data_model.snapshot import Snapshot
from indicators.definitions import SHARES
from indicators.plan_fact_row import PlanFact, PlanFactRow, RowMeasure
from indicators.reasons import SHORT


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one school adds to the district's share or takes from it.

    ``balance``: whole people above the district's target, negative where they are missing to
    it; ``pull``: percentage points beside the target (they sum up to the district's deviation).
    """

    row: PlanFactRow
    balance: int
    pull: float


@dataclass(frozen=True, slots=True)
class TargetSum:
    """The targets of schools do not make the district's total: a question to the office.

    ``number`` is the row, ``without`` how many awaited schools have no target of their own.
    """

    number: str
    promised: Decimal
    total: Decimal
    without: int
    unit: str

    @property
    def sentence(self) -> str:
        """«Показатель 3: планы школ в сумме 45 чел., план района — 50: не распределено 5.»"""
        gap = self.promised - self.total
        unit = f" {self.unit}" if self.unit else ""
        said = f"не распределено {_plain(gap)}"
        if gap < 0:
            said = f"больше плана района на {_plain(-gap)}"
        silent = f" Без своего плана школ: {self.without}." if self.without else ""
        return (
            f"Показатель {self.number}: планы школ в сумме {_plain(self.total)}{unit}, план района "
            f"— {_plain(self.promised)}: {said}. Так и задумано?{silent}"
        )


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}".replace(".", ",")


def target_sums(snapshot: Snapshot, year: int) -> tuple[TargetSum, ...]:
    """Rows whose target is the district's total and is not the sum of the schools' own."""
    found = []
    roadmap = snapshot.roadmaps.get(year)
    for part, row, _ in roadmap.lines if roadmap else ():
        indicator, target = row.indicator, row.indicator.targets.get(year)
        own = {
            one.org: one.value
            for one in snapshot.school_targets
            if (one.roadmap, one.indicator, one.year) == (part.code, indicator.code, year)
        }
        is_total = indicator.kind is Kind.COUNT and indicator.scope is Scope.DISTRICT_TOTAL
        if not (own and target and is_total) or indicator.is_ratio:
            continue
        total = sum(own.values(), Decimal(0))
        if total != target.value:
            members = snapshot.members(indicator.roll_year(year))
            without = sum(place.code not in own for place in members)
            found.append(TargetSum(row.number, target.value, total, without, indicator.unit))
    return tuple(found)


def contributions(plan_fact: PlanFact, year: int, code: str) -> tuple[Contribution, ...]:
    """One per school with a known share, the one that misses most first."""
    schools = [
        row
        for row in plan_fact.schools(year, code)
        if row.actual is not None and row.target is not None and row.measure is RowMeasure.SHARE
    ]
    whole = sum(row.denominator or 0 for row in schools)
    found = [_contribution(row, whole) for row in schools]
    return tuple(sorted(found, key=lambda one: (one.balance, one.row.org_name)))


def _contribution(row: PlanFactRow, whole: int) -> Contribution:
    """Missing pupils as plan/fact has them; a surplus rounded down to whole people."""
    promised = Fraction(str(row.target)) * (row.denominator or 0) / 100
    above = (row.numerator or 0) - promised
    missing = row.deficit if row.reason in SHORT else 0
    balance = -int(missing) if missing else floor(max(above, Fraction(0)))
    return Contribution(row, balance, float(100 * above / whole))


@dataclass(frozen=True, slots=True)
class NextTarget:
    """What the target of the next year takes («что потребуется»), from this year's figure.

    ``needed`` is the whole number of people, ``more`` how many more than now, ``growth`` the
    same in percent; ``base`` is the denominator: next year's roll where it is known already,
    else this year's (``base_is_this_year``).
    """

    year: int
    target: float
    now: int
    base: int
    needed: int
    more: int
    growth: float | None
    base_is_this_year: bool


def next_target(plan_fact: PlanFact, now: PlanFactRow) -> NextTarget | None:
    """People needed for next year's target of a share; None where there is nothing to say."""
    coming = plan_fact.row(now.year + 1, now.code)
    if coming is None or coming.target is None or now.actual is None:
        return None
    if now.kind not in SHARES or now.measure is not RowMeasure.SHARE:
        return None
    if coming.operator is not Operator.AT_LEAST:
        return None
    have = now.numerator or 0
    base = now.denominator or 0 if coming.roll_expected is None else coming.roll_expected
    needed = people_for(coming.target, base)
    if coming.growth is not None:
        needed = max(needed, have + 1)
    more = max(needed - have, 0)
    growth = 100 * more / have if have else None
    is_old = coming.roll_expected is None
    return NextTarget(coming.year, coming.target, have, base, needed, more, growth, is_old)


def people_for(target: float, base: int) -> int:
    """The smallest whole number of people that is at least the target percent of a base."""
    exact = Fraction(str(target)) * base / 100
    return -(-exact.numerator // exact.denominator)
