"""Findings («выводы проверки»): what ``doctor`` says of a database, one line each."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One thing that was looked at, in Russian: what was found and, if bad, what to do."""

    ok: bool
    text: str
