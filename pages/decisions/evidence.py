"""Документы-подтверждения: чем доказано «есть», чего не хватает, внести документ."""

import streamlit as st

from ui import blocks
from ui.decisions import evidence

place = blocks.opening("Документы-подтверждения")
lines = evidence.register(place)
st.markdown(f"**{evidence.headline(lines)}**")
evidence.show(place, lines)
evidence.add(place)
evidence.files(place)
