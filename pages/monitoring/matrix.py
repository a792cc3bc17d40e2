"""Школы и показатели: школы и показатели года, знак и слово в каждой ячейке."""

import streamlit as st

from ui import blocks
from ui.doors import part
from ui.monitoring import matrix
from ui.selection import DistrictYear


@part
def explored(place: DistrictYear) -> None:
    """A click on a filter runs this part alone: ``matrix.PARTS`` names it."""
    wanted = matrix.filtered(place)
    pages = matrix.in_pages(place, wanted)
    if not pages:
        st.info(matrix.NOBODY)
        return
    schools = matrix.one_page(pages)
    title, beside = matrix.title_and_note(place, wanted)
    matrix.picture(place, schools, title, wanted.order)
    blocks.legend(beside)
    matrix.behind(place, wanted, schools)


explored(blocks.opening("Школы и показатели", needs_returns=True))
