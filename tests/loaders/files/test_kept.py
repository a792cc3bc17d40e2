"""What is kept of a file: nothing of pupils, nothing twice, nothing of a grown-up's contact."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook

from data_model.returns import Outcome, Receipt
from data_model.store import Store
from loaders.intake import receive_all
from tests.builders import YEARS, a_municipality, a_roll
from tests.loaders.filling import a_good_return, changed, roadmap, school

PUPIL, NUMBER = "Синтетический Ученик Примерович", "112-233-445 95"
CONTACT = "Исполнитель: Синтетикова С. С., 8-841-40-2-15-40, school@example.org"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.create(f"sqlite:///{tmp_path / 'базы' / 'r.db'}")
    store.save_register(a_municipality(), [school()])
    for year in YEARS:
        store.save_roll(a_roll(school().code, year))
    store.save_roadmap(a_municipality().code, roadmap())
    yield store
    store.close()


def with_pupils(book: Workbook) -> None:
    sheet = book.create_sheet("Список")
    sheet.append(["№", "ФИО обучающегося", "СНИЛС"])
    sheet.append([1, PUPIL, NUMBER])
    sheet.sheet_state = "hidden"


def taken(store: Store, folder: Path, *contents: bytes) -> list[Receipt]:
    folder.mkdir(exist_ok=True)
    for number, content in enumerate(contents):
        (folder / f"{number:02}.xlsx").write_bytes(content)
    return list(receive_all([folder], store))


def test_no_byte_of_a_file_with_pupils_is_kept_and_without_them_it_counts(
    store: Store, tmp_path: Path
) -> None:
    evil = changed(a_good_return(), with_pupils)
    (refused,) = taken(store, tmp_path / "1", evil)
    assert {problem.code for problem in refused.problems} == {"personal_data"}
    kept = b"".join(one.read_bytes() for one in (tmp_path / "базы").iterdir())
    assert PUPIL.encode() not in kept
    assert NUMBER.encode() not in kept
    assert evil[:64] not in kept
    (accepted,) = taken(store, tmp_path / "1", a_good_return())
    assert (accepted.outcome, accepted.revision) == (Outcome.ACCEPTED, 1)


def test_a_contact_of_a_grown_up_is_no_answer(store: Store, tmp_path: Path) -> None:
    def sign(book: Workbook) -> None:
        book["Титул"]["B40"] = CONTACT

    (receipt,) = taken(store, tmp_path / "1", changed(a_good_return(), sign))
    assert receipt.outcome is Outcome.ACCEPTED
    snapshot = store.snapshot(a_municipality().code)
    assert "Синтетикова" not in f"{snapshot.facts}{snapshot.documents}{snapshot.problems}"


def test_the_same_file_twenty_times_is_one_revision(store: Store, tmp_path: Path) -> None:
    receipts = taken(store, tmp_path / "1", *[a_good_return()] * 20)
    outcomes = [receipt.outcome for receipt in receipts]
    assert outcomes == [Outcome.ACCEPTED] + [Outcome.DUPLICATE] * 19
    assert len(store.revisions(school().code, 2021)) == 1
