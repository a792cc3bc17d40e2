"""Returns of a batch share a transaction; a receipt means that the return is on the disk."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from data_model.errors import DatabaseTrouble
from data_model.returns import Receipt
from data_model.store import Store
from loaders import intake
from loaders.forms.book import write_form
from loaders.forms.request import FormRequest
from loaders.intake import receive_all
from tests.builders import YEARS, a_municipality, a_roll, a_school
from tests.loaders.filling import TODAY, a_form, a_good_return, filled, good_answers, roadmap

SCHOOLS = [a_school(code) for code in ("580401", "580402", "580403")]


@pytest.fixture
def store() -> Iterator[Store]:
    store = Store.create("sqlite://")
    store.save_register(a_municipality(), SCHOOLS)
    for place in SCHOOLS:
        for year in YEARS:
            store.save_roll(a_roll(place.code, year))
    store.save_roadmap(a_municipality().code, roadmap())
    yield store
    store.close()


@pytest.fixture
def transactions(store: Store, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many returns each storing transaction was given."""
    given: list[int] = []
    save = Store.save_returns

    def counted(self: Store, submissions: list[intake.Submission]) -> list[Receipt]:
        given.append(len(submissions))
        return save(self, submissions)

    monkeypatch.setattr(Store, "save_returns", counted)
    monkeypatch.setattr(intake, "LONGEST_WAIT", 60)
    return given


def a_return_of(number: int, year: int = 2021, ninth: int = 12) -> bytes:
    place = SCHOOLS[number]
    form = write_form(FormRequest(roadmap(), place, year, a_roll(place.code, year)))
    shifted = {name: value + number if isinstance(value, int) else value
               for name, value in good_answers(year).items()}  # fmt: skip
    return filled(form, shifted | {"q_ticket_pupils_g9": ninth})


def put(folder: Path, *contents: bytes) -> Path:
    for number, content in enumerate(contents, start=1):
        (folder / f"{number}.xlsx").write_bytes(content)
    return folder


def told(receipts: Iterator[Receipt]) -> list[tuple[str, str, int | None]]:
    return [(one.filename[0], one.outcome.value, one.revision) for one in receipts]


def test_returns_of_a_folder_share_a_transaction(
    store: Store, tmp_path: Path, transactions: list[int]
) -> None:
    folder = put(tmp_path, *(a_return_of(number) for number in range(3)))
    assert [outcome for _, outcome, _ in told(receive_all([folder], store))] == ["accepted"] * 3
    assert transactions == [3]


def test_a_batch_that_fails_has_given_no_receipt_and_is_not_in(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = put(tmp_path, a_return_of(0), a_return_of(1))
    saved = store.save_returns

    def cut(submissions: list[intake.Submission]) -> list[Receipt]:
        raise DatabaseTrouble("диск переполнен")

    monkeypatch.setattr(store, "save_returns", cut)
    with pytest.raises(DatabaseTrouble):
        next(receive_all([folder], store))
    assert store.known_returns() == {}
    monkeypatch.setattr(store, "save_returns", saved)
    assert told(receive_all([folder], store)) == [("1", "accepted", 1), ("2", "accepted", 1)]


def test_an_intake_cut_after_some_receipts_is_finished_by_the_same_call(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "MOST_RETURNS", 1)
    folder = put(tmp_path, a_return_of(0), a_return_of(1))
    given = receive_all([folder], store)
    first = next(given)
    given.close()
    assert first.outcome.value == "accepted"
    held = {one.org for one in store.known_returns().values()}
    again = told(receive_all([folder], store))
    assert held == {"580401"}
    assert again == [("1", "duplicate", 1), ("2", "accepted", 1)]


def test_the_same_file_twice_in_a_folder_is_in_once(store: Store, tmp_path: Path) -> None:
    once = a_return_of(0)
    folder = put(tmp_path, once, once, a_return_of(1))
    expected = [("1", "accepted", 1), ("2", "duplicate", 1), ("3", "accepted", 1)]
    assert told(receive_all([folder], store)) == expected


def test_a_refused_file_keeps_its_place_among_the_accepted(
    store: Store, tmp_path: Path, transactions: list[int]
) -> None:
    folder = put(tmp_path, a_return_of(0), a_form(), a_return_of(1), a_return_of(2))
    outcomes = [outcome for _, outcome, _ in told(receive_all([folder], store))]
    assert outcomes == ["accepted", "refused", "accepted", "accepted"]
    assert [one.filename for one in store.refusals()] == ["2.xlsx"]
    assert transactions == [1, 2]


def test_a_closed_year_refuses_its_own_returns_and_no_others(store: Store, tmp_path: Path) -> None:
    store.close_year(a_municipality().code, 2020, TODAY)
    folder = put(tmp_path, a_return_of(0), a_return_of(1, year=2020), a_return_of(2))
    outcomes = [outcome for _, outcome, _ in told(receive_all([folder], store))]
    assert outcomes == ["accepted", "refused", "accepted"]


def test_what_was_not_taken_in_is_unknown_to_the_checks_of_later_files(
    store: Store, tmp_path: Path
) -> None:
    """The copy of another school is told only of a return that is in."""
    store.close_year(a_municipality().code, 2020, TODAY)
    low = a_return_of(0, year=2020, ninth=1)
    high = a_return_of(0, year=2021, ninth=25)
    alone = [problem.code for one in receive_all([put(tmp_path, high)], store, dry_run=True)
             for problem in one.problems]  # fmt: skip
    receipts = list(receive_all([put(tmp_path, low, high)], store))
    assert receipts[0].problems[0].code == "not_taken"
    assert [problem.code for problem in receipts[1].problems] == alone


def test_a_later_file_is_judged_by_what_the_earlier_ones_of_its_batch_say(
    store: Store, tmp_path: Path, transactions: list[int]
) -> None:
    emptied = filled(a_good_return(), {"q_ticket_pupils_g9": None})
    (tmp_path / "отчёт.xlsx").write_bytes(a_good_return())
    (tmp_path / "отчёт_2.xlsx").write_bytes(emptied)
    receipts = list(receive_all([tmp_path], store))
    assert [problem.code for problem in receipts[1].problems] == ["answer_withdrawn"]
    assert transactions == [2]
