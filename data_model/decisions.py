"""What is decided and issued («решения», «документы»).

EvidenceEntry     a document that proves something («подтверждение»)
IssuedDocument    what was issued and signed, with its files
TextEdit          what a person made of a sentence of a document
MeetingProtocol   → AgendaItem → Decision: who was heard, what was decided
Assignment        → Execution, Release: what follows, until it is off control
Note              what a person has noted beside an indicator, a school or a figure
ImprovementChain  → Measure: from a figure to its effect
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from data_model.people import JournalHead
from data_model.places import Organisation, OrganisationKind


@dataclass(frozen=True, slots=True)
class DocumentSlot:
    """What a document is about: its kind, its year, and one organisation or the district.

    ``roadmap`` is the code of the roadmap it speaks of; empty where it speaks of several.
    """

    municipality: str
    kind: str
    year: int
    org: str = ""
    roadmap: str = ""


@dataclass(frozen=True, slots=True)
class DocumentFile:
    """One file of an issued document, the frozen data («data») among them."""

    file_format: str
    filename: str
    content: bytes


@dataclass(frozen=True, slots=True)
class TextEdit:
    """An edit («правка») of one document: what a person made of a sentence, and who it was.

    ``section`` is the key of its section, or of the place where a phrase was ticked; ``about``
    tells sentences of the same words apart. ``sentence`` is as it was proposed, empty for the
    section itself. ``text`` stands in its place: empty, it is left out; the same, it was
    confirmed as it is. ``person`` and ``changed_on`` are set by the store.
    """

    section: str
    sentence: str
    text: str
    about: str = ""
    person: str = ""
    changed_on: date | None = None


@dataclass(frozen=True, slots=True)
class IssuedDocument:
    """An issue («выпуск»): number, date and sentences as they were signed; frozen.

    ``edition`` counts the issues of one slot from 1; ``note`` says why a later one was made.
    ``sentences`` are compared with those of today to see what has changed since. ``head`` is
    where the journal ended when it was composed: it stands on the paper, so that lines that
    were cut off the journal up to there are missed. None where no journal was kept yet.
    """

    slot: DocumentSlot
    number: str
    issued_on: date
    data_version: int
    sentences: tuple[str, ...]
    note: str = ""
    edition: int = 0
    formats: tuple[str, ...] = ()
    id: int = 0
    head: JournalHead | None = None


Day = date


class EvidenceSource(StrEnum):
    """Where an entry of the register comes from."""

    RETURN = "return"
    HAND = "hand"
    ISSUED = "issued"


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What was taken out by a button and is kept, hidden («отзыв»): when, by whom."""

    what: str
    at: datetime
    person: str


@dataclass(frozen=True, slots=True)
class EvidenceEntry:
    """A document that proves a presence («документ-подтверждение»).

    ``question`` is the presence question that it answers, ``org`` the organisation whose
    document it is (the municipality by its own code). ``filename`` is given where the file
    itself is kept.
    """

    org: str
    year: int
    question: str
    name: str
    kind: str = ""
    number: str = ""
    date: Day | None = None
    body: str = ""
    link: str = ""
    filename: str = ""
    source: EvidenceSource = EvidenceSource.HAND
    id: int = 0

    @property
    def missing(self) -> tuple[str, ...]:
        """Requisites that a proof needs and this entry lacks; «б/н» is a number."""
        needed = (("наименование", self.name), ("номер", self.number), ("дата", self.date))
        return tuple(name for name, value in needed if not value)

    @property
    def is_complete(self) -> bool:
        return not self.missing


@dataclass(frozen=True, slots=True)
class Note:
    """A note («примечание») of the office on an indicator, a school, or one figure of a year.

    ``code`` is that of the indicator, empty for a school as a whole; ``org`` the organisation,
    empty for the district. ``for_documents``: it stands in the documents of the year, under
    «Примечания». ``person`` and ``written_at`` are set by the store.
    """

    year: int
    text: str
    code: str = ""
    org: str = ""
    for_documents: bool = False
    id: int = 0
    person: str = ""
    written_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Proof:
    """What a document of ours proves when it is issued: its name and the question."""

    name: str
    question: str


ISSUED_PROOFS = {
    "monitoring": Proof("Аналитический отчёт по итогам мониторинга", "monitoring_report"),
    "diagnostics": Proof("Аналитический отчёт по итогам диагностики", "diagnostics_report"),
    "effect": Proof("Аналитическая справка об эффективности принятых мер", "effect_note"),
    "order": Proof("Приказ об итогах мониторинга", "management_decisions"),
}
"""Kinds of documents that enter the register by themselves, by the code of the question."""


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


class AssignmentState(StrEnum):
    """States of an assignment; that it is overdue follows from its term and the day."""

    SET = "set"
    IN_WORK = "in_work"
    DONE = "done"
    RELEASED = "released"


@dataclass(frozen=True, slots=True)
class Execution:
    """How far one addressee has come («исполнение»); ``evidence`` is an entry of the register.

    ``addressee`` is the code of an organisation, or a post.
    """

    addressee: str
    state: AssignmentState = AssignmentState.SET
    changed_on: date | None = None
    note: str = ""
    evidence: int | None = None


@dataclass(frozen=True, slots=True)
class Release:
    """Taking off control («снятие с контроля»): by whom (post), when, why."""

    post: str
    released_on: date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Assignment:
    """An assignment of a protocol with one execution per addressee, groups unfolded.

    ``id`` is that of its decision; ``due`` None means «без срока» or «постоянно».
    """

    id: int
    protocol: int
    protocol_number: str
    given_on: date
    number: str
    text: str
    addressees_text: str
    term: TermKind
    due: date | None
    executions: tuple[Execution, ...]
    indicator: str = ""
    recommendation: str = ""
    release: Release | None = None

    @property
    def state(self) -> AssignmentState:
        """Released, done by all, begun by some, or only set."""
        if self.release:
            return AssignmentState.RELEASED
        states = {one.state for one in self.executions}
        if states == {AssignmentState.DONE}:
            return AssignmentState.DONE
        return AssignmentState.SET if states <= {AssignmentState.SET} else AssignmentState.IN_WORK

    def state_of(self, execution: Execution) -> AssignmentState:
        """The state of one addressee: what is off control is off control for all."""
        return AssignmentState.RELEASED if self.release else execution.state

    def is_overdue(self, execution: Execution, day: date) -> bool:
        """Past its term and not done; without a term never (seen in a real protocol)."""
        open_still = self.state_of(execution) in {AssignmentState.SET, AssignmentState.IN_WORK}
        return open_still and self.due is not None and day > self.due

    def of(self, addressee: str) -> Execution | None:
        """The execution of one addressee, if it is one."""
        return next((one for one in self.executions if one.addressee == addressee), None)


def unfolded(
    decision: Decision,
    given_on: date,
    organisations: Iterable[Organisation],
    with_own_roll: Collection[str],
) -> tuple[str, ...]:
    """Addressees one by one: «все школы» are those that existed on the day of the meeting.

    A branch without a roll of its own is addressed through its head school.
    """
    if decision.audience is not Audience.ALL_SCHOOLS:
        return decision.addressees
    return tuple(
        place.code
        for place in organisations
        if place.kind is not OrganisationKind.MUNICIPALITY
        and place.exists_on(given_on)
        and (place.kind is not OrganisationKind.BRANCH or place.code in with_own_roll)
    )


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure taken («мера»): what was done, by whom, by which day, proved by what.

    ``executed_on`` is None until it has been carried out.
    """

    text: str
    responsible: str = ""
    executed_on: date | None = None
    result: str = ""
    evidence: int | None = None


@dataclass(frozen=True, slots=True)
class ImprovementChain:
    """The chain of one indicator and year («цепочка»), from the figure to the measures.

    ``indicator`` is a code. ``decision`` is the id of a decision of a protocol; ``act`` the
    requisites and the clause where it was decided elsewhere, such as an order. An empty link
    is a gap of the management cycle. The figures are not kept here: they are computed.
    """

    indicator: str
    year: int
    conclusion: str = ""
    recommendation: str = ""
    decision: int | None = None
    act: str = ""
    measures: tuple[Measure, ...] = ()
    mark: str = ""
    id: int = 0
