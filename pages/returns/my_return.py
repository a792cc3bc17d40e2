"""Мой отчёт: стол школы — что сдать и когда, бланк, загрузка, замечания, поручения."""

import streamlit as st

from ui import doors, heading, selection
from ui.returns import batches, desk, intake, published
from ui.words import safe_markdown

heading.title("Мой отчёт")
desk.need_school()
place = selection.place()
if place is None or not place.year:
    st.markdown("Район ещё не загрузил дорожную карту: сдавать пока нечего.")
    heading.stop()

for org, name in desk.own_schools(place).items():
    st.header(safe_markdown(name), anchor=False)
    if desk.state(place, org) is not None:
        desk.form(place, org)
        desk.remarks(place, org)
        desk.assignments(place, org)
        published.section(place, org)

st.header("Отправить бланк файлом", anchor=False)
intake.choose_files()
doors.say()
intake.offer_others()

batch = batches.own()
if batch is not None and not batch.finished:
    intake.running(batch.id)
elif batch is not None:
    intake.headline(batch)
    intake.verdicts(batch, place)
    if batch.awaits_decision:
        intake.decision(batch)
    intake.offer_again(batch)
    intake.remarks(batch)
