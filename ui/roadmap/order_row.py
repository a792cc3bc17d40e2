"""One row of an order: its words, what it was taken to mean, and the fields to say it otherwise."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any, TypeVar

import pandas as pd
import streamlit as st

from data_model.roadmap import ALL_GRADES, Kind
from indicators.wording import kind_word
from loaders.orders import RowProposal
from loaders.orders.review import (
    DUE,
    KIND,
    UPPER,
    VALUE,
    YEAR,
    Review,
    lines_of,
    with_lines,
)
from loaders.roadmaps.words import LEVELS, OPERATORS, PERIODS, SCOPES
from ui import doors, session
from ui.markdown import safe_markdown
from ui.roadmap import desk
from ui.selection import DistrictYear

Choice = TypeVar("Choice", bound=StrEnum)
OPEN = "не определено"
NEXT = "order-row-next"
"""Remembered after an answer: the next waiting row is to be shown."""


def draw(place: DistrictYear, turn: int, review: Review, row: RowProposal) -> None:
    """The words of the order on top, the reading under them."""
    with st.container(border=True):
        st.markdown(f"**{safe_markdown(row.title)}**")
        for label, text in ORDER_WORDS.items():
            st.markdown(f":gray[{label}:] {safe_markdown(text(row)) or '—'}")
        for doubt in row.unsure:
            st.warning(safe_markdown(doubt))
        with st.form(f"order-row-{turn}-{row.number}", border=False):
            changed, lines = fields(row, review)
            with st.container(horizontal=True):
                confirmed = st.form_submit_button("Подтвердить строку", type="primary")
                left_out = st.form_submit_button("Не включать строку")
    if confirmed:
        answer(place, review, replace(changed, included=True), lines)
    elif left_out:
        answer(place, review, replace(row, included=False), lines_of(row, ()))


ORDER_WORDS: Mapping[str, Callable[[RowProposal], str]] = {
    "Сроки": lambda row: row.term,
    "Показатель": lambda row: row.wording,
    "Исполнители": lambda row: "; ".join(row.executors),
}


def answer(
    place: DistrictYear, review: Review, row: RowProposal, lines: list[dict[str, Any]]
) -> None:
    """Keep a row as the person left it and go on to the next; what does not fit is said here."""

    def act() -> str:
        desk.keep(place.municipality, review.with_row(with_lines(row, lines)))
        session.remember(NEXT, True)
        return f"Строка {row.number} {'подтверждена' if row.included else 'снята'}."

    doors.attempt(act)


def fields(row: RowProposal, review: Review) -> tuple[RowProposal, list[dict[str, Any]]]:
    """All fields of a row as widgets; what they hold now."""
    with st.grid(3, min_column_width=220):
        kind = chosen("Вид показателя", row.kind, {one: kind_word(one) for one in Kind})
        operator = chosen("Сравнение", row.operator, OPERATORS)
        unit = st.text_input("Единица", row.unit)
        level = chosen("Уровень", row.level, LEVELS)
        scope = chosen("Охват плана", row.scope, SCOPES)
        documents = st.number_input("Строк для документов", 0, 20, row.documents)
    base = st.multiselect(
        "База доли: классы", ALL_GRADES, row.base, placeholder="только для доли от обучающихся"
    )
    whole = st.text_input("Знаменатель доли, если не обучающиеся", row.whole)
    lines = years(row, review)
    changed = replace(
        words_of(row),
        kind=kind,
        operator=operator,
        unit=unit,
        level=level,
        scope=scope,
        documents=documents,
        base=tuple(sorted(base)),
        whole=whole,
    )
    return changed, lines


def chosen(label: str, value: Choice | None, words: Mapping[Choice, str]) -> Choice | None:
    """One of the words, or nothing yet."""
    options: list[Choice | None] = [None, *words]
    return st.selectbox(
        label,
        options,
        index=options.index(value),
        format_func=lambda one: words[one] if one is not None else OPEN,
    )


def years(row: RowProposal, review: Review) -> list[dict[str, Any]]:
    """Plan and term of each year as a table to be mended."""
    frame = pd.DataFrame(
        lines_of(row, review.proposal.years), columns=[YEAR, VALUE, UPPER, KIND, DUE]
    )
    edited = st.data_editor(
        frame.astype({VALUE: "float", UPPER: "float", DUE: "object"}),
        hide_index=True,
        num_rows="dynamic",
        column_config={
            YEAR: st.column_config.NumberColumn(format="%d", step=1),
            KIND: st.column_config.SelectboxColumn(options=list(PERIODS.values())),
            DUE: st.column_config.DateColumn(format="DD.MM.YYYY"),
        },
        placeholder="",
        alt="План и сроки по годам",
    )
    return [
        {str(name): value for name, value in line.items()} for line in edited.to_dict("records")
    ]


def words_of(row: RowProposal) -> RowProposal:
    """The words of the order, for cells that a page break tore apart."""
    with st.expander("Исправить слова приказа"):
        title = st.text_area("Мероприятие", row.title)
        term = st.text_input("Сроки реализации", row.term)
        wording = st.text_area("Индикативный показатель", row.wording)
        executors = st.text_area("Исполнители, по одному в строке", "\n".join(row.executors))
    named = tuple(line.strip() for line in executors.splitlines() if line.strip())
    return replace(row, title=title, term=term, wording=wording, executors=named)
