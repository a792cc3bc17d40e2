"""The whole workbook of a form, the same bytes for the same request."""

from collections.abc import Callable
from datetime import datetime

from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles.cell_style import StyleArray
from openpyxl.workbook.protection import WorkbookProtection

from loaders.files.saving import saved
from loaders.forms.documents_sheet import write_documents
from loaders.forms.events_sheet import write_events
from loaders.forms.front_sheets import write_guide, write_meta, write_title
from loaders.forms.indicators_sheet import write_indicators
from loaders.forms.layout import COLUMNS, SheetName
from loaders.forms.look import CellStyle
from loaders.forms.pen import Pen
from loaders.forms.request import FormRequest

WRITERS: dict[SheetName, Callable[[Pen], None]] = {
    SheetName.TITLE: write_title,
    SheetName.INDICATORS: write_indicators,
    SheetName.EVENTS: write_events,
    SheetName.DOCUMENTS: write_documents,
    SheetName.GUIDE: write_guide,
    SheetName.META: write_meta,
}


def write_form(request: FormRequest) -> bytes:
    """A form as .xlsx: blank, or prefilled where the organisation has reported."""
    return saved_form(form_book(request), request)


def saved_form(book: Workbook, request: FormRequest) -> bytes:
    """The book of a form as bytes, dated by the year of the return."""
    return saved(book, datetime(request.year, 1, 1))


def form_book(request: FormRequest) -> Workbook:
    """A form that is still open, for whoever has something to add to it."""
    book = Workbook()
    book.remove(book.worksheets[0])
    filled, styles = request.filled(), dict[CellStyle, StyleArray]()
    for name, write in WRITERS.items():
        write(Pen(book, name, request, filled, COLUMNS.get(name, ()), styles))
    book.security = WorkbookProtection(lockStructure=True)
    _describe(book, request)
    return book


def _describe(book: Workbook, request: FormRequest) -> None:
    """Document properties in Russian, and the identity once more."""
    _, short = request.names
    properties = book.properties
    properties.title = f"Отчёт о выполнении дорожной карты, {short}, {request.year}"
    properties.subject = request.identity.line
    properties.creator = "Мониторинг дорожной карты"
    properties.description = request.stamp or request.roadmap.title
    properties.language = "ru-RU"
    form_code = StringProperty(name="form_code", value=request.identity.line)
    book.custom_doc_props.append(form_code)  # type: ignore[attr-defined]
