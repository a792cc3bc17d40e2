"""Whose return a file without identity may be («чей это отчёт?»): a proposal for a person."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from data_model.roadmap import roll_date
from loaders.files.workbook import Workbook
from loaders.registers.school_names import (
    Match,
    looks_like_a_name,
    schools_of,
    suggest_places,
)
from loaders.returns.context import IntakeContext
from loaders.values.reading import read_period

FIRST_ROWS = 30
LONGEST_NAME = 300
NEWEST = date(2100, 1, 1)


@dataclass(frozen=True, slots=True)
class Guess:
    """What the texts of a file point to; ``name`` is the text that may name the school.

    ``is_certain``: the school is named by its code or by a name in force, not by likeness.
    """

    org: str | None = None
    year: int | None = None
    name: str = ""
    is_certain: bool = False


def guess_owner(workbook: Workbook, context: IntakeContext) -> Guess:
    """The school and the year that the first rows of the sheets name, where they name any."""
    texts = list(_texts(workbook))
    year = _year(texts, {one for of in context.roadmaps.values() for one in of})
    places = schools_of(place for _, place in context.places.values())
    day = roll_date(year) if year else NEWEST
    for text in texts:
        if looks_like_a_name(text) and (found := suggest_places(text, places, day)):
            return Guess(_clear(found), year, text, found[0].is_certain)
    return Guess(None, year)


def _texts(workbook: Workbook) -> Iterator[str]:
    """Texts near the top of each sheet, and the name of the file."""
    for grid in workbook.sheets:
        for cell in grid.texts():
            if cell.row < FIRST_ROWS and len(cell.written) <= LONGEST_NAME:
                yield cell.written
    yield workbook.filename


def _clear(found: tuple[Match, ...]) -> str | None:
    """The best match, where no other is as good."""
    is_alone = len(found) == 1 or found[0].likeness > found[1].likeness
    return found[0].organisation.code if is_alone else None


def _year(texts: list[str], known: set[int]) -> int | None:
    """The year named most often among those of the roadmaps."""
    named = Counter(year for text in texts if (year := read_period(text).year) in known)
    return named.most_common(1)[0][0] if named else None
