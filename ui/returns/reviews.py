"""«На проверке»: returns that wait until a methodist has looked at them; the district's switch.

In order: which wait, each with its remarks and its file; what becomes of those chosen; the switch.
"""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from data_model.people import Role
from data_model.returns import ReviewState, Revision
from indicators.wording import OPEN_QUESTIONS, RETURNS, counted, date_figures
from ui import data, doors, downloads, tables
from ui.selection import DistrictYear
from ui.words import quiet, safe_markdown

ANY_FILE = "application/octet-stream"


def waiting(place: DistrictYear) -> list[Revision]:
    """Returns of the year that wait, in the order they came."""
    found = [
        one
        for one in data.snapshot(place.municipality).revisions
        if one.year == place.year and one.review is ReviewState.WAITING
    ]
    return sorted(found, key=lambda one: one.received_at)


def section(place: DistrictYear) -> None:
    """The returns that wait; nothing where none does."""
    found = waiting(place)
    if not found:
        return
    names = data.names(place.municipality)
    st.subheader(f"На проверке: {counted(len(found), RETURNS)}", anchor=False)
    quiet("Эти отчёты ещё не входят в цифры. Пока их не приняли, действуют прежние.")
    for one in found:
        with st.expander(safe_markdown(title(one, names))):
            looked_at(place, one)
    decide(found, names)


def title(one: Revision, names: dict[str, str]) -> str:
    came = date_figures(one.received_at.astimezone())
    asked = f", {counted(one.questions, OPEN_QUESTIONS)}" if one.questions else ", без вопросов"
    return f"{names.get(one.org, one.org)}: редакция {one.number} от {came}{asked}"


def looked_at(place: DistrictYear, one: Revision) -> None:
    """What the checks say of a return, and its very file."""
    problems = [stored.problem for stored in data.store().problems_of(one.id)]
    if problems:
        tables.table(
            pd.DataFrame(tables.remark_rows(problems)),
            key=f"review-remarks-{one.id}",
            alt="Замечания к отчёту на проверке",
            columns={"Замечание": st.column_config.TextColumn(width=560)},
            row_height=tables.TWO_LINES,
        )
    else:
        st.markdown("Замечаний нет.")
    author = data.store().return_authors(one.org, one.year).get(one.id, "")
    with st.container(horizontal=True, vertical_alignment="center"):
        downloads.download(
            "Скачать отчёт",
            lambda: data.store().original(one.id)[1],
            one.filename.rpartition("/")[2],
            mime=ANY_FILE,
            key=f"review-file-{one.id}",
        )
        quiet(
            " ".join(
                part for part in (f"Отправил: {author}." if author else "", one.reason) if part
            )
        )


def decide(found: Sequence[Revision], names: dict[str, str]) -> None:
    """Accept or return several at once; those without questions are chosen beforehand."""
    by_number = {one.id: one for one in found}
    asked = [one for one in found if one.questions]
    also = bool(asked) and st.toggle("Выбрать и отчёты с вопросами", key="review-also")
    chosen = st.multiselect(
        "Какие отчёты",
        list(by_number),
        default=[one.id for one in found if also or not one.questions],
        format_func=lambda number: names.get(by_number[number].org, by_number[number].org),
        key=f"review-{also}-{'-'.join(map(str, by_number))}",
        placeholder="Выберите отчёты",
    )
    if not chosen:
        quiet("Выберите отчёты, чтобы принять их или вернуть.")
        return
    many = counted(len(chosen), RETURNS)
    if st.button(f"Принять {many}", type="primary", icon=":material/check:"):
        doors.attempt(lambda: accepted(chosen))
    with st.form("review-return", clear_on_submit=True, border=False):
        text = st.text_input("Что исправить", placeholder="Увидит школа")
        if st.form_submit_button(f"Вернуть {many}", icon=":material/undo:"):
            doors.attempt(lambda: returned(chosen, text))


def accepted(chosen: Sequence[int]) -> str:
    data.store().accept_returns(chosen)
    return f"Принято: {counted(len(chosen), RETURNS)}."


def returned(chosen: Sequence[int], text: str) -> str:
    data.store().return_reviewed(chosen, text)
    return f"Возвращено на доработку: {counted(len(chosen), RETURNS)}."


def switch(place: DistrictYear) -> None:
    """Whether returns are looked at before they count: said to all, turned by the controller."""
    is_on = data.snapshot(place.municipality).municipality.reviews
    quiet(
        "Отчёты, которые присылают школы, сначала проверяет методист."
        if is_on
        else "Отчёты, которые присылают школы, входят в цифры сразу."
    )
    if not data.person().has(Role.CONTROLLER):
        return
    label = "Принимать без проверки" if is_on else "Сначала проверять"
    if st.button(label, key="review-switch"):
        doors.attempt(lambda: switched(place, is_on=not is_on))


def switched(place: DistrictYear, *, is_on: bool) -> str:
    data.store().switch_review(place.municipality, is_on=is_on)
    return "Отчёты школ теперь проверяются до приёма." if is_on else "Отчёты школ входят сразу."
