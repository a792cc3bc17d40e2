"""Open documents (.ods) that the fast reader refuses, or whose errors it would lose."""

from datetime import datetime
from io import BytesIO
from xml.parsers.expat import ExpatError
from xml.sax import SAXException

from odf.element import Element
from odf.namespaces import OFFICENS, TABLENS
from odf.opendocument import load
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.teletype import extractText
from odf.text import P

from data_model.errors import UnreadableFile
from loaders.files.kinds import ARCHIVE_FAULTS, SENTENCES, FileKind
from loaders.files.second_look import RUSSIAN_ERRORS, shown_error
from loaders.files.workbook import Grid, Hollow, Value

ERROR_MARK = b'calcext:value-type="error"'
MAX_COLUMNS, MAX_ROWS = 200, 5000
CELLS = (TableCell().qname, CoveredTableCell().qname)
FAULTS = (*ARCHIVE_FAULTS, ExpatError, SAXException, AttributeError)
PARAGRAPH = P().qname
NUMBERS = ("float", "currency", "percentage")


def read_open_document(content: bytes) -> list[Grid]:
    try:
        document = load(BytesIO(content))
        tables = document.body.getElementsByType(Table)
        return [Grid(_attribute(table, TABLENS, "name"), _rows(table)) for table in tables]
    except FAULTS as fault:
        raise UnreadableFile(SENTENCES[FileKind.DAMAGED]) from fault


def name_errors(grid: Grid) -> None:
    """Errors that gnumeric saves as texts: what a formula gave, told by its code."""
    for row, column in grid.marks.formulas:
        value = grid.value(row, column)
        if isinstance(value, str) and value in RUSSIAN_ERRORS:
            grid.rows[row][column] = Hollow(shown_error(value))


def _rows(table: Element) -> list[list[Value]]:
    """Rows with their repetitions; what is empty to the end is not written out."""
    rows: list[list[Value]] = []
    for row in table.getElementsByType(TableRow):
        values = list(_values(row))
        times = int(_attribute(row, TABLENS, "number-rows-repeated") or 1)
        rows.extend([list(values) for _ in range(min(times, MAX_ROWS - len(rows)))])
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _values(row: Element) -> list[Value]:
    values: list[Value] = []
    for cell in row.childNodes:
        if getattr(cell, "qname", None) in CELLS:
            times = int(_attribute(cell, TABLENS, "number-columns-repeated") or 1)
            values.extend([_value(cell)] * min(times, MAX_COLUMNS - len(values)))
    while values and values[-1] is None:
        values.pop()
    return values


def _value(cell: Element) -> Value:
    kind = _attribute(cell, OFFICENS, "value-type")
    if _attribute(cell, CALCEXTNS, "value-type") == "error":
        return Hollow(shown_error(_text(cell)))
    if kind in NUMBERS:
        return float(_attribute(cell, OFFICENS, "value"))
    if kind == "boolean":
        return _attribute(cell, OFFICENS, "boolean-value") == "true"
    if kind == "date":
        return datetime.fromisoformat(_attribute(cell, OFFICENS, "date-value"))
    return _text(cell) or None


def _text(cell: Element) -> str:
    """The text of a cell; notes lie deeper and are left alone."""
    lines = (node for node in cell.childNodes if getattr(node, "qname", None) == PARAGRAPH)
    return "\n".join(extractText(line) for line in lines)


def _attribute(element: Element, namespace: str, name: str) -> str:
    return str(element.attributes.get((namespace, name), ""))


CALCEXTNS = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
