"""Показатели: все строки дорожной карты с отбором по выполнению."""

from ui import blocks
from ui.monitoring import overview

place = blocks.opening("Показатели")
overview.lines(place)
overview.terms(place)
blocks.legend()
