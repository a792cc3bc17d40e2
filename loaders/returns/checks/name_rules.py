"""Rules of cell names («сверка с именами ячеек»): a second witness of where an answer stands.

An answer is found by code and header, and names never change that: programs that insert rows
without moving names, sort them or drop them are many. A name counts only beside a third
witness, the text of the question in its row. Sorted or moved as a whole, a row takes its text
along, and names that stayed behind stand beside another text. Where only the code was edited,
text and name agree against it: then the answer has two candidates, and the school is asked.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from loaders.files.workbook import Cell, NamedPlace
from loaders.forms.layout import DOCUMENT_PARTS, InputPart, Slot
from loaders.returns.checks.named_rows import NamedRow, Rows, strays
from loaders.returns.checks.rule import RuleBreach, Screening, at, cut
from loaders.returns.locate import Located

EMPTY = "пусто"


class Candidates(NamedTuple):
    """Two cells for one answer: the one found by code and header, and the one named."""

    slot: Slot
    found: Cell
    named: Cell

    @property
    def is_disputed(self) -> bool:
        return self.slot.part is not InputPart.REASON and self.found.written != self.named.written


def names_agree_with_codes(screening: Screening) -> Iterator[RuleBreach]:
    """One question for every answer that really has two candidates."""
    away = strays(screening.workbook.names, screening.located)
    if not away:
        return
    asked, rows = {one.code: one for one in screening.questions}, Rows(screening)
    pairs = (
        pair
        for slot, place in away.items()
        if slot.question in asked and (pair := _candidates(rows, slot, place))
    )
    for code, of in groupby(pairs, key=lambda one: one.slot.question):
        disputed = [one for one in of if one.is_disputed]
        for pair in disputed if asked[code].grades else disputed[:1]:
            yield _asked(screening, pair)


def _asked(screening: Screening, pair: Candidates) -> RuleBreach:
    """A document is no answer of its own: with it the answer to its question is unknown."""
    slot, found, named = pair
    answer = Slot(slot.question) if slot.part in DOCUMENT_PARTS else slot
    return at(
        found,
        unknown=answer,
        found=_shown(found),
        question=screening.label(answer),
        named=_shown(named),
        named_cell=f"{named.sheet}!{named.address}",
    )


def _shown(cell: Cell) -> str:
    return f"«{cut(cell.written)}»" if not cell.is_empty else EMPTY


def _candidates(rows: Rows, slot: Slot, place: NamedPlace) -> Candidates | None:
    """The named cell beside the found one, where the text of its row bears witness for it."""
    found, row = rows.screening.located.cells[slot], rows.at(place)
    if row is None or found.sheet != place.sheet or row.text_of != slot.question:
        return None
    if row.code != slot.question:
        return Candidates(slot, found, row.grid.cell(row.number, found.column))
    named = row.grid.cell(row.number, place.column)
    is_free = found.row == row.number and not named.is_empty and not row.heads(place.column)
    return Candidates(slot, found, named) if is_free and _kept_up(rows.screening, place) else None


def _kept_up(screening: Screening, place: NamedPlace) -> bool:
    """Whether a name right of a place is where it belongs: no column was put in without names."""
    places = screening.workbook.names
    return any(
        places.get(slot.name) == (cell.sheet, cell.row, cell.column)
        for slot, cell in screening.located.cells.items()
        if cell.sheet == place.sheet and cell.column > place.column
    )


# what is missing

ANEW = "Скачайте бланк заново и перенесите в него данные."
PUT_BACK = (
    "Судя по именам ячеек, ответы стоят здесь: {places}. Верните на место код вопроса и шапку "
    "или перенесите данные в новый бланк."
)


def cure_of_missing(screening: Screening) -> str:
    """What to do about answers without a row or a column: where they stand, if names tell it."""
    lost = list(_lost(screening, screening.parsed.missing))
    rows = groupby(lost, key=lambda one: (one[0].question, one[1].row))
    places = "; ".join(_told(list(of)) for _, of in rows)
    return PUT_BACK.format(places=places) if places else ANEW


def _told(of: list[tuple[Slot, Cell]]) -> str:
    """«Показатели!H12:M12 (код ticket_pupils)»"""
    (slot, first), (_, last) = of[0], of[-1]
    span = first.address if first == last else f"{first.address}:{last.address}"
    return f"{first.sheet}!{span} (код {slot.question})"


def _lost(screening: Screening, missing: Iterable[Slot]) -> Iterator[tuple[Slot, Cell]]:
    places, rows = screening.workbook.names, Rows(screening)
    for slot in missing:
        place = places.get(slot.name)
        row = rows.at(place) if place else None
        if place and row and _may_be_lost(row, slot, place, screening.located):
            yield slot, row.grid.cell(row.number, place.column)


def _may_be_lost(row: NamedRow, slot: Slot, place: NamedPlace, located: Located) -> bool:
    """By the text of its row; where code and text are gone, something must stand in the cell."""
    if row.text:
        return row.text_of == slot.question and not _is_of(slot.question, place, located)
    return not row.code and not row.grid.cell(row.number, place.column).is_empty


def _is_of(question: str, place: NamedPlace, located: Located) -> bool:
    """Whether a place is taken by another answer of the same question: a column has gone."""
    return any(
        slot.question == question and (cell.sheet, cell.row, cell.column) == place
        for slot, cell in located.cells.items()
    )
