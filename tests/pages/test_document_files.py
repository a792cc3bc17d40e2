"""The pages hand over every kind of document for each year, and the files open.

Every format is built for the last year; for the others one stands for all: they are written from
the same composed document.
"""

from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import docx
import openpyxl
import pytest
from pypdf import PdfReader

from reports import KINDS
from reports.handover import DOCUMENTS
from tests.builders import YEARS
from tests.pages.conftest import Open
from ui import downloads

OPENED: dict[str, Callable[[bytes], object]] = {
    "docx": lambda content: docx.Document(BytesIO(content)).paragraphs,
    "pdf": lambda content: PdfReader(BytesIO(content)).pages,
    "html": lambda content: content.startswith(b"<!DOCTYPE html>") and content.strip(),
    "xlsx": lambda content: openpyxl.load_workbook(BytesIO(content)).sheetnames,
}
Buttons = dict[str, Callable[[], bytes]]


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Buttons:
    """What builds a file, by the name that the browser would give it."""
    buttons: Buttons = {}

    def address(build: Callable[[], bytes], file_name: str, *_: object) -> str:
        buttons[file_name] = build
        return "./export/number"

    monkeypatch.setattr(downloads, "address_of", address)
    return buttons


def opens(name: str, content: bytes, suffix: str) -> bool:
    if not name.endswith(".zip"):
        return bool(OPENED[suffix](content))
    with ZipFile(BytesIO(content)) as pack:
        return all(OPENED[suffix](pack.read(part)) for part in pack.namelist())


@pytest.mark.parametrize("year", YEARS)
def test_the_page_of_documents_hands_over_every_kind_in_every_format(
    sample: Open, drawn: Buttons, year: int
) -> None:
    app = sample("pages/documents/documents.py", year=str(year))
    for kind, row in KINDS.items():
        if "docx" not in row.formats:
            continue
        drawn.clear()
        next(one for one in app.radio if one.label == "Документ").set_value(kind).run()
        offered = dict(zip(DOCUMENTS, drawn.items(), strict=True))
        assert all(name.startswith(row.file_title) for name in drawn)
        pressed = DOCUMENTS if year == YEARS[-1] else DOCUMENTS[:1]
        for suffix in pressed:
            name, build = offered[suffix]
            assert opens(name, build(), suffix)


@pytest.mark.parametrize("year", YEARS)
def test_the_page_of_exports_hands_over_the_workbook(
    sample: Open, drawn: Buttons, year: int
) -> None:
    sample("pages/documents/export.py", year=str(year))
    title = f"{KINDS['workbook'].file_title}_"
    ((name, build),) = (item for item in drawn.items() if item[0].startswith(title))
    assert opens(name, build(), "xlsx")
    assert str(year) in name
