"""An order under review, before it is an edition.

In order: the rows as a whole (``rows``), one row with its fields (``row_under_review``), the head
with act, title and years (``head``). Nothing changes before a button is pressed.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

import pandas as pd
import streamlit as st

from data_model.errors import Refused
from data_model.roadmap import ALL_GRADES, Act, Kind, Operator
from indicators.passport import act_words
from indicators.wording import NBSP, kind_word, of, target_text
from loaders.orders import RowProposal
from loaders.orders.review import DUE, KIND, UPPER, VALUE, YEAR, Review, lines_of, with_lines
from loaders.roadmaps.words import LEVELS, OPERATORS, PERIODS, SCOPES
from ui import doors, session, tables
from ui.roadmap import desk
from ui.selection import DistrictYear
from ui.words import safe_markdown


def rows(place: DistrictYear, turn: int, review: Review) -> None:
    """How many are confirmed; the table; the chosen row with its fields."""
    rows = review.proposal.rows
    done = len(rows) - len(review.waiting)
    st.subheader(f"Строки приказа: подтверждено {of(done, len(rows))}", anchor=False)
    tables.table(
        overview(review),
        key="order-rows",
        alt="Строки приказа и что в них понято",
        file_name="Прочитанный приказ.xlsx",
        columns={"Мероприятие": st.column_config.TextColumn(width=360)},
    )
    if any(row.kind and not row.unsure for row in rows if row.number in review.waiting):
        st.button("Подтвердить строки без вопросов", on_click=confirm_sure, args=(place, review))
    if review.waiting:
        one(place, turn, review)
        return
    with st.expander("Посмотреть или поправить строку"):
        one(place, turn, review)


def one(place: DistrictYear, turn: int, review: Review) -> None:
    """The chosen row with its fields."""
    number = choose(turn, review)
    row_under_review(place, turn, review, review.proposal.row(number))


def confirm_sure(place: DistrictYear, review: Review) -> None:
    desk.keep(place.municipality, review.with_sure_rows())


def overview(review: Review) -> pd.DataFrame:
    """One row per row of the order, as it is understood now."""
    return pd.DataFrame(
        [
            {
                "№": row.number,
                "Состояние": state(row, review),
                "Мероприятие": row.title,
                "Вид": kind_word(row.kind) if row.kind else "не определён",
                "План": plan(row),
                "Сроки": "; ".join(f"{one.due:%d.%m.%Y}" for one in row.periods.values()),
                "Вопросов": len(row.unsure),
            }
            for row in review.proposal.rows
        ]
    )


def state(row: RowProposal, review: Review) -> str:
    if row.number in review.confirmed:
        return "✓ подтверждена" if row.included else "— снята"
    return "? ждёт решения" if row.unsure or row.kind is None else "… ждёт подтверждения"


def plan(row: RowProposal) -> str:
    """«2020: не менее 20 %; 2021: не менее 35 %»."""
    operator = row.operator or Operator.AT_LEAST
    return "; ".join(
        f"{year}: {target_text(operator, target.value, target.upper, row.unit)}"
        for year, target in sorted(row.targets.items())
    )


def choose(turn: int, review: Review) -> str:
    """Number of the row to look at: after each answer, the next one that waits."""
    key = f"order-row-{turn}"
    names = {
        row.number: f"№{NBSP}{row.number} {row.title}, {state(row, review)}"
        for row in review.proposal.rows
    }
    waiting = review.waiting
    first = waiting[0] if waiting else next(iter(names))
    if session.forget(NEXT) or session.widget_value(key) not in names:
        session.set_widget(key, first)
    return st.selectbox("Строка", list(names), format_func=names.__getitem__, key=key)


Choice = TypeVar("Choice", bound=StrEnum)
OPEN = "не определено"
NEXT = "order-row-next"
"""Remembered after an answer: the next waiting row is to be shown."""


def row_under_review(place: DistrictYear, turn: int, review: Review, row: RowProposal) -> None:
    """The words of the order on top, the reading under them."""
    with st.container(border=True):
        st.markdown(f"**{safe_markdown(row.title)}**")
        for label, text in ORDER_WORDS.items():
            st.markdown(f":gray[{label}:] {safe_markdown(text(row)) or '—'}")
        for doubt in row.unsure:
            st.warning(safe_markdown(doubt))
        with st.form(f"order-row-{turn}-{row.number}", border=False):
            changed, lines = row_fields(row, review)
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


def row_fields(row: RowProposal, review: Review) -> tuple[RowProposal, list[dict[str, Any]]]:
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


DAY = "DD.MM.YYYY"


def head(place: DistrictYear, turn: int, review: Review) -> None:
    """The act in one line, its doubts, and the fields to mend it."""
    proposal = review.proposal
    st.markdown(f"**{safe_markdown(proposal.title or 'Название не найдено')}**")
    years = ", ".join(map(str, proposal.years)) or "не найдены"
    st.markdown(f"{safe_markdown(act_words(proposal.act))}. Годы: {years}.")
    for doubt in proposal.unsure:
        st.warning(safe_markdown(doubt))
    with st.expander("Поправить реквизиты приказа", expanded=bool(proposal.unsure)):
        head_fields(place, turn, review)


def head_fields(place: DistrictYear, turn: int, review: Review) -> None:
    """One form: nothing changes before its button is pressed."""
    proposal, act = review.proposal, review.proposal.act
    with st.form(f"order-head-{turn}", border=False):
        title = st.text_area("Название дорожной карты", proposal.title)
        body = st.text_input("Орган", act.body)
        kind = st.text_input("Вид акта", act.kind)
        day = st.date_input("Дата", act.date, format=DAY)
        number = st.text_input("Номер", act.number)
        years = st.text_input("Годы", ", ".join(map(str, proposal.years)), help="2021, 2022, 2023")
        if st.form_submit_button("Сохранить реквизиты"):
            new = Act(body, kind, day if isinstance(day, date) else None, number, act.title)
            doors.attempt(
                lambda: keep(place.municipality, review.with_head(title, new, as_years(years)))
            )


def as_years(text: str) -> tuple[int, ...]:
    """«2021, 2022» and «2021–2023». Raises Refused where there is none."""
    found = [int(year) for year in re.findall(r"\d{4}", text)]
    if re.fullmatch(r"\s*\d{4}\s*[-–—]\s*\d{4}\s*", text):
        found = [*range(found[0], found[1] + 1)]
    if not found:
        raise Refused("Укажите годы дорожной карты, например: 2021, 2022, 2023.")
    return tuple(sorted(set(found)))


def keep(municipality: str, review: Review) -> str:
    desk.keep(municipality, review)
    return "Реквизиты приказа исправлены."
