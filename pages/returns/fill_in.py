"""Форма отчёта: те же вопросы, что в бланке, полями на экране; черновик сохраняется сам."""

import streamlit as st

from ui import blocks, heading, selection
from ui.returns import desk, screen
from ui.words import safe_markdown

heading.title("Форма отчёта")
desk.need_school()
place = selection.place()
if place is None or not place.year:
    blocks.empty("Район ещё не загрузил дорожную карту.", "my_return", "Мой отчёт")
org = desk.which(place)
st.header(safe_markdown(desk.own_schools(place)[org]), anchor=False)
if desk.state(place, org) is not None:
    screen.fill_in(place, org)
