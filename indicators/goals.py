"""Goals («цели») of a roadmap: whether each has rows, and rows that are measured."""

import pandas as pd

from data_model.roadmap import Activity, Goal, Roadmap
from indicators import wording
from indicators.promises import promised_target

COLUMNS = ["goal", "rows", "measured", "finding"]


def goal_coverage(roadmap: Roadmap, year: int) -> pd.DataFrame:
    """One row per goal: the numbers of its rows, how many have a target in ``year``.

    ``finding`` is empty where at least one row of the goal is measured in that year.
    """
    rows = [_coverage(roadmap, goal, year) for goal in roadmap.goals]
    return pd.DataFrame(rows, columns=COLUMNS)


def _coverage(roadmap: Roadmap, goal: Goal, year: int) -> dict[str, object]:
    served = [row for row in roadmap.activities if row.number in goal.rows]
    measured = [row for row in served if promised_target(row.indicator, year)]
    return {
        "goal": goal.title,
        "rows": ", ".join(row.number for row in served),
        "measured": len(measured),
        "finding": _finding(len(served), len(measured), year),
    }


def _finding(served: int, measured: int, year: int) -> str:
    if not served:
        return "Нет показателя: ни одна строка карты не служит этой цели."
    if not measured:
        return f"Строки есть, но на {year} год ни у одной нет планового значения."
    return ""


def outside_goals(roadmap: Roadmap) -> tuple[Activity, ...]:
    """Rows that serve no named goal."""
    served = {number for goal in roadmap.goals for number in goal.rows}
    return tuple(row for row in roadmap.activities if row.number not in served)


def goals_answer(roadmap: Roadmap, year: int) -> str:
    """«У каждой из 3 целей есть показатель», or which one lacks it."""
    coverage = goal_coverage(roadmap, year)
    if coverage.empty:
        return "Цели дорожной карты не названы"
    bare = coverage.loc[coverage["finding"] != "", "goal"].tolist()
    if not bare:
        return f"У каждой цели есть показатель на {year} год: целей — {len(coverage)}"
    named = wording.listed([f"«{goal}»" for goal in bare])
    return f"Без показателя на {year} год: {named}"
