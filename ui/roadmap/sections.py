"""The parts of the page «Дорожная карта», a function each, and the table of them."""

from collections.abc import Callable

from ui import blocks, filters, heading, selection
from ui.filters import Filter
from ui.roadmap import editions, goals, in_force, new_edition, passports
from ui.selection import DistrictYear

SECTIONS: dict[str, Callable[[DistrictYear], None]] = {
    "Сроки": in_force.draw,
    "Паспорта": passports.draw,
    "Цели": goals.draw,
    "Новая редакция": new_edition.draw,
    "Все редакции": editions.draw,
}


def draw(title: str) -> None:
    """One part at a time; a district without a roadmap has only the way to load one."""
    place = selection.place()
    if place and not place.year:
        heading.title(title)
        new_edition.draw(place)
        return
    place = blocks.opening(title)
    SECTIONS[filters.sections("Раздел", Filter("part"), SECTIONS)](place)
