"""A consolidated table: proposed, confirmed once, then taken by itself, school by school."""

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from data_model.errors import WrongDefinition
from data_model.returns import Outcome, Receipt, Severity, ValueState
from data_model.store import Store
from loaders.files.worker_pool import read_workbook
from loaders.intake import handle_all, receive_all
from loaders.tables.profile import Use, confirm, read_profile
from loaders.tables.proposal import propose
from tests.loaders.filling import roadmap
from tests.loaders.tables.tables import LESSONS, NAMES, TICKET, Group, consolidated, count, table

LOCAL = Group(TICKET)
ART = Group("Арт-Профи-Форум", (), with_percent=False)


def confirmed(store: Store, content: bytes) -> None:
    proposal = propose(read_workbook(content, "свод.xlsx"), roadmap())
    assert proposal is not None
    confirm(store, "58040", proposal.profile("Свод района"), roadmap())


def sent(store: Store, content: bytes, folder: Path, name: str = "свод.xlsx") -> list[Receipt]:
    (folder / name).write_bytes(content)
    return list(receive_all([folder / name], store))


def value(store: Store, org: str, question: str, grade: int, year: int = 2021) -> int | None:
    facts = store.snapshot("58040").facts
    found = [
        one.fact.value
        for one in facts
        if (one.org, one.year, one.fact.question, one.fact.grade) == (org, year, question, grade)
    ]
    return found[0] if found else None


def test_an_unknown_table_is_refused_with_the_way_to_map_it(store: Store, tmp_path: Path) -> None:
    (receipt,) = sent(store, table(), tmp_path)
    assert receipt.outcome is Outcome.REFUSED
    assert [one.code for one in receipt.problems] == ["table_unmapped"]


def test_a_confirmed_table_gives_each_school_its_return(store: Store, tmp_path: Path) -> None:
    confirmed(store, table())
    receipts = sent(store, table(), tmp_path)
    assert [one.org for one in receipts] == list(NAMES)
    assert {one.year for one in receipts} == {2021}
    assert {one.code for of in receipts for one in of.problems} == {
        "table_taken",
        "table_unanswered",
    }
    for org in NAMES:
        for grade in (6, 9, 11):
            assert value(store, org, "ticket_pupils", grade) == count(org, grade)
        assert value(store, org, "art_profi_participants", 0) == count(org, 0, 1)


def test_every_value_keeps_its_sheet_and_cell(store: Store, tmp_path: Path) -> None:
    confirmed(store, table())
    sent(store, table(), tmp_path)
    facts = [one for one in store.snapshot("58040").facts if one.org == "580402"]
    places = {(one.fact.question, one.fact.grade): one.fact for one in facts}
    sixth = places["ticket_pupils", 6]
    assert (sixth.sheet, sixth.cell) == ("Свод", "C8")
    (revision,) = store.revisions("580402", 2021)
    assert store.original(revision.id) == ("свод.xlsx", table())


def test_columns_in_another_order_and_another_year_are_the_same_layout(
    store: Store, tmp_path: Path
) -> None:
    confirmed(store, consolidated(groups=(LOCAL, ART)))
    other = consolidated(groups=(ART, LOCAL), title="Информация по школам за 2022 год")
    receipts = sent(store, other, tmp_path)
    assert {one.year for one in receipts} == {2022}
    assert value(store, "580403", "ticket_pupils", 7, 2022) == count("580403", 7, 1)


def test_the_same_table_again_changes_nothing(store: Store, tmp_path: Path) -> None:
    confirmed(store, table())
    sent(store, table(), tmp_path)
    again = sent(store, table(), tmp_path)
    assert [one.outcome for one in again] == [Outcome.DUPLICATE] * 3
    (dry,) = {
        one.receipt.outcome for one in handle_all([tmp_path / "свод.xlsx"], store, dry_run=True)
    }
    assert dry is Outcome.DUPLICATE


def test_a_cut_in_the_middle_is_finished_by_the_same_table(store: Store, tmp_path: Path) -> None:
    confirmed(store, table())
    (tmp_path / "свод.xlsx").write_bytes(table())
    stream = receive_all([tmp_path / "свод.xlsx"], store)
    assert next(stream).org == "580401"
    stream.close()
    rest = sent(store, table(), tmp_path)
    assert [one.outcome is Outcome.DUPLICATE for one in rest] == [True, False, False]


def test_an_unknown_school_is_asked_once_and_remembered(store: Store, tmp_path: Path) -> None:
    names = {**NAMES, "580404": "Школа имени первого космонавта"}
    content = consolidated(names=names)
    confirmed(store, content)
    receipts = sent(store, content, tmp_path)
    assert [one.org for one in receipts] == [*NAMES, None]
    (problem,) = receipts[-1].problems
    assert (problem.code, problem.sheet, problem.cell) == ("table_school_unknown", "Свод", "B10")
    proposal = propose(read_workbook(content, "свод.xlsx"), roadmap())
    assert proposal is not None
    told = replace(proposal.profile(), schools={names["580404"]: "580404"})
    confirm(store, "58040", read_profile(told.text()), roadmap())
    assert [one.org for one in sent(store, content, tmp_path)] == [*NAMES, "580404"]


def test_a_school_that_stands_twice_is_not_guessed(store: Store, tmp_path: Path) -> None:
    def twice(sheet: Worksheet) -> None:
        sheet["B9"] = NAMES["580401"]

    confirmed(store, table())
    receipts = sent(store, consolidated(twice), tmp_path)
    codes = [[one.code for one in receipt.problems][:1] for receipt in receipts]
    assert codes.count(["table_school_repeated"]) == 2
    assert store.revisions("580401", 2021) == ()


def test_handwriting_is_read_and_judged_as_in_a_form(store: Store, tmp_path: Path) -> None:
    def by_hand(sheet: Worksheet) -> None:
        sheet["C7"], sheet["D7"], sheet["E7"] = "3 чел.", "2-4", "900"

    confirmed(store, table())
    first = sent(store, consolidated(by_hand), tmp_path)[0]
    found = {one.code: one for one in first.problems}
    assert found["words_after_number"].cell == "C7"
    assert found["not_exact"].severity is Severity.QUESTION
    assert found["participants_over_roll"].cell == "E7"
    assert value(store, "580401", "ticket_pupils", 6) == 3
    assert value(store, "580401", "ticket_pupils", 7) is None


def test_a_wrong_total_is_a_note_and_totals_never_count(store: Store, tmp_path: Path) -> None:
    def wrong(sheet: Worksheet) -> None:
        sheet["I7"] = 77

    confirmed(store, table())
    first, *rest = sent(store, consolidated(wrong), tmp_path)
    assert "total_differs" in [one.code for one in first.problems]
    assert all("total_differs" not in [one.code for one in other.problems] for other in rest)


def test_a_table_without_a_year_is_refused_until_one_is_said(store: Store, tmp_path: Path) -> None:
    content = consolidated(title="Сводная информация по школам")
    confirmed(store, content)
    (receipt,) = sent(store, content, tmp_path)
    assert [one.code for one in receipt.problems] == ["table_without_year"]


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"use": Use.ANSWER, "question": "no_such"}, "вопроса «no_such»"),
        ({"use": Use.ANSWER, "question": "ticket_pupils", "grade": 3}, "нет такого класса"),
    ],
)
def test_a_profile_that_asks_what_the_roadmap_does_not_is_refused(
    store: Store, wrong: dict[str, object], says: str
) -> None:
    proposal = propose(read_workbook(table(), "свод.xlsx"), roadmap())
    assert proposal is not None
    profile = proposal.profile()
    last = replace(profile.columns[-1], **wrong)  # type: ignore[arg-type]
    with pytest.raises(WrongDefinition, match=says):
        confirm(store, "58040", replace(profile, columns=(*profile.columns[:-1], last)), roadmap())


def test_a_primary_school_is_not_asked_about_grades_it_has_not(
    store: Store, tmp_path: Path
) -> None:
    content = consolidated(
        groups=(Group(LESSONS, range(1, 12)),), names={"580414": "МБОУ НОШ с. Излучинское"}
    )
    confirmed(store, content)
    sent(store, content, tmp_path)
    facts = store.snapshot("58040").facts
    states = {one.fact.grade: one.fact.state for one in facts if one.org == "580414"}
    assert states[4] is ValueState.VALUE
