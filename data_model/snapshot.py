"""Snapshot («снимок данных»): everything the computing needs, read in one transaction."""

from dataclasses import dataclass, field
from datetime import date

from data_model.assignments import Assignment
from data_model.evidence import EvidenceEntry
from data_model.improvement import ImprovementChain
from data_model.meetings import MeetingProtocol
from data_model.places import Municipality, Organisation, RollRow
from data_model.returns import Revision, StoredDocument, StoredFact, StoredProblem
from data_model.roadmap import Roadmap
from data_model.windows import Reopening, SentBack


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The data of one municipality at one version.

    ``roadmaps`` gives for each year the edition in force, so a past year is computed by its
    own rules. ``organisations`` include the municipality itself (its return is one too) and
    those that have closed. Facts, documents and problems are of current revisions only;
    ``revisions`` hold the superseded ones too, and none that was undone. ``evidence`` are
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

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(sorted(self.roadmaps))

    def with_own_roll(self, year: int) -> frozenset[str]:
        """Codes of organisations that have a roll of their own in a year."""
        return frozenset(row.org for row in self.roll if row.year == year)

    def expected(self, year: int) -> tuple[Organisation, ...]:
        """Schools and branches whose return is awaited, in the order of the register."""
        own = self.with_own_roll(year)
        return tuple(place for place in self.organisations if place.is_expected(year, own))
