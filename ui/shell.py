"""The frame around every page: page settings, selection, menu, errors in words."""

import streamlit as st

from data_model.errors import MonitorError
from ui import blocks, doors, freshness, navigation, selection

TITLE = "Дорожная карта"
WIDTH = 1280
"""Pixels of content at most: longer lines are hard to follow."""


def main() -> None:
    """Draw the frame, then the page that was asked for."""
    st.set_page_config(page_title=TITLE, page_icon=str(navigation.ICON), layout="wide")
    page = st.navigation([row.page() for row in navigation.rows()], position="hidden")
    try:
        with st.sidebar:
            sidebar()
        with st.container(width=WIDTH):
            doors.say()
            page.run()
    except MonitorError as error:
        blocks.trouble(error)


def sidebar() -> None:
    """The name, the choice of district and year, the menu."""
    st.markdown(f"### {TITLE}")
    selection.frame()
    navigation.menu()
    freshness.note()
    freshness.watch()
