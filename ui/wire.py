"""Tables for the wire («таблицы в пути») and charts: what goes to the browser is worked out once.

The framework serialises a table and a chart anew at each run, and works out the colours and words
of a styled table, ten times the cost of its data. Its writers, internal names of the pinned
version that a test guards, are replaced by ones that keep what they wrote: a table or a chart
that is handed over again is the very same object, see ``ui/kept.py``.
"""

from typing import Any

import pandas as pd
import plotly.graph_objects as go
import plotly.io
from pandas.io.formats.style import Styler
from streamlit import dataframe_util
from streamlit.elements import arrow
from streamlit.proto.ArrowData_pb2 import ArrowData

from ui.kept import SHELF, recall

_paint = vars(arrow)["marshall_styler"]
_write = dataframe_util.convert_pandas_df_to_arrow_bytes
_draw = plotly.io.to_json


def painted(table: Styler, place: str) -> ArrowData:
    """The colours and words of a table as they go to the browser."""
    data = ArrowData()
    _paint(data, table, place)
    return data


def paint(target: ArrowData, table: Styler, place: str) -> None:
    """What the framework calls for each styled table at each run."""
    target.CopyFrom(recall(painted, table, place))


def write(frame: pd.DataFrame, *, downcast_large_types: bool = False) -> bytes:
    """What it calls for each table; one that is made for this run alone is not kept."""
    if SHELF.gave(frame):
        return recall(_write, frame, downcast_large_types=downcast_large_types)
    return _write(frame, downcast_large_types=downcast_large_types)


def draw(figure: go.Figure, **options: Any) -> str:
    """What it calls for each chart."""
    drawn: str = (
        recall(_draw, figure, **options) if SHELF.gave(figure) else _draw(figure, **options)
    )
    return drawn


WRITERS = (
    (arrow, "marshall_styler", paint),
    (dataframe_util, "convert_pandas_df_to_arrow_bytes", write),
    (plotly.io, "to_json", draw),
)


def keep() -> None:
    """From now on; once more changes nothing."""
    for module, name, ours in WRITERS:
        setattr(module, name, ours)
