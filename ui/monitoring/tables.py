"""Tables of the monitoring pages: verdicts on their colours, decimal commas, a click leads on."""

from collections.abc import Callable, Mapping
from typing import Any, Literal

import pandas as pd
import streamlit as st
from pandas.api.types import is_integer_dtype
from pandas.io.formats.style import Styler

from charts.palette import NO_FILL, Palette
from data_model.compliance import Status
from indicators import wording
from ui import downloads, session, words
from ui.glossary import explained
from ui.monitoring import frames
from ui.monitoring.frames import TREND, VERDICT
from ui.monitoring.pictures import palette

STATUS_OF = {wording.status_sign(status): status for status in Status}
"""A verdict in a table is known by its sign; without one it has no colour."""
Width = Literal["small", "medium", "large"] | int
WIDE: dict[str, Width] = {
    "№": 44,
    "Показатель": 253,
    "Школа": 232,
    VERDICT: 176,
    "План": 128,
    "План, ориентир": 180,
    "Факт": 74,
    frames.OFF_POINTS: 130,
    frames.OFF_UNITS: 118,
    frames.YEAR_POINTS: 160,
    frames.YEAR_UNITS: 148,
    "Ед.": 60,
    "Пояснение": "large",
    frames.COMPARED: "large",
    "Замечание": "large",
    "Вопрос": 320,
    "Учтено": 110,
}
PINNED = {"№", "Школа"}
NAMES = {"№", "Год", "Версия"}
"""Whole numbers that are names: nothing is counted by them."""
WHOLE = 16
"""Rows up to which a table is shown without a scroll of its own."""
RowClick = Callable[[int, str], None]
"""What a click does: the place of the row and the name of the column."""


def figures(
    frame: pd.DataFrame,
    *,
    key: str,
    alt: str,
    file_name: str,
    follow: RowClick | None = None,
    limits: tuple[float, ...] = (),
    whole: Callable[[], pd.DataFrame] | None = None,
    hidden: tuple[str, ...] = (),
    total: str = "",
) -> None:
    """A table of plan/fact; with ``follow`` a click on a cell leads on.

    ``limits``: the targets from which its fractions are told. ``whole`` gives the table of the
    file where the page shows but a part of it; ``hidden`` are columns of the file alone.
    ``total`` stands under the table.
    """
    options: dict[str, Any] = {}
    if follow is not None:
        options = {"on_select": lambda: _followed(key, follow), "selection_mode": "single-cell"}
    st.dataframe(
        _kept(frame, palette(), limits)[1],
        key=key,
        alt=alt,
        hide_index=True,
        placeholder="—",
        height="content" if len(frame) <= WHOLE else "auto",
        column_config=explained(frame.columns, columns_of(frame, hidden)),
        **options,
    )
    if total:
        words.quiet(total)
    downloads.table_row(whole or frame, file_name, without=(TREND,))


def _followed(key: str, follow: RowClick) -> None:
    chosen = session.widget_value(key)
    for row, column in chosen.selection.cells if chosen else ():
        follow(row, column)
        return


TABLES = 48
"""Tables with their colours at most; each holds the frame that it was made of."""


@st.cache_resource(
    max_entries=TABLES, show_spinner=False, hash_funcs={pd.DataFrame: id, Palette: id}
)
def _kept(
    frame: pd.DataFrame, colours: Palette, limits: tuple[float, ...]
) -> tuple[pd.DataFrame, Styler | pd.DataFrame]:
    """The frame and how it is shown: a frame that is kept (``data.kept``) is coloured once.

    A frame is known by its place in memory, which nobody else takes while it is held here.
    """
    return frame, styled(frame, colours, limits)


def styled(
    frame: pd.DataFrame, colours: Palette, limits: tuple[float, ...] = ()
) -> Styler | pd.DataFrame:
    """Verdicts on their colours, numbers as they are written. All else needs no style.

    A verdict is sorted by its word: its sign is only written.
    """
    numbers = frame.select_dtypes("number").columns
    if VERDICT not in frame and numbers.empty:
        return frame
    verdicts = [str(text) for text in frame[VERDICT]] if VERDICT in frame else []
    signed = {word_of(text): text for text in verdicts}
    shown = frame.assign(**{VERDICT: frame[VERDICT].map(word_of)}) if signed else frame
    style = shown.style
    for name in numbers:
        style = style.format(_written(frame, name, limits), subset=[name])
    if signed:
        style = style.format(lambda word: signed[str(word)], subset=[VERDICT])
        style = style.map(lambda word: _paint(signed[str(word)], colours), subset=[VERDICT])
    return style


def _written(frame: pd.DataFrame, name: str, limits: tuple[float, ...]) -> Callable[[Any], str]:
    """How the numbers of a column are written: years and numbers of rows without grouping."""
    if not is_integer_dtype(frame[name]):
        return frames.written(name, limits)
    return _plain if name in NAMES else _whole


def _plain(value: Any) -> str:
    return "" if wording.is_unknown(value) else str(int(value))


def word_of(verdict: str) -> str:
    """The word of a verdict without its sign: «✓ выполнено» gives «выполнено»."""
    sign, _, word = verdict.partition(wording.NBSP)
    return word if sign in STATUS_OF else verdict


def _whole(value: Any) -> str:
    return "" if wording.is_unknown(value) else wording.number(int(value))


def _paint(text: str, colours: Palette) -> str:
    status = STATUS_OF.get(text.partition(wording.NBSP)[0])
    if status is None or colours.fills[status] == NO_FILL:
        return ""
    return f"background-color: {colours.fills[status]}; color: {colours.inks[status]}"


def columns_of(frame: pd.DataFrame, hidden: tuple[str, ...] = ()) -> Mapping[str, Any]:
    """Widths, pinned first columns, dates as «31.08.2021», trends as pictures; None hides one."""
    columns: dict[str, Any] = dict.fromkeys(hidden)
    for name in frame.columns:
        if name == TREND:
            columns[name] = st.column_config.ImageColumn(name, width=76)
        elif name == "Срок":
            columns[name] = st.column_config.DateColumn(name, width=90, format="DD.MM.YYYY")
        elif name in WIDE or name in PINNED:
            columns[name] = st.column_config.Column(
                name, width=WIDE.get(name), pinned=name in PINNED
            )
    return columns
