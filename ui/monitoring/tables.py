"""Tables of the monitoring pages: verdicts on their colours, decimal commas, a click leads on."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Literal

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from charts.palette import NO_FILL, Palette
from data_model.compliance import Status
from indicators import wording
from ui import downloads, session
from ui.kept import recall
from ui.monitoring import frames
from ui.monitoring.frames import TREND, VERDICT
from ui.monitoring.pictures import palette

STATUS_OF = {wording.status_text(status): status for status in Status}
Width = Literal["small", "medium", "large"] | int
WIDE: dict[str, Width] = {
    "№": 40,
    "Показатель": 253,
    "Школа": 232,
    VERDICT: 158,
    "План": 124,
    "Ориентир": 122,
    "Факт": 66,
    "Из скольких": 106,
    "Отклонение": 86,
    "Отставание": 86,
    "Пояснение": "large",
    "Замечание": "large",
    "Вопрос": 320,
    "Понято как": 110,
}
PINNED = {"№", "Школа"}
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
) -> None:
    """A table of plan/fact; with ``follow`` a click on a cell leads on.

    ``limits``: the targets from which its fractions are told. ``whole`` gives the table of the
    file where the page shows but a part of it.
    """
    options: dict[str, Any] = {}
    if follow is not None:
        options = {"on_select": lambda: _followed(key, follow), "selection_mode": "single-cell"}
    st.dataframe(
        recall(styled, frame, palette(), limits),
        key=key,
        alt=alt,
        hide_index=True,
        placeholder="—",
        height="content" if len(frame) <= WHOLE else "auto",
        column_config=recall(columns_of, frame),
        **options,
    )
    downloads.table_row(whole or frame, file_name, without=(TREND,))


def _followed(key: str, follow: RowClick) -> None:
    chosen = session.widget_value(key)
    for row, column in chosen.selection.cells if chosen else ():
        follow(row, column)
        return


def styled(
    frame: pd.DataFrame, colours: Palette, limits: tuple[float, ...] = ()
) -> Styler | pd.DataFrame:
    """Verdicts on their colours; fractions with a decimal comma. All else needs no style."""
    fractions = frame.select_dtypes("float").columns
    whole = frame.select_dtypes("integer").columns
    if VERDICT not in frame and fractions.empty:
        return frame
    style = frame.style.format(partial(frames.fraction, limits=limits), subset=fractions).format(
        _whole, subset=whole
    )
    if VERDICT in frame:
        style = style.map(lambda text: _paint(text, colours), subset=[VERDICT])
    return style


def _whole(value: Any) -> str:
    return "" if wording.is_unknown(value) else str(wording.number(int(value)))


def _paint(text: str, colours: Palette) -> str:
    status = STATUS_OF.get(text)
    if status is None or colours.fills[status] == NO_FILL:
        return ""
    return f"background-color: {colours.fills[status]}; color: {colours.inks[status]}"


def columns_of(frame: pd.DataFrame) -> Mapping[str, Any]:
    """Widths, pinned first columns, dates as «31.08.2021», trends as pictures."""
    columns: dict[str, Any] = {}
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
