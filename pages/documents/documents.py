"""Документы: отчёты, справка, рекомендации и проект приказа из данных года."""

from ui import blocks
from ui.documents import sections

place = blocks.opening("Документы", needs_returns=True)

sections.tell_done()
chosen = sections.choice(place)
sections.opened(chosen)
