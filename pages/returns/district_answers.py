"""Ответы района: вопросы, на которые отвечает сам район; та же форма, что у школ, или файл."""

import streamlit as st

from ui import blocks, downloads
from ui.returns import forms, screen

place = blocks.opening("Ответы района")
st.markdown(
    f"Показатели дорожной карты за {place.year} год, за которые отвечает сам район. «Есть» "
    "подтверждается наименованием, номером и датой документа; если номера нет, пишите «б/н»."
)
downloads.download(
    "Скачать бланк района",
    lambda: forms.blank_form(place, place.municipality),
    f"{place.municipality}_{place.year}.xlsx",
)
screen.fill_in(place, place.municipality)
