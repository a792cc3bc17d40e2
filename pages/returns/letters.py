"""Письма: напоминания, замечания с бланком, поручения; человек читает письмо до отправки."""

import streamlit as st

from ui import blocks, data
from ui.returns import letters

place = blocks.opening("Письма")
st.markdown("Само ничего не уходит: письма готовит программа, читает и отправляет человек.")
letters.write(place)
found = data.store().letters(place.municipality)
st.header("Ждут отправки", anchor=False)
letters.outbox(place, found)
letters.log(place, found)
