"""Advice («рекомендации из данных»): which lines a rule may speak of, and to whom."""

import re

from data_model.compliance import Status
from reports.lines import Line
from reports.material import Material
from reports.recommendations import Case, recommend
from reports.sentences import uncapped
from reports.summary import Recommendations

COMMON_NAME = re.compile(r"(?:\w+(?:ные|кие|тели)|Школы|Организации)\b")
"""«Общеобразовательные организации», «Руководители…»: many bodies, not the name of one."""
SMALLEST_EXAMPLE = 10
"""A school with a smaller base is no example: a few pupils make its percent."""
LIKE = 2.0
"""Schools are alike in size when the bases differ at most so many times."""


def for_schools(material: Material) -> Recommendations:
    """Recommendations to schools by name, in the order of the register."""
    cases = [_case(material, line) for lines in material.by_school.values() for line in lines]
    return Recommendations(tuple(recommend(cases, material.rules)))


def for_school(material: Material, org: str) -> Recommendations:
    """Recommendations to one school; it is addressed by the document itself."""
    cases = [_case(material, line) for line in material.by_school[org]]
    found = tuple(recommend(cases, material.rules))
    return Recommendations(found, "Что сделать", addressed=False)


def for_district(material: Material) -> Recommendations:
    """Recommendations to the bodies that execute the rows of the district."""
    cases = [_case(material, line) for line in material.district]
    return Recommendations(tuple(recommend(cases, material.rules)), "Предложения для решений")


def _case(material: Material, line: Line) -> Case:
    activity = material.activity(line)
    return Case(
        line,
        activity.indicator.counted,
        executors(activity.executors),
        example(material, line),
        line.org in material.silent,
    )


def executors(names: tuple[str, ...]) -> tuple[str, ...]:
    """Executors as they stand in a list: one of a common name has no capital inside it."""
    return (*names[:1], *(_inside(name) for name in names[1:]))


def _inside(name: str) -> str:
    return uncapped(name) if COMMON_NAME.match(name) else name


def example(material: Material, line: Line) -> Line | None:
    """What a school like it did better: same type, similar base, target reached."""
    if line.org is None or not line.is_share or not line.denominator:
        return None
    kinds = {place.code: place.kind for place in material.expected}
    alike = [
        other
        for other in material.of_schools(line)
        if other.org != line.org
        and not other.masked
        and other.status is Status.MET
        and kinds.get(other.org or "") == kinds.get(line.org)
        and _near(other.denominator, line.denominator)
    ]
    return max(alike, key=lambda other: other.actual or 0.0, default=None)


def _near(one: int | None, other: int) -> bool:
    if one is None or one < SMALLEST_EXAMPLE:
        return False
    return max(one, other) <= LIKE * min(one, other)
