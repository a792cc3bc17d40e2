"""Показатель: одна строка дорожной карты по годам, по школам, по классам."""

from indicators.contribution import rows_of
from ui import blocks, data
from ui.kept import recall
from ui.monitoring import choices, cuts, indicator

place = blocks.opening("Показатель", needs_returns=True)
number = choices.indicator(place)
plan_fact = data.plan_fact(place.municipality)
rows = recall(rows_of, plan_fact, place.year, number)
district = choices.first_of(choices.of_district(rows))
schools = choices.of_schools(rows)

indicator.answer(place, number, district)
cuts.other_bases(district)
indicator.order_words(place, number)
indicator.years(place, number, choices.same_row(choices.of_district(plan_fact), district))
indicator.schools(place, number, schools)
cuts.who_moves(place, number, district)
cuts.cuts(place, number, schools)
