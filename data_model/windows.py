"""Return windows («приём отчётов»): years that are closed, and those opened again for a while."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class YearClosure:
    """A year that is closed after the order on results («закрытый год»), and why."""

    year: int
    closed_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Reopening:
    """A closed year opened again («повторное открытие»): for whom, why, by whom, until when.

    It closes by itself after its last day. ``org`` is None where it is for all.
    """

    year: int
    opened_on: date
    until: date
    reason: str
    person: str
    org: str | None = None

    def admits(self, org: str, day: date) -> bool:
        """Whether a return of this organisation may come in on that day."""
        return self.org in (None, org) and self.opened_on <= day <= self.until


@dataclass(frozen=True, slots=True)
class SentBack:
    """A return sent back to be mended («возвращён на доработку»): why and by whom.

    Its values go on counting until the next revision comes, which ends it.
    """

    org: str
    year: int
    sent_on: date
    reason: str
    person: str
