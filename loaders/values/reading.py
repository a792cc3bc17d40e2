"""A cell as understood («прочтение»), and what all readers share."""

import re
from dataclasses import dataclass

from loaders.files.workbook import Cell, Hollow
from loaders.values.text import plain

DASHES = re.compile(r"[-‐‑‒–—―−_. …]+")
NO_ANSWER = frozenset(
    {"н/д", "н\\д", "нд", "н.д", "н.д.", "н/с", "нет данных", "данных нет", "нет сведений"}
    | {"сведений нет", "не сдано", "неизвестно", "не известно", "?"}
)
"""Words that say nothing: neither a number nor a zero."""


@dataclass(frozen=True, slots=True)
class ParsedValue:
    """A cell as understood: a value, a blank, or a fault that makes the answer unknown.

    ``code`` names the rule that the writing breaks: with a value it is only a note, without
    one a question. ``hint`` is what the message adds, such as a proposal.
    """

    value: int | None = None
    code: str = ""
    hint: str = ""
    is_blank: bool = False

    @property
    def is_unknown(self) -> bool:
        """Something stands there, and what it means must be asked."""
        return self.value is None and not self.is_blank


EMPTY = ParsedValue(is_blank=True)


def is_dash(cell: Cell) -> bool:
    """A dash, «н/д», «нет данных»: the person says that there is no answer."""
    text = plain(cell.value) if isinstance(cell.value, str) else ""
    return bool(text) and (text in NO_ANSWER or DASHES.fullmatch(text) is not None)


def hollow(cell: Cell) -> ParsedValue | None:
    """A cell that only looks empty: an error, or a formula that was never computed."""
    if not isinstance(cell.value, Hollow):
        return None
    return ParsedValue(code="error_value" if cell.value.error else "formula_without_result")
