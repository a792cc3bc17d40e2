"""A school is asked about its row of a table by a form of its own."""

from pathlib import Path

from openpyxl.worksheet.worksheet import Worksheet

from data_model.store import Store
from loaders.returns.marked.copy import copies_of_year
from tests.loaders.tables.tables import consolidated, table
from tests.loaders.tables.test_consolidated import confirmed, sent


def test_a_row_with_a_question_has_its_copy(store: Store, tmp_path: Path) -> None:
    def by_hand(sheet: Worksheet) -> None:
        sheet["D7"] = "2-4"

    confirmed(store, table())
    sent(store, consolidated(by_hand), tmp_path)
    copies = list(copies_of_year(store, "58040", 2021))
    assert len(copies) == 3
    assert all(copy.content.startswith(b"PK") for copy in copies)
