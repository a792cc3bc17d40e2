"""A sheet («лист»): what is printed of a page, before it is a web page; and its look."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from indicators import wording
from reports import svg
from reports.summary import Chart

TEMPLATES = Path(__file__).parent


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


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def draw(chart: Chart) -> Markup:
    """A chart as SVG; its texts were escaped when it was drawn."""
    return Markup(svg.draw(chart))


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
