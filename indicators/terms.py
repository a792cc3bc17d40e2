"""Terms («сроки») and goals («цели») of a roadmap: what is due when, what serves what.

terms          what comes next, what has passed without a result
goal_coverage  whether each goal has rows, and rows that are measured
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from data_model.compliance import Status
from data_model.roadmap import Activity, Goal, Period, PeriodKind, Roadmap
from data_model.snapshot import Snapshot
from indicators import wording
from indicators.definitions import promised_target
from indicators.plan_fact_row import PlanFact, PlanFactRow
from indicators.wording import NBSP

YEAR = 365
LEFT_OPEN = frozenset({Status.PARTLY, Status.MISSED, Status.NO_DATA})


@dataclass(frozen=True, slots=True)
class Term:
    """One term of the roadmap with the district's row of its year.

    ``days`` are left until it is due (negative: have passed).
    """

    activity: Activity
    period: Period
    row: PlanFactRow | None
    days: int

    @property
    def name(self) -> str:
        return self.activity.short or self.activity.title

    @property
    def begins(self) -> date:
        """The first day of the period; a term before it, of a plan say, begins its own month."""
        first = self.period.begins
        if self.period.kind is PeriodKind.ONCE or self.period.due <= first:
            return self.period.due.replace(day=1)
        return first

    @property
    def status(self) -> Status:
        return self.row.status if self.row else Status.NO_DATA


def terms(snapshot: Snapshot, plan_fact: PlanFact, year: int, today: date) -> tuple[Term, ...]:
    """One per term of the roadmap in force in ``year``, all its years, by row and term.

    Years are read from the edition in force in each of them.
    """
    order = {
        row.indicator.code: place for place, row in enumerate(snapshot.roadmaps[year].activities)
    }
    found = [
        Term(activity, period, plan_fact.row(governed, code), (period.due - today).days)
        for governed in snapshot.roadmaps[year].years
        if (roadmap := snapshot.roadmaps.get(governed))
        for activity in roadmap.activities
        if (period := activity.indicator.periods.get(governed))
        and (code := activity.indicator.code)
    ]
    return tuple(sorted(found, key=lambda one: order.get(one.activity.indicator.code, len(order))))


def coming(found: Sequence[Term]) -> list[Term]:
    """Terms of today and later, the nearest first."""
    ahead = [one for one in found if one.days >= 0]
    return sorted(ahead, key=lambda one: (one.period.due, one.period.year))


def left_open(found: Sequence[Term]) -> list[Term]:
    """Terms that have passed without being met, the oldest first."""
    passed = [one for one in found if one.days < 0 and one.status in LEFT_OPEN]
    return sorted(passed, key=lambda one: (one.period.due, one.period.year))


def outlook(found: Sequence[Term]) -> str:
    """«Ближайший срок — 31.08.2021: № 1 План работы» or «Все сроки прошли: выполнено 24 из 32».

    Of several rows of that day their numbers alone.
    """
    passed = [one for one in found if one.days < 0]
    met = sum(one.status is Status.MET for one in passed)
    unknown = sum(one.status is Status.NO_DATA for one in passed)
    result = f"из {len(passed)} прошедших сроков выполнено {met}" if passed else ""
    result += f", нет данных по {unknown}" if unknown else ""
    ahead = coming(found)
    if not found:
        return "Сроков в дорожной карте нет"
    if not ahead:
        return f"Все сроки дорожной карты прошли: {result}"
    first = ahead[0]
    when = wording.date_short(first.period.due)
    others = [one for one in ahead if one.period.due == first.period.due]
    numbers = [f"№{NBSP}{one.activity.number}" for one in others]
    named = f"{numbers[0]} {first.name}" if len(others) == 1 else wording.listed(numbers)
    next_one = f"Ближайший срок — {when}: {named}"
    return f"{next_one}; {result}" if result else next_one


def left_words(days: int) -> str:
    """«через 12 дней», «сегодня», «прошёл 3 дня назад», «прошёл 2 года назад»."""
    if days == 0:
        return "сегодня"
    number, words = abs(days), wording.DAYS
    if number >= YEAR:
        number, words = number // YEAR, wording.YEARS
    counted = f"{number}{NBSP}{wording.plural(number, *words)}"
    return f"через {counted}" if days > 0 else f"прошёл {counted} назад"


@dataclass(frozen=True, slots=True)
class GoalCoverage:
    """A goal with its rows, and how many of them have a target in the year."""

    goal: Goal
    rows: tuple[Activity, ...]
    measured: int
    year: int

    @property
    def finding(self) -> str:
        """Empty where at least one row of the goal is measured in that year."""
        if not self.rows:
            return "Нет показателя: ни одна строка карты не служит этой цели."
        if not self.measured:
            return f"Строки есть, но на {self.year} год ни у одной нет планового значения."
        return ""


def goal_coverage(roadmap: Roadmap, year: int) -> tuple[GoalCoverage, ...]:
    """One per goal, in the order of the roadmap."""
    return tuple(_coverage(roadmap, goal, year) for goal in roadmap.goals)


def _coverage(roadmap: Roadmap, goal: Goal, year: int) -> GoalCoverage:
    served = tuple(row for row in roadmap.activities if row.number in goal.rows)
    measured = sum(promised_target(row.indicator, year) is not None for row in served)
    return GoalCoverage(goal, served, measured, year)


def outside_goals(roadmap: Roadmap) -> tuple[Activity, ...]:
    """Rows that serve no named goal."""
    served = {number for goal in roadmap.goals for number in goal.rows}
    return tuple(row for row in roadmap.activities if row.number not in served)


def goals_answer(roadmap: Roadmap, year: int) -> str:
    """«У каждой из 3 целей есть показатель», or which one lacks it."""
    found = goal_coverage(roadmap, year)
    if not found:
        return "Цели дорожной карты не названы"
    bare = [one.goal.title for one in found if one.finding]
    if not bare:
        return f"У каждой цели есть показатель на {year} год: целей — {len(found)}"
    named = wording.listed([f"«{goal}»" for goal in bare])
    return f"Без показателя на {year} год: {named}"
