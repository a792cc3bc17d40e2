"""Snapshot («снимок данных»): everything the computing needs, read in one transaction."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from data_model.decisions import Assignment, EvidenceEntry, ImprovementChain, MeetingProtocol
from data_model.places import Municipality, Organisation, RollRow
from data_model.returns import (
    JudgedDistrict,
    Reopening,
    Revision,
    SentBack,
    StoredDocument,
    StoredFact,
    StoredProblem,
)
from data_model.roadmap import Roadmap, SchoolTarget, of_code


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The data of one municipality at one version.

    ``roadmaps`` gives for each year the editions in force, several side by side, so a past year
    is computed by its own rules. ``organisations`` include the municipality itself (its return is
    one too) and those that have closed. Facts, documents and problems are of current revisions
    only; ``revisions`` hold the superseded ones too, and none that was undone. ``evidence`` are
    documents of the register, those of returns stand in ``documents``.
    """

    version: int
    municipality: Municipality
    roadmaps: dict[int, Roadmap] = field(default_factory=dict)
    organisations: tuple[Organisation, ...] = ()
    roll: tuple[RollRow, ...] = ()
    revisions: tuple[Revision, ...] = ()
    facts: tuple[StoredFact, ...] = ()
    documents: tuple[StoredDocument, ...] = ()
    problems: tuple[StoredProblem, ...] = ()
    deadlines: dict[int, date] = field(default_factory=dict)
    closed_years: frozenset[int] = frozenset()
    reopenings: tuple[Reopening, ...] = ()
    sent_back: tuple[SentBack, ...] = ()
    evidence: tuple[EvidenceEntry, ...] = ()
    protocols: tuple[MeetingProtocol, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    chains: tuple[ImprovementChain, ...] = ()
    school_targets: tuple[SchoolTarget, ...] = ()

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(sorted(self.roadmaps))

    def codes(self, year: int) -> dict[str, str]:
        """Code → title of the roadmaps of a year, in the order they came."""
        roadmap = self.roadmaps.get(year)
        return {part.code: part.title for part in roadmap.each} if roadmap else {}

    def about(self, year: int) -> str:
        """Code of the roadmap that a document of the year speaks of; empty: of several."""
        codes = self.codes(year)
        return next(iter(codes)) if len(codes) == 1 else ""

    def of_roadmap(self, code: str) -> "Snapshot":
        """The same data with one roadmap and no other."""
        return replace(self, roadmaps=of_code(self.roadmaps, code))

    def with_own_roll(self, year: int) -> frozenset[str]:
        """Codes of organisations that have a roll of their own in a year."""
        return frozenset(row.org for row in self.roll if row.year == year)

    def members(self, roll_year: int) -> tuple[Organisation, ...]:
        """Schools and branches that a row with this roll is asked of, in register order.

        Valid on the counting day; a branch where it has a roll of its own (DESIGN.md 6.3).
        """
        own = self.with_own_roll(roll_year)
        return tuple(place for place in self.organisations if place.is_expected(roll_year, own))

    def expected(self, year: int) -> tuple[Organisation, ...]:
        """Schools and branches whose return is awaited: at least one row asks them."""
        roadmap = self.roadmaps.get(year)
        if roadmap and not roadmap.asks_schools:
            return ()
        rolls = roadmap.roll_years(year) if roadmap else (year,)
        if len(rolls) == 1:
            return self.members(rolls[0])
        awaited = {place.code for roll_year in rolls for place in self.members(roll_year)}
        return tuple(place for place in self.organisations if place.code in awaited)


@dataclass(frozen=True, slots=True)
class DistrictJudge:
    """Who makes the verdicts of a district of its data on a day, and by which rules.

    The data come in parts: see ``Store.lots``.
    """

    rules: str
    judged: Callable[[Iterable[Snapshot], date], JudgedDistrict]
