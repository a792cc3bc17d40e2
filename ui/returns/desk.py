"""The school's own desk («Мой отчёт»): what is asked and by when, the form, what is still open.

A school sees its own rows alone (``data_model/store/questions.py``), so nothing here speaks of
the district.
"""

import pandas as pd
import streamlit as st

from access.modes import mode
from data_model.people import Role
from data_model.returns import ReturnState
from indicators.coverage import ReturnLine
from indicators.next_steps import assignment_lines
from indicators.wording import date_short, return_text
from ui import blocks, data, downloads, filters, navigation, tables
from ui.filters import Filter
from ui.returns import forms
from ui.selection import DistrictYear
from ui.words import safe_markdown

WHOSE = Filter("whose")


def is_a_school() -> bool:
    """Whether the page is for this person: on one PC there are no schools."""
    return data.person().has(Role.SCHOOL)


def own_schools(place: DistrictYear) -> dict[str, str]:
    """Code → name of the schools whose returns this person sends."""
    names = data.names(place.municipality)
    return {code: names[code] for code in sorted(data.person().organisations()) if code in names}


def need_school() -> None:
    """End the page where nobody has signed in as a school."""
    if is_a_school():
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
    return filters.choose("Чья форма", WHOSE, schools)


def state(place: DistrictYear, org: str) -> ReturnLine | None:
    """What has become of the school's return; says it, with the term and what is still open."""
    board = data.board(place.municipality, place.year)
    line = next((one for one in board.lines if one.org == org), None)
    if line is None:
        st.markdown(f"За {place.year} год отчёт этой школы не ожидается.")
        return None
    due = data.snapshot(place.municipality).deadlines.get(place.year)
    term = f" Сдать до {date_short(due)}." if due else ""
    came = f", получен {date_short(line.received_at.date())}" if line.received_at else ""
    st.markdown(f"**{return_text(line.state)}**{came}.{term}")
    if line.state is ReturnState.RETURNED:
        for one in data.snapshot(place.municipality).sent_back:
            if (one.org, one.year) == (org, place.year):
                st.warning(f"Возвращён на доработку: {safe_markdown(one.reason)}")
    return line


def form(place: DistrictYear, org: str) -> None:
    """The ways to answer: on the screen, or in the form, prefilled where answers have come."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.page_link(
            navigation.page("fill_in"),
            label="Заполнить форму на экране",
            icon=":material/edit_note:",
            query_params={WHOSE.name: org},
        )
        downloads.download(
            "Скачать бланк",
            lambda: forms.one(place, org),
            f"{org}_{place.year}.xlsx",
            key=f"form-{org}",
        )


def remarks(place: DistrictYear, org: str) -> None:
    """Remarks on the return in force; open questions wait for a corrected return."""
    found = [
        one
        for one in data.snapshot(place.municipality).problems
        if (one.org, one.year) == (org, place.year)
    ]
    if not found:
        return
    st.subheader("Замечания", anchor=False)
    rows = tables.problem_rows(one.problem for one in found)
    tables.table(pd.DataFrame(rows), key=f"remarks-{org}", alt="Замечания к отчёту школы")


def assignments(place: DistrictYear, org: str) -> None:
    """What protocols ask of the school, with terms."""
    lines = [
        one
        for one in assignment_lines(data.snapshot(place.municipality))
        if one.execution.addressee == org
    ]
    if not lines:
        return
    st.subheader("Поручения школе", anchor=False)
    for one in lines:
        due = f", до {date_short(one.assignment.due)}" if one.assignment.due else ""
        st.markdown(f"- {safe_markdown(one.assignment.text.rstrip('.'))}{due}")
