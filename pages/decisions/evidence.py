"""Подтверждающие документы: чем доказано «есть», чего не хватает, внести документ."""

from ui import blocks, words
from ui.decisions import choices, evidence

place = blocks.opening("Подтверждающие документы")
lines = evidence.register(place)
words.answer(evidence.headline(lines))
evidence.show(place, lines)
evidence.add(place)
evidence.files(place)
choices.withdrawn(place, "документ")
