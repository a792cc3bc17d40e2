"""Web pages («веб-страницы»): a document in one file, and what is printed of a screen.

Both open without a network, with charts inside and every text escaped.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from charts.palette import PRINT
from indicators import wording
from reports import svg
from reports.letterhead import as_address
from reports.summary import Block, Chart, Recommendations, Summary, TableCell, as_table
from reports.typography import printable

TEMPLATES = Path(__file__).parent


def write(summary: Summary) -> bytes:
    """A summary as .html, every text escaped."""
    found: str = (
        _environment()
        .get_template("document.html")
        .render(
            summary=summary,
            colours=PRINT,
            what=what,
            table=_as_table,
            draw=draw,
            emblem=as_address,
            fill=_fill,
            ink=_ink,
        )
    )
    return printable(found).encode("utf-8")


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def what(block: Block) -> str:
    """The kind of a block, by which the page chooses its markup."""
    return "table" if isinstance(block, Recommendations) else type(block).__name__.lower()


def _as_table(block: Block) -> Block:
    return as_table(block) if isinstance(block, Recommendations) else block


def draw(chart: Chart) -> Markup:
    """A chart as SVG; its texts were escaped when it was drawn."""
    return Markup(svg.draw(chart))


def _fill(cell: TableCell) -> str:
    return PRINT.fills.get(cell.status, "transparent") if cell.status else ""


def _ink(cell: TableCell) -> str:
    return PRINT.inks[cell.status] if cell.status else ""


# what is printed of a screen


@dataclass(frozen=True, slots=True)
class ScreenSheet:
    """Title, stamp, sentences, drawings, and tables with their captions, all rows of each."""

    title: str
    stamp: str
    sentences: tuple[str, ...]
    tables: tuple[tuple[str, pd.DataFrame], ...]
    charts: tuple[Chart, ...] = ()


def page(sheet: ScreenSheet) -> str:
    """The sheet as a web page, every text escaped."""
    return _environment().get_template("sheet.html").render(sheet=sheet, cell=cell, draw=draw)


def cell(value: Any) -> str:
    """A value of a table as a person reads it."""
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return wording.date_figures(value)
    if isinstance(value, date):
        return wording.date_short(value)
    if wording.is_unknown(value):
        return wording.DASH
    return str(wording.number(value, None if float(value).is_integer() else 1))
