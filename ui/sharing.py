"""What can be done with the view on the screen: print it, send its address to a colleague."""

from urllib.parse import urlencode

import streamlit as st

from ui import navigation, selection
from ui.printing.sheets import SHEETS
from ui.selection import Place


def bar(row: navigation.Row) -> None:
    """«Печать» where the page has a print view, and «Ссылка на этот вид»."""
    place = selection.place()
    if place is None or not place.year:
        return
    if row.name in SHEETS:
        st.link_button("Печать", printed(row, place), icon=":material/print:", type="tertiary")
    with st.popover("Ссылка на этот вид", icon=":material/link:", type="tertiary"):
        st.markdown("Скопируйте адрес и отправьте: откроется та же страница с тем же выбором.")
        st.code(address(row, place), language=None, wrap_lines=True)


def printed(row: navigation.Row, place: Place) -> str:
    """Address of the print view, beside the page itself."""
    wanted = {"municipality": place.municipality, "year": str(place.year)}
    return f"./print/{row.name}?{urlencode(wanted | selection.kept(selection.KEPT))}"


def address(row: navigation.Row, place: Place) -> str:
    """The whole address of the view, also of what the address bar leaves out as usual."""
    wanted = {**selection.district_and_year(place), **selection.kept(row.carries)}
    here = (st.context.url or f"/{row.name}").split("?")[0]
    return f"{here}?{urlencode(wanted)}"
