"""What can be done with the view on the screen: print it, save its charts, send its address."""

from urllib.parse import urlencode

import streamlit as st

from ui import navigation, selection
from ui.doors import part
from ui.monitoring import pictures
from ui.printing.sheets import SHEETS
from ui.selection import DistrictYear

WITH_CHARTS = {"overview", "matrix", "indicator", "school", "dynamics", "roadmap"}


@part
def bar(row: navigation.PageEntry) -> None:
    """«Печать» where the page has a print view, and «Ссылка на этот вид»."""
    place = selection.place()
    if place is None or not place.year:
        return
    with st.container(horizontal=True, width="content"):
        if row.name in SHEETS:
            st.link_button("Печать", printed(row, place), icon=":material/print:", type="tertiary")
        if row.name in WITH_CHARTS:
            with st.popover("Рисунки", icon=":material/image:", type="tertiary"):
                pictures.choose()
        with st.popover("Ссылка на этот вид", icon=":material/link:", type="tertiary"):
            st.markdown("Скопируйте адрес и отправьте: откроется та же страница с тем же выбором.")
            st.code(address(row, place), language=None, wrap_lines=True)


def printed(row: navigation.PageEntry, place: DistrictYear) -> str:
    """Address of the print view, beside the page itself."""
    wanted = {"municipality": place.municipality, "year": str(place.year)}
    chosen = selection.kept((*selection.KEPT, *row.carries))
    return f"./print/{row.name}?{urlencode({**wanted, **chosen, **selection.tried()})}"


def address(row: navigation.PageEntry, place: DistrictYear) -> str:
    """The whole address of the view, also of what the address bar leaves out as usual."""
    chosen = {**selection.kept(row.carries), **selection.tried()}
    wanted = {**selection.district_and_year(place), **chosen}
    here = (st.context.url or f"/{row.name}").split("?")[0]
    return f"{here}?{urlencode(wanted)}"
