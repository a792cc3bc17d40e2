"""What the school wrote, cell by cell, ready to be put into a fresh form."""

from datetime import date, datetime

from loaders.files.workbook import Cell, Hollow, Value
from loaders.forms.layout import NOT_APPLICABLE_SIGN, Slot
from loaders.forms.request import Entry
from loaders.returns.parse import Located


def entries_of(located: Located) -> dict[Slot, Entry]:
    """The entry of every filled answer cell, as written: wrong ones stay wrong."""
    found = {slot: entry_of(cell) for slot, cell in located.cells.items()}
    return {slot: entry for slot, entry in found.items() if entry is not None}


def entry_of(cell: Cell) -> Entry | None:
    """A value as it may stand in an input cell; None where nothing usable stands."""
    value: Value = cell.value
    if cell.is_empty or isinstance(value, Hollow) or cell.written == NOT_APPLICABLE_SIGN:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float | str | date):
        return cell.written
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value.date() if isinstance(value, datetime) else value
