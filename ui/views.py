"""What a person makes of a view in the bar above it: a name for it, the day of its terms."""

from datetime import date
from functools import partial
from urllib.parse import parse_qsl

import streamlit as st

from access.rights import may_open
from data_model.people import SavedView
from indicators.wording import date_short
from ui import data, doors, navigation, selection
from ui.words import safe_markdown

DAY = "DD.MM.YYYY"


def saved(page: str, query: str) -> None:
    """One's own views as links, and the form that names this one."""
    for one in data.store().saved_views():
        if one.page not in navigation.NAMED or not may_open(data.person(), one.page):
            continue
        with st.container(horizontal=True, vertical_alignment="center"):
            st.page_link(
                navigation.page(one.page),
                label=safe_markdown(one.name),
                query_params=dict(parse_qsl(one.query)),
            )
            if st.button("Убрать", key=f"view-{one.id}", type="tertiary"):
                doors.attempt(partial(removed, one))
    with st.form("view-name", border=False, clear_on_submit=True):
        name = st.text_input("Название этого вида", placeholder="Например: мои красные")
        if st.form_submit_button("Сохранить вид"):
            doors.attempt(lambda: kept(SavedView(name, page, query)))


def kept(view: SavedView) -> str:
    """Raises Refused without a name."""
    data.store().save_view(view)
    return "Вид сохранён, он открывается из «Виды» на любой странице."


def removed(view: SavedView) -> str:
    data.store().remove_view(view.id)
    return "Вид убран из списка."


def day_of_terms() -> None:
    """The day on which terms are looked at: today, or another one, kept in the address."""
    st.markdown("Сроки и просрочка считаются на этот день; данные остаются все.")
    asked = data.as_of()
    chosen = st.date_input("Сроки на день", value=asked or date.today(), format=DAY, key="as-of")
    wanted = chosen if isinstance(chosen, date) and chosen != date.today() else None
    if wanted != asked:
        selection.look_on(wanted)
        st.rerun()
    if asked and st.button("Вернуть сегодняшний день", type="tertiary"):
        selection.look_on(None)
        st.rerun()


def told() -> str:
    """«Виды», with the day of the terms where it is not today."""
    day = data.as_of()
    return f"На {date_short(day)}" if day else "Виды"
