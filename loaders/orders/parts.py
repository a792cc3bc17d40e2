"""Several indicators in one cell: «1) не менее 40 участников; 2) наличие положения»."""

import re

from loaders.orders.document import tidy
from loaders.orders.measures import read_measure

BREAK = re.compile(
    r";|\n(?-i:(?=\s*(?:[-–—•]|\d+[.)]|[А-ЯЁ])))|(?<=[\s;])(?=\d[.)]\s)|(?<=[а-яё%»)]{2})\.\s+(?-i:(?=[А-ЯЁ]))"
    r"|,\s+(?=(?:охват|количеств|числ|дол[яи])\w*\s|(?:не менее\s+|более\s+)?\d+\s+[а-яё]{4})",
    re.IGNORECASE,
)
"""Ends of an indicator; «… 3 проекта, охват 150 человек» are two as well."""
MARK = re.compile(r"^\s*(?:[-–—•]|\d+[.)])\s+")
GOES_ON = re.compile(r"^(?:в\s+|к\s+)?20\d\d")


def parts_of(wording: str, title: str) -> tuple[str, ...]:
    """The indicators of a wording, in order; the wording itself where it holds one.

    Pieces that begin with a year belong to the path before them. Where a piece alone means
    nothing, the wording is one whole.
    """
    pieces: list[str] = []
    for piece in filter(None, (tidy(MARK.sub("", part)) for part in BREAK.split(wording))):
        if pieces and GOES_ON.match(piece):
            pieces[-1] = f"{pieces[-1]}; {piece}"
        else:
            pieces.append(piece)
    if len(pieces) > 1 and all(read_measure(piece, title).kind for piece in pieces):
        return tuple(pieces)
    return (tidy(wording),)
