"""«Поручения»: the register with its filters, marks of execution, taking off control."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from data_model.assignments import Assignment, AssignmentState, Execution, Release
from data_model.errors import Refused
from data_model.meetings import TermKind
from indicators.assignments import assignments_frame
from indicators.wording import NBSP, PluralForms, counted, date_short
from indicators.wording.decisions import ASSIGNMENT_STATES, term_words
from reports.office import office_of
from ui import data, doors, filters, navigation, tables
from ui.decisions import choices
from ui.filters import Filter
from ui.kept import recall
from ui.markdown import safe_markdown
from ui.selection import Place

ASSIGNMENTS = PluralForms("поручение", "поручения", "поручений", "поручения")
Row = dict[Any, Any]
ROW = 96
"""Height of a row in pixels: an assignment is read, not guessed."""
DAY = "DD.MM.YYYY"
SHOWN, EXECUTOR = Filter("show"), Filter("executor")
OPEN = (AssignmentState.SET, AssignmentState.IN_WORK)
MARKED = (AssignmentState.SET, AssignmentState.IN_WORK, AssignmentState.DONE)
FILTERS: dict[str, Callable[[pd.DataFrame], pd.Series]] = {
    "Все": lambda rows: rows["state"].notna(),
    "Просрочено": lambda rows: rows["overdue"],
    "Без срока": lambda rows: rows["due"].isna(),
    "Не исполнено": lambda rows: rows["state"].isin(list(OPEN)),
    "Исполнено": lambda rows: rows["state"] == AssignmentState.DONE,
    "Снято с контроля": lambda rows: rows["state"] == AssignmentState.RELEASED,
}
COLUMNS = {
    "Кому": st.column_config.TextColumn(width=150),
    "Поручение": st.column_config.TextColumn(width=270),
    "Срок": st.column_config.TextColumn(width=104),
    "Состояние": st.column_config.TextColumn(width=110),
    "Отметка": st.column_config.TextColumn(width=130),
}


def register(place: Place) -> pd.DataFrame:
    """Every assignment and addressee of the district, judged today."""
    return recall(assignments_frame, data.snapshot(place.municipality), date.today())


def headline(place: Place, rows: pd.DataFrame) -> str:
    """«Под контролем 2 поручения. Исполнений просрочено — 12. Без срока — 2 поручения.»"""
    followed = [one for one in given(place) if one.release is None]
    endless = [one for one in followed if one.due is None]
    parts = [f"Под контролем {counted(len(followed), ASSIGNMENTS)}."]
    late = overdue(rows)
    parts.append(f"Просрочено исполнений: {late}." if late else "Просроченных нет.")
    parts += [f"Без срока: {counted(len(endless), ASSIGNMENTS)}."] if endless else []
    return " ".join(parts)


def overdue(rows: pd.DataFrame) -> int:
    """How many addressees are late."""
    return int(rows["overdue"].sum())


def given(place: Place) -> tuple[Assignment, ...]:
    return data.snapshot(place.municipality).assignments


def wanted(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows that a person wants to see: by state, by addressee."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        shown = filters.choose("Показать", SHOWN, list(FILTERS), st.radio, horizontal=True)
        names = {"": "Все", **dict(zip(rows["addressee"], rows["name"], strict=True))}
        org = filters.choose("Исполнитель", EXECUTOR, names)
    return left(rows, shown, org)


def left(rows: pd.DataFrame, shown: str, org: str) -> pd.DataFrame:
    """The rows that the filters leave; without an addressee those of all."""
    found = rows[FILTERS[shown](rows).astype(bool)]
    return found[found["addressee"] == org] if org else found


def table(rows: pd.DataFrame) -> pd.DataFrame:
    """The register in words."""
    return pd.DataFrame([row_words(row) for row in rows.to_dict("records")])


def row_words(row: Row) -> dict[str, str]:
    """One addressee of one assignment."""
    clause = f"№{NBSP}{row['protocol']} от {date_short(row['given_on'])}, п.{NBSP}{row['number']}"
    return {
        "Кому": row["name"],
        "Поручение": row["text"],
        "Срок": term_words(TermKind(row["term"]), row["due"]),
        "Состояние": state_text(row),
        "Отметка": note_text(row),
        "Когда": date_short(row["changed_on"]) if row["changed_on"] else "",
        "Протокол, пункт": clause,
    }


def state_text(row: Row) -> str:
    """«просрочено, в работе»: being overdue goes before the state."""
    word = ASSIGNMENT_STATES[AssignmentState(row["state"])]
    return f"✕ просрочено, {word}" if row["overdue"] else word


def note_text(row: Row) -> str:
    """The note of the executor, then who took the assignment off control."""
    if not row["released_on"]:
        return str(row["note"])
    released = f"снял с контроля: {row['released_by']}, {date_short(row['released_on'])}"
    return "; ".join(part for part in (row["note"], released) if part)


def show(rows: pd.DataFrame, place: Place) -> None:
    """The table of the register."""
    if rows.empty:
        st.markdown("Таких поручений нет.")
        return
    tables.table(
        table(rows),
        key="assignments",
        alt="Реестр поручений",
        file_name=f"Поручения {place.year}.xlsx",
        columns=COLUMNS,
        row_height=ROW,
    )


def title(one: Assignment) -> str:
    return f"п.{NBSP}{one.number} протокола №{NBSP}{one.protocol_number}: {one.text}"


def mark(place: Place) -> None:
    """How far an addressee has come, with the document that proves it."""
    followed = [one for one in given(place) if one.release is None]
    if not followed:
        return
    st.subheader("Отметить исполнение", anchor=False)
    names = data.names(place.municipality)
    documents = choices.documents(place)
    one = st.selectbox("Поручение", followed, format_func=title, key="mark-what")
    with st.form("mark", clear_on_submit=True):
        who = st.selectbox(
            "Исполнитель",
            [done.addressee for done in one.executions],
            format_func=lambda code: names.get(code, code),
        )
        state = st.selectbox("Состояние", MARKED, 2, format_func=ASSIGNMENT_STATES.__getitem__)
        day = st.date_input("Когда", value=None, format=DAY, width=220)
        note = st.text_input("Что сделано")
        proof = st.selectbox("Документ", [None, *documents], format_func=choices.named(documents))
        if st.form_submit_button("Сохранить", type="primary"):
            execution = Execution(who, state, choices.one_day(day), note, proof)
            doors.attempt(lambda: _marked(one, execution))


def _marked(one: Assignment, execution: Execution) -> str:
    data.store().save_execution(one.id, execution)
    return f"Отмечено: {ASSIGNMENT_STATES[execution.state]}."


def take_off(place: Place) -> None:
    """Taking off control: an act of the controller, apart from the execution."""
    followed = [one for one in given(place) if one.release is None]
    if not followed:
        return
    st.subheader("Снять с контроля", anchor=False)
    st.markdown("Снимает тот, кто контролирует, а не исполнитель.")
    office = office_of(data.snapshot(place.municipality).municipality)
    with st.form("release", clear_on_submit=True):
        one = st.selectbox("Поручение", followed, format_func=title)
        post = st.text_input("Должность контролёра", office.controller_post)
        day = st.date_input("Когда", value=None, format=DAY, width=220)
        reason = st.text_input("Основание", help="Обязательно, если исполнили не все.")
        if st.form_submit_button("Снять с контроля"):
            doors.attempt(lambda: _released(one, post, choices.one_day(day), reason))


def _released(one: Assignment, post: str, day: date | None, reason: str) -> str:
    if day is None:
        raise Refused("Укажите день снятия с контроля.")
    data.store().release_assignment(one.id, Release(post, day, reason))
    return "Поручение снято с контроля."


def _of(rows: pd.DataFrame, org: str) -> pd.DataFrame:
    return rows[rows["addressee"] == org]


def of_school(place: Place, org: str) -> None:
    """The block of the school's page: what is assigned to it."""
    rows = register(place)
    mine = recall(_of, rows, org)
    if mine.empty:
        return
    st.subheader("Поручения", anchor=False)
    for row in mine.to_dict("records"):
        state = f"{term_words(TermKind(row['term']), row['due'])}; {state_text(row)}"
        st.markdown(f"- {safe_markdown(row['text'])} **{safe_markdown(state)}**")
    st.page_link(navigation.page("assignments"), label="Все поручения", icon=":material/task_alt:")
