"""An order under review, before it is an edition.

In order: the rows as a whole (``rows``), what may be done to the table (``acts``), one row beside
the words of the order (``row_under_review``, fields in ``row_fields``), the head with act, title
and years (``head``). Nothing changes before a button is pressed.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from data_model.errors import Refused
from data_model.roadmap import Act, Operator
from indicators.passport import act_words
from indicators.wording import NBSP, kind_word, of, target_text
from loaders.orders import RowProposal
from loaders.orders.review import Review, lines_of, with_lines
from ui import doors, session, tables
from ui.roadmap import desk, goals, row_fields
from ui.selection import DistrictYear
from ui.words import safe_markdown


def rows(place: DistrictYear, turn: int, review: Review) -> None:
    """How many are confirmed; the table; the chosen row with its fields."""
    rows = review.proposal.rows
    if not rows:
        first_row(place, review)
        return
    done = len(rows) - len(review.waiting)
    st.header(f"Строки приказа: подтверждено {of(done, len(rows))}", anchor=False)
    tables.table(
        overview(review),
        key="order-rows",
        alt="Строки приказа и что в них понято",
        file_name="Прочитанный приказ.xlsx",
    )
    if any(row.kind and not row.unsure for row in rows if row.number in review.waiting):
        st.button("Подтвердить строки без вопросов", on_click=confirm_sure, args=(place, review))
    if review.waiting:
        row_desk(place, turn, review)
        return
    with st.expander("Посмотреть или поправить строку", expanded=bool(review.proposal.stored)):
        row_desk(place, turn, review)


def row_desk(place: DistrictYear, turn: int, review: Review) -> None:
    """The chosen row, what may be done to it, and its fields."""
    number = choose(turn, review)
    acts(place, review, number)
    row_under_review(place, turn, review, review.proposal.row(number))


def acts(place: DistrictYear, review: Review, number: str) -> None:
    """Rows are added, split, joined, moved and removed; each act is a button that says its row."""

    def done(after: Review, chosen: str, said: str) -> str:
        desk.keep(place.municipality, after)
        session.remember(NEXT, chosen)
        return said

    def added() -> str:
        after, fresh = review.with_new_row(number)
        return done(after, fresh, f"Строка {fresh} добавлена после строки {number}.")

    def split() -> str:
        after, fresh = review.split(number)
        return done(after, number, f"Строка {number} разделена: {number} и {fresh}.")

    def joined() -> str:
        return done(review.joined(number), number, f"К строке {number} добавлена следующая.")

    def removed() -> str:
        after = review.without_row(number)
        places = after.numbers
        near = min(review.numbers.index(number), len(places) - 1)
        return done(after, places[near] if places else "", f"Строка {number} удалена.")

    def moved(by: int) -> str:
        return done(review.moved(number, by), number, f"Строка {number} переставлена.")

    offered: dict[str, Callable[[], str]] = {
        "Добавить строку ниже": added,
        "Разделить": split,
        "Объединить со следующей": joined,
        "Выше": lambda: moved(-1),
        "Ниже": lambda: moved(1),
        "Удалить": removed,
    }
    with st.container(horizontal=True):
        for label, act in offered.items():
            if st.button(label, key=f"order-act-{label}"):
                doors.attempt(act)


def first_row(place: DistrictYear, review: Review) -> None:
    """The way into a table that has no row yet."""
    st.markdown("Строк ещё нет.")

    def act() -> str:
        after, fresh = review.with_new_row()
        desk.keep(place.municipality, after)
        return f"Строка {fresh} добавлена."

    if st.button("Добавить строку", type="primary"):
        doors.attempt(act)


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
                "Показатель по приказу": row.wording,
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
    """«2020: не менее 20 %; 2021: не менее 35 %»; of quarters «2026, I кв.: не менее 2 ед.»."""
    operator = row.operator or Operator.AT_LEAST
    told = {str(year): target for year, target in sorted(row.targets.items())}
    told |= {
        f"{year}, {period.of_part(number).short_words}": part.target
        for year, period in sorted(row.periods.items())
        for number, part in enumerate(period.parts, 1)
        if part.target
    }
    return "; ".join(
        f"{name}: {target_text(operator, target.value, target.upper, row.unit)}"
        for name, target in told.items()
    )


def choose(turn: int, review: Review) -> str:
    """Number of the row to look at: after each answer, the next one that waits."""
    key = f"order-row-{turn}"
    names = {
        row.number: f"№{NBSP}{row.number} {row.title}, {state(row, review)}"
        for row in review.proposal.rows
    }
    first = review.next_row or next(iter(names))
    asked = session.forget(NEXT)
    if asked or session.widget_value(key) not in names:
        session.set_widget(key, asked if asked in names else first)
    return st.selectbox("Строка", list(names), format_func=names.__getitem__, key=key)


NEXT = "order-row-next"
"""Remembered after an act: the number of the row to be shown, or that the next one waits."""


def row_under_review(place: DistrictYear, turn: int, review: Review, row: RowProposal) -> None:
    """The words of the order on top, the reading under them."""
    with st.container(border=True):
        st.markdown(f"**{safe_markdown(row.title)}**")
        for label, text in ORDER_WORDS.items():
            st.markdown(f":gray[{label}:] {safe_markdown(text(row)) or '—'}")
        if row.links:
            linked = safe_markdown(links_in_words(row, review))
            st.markdown(f":gray[Связанные мероприятия:] {linked}")
        for doubt in row.unsure:
            st.warning(safe_markdown(doubt))
        with st.form(f"order-row-{turn}-{row.number}", border=False):
            parents = goals.rows_above(place.municipality)
            changed, lines = row_fields.draw(row, review, parents)
            with st.container(horizontal=True):
                confirmed = st.form_submit_button("Подтвердить строку", type="primary")
                left_out = st.form_submit_button("Не включать строку")
    if confirmed:
        answer(place, review, replace(changed, included=True), lines, row.number)
    elif left_out:
        answer(place, review, replace(row, included=False), lines_of(row, ()), row.number)


ORDER_WORDS: Mapping[str, Callable[[RowProposal], str]] = {
    "Сроки": lambda row: row.term,
    "Показатель": lambda row: row.wording,
    "Исполнители": lambda row: "; ".join(row.executors),
}


def links_in_words(row: RowProposal, review: Review) -> str:
    """«№ 2 Школа наставника; № 3 Конкурс»."""
    titles = {one.number: one.title for one in review.proposal.rows}
    return "; ".join(f"№{NBSP}{one} {titles[one]}" for one in row.links if one in titles)


def answer(
    place: DistrictYear,
    review: Review,
    row: RowProposal,
    lines: list[dict[str, Any]],
    number: str,
) -> None:
    """Keep a row as the person left it and go on to the next; what does not fit is said here."""

    def act() -> str:
        desk.keep(place.municipality, review.with_row(with_lines(row, lines), number))
        session.remember(NEXT, True)
        return f"Строка {row.number} {'подтверждена' if row.included else 'снята'}."

    doors.attempt(act)


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
