"""Школа: паспорт, свои показатели, вклад в район, похожие школы, отчёты."""

import streamlit as st

from ui import blocks, data
from ui.decisions import assignments
from ui.monitoring import choices, school, school_beside

place = blocks.opening("Школа")
org = choices.school(place)
school.passport(place, org)
first = st.container()
assignments.of_school(place, org)
blocks.need_returns(place)
plan_fact = data.plan_fact(place.municipality)
year = choices.of_year(plan_fact, place.year)
history = choices.of_school(plan_fact, org)
rows = choices.of_school(year, org)

with first:
    school.answer(rows)
school.years(place, org, history)
school.own(place, org, rows)
school.trends(place, history)
school_beside.part_of_district(place, rows, choices.of_district(year))
school_beside.similar(place, org, choices.of_schools(year))
school_beside.advice(place, org)
school_beside.history(place, org)
