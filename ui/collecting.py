"""The board of returns («сбор отчётов»): who has sent, who is late, what is still asked."""

from collections.abc import Callable
from datetime import date

import pandas as pd
import streamlit as st

from data_model.problems import Severity
from data_model.returns import ReturnState, StoredProblem
from data_model.snapshot import Snapshot
from indicators.wording import date_words, listed, plural, return_word
from ui import data, filters, history, tables
from ui.filters import Filter
from ui.kept import kept, recall
from ui.selection import Place
from ui.words import OF_RETURNS

EVERYBODY = "Все"
FILTERS: dict[str, Callable[[pd.DataFrame], pd.Series]] = {
    EVERYBODY: lambda board: board["state"].notna(),
    "Не сдали": lambda board: board["state"] == ReturnState.NOT_REPORTED,
    "С вопросами": lambda board: board["questions"] > 0,
    "Позже срока": lambda board: board["late"].astype(bool),
}
SHOWN = Filter("show")
SIGNS = {
    ReturnState.NOT_REPORTED: "✕",
    ReturnState.RETURNED: "½",
    ReturnState.REOPENED: "…",
    ReturnState.WITH_REMARKS: "?",
    ReturnState.ACCEPTED: "✓",
}
"""Sign per state, the most urgent first."""
NAMED = 4
"""Names that a sentence holds."""
COLUMNS = {
    "Кто": st.column_config.TextColumn(width="medium"),
    "Получен": st.column_config.DateColumn(format="DD.MM.YYYY"),
}


@kept
def chosen(board: pd.DataFrame, name: str) -> pd.DataFrame:
    """The lines asked for, those that wait for somebody first."""
    places = board["state"].map({str(state): place for place, state in enumerate(SIGNS)})
    ordered = board.loc[places.sort_values(kind="stable").index]
    return ordered[FILTERS[name](ordered)]


def show(place: Place, board: pd.DataFrame) -> None:
    """The board with its filter; a click on a line opens the revisions of its return below."""
    shown = chosen(
        board, filters.choose("Показать", SHOWN, list(FILTERS), st.radio, horizontal=True)
    )
    tables.table(
        table(shown),
        key="board",
        alt="Кто сдал отчёт и в каком он состоянии",
        file_name=f"Сбор отчётов {place.year}.xlsx",
        columns=COLUMNS,
        follow=lambda row: history.WHOSE.turn(str(shown["org"].iloc[row])),
    )


@kept
def missing(board: pd.DataFrame) -> list[str]:
    """Names of those that have not reported."""
    return list(chosen(board, "Не сдали")["name"])


@kept
def headline(board: pd.DataFrame) -> str:
    """«Приняли 13 из 16 отчётов. Не сдали: … Вопросов без ответа — 3.»"""
    absent = missing(board)
    questions = int(board["questions"].sum())
    total = len(board)
    parts = [
        f"Приняли {total - len(absent)} из {total} {plural(total, *OF_RETURNS)}.",
        who_is_missing(absent),
    ]
    parts += [f"Вопросов без ответа — {questions}."] if questions else []
    return " ".join(parts)


def who_is_missing(absent: list[str]) -> str:
    """Names while they fit into a sentence, else how many: the table names them."""
    if not absent:
        return "Сдали все."
    named = listed(absent) if len(absent) <= NAMED else str(len(absent))
    return f"Не сдали: {named}."


@kept
def table(board: pd.DataFrame) -> pd.DataFrame:
    """The board in words."""
    return pd.DataFrame(
        {
            "Кто": board["name"],
            "Состояние": [
                f"{SIGNS[ReturnState(one)]} {return_word(one)}" for one in board["state"]
            ],
            "Срок": ["позже срока" if late else "" for late in board["late"]],
            "Получен": pd.to_datetime(board["received_at"]).dt.date,
            "Редакция": board["revision"],
            "Вопросов": board["questions"],
            "Файл": board["filename"],
        }
    )


def remind(place: Place, board: pd.DataFrame) -> None:
    """The letter right under the board: shown while it is short, else opened by a click."""
    if text := reminder(place, board):
        with st.expander("Напоминание тем, кто не сдал", expanded=len(missing(board)) <= NAMED):
            st.code(text, language=None, wrap_lines=True)


def reminder(place: Place, board: pd.DataFrame) -> str:
    """A letter to those that have not reported; empty when all have."""
    due = data.snapshot(place.municipality).deadlines.get(place.year)
    return letter(board, place.municipality, place.year, due)


@kept
def letter(board: pd.DataFrame, municipality: str, year: int, due: date | None) -> str:
    """The letter, with the term where there is one."""
    absent = missing(board[board["org"] != municipality])
    if not absent:
        return ""
    term = f"Срок сдачи — {date_words(due)}. " if due else ""
    schools = "\n".join(f"— {name}" for name in absent)
    return (
        f"Уважаемые коллеги!\n\nОтчёты по дорожной карте за {year} год ещё не поступили "
        f"от следующих организаций:\n{schools}\n\n{term}Просим заполнить присланный бланк и "
        "направить файл в методический центр. Если данных по какому-либо вопросу нет, напишите "
        "причину в столбце справа — пустая клетка будет возвращена с вопросом."
    )


def open_questions(place: Place) -> list[StoredProblem]:
    """Questions of the year that nobody has answered yet."""
    return recall(_open_questions, data.snapshot(place.municipality), place.year)


def _open_questions(seen: Snapshot, year: int) -> list[StoredProblem]:
    return [
        one
        for one in seen.problems
        if one.year == year and one.is_open and one.problem.severity is Severity.QUESTION
    ]
