"""Next steps («что сделать дальше»): what waits for the district's people, most urgent first.

Each step is a sentence about returns that have not come, questions without an answer, or
assignments whose term has passed. Nothing is judged here: the board and the register of
assignments have done that.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from data_model.returns import ReturnState
from indicators.wording import PluralForms, counted, listed

NAMED = 3
"""Schools that a sentence names."""
OPEN_QUESTIONS = PluralForms("вопрос", "вопроса", "вопросов", "вопроса")
EXECUTIONS = PluralForms("исполнение", "исполнения", "исполнений", "исполнения")


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


def next_steps(board: pd.DataFrame, municipality: str, overdue: int) -> list[Step]:
    """At least one step. ``board`` as in ``returns_board``; ``overdue``: executions late."""
    steps = list(_waiting(board, municipality, overdue))
    return steps or [Step("Отчёты приняты, вопросов нет: выпустить документы", About.DOCUMENTS)]


def _waiting(board: pd.DataFrame, municipality: str, overdue: int) -> Iterator[Step]:
    silent = board[board["state"] == ReturnState.NOT_REPORTED]
    schools = silent.loc[silent["org"] != municipality, "name"].tolist()
    if schools:
        yield Step(f"Напомнить об отчёте: {_named(schools)}", About.RETURNS)
    if len(silent) > len(schools):
        yield Step("Внести ответы района: их ещё нет", About.ANSWERS)
    if questions := int(board["questions"].sum()):
        asked = counted(questions, OPEN_QUESTIONS)
        yield Step(f"Выяснить, что осталось без ответа: {asked} к отчётам", About.RETURNS)
    if overdue:
        late = counted(overdue, EXECUTIONS)
        yield Step(f"Спросить об исполнении поручений: просрочено {late}", About.ASSIGNMENTS)


def _named(schools: list[str]) -> str:
    """All names of a few schools, else the first ones and how many more."""
    if len(schools) <= NAMED:
        return listed(schools)
    return f"{', '.join(schools[:NAMED])} и ещё {len(schools) - NAMED}"
