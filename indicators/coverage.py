"""Coverage («охват отчётностью»): who has reported, who has not, whose questions are open.

The counts of a year's returns are made here and worded here, once: every screen, document and
command takes them from ``Board``.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from data_model.returns import ReturnState, ReviewState, Revision, Severity
from data_model.roadmap import roll_date
from data_model.snapshot import Snapshot
from indicators.wording import (
    NBSP,
    OF_SCHOOLS,
    OPEN_QUESTIONS,
    RETURNS,
    PluralForms,
    counted,
    did,
    listed,
    number,
    of,
    plural,
)

NAMED = 3
"""Schools that a sentence names."""


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """One line of the board: an awaited organisation, or the municipality, and its return.

    ``late``: the first revision came after the deadline, and stays late after a correction; or
    the deadline has passed and nothing has come. ``received_at`` and ``filename`` are of the
    current revision; ``questions`` are those still open.
    """

    org: str
    name: str
    is_municipality: bool
    state: ReturnState
    late: bool
    received_at: datetime | None
    revision: int | None
    errors: int
    questions: int
    filename: str | None

    @property
    def is_in(self) -> bool:
        """Whether a return is in force, whatever is still asked about it.

        One that waits to be looked at, or went back before it counted, is not.
        """
        return self.revision is not None


@dataclass(frozen=True)
class Board:
    """The returns of one year («сбор отчётов»): schools by the register, the municipality last."""

    year: int
    lines: tuple[ReturnLine, ...]

    @property
    def schools(self) -> tuple[ReturnLine, ...]:
        return tuple(line for line in self.lines if not line.is_municipality)

    @property
    def own(self) -> ReturnLine:
        """The municipality's own return."""
        return next(line for line in self.lines if line.is_municipality)

    @property
    def expected(self) -> int:
        """How many organisations are awaited, the municipality not among them."""
        return len(self.schools)

    @property
    def reported(self) -> int:
        """How many have sent a return."""
        return sum(line.is_in for line in self.schools)

    @property
    def accepted(self) -> int:
        """How many returns are in without an open question."""
        return self.in_state(ReturnState.ACCEPTED)

    @property
    def with_questions(self) -> int:
        """How many returns wait for an answer to a question."""
        return sum(line.is_in and line.questions > 0 for line in self.schools)

    @property
    def late(self) -> int:
        return sum(line.late for line in self.schools)

    @property
    def questions(self) -> int:
        """Open questions of all returns, the municipality's own included."""
        return sum(line.questions for line in self.lines)

    @property
    def corrected(self) -> int:
        """How many schools have sent more than one revision."""
        return sum((line.revision or 0) > 1 for line in self.schools)

    @property
    def missing(self) -> tuple[ReturnLine, ...]:
        """Schools that no return counts of yet."""
        return tuple(line for line in self.schools if not line.is_in)

    @property
    def silent(self) -> tuple[ReturnLine, ...]:
        """Schools that have nothing to wait for: neither in force nor on its way."""
        return tuple(line for line in self.missing if line.state is not ReturnState.IN_REVIEW)

    @property
    def in_review(self) -> int:
        """How many returns wait until somebody has looked at them."""
        return self.in_state(ReturnState.IN_REVIEW)

    @property
    def is_complete(self) -> bool:
        """Everybody has reported, the municipality too."""
        return not self.missing and self.own.is_in

    def in_state(self, state: ReturnState) -> int:
        return sum(line.state is state for line in self.schools)

    def of(self, org: str) -> ReturnLine | None:
        return next((line for line in self.lines if line.org == org), None)


def returns_board(snapshot: Snapshot, year: int, as_of: date | None = None) -> Board:
    """One line per awaited organisation, then one for the municipality.

    Without a deadline nothing is late. A return is «in_review» while it waits to be looked at,
    «returned» while it waits to be mended, «reopened» while its closed year is open again.
    """
    day = roll_date(year)
    places = [(place.code, place.name_on(day).short) for place in snapshot.expected(year)]
    places.append((snapshot.municipality.code, snapshot.municipality.short))
    sent: dict[str, list[Revision]] = {code: [] for code, _ in places}
    for revision in snapshot.revisions:
        if revision.year == year and revision.org in sent:
            sent[revision.org].append(revision)
    asked = Counter(
        one.org
        for one in snapshot.problems
        if one.year == year and one.is_open and one.problem.severity is Severity.QUESTION
    )
    today = as_of or date.today()
    lines = (
        _line(snapshot, year, (code, name), sent[code], asked[code], today) for code, name in places
    )
    return Board(year, tuple(lines))


def _line(
    snapshot: Snapshot,
    year: int,
    place: tuple[str, str],
    revisions: list[Revision],
    questions: int,
    today: date,
) -> ReturnLine:
    org, name = place
    current = next((one for one in revisions if one.is_current), None)
    first = min((one.received_at.date() for one in revisions), default=today)
    deadline = snapshot.deadlines.get(year)
    return ReturnLine(
        org=org,
        name=name,
        is_municipality=org == snapshot.municipality.code,
        state=_state(snapshot, year, org, revisions, questions, today),
        late=bool(deadline and first > deadline),
        received_at=current.received_at if current else None,
        revision=current.number if current else None,
        errors=current.errors if current else 0,
        questions=questions if current else 0,
        filename=current.filename if current else None,
    )


def _state(
    snapshot: Snapshot,
    year: int,
    org: str,
    revisions: list[Revision],
    questions: int,
    today: date,
) -> ReturnState:
    """Sent back until the next revision; reopened until the term ends or a revision comes.

    What has not come stays «не сдан», whether or not the year has been opened again.
    """
    if any(one.review is ReviewState.WAITING for one in revisions):
        return ReturnState.IN_REVIEW
    if any((one.org, one.year) == (org, year) for one in snapshot.sent_back):
        return ReturnState.RETURNED
    current = next((one for one in revisions if one.is_current), None)
    if current is None:
        return ReturnState.NOT_REPORTED
    came = current.received_at.date()
    if year in snapshot.closed_years and any(
        one.year == year and one.admits(org, today) and came < one.opened_on
        for one in snapshot.reopenings
    ):
        return ReturnState.REOPENED
    return ReturnState.WITH_REMARKS if questions else ReturnState.ACCEPTED


# the one sentence about the counts


def of_schools(part: int, whole: int) -> str:
    """«9 из 12 школ»"""
    return f"{of(part, whole)}{NBSP}{plural(whole, *OF_SCHOOLS)}"


def reported_words(board: Board) -> str:
    """«Отчёты сдали 13 из 15 школ» — the head of every sentence about coverage."""
    if not board.expected:
        return "Школ, от которых ждут отчёт, нет"
    return f"Отчёты сдали {of_schools(board.reported, board.expected)}"


def coverage_sentence(board: Board) -> str:
    """«Отчёты сдали 13 из 15 школ: без вопросов 9, с вопросами 4 (7 вопросов). Отчёт …»."""
    if not board.expected:
        return f"{reported_words(board)}. {own_words(board)}"
    parts = []
    if board.reported:
        parts.append(f"без вопросов {number(board.reported - board.with_questions)}")
    if board.with_questions:
        parts.append(f"с вопросами {number(board.with_questions)}")
    if board.in_review:
        parts.append(f"на проверке {number(board.in_review)}")
    told = f": {', '.join(parts)}" if parts else ""
    return f"{reported_words(board)}{told}. {own_words(board)}"


def official_coverage(board: Board) -> str:
    """The same in the language of documents: «Отчёты представили 13 из 15 школ, из них …»."""
    if not board.expected:
        return f"Организаций, представляющих отчёт, нет. {own_words(board, OFFICIAL)}"
    told = handed_in(board.reported, board.expected)
    if board.with_questions:
        asked = PluralForms("отчёту", "отчётам", "отчётам", "отчёта")
        told += f"; по {counted(board.with_questions, asked)} сведения уточняются"
    if board.in_review:
        told += f"; на проверке {number(board.in_review)}"
    return f"{told}. {own_words(board, OFFICIAL)}"


def handed_in(reported: int, expected: int) -> str:
    """«Отчёт представила 1 из 3 школ», «Отчёты не представила ни одна из 3 школ»."""
    what = "Отчёт" if reported == 1 else "Отчёты"
    return f"{what} {did('представил', reported)}{NBSP}из{NBSP}{counted(expected, OF_SCHOOLS)}"


OFFICIAL = "представлен"


def own_words(board: Board, verb: str = "сдан") -> str:
    """The municipality's own return is named, in or missing; documents say «представлен»."""
    if not board.own.is_in:
        return f"Отчёт муниципалитета не {verb}."
    if board.own.questions and verb == OFFICIAL:
        return f"Отчёт муниципалитета {verb}, сведения по нему уточняются."
    if board.own.questions:
        asked = counted(board.own.questions, OPEN_QUESTIONS)
        return f"Отчёт муниципалитета {verb}, к нему {asked}."
    return f"Отчёт муниципалитета {verb}."


def missing_words(lines: Iterable[ReturnLine]) -> str:
    """«ждём: СОШ № 1, СОШ № 2 и другие»; empty where nobody is missing."""
    names = [line.name for line in lines]
    if not names:
        return ""
    if len(names) > NAMED:
        rest = counted(len(names) - NAMED, RETURNS)
        return f"ждём: {', '.join(names[:NAMED])} и ещё {rest}"
    return f"ждём: {listed(names)}"
