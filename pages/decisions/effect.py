"""Меры и эффект: от показателя через решение и меру к показателю следующего года."""

import streamlit as st

from ui import blocks
from ui.decisions import effect
from ui.monitoring import choices

place = blocks.opening()
code = effect.code_of(place, choices.indicator(place))
found = effect.chain(place, code)
effect.answer(place, code, found)
effect.draw(place, found)
effect.section(place, code)
st.divider()
effect.positions(place)
