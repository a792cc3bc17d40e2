"""The pages hand over every kind of document in every format for each year, and the files open."""

from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import docx
import openpyxl
import pytest
import streamlit
from pypdf import PdfReader

from reports import KINDS
from reports.handover import DOCUMENTS
from tests.builders import YEARS
from tests.pages.conftest import Open

OPENED: dict[str, Callable[[bytes], object]] = {
    "docx": lambda content: docx.Document(BytesIO(content)).paragraphs,
    "pdf": lambda content: PdfReader(BytesIO(content)).pages,
    "html": lambda content: content.startswith(b"<!DOCTYPE html>") and content.strip(),
    "xlsx": lambda content: openpyxl.load_workbook(BytesIO(content)).sheetnames,
}
Files = dict[str, bytes]


@pytest.fixture
def pressed(monkeypatch: pytest.MonkeyPatch) -> Files:
    """Files by the name that the browser would give them: every button is pressed as drawn."""
    files: Files = {}

    def button(label: str, build: Callable[[], bytes], *, file_name: str, **_: object) -> None:
        files[file_name] = build()

    monkeypatch.setattr(streamlit, "download_button", button)
    return files


def opens(name: str, content: bytes, suffix: str) -> bool:
    if not name.endswith(".zip"):
        return bool(OPENED[suffix](content))
    with ZipFile(BytesIO(content)) as pack:
        return all(OPENED[suffix](pack.read(part)) for part in pack.namelist())


@pytest.mark.parametrize("year", YEARS)
def test_the_page_of_documents_hands_over_every_kind_in_every_format(
    sample: Open, pressed: Files, year: int
) -> None:
    app = sample("pages/documents/documents.py", year=str(year))
    for kind, row in KINDS.items():
        if "docx" not in row.formats:
            continue
        pressed.clear()
        next(one for one in app.selectbox if one.label == "Документ").set_value(kind).run()
        made = dict(zip(DOCUMENTS, pressed.items(), strict=True))
        assert all(name.startswith(row.file_title) for name in pressed)
        assert all(opens(name, content, suffix) for suffix, (name, content) in made.items())


@pytest.mark.parametrize("year", YEARS)
def test_the_page_of_exports_hands_over_the_workbook(
    sample: Open, pressed: Files, year: int
) -> None:
    sample("pages/documents/export.py", year=str(year))
    title = f"{KINDS['workbook'].file_title}_"
    (book,) = (item for item in pressed.items() if item[0].startswith(title))
    assert opens(*book, "xlsx")
    assert str(year) in book[0]
