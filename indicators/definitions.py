"""Definitions («определения»): what is promised for each year, one row per year and activity.

Targets and the share that counts as «частично» are kept as integers over a power of ten, so
that every comparison is one of integers.
"""

from datetime import date
from typing import Any

import pandas as pd

from data_model.roadmap import (
    ROLL,
    Activity,
    Indicator,
    Kind,
    Level,
    Question,
    Respondent,
    Roadmap,
    Scope,
)
from data_model.snapshot import Snapshot
from indicators.kinds import KINDS
from indicators.promises import promise
from indicators.wording import YES_NO, base_words

JUDGED_BY_SHARE = {Kind.SHARE, Kind.GROWING_SHARE}
"""Kinds whose target of the district is a guide («ориентир») for a school."""


SAID = ["period", "due", "indicator", "code", "title", "short", "level", "scope", "base"]
"""Columns that are only shown; they join the rows when the computing is done."""


def definitions_frame(snapshot: Snapshot, as_of: date) -> pd.DataFrame:
    """One row per year and activity of the edition in force, in the order of the roadmap.

    ``series`` is one number for all years of an indicator: its code, counted.
    """
    definitions = pd.DataFrame.from_records(
        [
            _definition(roadmap, activity, position, year, as_of)
            for year, roadmap in sorted(snapshot.roadmaps.items())
            for position, activity in enumerate(roadmap.activities)
        ]
    )
    if definitions.empty:
        return definitions
    definitions["series"] = pd.factorize(definitions["code"])[0]
    for name in ["kind", "operator", "unit", "due", "scope"]:
        definitions[name] = with_none(definitions[name])
    return definitions


def with_none(column: pd.Series) -> pd.Series:
    """A column of objects in which the absence is None."""
    return column.astype(object).where(column.notna(), None)


def _definition(
    roadmap: Roadmap, activity: Activity, position: int, year: int, as_of: date
) -> dict[str, Any]:
    indicator = activity.indicator
    period = indicator.periods.get(year)
    return {
        "year": year,
        "position": position,
        "period": period.label if period else str(year),
        "due": period.due if period else None,
        "pending": bool(period and as_of <= period.due),
        "has_period": period is not None,
        "indicator": activity.number,
        "title": activity.title,
        "short": activity.short or activity.title,
        "base": _base(roadmap, indicator, year),
        "first_year": year - 1 not in roadmap.years or year - 1 not in indicator.periods,
        **_nature(indicator, roadmap),
        **promise(indicator, year),
    }


def _nature(indicator: Indicator, roadmap: Roadmap) -> dict[str, Any]:
    """What does not change from year to year: kind, level, who is judged."""
    question = roadmap.question(indicator.counted)
    by_schools = is_from_schools(indicator, question)
    return {
        "code": indicator.code,
        "kind": str(indicator.kind),
        "level": str(indicator.level),
        "scope": str(indicator.scope) if indicator.scope else None,
        "unit": indicator.unit or (YES_NO if indicator.kind is Kind.PRESENCE else ""),
        "operator": str(indicator.operator),
        "grows": indicator.requires_growth or KINDS[indicator.kind].grows,
        "by_schools": by_schools,
        "each_school": by_schools and is_each_school(indicator),
        "beside": not by_schools and is_answered_by_both(indicator),
        "controlled": not by_schools and is_controlled(indicator),
        "school_rows": indicator.level is not Level.MUNICIPALITY or indicator.control,
        "school_judged": is_school_judged(indicator),
    }


def is_from_schools(indicator: Indicator, question: Question) -> bool:
    """Whether the district's figure is made from its organisations, not answered by itself."""
    own = Respondent.MUNICIPALITY in question.asked_of and indicator.level is not Level.SCHOOL
    return indicator.kind is Kind.SHARE_OF_ORGS or not own


def is_answered_by_both(indicator: Indicator) -> bool:
    """Whether «k из n» of the schools stands beside the district's own presence."""
    return indicator.level is Level.BOTH and indicator.kind is Kind.PRESENCE


def is_controlled(indicator: Indicator) -> bool:
    """Whether the schools' own numbers are summed beside the district's, and never into it."""
    both = indicator.level is Level.BOTH and indicator.kind is not Kind.PRESENCE
    return indicator.control or both


def is_each_school(indicator: Indicator) -> bool:
    """Whether the district's verdict is made of the verdicts of its schools."""
    of_places = {Kind.PRESENCE, Kind.SHARE_OF_ORGS}
    return indicator.scope is Scope.EACH_SCHOOL and indicator.kind not in of_places


def is_school_judged(indicator: Indicator) -> bool:
    """Whether a school's own number is compared with anything.

    A district total is never the target of a school, nor is a number that is only a control.
    """
    if indicator.level is Level.MUNICIPALITY:
        return False
    if indicator.kind in JUDGED_BY_SHARE:
        return indicator.scope is not Scope.DISTRICT_TOTAL
    own = {Kind.PRESENCE, Kind.SHARE_OF_ORGS}
    return indicator.kind in own or indicator.scope is Scope.EACH_SCHOOL


def _base(roadmap: Roadmap, indicator: Indicator, year: int) -> str:
    """The base in words, where the indicator has one."""
    if indicator.kind not in JUDGED_BY_SHARE:
        return ""
    if indicator.out_of in {None, ROLL}:
        grades = indicator.base or tuple(range(1, 12))
        return base_words(grades, year)
    return roadmap.question(str(indicator.out_of)).text
