"""Writer of web documents (.html): one file that opens without a network, charts inside."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from charts.palette import PRINT
from reports import svg
from reports.sentences import printable
from reports.summary import Block, Chart, Recommendations, Summary, TableCell, as_table

SOURCE = Path(__file__).with_name("document.html")


def write(summary: Summary) -> bytes:
    """A summary as .html, every text escaped."""
    page: str = _template().render(
        summary=summary, what=what, table=_as_table, draw=draw, fill=_fill, ink=_ink
    )
    return printable(page).encode("utf-8")


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(SOURCE.parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _template() -> Template:
    return _environment().get_template(SOURCE.name)


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
