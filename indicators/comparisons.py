"""Comparison bases («для сравнения»): the same share over other grades, never in its place."""

from typing import Any

import pandas as pd

from data_model.roadmap import Roadmap
from data_model.snapshot import Snapshot
from indicators.answers import Answers
from indicators.measures import Base, editions, fractions
from indicators.wording import base_words

Key = tuple[int, int, str | None]
Comparison = dict[str, Any]
"""base (in words), numerator, denominator and actual of one place in one year."""


def comparisons(snapshot: Snapshot, answers: Answers) -> dict[Key, list[Comparison]]:
    """By year, position in the roadmap and organisation (None: the district)."""
    found: dict[Key, list[Comparison]] = {}
    for roadmap, years in editions(snapshot):
        for position, activity in enumerate(roadmap.activities):
            for base in activity.indicator.comparison_bases:
                for key, comparison in _of_base(answers, roadmap, position, base, years).items():
                    found.setdefault(key, []).append(comparison)
    return found


def _of_base(
    answers: Answers, roadmap: Roadmap, position: int, base: Base, years: list[int]
) -> dict[Key, Comparison]:
    indicator = roadmap.activities[position].indicator
    parts = fractions(answers, roadmap, indicator, base).join(answers.places)
    parts = parts[parts["year"].isin(years)]
    schools = parts[~parts["own"]]
    answered = schools[schools["answered"]].groupby("year")[["counted", "whole"]].sum()
    of_district: dict[Key, Comparison] = {
        (int(year), position, None): _comparison(base, int(year), counted, whole)
        for year, counted, whole in answered.itertuples()
    }
    columns = ["year", "org", "counted", "whole", "awaited"]
    of_places: dict[Key, Comparison] = {
        (int(year), position, str(org)): _comparison(
            base, int(year), counted if awaited else pd.NA, whole
        )
        for year, org, counted, whole, awaited in schools[columns].itertuples(index=False)
    }
    return of_district | of_places


def _comparison(base: Base, year: int, counted: Any, whole: Any) -> Comparison:
    numerator = None if pd.isna(counted) else int(counted)
    denominator = None if pd.isna(whole) else int(whole)
    return {
        "base": base_words(base, year),
        "numerator": numerator,
        "denominator": denominator,
        "actual": 100 * numerator / denominator if numerator is not None and denominator else None,
    }
