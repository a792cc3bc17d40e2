"""Ответы района: вопросы, на которые отвечает сам район, формой на странице или файлом."""

import streamlit as st

from ui import blocks, doors, downloads
from ui.returns import answers, forms

place = blocks.opening("Ответы района")
request = forms.request(place, place.municipality)

st.markdown(
    f"Строки дорожной карты за {place.year} год, за которые отвечает сам район. «Есть» "
    "подтверждается названием, номером и датой документа; если номера нет, пишите «б/н»."
)
downloads.download(
    "Скачать бланк района",
    lambda: forms.one(place, place.municipality),
    f"{place.municipality}_{place.year}.xlsx",
)

with st.form("district-answers", border=False, enter_to_submit=False):
    given = answers.draw(request, f"{place.municipality}-{place.year}-{answers.begun(request)}")
    reason = st.text_input("Причина исправления", placeholder="Если ответы уже были внесены")
    if st.form_submit_button("Сохранить ответы района", type="primary"):
        doors.attempt(lambda: forms.save_answers(place, given, reason))
