"""In which format the button over a chart saves it: the browser draws both itself."""

from typing import Literal

import streamlit as st

from ui import session

KEY = "picture-format"
FORMATS: dict[str, Literal["png", "svg"]] = {
    "PNG — вставить в текст": "png",
    "SVG — печать и правка": "svg",
}


def chosen() -> Literal["png", "svg"]:
    """The format that this tab has chosen; PNG at first."""
    return FORMATS.get(session.widget_value(KEY), "png")


def choose() -> None:
    """The choice, for the charts of all pages; they stand outside the part that holds it."""
    st.radio(
        "Кнопка над рисунком сохраняет его как",
        list(FORMATS),
        key=KEY,
        persist_state="session",
        on_change=st.rerun,
    )
