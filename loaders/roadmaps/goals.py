"""Goals of a roadmap as a person types them: a title, and the numbers of rows."""

from collections.abc import Iterable
from dataclasses import replace

from data_model.errors import WrongDefinition
from data_model.roadmap import Goal, Roadmap
from loaders.roadmaps.rules import goals_name_rows

GOAL, ROWS = "Цель", "Строки карты"


def goal_lines(roadmap: Roadmap) -> list[dict[str, str]]:
    """One line per goal, to be mended in a table."""
    return [{GOAL: goal.title, ROWS: ", ".join(goal.rows)} for goal in roadmap.goals]


def with_goals(roadmap: Roadmap, lines: Iterable[tuple[object, object]]) -> Roadmap:
    """The roadmap with the goals of a table: title and rows of each.

    Raises WrongDefinition where a row is unknown.
    """
    goals = tuple(_goal(title, rows) for title, rows in lines if _text(title))
    changed = replace(roadmap, goals=goals)
    if findings := [text for _, text in goals_name_rows(changed)]:
        raise WrongDefinition("\n".join(findings))
    return changed


def kept_goals(old: Roadmap, new: Roadmap) -> Roadmap:
    """The goals of the edition before, with those of their rows that are still there."""
    if new.goals:
        return new
    known = {row.number for row in new.activities}
    goals = (
        Goal(goal.title, tuple(row for row in goal.rows if row in known)) for goal in old.goals
    )
    return replace(new, goals=tuple(goals))


def _goal(title: object, rows: object) -> Goal:
    numbers = (part.strip() for part in _text(rows).split(","))
    return Goal(_text(title), tuple(filter(None, numbers)))


def _text(value: object) -> str:
    """The text of a cell; an empty one may come as None or NaN."""
    return "" if value is None or value != value else str(value).strip()
