"""Матрица: школы и показатели года, знак и слово в каждой ячейке."""

import streamlit as st

from indicators import headlines
from ui import blocks
from ui.kept import recall
from ui.monitoring import matrix

place = blocks.opening("Матрица", needs_returns=True)
rows = matrix.filtered(matrix.school_rows(place), place)
if rows.empty:
    st.info("Таких школ нет. Уберите отбор или измените запрос.")
    st.stop()
shown = matrix.one_page(rows, place)
matrix.picture(shown, place, recall(headlines.matrix, rows))
blocks.legend()
st.subheader("Таблица", anchor=False)
matrix.behind(shown, place)
