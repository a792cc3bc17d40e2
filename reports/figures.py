"""Figures of a line («числа строки»): each worded once and kept with the value it came from."""

from collections.abc import Hashable, Mapping
from dataclasses import fields
from typing import Any

from data_model.compliance import Status
from indicators import gaps, wording
from reports.lines import Line
from reports.summary import Cell, Figure

HIDDEN = f"менее{wording.NBSP}5"
"""What stands in the place of a masked count."""
NOT_SHOWN = "скрыто"
MISSING_PUPILS = wording.PluralForms("обучающегося", "обучающихся", "обучающихся", "обучающегося")
MISSING_PARTICIPANTS = wording.PluralForms("участника", "участников", "участников", "участника")
"""Whom it lacks: the genitive after «не хватает»."""


def figure(line: Line, column: str, text: str, value: float | None = None) -> Figure:
    """A figure of one cell of the frame."""
    return Figure(text, value, column, line.year, line.indicator, line.org)


def actual(line: Line) -> Figure:
    """«35,2 %», «17 чел.», «есть», «нет данных»."""
    return figure(line, "actual", _actual_text(line), line.actual)


def _actual_text(line: Line) -> str:
    if line.masked:
        return NOT_SHOWN if line.is_share else HIDDEN
    if line.actual is None:
        return wording.status_word(Status.NO_DATA)
    if line.kind == "presence":
        return "есть" if line.actual else "нет"
    return wording.value(line.actual, line.unit, line.target, line.target_upper)


def exactly(line: Line, value: float | None) -> str:
    """A value of the line in short, told from the target that it stands against."""
    return wording.exactly(value, line.unit, line.target, line.target_upper)


def label(line: Line) -> str:
    """The actual value on a chart: one number."""
    known = line.actual is not None and not line.masked
    return exactly(line, line.actual) if known else actual(line).text


def of(line: Line) -> Figure:
    """«114 из 326 чел.»; for presence asked of schools «12 из 15 школ»."""
    if line.masked:
        return figure(line, "numerator", f"{HIDDEN}{wording.NBSP}чел. в одной из групп")
    unit = "чел." if line.of_pupils else "организаций" if line.is_share else "школ"
    text = f"{wording.of(line.numerator, line.denominator)}{wording.NBSP}{unit}"
    return figure(line, "numerator", text, line.numerator)


def of_numbers(line: Line) -> str:
    """«114 из 326», a dash where there is nothing to divide."""
    if line.masked:
        return NOT_SHOWN
    if line.numerator is None or line.denominator is None:
        return wording.DASH
    return wording.of(line.numerator, line.denominator)


def target(line: Line) -> Figure:
    """«не менее 55 %», «наличие», «не предусмотрено»."""
    text = wording.target_text(line.operator, line.target, line.target_upper, line.unit)
    return figure(line, "target", text, line.target)


def deviation(line: Line) -> Figure:
    """«−4,8 п. п.» for shares, «−3 чел.» for counts."""
    return figure(line, "deviation", _difference(line, line.deviation), line.deviation)


def change(line: Line) -> Figure:
    """The difference to the year before in the unit of the indicator."""
    return figure(line, "change", _difference(line, line.change), line.change)


def _difference(line: Line, value: float | None) -> str:
    if value is None:
        return wording.DASH
    if line.unit == "%":
        return wording.points(value)
    return f"{wording.signed(value)}{wording.NBSP}{line.unit or 'чел.'}"


def change_people(line: Line) -> Figure:
    """«+12 чел.»: over the organisations that reported in both years."""
    value = line.change_people
    text = wording.DASH if value is None else f"{wording.signed(value)}{wording.NBSP}чел."
    return figure(line, "change_people", text, value)


def missing(line: Line) -> Figure:
    """«12 обучающихся», «1 обучающегося»: still missing to the target."""
    value = line.missing_to_target
    text = wording.DASH if value is None else _lacking(line, value)
    return figure(line, "missing_to_target", text, value)


def _lacking(line: Line, value: int) -> str:
    if line.of_pupils:
        return wording.counted(value, MISSING_PUPILS)
    if line.is_share:
        return wording.counted(value, gaps.WANTED_ORGANISATIONS)
    if line.unit in ("", "чел."):
        return wording.counted(value, MISSING_PARTICIPANTS)
    return wording.value(value, line.unit)


def gap(line: Line) -> Figure:
    """«не хватает 12 обучающихся»; «превышение 29 чел.»; the reason where none is missing."""
    if not line.missing_to_target:
        text = reason(line) or "ориентир достигнут"
    elif is_over(line):
        text = gaps.words(_as_row(line))
    else:
        text = f"не хватает {missing(line)}"
    return figure(line, "missing_to_target", text, line.missing_to_target)


def _as_row(line: Line) -> Mapping[Hashable, Any]:
    """The line as the row of the frame that it was."""
    return {field.name: getattr(line, field.name) for field in fields(line)}


def is_over(line: Line) -> bool:
    """Whether the figure is above the most that was allowed."""
    return line.actual is not None and gaps.is_over(_as_row(line))


def reported(line: Line) -> Figure:
    """«13 из 15»: organisations that answered."""
    text = wording.of(line.reported, line.expected)
    return figure(line, "reported", text, line.reported)


def bounds(line: Line) -> Figure:
    """«от 30,1 % до 41,0 %»: where the figure can end once everybody has reported."""
    if line.lower is None or line.upper is None:
        return figure(line, "lower", wording.DASH)
    low, high = exactly(line, line.lower), exactly(line, line.upper)
    return figure(line, "lower", low if low == high else f"от {low} до {high}", line.lower)


def verdict(line: Line) -> Figure:
    """The verdict as a word; it has no number."""
    word = wording.status_word(line.status)
    unsure = line.provisional and line.status is not Status.NO_DATA
    return figure(line, "status", word + (", предварительно" if unsure else ""))


def reason(line: Line) -> str:
    """Why the verdict is what it is; that returns are missing is said elsewhere."""
    parts = [part for part in line.reason.split("; ") if not part.startswith("предварительно")]
    return "; ".join(parts)


def count(value: int, column: str, forms: wording.PluralForms) -> Figure:
    """A number of things counted over the lines: «12 показателей»."""
    return Figure(wording.counted(value, forms), value, column)


def status_cell(line: Line) -> Cell:
    """Sign and word, with the verdict for the traffic light."""
    return Cell(wording.status_text(line.status), status=line.status)


def actual_cell(line: Line) -> Cell:
    """The actual value as text and number."""
    known = None if line.kind == "presence" else line.actual
    if line.status is Status.NOT_APPLICABLE:
        return Cell(wording.DASH)
    return Cell(actual(line).text if line.actual is not None or line.masked else "н/д", known)


def number_cell(value: float | None, text: str) -> Cell:
    return Cell(text, value)
