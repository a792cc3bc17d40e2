"""A roadmap as TOML text: the way back from ``roadmap_file``; reading it gives the same roadmap."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

from data_model.roadmap import Activity, Indicator, Period, Roadmap, Target

ESCAPES = {ord("\\"): "\\\\", ord('"'): '\\"', 0x7F: "\\u007f"} | {
    code: f"\\u{code:04x}" for code in range(0x20)
}


def write_roadmap(roadmap: Roadmap) -> str:
    """TOML text of a roadmap; the number of the edition belongs to the store, not to the file."""
    tables = [_lines(roadmap, leave={"act", "goals", "questions", "activities", "edition"})]
    tables += [["[act]", *_lines(roadmap.act)]]
    tables += [["[[goal]]", *_lines(goal)] for goal in roadmap.goals]
    tables += [["[[question]]", *_lines(question)] for question in roadmap.questions]
    tables += [list(_activity(activity)) for activity in roadmap.activities]
    return "\n\n".join("\n".join(table) for table in tables) + "\n"


def _activity(activity: Activity) -> Iterator[str]:
    yield "[[activity]]"
    yield from _lines(activity, leave={"indicator"})
    yield ""
    yield "[activity.indicator]"
    yield from _lines(activity.indicator, leave={"targets", "periods"})
    yield from _by_year(activity.indicator)


def _by_year(indicator: Indicator) -> Iterator[str]:
    if indicator.targets:
        yield f"targets = {_value(indicator.targets)}"
    if indicator.periods:
        yield f"periods = {_value(indicator.periods)}"


def _lines(noun: Any, leave: Iterable[str] = ()) -> list[str]:
    """One line per field that is filled in."""
    pairs = ((field.name, getattr(noun, field.name)) for field in fields(noun))
    filled = ((name, value) for name, value in pairs if value not in (None, "", (), False))
    return [f"{name} = {_value(value)}" for name, value in filled if name not in set(leave)]


def _value(value: Any) -> str:
    match value:
        case bool():
            return str(value).lower()
        case str():
            return f'"{value.translate(ESCAPES)}"'
        case int():
            return str(value)
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
        case Target(value=only, upper=None):
            return _value(only)
        case Target(value=lower, upper=upper):
            return _value((lower, upper))
        case Period():
            return _inline({"kind": value.kind.value, "due": value.due})
        case Mapping():
            return _inline(value)
    return f"[{', '.join(_value(part) for part in value)}]"


def _inline(table: Mapping[Any, Any]) -> str:
    return "{ " + ", ".join(f"{key} = {_value(part)}" for key, part in table.items()) + " }"
