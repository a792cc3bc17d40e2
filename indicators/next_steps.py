"""Next steps («что сделать дальше»): what waits for the district's people, most urgent first.

Each step is a sentence about returns that have not come, questions without an answer, or
assignments whose term has passed. Nothing is judged here: the board and the register of
assignments have done that.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from indicators.coverage import NAMED, Board, ReturnLine
from indicators.wording import OPEN_QUESTIONS, ORGANISATIONS, counted, listed


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
    return steps or [Step("Отчёты приняты, вопросов нет: выпустить документы", About.DOCUMENTS)]


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
