"""Журнал: кто, что и когда сделал; цела ли цепочка записей."""

from ui import heading
from ui.access import journal

heading.title("Журнал")
journal.show_chain()
journal.show_acts()
