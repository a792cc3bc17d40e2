"""Документы: отчёты, справка, рекомендации и проект приказа из данных года."""

import streamlit as st

from ui import blocks, document_sections

place = blocks.opening("Документы", needs_returns=True)

st.markdown(
    "Числа в документах те же, что на страницах. Word можно править, PDF — для архива, "
    "веб-страница открывается без интернета."
)
document_sections.told()
chosen = document_sections.choice(place)
document_sections.files(chosen)
if not (chosen.kind == "school" and chosen.org is None):
    document_sections.preview(chosen)
document_sections.settings(chosen)
