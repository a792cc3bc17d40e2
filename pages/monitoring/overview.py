"""Обзор: где стоит район, кто не отчитался, что делать дальше."""

from ui import blocks
from ui.monitoring import matrix, overview

place = blocks.opening("Главная", needs_returns=True)
overview.say(place)
overview.what_to_do(place)
overview.tiles(place)
overview.lines(place)
overview.returns(place)
matrix.preview(place)
overview.terms(place)
blocks.legend()
