"""Что скачивается под таблицей: числа — числа, единица — в заголовке столбца."""

import re
from collections.abc import Iterator
from io import BytesIO

import pytest
from openpyxl import load_workbook

from data_model.people import PROGRAM
from data_model.store.access import acting
from tests.pages.conftest import Open
from ui import data, downloads

SPOKEN = re.compile(
    r"\d\s?(?:%|п\.\s?п\.|чел\.|ед\.|орг\.|дн\.|шт\.)|^[+−-]?\d[\d\s]*(?:,\d+)?$|^\d+ из \d+$"
)
"""A number in the words of a screen: «37,1 %», «1 846», «−12,9 п. п.», «не менее 50 %»."""
NAMES = {"Номер", "Показатели", "Отчётный период", "Строки карты"}
"""Columns of names that look like numbers: of documents, of rows of the roadmap, of years."""
SENTENCES = {"Пояснение", "Сравнение с прошлым годом", "Вопрос", "Срок"}
"""Columns of sentences, whose numbers stand in columns of their own too."""
JOURNAL = {"Было", "Стало", "О чём"}
"""What an act has changed, as it was stored."""


VIEWS = (
    ("pages/monitoring/indicators.py", {}),
    ("pages/monitoring/dynamics.py", {}),
    *(("pages/monitoring/indicator.py", {"indicator": row}) for row in ("5", "7", "8", "9", "10")),
    *(
        ("pages/monitoring/provenance.py", {"indicator": row, "school": school})
        for row, school in (("9", "58040"), ("9", "580401"), ("5", "580401"), ("10", "58040"))
    ),
    ("pages/monitoring/what_if.py", {"indicator": "9", "n-580401": "700"}),
    ("pages/monitoring/districts.py", {}),
    ("pages/monitoring/matrix.py", {}),
    ("pages/monitoring/school.py", {"school": "580401"}),
    ("pages/monitoring/school.py", {"school": "580411"}),
    ("pages/returns/board.py", {}),
    ("pages/returns/district_answers.py", {}),
    ("pages/decisions/assignments.py", {}),
    ("pages/decisions/protocols.py", {}),
    ("pages/decisions/evidence.py", {}),
    ("pages/decisions/effect.py", {"indicator": "9"}),
    ("pages/documents/export.py", {}),
    ("pages/documents/documents.py", {}),
    ("pages/registers/roadmap.py", {}),
    ("pages/registers/registers.py", {}),
    ("pages/access/journal.py", {}),
)


def tables() -> Iterator[downloads.Export]:
    """The files of tables that the page has offered."""
    for own in downloads._offered.values():
        for one in own.values():
            if getattr(one.build, "__qualname__", "").startswith("table_row"):
                yield one


@pytest.mark.parametrize(("file", "address"), VIEWS)
def test_a_number_of_a_downloaded_table_is_a_number(
    sample: Open, file: str, address: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(downloads, "_offered", downloads.defaultdict(dict))
    sample(file, year="2022", **address)
    for one in list(tables()):
        with acting(PROGRAM), data.request_scope():
            sheet = load_workbook(BytesIO(one.build())).active
        assert sheet is not None
        heads, *rows = sheet.iter_rows(values_only=True)
        spoken = [
            f"{one.file_name}, {head}: {value}"
            for row in rows
            for head, value in zip(heads, row, strict=True)
            if isinstance(value, str) and SPOKEN.search(value)
            if head not in NAMES | SENTENCES | (JOURNAL if "access" in file else set())
        ]
        assert spoken == []
        assert one.file_name.endswith(".xlsx")
        assert rows
