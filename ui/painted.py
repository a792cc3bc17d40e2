"""Painted tables («раскрашенные таблицы»): their colours and words are worked out once.

The framework works a styled table out anew at each run, ten times the cost of its data. Its
writer, an internal name of the pinned version that a test guards, is replaced by one that keeps
what it wrote: a table that is handed over again is the very same object, see ``ui/kept.py``.
"""

from pandas.io.formats.style import Styler
from streamlit.elements import arrow
from streamlit.proto.ArrowData_pb2 import ArrowData

from ui.kept import recall

WRITER = "marshall_styler"
_write = getattr(arrow, WRITER)


def written(table: Styler, place: str) -> ArrowData:
    """The colours and words of a table as they go to the browser."""
    data = ArrowData()
    _write(data, table, place)
    return data


def write(target: ArrowData, table: Styler, place: str) -> None:
    """What the framework calls for each styled table at each run."""
    target.CopyFrom(recall(written, table, place))


def keep_painted_tables() -> None:
    """From now on; once more changes nothing."""
    setattr(arrow, WRITER, write)
