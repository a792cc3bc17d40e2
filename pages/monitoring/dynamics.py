"""Год и динамика: годы рядом, с разрывами там, где изменилось определение."""

from ui import blocks, data
from ui.monitoring import choices, dynamics

place = blocks.opening("Год и динамика", needs_returns=True)
district = choices.of_district(data.plan_fact(place.municipality))
dynamics.verdicts(place, district)
dynamics.breaks(place, district)
dynamics.numbers(place, district)
dynamics.behind(place, district)
