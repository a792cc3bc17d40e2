"""Comparison bases («для сравнения»): the same share over other grades, never in its place."""

from collections.abc import Iterable

import numpy as np

from data_model.roadmap import roll_date
from indicators.answers import Answers
from indicators.definitions import Definition
from indicators.measures import fractions
from indicators.plan_fact_row import Comparison
from indicators.wording import base_words

Key = tuple[int, int, int | None]
"""Year, position in the roadmap, row of the answers (None: the district)."""


def comparisons(
    answers: Answers, definitions: Iterable[Definition]
) -> dict[Key, tuple[Comparison, ...]]:
    """What stands beside a share, in the order of the indicator."""
    found: dict[Key, tuple[Comparison, ...]] = {}
    for one in definitions:
        for base in one.indicator.comparison_bases:
            for key, comparison in _of_base(answers, one, base).items():
                found[key] = (*found.get(key, ()), comparison)
    return found


def _of_base(
    answers: Answers, definition: Definition, base: tuple[int, ...]
) -> dict[Key, Comparison]:
    roll = answers.rolls[definition.year - definition.roll_year]
    parts = fractions(answers, definition, base)
    places = answers.places
    asked = (places["year"] == definition.year) & ~places["own"] & roll.member
    words = base_words(base, roll_date(definition.roll_year))
    year, position = definition.year, definition.position
    found: dict[Key, Comparison] = {
        (year, position, int(place)): Comparison(
            words,
            int(parts.counted.value[place])
            if parts.counted.known[place] and parts.awaited[place]
            else None,
            int(parts.whole.value[place]) if parts.whole.known[place] else None,
        )
        for place in np.flatnonzero(asked)
    }
    answered = asked & parts.answered
    if answered.any():
        numerator = int(parts.counted.value[answered].sum())
        denominator = int(parts.whole.value[answered].sum())
        found[year, position, None] = Comparison(words, numerator, denominator)
    return found
