"""Загрузка: файлы школ принимаются в фоне, по каждому — итог и замечания."""

import streamlit as st

from indicators.wording import counted
from ui import blocks, data, intake, session
from ui.words import FILES

place = blocks.opening("Загрузка отчётов")

files = st.file_uploader(
    "Перетащите сюда заполненные бланки или архив zip с ними",
    type=["xlsx", "xlsm", "xls", "ods", "zip"],
    accept_multiple_files=True,
    key=session.fresh_key("files"),
    help="Один файл или сотни: школу и год программа узнаёт по бланку. "
    "Исправленный отчёт становится следующей редакцией, прежняя сохраняется.",
)
if files:
    with st.form("take", border=False):
        reason = st.text_input(
            "Причина исправления", placeholder="Нужна, если школа уже сдала этот отчёт"
        )
        if st.form_submit_button(f"Принять {counted(len(files), FILES)}", type="primary"):
            intake.begin(files, reason)
            session.renew("files")
            st.rerun()

intake.show_latest(data.names(place.municipality))
