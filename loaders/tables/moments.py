"""When a row was sent («отметка времени»), as forms on the net write it."""

import re
from datetime import date, datetime

from loaders.files.workbook import Cell
from loaders.values.reading import caseless

CLOCK = r"(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d+)?(?: ?(am|pm))?"
RUSSIAN = re.compile(rf"(\d{{1,2}})[./](\d{{1,2}})[./](\d{{4}})[ ,t]+{CLOCK}.*")
ISO = re.compile(rf"(\d{{4}})[-/](\d{{1,2}})[-/](\d{{1,2}})[ ,t]+{CLOCK}.*")
NOON = 12


def moment_of(cell: Cell) -> datetime | None:
    """A date cell, «22.11.2026 8:31:00», «2026/11/22 8:31:00 AM GMT+3»; None where it is none."""
    value = cell.value
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    if not isinstance(value, str):
        return None
    text = caseless(value)
    if found := RUSSIAN.fullmatch(text):
        day, month, year = (int(found[one]) for one in (1, 2, 3))
    elif found := ISO.fullmatch(text):
        year, month, day = (int(found[one]) for one in (1, 2, 3))
    else:
        return None
    hour, half = int(found[4]), found[7]
    if half:
        hour = hour % NOON + (NOON if half == "pm" else 0)
    try:
        return datetime(year, month, day, hour, int(found[5]), int(found[6] or 0))
    except ValueError:
        return None
