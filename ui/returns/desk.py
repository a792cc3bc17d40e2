"""The school's own desk («Мой отчёт»): what is asked and by when, the form, what is still open.

A school sees its own rows alone (``data_model/store/questions.py``), so nothing here speaks of
the district.
"""

from collections.abc import Mapping
from datetime import date

import pandas as pd
import streamlit as st

from access.modes import mode
from data_model.decisions import AssignmentState, EvidenceEntry, Execution
from data_model.errors import Refused
from data_model.returns import ReturnState, ReviewState
from indicators.coverage import ReturnLine
from indicators.next_steps import AssignmentLine, assignment_lines
from indicators.wording import ON_SCREEN, capital, date_short, placed, return_text
from indicators.wording.decisions import ASSIGNMENT_STATES, term_words
from reports.calendars import calendar_file, days_of_school
from ui import blocks, data, doors, downloads, filters, navigation, tables
from ui.decisions import choices
from ui.decisions.assignments import note_text, state_text
from ui.filters import Filter
from ui.returns import forms, history
from ui.selection import DistrictYear
from ui.words import quiet, safe_markdown

WHOSE = Filter("whose")


def own_schools(place: DistrictYear) -> dict[str, str]:
    """Code → name of the schools whose returns this person sends."""
    names = data.names(place.municipality)
    return {code: names[code] for code in sorted(data.person().organisations()) if code in names}


def need_school() -> None:
    """End the page where nobody has signed in as a school."""
    if data.is_a_school():
        return
    where = "" if mode().is_office else " На одном компьютере её страниц нет."
    blocks.empty(
        f"Эта страница открывается школе после входа.{where} Ваша работа с отчётами — здесь.",
        "board",
        "Сбор отчётов",
    )


def which(place: DistrictYear) -> str:
    """Code of the school whose form is open; a choice where the person sends for several."""
    schools = own_schools(place)
    if len(schools) == 1:
        return next(iter(schools))
    return filters.choose("Организация", WHOSE, schools)


def state(place: DistrictYear, org: str) -> ReturnLine | None:
    """What has become of the school's return; says it, with the term and what is still open."""
    board = data.board(place.municipality, place.year)
    line = next((one for one in board.lines if one.org == org), None)
    if line is None:
        st.markdown(f"За {place.year} год отчёт этой школы не ожидается.")
        return None
    seen = data.snapshot(place.municipality)
    due = seen.deadlines.get(place.year)
    term = f" Сдать до {date_short(due)}." if due else ""
    came = f", получен {date_short(line.received_at.date())}" if line.received_at else ""
    st.markdown(f"**{return_text(line.state)}**{came}.{term}")
    if line.state is ReturnState.IN_REVIEW:
        quiet("Методист ещё не посмотрел отчёт. Пока он не принят, в цифрах его нет.")
    if line.state is ReturnState.RETURNED:
        for one in seen.sent_back:
            if (one.org, one.year) == (org, place.year):
                said = f"{one.reason} ({one.person}, {date_short(one.sent_on)})"
                st.warning(f"Возвращён на доработку: {safe_markdown(said)}")
    return line


def form(place: DistrictYear, org: str) -> None:
    """The ways to answer: on the screen, or in the form, prefilled where answers have come."""
    with st.container(horizontal=True, vertical_alignment="center"):
        with st.container(key=f"fill-in-{org}", width="content"):
            st.page_link(
                navigation.page("fill_in"),
                label="**Заполнить форму на экране**",
                icon=":material/edit_note:",
                query_params={WHOSE.name: org},
            )
        downloads.download(
            "Скачать бланк",
            lambda: forms.blank_form(place, org),
            f"{org}_{place.year}.xlsx",
            key=f"form-{org}",
        )
        calendar(place, org)


def remarks(place: DistrictYear, org: str) -> None:
    """Remarks on the return that waits, else on the one in force: what is still to be mended."""
    seen = data.snapshot(place.municipality)
    slot = (org, place.year)
    waits = next(
        (
            one
            for one in seen.revisions
            if (one.org, one.year) == slot and one.review is ReviewState.WAITING
        ),
        None,
    )
    of_return = data.store().problems_of(waits.id) if waits else seen.problems
    found = [
        placed(one, seen.roadmaps)
        for one in of_return
        if (one.org, one.year) == slot and not one.answer
    ]
    if not found:
        return
    st.header("Замечания", anchor=False)
    tables.table(
        pd.DataFrame(map(in_one_place, tables.remark_rows(found))),
        key=f"remarks-{org}",
        alt="Замечания к отчёту школы",
    )
    current = next(
        (one for one in seen.revisions if one.is_current and (one.org, one.year) == slot), None
    )
    if current is not None and waits is None:
        history.marked_copy(current)


def in_one_place(row: Mapping[str, str]) -> dict[str, str]:
    """A remark with its place in one column: the sheet is told where it is a file's."""
    parts = (row["Лист"] if row["Лист"] != ON_SCREEN else "", row["Ячейка"])
    return {
        "Что": row["Что"],
        "Где": ", ".join(part for part in parts if part),
        "Замечание": row["Замечание"],
    }


def calendar(place: DistrictYear, org: str) -> None:
    """The terms of the school as a file for its calendar."""
    downloads.download(
        "Сроки в календарь",
        lambda: calendar_file(
            "Дорожная карта: сроки школы", days_of_school(data.snapshot(place.municipality), org)
        ),
        f"Сроки {org}.ics",
        mime=downloads.ICS,
        key=f"calendar-{org}",
    )


# what protocols ask of the school, and what it tells of it


def assignments(place: DistrictYear, org: str) -> None:
    """What protocols ask of the school; each open one with the form that tells what was done."""
    lines = [
        one
        for one in assignment_lines(data.snapshot(place.municipality))
        if one.execution.addressee == org
    ]
    if not lines:
        return
    st.header("Поручения школе", anchor=False)
    for one in lines:
        given = one.assignment
        term = "" if one.overdue else f"; срок: {term_words(given.term, given.due)}"
        text = capital(given.text.rstrip("."))
        st.markdown(f"**{safe_markdown(text)}** — {safe_markdown(state_text(one) + term)}")
        quiet(note_text(one))
        if given.release is None:
            with st.expander("Сообщить об исполнении"):
                report(place, org, one)


def report(place: DistrictYear, org: str, line: AssignmentLine) -> None:
    """How far the school has come, what was done, and the document that proves it."""
    with st.form(f"report-{line.assignment.id}", border=False, clear_on_submit=True):
        state = st.radio(
            "Состояние", REPORTED, 1, format_func=ASSIGNMENT_STATES.__getitem__, horizontal=True
        )
        note = st.text_input("Что сделано")
        name = st.text_input("Подтверждающий документ: наименование")
        with st.container(horizontal=True):
            number = st.text_input("Номер или б/н", width=160)
            day = st.date_input("Дата", value=None, format="DD.MM.YYYY", width=160)
        file = st.file_uploader("Файл документа", type=["pdf", "docx", "doc", "jpg", "png"])
        if st.form_submit_button("Сообщить", type="primary"):
            proof = EvidenceEntry(
                org, place.year, "", name.strip(), "", number, choices.one_day(day),
                filename=file.name if file else "",
            )  # fmt: skip
            content = file.getvalue() if file else None
            doors.attempt(lambda: reported(line, state, note, proof, content))


def reported(
    line: AssignmentLine,
    state: AssignmentState,
    note: str,
    proof: EvidenceEntry,
    content: bytes | None,
) -> str:
    """Enter the proof, then the mark; taking off control is the controller's."""
    if not note.strip():
        raise Refused("Напишите, что сделано.")
    if content is not None and not proof.name:
        raise Refused("Назовите документ, файл которого вы приложили.")
    store, known = data.store(), line.execution.evidence
    number = store.save_evidence(proof, content) if proof.name else known
    done = Execution(line.execution.addressee, state, date.today(), note.strip(), number)
    store.save_execution(line.assignment.id, done)
    return f"Сообщили: {ASSIGNMENT_STATES[state]}. С контроля снимает район."


REPORTED = (AssignmentState.IN_WORK, AssignmentState.DONE)
