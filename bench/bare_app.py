"""The floor of a page: the same heatmap and table in a bare Streamlit application.

It has as many pages and links to them as ours, and on its pages nothing but what is compared:
a heatmap of as many schools as ours shows at once with its text, hover and marks to click, a
table of the same schools, and a table of all schools.
"""

import os
from pathlib import Path

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import streamlit as st
from streamlit import runtime

SCHOOLS = int(os.environ.get("BENCH_SCHOOLS", "14"))
PAGES = int(os.environ.get("BENCH_PAGES", "20"))
SHOWN = min(SCHOOLS, 30)
ROWS = 5


def heatmap() -> None:
    values = np.random.default_rng(1).integers(0, 100, (SHOWN, ROWS)).astype("uint8")
    figure = go.Figure(go.Heatmap(z=values, text=values, texttemplate="%{text}"))
    figure.add_scatter(
        x=np.tile(np.arange(ROWS), SHOWN),
        y=np.repeat(np.arange(SHOWN), ROWS),
        mode="markers",
        marker={"opacity": 0},
        customdata=values.ravel(),
    )
    st.title("Heatmap")
    st.button("again")
    st.plotly_chart(
        figure.update_layout(height=40 * SHOWN + 100), key="map", on_select="rerun", theme=None
    )
    table(SHOWN)


def table(count: int) -> None:
    names = [f"School {number}" for number in range(count)]
    frame = pd.DataFrame({"school": names} | {f"row {row}": range(count) for row in range(ROWS)})
    st.dataframe(frame, key="table")


def first() -> None:
    st.title("Table")
    table(SCHOOLS)


def empty() -> None:
    st.title("Nothing")


def pages() -> list[st.Page]:
    return [
        st.Page(first, title="Table", default=True),
        st.Page(heatmap, title="Heatmap", url_path="matrix"),
        *(
            st.Page(empty, title=f"Page {number}", url_path=f"page-{number}", icon=":material/map:")
            for number in range(3, PAGES + 1)
        ),
    ]


if runtime.exists():
    offered = pages()
    chosen = st.navigation(offered, position="hidden")
    for page in offered:
        st.sidebar.page_link(page)
    chosen.run()
else:
    from streamlit.runtime.pages_manager import PagesManager

    PagesManager.uses_pages_directory = False
    app = st.App(Path(__file__).resolve())
