"""Typesetting («вёрстка»): the typst source made into pages, without a last page nearly empty."""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import typst

from reports.widths import FONTS

SOURCE = Path(__file__).with_name("document.typ")
STANDARDS: list[Literal["a-2a", "ua-1"]] = ["a-2a", "ua-1"]
PAGES = re.compile(rb"NPages>(\d+)<")
DENSITIES = ("0.9", "0.8")
"""How much closer lines may stand, from the least; 1 is the look as designed."""
DESIGNED = "1"
MOST_SPARED = 10
"""In a longer document nobody minds a short last page: it is laid out once."""
NEARLY_EMPTY = 400.0
"""Points from the top edge: text that ends above is less than half of its page."""


@dataclass(frozen=True, slots=True)
class Typeset:
    """A document as .pdf and how close its lines stand."""

    content: bytes
    density: str

    @property
    def pages(self) -> int:
        """As the file tells of itself."""
        found = PAGES.search(self.content)
        return int(found[1]) if found else 1


def typeset(data: str) -> Typeset:
    """The described document; closer where that spares a last page with little on it."""
    made = _typeset(data, DESIGNED)
    if not 1 < made.pages <= MOST_SPARED or _end(data) > NEARLY_EMPTY:
        return made
    closer = (_typeset(data, density) for density in DENSITIES)
    return next((one for one in closer if one.pages < made.pages), made)


def _typeset(data: str, density: str) -> Typeset:
    content = compiler().compile(
        input=SOURCE.read_bytes(),
        format="pdf",
        pdf_standards=[*STANDARDS],
        sys_inputs={"data": data, "density": density},
    )
    return Typeset(one_file(content), density)


def _end(data: str) -> float:
    """Where the text ends on the last page as designed, points from its top edge."""
    designed = typst.Compiler(
        input=SOURCE,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"data": data, "density": DESIGNED},
    )
    return float(json.loads(designed.query("<end>", field="value", one=True)))


@cache
def compiler() -> typst.Compiler:
    return typst.Compiler(
        font_paths=[str(FONTS)], ignore_system_fonts=True, root=str(SOURCE.parent)
    )


def one_file(made: bytes | list[bytes] | None) -> bytes:
    """One file: the compiler gives a list where a picture has several pages."""
    return made if isinstance(made, bytes) else b"".join(made or ())
