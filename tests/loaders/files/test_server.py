"""The process that serves people opens no file from outside by itself."""

import subprocess
import sys

import pytest

from data_model.errors import UnreadableFile
from loaders.orders.formats import read_document
from loaders.roadmaps.workbook import is_roadmap_workbook, read_roadmap_workbook
from tests.loaders.files import raw_zip
from tests.loaders.files.books import HEAD
from tests.loaders.files.hostile import with_part

SPACES_MANY = "<!-- -->" * 1000


def a_swollen_list() -> bytes:
    """A list of sheets that inflates to 80 MB."""
    part = raw_zip.repeated("xl/workbook.xml", f"{HEAD}<workbook>", SPACES_MANY, 10_000, "")
    return with_part(part)


def test_taking_returns_in_loads_no_reader_of_workbooks() -> None:
    listing = "import loaders.intake, sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", listing], capture_output=True, check=True)
    assert {b"python_calamine", b"xlrd", b"odf"} & set(done.stdout.split()) == set()


@pytest.mark.parametrize("name", ["приказ.xlsx", "приказ.docx", "приказ.pdf"])
def test_an_order_is_read_by_a_child(name: str) -> None:
    with pytest.raises(UnreadableFile):
        read_document(a_swollen_list(), name)


def test_a_roadmap_is_read_by_a_child_and_told_without_unpacking_it() -> None:
    assert not is_roadmap_workbook(a_swollen_list())
    with pytest.raises(UnreadableFile):
        read_roadmap_workbook(a_swollen_list())
