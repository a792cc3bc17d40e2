"""Поручения: что поручено, кому, к какому сроку, что исполнено и снято с контроля."""

import streamlit as st

from ui import blocks
from ui.decisions import assignments

place = blocks.opening("Поручения")
lines = assignments.register(place)
if not lines:
    blocks.empty(
        "Поручений ещё нет. Они появятся, когда будет внесён протокол с решениями.",
        "protocols",
        "Внести протокол",
    )
st.markdown(f"**{assignments.headline(place, lines)}**")
assignments.show(assignments.wanted(lines), place)
assignments.mark(place)
assignments.take_off(place)
