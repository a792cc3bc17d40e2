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
    words = {year: base_words(base, year) for year in years}
    answered = schools[schools["answered"]].groupby("year")[["counted", "whole"]].sum()
    of_district: dict[Key, Comparison] = {
        (int(year), position, None): _comparison(words[year], int(counted), int(whole))
        for year, counted, whole in answered.itertuples()
    }
    counted = schools["counted"].where(schools["awaited"])
    numbers = (known_or_none(column) for column in (counted, schools["whole"]))
    of_places: dict[Key, Comparison] = {
        (int(year), position, str(org)): _comparison(words[year], numerator, denominator)
        for year, org, numerator, denominator in zip(
            schools["year"], schools["org"], *numbers, strict=True
        )
    }
    return of_district | of_places


def known_or_none(column: pd.Series) -> list[int | None]:
    """Whole numbers as Python has them."""
    known = column.notna().tolist()
    values = column.fillna(0).tolist()
    return [value if is_known else None for value, is_known in zip(values, known, strict=True)]


def _comparison(words: str, numerator: int | None, denominator: int | None) -> Comparison:
    return {
        "base": words,
        "numerator": numerator,
        "denominator": denominator,
        "actual": 100 * numerator / denominator if numerator is not None and denominator else None,
    }
