"""Identity of a form («код формы»): what it is, whose it is, and for which year.

It stands in a visible locked line on every data sheet and in the hidden sheet «_meta», because
no single carrier survives every office program. The checksum catches a hand that edits it; it
is no secret.
"""

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple

from loaders.forms.layout import IDENTITY_LABEL

PART = r"([^/\s]+)"
LINE = re.compile(r"код формы:\s*" + r"\s*/\s*".join([PART] * 5), re.IGNORECASE)
DAMAGED_LINE = re.compile(r"код формы:\s*[^/\s]+(\s*/\s*[^/\s]*){2,}", re.IGNORECASE)
"""A line of which something is left: two slashes and more stand in no code of a foreign form."""


LONGEST_WRITTEN = 120


@dataclass(frozen=True, slots=True)
class Identity:
    """Form id (the code of the roadmap), form version, organisation and year."""

    form: str
    version: int
    org: str
    year: int

    @property
    def code(self) -> str:
        return f"{self.form}/{self.version}/{self.org}/{self.year}"

    @property
    def checksum(self) -> str:
        return checksum_of(self.code)

    @property
    def line(self) -> str:
        """The visible line: «Код формы: …/1/580401/2021/a1b2c3»."""
        return f"{IDENTITY_LABEL} {self.code}/{self.checksum}"


def checksum_of(code: str) -> str:
    return sha256(code.encode()).hexdigest()[:6]


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose return a file is and for which year, as a person says («чей это отчёт»)."""

    org: str
    year: int


class Claim(NamedTuple):
    """An identity as some cell states it; ``checksum`` is empty where none is given."""

    sheet: str
    cell: str
    identity: Identity | None
    checksum: str = ""
    written: str = ""

    @property
    def is_sound(self) -> bool:
        """Readable, and its checksum is its own."""
        return self.identity is not None and self.checksum in ("", self.identity.checksum)


def claim_from(parts: tuple[str, ...], checksum: str, sheet: str, cell: str, written: str) -> Claim:
    """A claim of four parts as written: form, version, organisation, year."""
    return Claim(sheet, cell, _identity(parts), checksum, written)


def _identity(parts: tuple[str, ...]) -> Identity | None:
    """What four parts say; the sheets of a return say the same, so each is read once."""
    form, version, org, year = (part.strip() for part in parts)
    if not (form and org and version.isdecimal() and year.isdecimal()):
        return None
    return Identity(form, int(version), org, int(year))


def says_whose(text: str) -> bool:
    """Whether a text is a line of identity; most texts of a form have no slash."""
    return "/" in text and DAMAGED_LINE.search(text) is not None


def claim_in_line(text: str, sheet: str, cell: str) -> Claim | None:
    """The claim of a visible line; None where the text is no such line."""
    if (parts := _parts_of_line(text)) is None:
        is_damaged = says_whose(text)
        return Claim(sheet, cell, None, written=text[:LONGEST_WRITTEN]) if is_damaged else None
    *told, checksum = parts
    return claim_from(tuple(told), checksum.casefold(), sheet, cell, text)


def _parts_of_line(text: str) -> tuple[str, ...] | None:
    """Form, version, organisation, year and checksum as written; each sheet has them alike."""
    found = LINE.search(text)
    return found.groups() if found else None
