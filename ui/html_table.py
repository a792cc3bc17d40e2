"""A table as the browser gets it: real rows and cells, read aloud, sorted, printed, with links.

Nothing of a row leads anywhere but its links. Sorting by a head, search and the choice of columns
are done in the browser (``static/tables.js``), beside a term stands its help (``ui/glossary.py``);
on a telephone each row is a card (``screen.css``). What all cells of a column share, its kind, is
sent once with the head: the browser hands it down to them.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from html import escape
from typing import Any, NamedTuple

import pandas as pd
from pandas.api.types import is_bool_dtype, is_numeric_dtype

from charts.palette import NO_FILL, Palette
from data_model.compliance import Status
from data_model.returns import ReturnState
from indicators.wording import (
    DASH,
    NBSP,
    RETURN_SIGNS,
    date_figures,
    is_unknown,
    return_text,
    status_sign,
)
from ui.words import HELP

MOST = 500
"""Rows that are sent to the browser; the file holds them all."""
SHORT = 22
"""Letters of a text that is not broken into lines, where all of its column are so short."""
NUMBERED = 6
"""Rows from which they are counted at their left."""
NAMING = ("Действие", "Показатель", "Школа", "Организация", "Район", "Файл", "Мероприятие")
"""Columns that say what a row is about: the first of them is its head."""
OWN_NUMBERS = {"№", "Строка", "Год"}
"""Columns that number the rows themselves."""
YIELDING = (
    "База",
    "По годам",
    "Отклонение, ед.",
    "Отклонение, п. п.",
    "Версия",
    "Почта",
    "Вид",
    "Кем издан",
    "Откуда",
    "Получен",
    "Контингент",
)
"""Columns that give way where the window is too narrow for all, the first of them first."""
LONG_NAME = 60
"""Letters of a name or a text from which its column is wide at least."""
PICTURE = "data:image/"
VERDICTS = (
    Status.MISSED,
    Status.PARTLY,
    Status.NO_DATA,
    Status.NOT_DUE,
    Status.MET,
    Status.NO_TARGET,
    Status.NOT_APPLICABLE,
)
"""As a column of them is sorted: what asks for an act first."""
RANK_OF_SIGN = {status_sign(status): rank for rank, status in enumerate(VERDICTS)}
RANK_OF_RETURN = {return_text(state): rank for rank, state in enumerate(RETURN_SIGNS)}
RETURNS = tuple(map(ReturnState, RETURN_SIGNS))
Write = Callable[[Any], str]
"""How the numbers of a column are written."""
Writes = Callable[[pd.DataFrame], Mapping[str, Write]]
"""From a frame to how the numbers of its columns are written."""
Addresses = Mapping[str, Sequence[str]]
"""Column → the address that the cell of each row opens; empty where it opens none."""


@dataclass(frozen=True, slots=True)
class TableView:
    """How a frame is shown: its name, what opens what, what is shown by choice only.

    ``key`` is the name under which the browser keeps the choice of columns; ``later`` are the
    columns that stand there after it only, ``hidden`` those of the file alone; ``writes`` says
    how the numbers of its columns are written.
    """

    key: str
    alt: str
    opens: Addresses = field(default_factory=dict)
    later: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    writes: Writes = field(default=lambda frame: {})


def drawn(frame: pd.DataFrame, view: TableView, palette: Palette) -> str:
    """The table as HTML, every text of it escaped; at most ``MOST`` rows."""
    names = [str(name) for name in frame if name not in view.hidden]
    numbered = len(frame) >= NUMBERED and not OWN_NUMBERS & set(names)
    columns = [Column(COUNT_HEAD, [COUNT] * min(len(frame), MOST))] if numbered else []
    writes = view.writes(frame)
    columns += [_column(frame, name, view, writes.get(name, str), palette) for name in names]
    heads = [one.head for one in columns]
    later = listed(name for name in names if name in view.later)
    yields = listed(name for name in YIELDING if name in names)
    rows = zip(*(one.cells for one in columns), strict=True)
    body = "".join(f"<tr>{''.join(row)}</tr>" for row in rows)
    return (
        f'<div class="table" data-key="{escape(view.key)}" data-later="{later}" '
        f'data-yields="{yields}">'
        f'<table aria-label="{escape(view.alt)}"><thead><tr>{"".join(heads)}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def listed(names: Iterable[str]) -> str:
    """Names of columns as an attribute."""
    return escape(json.dumps([*names], ensure_ascii=False))


COUNT = '<td class="count"></td>'
COUNT_HEAD = '<th scope="col" class="count"><span>Номер по порядку</span></th>'


class Column(NamedTuple):
    """A column as HTML; what its cells have in common is said once, by its head."""

    head: str
    cells: list[str]


def _head(name: str, kind: str) -> str:
    alike = f' data-kind="{kind}"' if kind else ""
    told = f' data-help="{escape(HELP[name])}"' if name in HELP else ""
    return f'<th scope="col"{alike}{told}><button type="button">{escape(name)}</button></th>'


def _is_number(column: pd.Series) -> bool:
    return is_numeric_dtype(column) and not is_bool_dtype(column)


class Shown(NamedTuple):
    """What stands in a cell: its text, by what it is sorted if not by it, its own style."""

    text: str
    order: str = ""
    style: str = ""


def _column(
    frame: pd.DataFrame, name: str, view: TableView, write: Write, palette: Palette
) -> Column:
    own = [str(one) for one in frame if one not in OWN_NUMBERS]
    naming = next((one for one in NAMING if one in frame), [*own, str(frame.columns[0])][0])
    tag, scope = ("th", ' scope="row"') if name == naming else ("td", "")
    column = frame[name].iloc[:MOST]
    ways = view.opens.get(name) or [""] * len(column)
    is_number = _is_number(column)
    values = [
        Shown("") if is_unknown(value) else _shown(value, write if is_number else None)
        for value in column
    ]
    kind = "number" if is_number else _kind([shown.text for shown in values])
    cells = (_cell(shown, way, palette) for shown, way in zip(values, ways, strict=False))
    return Column(_head(name, kind), [f"<{tag}{scope}{cell}</{tag}>" for cell in cells])


def _kind(texts: Sequence[str]) -> str:
    """How the texts of a column stand: not broken into lines, with room for long ones, or plain."""
    if all(len(text) <= SHORT for text in texts):
        return "short"
    is_long = any(len(text) > LONG_NAME for text in texts if not text.startswith(PICTURE))
    return "long" if is_long else ""


def _cell(shown: Shown, way: str, palette: Palette) -> str:
    """A cell from behind the name of its tag on, what is its own alone."""
    if not shown.text:
        return f' class="none">{DASH}'
    style = shown.style or _painted(shown.text, palette)
    order = shown.order or _rank(shown.text)
    attributes = f' data-order="{order}"' if order not in {"", shown.text} else ""
    attributes += f' style="{style}"' if style else ""
    return f"{attributes}>{_inside(shown.text, way)}"


def _shown(value: Any, write: Write | None) -> Shown:
    if write is not None:
        return Shown(write(value), f"{float(value):.10g}")
    if isinstance(value, bool):
        return Shown("да" if value else "нет")
    if isinstance(value, date):
        return Shown(date_figures(value))
    return Shown(str(value))


def _inside(text: str, way: str) -> str:
    if text.startswith(PICTURE):
        return f'<img src="{escape(text)}" alt=""/>'
    told = escape(text).replace("\n", "<br/>")
    return f'<a href="{escape(way)}">{told}</a>' if way else told


def _sign(text: str) -> str:
    """The sign before a word of ours: «✓» of «✓ выполнено, 37,1 %»; empty where there is none."""
    sign, space, _ = text[:3].partition(NBSP)
    return sign if space and sign in RANK_OF_SIGN else ""


def _rank(text: str) -> str:
    """Where a verdict or a state of a return stands among the others, the most urgent first."""
    rank = RANK_OF_RETURN.get(text, RANK_OF_SIGN.get(_sign(text)))
    return "" if rank is None else str(rank)


def _painted(text: str, palette: Palette) -> str:
    """The colours of a verdict or of a state of a return, each from its own palette."""
    if (rank := RANK_OF_RETURN.get(text)) is not None:
        state = RETURNS[rank]
        return _style(palette.return_fills[state], palette.return_inks[state])
    if sign := _sign(text):
        status = VERDICTS[RANK_OF_SIGN[sign]]
        return _style(palette.fills[status], palette.inks[status])
    return ""


def _style(fill: str, ink: str) -> str:
    return "" if fill == NO_FILL else f"background:{fill};color:{ink}"
