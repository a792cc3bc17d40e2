"""The board of returns («сбор отчётов»): who has sent, who is late, what is still asked.

First the board with its reminder, then the open questions, closed one by one in words.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import pandas as pd
import streamlit as st

from data_model.errors import Refused
from data_model.returns import ReturnState, Severity, StoredProblem
from data_model.snapshot import Snapshot
from indicators.coverage import Board, ReturnLine, coverage_sentence
from indicators.wording import (
    NBSP,
    OPEN_QUESTIONS,
    RETURN_SIGNS,
    counted,
    date_short,
    date_words,
    listed,
    number,
    placed,
    return_text,
)
from ui import data, doors, downloads, filters, offered, selection, session, tables, words
from ui.filters import Filter
from ui.monitoring import links
from ui.returns import history
from ui.selection import DistrictYear

EVERYBODY = "Все"
FILTERS: dict[str, Callable[[ReturnLine], bool]] = {
    EVERYBODY: lambda line: True,
    "Не сдали": lambda line: line.state is ReturnState.NOT_REPORTED,
    "На проверке": lambda line: line.state is ReturnState.IN_REVIEW,
    "С вопросами": lambda line: line.questions > 0,
    "Позже срока": lambda line: line.late and line.state is not ReturnState.NOT_REPORTED,
}
SHOWN = Filter("show")
URGENT = tuple(RETURN_SIGNS)
"""States of a return, the most urgent first."""
NAMED = 4
"""Names that a sentence holds."""


def chosen(board: Board, name: str) -> tuple[ReturnLine, ...]:
    """The lines asked for, those that wait for somebody first."""
    ordered = sorted(board.lines, key=lambda line: URGENT.index(line.state))
    return tuple(line for line in ordered if FILTERS[name](line))


def show(place: DistrictYear, board: Board) -> None:
    """The board with its filter; a name leads to the organisation, a version to its return."""
    name = filters.choose("Показать", SHOWN, list(FILTERS), st.radio, horizontal=True)
    left, done = left_and_done(board, name)
    if left or not done:
        alt = "Кто сдал отчёт и в каком он состоянии"
        _lines(place, left, left_table(place, name), "board", alt)
    if done:
        alt = "Отчёты, принятые без вопросов"
        tables.folded(
            f"Приняты без вопросов: {len(done)}",
            lambda: _lines(place, done, done_table(place, name), "board-done", alt),
            key="done-open" if left else "done-alone",  # alone it opens, whatever was folded
            few=len(done) <= tables.MANY,
            expanded=not left,
        )
    downloads.table_row(lambda: in_file(place, name), f"Сбор отчётов {place.year}.xlsx")


def left_and_done(board: Board, name: str) -> tuple[list[ReturnLine], list[ReturnLine]]:
    """What still waits for somebody; what is accepted."""
    shown = chosen(board, name)
    done = [line for line in shown if line.state is ReturnState.ACCEPTED]
    return [line for line in shown if line.state is not ReturnState.ACCEPTED], done


@data.kept
def left_table(place: DistrictYear, name: str) -> pd.DataFrame:
    return _table(place, left_and_done(data.board(place.municipality, place.year), name)[0])


@data.kept
def done_table(place: DistrictYear, name: str) -> pd.DataFrame:
    return _table(place, left_and_done(data.board(place.municipality, place.year), name)[1])


def in_file(place: DistrictYear, name: str) -> pd.DataFrame:
    """Both together, with the days as numbers."""
    shown = chosen(data.board(place.municipality, place.year), name)
    late = [days_late(one, term(place)) for one in shown]
    return _table(place, shown).assign(**{"Просрочен, дн.": pd.array(late, dtype="Int64")})


def _table(place: DistrictYear, lines: Sequence[ReturnLine]) -> pd.DataFrame:
    return table(lines, term(place), addresses(place, lines))


def term(place: DistrictYear) -> date | None:
    """The term of the returns of the year."""
    return data.snapshot(place.municipality).deadlines.get(place.year)


def _lines(
    place: DistrictYear, lines: Sequence[ReturnLine], frame: pd.DataFrame, key: str, alt: str
) -> None:
    orgs = [line.org for line in lines]
    tables.table(
        frame,
        key=key,
        alt=alt,
        opens={
            "Организация": _desks(place, orgs),
            "Версия": links.along_this_page(history.WHOSE.name, orgs),
        },
        later=("Файл",),
    )


def addresses(place: DistrictYear, lines: Sequence[ReturnLine]) -> dict[str, str]:
    """Code of an organisation → where letters to it go, where that is known."""
    whole = data.snapshot(place.municipality).municipality
    return {line.org: next(iter(whole.addresses(line.org)), "") for line in lines}


def _desks(place: DistrictYear, orgs: Sequence[str]) -> list[str]:
    """Where one sees all of each organisation: a school's page, the answers of the district."""
    ways, own = links.addresses("school", selection.SCHOOL, orgs), place.municipality
    answers = links.address("district_answers")
    return [answers if org == own else way for org, way in zip(orgs, ways, strict=True)]


def headline(board: Board) -> str:
    """«Отчёты сдали 12 из 14 школ: … Отчёт муниципалитета сдан. Не сдали: … Вопросов …»"""
    parts = [coverage_sentence(board), who_is_missing(board)]
    if board.questions:
        parts.append(f"Ждут ответа: {counted(board.questions, OPEN_QUESTIONS)}.")
    return " ".join(filter(None, parts))


def who_is_missing(board: Board) -> str:
    """Names while they fit into a sentence; of more, the sentence before says how many."""
    names = [line.name for line in board.silent]
    return f"Не сдали: {listed(names)}." if 0 < len(names) <= NAMED else ""


def table(
    lines: Sequence[ReturnLine], due: date | None = None, mail: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """The board in words, an organisation a line.

    ``due``: the term of the year; ``mail``: code of an organisation → its address.
    """
    mail = mail or {}
    return pd.DataFrame(
        {
            "Организация": [line.name for line in lines],
            "Состояние": [return_text(line.state) for line in lines],
            "Срок": [term_words(line, due, data.today()) for line in lines],
            "Получен": [line.received_at and line.received_at.date() for line in lines],
            "Почта": [mail.get(line.org, "") for line in lines],
            "Версия": pd.array([line.revision for line in lines], dtype="Int64"),
            "Вопросов": [line.questions for line in lines],
            "Файл": [line.filename or "" for line in lines],
        }
    )


def term_words(line: ReturnLine, due: date | None, today: date) -> str:
    """«позже срока» of what has come; «до 20.12.2022», «просрочен на 12 дн.» of what has not."""
    if due is None:
        return ""
    late = days_late(line, due, today)
    if late is not None:
        return f"просрочен на {number(late)}{NBSP}дн."
    if line.late:
        return "позже срока"
    return f"до {date_short(due)}" if line.state is ReturnState.NOT_REPORTED else ""


def days_late(line: ReturnLine, due: date | None, today: date | None = None) -> int | None:
    """For how many days a return is awaited that has not come."""
    has_come = line.is_in or line.state is ReturnState.IN_REVIEW
    if not line.late or due is None or has_come:
        return None
    return ((today or data.today()) - due).days


def remind(place: DistrictYear, board: Board) -> None:
    """The letter right under the board: shown while it is short, else opened by a click."""
    if text := reminder(place, board):
        short = len(board.silent) <= NAMED
        with st.expander("Напоминание тем, кто не сдал", expanded=short):
            st.code(text, language=None, wrap_lines=True)


def reminder(place: DistrictYear, board: Board) -> str:
    """A letter to those that have not reported; empty when all have."""
    return letter(board, term(place))


def letter(board: Board, due: date | None) -> str:
    """The letter, with the term where there is one."""
    if not board.silent:
        return ""
    term = f"Срок сдачи — {date_words(due)}. " if due else ""
    schools = "\n".join(f"— {line.name}" for line in board.silent)
    return (
        f"Уважаемые коллеги!\n\nОтчёты по дорожной карте за {board.year} год ещё не поступили "
        f"от следующих организаций:\n{schools}\n\n{term}Просим заполнить присланный бланк и "
        "направить файл в методический центр. Если данных по какому-либо вопросу нет, напишите "
        "причину в столбце справа — пустая клетка будет возвращена с вопросом."
    )


def open_questions(place: DistrictYear) -> list[StoredProblem]:
    """Questions of the year that nobody has answered yet."""
    return _open_questions(data.snapshot(place.municipality), place.year)


def _open_questions(seen: Snapshot, year: int) -> list[StoredProblem]:
    return [
        one
        for one in seen.problems
        if one.year == year and one.is_open and one.problem.severity is Severity.QUESTION
    ]


WHICH = "question-chosen"
QUESTION = "question"
"""Part of the address: the question that stands in the form."""


def questions(place: DistrictYear) -> None:
    """The questions of the year and the form that closes one."""
    asked = open_questions(place)
    if not asked:
        return
    names, seen = data.names(place.municipality), data.snapshot(place.municipality)
    st.header("Вопросы без ответа", anchor=False)
    st.markdown(
        "Школа присылает исправленный отчёт — или вопрос закрывают здесь, записав, что выяснили. "
        "Пока вопрос открыт, значение под вопросом не считается. "
        + words.for_the_hand("Вопрос, который вы откроете, встанет в поле под таблицей.")
    )
    tables.table(
        questions_table(asked, names, seen),
        key="questions",
        alt="Вопросы без ответа",
        file_name="Вопросы.xlsx",
        opens={
            "Организация": _desks(place, [one.org for one in asked]),
            "Вопрос": links.along_this_page(QUESTION, (str(one.id) for one in asked)),
        },
    )
    if offered.may("answer_problem"):
        answering(asked, names, seen)


def answering(asked: list[StoredProblem], names: dict[str, str], seen: Snapshot) -> None:
    """The form that closes one question by an answer; at first the one that the address names."""
    named = st.query_params.get(QUESTION, "")
    numbers = [str(one.id) for one in asked]
    if named != session.remembered(QUESTION) and named in numbers:
        session.set_widget(WHICH, numbers.index(named))
    session.remember(QUESTION, named)
    with st.form("answer", clear_on_submit=True):
        number = st.selectbox(
            "Какой вопрос закрыть",
            range(len(asked)),
            format_func=lambda index: question_title(asked[index], names, seen),
            key=WHICH,
        )
        answer = st.text_area("Что выяснили", placeholder="Например: школа подтвердила по телефону")
        if st.form_submit_button("Закрыть вопрос", type="primary"):
            doors.attempt(lambda: close_question(asked[number], answer))


def questions_table(
    asked: list[StoredProblem], names: dict[str, str], seen: Snapshot
) -> pd.DataFrame:
    """The questions, one line each."""
    return pd.DataFrame([question_row(one, names, seen) for one in asked])


def question_row(one: StoredProblem, names: dict[str, str], seen: Snapshot) -> dict[str, str]:
    told = placed(one, seen.roadmaps)
    return {
        "Организация": names.get(one.org, one.org),
        "Вопрос": told.message,
        "Лист": told.sheet,
        "Ячейка": told.cell,
    }


def question_title(one: StoredProblem, names: dict[str, str], seen: Snapshot) -> str:
    told = placed(one, seen.roadmaps)
    place = ", ".join(part for part in (told.sheet, told.cell) if part)
    return " · ".join(part for part in (names.get(one.org, one.org), place, told.message) if part)


def close_question(one: StoredProblem, answer: str) -> str:
    if not answer.strip():
        raise Refused("Напишите, что выяснили: без этого вопрос не закрыть.")
    data.store().answer_problem(one.id, answer.strip())
    return "Вопрос закрыт, ответ записан."
