"""Показатель: одна строка дорожной карты по годам, по школам, по классам."""

from ui import blocks
from ui.monitoring import choices, indicator, notes

place = blocks.opening(needs_returns=True)
number = choices.indicator(place)
district = choices.district_row(place, number)

indicator.answer(place, district)
indicator.other_bases(district)
notes.section(place, code=district.code)
indicator.order_words(place, number)
indicator.years(place, district)
indicator.schools(place, district)
indicator.who_moves(place, district)
indicator.cuts(place, district)
