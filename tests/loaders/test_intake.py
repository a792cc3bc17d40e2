"""The whole way: bytes in, a receipt out, one transaction for each return."""

from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from data_model.returns import Origin, Outcome, Receipt, Reopening, Revision, StoredFact
from data_model.store import Store
from loaders.files.archive import Incoming
from loaders.files.workbook import Workbook
from loaders.files.worker_pool import Child, Pool
from loaders.forms.book import write_form
from loaders.forms.request import FormRequest, request_from
from loaders.forms.screen import ScreenForm, with_draft
from loaders.intake import check, receive, receive_all, receive_typed
from loaders.returns import judging
from loaders.returns.context import context_of
from loaders.returns.judging import FileVerdict
from tests.builders import YEARS, a_municipality, a_roll, a_school
from tests.conftest import Copier
from tests.loaders.files.hostile import a_killer
from tests.loaders.filling import a_form, a_good_return, filled, good_answers, roadmap, school

MOMENT = datetime(2022, 1, 15, 9, tzinfo=UTC)
SECOND = a_school("580403")


@pytest.fixture
def store(tmp_path_factory: pytest.TempPathFactory, copy_of: Copier) -> Store:
    return copy_of(f"sqlite:///{tmp_path_factory.mktemp('store') / 'roadmap.db'}", district)


def district(store: Store) -> None:
    store.save_register(a_municipality(), [school(), SECOND])
    for org in (school().code, SECOND.code):
        for year in YEARS:
            store.save_roll(a_roll(org, year))
    store.save_roadmap(a_municipality().code, roadmap())


def second_return() -> bytes:
    form = write_form(FormRequest(roadmap(), SECOND, 2021, a_roll(SECOND.code)))
    return filled(form, good_answers() | {"q_ticket_pupils_g9": 11})


def outcomes(store: Store, *paths: Path, jobs: int = 1) -> list[tuple[str, str, int | None]]:
    receipts = receive_all(list(paths), store, jobs=jobs)
    return [(one.filename, one.outcome.value, one.revision) for one in receipts]


def test_what_is_stored_or_cannot_be_read_is_not_asked_of_a_child(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = a_good_return()
    receive(content, "отчёт.xlsx", context_of(store), store)
    files = [Incoming("нет.xlsx", trouble="Файл не найден."), Incoming("отчёт.xlsx", content)]
    monkeypatch.setattr(Pool, "begin", lambda *_: pytest.fail("a child was asked"))
    known = store.known_returns()
    told = judging.judge_all(files, lambda: context_of(store), MOMENT.date(), 2, known)
    assert [isinstance(verdict, Revision) for _, verdict in told] == [False, True]


def test_a_file_that_nobody_waits_for_ends_its_child(store: Store) -> None:
    files = [Incoming(f"{number}.xlsx", a_good_return()) for number in range(3)]
    told = judging.judge_all(files, lambda: context_of(store), MOMENT.date(), 2, {})
    children: list[Child] = []
    begin = Pool.take

    def taken(pool: Pool) -> Child:
        children.append(begin(pool))
        return children[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Pool, "take", taken)
        next(told)
        told.close()
    assert [child.is_usable for child in children] == [True, False, False]


def test_check_stores_nothing(store: Store) -> None:
    version = store.version()
    receipt = check(a_good_return(), "отчёт.xlsx", context_of(store), store)
    assert (receipt.outcome, receipt.org, receipt.year) == (Outcome.ACCEPTED, "580401", 2021)
    assert receipt.revision is None
    assert store.version() == version


def test_a_return_is_stored_with_its_facts_and_bytes(store: Store) -> None:
    receipt = receive(a_good_return(), "отчёт.xlsx", context_of(store), store, received_at=MOMENT)
    assert (receipt.outcome, receipt.revision) == (Outcome.ACCEPTED, 1)
    (revision,) = store.revisions("580401", 2021)
    assert store.original(revision.id) == ("отчёт.xlsx", a_good_return())
    assert revision.received_at == MOMENT
    facts = {(one.fact.question, one.fact.grade): one.fact for one in _facts(store)}
    assert facts[("ticket_pupils", 9)].value == 12
    assert facts[("ticket_pupils", 9)].cell == "K12"


def _facts(store: Store) -> tuple[StoredFact, ...]:
    return store.snapshot(a_municipality().code).facts


def test_the_same_bytes_are_a_duplicate_for_check_and_for_intake(store: Store) -> None:
    context = context_of(store)
    receive(a_good_return(), "отчёт.xlsx", context, store)
    version = store.version()
    for door in (check, receive):
        receipt = door(a_good_return(), "копия.xlsx", context, store)
        assert (receipt.outcome, receipt.revision) == (Outcome.DUPLICATE, 1)
        assert (receipt.org, receipt.year) == ("580401", 2021)
    assert store.version() == version


def test_a_correction_becomes_the_next_revision(store: Store) -> None:
    context = context_of(store)
    receive(a_good_return(), "отчёт.xlsx", context, store)
    corrected = filled(a_good_return(), {"q_ticket_pupils_g9": 20})
    receipt = receive(corrected, "отчёт 2.xlsx", context, store, reason="уточнили")
    assert (receipt.outcome, receipt.revision) == (Outcome.ACCEPTED, 2)
    values = {one.fact.value for one in _facts(store) if one.fact.grade == 9}
    assert 20 in values


def test_the_context_learns_what_was_stored(store: Store) -> None:
    context = context_of(store)
    receive(a_good_return(), "отчёт.xlsx", context, store)
    emptied = filled(a_good_return(), {"q_ticket_pupils_g9": None})
    receipt = receive(emptied, "отчёт 2.xlsx", context, store)
    assert receipt.outcome is Outcome.ACCEPTED_WITH_WARNINGS
    assert [one.code for one in receipt.problems] == ["answer_withdrawn"]


def test_a_refused_file_leaves_only_the_record_of_the_attempt(store: Store) -> None:
    receipt = receive(a_form(), "пустой.xlsx", context_of(store), store, received_at=MOMENT)
    assert receipt.outcome is Outcome.REFUSED
    assert store.revisions("580401", 2021) == ()
    (refusal,) = store.refusals()
    assert (refusal.filename, refusal.org, refusal.year) == ("пустой.xlsx", "580401", 2021)


def test_a_batch_finished_after_a_cut_records_a_refusal_once(store: Store, tmp_path: Path) -> None:
    for name, content in (("1.xlsx", a_form()), ("2.xlsx", a_good_return())):
        (tmp_path / name).write_bytes(content)
    begun = receive_all([tmp_path], store)
    assert next(begun).outcome is Outcome.REFUSED
    begun.close()
    rest = [one.outcome for one in receive_all([tmp_path], store)]
    assert rest == [Outcome.REFUSED, Outcome.ACCEPTED]
    assert [one.filename for one in store.refusals()] == ["1.xlsx"]
    assert [one.filename for one in store.revisions("580401", 2021)] == ["2.xlsx"]


def test_what_is_no_workbook_is_refused_with_its_sentence(store: Store) -> None:
    receipt = receive(b"%PDF-1.7", "скан.pdf", context_of(store), store)
    assert (receipt.outcome, receipt.org, receipt.year) == (Outcome.REFUSED, None, None)
    assert [one.code for one in receipt.problems] == ["unreadable"]
    assert "PDF" in receipt.problems[0].message


def test_a_form_of_one_who_has_reported_is_prefilled_and_comes_back(store: Store) -> None:
    receive(a_good_return(), "отчёт.xlsx", context_of(store), store)
    form = write_form(request_from(store.snapshot(a_municipality().code), "580401", 2021))
    receipt = receive(form, "бланк.xlsx", context_of(store), store)
    assert (receipt.outcome, receipt.revision) == (Outcome.ACCEPTED, 2)


@pytest.mark.parametrize("jobs", [1, 2])
def test_files_folders_and_archives_are_taken_in_order(
    store: Store, tmp_path: Path, jobs: int
) -> None:
    folder = tmp_path / "папка"
    folder.mkdir()
    (folder / "б.xlsx").write_bytes(a_good_return())
    (folder / "а.docx").write_bytes(b"not a document")
    with ZipFile(tmp_path / "район.zip", "w") as archive:
        archive.writestr("ш2.xlsx", second_return())
        archive.writestr("ш1.xlsx", filled(a_good_return(), {"q_ticket_pupils_g9": 21}))
    given = outcomes(store, folder, tmp_path / "район.zip", jobs=jobs)
    assert given == [
        ("а.docx", "refused", None),
        ("б.xlsx", "accepted", 1),
        ("район.zip/ш1.xlsx", "accepted", 2),
        ("район.zip/ш2.xlsx", "accepted", 1),
    ]


def test_progress_counts_to_the_total(store: Store, tmp_path: Path) -> None:
    (tmp_path / "1.xlsx").write_bytes(a_good_return())
    (tmp_path / "2.pdf").write_bytes(b"%PDF")
    seen: list[tuple[int, int]] = []
    list(receive_all([tmp_path], store, on_progress=lambda *step: seen.append(step)))
    assert seen == [(1, 2), (2, 2)]


def test_a_dry_run_judges_and_stores_nothing(store: Store, tmp_path: Path) -> None:
    (tmp_path / "1.xlsx").write_bytes(a_good_return())
    (receipt,) = receive_all([tmp_path], store, dry_run=True)
    assert (receipt.outcome, receipt.revision) == (Outcome.ACCEPTED, None)
    assert store.revisions("580401", 2021) == ()


def test_a_fault_of_ours_is_the_refusal_of_that_file_only(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("1.xlsx", "2.xlsx"):
        (tmp_path / name).write_bytes(a_good_return())
    whole = judging.screen

    def stumble(workbook: Workbook, *known: Any) -> FileVerdict:
        if workbook.filename == "1.xlsx":
            raise ZeroDivisionError
        return whole(workbook, *known)

    monkeypatch.setattr(judging, "screen", stumble)
    given = list(receive_all([tmp_path], store))
    assert [one.outcome for one in given] == [Outcome.REFUSED, Outcome.ACCEPTED]
    assert given[0].problems[0].code == "reading_failed"


def test_a_process_that_dies_takes_only_its_file_with_it(store: Store) -> None:
    contents = (a_good_return(), a_killer(), b"%PDF")
    files = [Incoming(str(number), content) for number, content in enumerate(contents)]
    verdicts = list(judging.judge_all(files, lambda: context_of(store), date(2022, 1, 15), 2, {}))
    said = [
        [problem.message for problem in verdict.problems]
        for _, verdict in verdicts
        if isinstance(verdict, FileVerdict)
    ]
    assert [len(one) for one in said] == [0, 1, 1]
    assert "не удалось безопасно прочитать" in said[1][0]


def typed(store: Store, **answers: str) -> Receipt:
    """The answers of the district as they are typed into the form on a screen."""
    code = a_municipality().code
    request = request_from(store.snapshot(code), code, 2021)
    named = {f"q_{name}": written for name, written in answers.items()}
    form = ScreenForm(request, with_draft(request, named))
    in_force = [one.number for one in store.revisions(code, 2021) if one.is_current]
    basis = max(in_force, default=0)
    return receive_typed(form.content, request, context_of(store), store, basis=basis)


def test_answers_typed_on_a_page_go_the_way_of_a_file(store: Store) -> None:
    answers = {
        "rmo_participants": "17",
        "work_plan": "есть",
        "work_plan_name": "План работы",
        "work_plan_number": "0012",
        "work_plan_date": "25.08.2021",
    }
    receipt = typed(store, **answers)
    assert (receipt.org, receipt.year, receipt.revision) == (a_municipality().code, 2021, 1)
    (revision,) = store.revisions(a_municipality().code, 2021)
    assert revision.origin is Origin.PAGE
    facts = {(one.fact.question, one.fact.value, one.fact.sheet) for one in _facts(store)}
    assert ("rmo_participants", 17, "Мероприятия") in facts
    (document,) = [one.document for one in store.snapshot(a_municipality().code).documents]
    assert (document.number, document.date) == ("0012", date(2021, 8, 25))
    assert typed(store, **answers).outcome is Outcome.DUPLICATE


def test_an_answer_taken_back_on_a_page_is_asked_about(store: Store) -> None:
    typed(store, rmo_participants="17")
    receipt = typed(store, rmo_participants="", dialogue_participants="20")
    assert "answer_withdrawn" in [one.code for one in receipt.problems]


def test_an_unreadable_archive_member_is_its_own_refusal(store: Store, tmp_path: Path) -> None:
    inner = BytesIO()
    with ZipFile(inner, "w") as archive:
        archive.writestr("1.xlsx", b"1")
    with ZipFile(tmp_path / "район.zip", "w") as archive:
        archive.writestr("внутри.zip", inner.getvalue())
    (receipt,) = receive_all([tmp_path / "район.zip"], store)
    assert receipt.outcome is Outcome.REFUSED
    assert "архив" in receipt.problems[0].message


def test_a_closed_year_needs_a_reopening_and_the_refusal_says_so(store: Store) -> None:
    """Причина — не открытие: исправление закрытого года берут, когда год открыт на срок."""
    context, today = context_of(store), date.today()
    receive(a_good_return(), "отчёт.xlsx", context, store)
    store.close_year(a_municipality().code, 2021, MOMENT.date())
    corrected = filled(a_good_return(), {"q_ticket_pupils_g9": 20})
    checked = check(corrected, "отчёт 2.xlsx", context, store)
    assert (checked.outcome, checked.problems[0].code) == (Outcome.REFUSED, "not_taken")
    for reason in ("", "уточнили по журналу"):
        receipt = receive(corrected, "отчёт 2.xlsx", context, store, reason=reason)
        assert (receipt.outcome, receipt.problems[0].code) == (Outcome.REFUSED, "not_taken")
        assert "roadmap reopen-year --year 2021" in receipt.problems[0].message
    opened = Reopening(2021, today, today, "ошибка", "начальник", school().code)
    store.reopen_year(a_municipality().code, opened)
    assert check(corrected, "отчёт 2.xlsx", context, store).outcome is Outcome.ACCEPTED
    taken = receive(corrected, "отчёт 2.xlsx", context, store, reason="уточнили по журналу")
    assert taken.revision == 2
    (kept, *_) = [one for one in store.closed_verdicts(a_municipality().code) if one.org is None]
    assert (kept.year, kept.judged_on) == (2021, today)
