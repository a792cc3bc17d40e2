"""The floor of a page: the same heatmap and table in a bare Streamlit application."""

import os
from pathlib import Path

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import streamlit as st
from streamlit import runtime

SCHOOLS = int(os.environ.get("BENCH_SCHOOLS", "14"))
SHOWN = min(SCHOOLS, 60)
ROWS = 5


def heatmap() -> None:
    values = np.random.default_rng(1).integers(0, 100, (SHOWN, ROWS)).astype("uint8")
    figure = go.Figure(go.Heatmap(z=values, text=values, texttemplate="%{text}"))
    st.title("Heatmap")
    st.button("again")
    st.plotly_chart(figure.update_layout(height=40 * SHOWN + 100), key="map")
    table()


def table() -> None:
    names = [f"School {number}" for number in range(SCHOOLS)]
    frame = pd.DataFrame({"school": names} | {f"row {row}": range(SCHOOLS) for row in range(ROWS)})
    st.dataframe(frame, key="table")


def first() -> None:
    st.title("Table")
    table()


if runtime.exists():
    pages = [
        st.Page(first, title="Table", default=True),
        st.Page(heatmap, title="Heatmap", url_path="matrix"),
    ]
    chosen = st.navigation(pages, position="hidden")
    for page in pages:
        st.sidebar.page_link(page)
    chosen.run()
else:
    from streamlit.runtime.pages_manager import PagesManager

    PagesManager.uses_pages_directory = False
    app = st.App(Path(__file__).resolve())
