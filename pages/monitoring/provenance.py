"""Исходные данные: от показателя района к школе, отчёту, листу и ячейке."""

from ui import blocks, data
from ui.monitoring import choices, notes, provenance

place = blocks.opening(needs_returns=True)
number, org = choices.figure(place)
row = choices.row_of(place, number, org)
origin = data.trace(place.municipality, place.year, number, org)

provenance.answer(place, row, origin)
notes.section(place, code=row.code, org=row.org or "")
if row.is_district:
    provenance.by_place(place, row, origin)
provenance.cells(place, row, origin)
provenance.documents(place, origin)
provenance.roll(place, row, origin)
provenance.set_aside(place, row, origin)
provenance.originals(place, origin)
