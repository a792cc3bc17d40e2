"""The rows of an order under review: how far it is, and the row that is looked at."""

import pandas as pd
import streamlit as st

from data_model.roadmap import Operator
from indicators.wording import NBSP, kind_word, of, target_text
from loaders.orders import RowProposal
from loaders.orders.review import Review
from ui import session, tables
from ui.roadmap import desk, order_row
from ui.selection import DistrictYear


def draw(place: DistrictYear, turn: int, review: Review) -> None:
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
    order_row.draw(place, turn, review, review.proposal.row(number))


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
    if session.forget(order_row.NEXT) or session.widget_value(key) not in names:
        session.set_widget(key, first)
    return st.selectbox("Строка", list(names), format_func=names.__getitem__, key=key)
