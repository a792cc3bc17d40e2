"""Advice («рекомендации из данных»): which rows a rule may speak of, and to whom."""

import re
from collections.abc import Iterable
from dataclasses import replace

from indicators.plan_fact_row import PlanFactRow
from indicators.reasons import SHORT, UNKNOWN, Reason
from reports.material import Material, with_reason
from reports.recommendations import FAILED, AdviceCase, recommend
from reports.sentences import uncapped
from reports.summary import Recommendation, Recommendations

COMMON_NAME = re.compile(r"(?:\w+(?:ные|кие|тели)|Школы|Организации)\b")
"""«Общеобразовательные организации», «Руководители…»: many bodies, not the name of one."""
SCHOOLS = re.compile(
    r"(руководители\s+)?((обще)?образовательны\w+\s+(организаци|учреждени)|школы?\b)", re.IGNORECASE
)
"""Schools among the executors: they are advised by name, never told to consult themselves."""
ASKED = frozenset({*FAILED, *UNKNOWN, Reason.UNCONFIRMED, Reason.GROWTH_UNKNOWN})
"""Reasons that ask for something to be done."""


def for_schools(material: Material) -> Recommendations:
    """Recommendations to schools by name, in the order of the register."""
    rows = (row for rows in material.by_school.values() for row in rows)
    return material.once("advice", lambda: Recommendations(tuple(_advice(material, rows))))


def for_school(material: Material, org: str) -> Recommendations:
    """Recommendations to one school; it is addressed by the document itself."""
    found = tuple(_advice(material, material.by_school[org]))
    return Recommendations(found, "Что сделать", addressed=False)


def for_district(material: Material) -> Recommendations:
    """What the district's own bodies are asked to do: the decisions to be taken."""
    given = material.once("decisions", lambda: tuple(_advice(material, material.district)))
    return Recommendations(given, "Предложения для решений", key="decisions")


def _advice(material: Material, rows: Iterable[PlanFactRow]) -> list[Recommendation]:
    """Of rows whose term has passed on the day of the document."""
    due = (row for row in rows if row.due is None or row.due < material.day)
    asked = (_of_silent(material, row) for row in with_reason(due, ASKED))
    return recommend((_case(material, row) for row in asked), material.rules, material.day)


def _of_silent(material: Material, row: PlanFactRow) -> PlanFactRow:
    """A school that has sent nothing is asked for its return, and for nothing else of it."""
    if row.org is None or row.reason not in UNKNOWN or not material.is_silent(row.org):
        return row
    return replace(row, reason=Reason.NO_RETURN)


def _case(material: Material, row: PlanFactRow) -> AdviceCase:
    activity = material.activity(row)
    return AdviceCase(
        row,
        activity.indicator.counted,
        addressees(activity.executors, material.office.body),
        material.office.body,
        material.examples.get((row.code, row.org or "")),
        material.change(row) if row.org else None,
        material.weakest_grades.get((row.code, row.org or "")) if row.reason in SHORT else None,
        material.years_behind(row),
    )


def addressees(names: tuple[str, ...], body: str) -> tuple[str, ...]:
    """The executors but for the schools; the education office where nobody else is named."""
    return executors(tuple(name for name in names if not SCHOOLS.match(name))) or (body,)


def executors(names: tuple[str, ...]) -> tuple[str, ...]:
    """Executors as they stand in a list: one of a common name has no capital inside it."""
    return (*names[:1], *(_inside(name) for name in names[1:]))


def _inside(name: str) -> str:
    return uncapped(name) if COMMON_NAME.match(name) else name
