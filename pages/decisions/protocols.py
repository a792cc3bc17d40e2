"""Протоколы: прочитать, выгрузить с выпиской, внести новый."""

import streamlit as st

from ui import blocks
from ui.decisions import choices, protocols

place = blocks.opening("Протоколы")
found = protocols.of(place)
if found:
    chosen = protocols.chosen(found)
    protocols.show_protocol(chosen)
    protocols.files(place, chosen)
    protocols.remove(chosen)
else:
    st.markdown("Протоколов ещё нет. Внесите первый: решения станут поручениями школам.")
protocols.section(place)
choices.withdrawn(place, "протокол")
