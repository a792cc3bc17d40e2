"""Whose row it is («чья строка»): code, confirmed spelling, name in force, alias."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from data_model.places import Organisation
from loaders.files.workbook import Cell
from loaders.registers.school_names import find_place, schools_of, suggest_places
from loaders.returns.context import IntakeContext
from loaders.school_tables.headers import header_key
from loaders.values.reading import one_line

MUNICIPAL_WORDS = ("муниципальный район", "муниципальное образование", "муниципальный округ")


@dataclass(frozen=True, slots=True)
class Schools:
    """The schools of one municipality, and the spellings that a person confirmed."""

    places: Sequence[Organisation]
    confirmed: dict[str, str]
    day: date

    def find(self, name: str, code: str = "") -> str | None:
        """The code of the one school that is surely meant; None where a person must say."""
        known = {one.code: one for one in self.places}
        if code in known:
            return code
        said = {header_key(text): org for text, org in self.confirmed.items()}
        place = known.get(said.get(header_key(name), ""))
        if place and not _is_over(place, name, self.day):
            return place.code
        found = find_place(name, self.places, self.day) if name else None
        return found.organisation.code if found else None

    def likely(self, name: str) -> Organisation | None:
        """The school that a name means most likely; a person says so."""
        found = suggest_places(name, self.places, self.day, limit=1)
        return found[0].organisation if found else None

    def guess(self, name: str) -> str:
        """«Похоже, это …» for a message; empty where nothing is alike."""
        place = self.likely(name)
        if place is None:
            return ""
        return f" Похоже, это «{place.name_on(self.day).short}» (код {place.code})."


def schools_in(
    context: IntakeContext, municipality: str, confirmed: dict[str, str], day: date
) -> Schools:
    own = (place for holder, place in context.places.values() if holder == municipality)
    return Schools(tuple(schools_of(own)), confirmed, day)


def _is_over(place: Organisation, name: str, day: date) -> bool:
    """Whether the register says of a confirmed spelling that it does not count on a day."""
    told = [one for one in place.aliases if header_key(one.spelling) == header_key(name)]
    return bool(told) and not any(one.covers(day) for one in told)


def is_of(municipality: str, cell: Cell | None, context: IntakeContext) -> bool:
    """Whether a row belongs to this municipality: its cell says so, or says nothing."""
    if cell is None or cell.is_empty:
        return True
    written = _place_name(cell.written)
    names = [
        one for name in context.places[municipality][1].names for one in (name.full, name.short)
    ]
    return any(written in _place_name(name) or _place_name(name) in written for name in names)


def _place_name(text: str) -> str:
    key = header_key(text)
    for words in (*MUNICIPAL_WORDS, "район"):
        key = key.replace(words, " ")
    return one_line(key)
