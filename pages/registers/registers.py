"""Справочники: школы, контингент, сроки, органы — загрузить, посмотреть, поправить."""

import streamlit as st

from ui import blocks, register_sections

place = blocks.opening("Справочники")

section = st.radio(
    "Справочник",
    list(register_sections.SECTIONS),
    horizontal=True,
    key="section",
    bind="query-params",
    label_visibility="collapsed",
)
register_sections.SECTIONS[section](place)
