"""Returns («отчёты школ»): on their way in, as they are stored, and when they may come in.

Problem         what is wrong with a return («замечание»), a value with a place and a cure
ParsedReturn    → Submission → Receipt: a return on its way in
BasisChange     what a waiting return was sent against is another now; Rejudged: judged by it
DraftEntry      a field of a form on screen before it is sent («черновик»)
Revision        a return as it is stored, with its facts, documents and remarks
MappingProfile  how a foreign layout is read, once confirmed («профиль соответствия»)
YearClosure     a closed year («закрытый год»), its reopenings, returns sent back
WaitingUpload   files that were sent and nobody has decided on yet («ждущая загрузка»)
ClosedVerdict   what a closed year said, and why it was changed («объяснение»)
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any, NamedTuple

from data_model.people import PROGRAM, Author
from data_model.places import Organisation


class Severity(StrEnum):
    """Errors refuse the return, questions keep it open, notes only accompany it."""

    ERROR = "error"
    QUESTION = "question"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding. The message says where, what was found, what is expected, what to do.

    ``sheet`` and ``cell`` are empty where the finding is about the whole file.
    """

    code: str
    severity: Severity
    message: str
    sheet: str = ""
    cell: str = ""

    @property
    def plain(self) -> str:
        """The message as a page and a letter say it: without a command to be typed."""
        return without_command(self.message)


Day = date

NO_GRADE = 0
"""Grade of an answer that is given once for the whole organisation."""


class ValueState(StrEnum):
    """Six states of a value; none of them ever turns into another (DESIGN.md 2)."""

    VALUE = "value"
    ZERO = "zero"
    NOT_APPLICABLE = "not_applicable"
    NO_DATA = "no_data"
    NOT_REPORTED = "not_reported"
    NOT_DUE = "not_due"


class Origin(StrEnum):
    """How a return came in."""

    FILE = "file"
    PAGE = "page"


class Outcome(StrEnum):
    """What became of a file."""

    ACCEPTED = "accepted"
    ACCEPTED_WITH_WARNINGS = "accepted_with_warnings"
    REFUSED = "refused"
    DUPLICATE = "duplicate"


class ReturnState(StrEnum):
    """State of an organisation's return for a year (DESIGN.md 6.2)."""

    NOT_REPORTED = "not_reported"
    IN_REVIEW = "in_review"
    WITH_REMARKS = "with_remarks"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    REOPENED = "reopened"


class ReviewState(StrEnum):
    """What becomes of a return that waits until a methodist has looked at it («на проверке»).

    REPLACED: another one of the same organisation and year came before it was looked at.
    """

    WAITING = "waiting"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    REPLACED = "replaced"


class Fact(NamedTuple):
    """One answer («исходные данные»): a count or 1/0 for есть/нет, never a percent.

    ``value`` is None in every state but VALUE and ZERO. ``written`` is the cell as the
    school wrote it; ``sheet`` and ``cell`` say where. ``reason`` goes with NO_DATA and
    with a «нет».
    """

    question: str
    grade: int
    value: int | None
    state: ValueState
    sheet: str = ""
    cell: str = ""
    written: str = ""
    reason: str = ""


def numbers_of(facts: Iterable[Sequence[Any]]) -> dict[tuple[str, int], int]:
    """The counts of a return by question and grade: of a fact only its first three say it."""
    return {(one[0], one[1]): one[2] for one in facts if one[2] and one[1]}


def print_of(numbers: Mapping[tuple[str, int], int]) -> str:
    """SHA-256 over all counts by grade: two returns have the same where their numbers are equal."""
    lines = sorted((*key, value) for key, value in numbers.items())
    return sha256(json.dumps(lines).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class EvidenceDocument:
    """A document that proves a presence («документ-подтверждение»); ordinal from 1."""

    question: str
    ordinal: int
    name: str = ""
    number: str = ""
    date: Day | None = None
    link: str = ""
    sheet: str = ""
    cell: str = ""

    @property
    def is_complete(self) -> bool:
        """Name, number and date are there; «б/н» is a number."""
        return bool(self.name and self.number and self.date)


@dataclass(frozen=True, slots=True)
class ParsedReturn:
    """A return as it was understood, before it is stored."""

    form: str
    version: int
    org: str
    year: int
    facts: tuple[Fact, ...]
    documents: tuple[EvidenceDocument, ...] = ()


@dataclass(frozen=True, slots=True)
class Submission:
    """All that one storing transaction needs: the return, its bytes and their origin.

    ``basis`` is the number of the revision that a person has seen in force before taking this one
    in, 0 where there was none; None where nobody looked.
    """

    parsed: ParsedReturn
    problems: tuple[Problem, ...]
    content: bytes
    sha256: str
    filename: str
    received_at: datetime
    origin: Origin = Origin.FILE
    reason: str = ""
    basis: int | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    """One stored revision of a return («редакция отчёта»).

    An undone one («отменённая») stays in the history with its reason and never counts.
    ``review`` is None where it counted at once, without anybody's looking at it.
    """

    id: int
    org: str
    year: int
    number: int
    is_current: bool
    filename: str
    sha256: str
    received_at: datetime
    origin: Origin
    reason: str
    errors: int = 0
    questions: int = 0
    notes: int = 0
    undone_at: datetime | None = None
    undone_reason: str = ""
    review: ReviewState | None = None

    @property
    def has_counted(self) -> bool:
        """Whether it is or was in force: neither waiting, nor returned from a review."""
        return self.review in {None, ReviewState.ACCEPTED}


def superseded(org: str, year: int, number: int, present: int | None) -> Problem:
    """A word on an old file that is sent again: which revision counts, how to go back to this."""
    if present is None:
        counts, back = "сейчас ни одна версия не действует", "загрузите его ещё раз."
    else:
        counts = f"действует версия {present}"
        back = (
            "отмените загрузки после неё на странице «Сбор отчётов»."
            f"{COMMAND}undo --org {org} --year {year} --reason ПРИЧИНА."
        )
    message = (
        f"Этот файл уже принят как версия {number}, {counts}. Чтобы вернуться к версии "
        f"{number}, {back}"
    )
    return Problem("superseded_duplicate", Severity.NOTE, message)


@dataclass(frozen=True, slots=True)
class DraftEntry:
    """What stands in one field of a form on screen before it is sent («черновик отчёта»).

    ``field`` is the defined name of the cell in the form (DESIGN.md 6.3); ``written`` is the text
    as it was typed, empty where a field was emptied. ``person`` has typed it last.
    """

    field: str
    written: str
    person: str
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of an upload («квитанция о приёме»), shown only after the commit.

    ``is_in_review``: it is stored, and counts once a methodist has accepted it.
    """

    filename: str
    outcome: Outcome
    problems: tuple[Problem, ...] = ()
    org: str | None = None
    year: int | None = None
    revision: int | None = None
    sha256: str = ""
    is_in_review: bool = False

    def count(self, severity: Severity) -> int:
        return sum(problem.severity is severity for problem in self.problems)


@dataclass(frozen=True, slots=True)
class BasisChange:
    """A change of register, roll or roadmap after a return was sent («изменено после отправки»).

    ``number`` is that of its line in the journal of the municipality, ``told`` what was changed.
    """

    number: int
    at: datetime
    person: str
    told: str


@dataclass(frozen=True, slots=True)
class Rejudged:
    """A return that waits, judged again by what has changed since («проверен заново»).

    ``id`` is that of its revision, ``seen`` the number of the last ``BasisChange`` it was judged
    by: where there is a later one, it has to be judged once more.
    """

    id: int
    seen: int
    parsed: ParsedReturn
    problems: tuple[Problem, ...]


class UploadState(StrEnum):
    """How far a waiting upload has come: being checked, to be decided on, being taken in."""

    RECEIVED = "received"
    CHECKED = "checked"
    TAKEN = "taken"


@dataclass(frozen=True, slots=True)
class WaitingFile:
    """One file of a waiting upload, without its bytes; ``is_checked``: fit to be decided on."""

    id: int
    filename: str
    sha256: str
    size: int
    is_checked: bool = False


@dataclass(frozen=True, slots=True)
class WaitingUpload:
    """Files that one person has sent and nobody has decided on yet («ждущая загрузка»).

    ``owner`` is a login, empty on one PC; ``author`` who has sent it, with the roles of today.
    ``municipality`` and ``year`` are those of the page it came by. ``is_at_work``: it waits for a
    worker or is with one, ``server``; ``done`` of ``total`` files are through. ``is_settled``:
    whoever sent it has let it go. ``decision`` and ``outcome`` are texts of the intake.
    """

    id: int
    owner: str
    municipality: str | None
    year: int | None
    state: UploadState
    server: str
    begun_at: datetime
    seen_at: datetime
    is_at_work: bool = False
    is_settled: bool = False
    done: int = 0
    total: int = 0
    trouble: str = ""
    files: tuple[WaitingFile, ...] = ()
    author: Author = PROGRAM
    decision: str = ""
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class MarkedCopy:
    """What goes back to a sender: the letter, and the form where the file was one of ours.

    ``content`` is None where no form can be made: the file does not say whose it is, cannot
    be read, or held personal data of pupils, of which nothing may be kept.
    """

    filename: str
    letter: str
    content: bytes | None = None

    @property
    def letter_name(self) -> str:
        return f"{self.filename.removesuffix('.xlsx')}_письмо.txt"


class StoredFact(NamedTuple):
    """A current fact together with the return it came from."""

    org: str
    year: int
    fact: Fact
    revision: int = 0


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A current document together with the return it came from."""

    org: str
    year: int
    document: EvidenceDocument
    revision: int = 0


@dataclass(frozen=True, slots=True)
class StoredProblem:
    """A remark on the current revision of a return; ``answer`` closes a question.

    ``id`` names it to ``Store.answer_problem``. Only questions are ever open. ``is_typed``: the
    return was typed into the form on a screen; ``question`` and ``grade`` then tell its field.
    """

    org: str
    year: int
    revision: int
    problem: Problem
    is_open: bool = True
    answer: str = ""
    id: int = 0
    is_typed: bool = False
    question: str = ""
    grade: int = NO_GRADE


@dataclass(frozen=True, slots=True)
class Rechecked:
    """What became of an answer that is in, when roll, register or roadmap changed («перепроверка»).

    ``fact`` takes the place of the one of its question and grade; ``opens`` is a new question on
    the current revision; ``closes`` the id of one that fits again, with its ``answer``.
    """

    org: str
    year: int
    fact: Fact | None = None
    opens: Problem | None = None
    closes: int | None = None
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """An attempt that was refused («отклонённый файл»): what was wrong, never its bytes."""

    filename: str
    sha256: str
    received_at: datetime
    problems: tuple[Problem, ...]
    org: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class ReturnDeadline:
    """The day by which returns of a year must be in («срок сдачи»)."""

    year: int
    due: date
    org: str | None = field(default=None)


def outcome_of(problems: Iterable[Problem]) -> Outcome:
    """Errors refuse, anything less accompanies."""
    severities = {problem.severity for problem in problems}
    if Severity.ERROR in severities:
        return Outcome.REFUSED
    return Outcome.ACCEPTED_WITH_WARNINGS if severities else Outcome.ACCEPTED


@dataclass(frozen=True, slots=True)
class MappingProfile:
    """What a person confirmed for one foreign layout.

    ``fingerprint`` is made from its headers, so the profile applies by itself next time;
    ``content`` is text that only its reader understands.
    """

    fingerprint: str
    name: str
    content: str
    confirmed_at: datetime


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
        """Whether data of this organisation may change on that day; "": those of the district."""
        return self.org in (None, org) and self.opened_on <= day <= self.until


@dataclass(frozen=True, slots=True)
class ClosedVerdict:
    """What was said of a row when its year was closed («вывод закрытого года»).

    ``indicator`` is its code, ``org`` None for the district. It is kept as it was, so that a
    rule of ours that judges otherwise today is noticed.
    """

    roadmap: str
    year: int
    indicator: str
    org: str | None
    numerator: int | None
    denominator: int | None
    actual: float | None
    status: str
    reason: str
    judged_on: date


@dataclass(frozen=True, slots=True)
class DistrictVerdict:
    """A judged row of a district as it is kept («вывод района»): ``line`` holds all its fields."""

    municipality: str
    year: int
    code: str
    line: str


class Collected(NamedTuple):
    """How many of a district's organisations have reported for a year, of those awaited."""

    year: int
    reported: int
    expected: int


@dataclass(frozen=True, slots=True)
class JudgedDistrict:
    """The verdicts of a district («выводы района»), made by ``rules`` of one state of its data.

    They are the same on every day from ``judged_on`` through ``holds_until`` (None: for good).
    """

    rules: str
    judged_on: date
    holds_until: date | None
    verdicts: tuple[DistrictVerdict, ...]
    collected: tuple[Collected, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why the figures of years that are over were changed («пояснение»), and by which door."""

    years: tuple[int, ...]
    door: str
    reason: str
    explained_at: datetime | None = None


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


def is_admitted(opened: Iterable[Reopening], year: int, org: str, day: date) -> bool:
    """Whether data of an organisation ("": of the district) may change in a closed year."""
    return any(one.year == year and one.admits(org, day) for one in opened)


NAMED = 5
"""Organisations that a refusal names."""


def closed_words(places: Sequence[tuple[int, str]], known: Iterable[Organisation] = ()) -> str:
    """Why a change is refused: which closed years, whose data ("": the district's), what to do.

    ``known``: organisations that the sentence names, as they are called now; others by code.
    """
    years = sorted({year for year, _ in places})
    orgs = sorted({org for _, org in places if org})
    names = {one.code: one.name.short for one in known}
    told = ", ".join(names.get(org, org) for org in orgs[:NAMED]) + (
        f" и ещё {len(orgs) - NAMED}" if orgs[NAMED:] else ""
    )
    whose = f" (изменились бы данные: {told})" if told else ""
    is_one = len(years) == 1
    head = f"{years[0]} год закрыт" if is_one else f"{_listed(years)} годы закрыты"
    which = "его" if is_one else "каждый из них"
    one_org = f" --org {orgs[0]}" if len(orgs) == 1 and all(org for _, org in places) else ""
    return (
        f"{head}{whose}, ничего не сохранено. Открывает {which} на срок главный специалист: "
        f"страница «Сбор отчётов», «Порядок приёма».{COMMAND}reopen-year --year {years[0]}"
        f"{one_org} --until ДД.ММ.ГГГГ --reason «…» --person «…»"
    )


COMMAND = " Команда: roadmap "


def without_command(text: str) -> str:
    """The same sentence for whoever has no command line before them: a page, a letter."""
    return text.partition(COMMAND)[0]


def _listed(years: Sequence[int]) -> str:
    *others, last = map(str, years)
    return f"{', '.join(others)} и {last}"
