"""Школа: паспорт, свои показатели, вклад в район, похожие школы, отчёты."""

from ui import blocks
from ui.decisions import assignments
from ui.monitoring import choices, notes, school
from ui.roadmap import scoring

place = blocks.opening()
org = choices.school(place)
rows = choices.rows_of(place, org, place.year)

school.answer(place, org, rows)
school.passport(place, org)
notes.section(place, org=org)
assignments.of_school(place, org)
blocks.need_returns(place)

school.years(place, org)
school.own(place, org, rows)
scoring.show_scores(scoring.of_school(place, org))
school.trends(place, org)
school.part_of_district(place, rows)
school.similar(place, org)
school.advice(place, org)
school.history(place, org)
