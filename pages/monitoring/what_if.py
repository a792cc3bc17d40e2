"""Если бы: другое плановое значение или другое число участников; ничего не сохраняется."""

from ui import blocks, words
from ui.monitoring import choices, what_if

place = blocks.opening(needs_returns=True)
words.hint("Здесь можно пробовать: дорожная карта и отчёты не изменятся.")
number = choices.indicator(place, what_if.COUNTED)
row = choices.district_row(place, number)
moved = what_if.changes(place, row)
if moved:
    what_if.outcome(place, row, moved)
else:
    blocks.badge(row)
    words.answer(what_if.now(row))
    words.hint("Измените план или число участников — покажем, что станет с выполнением.")
