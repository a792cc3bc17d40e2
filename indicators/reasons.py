"""Reasons («причины вывода») and verdicts: why a row is what it is. One function makes both.

Integers are compared, never rounded shares: 19.96 % prints as 20,0 % and is not met, because
100·n·scale is set against target·d. Words, signs, colours and advice are chosen by status and
reason together (``wording/verdicts.py``), never by the status alone.
"""

from dataclasses import dataclass
from enum import StrEnum

from data_model.compliance import Growth, Status
from data_model.roadmap import Kind, Operator
from indicators.definitions import TargetLimits
from indicators.measures import KindRules, Sums


class Reason(StrEnum):
    """Why a verdict is what it is: exactly one, the first that holds (DESIGN.md 2)."""

    NO_BASE = "no_base"
    NOT_ASKED = "not_asked"
    N_ABOVE_D = "n_above_d"
    BASE_UNKNOWN = "base_unknown"
    SET_ASIDE = "set_aside"
    DECLARED_NO_DATA = "declared_no_data"
    UNANSWERED = "unanswered"
    NO_RETURN = "no_return"
    CONTRIBUTION = "contribution"
    ANSWERED_NO = "answered_no"
    UNCONFIRMED = "unconfirmed"
    GROWTH_UNKNOWN = "growth_unknown"
    GROWTH_FAILED = "growth_failed"
    REACHED = "reached"
    NEARLY = "nearly"
    BELOW = "below"


UNKNOWN = frozenset(
    {
        Reason.N_ABOVE_D,
        Reason.BASE_UNKNOWN,
        Reason.SET_ASIDE,
        Reason.DECLARED_NO_DATA,
        Reason.UNANSWERED,
        Reason.NO_RETURN,
    }
)
"""Reasons of a row whose figure is not known."""
MEASURED = frozenset({Reason.REACHED, Reason.NEARLY, Reason.BELOW})
"""Reasons that stand for a distance to the target: they alone have a deviation."""
SHORT = frozenset({Reason.NEARLY, Reason.BELOW})
"""Reasons of a figure on the wrong side of its target: they alone have a deficit."""

STATUSES = {
    Reason.NO_BASE: Status.NOT_APPLICABLE,
    Reason.NOT_ASKED: Status.NO_TARGET,
    Reason.CONTRIBUTION: Status.NO_TARGET,
    **dict.fromkeys(UNKNOWN, Status.NO_DATA),
    Reason.ANSWERED_NO: Status.MISSED,
    Reason.UNCONFIRMED: Status.PARTLY,
    Reason.GROWTH_UNKNOWN: Status.PARTLY,
    Reason.GROWTH_FAILED: Status.PARTLY,
    Reason.REACHED: Status.MET,
    Reason.NEARLY: Status.PARTLY,
    Reason.BELOW: Status.MISSED,
}
"""The verdict of each reason once the term has passed, where there is a target."""

WITH_LOW = frozenset({Operator.AT_LEAST, Operator.EQUAL, Operator.RANGE, Operator.EXISTS})
WITH_HIGH = frozenset({Operator.AT_MOST, Operator.EQUAL, Operator.RANGE})
"""An operator is a lower limit, an upper limit, or both: less is better works everywhere."""


@dataclass(frozen=True, slots=True)
class Case:
    """What is judged: sums of one place or of many, and what was promised of them.

    ``limits`` is None without a target; ``contributes``: a school's number under a district
    total, which is compared with nothing; ``is_single``: the sums are of one place. ``rules``:
    the line of the table that it is counted by.
    """

    kind: Kind
    rules: KindRules
    sums: Sums
    limits: TargetLimits | None
    operator: Operator
    grows: bool
    pending: bool
    is_single: bool
    contributes: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found of a case. ``deviation`` and ``deficit`` as in ``PlanFactRow``."""

    status: Status
    reason: Reason
    growth: Growth | None
    actual: float | None
    deviation: float | None = None
    deficit: int | float | None = None

    @property
    def is_known(self) -> bool:
        return self.actual is not None


def judge(case: Case) -> Verdict:
    """Status and reason of one place, or of the sums of a district."""
    top, bottom = case.rules.ratio(case.sums)
    is_known = bottom > 0 and is_applicable(case)
    growth = _growth(case)
    reason = _reason(case, growth, top, bottom, is_known=is_known)
    actual = top / bottom if is_known else None
    measured = reason in MEASURED and case.kind is not Kind.PRESENCE
    return Verdict(
        status=_status(case, reason),
        reason=reason,
        growth=growth,
        actual=actual,
        deviation=_deviation(case, actual) if measured else None,
        deficit=_deficit(case, top, bottom) if measured and reason in SHORT else None,
    )


def is_applicable(case: Case) -> bool:
    """Whether there is anything to measure: pupils in the base, a year ago to grow from.

    Where no organisation is known at all, nothing is known either: that is not «не применимо».
    """
    sums = case.sums
    if not sums.places:
        return True
    rules = case.rules
    if rules.from_before and (not sums.possible or (sums.pairs and not rules.has_before(sums))):
        return False
    return sums.expected > 0


def _status(case: Case, reason: Reason) -> Status:
    """The order of verdicts: what does not apply or was not promised is never a failure."""
    if reason is not Reason.NO_BASE and (case.contributes or case.limits is None):
        return Status.NO_TARGET
    found = STATUSES[reason]
    final = found in {Status.NOT_APPLICABLE, Status.NO_TARGET, Status.MET}
    return found if final or not case.pending else Status.NOT_DUE


def _reason(case: Case, growth: Growth | None, top: int, bottom: int, *, is_known: bool) -> Reason:
    """The first of the list that holds."""
    if not is_applicable(case):
        return Reason.NO_BASE
    if case.limits is None and not case.contributes:
        return Reason.NOT_ASKED
    if not is_known:
        return unknown(case.sums, is_growth=case.kind is Kind.GROWTH)
    if case.contributes or case.limits is None:
        return Reason.CONTRIBUTION
    if case.kind is Kind.PRESENCE:
        return _of_presence(case, case.limits)
    if _reaches(case, case.limits, top, bottom):
        return _of_growth(growth)
    # a level is reached or not: four fifths of one are nothing
    near = case.kind is not Kind.LEVEL and _comes_near(case, case.limits, top, bottom)
    return Reason.NEARLY if near else Reason.BELOW


def unknown(sums: Sums, *, is_growth: bool = False) -> Reason:
    """Why nothing is known; of many places the first reason that one of them has.

    A change has last year's number for its base: where only that is missing, the base is unknown.
    A base that a return would have told is not missed before the return is.
    """
    if sums.above:
        return Reason.N_ABOVE_D
    if sums.base_unknown or (is_growth and sums.reported):
        return Reason.BASE_UNKNOWN
    if sums.set_aside:
        return Reason.SET_ASIDE
    if sums.declared:
        return Reason.DECLARED_NO_DATA
    return Reason.UNANSWERED if sums.sent else Reason.NO_RETURN


def _of_presence(case: Case, limits: TargetLimits) -> Reason:
    """Confirmed by all that answered; or «есть» of all; or confirmed by enough of them."""
    sums = case.sums
    if sums.confirmed == sums.reported:
        return Reason.REACHED
    if sums.counted == sums.reported:
        return Reason.UNCONFIRMED
    if not sums.counted:
        return Reason.ANSWERED_NO
    return Reason.NEARLY if is_most(limits, sums.confirmed, sums.reported) else Reason.BELOW


def is_most(limits: TargetLimits, some: int, of: int) -> bool:
    """Whether so many are the part of all that counts as «частично»."""
    return some * limits.partly_scale >= of * limits.partly


def _of_growth(growth: Growth | None) -> Reason:
    """The threshold is reached: whether the second condition holds too."""
    if growth is Growth.MISSED:
        return Reason.GROWTH_FAILED
    return Reason.GROWTH_UNKNOWN if growth is Growth.NO_DATA else Reason.REACHED


def _growth(case: Case) -> Growth | None:
    """More people than a year ago, over the comparable; None where it is not asked."""
    sums = case.sums
    if not case.grows:
        return None
    if not sums.possible or (sums.places and not sums.expected):
        return Growth.NOT_APPLICABLE
    if not sums.pairs:
        return Growth.NO_DATA
    return Growth.MET if sums.now > sums.before else Growth.MISSED


def _reaches(case: Case, limits: TargetLimits, top: int, bottom: int) -> bool:
    """Whether the value lies within its limits."""
    value = top * limits.scale
    low, high = limits.low * bottom, limits.high * bottom
    return not (
        (case.operator in WITH_LOW and value < low) or (case.operator in WITH_HIGH and value > high)
    )


def _comes_near(case: Case, limits: TargetLimits, top: int, bottom: int) -> bool:
    """Whether it lies within ``partly`` of them."""
    value, part, whole = top * limits.scale, limits.partly, limits.partly_scale
    low, high = limits.low * bottom * part, limits.high * bottom * whole
    return not (
        (case.operator in WITH_LOW and value * whole < low)
        or (case.operator in WITH_HIGH and value * part > high)
    )


def _deviation(case: Case, actual: float | None) -> float | None:
    """How far from the target, in the unit of the indicator; 0 inside a range."""
    if actual is None or case.limits is None:
        return None
    low = case.limits.target
    high = case.limits.target_upper
    if case.operator is not Operator.RANGE or high is None:
        return actual - low
    return actual - low if actual < low else max(0.0, actual - high)


def _deficit(case: Case, top: int, bottom: int) -> int | float:
    """Whole units from the shown numerator to the nearest limit: people, organisations, steps.

    For «не более» these are the units too many. Hours are told to their hundredth.
    """
    limits = case.limits
    if limits is None:
        raise AssertionError("a deficit needs a target")
    unit, value = case.rules.step(case.sums) * limits.scale, top * limits.scale
    short = -(-(limits.low * bottom - value) // unit) if case.operator in WITH_LOW else 0
    over = -(-(value - limits.high * bottom) // unit) if case.operator in WITH_HIGH else 0
    missing, of_one = max(0, short, over), case.rules.of_one
    whole, rest = divmod(missing, of_one)
    return missing / of_one if rest else whole


@dataclass(frozen=True, slots=True)
class Reached:
    """How many schools reached their own target («k из n»): met of those with a value."""

    met: int
    answered: int
    expected: int


def judge_each(case: Case, reached: Reached) -> Verdict:
    """«В каждой школе»: met when all that answered did; provisional while some are missing."""
    k, answered, expected = reached.met, reached.answered, reached.expected
    if case.sums.places and not expected:
        reason = Reason.NO_BASE
    elif case.limits is None:
        reason = Reason.NOT_ASKED
    elif not answered:
        reason = unknown(case.sums, is_growth=case.kind is Kind.GROWTH)
    elif k == answered:
        reason = Reason.REACHED
    else:
        near = is_most(case.limits, k, answered)
        reason = Reason.NEARLY if near else Reason.BELOW
    complete = reason in MEASURED and answered == expected
    return Verdict(
        status=_status(case, reason),
        reason=reason,
        growth=None,
        actual=float(k) if reason in MEASURED else None,
        deviation=float(k - expected) if complete else None,
        deficit=expected - k if complete and reason in SHORT else None,
    )
