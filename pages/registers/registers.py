"""Справочники: школы, контингент, сроки, органы — загрузить, посмотреть, поправить."""

from ui import blocks, filters, register_sections
from ui.filters import Filter

place = blocks.opening("Справочники")

section = filters.sections("Справочник", Filter("section"), register_sections.SECTIONS)
register_sections.SECTIONS[section](place)
