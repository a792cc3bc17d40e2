"""Level and scope («уровень», «охват планового значения»): who is judged, and by which target."""

from collections.abc import Sequence
from dataclasses import dataclass

from data_model.roadmap import Kind, Level, Scope
from loaders.orders.executors import Sort, sort_of
from loaders.orders.measures import ReadMeasure
from loaders.orders.subjects import EACH, Subject

OF_SCHOOLS = {Kind.SHARE, Kind.GROWING_SHARE, Kind.SHARE_OF_ORGS}
"""Kinds whose figures only schools can give, whoever is named."""


@dataclass(frozen=True, slots=True)
class JudgedLevels:
    """Who is judged. ``control``: schools give their own number beside the municipality's."""

    level: Level
    scope: Scope | None = None
    control: bool = False


def standing_of(
    measure: ReadMeasure, wording: str, title: str, executors: Sequence[str]
) -> JudgedLevels:
    """The level of a row by its kind and its executors.

    Shares come from schools. A document is the municipality's, the schools', or both, as they
    are named. A number is the district's unless it is promised of each school; where pupils
    take part, the schools' own numbers are asked beside it.
    """
    sorts = {sort_of(executor) for executor in executors}
    each = bool(EACH.search(wording))
    match measure.kind:
        case Kind.PRESENCE:
            return _of_document(sorts, each)
        case Kind.SHARE_OF_ORGS:
            return JudgedLevels(Level.SCHOOL, Scope.DISTRICT_SHARE)
        case Kind.SHARE | Kind.GROWING_SHARE:
            return JudgedLevels(Level.SCHOOL, Scope.EACH_SCHOOL if each else Scope.DISTRICT_SHARE)
        case Kind.COUNT | Kind.GROWTH if each:
            return JudgedLevels(Level.SCHOOL, Scope.EACH_SCHOOL)
    return _of_number(measure, sorts, title)


def _of_document(sorts: set[Sort], each: bool) -> JudgedLevels:
    if each or sorts == {Sort.SCHOOLS}:
        return JudgedLevels(Level.SCHOOL, Scope.EACH_SCHOOL)
    return JudgedLevels(Level.BOTH if Sort.SCHOOLS in sorts else Level.MUNICIPALITY)


def _of_number(measure: ReadMeasure, sorts: set[Sort], title: str) -> JudgedLevels:
    """A total of the district: of the municipality's own number, or summed over the schools."""
    if sorts == {Sort.SCHOOLS}:
        return JudgedLevels(Level.SCHOOL, Scope.DISTRICT_TOTAL)
    people = measure.subject in {Subject.PUPILS, Subject.PEOPLE}
    taking_part = title.lower().lstrip().startswith("участие")
    control = measure.kind is Kind.COUNT and people and (taking_part or Sort.SCHOOLS in sorts)
    return JudgedLevels(Level.MUNICIPALITY, Scope.DISTRICT_TOTAL, control)
