"""Добавить район: от учебного примера к своим школам за три шага."""

import streamlit as st

from ui import data, heading
from ui.registers import start

heading.title("Добавить район")
if data.person().grants is not None:
    start.on_a_server()
    st.stop()
st.markdown("Три файла — и можно печатать бланки.")
start.where_it_lies()

own = start.unfinished()
start.schools_step(own)
if own:
    start.roll_step(own)
    start.roadmap_step(own)
    start.finish(own)
else:
    start.later(2, "Контингент")
    start.later(3, "Дорожная карта")
