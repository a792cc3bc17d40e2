"""The line of the heading: the title on the left, what can be done with the view on the right."""

from contextvars import ContextVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

_title: ContextVar[DeltaGenerator] = ContextVar("title")


def line() -> DeltaGenerator:
    """Open the line; the container for its right side, which is filled after the page."""
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        _title.set(st.container(width="content"))
        return st.container(width="content", horizontal=True)


def title(text: str) -> None:
    """The title of the page, in the line that the frame has opened."""
    _title.get().title(text, anchor=False)
