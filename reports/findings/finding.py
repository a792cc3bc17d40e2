"""A finding («находка»): a sentence, its theme, and how much it weighs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from data_model.compliance import Status
from indicators import wording
from indicators.plan_fact_row import PlanFactRow, RowMeasure
from reports.material import Material
from reports.summary import Figure, Paragraph


class Theme(StrEnum):
    """What a finding is about; the value is its heading."""

    SURE = "Устойчивость оценки"
    CONCENTRATION = "Где сосредоточено отставание"
    WEAK = "Организации, требующие внимания по нескольким показателям"
    PATH = "Что необходимо для следующего планового значения"
    GRADES = "Участие по классам"
    GROUPS = "Группы организаций"
    CHANGES = "Динамика организаций"
    LAG = "Устойчивое отставание"
    FOLLOWED = "Исполнение рекомендаций прошлого года"
    OUTLIERS = "Значения, требующие уточнения"


@dataclass(frozen=True, slots=True)
class Finding:
    """``weight`` is between 0 and 1: what part of the whole it explains or concerns."""

    theme: Theme
    weight: float
    paragraph: Paragraph


def open_shares(material: Material) -> Iterator[PlanFactRow]:
    """The district's shares of pupils whose schools may be spoken of one by one."""
    if material.public:
        return
    for row in ended(material.shares):
        if row.measure is RowMeasure.SHARE and row.by_schools and row.actual is not None:
            yield row


def ended(rows: Iterable[PlanFactRow]) -> list[PlanFactRow]:
    """Rows of which something may be found: their term has come, or their plan is fulfilled."""
    return [row for row in rows if row.status is not Status.NOT_DUE]


def spoken_of(rows: Iterable[PlanFactRow]) -> list[PlanFactRow]:
    """Rows with a figure of an ended term that is neither hidden nor of a small base."""
    return [row for row in ended(rows) if row.actual is not None and not wording.is_silent(row)]


def number(value: int, column: str, row: PlanFactRow) -> Figure:
    """A whole number found over the schools of a row."""
    return Figure(wording.number(value), value, column, row.year, row.indicator, row.org)


def in_organisations(value: int, column: str, row: PlanFactRow) -> Figure:
    """«в 9 организациях»"""
    text = f"в{wording.NBSP}{wording.counted(value, wording.IN_ORGANISATIONS)}"
    return Figure(text, value, column, row.year, row.indicator, row.org)


NAMED = 5
"""So many organisations are named; of the rest it is said how many they are."""


def named_few(names: list[str], most: int = NAMED, rest: int = 0) -> str:
    """«А; Б; В и ещё 4 организации»; ``rest`` are not among the names already."""
    rest += max(0, len(names) - most)
    if not rest:
        return "; ".join(names)
    return f"{'; '.join(names[:most])} и ещё {wording.counted(rest, wording.ORGANISATIONS)}"
