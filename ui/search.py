"""The search over everything: a school, an indicator, a document or a page, from every page."""

import streamlit as st

from access.rights import may_open
from indicators.wording import NBSP
from ui import data, navigation, selection, session
from ui.documents import documents
from ui.selection import DistrictYear

KEY = "search"
Found = tuple[str, str, str]
"""The page, the part of its address and the value of it; both empty of a bare page."""


def field() -> None:
    """One field above each page; a choice leads there at once."""
    place = selection.place()
    if place is None or not place.year:
        return
    options = {
        found: text for found, text in things_to_find(place) if may_open(data.person(), found[0])
    }
    st.selectbox(
        "Поиск: школа, показатель, документ",
        list(options),
        index=None,
        key=session.fresh_key(KEY),
        format_func=options.__getitem__,
        placeholder="Поиск: школа, показатель, документ",
        label_visibility="collapsed",
        on_change=follow,
    )


def follow() -> None:
    """Go to what was chosen; the field is empty there."""
    chosen: Found | None = session.widget_value(session.fresh_key(KEY))
    if chosen is None:
        return
    session.renew(KEY)
    page, name, value = chosen
    query = {name: value} if name else None
    st.switch_page(navigation.page(page), query_params=query)


@data.kept
def things_to_find(place: DistrictYear) -> tuple[tuple[Found, str], ...]:
    """Everything that can be found, with the words by which it is."""
    roadmap = data.roadmap(place.municipality, place.year)
    schools = data.expected(place.municipality, place.year)
    return (
        *(
            (("indicator", selection.INDICATOR, row.number), f"№{NBSP}{row.number} {row.short}")
            for row in roadmap.activities
        ),
        *((("school", selection.SCHOOL, one.code), one.name.short) for one in schools),
        *(
            (("documents", "kind", kind), f"Документ: {title}")
            for kind, title in documents.ON_PAGE.items()
        ),
        *(((row.name, "", ""), f"Страница: {row.title}") for row in navigation.PAGES),
    )
