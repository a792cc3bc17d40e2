"""What an intake needs to know beforehand («обстановка приёма»): read once for a batch."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from data_model.places import Municipality, Organisation, OrganisationKind, OrganisationName
from data_model.returns import Fact, ParsedReturn
from data_model.roadmap import AND, Respondent, Roadmap, roll_date, side_by_side
from data_model.snapshot import Snapshot
from data_model.store import Store
from loaders.files.workbook import Value
from loaders.forms.layout import respondent_of

FactKey = tuple[str, int]
"""Question and grade."""


@lru_cache(maxsize=4096)
def fact_key(question: str, grade: int) -> FactKey:
    """The same key for the same answer of all returns: there are thousands of them."""
    return question, grade


FEWEST_NUMBERS = 8
FEWEST_DIFFERENT = 3
"""Below these, equal numbers of two returns may well be chance."""


def numbers_of(facts: Iterable[Fact]) -> dict[FactKey, int]:
    """The counts of a return by question and grade."""
    return {(one.question, one.grade): one.value for one in facts if one.value and one.grade}


def are_telling(numbers: Mapping[FactKey, int]) -> bool:
    """Whether these are enough to tell returns apart."""
    return len(numbers) >= FEWEST_NUMBERS and len(set(numbers.values())) >= FEWEST_DIFFERENT


def print_of(numbers: Mapping[FactKey, int]) -> int:
    """All counts by grade as one number; the same numbers have the same, others nearly never."""
    return hash(frozenset(numbers.items()))


@dataclass(frozen=True, slots=True)
class FormContext:
    """What is known of the slot that a return belongs to: organisation and year.

    ``rolls`` are its pupils by grade by the year of the roll, ``base`` the year of the roll that
    the answers to a question are set against. ``before`` are the facts of its current revision,
    ``proved`` the (question, ordinal) of that revision's documents, ``last_year`` the facts of
    the year before.
    """

    organisation: Organisation
    roadmap: Roadmap
    rolls: dict[int, dict[int, int]] = field(default_factory=dict)
    base: dict[str, int] = field(default_factory=dict)
    before: dict[FactKey, Fact] = field(default_factory=dict)
    proved: frozenset[tuple[str, int]] = frozenset()
    last_year: dict[FactKey, Fact] = field(default_factory=dict)
    is_expected: bool = True

    @property
    def respondent(self) -> Respondent:
        return respondent_of(self.organisation)

    def roll(self, question: str) -> dict[int, int]:
        """Pupils by grade that the answers to a question are set against; empty: not loaded."""
        return self.rolls.get(self.base.get(question, 0), {})

    def base_day(self, question: str) -> date:
        """The day of that roll."""
        return roll_date(self.base[question])


@dataclass(slots=True)
class IntakeContext:
    """Registers, roadmaps, rolls and current facts of every municipality of a database.

    ``prints`` are the organisations by year and by ``print_of`` their numbers; ``bases`` the
    years of the rolls of all questions, by municipality and year; ``ordinary`` values that were
    seen in good returns and are no personal data, which the next form has as well.
    """

    places: dict[str, tuple[str, Organisation]] = field(default_factory=dict)
    roadmaps: dict[str, dict[int, Roadmap]] = field(default_factory=dict)
    rolls: dict[tuple[str, int], dict[int, int]] = field(default_factory=dict)
    facts: dict[tuple[str, int], dict[FactKey, Fact]] = field(default_factory=dict)
    proved: dict[tuple[str, int], set[tuple[str, int]]] = field(default_factory=dict)
    branches: dict[str, list[str]] = field(default_factory=dict)
    prints: dict[tuple[int, int], set[str]] = field(default_factory=dict)
    bases: dict[tuple[str, int], dict[str, int]] = field(default_factory=dict)
    ordinary: set[Value] = field(default_factory=set)

    def add(self, snapshot: Snapshot) -> None:
        """Take in one municipality."""
        holder = snapshot.municipality.code
        self.roadmaps[holder] = dict(snapshot.roadmaps)
        for year, roadmap in snapshot.roadmaps.items():
            self.bases[holder, year] = base_years(roadmap, year)
        for place in (_as_organisation(snapshot.municipality), *snapshot.organisations):
            self.places[place.code] = (holder, place)
            if place.head:
                self.branches.setdefault(place.head, []).append(place.code)
        for row in snapshot.roll:
            self.rolls.setdefault((row.org, row.year), {})[row.grade] = row.pupils
        for stored in snapshot.facts:
            slot = self.facts.setdefault((stored.org, stored.year), {})
            slot[fact_key(stored.fact.question, stored.fact.grade)] = stored.fact
        for one in snapshot.documents:
            documents = self.proved.setdefault((one.org, one.year), set())
            documents.add((one.document.question, one.document.ordinal))
        for org, year in {(stored.org, stored.year) for stored in snapshot.facts}:
            self._remember_print(org, year, self.facts[org, year].values())

    def remember(self, parsed: ParsedReturn) -> None:
        """A return has been stored: what was current is so no longer."""
        slot = (parsed.org, parsed.year)
        self.facts[slot] = {fact_key(fact.question, fact.grade): fact for fact in parsed.facts}
        self.proved[slot] = {(one.question, one.ordinal) for one in parsed.documents}
        self._remember_print(parsed.org, parsed.year, parsed.facts)

    def _remember_print(self, org: str, year: int, facts: Iterable[Fact]) -> None:
        if are_telling(numbers := numbers_of(facts)):
            self.prints.setdefault((year, print_of(numbers)), set()).add(org)

    def holder_of(self, numbers: Mapping[FactKey, int], year: int, org: str) -> str | None:
        """Another organisation whose current return of the year has just these numbers."""
        for other in sorted(self.prints.get((year, print_of(numbers)), set()) - {org}):
            if numbers_of(self.facts.get((other, year), {}).values()) == numbers:
                return other
        return None

    def form_codes(self) -> set[str]:
        """Codes of all roadmaps that are in force somewhere, and of those that stand together."""
        found = [one for years in self.roadmaps.values() for one in years.values()]
        return {one.code for one in found} | {part.code for one in found for part in one.each}

    def roadmap_of(self, org: str, year: int) -> Roadmap | None:
        """The roadmap in force for an organisation in a year."""
        if org not in self.places:
            return None
        return self.roadmaps[self.places[org][0]].get(year)

    def form(self, org: str, year: int, form: str = "") -> FormContext:
        """What is known of one slot; the organisation and the year must be known.

        ``form``: the code of the form, where it is one of fewer roadmaps than are in force.
        """
        holder, organisation = self.places[org]
        slot, base = (org, year), self.bases[holder, year]
        roadmap = asked_by(self.roadmaps[holder][year], form)
        return FormContext(
            organisation=organisation,
            roadmap=roadmap,
            rolls={
                one: self.rolls[org, one] for one in set(base.values()) if (org, one) in self.rolls
            },
            base=base,
            before=self.facts.get(slot, {}),
            proved=frozenset(self.proved.get(slot, ())),
            last_year=self.facts.get((org, year - 1), {}),
            is_expected=respondent_of(organisation) is Respondent.MUNICIPALITY
            or any(self._is_asked(organisation, one) for one in roadmap.roll_years(year)),
        )

    def _is_asked(self, organisation: Organisation, roll_year: int) -> bool:
        """Whether rows that take this roll are asked of a school or branch."""
        own = {organisation.code} if (organisation.code, roll_year) in self.rolls else set[str]()
        return organisation.is_expected(roll_year, own)


def asked_by(roadmap: Roadmap, form: str) -> Roadmap:
    """The roadmaps of a year that a form asks about: all of them, or those in its code.

    A form that was given out before another roadmap came still tells of its own.
    """
    named = {*form.split(AND)}
    parts = [part for part in roadmap.each if part.code in named]
    if not parts or len(parts) == len(roadmap.each):
        return roadmap
    return side_by_side(parts, {part.code: rank for rank, part in enumerate(parts, start=1)})


def base_years(roadmap: Roadmap, year: int) -> dict[str, int]:
    """The year of the roll that the answers to each question are set against."""
    return {one.code: roadmap.roll_year(one.code, year) for one in roadmap.questions}


def _as_organisation(municipality: Municipality) -> Organisation:
    """A municipality reports too, also where the register has no row for it."""
    name = OrganisationName(municipality.name, municipality.short)
    return Organisation(municipality.code, OrganisationKind.MUNICIPALITY, "", (name,))


def context_of(store: Store) -> IntakeContext:
    """Everything an intake asks about, of all municipalities of a database."""
    context = IntakeContext()
    for municipality in store.municipalities():
        context.add(store.reported(municipality.code))
    return context
