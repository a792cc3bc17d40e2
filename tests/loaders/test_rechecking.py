"""A change of roll, register or roadmap looks at the stored answers anew, all or nothing."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from data_model.errors import Refused
from data_model.people import Author, Grant, Role
from data_model.returns import (
    Problem,
    Rejudged,
    ReviewState,
    Revision,
    Severity,
    StoredProblem,
    ValueState,
)
from data_model.snapshot import Snapshot
from data_model.store import Store
from data_model.store.access import acting
from data_model.store.safety import damages, doctor
from indicators.plan_fact import plan_fact
from indicators.reasons import Reason
from loaders.intake import context_of, judge_again, receive
from loaders.rechecking import recheck
from tests.builders import YEARS, a_municipality, a_roll, a_school
from tests.conftest import Copier
from tests.loaders.filling import GRADES_UP_TO_NINE, a_good_return, filled, roadmap, school

CODE = a_municipality().code
TICKET = "q_ticket_pupils_g9"


@pytest.fixture
def store(tmp_path: Path, copy_of: Copier) -> Store:
    return copy_of(f"sqlite:///{tmp_path / 'roadmap.db'}", district)


def district(opened: Store) -> None:
    opened.save_register(a_municipality(), [school()])
    for year in YEARS:
        opened.save_roll(a_roll(year=year))
    opened.save_roadmap(CODE, roadmap())


def send(store: Store, **answers: object) -> None:
    content = filled(a_good_return(), answers)
    assert receive(content, "отчёт.xlsx", context_of(store), store).revision


def with_roll(store: Store, **pupils: int) -> Snapshot:
    """The data after a roll of 25 in each grade but these: ``g9=10``."""
    by_grade = dict.fromkeys(range(1, 12), 25) | {int(name[1:]): n for name, n in pupils.items()}
    store.save_roll(a_roll(pupils=by_grade), recheck=recheck)
    return store.snapshot(CODE)


def questions(snapshot: Snapshot) -> list[tuple[str, str, bool]]:
    return [(one.problem.code, one.problem.cell, one.is_open) for one in snapshot.problems]


def ticket(snapshot: Snapshot, grade: int = 9) -> tuple[int | None, ValueState]:
    fact = next(
        one.fact
        for one in snapshot.facts
        if (one.fact.question, one.fact.grade) == ("ticket_pupils", grade)
    )
    return fact.value, fact.state


def answers(snapshot: Snapshot) -> list[str]:
    return [one.answer for one in snapshot.problems]


def test_an_answer_above_the_new_roll_is_asked_about_as_at_intake(store: Store) -> None:
    """Участников стало больше, чем учеников: тот же вопрос, что при приёме, число не считается."""
    send(store)
    snapshot = with_roll(store, g9=10)
    asked = [one for one in snapshot.problems if "Билет" in one.problem.message]
    assert [(one.problem.code, one.problem.cell) for one in asked] == [
        ("participants_over_roll", "K12")
    ]
    assert "указано 12, а обучающихся на 20.09.2021 — 10" in asked[0].problem.message
    assert ticket(snapshot) == (None, ValueState.NO_DATA)
    row = plan_fact(snapshot, date(2023, 1, 1)).row(2021, "ticket_to_future", "580401")
    assert row is not None
    assert row.reason is Reason.SET_ASIDE
    assert all(finding.ok for finding in doctor(store.url) if "отчёт" in finding.text.casefold())


def test_no_question_is_asked_twice(store: Store) -> None:
    """Второе изменение контингента не повторяет вопрос, который уже открыт."""
    send(store)
    with_roll(store, g9=10)
    before = questions(store.snapshot(CODE))
    assert questions(with_roll(store, g9=10, g1=24)) == before


def test_what_fits_again_is_closed_with_its_reason_and_counts_again(store: Store) -> None:
    """Контингент исправлен: вопрос закрыт и сказано почему, число снова считается."""
    send(store)
    with_roll(store, g9=10)
    snapshot = with_roll(store)
    assert {is_open for _, _, is_open in questions(snapshot)} == {False}
    assert all(text.startswith("Контингент исправлен") for text in answers(snapshot))
    assert ticket(snapshot) == (12, ValueState.VALUE)
    assert {one.state for one in (fact.fact for fact in snapshot.facts)} <= {
        ValueState.VALUE,
        ValueState.ZERO,
    }


def test_a_question_of_the_intake_is_closed_by_a_mended_roll(store: Store) -> None:
    """Вопрос задан при приёме, прав оказался отчёт: контингент исправили."""
    send(store, **{TICKET: 27})
    assert questions(store.snapshot(CODE)) == [("participants_over_roll", "K12", True)]
    snapshot = with_roll(store, g9=28)
    assert questions(snapshot) == [("participants_over_roll", "K12", False)]
    assert "обучающихся 28, число подходит" in answers(snapshot)[0]
    assert ticket(snapshot) == (27, ValueState.VALUE)


def test_a_value_whose_question_a_person_has_closed_counts_once_it_fits(store: Store) -> None:
    send(store, **{TICKET: 27})
    (asked,) = store.snapshot(CODE).problems
    store.answer_problem(asked.id, "школа права, ждём исправления контингента")
    assert ticket(store.snapshot(CODE)) == (None, ValueState.NO_DATA)
    snapshot = with_roll(store, g9=28)
    assert answers(snapshot) == ["школа права, ждём исправления контингента"]
    assert ticket(snapshot) == (27, ValueState.VALUE)


def test_what_is_asked_about_for_another_reason_stays_asked_about(store: Store) -> None:
    """Другие вопросы контингент не закрывает."""
    send(store, **{TICKET: "много"})
    before = store.snapshot(CODE)
    snapshot = with_roll(store, g9=28)
    assert questions(snapshot) == questions(before) == [("text_in_count", "K12", True)]
    assert ticket(snapshot) == (None, ValueState.NO_DATA)


def test_a_grade_that_closes_and_one_that_opens(store: Store) -> None:
    """Закрытый класс с ответом — вопрос; открывшийся без ответа — «нет ответа»."""
    store.save_roll(a_roll(pupils=GRADES_UP_TO_NINE))
    send(store, q_ticket_pupils_g10=None, q_ticket_pupils_g11=None)
    sent = {name for name, _, is_open in questions(store.snapshot(CODE)) if is_open}
    assert "unanswered" not in sent
    snapshot = with_roll(store, g9=0)
    told = [
        (one.problem.code, one.problem.cell)
        for one in snapshot.problems
        if one.is_open and "Билет" in one.problem.message
    ]
    assert told == [
        ("participants_over_roll", "K12"),
        ("unanswered", "L12"),
        ("unanswered", "M12"),
    ]
    assert ticket(snapshot, 10) == (None, ValueState.NOT_REPORTED)
    by_grade = GRADES_UP_TO_NINE | {10: 0, 11: 25}
    store.save_roll(a_roll(pupils=by_grade), recheck=recheck)
    still = [
        (one.problem.code, one.problem.cell)
        for one in store.snapshot(CODE).problems
        if one.is_open and "Билет" in one.problem.message
    ]
    assert still == [("unanswered", "M12")]
    assert ticket(store.snapshot(CODE), 10) == (None, ValueState.NOT_APPLICABLE)


def test_a_roll_of_another_year_asks_nothing(store: Store) -> None:
    send(store)
    store.save_roll(a_roll(year=2022, pupils=1), recheck=recheck)
    assert store.snapshot(CODE).problems == ()


def test_a_return_of_a_school_no_longer_awaited_is_asked_about(store: Store) -> None:
    """Реестр: школа закрылась до дня отчёта — вопрос; день исправили — вопрос закрыт."""
    send(store)
    closed = replace(school(), valid_to=date(2021, 8, 31))
    store.save_register(a_municipality(), [closed], recheck=recheck)
    (asked,) = store.snapshot(CODE).problems
    assert (asked.problem.code, asked.is_open) == ("not_expected", True)
    assert "на 20.09.2021 отчёт этой организации не ожидается" in asked.problem.message
    store.save_register(a_municipality(), [a_school(), a_school("580409")], recheck=recheck)
    (told,) = store.snapshot(CODE).problems
    assert told.answer.startswith("Реестр исправлен")


def test_an_answer_to_a_question_that_is_gone_is_asked_about(store: Store) -> None:
    """Редакция без вопроса: об ответе спрашивают; вопрос вернулся — закрыто."""
    send(store)
    shipped = roadmap()
    kept = tuple(one for one in shipped.questions if one.code != "advised_pupils")
    rows = tuple(
        replace(row, indicator=replace(row.indicator, also_counted=("diagnosed_pupils",)))
        if "advised_pupils" in row.indicator.also_counted
        else row
        for row in shipped.activities
    )
    store.save_roadmap(CODE, replace(shipped, questions=kept, activities=rows), recheck=recheck)
    asked: StoredProblem = store.snapshot(CODE).problems[0]
    assert [one.problem.code for one in store.snapshot(CODE).problems] == ["question_gone"]
    assert "в новой редакции карты нет, ответ «7» не учитывается" in asked.problem.message
    store.save_roadmap(CODE, shipped, recheck=recheck)
    (told,) = store.snapshot(CODE).problems
    assert "вопрос снова в ней" in told.answer


# a return that waits

SENDER = Author("Школа", (Grant(Role.SCHOOL, CODE, "580401"),), "school")


def let_wait(store: Store) -> Revision:
    """A good return of the school, sent while reviews are on."""
    store.switch_review(CODE, is_on=True)
    with acting(SENDER):
        send(store)
    (one,) = store.snapshot(CODE).revisions
    assert one.review is ReviewState.WAITING
    return one


def test_a_return_that_waits_is_accepted_as_it_was_found_by_the_new_roll(store: Store) -> None:
    """Пока отчёт ждал, контингент исправили: без новой проверки не принять, с ней — с вопросом."""
    one = let_wait(store)
    assert store.basis_changes(CODE) == {}
    assert [*judge_again(one, context_of(store), store).problems] == [
        told.problem for told in store.problems_of(one.id)
    ], "unchanged data find what was found"
    with_roll(store, g9=10)
    (change,) = store.basis_changes(CODE)[one.id]
    assert change.told == "контингент 2021"
    with pytest.raises(Refused, match="изменили контингент 2021"):
        store.accept_returns([one.id])
    verdict = judge_again(one, context_of(store), store)
    assert verdict.parsed is not None
    found = Rejudged(one.id, change.number, verdict.parsed, verdict.problems)
    with_roll(store, g9=11)
    with pytest.raises(Refused, match="Обновите страницу"):
        store.accept_returns([one.id], [found])
    found = replace(found, seen=store.basis_changes(CODE)[one.id][-1].number)
    store.accept_returns([one.id], [found])
    snapshot = store.snapshot(CODE)
    assert ("participants_over_roll", "K12", True) in questions(snapshot)
    assert ticket(snapshot) == (None, ValueState.NO_DATA)
    (now,) = snapshot.revisions
    asked = sum(told.severity is Severity.QUESTION for told in found.problems)
    assert (now.is_current, now.questions) == (True, asked)
    assert asked > one.questions
    assert [line.text for line in doctor(store.url) if not line.ok and "отчёт" in line.text] == []
    assert damages(store.url) == []


def test_a_return_that_has_errors_by_the_new_roadmap_is_not_accepted(store: Store) -> None:
    one = let_wait(store)
    with_roll(store, g9=10)
    parsed = judge_again(one, context_of(store), store).parsed
    assert parsed is not None
    error = Problem("not_expected", Severity.ERROR, "Отчёт не ожидается.")
    last = store.basis_changes(CODE)[one.id][-1].number
    with pytest.raises(Refused, match="есть ошибки"):
        store.accept_returns([one.id], [Rejudged(one.id, last, parsed, (error,))])
    assert not any(revision.is_current for revision in store.snapshot(CODE).revisions)


def test_a_withdrawn_roadmap_is_a_change_too(store: Store) -> None:
    """Карту отозвали, пока отчёт ждал: принять его по-старому нельзя."""
    one = let_wait(store)
    store.withdraw_roadmap(CODE, roadmap().code, "карта отменена приказом")
    (change,) = store.basis_changes(CODE)[one.id]
    assert "карт" in change.told
    with pytest.raises(Refused, match="Обновите страницу"):
        store.accept_returns([one.id])
