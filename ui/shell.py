"""The frame around every page: page settings, selection, menu, errors in words."""

from contextlib import nullcontext

import streamlit as st

from data_model.errors import MonitorError
from ui import blocks, data, doors, freshness, heading, navigation, selection, sharing

TITLE = "Дорожная карта"
WIDTH = 1280
"""Pixels of content at most: longer lines are hard to follow."""


def main() -> None:
    """Draw the frame, then the page that was asked for."""
    # the icon first: else the browser asks a foreign server for the icon of the page
    st.set_page_config(page_icon=str(navigation.ICON), layout="wide")
    page = st.navigation([row.page() for row in navigation.PAGES], position="hidden")
    st.set_page_config(page_title=f"{page.title} · {TITLE}")
    try:
        with st.sidebar, data.one_look():
            sidebar()
        with st.container(width=WIDTH):
            doors.say()
            right = heading.line()
            with data.one_look() if navigation.only_reads(page) else nullcontext():
                page.run()
            with right:
                sharing.bar(navigation.shown(page))
    except MonitorError as error:
        blocks.trouble(error)


def sidebar() -> None:
    """The name, the choice of district and year, the menu."""
    st.markdown(f"### {TITLE}")
    selection.frame()
    navigation.menu()
    freshness.note()
    freshness.watch()
