"""Откуда цифра: от показателя района к школе, отчёту, листу и ячейке."""

from indicators.contribution import rows_of
from ui import blocks, data
from ui.kept import recall
from ui.monitoring import choices, provenance

place = blocks.opening("Откуда цифра", needs_returns=True)
number, org = choices.figure(place)
rows = recall(rows_of, data.plan_fact(place.municipality), place.year, number)
row = choices.row_of(rows, org)
origin = data.trace(place.municipality, place.year, number, org)

provenance.answer(place, number, row, origin)
provenance.by_place(place, number, rows, origin)
provenance.cells(place, origin.inputs, "Ячейки отчётов", "origin-cells")
provenance.documents(place, origin)
provenance.roll(place, origin)
provenance.cells(place, origin.set_aside, "Не вошло в цифру: ответ неполный", "origin-aside")
provenance.originals(place, origin)
