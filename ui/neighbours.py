"""Districts beside each other: whether there is anything to compare."""

import streamlit as st

from indicators.districts import have_shared
from ui import data


def have_shared_indicators() -> bool:
    """Whether several districts measure one indicator in one year."""
    return _have_shared(data.database_url(), data.version())


@st.cache_data(max_entries=4, show_spinner=False)
def _have_shared(url: str, version: int) -> bool:
    store = data.store()
    return have_shared([store.roadmaps(code) for code in data.municipality_names()])
