"""Справочники: школы, контингент, сроки, органы — загрузить, посмотреть, поправить."""

from ui import blocks, filters
from ui.filters import Filter
from ui.registers import sections

place = blocks.opening("Справочники")

section = filters.sections("Справочник", Filter("section"), sections.SECTIONS)
sections.SECTIONS[section](place)
