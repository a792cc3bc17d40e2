"""Writer of archive documents (.pdf): PDF/A-2a and PDF/UA-1 in one file, by typst.

The compiler itself refuses a picture without a description or a skipped level of headings.
Fonts come with the project, nothing is fetched, and the same input gives the same bytes.
"""

import json
import re
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typst

from charts.palette import PRINT
from reports import svg
from reports.letterhead import EMBLEM, EMBLEM_CM, framed
from reports.summary import (
    Block,
    Chart,
    Heading,
    Paragraph,
    Place,
    Recommendations,
    Summary,
    Table,
    TableCell,
    as_table,
)
from reports.typography import (
    FONTS,
    LANDSCAPE_WIDTH,
    SHORT_TABLE,
    TEXT_WIDTH,
    fitted,
    height,
    is_tall,
    printable,
    type_size,
)

SOURCE = Path(__file__).with_name("document.typ")
STANDARDS: list[Literal["a-2a", "ua-1"]] = ["a-2a", "ua-1"]
PAGES = re.compile(rb"NPages>(\d+)<")
DENSITIES = ("0.9", "0.8")
"""How much closer lines may stand, from the least; 1 is the look as designed."""
CLOSEST = "0.7"
"""Single spacing, for a letter to be one page."""
DESIGNED = "1"
MOST_SPARED = 10
"""In a longer document nobody minds a short last page: it is laid out once."""
NEARLY_EMPTY = 400.0
"""Points from the top edge: text that ends above is less than half of its page."""


@dataclass(frozen=True, slots=True)
class Typeset:
    """A document as .pdf and how close its lines stand."""

    content: bytes
    density: str

    @property
    def pages(self) -> int:
        """As the file tells of itself."""
        found = PAGES.search(self.content)
        return int(found[1]) if found else 1


def typeset(data: str) -> Typeset:
    """The described document; closer where that spares a last page with little on it."""
    made = _compiled(data, DESIGNED)
    if not 1 < made.pages <= MOST_SPARED or _end(data) > NEARLY_EMPTY:
        return made
    densities = (*DENSITIES, CLOSEST) if json.loads(data)["compact"] else DENSITIES
    closer = (_compiled(data, density) for density in densities)
    return next((one for one in closer if one.pages < made.pages), made)


def _compiled(data: str, density: str) -> Typeset:
    content = compiler().compile(
        input=SOURCE.read_bytes(),
        format="pdf",
        pdf_standards=[*STANDARDS],
        sys_inputs={"data": data, "density": density},
    )
    return Typeset(one_file(content), density)


def _end(data: str) -> float:
    """Where the text ends on the last page as designed, points from its top edge."""
    designed = typst.Compiler(
        input=SOURCE,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"data": data, "density": DESIGNED},
    )
    return float(json.loads(designed.query("<end>", field="value", one=True)))


@cache
def compiler() -> typst.Compiler:
    return typst.Compiler(
        font_paths=[str(FONTS)], ignore_system_fonts=True, root=str(SOURCE.parent)
    )


def one_file(made: bytes | list[bytes] | None) -> bytes:
    """One file: the compiler gives a list where a picture has several pages."""
    return made if isinstance(made, bytes) else b"".join(made or ())


FIRST_DAY = date(2000, 1, 1)
"""The date of a file without data."""
PIXELS_PER_INCH = 144.0
PREVIEW_PIXELS_PER_INCH = 80.0
SIGNS = str.maketrans({"✕": "✗"})
"""The sign of «не выполнено» as the embedded fonts have it."""
UNSHOWN = re.compile(r'the text `"(.+?)"` could not be displayed')
SQUARE = "□"
MOST_STRANGE_SIGNS = 50


def write(summary: Summary) -> bytes:
    """A summary as .pdf; a sign that no shipped font has is shown as an empty square."""
    return _typeset(summary)[0].content


def _typeset(summary: Summary) -> tuple[Typeset, str]:
    """The pages, and the data that they were made of: without signs that no font has."""
    data = json.dumps(_clean(described(summary)), ensure_ascii=False).translate(SIGNS)
    for _ in range(MOST_STRANGE_SIGNS):
        try:
            return typeset(data), data
        except typst.TypstError as trouble:
            strange = UNSHOWN.search(str(trouble))
            if strange is None:
                raise
            data = data.replace(strange[1], SQUARE * len(strange[1]))
    return typeset(data), data


def preview(summary: Summary) -> list[bytes]:
    """The pages as pictures for the screen, as they stand in the file."""
    made, data = _typeset(summary)
    pages = compiler().compile(
        input=SOURCE.read_bytes(),
        format="png",
        ppi=PREVIEW_PIXELS_PER_INCH,
        sys_inputs={"data": data, "density": made.density},
    )
    return pages if isinstance(pages, list) else [pages or b""]


def picture(chart: Chart) -> bytes:
    """One chart as .png, for a letter or a slide."""
    return one_file(
        compiler().compile(
            input=PICTURE.encode("utf-8"),
            format="png",
            ppi=PIXELS_PER_INCH,
            sys_inputs={"svg": svg.draw(chart)},
        )
    )


PICTURE = """#set page(width: auto, height: auto, margin: 8pt)
#image(bytes(sys.inputs.svg), format: "svg")"""


def described(summary: Summary) -> dict[str, Any]:
    """The summary as plain data for the typst source; texts stay texts, never markup."""
    return {
        "colours": {name: value for name, value in asdict(PRINT).items() if isinstance(value, str)},
        "form": summary.form,
        "title": summary.title,
        "header": [asdict(look) | {"text": line} for line, look in summary.header_lines],
        "corner": summary.is_corner,
        "emblem": framed(summary.emblem) if summary.emblem else "",
        "emblem_cm": EMBLEM_CM,
        "emblem_alt": EMBLEM,
        "place": summary.place,
        "date": summary.fields["дата"],
        "number": summary.fields["номер"],
        "draft": summary.draft,
        "empty": summary.is_empty,
        "order": summary.kind in ("order", "minutes"),
        "compact": summary.kind == "school",
        "letter": bool(summary.addressee),
        "approval": list(summary.approval),
        "addressee": list(summary.addressee),
        "day": _day(summary.stamp.as_of or FIRST_DAY),
        "stamp": list(summary.stamp.lines()),
        "foot": summary.stamp.line(),
        "sections": [
            {
                "title": section.title,
                "annex": list(section.annex),
                "landscape": section.landscape,
                "blocks": [_block(block, section.landscape) for block in section.shown],
            }
            for section in summary.sections
        ],
        "signature": {
            "post": summary.signature.post,
            "name": summary.signature.signed,
            "second": summary.signature.second,
            "second_name": summary.signature.second_signed,
            "executor": ", ".join(
                part for part in (summary.signature.executor, summary.signature.phone) if part
            ),
        },
    }


def _clean(value: Any) -> Any:
    """The same data without unprintable signs."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, list):
        return [_clean(one) for one in value]
    return {key: _clean(one) for key, one in value.items()} if isinstance(value, dict) else value


def _day(day: date) -> list[int]:
    """Year, month and day of the data: the date of the file."""
    return [day.year, day.month, day.day]


def _block(block: Block, landscape: bool = False) -> dict[str, Any]:
    if isinstance(block, Heading):
        return {"what": "heading", "text": block.text}
    if isinstance(block, Paragraph):
        return {"what": "paragraph", "text": block.numbered, "role": str(block.role)}
    if isinstance(block, Place):
        return {"what": "place", "prompt": block.prompt}
    if isinstance(block, Chart):
        drawn = svg.draw(block)
        return {"what": "chart", "svg": drawn, "alt": block.alt, "caption": block.caption}
    table = as_table(block) if isinstance(block, Recommendations) else block
    return _table(table, landscape)


SIDE_HEIGHT = 330.0
"""Points up to which a table on a page on its side is not parted."""


def _table(table: Table, landscape: bool) -> dict[str, Any]:
    width = LANDSCAPE_WIDTH if landscape else TEXT_WIDTH
    size = type_size(table, width)
    widths = fitted(table, width, size)
    is_short = len(table.rows) <= SHORT_TABLE and not is_tall(table, widths, size)
    is_page = landscape and height(table, widths, size) <= SIDE_HEIGHT
    return {
        "what": "table",
        "caption": table.caption,
        "note": table.note,
        "size": size,
        "widths": widths,
        "whole": is_short or is_page,
        "heads": [column.title for column in table.columns],
        "align": [column.align for column in table.columns],
        "rows": [
            [_cell(cell, number in table.strong) for cell in row]
            for number, row in enumerate(table.rows)
        ],
        "bands": [
            len(row) == 1 and number in table.strong for number, row in enumerate(table.rows)
        ],
    }


def _cell(cell: TableCell, strong: bool) -> dict[str, Any]:
    return {
        "text": cell.text,
        "strong": strong,
        "fill": PRINT.fills.get(cell.status) if cell.status else None,
        "ink": PRINT.inks[cell.status] if cell.status else None,
    }
