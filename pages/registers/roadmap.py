"""Дорожная карта: сроки, паспорта показателей, цели, новая редакция из приказа."""

from ui import blocks, filters, heading, selection
from ui.filters import Filter
from ui.roadmap import editions, goals, in_force, new_edition, passports, school_plans, scoring

TITLE = "Дорожная карта"
SECTIONS = {
    "Сроки": in_force.draw,
    "Паспорта": passports.draw,
    "Цели": goals.draw,
    "Строки региона": goals.parents,
    "Планы школ": school_plans.draw,
    "Сводные оценки": scoring.draw,
    "Новая редакция": new_edition.draw,
    "Все редакции": editions.draw,
}

chosen = selection.place()
if chosen and not chosen.year:  # a district without a roadmap has only the way to load one
    heading.title(TITLE)
    new_edition.draw(chosen)
else:
    place = blocks.opening(TITLE)
    SECTIONS[filters.sections("Раздел", Filter("part"), SECTIONS)](place)
