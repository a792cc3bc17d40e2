"""Поручения: что поручено, кому, к какому сроку, что исполнено и снято с контроля."""

from ui import blocks, words
from ui.decisions import assignments

place = blocks.opening("Поручения")
lines = assignments.register(place)
if not lines:
    blocks.empty(
        "Поручений ещё нет. Они появятся, когда будет внесён протокол с решениями.",
        "protocols",
        "Внести протокол",
    )
words.answer(assignments.headline(place, lines))
assignments.show(assignments.choose_lines(lines), place)
assignments.mark(place)
assignments.take_off(place)
