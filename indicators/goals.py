"""Goals («цели») of a roadmap: whether each has rows, and rows that are measured."""

from dataclasses import dataclass

from data_model.roadmap import Activity, Goal, Roadmap
from indicators import wording
from indicators.definitions import promised_target


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
