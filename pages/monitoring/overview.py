"""Главная: где стоит район, что требует внимания, кто не отчитался, что делать дальше."""

import streamlit as st

from ui import blocks
from ui.monitoring import overview
from ui.roadmap import scoring

place = blocks.opening(needs_returns=True)
overview.head(place)
overview.strip(place)
overview.since(place)
scoring.show_scores(scoring.of_district(place))
shown = overview.asked_for(place)
left, right = st.columns([3, 2], gap="large")
with left:
    overview.attention(place, shown)
with right, st.container(gap="xsmall"):
    overview.waiting(place)
    overview.next_acts(place)
