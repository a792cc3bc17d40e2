"""Что если: другое плановое значение или другое число участников; ничего не сохраняется."""

from indicators.contribution import rows_of
from ui import blocks, data
from ui.kept import recall
from ui.monitoring import choices, what_if, words

place = blocks.opening("Что если", needs_returns=True)
words.quiet("Здесь можно пробовать: дорожная карта и отчёты не изменятся.")
number = choices.indicator(place, what_if.COUNTED)
rows = recall(rows_of, data.plan_fact(place.municipality), place.year, number)
row = choices.of_district(rows).iloc[0]
moved = what_if.changes(place, row, choices.of_schools(rows))
if moved:
    what_if.outcome(place, row, moved)
else:
    blocks.badge(row["status"])
    words.answer(what_if.now(row))
    words.quiet("Измените план или число участников — покажем, что станет с выполнением.")
