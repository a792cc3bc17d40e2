"""Документы: отчёты, справка, рекомендации и проект приказа из данных года."""

import streamlit as st

from ui import blocks
from ui.documents import sections

place = blocks.opening("Документы", needs_returns=True)

st.markdown(
    "Числа в документах те же, что на страницах. Word можно править, PDF — для архива, "
    "веб-страница открывается без интернета."
)
sections.told()
chosen = sections.choice(place)
sections.files(chosen)
if not (chosen.kind == "school" and chosen.org is None):
    sections.preview(chosen)
sections.settings(chosen)
