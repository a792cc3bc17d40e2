"""Бланки: пустые или предзаполненные формы отчёта за год — всем школам, одной, району."""

from functools import partial

import streamlit as st

from indicators.wording import counted
from ui import blocks, downloads, selection, words
from ui.monitoring import choices
from ui.returns import forms
from ui.words import FORMS

place = blocks.opening("Бланки")
schools = forms.schools(place)

st.markdown(
    "В бланке уже стоят школа, год и контингент. Школа заполняет жёлтые ячейки и присылает "
    "файл обратно. Кто уже отчитался, получает бланк со своими ответами — для исправления."
)

if not schools:
    blocks.no_school_is_awaited(place)

downloads.download(
    f"Скачать {counted(len(schools), FORMS)} школ одним архивом",
    lambda: forms.many(place, schools),
    f"Бланки за {place.year} год.zip",
    mime=downloads.ZIP,
    primary=True,
)

st.header("Бланк школы", anchor=False)
with st.container(horizontal=True, vertical_alignment="bottom"):
    org = selection.school(schools)
    if org is not None:
        name = forms.filename(place, org)
        downloads.download("Скачать бланк", partial(forms.blank_form, place, org), name)
if org is None:
    words.quiet(choices.why_no_school(place).said)

st.header("Бланк района", anchor=False)
st.markdown(
    "Вопросы, на которые отвечает сам район. На них можно ответить и на странице «Ответы района»."
)
downloads.download(
    "Скачать бланк района",
    lambda: forms.blank_form(place, place.municipality),
    forms.filename(place, place.municipality),
)
