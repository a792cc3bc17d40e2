"""What an intake needs to know («обстановка приёма»): read once for a batch, as far as it asks."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Self

from data_model.errors import UnknownPlace
from data_model.places import Municipality, Organisation, OrganisationKind, OrganisationName
from data_model.returns import Fact, ParsedReturn, numbers_of, print_of
from data_model.roadmap import AND, Respondent, Roadmap, roll_date, side_by_side
from data_model.snapshot import Snapshot
from data_model.store import Store
from loaders.files.workbook import Value
from loaders.forms.layout import respondent_of

FactKey = tuple[str, int]
"""Question and grade."""

FactSlot = tuple[str, int]
"""Organisation and year."""


@lru_cache(maxsize=4096)
def fact_key(question: str, grade: int) -> FactKey:
    """The same key for the same answer of all returns: there are thousands of them."""
    return question, grade


FEWEST_NUMBERS = 8
FEWEST_DIFFERENT = 3
"""Below these, equal numbers of two returns may well be chance."""


def are_telling(numbers: Mapping[FactKey, int]) -> bool:
    """Whether these are enough to tell returns apart."""
    return len(numbers) >= FEWEST_NUMBERS and len(set(numbers.values())) >= FEWEST_DIFFERENT


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


FEW_PLACES = 4
"""So many returns of a district are looked up one by one; then those of all its schools at once."""


@dataclass(slots=True)
class IntakeContext:
    """Registers, roadmaps, rolls and current facts that a batch is checked against.

    Of a database (``store``) only what is asked for is read, once: the register and roadmaps of
    the districts that the files are of, the answers of their schools. Without one it holds what
    was added. ``prints`` are the organisations by year and by ``print_of`` their numbers, of all
    organisations in the years ``numbered``; ``bases`` the years of the rolls of all questions, by
    municipality and year; ``ordinary`` values that were seen in good returns and are no personal
    data, which the next form has as well.
    """

    store: Store | None = None
    is_batch: bool = False
    places: dict[str, tuple[str, Organisation]] = field(default_factory=dict)
    roadmaps: dict[str, dict[int, Roadmap]] = field(default_factory=dict)
    rolls: dict[tuple[str, int], dict[int, int]] = field(default_factory=dict)
    facts: dict[FactSlot, dict[FactKey, Fact]] = field(default_factory=dict)
    proved: dict[FactSlot, set[tuple[str, int]]] = field(default_factory=dict)
    branches: dict[str, list[str]] = field(default_factory=dict)
    prints: dict[tuple[int, str], set[str]] = field(default_factory=dict)
    bases: dict[tuple[str, int], dict[str, int]] = field(default_factory=dict)
    ordinary: set[Value] = field(default_factory=set)
    unknown: set[str] = field(default_factory=set)
    asked: set[FactSlot] = field(default_factory=set)
    singly: Counter[tuple[str, int]] = field(default_factory=Counter)
    remembered: set[FactSlot] = field(default_factory=set)
    read: set[str] = field(default_factory=set)
    covered: frozenset[int] = frozenset()
    codes: frozenset[str] = frozenset()
    is_whole: bool = False
    numbered: set[int] = field(default_factory=set)

    def add(self, snapshot: Snapshot) -> None:
        """Take in one municipality."""
        self._add_district(snapshot)
        self._add_answers(snapshot)
        for org, year in {(stored.org, stored.year) for stored in snapshot.facts}:
            self._remember_print(org, year, self.facts[org, year].values())

    def _add_district(self, snapshot: Snapshot) -> None:
        """Its register and its roadmaps."""
        holder = snapshot.municipality.code
        self.roadmaps[holder] = dict(snapshot.roadmaps)
        for year, roadmap in snapshot.roadmaps.items():
            self.bases[holder, year] = base_years(roadmap, year)
        for place in (_as_organisation(snapshot.municipality), *snapshot.organisations):
            self.places[place.code] = (holder, place)
            if place.head:
                self.branches.setdefault(place.head, []).append(place.code)

    def _add_answers(self, snapshot: Snapshot) -> None:
        """The roll and the answers, but of slots whose answers are known to be others by now."""
        for row in snapshot.roll:
            self.rolls.setdefault((row.org, row.year), {})[row.grade] = row.pupils
        facts: dict[FactSlot, dict[FactKey, Fact]] = defaultdict(dict)
        proved: dict[FactSlot, set[tuple[str, int]]] = defaultdict(set)
        for stored in snapshot.facts:
            key = fact_key(stored.fact.question, stored.fact.grade)
            facts[stored.org, stored.year][key] = stored.fact
        for one in snapshot.documents:
            proved[one.org, one.year].add((one.document.question, one.document.ordinal))
        self.facts |= {slot: of for slot, of in facts.items() if slot not in self.remembered}
        self.proved |= {slot: of for slot, of in proved.items() if slot not in self.remembered}

    def remember(self, parsed: ParsedReturn) -> None:
        """A return has been stored: what was current is so no longer."""
        slot = (parsed.org, parsed.year)
        self.remembered.add(slot)
        self.facts[slot] = {fact_key(fact.question, fact.grade): fact for fact in parsed.facts}
        self.proved[slot] = {(one.question, one.ordinal) for one in parsed.documents}
        self._remember_print(parsed.org, parsed.year, parsed.facts)

    def _remember_print(self, org: str, year: int, facts: Iterable[Fact]) -> None:
        if are_telling(numbers := numbers_of(facts)):
            self.prints.setdefault((year, print_of(numbers)), set()).add(org)

    # what is read when it is asked for

    def place(self, code: str) -> tuple[str, Organisation] | None:
        """The municipality of an organisation and itself; None where no register has it."""
        if (
            code not in self.places
            and self.store
            and not self.is_whole
            and code not in self.unknown
        ):
            if not self.is_batch or code in self._known_codes(self.store):
                self._read_district(code)
            self.unknown |= {code} - self.places.keys()
        return self.places.get(code)

    def _known_codes(self, store: Store) -> frozenset[str]:
        """Codes of all organisations and municipalities: names of files hold many other words."""
        if not self.codes:
            districts = {one.code for one in store.municipalities()}
            self.codes = frozenset(districts | {org for _, org in store.holders()})
        return self.codes

    def _read_district(self, code: str) -> None:
        """The district that an organisation is of, or that has this code itself."""
        assert self.store, "only a database is read"
        holder = code
        with suppress(UnknownPlace):
            holder = self.store.holder_of(code)
        if holder not in self.roadmaps:
            with suppress(UnknownPlace):
                self._add_district(self.store.asked(holder))

    def _read_answers(self, org: str, year: int) -> None:
        """The answers of an organisation for a year and the one before, and its roll."""
        slot = (org, year)
        if self.store is None or slot in self.asked or (known := self.place(org)) is None:
            return
        holder = known[0]
        if holder in self.read:
            return
        if self.is_batch:
            self.read.add(holder)
            self._add_answers(self.store.answers(holder))
            return
        self.singly[holder, year] += 1
        orgs = [org] if self.singly[holder, year] <= FEW_PLACES else None
        self._add_answers(self.store.answers(holder, (year - 1, year), orgs))
        self.asked |= {(code, year) for code in orgs or (one.code for one in self.register(holder))}

    def everywhere(self) -> Self:
        """With the registers and roadmaps of all municipalities: for files that name no school."""
        if self.store and not self.is_whole:
            known = {one.code: rank for rank, one in enumerate(self.store.municipalities())}
            for code in known.keys() - self.roadmaps.keys():
                with suppress(UnknownPlace):  # an administrator knows of districts closed to them
                    self._add_district(self.store.asked(code))
            by_rank = sorted(self.places.items(), key=lambda one: known.get(one[1][0], len(known)))
            self.places = dict(by_rank)
            self.roadmaps = {code: self.roadmaps[code] for code in known if code in self.roadmaps}
            self.is_whole = True
        return self

    def years(self) -> frozenset[int]:
        """The years of all roadmaps that are in force somewhere."""
        if self.store is None:
            return frozenset(year for of in self.roadmaps.values() for year in of)
        self.covered = self.covered or self.store.roadmap_years()
        return self.covered

    # what the rules ask

    def facts_of(self, org: str, year: int) -> dict[FactKey, Fact]:
        """What an organisation answers for a year; empty where nothing is in."""
        self._read_answers(org, year)
        return self.facts.get((org, year), {})

    def register(self, municipality: str) -> Iterator[Organisation]:
        """The register of a municipality, itself included."""
        self.place(municipality)
        return (place for holder, place in self.places.values() if holder == municipality)

    def holder_of(self, numbers: Mapping[FactKey, int], year: int, org: str) -> str | None:
        """Another organisation whose current return of the year has just these numbers."""
        told = print_of(numbers)
        found = self._stored_with(told, year) | self.prints.get((year, told), set())
        for other in sorted(found - {org}):
            if self.place(other) and numbers_of(self.facts_of(other, year).values()) == numbers:
                return other
        return None

    def _stored_with(self, told: str, year: int) -> set[str]:
        """Organisations whose stored numbers have this print; a batch asks for those of all."""
        if self.store is None or year in self.numbered:
            return set()
        if not self.is_batch:
            return {org for _, org, _ in self.store.holders_of_numbers(year, told)}
        self.numbered.add(year)
        for _, org, of_it in self.store.holders_of_numbers(year):
            self.prints.setdefault((year, of_it), set()).add(org)
        return set()

    def is_form(self, form: str, org: str) -> bool:
        """Whether a form is of a roadmap in force somewhere, or of one that stands together.

        ``org``: who sends it; the roadmaps of its district are looked at first.
        """
        self.place(org)
        parts = {form, *form.split(AND)}
        return bool(parts & self._codes() or parts & self.everywhere()._codes())

    def _codes(self) -> set[str]:
        found = [one for years in self.roadmaps.values() for one in years.values()]
        return {one.code for one in found} | {part.code for one in found for part in one.each}

    def form_codes(self) -> set[str]:
        """Codes of all roadmaps that are in force somewhere, and of those that stand together."""
        return self.everywhere()._codes()

    def roadmap_of(self, org: str, year: int) -> Roadmap | None:
        """The roadmap in force for an organisation in a year."""
        known = self.place(org)
        return self.roadmaps[known[0]].get(year) if known else None

    def form(self, org: str, year: int, form: str = "") -> FormContext:
        """What is known of one slot; the organisation and the year must be known.

        ``form``: the code of the form, where it is one of fewer roadmaps than are in force.
        """
        self._read_answers(org, year)
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


def context_of(store: Store, *, is_batch: bool = False) -> IntakeContext:
    """What an intake asks about, read from the database as it asks.

    A batch asks for whole districts and all numbers at once, so that no file costs a question.
    """
    return IntakeContext(store, is_batch)
