"""An export of «Билет в будущее»: refused with names of pupils, counted without them."""

from pathlib import Path

from data_model.returns import Outcome
from data_model.store import Store
from loaders.files.worker_pool import read_workbook
from loaders.tables.profile import LayoutKind
from loaders.tables.proposal import propose
from tests.loaders.filling import roadmap
from tests.loaders.tables.tables import EXPORT, NAMES, OWN, PUPILS, export
from tests.loaders.tables.test_consolidated import confirmed, sent, value


def test_with_personal_columns_it_is_refused_and_the_cure_is_told(
    store: Store, tmp_path: Path
) -> None:
    (receipt,) = sent(store, export(personal=True), tmp_path)
    assert receipt.outcome is Outcome.REFUSED
    assert {one.code for one in receipt.problems} == {"personal_data"}
    assert "программа сосчитает сама" in receipt.problems[0].message


def test_days_of_visits_are_no_birthdays(store: Store, tmp_path: Path) -> None:
    (receipt,) = sent(store, export(), tmp_path)
    assert [one.code for one in receipt.problems] == ["table_unmapped"]


def test_the_header_is_found_below_the_title_and_its_spelling_is_known() -> None:
    proposal = propose(read_workbook(export(), "рмг на 03.12.xlsx"), roadmap())
    assert proposal is not None
    assert (proposal.kind, proposal.header_rows) == (LayoutKind.PLATFORM, (4, 4))
    uses = dict(zip(EXPORT, (str(one.use.use) for one in proposal.columns), strict=True))
    assert list(uses.values()) == [
        "municipality", "school", "class", "skip", "measure", "measure", "archived",
    ]  # fmt: skip


def test_pupils_count_once_by_school_and_grade(store: Store, tmp_path: Path) -> None:
    """Two of three in the sixth grade; a visit by name in the seventh; the archived one never."""
    confirmed(store, export())
    receipts = sent(store, export(), tmp_path)
    assert [one.org for one in receipts] == ["580401", "580402"]
    numbers = [value(store, "580401", "ticket_pupils", grade) for grade in (6, 7, 8)]
    assert numbers == [2, 1, 0]
    assert value(store, "580402", "ticket_pupils", 9) == 1


def test_counted_numbers_name_the_cells_they_were_counted_over(
    store: Store, tmp_path: Path
) -> None:
    confirmed(store, export())
    first, second = sent(store, export(), tmp_path)
    facts = {
        (one.org, one.fact.grade): one.fact.cell
        for one in store.snapshot("58040").facts
        if one.fact.question == "ticket_pupils"
    }
    assert facts["580401", 6] == "E6:F8"
    told = {one.code: one for one in first.problems}["pupils_counted"]
    assert "учтено строк — 4, архивных не учтено — 1" in told.message
    unread = {one.code: one for one in second.problems}["class_unread"]
    assert (unread.cell, "выпускной" in unread.message) == ("C12", True)


def test_a_larger_export_of_many_pupils_is_counted_exactly(store: Store, tmp_path: Path) -> None:
    pupils = tuple(
        (OWN, NAMES["580401"], f"{6 + number % 6}А", "01.10.2021", number % 3, 0, "Нет")
        for number in range(60)
    )
    confirmed(store, export())
    sent(store, export(pupils=pupils), tmp_path)
    expected = {
        grade: sum(1 for n in range(60) if 6 + n % 6 == grade and n % 3) for grade in range(6, 12)
    }
    found = {grade: value(store, "580401", "ticket_pupils", grade) for grade in range(6, 12)}
    assert found == expected
    assert len(PUPILS[0]) == len(EXPORT)
