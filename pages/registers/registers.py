"""Организации и контингент: реестр школ, контингент, адреса, сроки, органы."""

from ui import blocks, filters
from ui.filters import Filter
from ui.registers import sections

SECTIONS = {
    "Школы": sections.schools,
    "Контингент": sections.roll,
    "Адреса школ": sections.addresses,
    "Сроки сдачи": sections.deadlines,
    "Органы и должности": sections.office,
}

place = blocks.opening("Организации и контингент")
SECTIONS[filters.sections("Раздел", Filter("section"), SECTIONS)](place)
