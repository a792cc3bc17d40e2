"""What is to be done: the register of assignments («реестр поручений»), the next steps.

Each step («что сделать дальше») is a sentence about returns that have not come, questions without
an answer, or assignments whose term has passed, most urgent first. Nothing is judged here: the
board and the register of assignments have done that.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from data_model.decisions import Assignment, AssignmentState, Execution
from data_model.snapshot import Snapshot
from indicators.coverage import NAMED, Board, ReturnLine
from indicators.wording import OPEN_QUESTIONS, ORGANISATIONS, counted, listed


@dataclass(frozen=True, slots=True)
class AssignmentLine:
    """One addressee of an assignment, groups unfolded to schools.

    ``overdue`` is judged on the day of asking; an assignment without a term never is. ``name``
    is the present short name of an organisation, else the post.
    """

    assignment: Assignment
    execution: Execution
    name: str
    is_school: bool
    overdue: bool

    @property
    def state(self) -> AssignmentState:
        return self.assignment.state_of(self.execution)


def assignment_lines(snapshot: Snapshot, today: date | None = None) -> tuple[AssignmentLine, ...]:
    """Every addressee of every assignment, in the order of the protocols."""
    day = today or date.today()
    names = {place.code: place.name.short for place in snapshot.organisations}
    return tuple(
        AssignmentLine(
            given,
            one,
            names.get(one.addressee, one.addressee),
            one.addressee in names,
            given.is_overdue(one, day),
        )
        for given in snapshot.assignments
        for one in given.executions
    )


class About(StrEnum):
    """Where a step is taken."""

    RETURNS = "returns"
    ANSWERS = "answers"
    ASSIGNMENTS = "assignments"
    DOCUMENTS = "documents"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do."""

    text: str
    about: About


def next_steps(board: Board, overdue: int) -> list[Step]:
    """At least one step. ``overdue``: organisations that are late with an assignment."""
    steps = list(_waiting(board, overdue))
    return steps or [
        Step("Отчёты приняты, вопросов нет: зарегистрировать документы", About.DOCUMENTS)
    ]


def _waiting(board: Board, overdue: int) -> Iterator[Step]:
    if board.missing:
        yield Step(f"Напомнить об отчёте: {_named(board.missing)}", About.RETURNS)
    if not board.own.is_in:
        yield Step("Внести ответы района: их ещё нет", About.ANSWERS)
    if board.questions:
        asked = counted(board.questions, OPEN_QUESTIONS)
        yield Step(f"Выяснить, что осталось без ответа: {asked} к отчётам", About.RETURNS)
    if overdue:
        late = counted(overdue, ORGANISATIONS)
        yield Step(f"Спросить об исполнении поручений: не исполнили {late}", About.ASSIGNMENTS)


def _named(lines: tuple[ReturnLine, ...]) -> str:
    """All names of a few schools, else the first ones and how many more."""
    names = [line.name for line in lines]
    if len(names) <= NAMED:
        return listed(names)
    return f"{', '.join(names[:NAMED])} и ещё {len(names) - NAMED}"
