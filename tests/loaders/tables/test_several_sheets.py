"""Two tables in one workbook: a person chooses the sheet, and none is left out in silence."""

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from data_model.errors import Refused
from data_model.returns import Outcome
from data_model.store import Store
from loaders.files.worker_pool import read_workbook
from loaders.tables.profile import confirm, read_profile
from loaders.tables.proposal import propose
from tests.loaders.filling import roadmap
from tests.loaders.tables.tables import NAMES, consolidated, saved, table
from tests.loaders.tables.test_consolidated import confirmed, sent, value

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
    assert "выберите лист на странице «Загрузка»" in problem.message


def chosen(store: Store, content: bytes, sheet: str) -> None:
    proposal = propose(read_workbook(content, "свод.xlsx"), roadmap(), sheet)
    assert proposal is not None
    profile = proposal.profile("Свод района")
    assert read_profile(profile.text()).sheet == sheet
    confirm(store, "58040", profile, roadmap())


def figures_of(content: bytes, sheet: str, figure: int) -> bytes:
    """The book with the first figure of a sheet changed, so that one tells which was read."""
    book = load_workbook(BytesIO(content))
    book[sheet]["C7"] = figure
    return saved(book)


@pytest.mark.parametrize("sheet", ["Свод", "Свод (2)"])
def test_the_sheet_that_a_person_chose_is_read_and_the_other_named(
    store: Store, tmp_path: Path, sheet: str
) -> None:
    content = figures_of(twice(), sheet, 5)
    chosen(store, content, sheet)
    receipts = sent(store, content, tmp_path)
    assert [one.org for one in receipts] == list(NAMES)
    assert value(store, "580401", "ticket_pupils", 6) == 5
    other = {"Свод": "Свод (2)", "Свод (2)": "Свод"}[sheet]
    for receipt in receipts:
        (note,) = [one for one in receipt.problems if one.code == "table_sheet_chosen"]
        assert f"Прочитан лист «{sheet}»" in note.message
        assert f"Листы «{other}»" in note.message


def test_the_last_choice_counts(store: Store, tmp_path: Path) -> None:
    content = figures_of(twice(), "Свод (2)", 5)
    for sheet in ("Свод", "Свод (2)"):
        chosen(store, content, sheet)
    sent(store, content, tmp_path)
    assert value(store, "580401", "ticket_pupils", 6) == 5


def test_a_choice_is_no_choice_among_other_sheets(store: Store, tmp_path: Path) -> None:
    chosen(store, twice(), "Свод (2)")
    book = load_workbook(BytesIO(twice()))
    book["Свод (2)"].title = "Район"
    (receipt,) = sent(store, saved(book), tmp_path)
    assert [one.code for one in receipt.problems] == ["table_on_several_sheets"]


def test_a_single_table_needs_no_choice(store: Store, tmp_path: Path) -> None:
    chosen(store, twice(), "Свод (2)")
    receipts = sent(store, table(), tmp_path)
    assert {one.code for of in receipts for one in of.problems} == {
        "table_taken",
        "table_unanswered",
    }


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
