"""Two tables in one workbook: none is chosen in silence."""

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from data_model.errors import Refused
from data_model.returns import Outcome
from data_model.store import Store
from loaders.foreign import propose
from loaders.workbook import read_workbook
from tests.loaders.filling import roadmap
from tests.loaders.foreign.tables import NAMES, consolidated, saved, table
from tests.loaders.foreign.test_consolidated import confirmed, sent

CONTACTS = ("Школа", "Адрес", "Руководитель", "Сайт", "Режим работы", "Автобус", "Площадь",
            "Корпус", "Этажей", "Постройка", "Ремонт", "Столовая", "Спортзал")  # fmt: skip


def with_sheet(name: str, *rows: tuple[str, ...]) -> bytes:
    book = load_workbook(BytesIO(table()))
    sheet: Worksheet = book.create_sheet(name)
    for row in rows:
        sheet.append(row)
    return saved(book)


def twice() -> bytes:
    """A copy of the sheet stands beside it, as after a trial."""
    book = load_workbook(BytesIO(consolidated()))
    book.copy_worksheet(book.worksheets[0]).title = "Свод (2)"
    return saved(book)


@pytest.mark.parametrize("is_confirmed", [True, False])
def test_two_tables_with_answers_are_refused_with_the_cure(
    store: Store, tmp_path: Path, is_confirmed: bool
) -> None:
    if is_confirmed:
        confirmed(store, table())
    (receipt,) = sent(store, twice(), tmp_path)
    assert receipt.outcome is Outcome.REFUSED
    (problem,) = receipt.problems
    assert problem.code == "table_on_several_sheets"
    assert "«Свод», «Свод (2)»" in problem.message
    assert "отдельным файлом" in problem.message


def test_a_wider_table_without_answers_is_no_rival(store: Store, tmp_path: Path) -> None:
    confirmed(store, table())
    content = with_sheet("Адреса", CONTACTS, *((name,) * len(CONTACTS) for name in NAMES.values()))
    receipts = sent(store, content, tmp_path)
    assert [one.org for one in receipts] == list(NAMES)


def test_a_mapping_is_proposed_for_the_table_with_answers() -> None:
    content = with_sheet("Адреса", CONTACTS, CONTACTS)
    proposal = propose(read_workbook(content, "свод.xlsx"), roadmap())
    assert proposal is not None
    assert (proposal.sheet, proposal.others) == ("Свод", ("Адреса",))


def test_no_mapping_is_proposed_where_two_tables_have_answers() -> None:
    with pytest.raises(Refused, match=r"«Свод», «Свод \(2\)»"):
        propose(read_workbook(twice(), "свод.xlsx"), roadmap())
