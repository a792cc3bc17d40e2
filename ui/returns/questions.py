"""Open questions on returns: looked at together, closed one by one with an answer in words."""

import pandas as pd
import streamlit as st

from data_model.errors import Refused
from data_model.returns import StoredProblem
from ui import data, doors, session, tables
from ui.returns import collecting
from ui.selection import DistrictYear

WHICH = "question-chosen"


def section(place: DistrictYear) -> None:
    """The questions of the year and the form that closes one."""
    asked = collecting.open_questions(place)
    if not asked:
        return
    names = data.names(place.municipality)
    st.subheader("Вопросы без ответа", anchor=False)
    st.markdown(
        "Школа присылает исправленный отчёт — или вопрос закрывают здесь, записав, что выяснили. "
        "Пока вопрос открыт, значение под вопросом не считается. Щёлкните по вопросу — он встанет "
        "в поле под таблицей."
    )
    wide = {
        "Организация": st.column_config.TextColumn(width=200),
        "Вопрос": st.column_config.TextColumn(width=580),
        "Лист": st.column_config.TextColumn(width=110),
        "Ячейка": st.column_config.TextColumn(width=70),
    }
    tables.table(
        table(asked, names),
        key="questions",
        alt="Вопросы без ответа",
        file_name="Вопросы.xlsx",
        columns=wide,
        row_height=tables.TWO_LINES,
        follow=lambda row: session.set_widget(WHICH, row),
    )
    with st.form("answer", clear_on_submit=True):
        number = st.selectbox(
            "Какой вопрос закрыть",
            range(len(asked)),
            format_func=lambda index: title(asked[index], names),
            key=WHICH,
        )
        answer = st.text_area("Что выяснили", placeholder="Например: школа подтвердила по телефону")
        if st.form_submit_button("Закрыть вопрос", type="primary"):
            doors.attempt(lambda: close(asked[number], answer))


def table(asked: list[StoredProblem], names: dict[str, str]) -> pd.DataFrame:
    """The questions, one line each."""
    return pd.DataFrame([row(one, names) for one in asked])


def row(one: StoredProblem, names: dict[str, str]) -> dict[str, str]:
    return {
        "Организация": names.get(one.org, one.org),
        "Вопрос": one.problem.message,
        "Лист": one.problem.sheet,
        "Ячейка": one.problem.cell,
    }


def title(one: StoredProblem, names: dict[str, str]) -> str:
    place = " ".join(part for part in (one.problem.sheet, one.problem.cell) if part)
    return " · ".join(
        part for part in (names.get(one.org, one.org), place, one.problem.message) if part
    )


def close(one: StoredProblem, answer: str) -> str:
    if not answer.strip():
        raise Refused("Напишите, что выяснили: без этого вопрос не закрыть.")
    data.store().answer_problem(one.id, answer.strip())
    return "Вопрос закрыт, ответ записан."
