"""Whose branch it is («головная школа»), told by the name of the branch itself."""

from collections.abc import Sequence

from data_model.places import Organisation
from loaders.registers.school_names import NameParts, parts_of


def head_of(branch: str, schools: Sequence[Organisation]) -> Organisation | None:
    """The one school all of whose words stand in the name of a branch; None where it is open.

    «Филиал МБОУ СОШ с. Липовка в с. Малая Липовка» is one of «МБОУ СОШ с. Липовка».
    """
    told = parts_of(branch)
    fitting = [(len(parts.words), place) for place in schools if (parts := _fits(told, place))]
    if not fitting:
        return None
    most = max(words for words, _ in fitting)
    best = [place for words, place in fitting if words == most]
    return best[0] if len(best) == 1 else None


def _fits(branch: NameParts, place: Organisation) -> NameParts | None:
    for text in (place.name.short, place.name.full):
        parts = parts_of(text)
        is_named = parts.words and {*parts.words} <= {*branch.words}
        is_numbered = parts.number and parts.number == branch.number
        if not (is_named or (is_numbered and not parts.words)):
            continue
        if parts.number in ("", branch.number) and parts.kind in ("", branch.kind):
            return parts
    return None
