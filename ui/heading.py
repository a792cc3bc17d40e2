"""The line of the heading: the title on the left, what can be done with the view on the right.

What stands on the right knows what was chosen on the page, so it is drawn after the page.
"""

from contextvars import ContextVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

_line: ContextVar[DeltaGenerator] = ContextVar("line")


def line() -> None:
    """Open the line."""
    _line.set(
        st.container(
            horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
        )
    )


def title(text: str) -> None:
    """The title of the page, in the line that the frame has opened."""
    _line.get().title(text, anchor=False, width="content")


def right() -> DeltaGenerator:
    """The right side of the line."""
    return _line.get().container(width="content", horizontal=True)
