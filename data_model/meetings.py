"""Meetings («протоколы заседаний»): what was on the agenda, who was heard, what was decided."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

Day = date

SCHOOL_YEAR_STARTS = 9
"""Month of a school year's first day; its last one is 31 August."""


class DecisionKind(StrEnum):
    """What a decision does («вид решения»). Only an assignment needs control."""

    NOTE = "note"
    ASSESS = "assess"
    APPROVE = "approve"
    ASSIGN = "assign"
    RECOMMEND = "recommend"
    RELEASE = "release"


class TermKind(StrEnum):
    """How the term of an assignment is set («срок»)."""

    NONE = "none"
    DATE = "date"
    SCHOOL_YEAR = "school_year"
    STANDING = "standing"


class Audience(StrEnum):
    """To whom a decision is addressed: a group that unfolds, or those that are named."""

    NAMED = "named"
    ALL_SCHOOLS = "all_schools"


@dataclass(frozen=True, slots=True)
class Heard:
    """Who was heard («слушали»), by post in the accusative as in a protocol, and about what."""

    post: str
    about: str


@dataclass(frozen=True, slots=True)
class Decision:
    """A clause of «РЕШИЛИ» («решение»); ``number`` is its clause, such as «1.3».

    ``grade`` is the verbal grade of an assessment. ``addressees`` are codes of organisations
    or posts where they are named; ``addressees_text`` is how the protocol calls them.
    ``indicator`` is the code of the indicator that it is about, ``recommendation`` what it
    rests on.
    """

    number: str
    kind: DecisionKind
    text: str
    grade: str = ""
    audience: Audience = Audience.NAMED
    addressees: tuple[str, ...] = ()
    addressees_text: str = ""
    term: TermKind = TermKind.NONE
    due: date | None = None
    indicator: str = ""
    recommendation: str = ""
    id: int = field(default=0, compare=False)

    def due_from(self, given_on: date) -> date | None:
        """The last day; None where there is none: then it is never overdue."""
        return school_year_end(given_on) if self.term is TermKind.SCHOOL_YEAR else self.due


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One question of the agenda («вопрос повестки») with its speeches and decisions."""

    number: str
    agenda: str
    heard: tuple[Heard, ...] = ()
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True)
class MeetingProtocol:
    """The protocol of a meeting («протокол заседания»); persons are named by their posts.

    ``date`` is the day of the meeting. A chair may be missing, as in real protocols;
    ``roadmap`` is the code of the roadmap it belongs to, ``mark`` a word on its data.
    """

    number: str
    date: Day
    body: str
    heading: str
    items: tuple[AgendaItem, ...]
    group: str = ""
    place: str = ""
    present: tuple[str, ...] = ()
    chair: str = ""
    secretary: str = ""
    roadmap: str = ""
    mark: str = ""
    id: int = field(default=0, compare=False)

    def decisions(self) -> Iterator[Decision]:
        """Every decision in the order of the clauses."""
        return (decision for item in self.items for decision in item.decisions)


def school_year_end(day: date) -> date:
    """31 August of the school year that a day lies in."""
    return date(day.year + (day.month >= SCHOOL_YEAR_STARTS), SCHOOL_YEAR_STARTS - 1, 31)
