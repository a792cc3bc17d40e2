"""Школы и показатели: школы и показатели года, знак и слово в каждой ячейке."""

from ui import blocks
from ui.monitoring import choices, matrix

place = blocks.opening("Школы и показатели", needs_returns=True)
if not choices.school_names(place):
    blocks.no_school_is_awaited(place)
matrix.explored(place)
