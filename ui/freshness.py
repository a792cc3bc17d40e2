"""Open tabs learn of new data: a fragment compares the version and reruns the page."""

import streamlit as st

from ui import data, session

EVERY = 5.0
"""Seconds."""
SEEN = "version"


def note() -> None:
    """Keep the version that this run shows, and say so when it is newer than the last."""
    session.remember(SEEN, data.version())
    if session.forget("updated"):
        st.toast("Данные обновлены", icon=":material/sync:")


@st.fragment(run_every=EVERY)
def watch() -> None:
    """Drawn once in the frame; runs by itself every few seconds."""
    if data.version() != session.remembered(SEEN):
        session.remember("updated", True)
        st.rerun()
