"""What an act costs follows from what it changes, never from what else lies in the base.

Counted are statements, steps of the database and lines that are read for seals: all are the same on
a busy machine.
"""

from collections.abc import Callable
from datetime import date

import pytest

from data_model.people import PROGRAM, Author, Grant, Role
from data_model.places import Alias
from data_model.store import Store, rows
from data_model.store.access import acting
from data_model.store.doctor import damages
from loaders.forms.book import write_form
from loaders.forms.request import FormRequest
from loaders.intake import check, receive
from loaders.returns.context import IntakeContext, context_of
from tests.builders import (
    a_municipality,
    a_problem,
    a_return,
    a_roadmap,
    a_roll,
    a_school,
    a_submission,
)
from tests.loaders.filling import filled, good_answers
from tests.loaders.filling import roadmap as form_roadmap
from tests.statements import statements, steps

Counted = Callable[[Callable[[], object]], tuple[int, int]]


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counted:
    """Of an act: how many statements it sends, and of how many lines it makes seals anew."""
    read: list[object] = []
    text_of = rows.canonical
    monkeypatch.setattr(rows, "canonical", lambda line: read.append(line) or text_of(line))

    def count(act: Callable[[], object]) -> tuple[int, int]:
        read.clear()
        with statements() as sent:
            act()
        return len(sent), len(read)

    return count


def codes(district: str, schools: int) -> list[str]:
    return [f"{district}{number:02d}" for number in range(1, schools + 1)]


def load(store: Store, district: str, schools: int) -> None:
    """Register, roll and roadmap of a district, as a person loads them."""
    register(store, district, schools)
    roll(store, district, schools)
    store.save_roadmap(district, a_roadmap())


def register(store: Store, district: str, schools: int) -> None:
    alias = (Alias("БСШ"),)
    listed = [a_school(code, aliases=alias) for code in codes(district, schools)]
    store.save_register(a_municipality(code=district, short=district), listed)


def roll(store: Store, district: str, schools: int, pupils: int = 20) -> None:
    store.save_roll(
        [row for code in codes(district, schools) for row in a_roll(code, pupils=pupils)]
    )


def test_a_district_is_loaded_as_cheaply_beside_others_as_alone(counted: Counted) -> None:
    """Реестр, контингент и карта одиннадцатого района стоят столько же, сколько второго."""
    store = Store.create("sqlite://")
    costs = [counted(lambda one=one: load(store, str(one), 5)) for one in range(10, 21)]
    assert costs[1] == costs[-1]
    store.close()


def test_an_answer_in_a_district_reads_no_answers_of_others(counted: Counted) -> None:
    store = Store.create("sqlite://")
    costs = []
    for district in ("10", "11", "12"):
        load(store, district, 2)
        sent = a_submission(a_return(codes(district, 2)[0]), problems=(a_problem(),))
        store.save_return(sent)
        remark = store.snapshot(district).problems[0].id
        costs.append(counted(lambda remark=remark: store.answer_problem(remark, "да")))
    assert costs[0] == costs[-1]
    store.close()


@pytest.mark.parametrize("save", [register, roll])
def test_what_is_loaded_again_is_compared_and_not_written(
    counted: Counted, save: Callable[[Store, str, int], None]
) -> None:
    """Тот же реестр и тот же контингент снова: число запросов не растёт с числом школ."""
    again = []
    for schools in (3, 30):
        store = Store.create("sqlite://")
        load(store, "10", schools)
        before = store.snapshot("10")
        again.append(counted(lambda store=store, schools=schools: save(store, "10", schools))[0])
        after = store.snapshot("10")
        assert (after.organisations, after.roll) == (before.organisations, before.roll)
        store.close()
    assert again[0] == again[1]


def test_one_school_that_differs_is_written_alone(counted: Counted) -> None:
    store = Store.create("sqlite://")
    load(store, "10", 30)
    same = counted(lambda: roll(store, "10", 30))[0]
    version = store.version("10")
    roll(store, "10", 30)
    assert store.version("10") == version, "тот же контингент ничего не меняет"
    row = a_roll(codes("10", 1)[0], pupils=21)
    others = [one for code in codes("10", 30)[1:] for one in a_roll(code, pupils=20)]
    one_more = counted(lambda: store.save_roll([*row, *others]))[0]
    assert one_more - same < 20
    assert {one.pupils for one in store.snapshot("10").roll if one.org == row[0].org} == {21}
    store.close()


def test_seals_of_each_district_notice_what_was_changed_behind_our_back(tmp_path: object) -> None:
    """Правка мимо программы в одном районе видна и после записи в другом."""
    url = f"sqlite:///{tmp_path}/a.db"
    store = Store.create(url)
    load(store, "10", 2)
    load(store, "11", 2)
    assert damages(url) == []
    with store._database._writer.begin() as connection:
        connection.exec_driver_sql("UPDATE roll SET pupils = 999 WHERE organisation = '1001'")
    roll(store, "11", 2, pupils=21)
    assert ["«roll»" in one.text for one in damages(url)] == [True]
    store.close()


def test_whether_a_closed_year_lacks_its_verdicts_is_one_question_for_all_districts() -> None:
    store = Store.create("sqlite://")
    costs = []
    for district in ("10", "11", "12"):
        load(store, district, 2)
        store.close_year(district, 2021, date(2022, 1, 20), "приказ", judge=lambda _: [])
        with statements() as sent:
            assert store.unjudged()[-1] == district
        costs.append(len(sent))
    assert costs[0] == costs[-1]
    with acting(Author("Методист", (Grant(Role.METHODIST, "11"),))):
        assert store.unjudged() == ("11",)
    store.close()


def sent_by(store: Store, district: str, schools: int, *answered: str) -> bytes:
    """A district whose named schools have sent their returns; the form of its first school."""
    listed = [a_school(code) for code in codes(district, schools)]
    store.save_register(a_municipality(code=district, short=district), listed)
    roll(store, district, schools, pupils=25)
    store.save_roadmap(district, form_roadmap())
    content = b""
    for place in listed:
        form = write_form(FormRequest(form_roadmap(), place, 2021, a_roll(place.code)))
        content = content or form
        if place.code in answered:
            whole = filled(form, good_answers())
            assert receive(whole, "отчёт.xlsx", context_of(store), store).revision
    return content


def test_a_file_is_checked_as_cheaply_beside_many_districts_as_beside_one() -> None:
    """Проверка файла задаёт столько же вопросов и читает один свой район, сколько бы их ни было."""
    store = Store.create("sqlite://")
    content = filled(sent_by(store, "10", 3, "1002"), good_answers() | {"q_ticket_pupils_g9": 9})
    costs = []
    for district in ("11", "12", "13", "14"):
        sent_by(store, district, 3, f"{district}01")
        context = context_of(store)
        with statements() as sent:
            check(content, "отчёт.xlsx", context, store)
        read = (set(context.roadmaps), {org for org, _ in context.facts}, len(context.rolls))
        costs.append((len(sent), read))
    assert costs[0] == costs[-1]
    assert costs[0][1] == ({"10"}, set(), 1), "район свой, отчётов других школ не прочитано"
    store.close()


def test_the_returns_of_a_large_district_are_asked_for_together() -> None:
    """Пачка из десяти школ не задаёт вопроса о каждой: с пятой читается весь район."""
    store = Store.create("sqlite://")
    sent_by(store, "10", 10)
    context = context_of(store)
    with statements() as sent:
        for code in codes("10", 5):
            context.facts_of(code, 2021)
    before = len(sent)
    with statements() as sent:
        for code in codes("10", 10):
            context.facts_of(code, 2021)
    assert before and not sent
    store.close()


@pytest.mark.parametrize("is_batch", [False, True])
def test_the_numbers_of_a_school_of_another_district_are_still_known(is_batch: bool) -> None:
    """Скопированные числа находятся и у школы другого района, отчёт которой уже принят."""
    store = Store.create("sqlite://")
    sent_by(store, "11", 2, "1101")
    content = filled(sent_by(store, "10", 2), good_answers())
    receipt = check(content, "отчёт.xlsx", context_of(store, is_batch=is_batch), store)
    assert any("(код 1101)" in one.message for one in receipt.problems)
    store.close()


@pytest.mark.parametrize("lot", [False, True])
def test_reading_a_district_takes_steps_by_its_answers_not_by_their_square(lot: bool) -> None:
    """Втрое больше школ — втрое больше работы базы при чтении района, а не вдевятеро."""
    taken = []
    for schools in (20, 60):
        store = Store.create("sqlite://")
        load(store, "10", schools)
        sent = [a_submission(a_return(code)) for code in codes("10", schools)]
        store.save_returns(sent)
        orgs = codes("10", 5) if lot else None
        taken.append(steps(lambda store=store, orgs=orgs: store.snapshot("10", orgs=orgs)))
        store.close()
    assert taken[1] < (1.5 if lot else 3.5) * taken[0]


METHODIST = Author("Методист", (Grant(Role.METHODIST, "10"),))


@pytest.mark.parametrize("who", [METHODIST, PROGRAM], ids=["methodist", "program"])
def test_a_file_is_taken_in_without_going_through_the_returns_of_others(who: Author) -> None:
    """Приём файла не перебирает чужих отчётов, сколько бы их ни было, и командой на сервере."""
    store, costs = Store.create("sqlite://"), []
    form, others = sent_by(store, "10", 2), {"11": 1, "12": 2, "13": 30}

    def take(content: bytes, context: IntakeContext) -> None:
        assert receive(content, "отчёт.xlsx", context, store, reason="сверено").revision

    for number, (district, schools) in enumerate(others.items()):
        sent_by(store, district, schools, *codes(district, schools))
        content = filled(form, good_answers() | {"q_ticket_pupils_g9": number + 1})
        with acting(who):
            context = context_of(store)
            costs.append(steps(lambda one=content, known=context: take(one, known)))
    assert costs[2] - costs[1] < 5 * (others["13"] - others["12"]), costs
    store.close()


def test_who_has_taken_a_return_in_is_looked_for_in_the_journal_of_its_district_alone() -> None:
    """Кто принял отчёт, ищется в журнале своего района, сколько бы районов ни было в базе."""
    store, costs = Store.create("sqlite://"), []
    sent_by(store, "10", 2, *codes("10", 2))
    for district, schools in (("11", 1), ("12", 30)):
        costs.append(steps(lambda: store.return_authors("1001", 2021)))
        sent_by(store, district, schools, *codes(district, schools))
    costs.append(steps(lambda: store.return_authors("1001", 2021)))
    assert costs[2] == costs[1] == costs[0]
    store.close()
