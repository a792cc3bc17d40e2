"""What an intake needs to know beforehand («обстановка приёма»): read once for a batch."""

from dataclasses import dataclass, field

from data_model.places import Municipality, Organisation, OrganisationKind, OrganisationName
from data_model.returns import Fact, ParsedReturn
from data_model.roadmap import Respondent, Roadmap
from data_model.snapshot import Snapshot
from data_model.store import Store
from loaders.form.request import respondent_of

FactKey = tuple[str, int]
"""Question and grade."""


@dataclass(frozen=True, slots=True)
class FormContext:
    """What is known of the slot that a return belongs to: organisation and year.

    ``before`` are the facts of its current revision, ``proved`` the (question, ordinal) of
    that revision's documents, ``last_year`` the facts of the year before.
    """

    organisation: Organisation
    roadmap: Roadmap
    roll: dict[int, int] = field(default_factory=dict)
    before: dict[FactKey, Fact] = field(default_factory=dict)
    proved: frozenset[tuple[str, int]] = frozenset()
    last_year: dict[FactKey, Fact] = field(default_factory=dict)
    is_expected: bool = True

    @property
    def respondent(self) -> Respondent:
        return respondent_of(self.organisation)


@dataclass(slots=True)
class IntakeContext:
    """Registers, roadmaps, rolls and current facts of every municipality of a database.

    Plain data, so it can be handed to other processes.
    """

    places: dict[str, tuple[str, Organisation]] = field(default_factory=dict)
    roadmaps: dict[str, dict[int, Roadmap]] = field(default_factory=dict)
    rolls: dict[tuple[str, int], dict[int, int]] = field(default_factory=dict)
    facts: dict[tuple[str, int], dict[FactKey, Fact]] = field(default_factory=dict)
    proved: dict[tuple[str, int], set[tuple[str, int]]] = field(default_factory=dict)

    def add(self, snapshot: Snapshot) -> None:
        """Take in one municipality."""
        holder = snapshot.municipality.code
        self.roadmaps[holder] = dict(snapshot.roadmaps)
        for place in (_as_organisation(snapshot.municipality), *snapshot.organisations):
            self.places[place.code] = (holder, place)
        for row in snapshot.roll:
            self.rolls.setdefault((row.org, row.year), {})[row.grade] = row.pupils
        for stored in snapshot.facts:
            slot = self.facts.setdefault((stored.org, stored.year), {})
            slot[(stored.fact.question, stored.fact.grade)] = stored.fact
        for one in snapshot.documents:
            documents = self.proved.setdefault((one.org, one.year), set())
            documents.add((one.document.question, one.document.ordinal))

    def remember(self, parsed: ParsedReturn) -> None:
        """A return has been stored: what was current is so no longer."""
        slot = (parsed.org, parsed.year)
        self.facts[slot] = {(fact.question, fact.grade): fact for fact in parsed.facts}
        self.proved[slot] = {(one.question, one.ordinal) for one in parsed.documents}

    def form_codes(self) -> set[str]:
        """Codes of all roadmaps that are in force somewhere."""
        return {one.code for years in self.roadmaps.values() for one in years.values()}

    def roadmap_of(self, org: str, year: int) -> Roadmap | None:
        """The roadmap in force for an organisation in a year."""
        if org not in self.places:
            return None
        return self.roadmaps[self.places[org][0]].get(year)

    def form(self, org: str, year: int) -> FormContext:
        """What is known of one slot; the organisation and the year must be known."""
        holder, organisation = self.places[org]
        slot = (org, year)
        with_own_roll = {one for one, of_year in self.rolls if of_year == year}
        return FormContext(
            organisation=organisation,
            roadmap=self.roadmaps[holder][year],
            roll=self.rolls.get(slot, {}),
            before=self.facts.get(slot, {}),
            proved=frozenset(self.proved.get(slot, ())),
            last_year=self.facts.get((org, year - 1), {}),
            is_expected=respondent_of(organisation) is Respondent.MUNICIPALITY
            or organisation.is_expected(year, with_own_roll),
        )


def _as_organisation(municipality: Municipality) -> Organisation:
    """A municipality reports too, also where the register has no row for it."""
    name = OrganisationName(municipality.name, municipality.short)
    return Organisation(municipality.code, OrganisationKind.MUNICIPALITY, "", (name,))


def context_of(store: Store) -> IntakeContext:
    """Everything an intake asks about, of all municipalities of a database."""
    context = IntakeContext()
    for municipality in store.municipalities():
        context.add(store.snapshot(municipality.code))
    return context
