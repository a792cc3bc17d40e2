"""The lock is of the figure, not of one door: every write of the store meets a closed year."""

import inspect
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest

from data_model.decisions import (
    AssignmentState,
    DocumentFile,
    DocumentSlot,
    EvidenceEntry,
    Execution,
    Release,
    TextEdit,
)
from data_model.errors import ClosedYear, Refused
from data_model.people import Author, Grant, Role
from data_model.places import Alias, Municipality, OrganisationKind
from data_model.returns import (
    ClosedVerdict,
    Explanation,
    MappingProfile,
    Outcome,
    Rechecked,
    Reopening,
    SentBack,
    ValueState,
)
from data_model.roadmap import Kind, SchoolTarget, Scope
from data_model.snapshot import Snapshot
from data_model.store import Store
from data_model.store.access import acting
from data_model.store.desk import Desk
from data_model.store.doctor import damages
from data_model.store.letters import Outbox
from data_model.store.people import People
from data_model.store.safety import backup, restore
from data_model.store.waiting import Waiting
from indicators.plan_fact import plan_fact
from tests.builders import (
    YEARS,
    a_fact,
    a_municipality,
    a_name,
    a_presence_question,
    a_problem,
    a_return,
    a_roadmap,
    a_roll,
    a_school,
    a_submission,
    an_activity,
    an_indicator,
    facts_by_grade,
    periods,
    targets,
)
from tests.conftest import Copier
from tests.data_model import test_reviews
from tests.data_model.test_decisions import DAY, PROTOCOL, the_assignment
from tests.data_model.test_doctor import change
from tests.data_model.test_documents import FILES, ISSUE
from tests.data_model.test_evidence import CHAIN

TODAY = date.today()
YEAR = 2021
AFTER = date(2023, 1, 1)
ASKED = a_problem("text_in_count", cell="H7")
SILENCED = (
    *facts_by_grade(dict.fromkeys(range(7, 12), 10)),
    a_fact(grade=6, value=None, state=ValueState.NO_DATA, cell="H7", written="много"),
)
PLAN = EvidenceEntry("58040", YEAR, "work_plan", "План", number="1", date=date(2021, 8, 25))
REPORT = replace(ISSUE, slot=DocumentSlot("58040", "monitoring", YEAR, ""))
MINUTES = replace(REPORT, slot=DocumentSlot("58040", "minutes", YEAR))
CORRECTION = a_submission(a_return("580402", facts=(a_fact(grade=6, value=5),)))
OPEN = Reopening(YEAR, TODAY, TODAY + timedelta(days=3), "ошибка школы", "Начальник управления")


def roadmap_with_report():  # type: ignore[no-untyped-def]
    """The example with a row that an issued report proves."""
    question = a_presence_question("monitoring_report", text="Мониторинг")
    row = a_roadmap().activities[0]
    indicator = replace(row.indicator, code="monitoring", counted="monitoring_report")
    return a_roadmap(
        questions=(*a_roadmap().questions, question),
        activities=(*a_roadmap().activities, replace(row, number="4", indicator=indicator)),
    )


@pytest.fixture
def closed(url: str, copy_of: Copier) -> Store:
    """A district whose year 2021 is closed, on either engine."""
    return copy_of(url, close)


@pytest.fixture
def closed_file(sqlite_url: str, copy_of: Copier) -> Store:
    """The same in a file: for what is walked door by door."""
    return copy_of(sqlite_url, close)


def close(store: Store) -> None:
    """Two schools with returns and one without, a proof, a protocol; 2020 and 2022 stay open."""
    store.save_register(a_municipality(), [a_school(), a_school("580402"), a_school("580409")])
    store.save_roll([*a_roll(), *a_roll("580402"), *a_roll(year=2020), *a_roll("580402", 2020)])
    store.save_roadmap("58040", roadmap_with_report())
    store.save_return(a_submission(a_return(facts=SILENCED), problems=(ASKED,)))
    store.save_return(a_submission(a_return("580402")))
    store.save_return(a_submission(a_return("580402", 2020)))
    store.save_evidence(PLAN)
    store.save_protocol("58040", PROTOCOL)
    store.close_year("58040", YEAR, date(2022, 1, 31), "приказ об итогах")


def rows(store: Store) -> list[object]:
    """Plan and fact of the closed year, as anybody sees it."""
    return [*plan_fact(store.snapshot("58040"), AFTER).of_year(YEAR)]


def another_edition(**changes: object):  # type: ignore[no-untyped-def]
    row = an_activity(indicator=an_indicator(**changes))
    shipped = roadmap_with_report()
    activities = tuple(row if one.number == row.number else one for one in shipped.activities)
    return replace(shipped, activities=activities)


def decide(store: Store) -> int:
    assignment = the_assignment(store)
    assert assignment.id is not None
    return assignment.id


SENDER = Author("Школа", (Grant(Role.SCHOOL, "58040", "580402"),))


def waiting_return(store: Store) -> int:
    """A school's return of the open year that somebody has to look at first."""
    store.switch_review("58040", is_on=True)
    with acting(SENDER):
        store.save_return(a_submission(a_return("580402", 2022)))
    return next(one.id for one in store.revisions("580402", 2022))


def question_of(store: Store) -> int:
    return next(one.id for one in store.snapshot("58040").problems if one.problem == ASKED)


REFUSED: dict[str, Callable[[Store], object]] = {
    "save_return": lambda store: store.save_return(CORRECTION),
    "save_returns": lambda store: store.save_returns([CORRECTION]),
    "undo_return": lambda store: store.undo_return(
        store.revisions("580402", YEAR)[0].id, "не тот файл"
    ),
    "save_roll": lambda store: store.save_roll(a_roll(pupils=1)),
    "save_register": lambda store: store.save_register(
        a_municipality(), [a_school(names=(a_name("Лицей № 1"),))]
    ),
    "remove_organisation": lambda store: store.remove_organisation("580409"),
    "save_school_targets": lambda store: store.save_school_targets(
        "58040",
        [SchoolTarget("580401", a_roadmap().code, "ticket_to_future", YEAR, Decimal(90))],
    ),
    "save_roadmap": lambda store: store.save_roadmap("58040", another_edition(base=(9, 10, 11))),
    "save_evidence": lambda store: store.save_evidence(
        replace(PLAN, org="58040", question="monitoring_report", name="Отчёт")
    ),
    "remove_evidence": lambda store: store.remove_evidence(store.snapshot("58040").evidence[0].id),
    "issue_document": lambda store: store.issue_document(REPORT, FILES),
    "save_deadline": lambda store: store.save_deadline("58040", YEAR, date(2021, 12, 1)),
    "answer_problem": lambda store: store.answer_problem(question_of(store), "уточнили"),
}
"""What would change a figure of the closed year, door by door."""

FREE: dict[str, tuple[str, Callable[[Store], object]]] = {
    "save_region": (
        "где район стоит в сводке; его цифры те же",
        lambda store: store.save_region("58040", "Примерная область"),
    ),
    "save_settings": (
        "органы и должности стоят в документах, а не в цифрах",
        lambda store: store.save_settings("58040", {"office.head_post": "Начальник"}),
    ),
    "save_alias": (
        "по написанию узнают школу в файле, показывают её имя из реестра",
        lambda store: store.save_alias("580401", Alias("БСШ 1")),
    ),
    "close_year": (
        "закрывает другой год",
        lambda store: store.close_year("58040", 2020, date(2021, 1, 31)),
    ),
    "reopen_year": (
        "открывает год: с причиной, лицом и сроком",
        lambda store: store.reopen_year("58040", OPEN),
    ),
    "save_verdicts": (
        "записывает выводы закрытого года рядом с ним",
        lambda store: store.save_verdicts("58040", lambda _: ()),
    ),
    "send_back": (
        "отчёт остаётся в силе, пока не придёт исправленный",
        lambda store: store.send_back(SentBack("580401", YEAR, TODAY, "9 класс", "методист")),
    ),
    "record_refusal": (
        "отклонённый файл ни в какую цифру не входит",
        lambda store: store.record_refusal(
            "а.xlsx", "0" * 64, datetime.now(UTC), (), "580401", YEAR
        ),
    ),
    "save_draft": (
        "набранное на экране ещё не отправлено",
        lambda store: store.save_draft("580401", YEAR, {"q_ticket_pupils_g9": "12"}),
    ),
    "drop_draft": (
        "черновик не отчёт",
        lambda store: store.drop_draft("580401", YEAR),
    ),
    "switch_review": (
        "порядок приёма будущих отчётов",
        lambda store: store.switch_review("58040", is_on=True),
    ),
    "return_reviewed": (
        "отчёт на проверке в цифры ещё не вошёл",
        lambda store: store.return_reviewed([waiting_return(store)], "9 класс"),
    ),
    "save_mapping": (
        "соответствие столбцов читает будущие таблицы",
        lambda store: store.save_mapping(
            "58040", MappingProfile("отпечаток", "Таблица", "x = 1", datetime.now(UTC))
        ),
    ),
    "save_own_words": (
        "слова методиста стоят рядом с цифрами",
        lambda store: store.save_own_words("58040", YEAR, {"monitoring.causes": "Карантин."}),
    ),
    "save_edits": (
        "правка меняет слова, не цифры",
        lambda store: store.save_edits(ISSUE.slot, "", [TextEdit("меры", "", "")]),
    ),
    "attach_signed": (
        "подписанный документ лежит у выпуска",
        lambda store: store.attach_signed(
            store.issue_document(MINUTES, FILES), DocumentFile("signed", "Скан.pdf", b"%PDF")
        ),
    ),
    "save_template": (
        "шаблон — вид документа",
        lambda store: store.save_template("58040", "monitoring", b"PK"),
    ),
    "save_protocol": (
        "протокол показатель не вычисляет",
        lambda store: store.save_protocol("58040", replace(PROTOCOL, number="77")),
    ),
    "remove_protocol": (
        "протокол показатель не вычисляет",
        lambda store: store.remove_protocol(store.protocols("58040")[0].id),
    ),
    "save_execution": (
        "исполнение поручения показатель не вычисляет",
        lambda store: store.save_execution(
            decide(store), Execution("580401", AssignmentState.DONE, DAY, "провели")
        ),
    ),
    "release_assignment": (
        "снятие с контроля показатель не вычисляет",
        lambda store: store.release_assignment(
            decide(store), Release("начальник отдела", DAY, "по сроку")
        ),
    ),
    "withdraw_roadmap": (
        "закрытые годы остаются при своей карте",
        lambda store: store.withdraw_roadmap("58040", a_roadmap().code, "приказ отменён"),
    ),
    "save_chain": (
        "меры стоят рядом с показателем",
        lambda store: store.save_chain("58040", CHAIN),
    ),
}
"""«Цифры не трогает»: why a write may be done while the year is closed, and the proof."""

ELSEWHERE = {"accept_returns": test_reviews.test_a_year_that_was_closed_meanwhile_takes_nothing_in}
"""What would change a figure too, and the test that needs a beginning of its own."""

NO_FIGURES = (People, Outbox, Waiting, Desk)
"""People, letters, notes and views, and files that nobody has decided on yet."""


def writes() -> set[str]:
    """Methods of the store that write, told by their source."""
    return {
        name
        for name, method in inspect.getmembers(Store, inspect.isfunction)
        if "self._write(" in inspect.getsource(method)
        and not name.startswith("_")
        and not any(name in vars(part) for part in NO_FIGURES)
    }


def test_every_write_of_the_store_is_refused_or_named_as_touching_no_figure() -> None:
    """Новый способ записи без строки в одном из двух списков — ошибка."""
    assert writes() == REFUSED.keys() | FREE.keys() | ELSEWHERE.keys()
    assert REFUSED.keys() & FREE.keys() == set()
    assert all(reason for reason, _ in FREE.values())


def test_no_door_changes_a_closed_year(closed: Store) -> None:
    """Закрытый год не меняет ничто, и отказ говорит, как его открыть."""
    before, version = closed.snapshot("58040"), closed.version()
    for door, act in REFUSED.items():
        with pytest.raises(ClosedYear, match="2021 год закрыт.*roadmap reopen-year --year 2021"):
            act(closed)
        assert (closed.snapshot("58040"), closed.version()) == (before, version), door


@pytest.mark.parametrize("door", REFUSED)
def test_a_year_open_again_admits_each_door(closed_file: Store, door: str) -> None:
    """Открытый на срок год меняется: причина, лицо и срок записаны при открытии."""
    closed_file.reopen_year("58040", OPEN)
    REFUSED[door](closed_file)
    assert closed_file.reopenings("58040") == (OPEN,)
    assert damages(closed_file.url) == [], "каждое действие обновляет суммы того, что изменило"


@pytest.mark.parametrize("door", FREE)
def test_what_touches_no_figure_is_done_and_changes_none(closed_file: Store, door: str) -> None:
    before = rows(closed_file)
    FREE[door][1](closed_file)
    assert rows(closed_file) == before
    assert damages(closed_file.url) == []


def test_a_return_that_waits_is_no_damage(closed_file: Store) -> None:
    """Отчёт на проверке, первый или поверх принятого, — не повреждение базы: копия вернётся."""
    waiting_return(closed_file)
    assert damages(closed_file.url) == []
    closed_file.accept_returns([closed_file.revisions("580402", 2022)[0].id])
    assert damages(closed_file.url) == []
    with acting(SENDER):
        closed_file.save_return(a_submission(a_return("580402", 2022, facts=())))
    assert [one.is_current for one in closed_file.revisions("580402", 2022)] == [True, False]
    assert damages(closed_file.url) == []


def test_a_reason_alone_opens_nothing(closed: Store) -> None:
    """«ingest --reason» — не открытие года."""
    with pytest.raises(ClosedYear):
        closed.save_return(replace(CORRECTION, reason="письмо школы № 5"))


def test_a_reopening_of_one_school_admits_that_school_only(closed: Store) -> None:
    """Год открыт для одной школы: контингент и отчёт другой остаются закрытыми."""
    closed.reopen_year("58040", replace(OPEN, org="580402"))
    closed.save_roll(a_roll("580402", pupils=24))
    assert closed.save_return(CORRECTION).outcome is Outcome.ACCEPTED
    with pytest.raises(ClosedYear, match="580401"):
        closed.save_roll([*a_roll("580402", pupils=23), *a_roll(pupils=24)])
    assert {row.pupils for row in closed.snapshot("58040").roll if row.org == "580402"} == {24, 25}
    with pytest.raises(ClosedYear):
        closed.save_deadline("58040", YEAR, date(2021, 12, 1))


def test_what_changes_nothing_is_no_change(closed: Store) -> None:
    """Тот же контингент и тот же реестр ещё раз закрытый год не меняют."""
    closed.save_roll(a_roll())
    closed.save_register(a_municipality(), [a_school(), a_school("580402")])
    closed.save_deadline("58040", YEAR, None)


@pytest.mark.parametrize(
    "change",
    [
        {"valid_to": date(2021, 8, 31)},
        {"kind": OrganisationKind.BRANCH, "head": "580402"},
        {"names": (a_name("Гимназия"),)},
    ],
    ids=["validity", "kind", "name"],
)
def test_the_register_of_a_closed_year_stays(closed: Store, change: dict[str, object]) -> None:
    place = a_school("580409", **change)
    with pytest.raises(ClosedYear, match="580409"):
        closed.save_register(a_municipality(), [place])


def test_a_rename_with_its_former_name_leaves_the_closed_year_as_it_was(closed: Store) -> None:
    """Переименование со днями: в закрытом году имя прежнее, в реестре новое."""
    names = (
        a_name("СОШ № 1", valid_to=date(2022, 8, 31)),
        a_name("Лицей № 1", valid_from=date(2022, 9, 1)),
    )
    closed.save_register(a_municipality(), [a_school(names=names)])
    assert closed.organisations("58040")[1].name.short == "Лицей № 1"


def test_a_school_that_opened_later_is_no_part_of_a_closed_year(closed: Store) -> None:
    closed.save_register(a_municipality(), [a_school("580411", valid_from=date(2025, 9, 1))])
    assert "580411" in {one.code for one in closed.organisations("58040")}


def test_other_rolls_and_other_years_stay_open(closed: Store) -> None:
    closed.save_roll(a_roll(year=2022, pupils=30))
    assert closed.save_return(a_submission(a_return(year=2022))).outcome is Outcome.ACCEPTED


def test_another_district_is_not_held_by_it(closed: Store) -> None:
    other = Municipality("58010", "Другой район", "Другой")
    closed.save_register(other, [a_school("580101")])
    closed.save_roll(a_roll("580101"))
    with pytest.raises(ClosedYear):
        closed.save_roll([*a_roll("580101", pupils=3), *a_roll(pupils=3)])
    assert {row.pupils for row in closed.snapshot("58010").roll} == {25}


def test_several_closed_years_are_named_together(closed: Store) -> None:
    """Затронуты два закрытых года: названы оба, и не сохранено ничего."""
    closed.close_year("58040", 2020, date(2021, 1, 31))
    with pytest.raises(ClosedYear, match="2020 и 2021 годы закрыты.*каждый"):
        closed.save_roll([*a_roll(pupils=3), *a_roll(year=2020, pupils=3)])
    assert {row.pupils for row in closed.snapshot("58040").roll} == {25}


def test_the_growth_of_a_closed_year_is_kept_by_the_year_before(closed: Store) -> None:
    """Рост закрытого года считается от прошлого: отчёт прошлого года его тоже меняет."""
    fewer = a_submission(a_return("580402", 2020, facts=facts_by_grade({6: 9})))
    with pytest.raises(ClosedYear, match="2021 год закрыт"):
        closed.save_return(fewer)
    same = a_submission(a_return("580402", 2020), content=b"same answers, another file")
    assert closed.save_return(same).outcome is Outcome.ACCEPTED
    closed.reopen_year("58040", replace(OPEN, org="580402"))
    assert closed.save_return(fewer).outcome is Outcome.ACCEPTED


def summed(url: str, first: int) -> Store:
    """Показатель нарастающим итогом с года ``first``; закрыт только 2022 год, отчёты — за все."""
    store = Store.create(url)
    store.save_register(a_municipality(), [a_school(), a_school("580402")])
    orgs = ("580401", "580402")
    store.save_roll([row for org in orgs for year in YEARS for row in a_roll(org, year)])
    total = an_indicator(
        kind=Kind.COUNT, scope=Scope.DISTRICT_TOTAL, out_of=None, cumulative=True,
        requires_growth=False, periods=periods(tuple(range(first, 2023))),
        targets=targets(y2022=300),
    )  # fmt: skip
    store.save_roadmap("58040", a_roadmap(activities=(an_activity(indicator=total),)))
    for year, org in product(YEARS, orgs):
        store.save_return(a_submission(a_return(org, year)))
    store.close_year("58040", 2022, date(2023, 1, 31), "приказ об итогах")
    return store


def test_every_year_of_a_sum_is_kept_while_the_last_one_is_closed(sqlite_url: str) -> None:
    """Итог 2022 года складывается из трёх лет: отчёт любого из них его меняет."""
    store = summed(sqlite_url, 2020)
    for year in (2020, 2021):
        fewer = a_submission(a_return("580402", year, facts=facts_by_grade({6: 9})))
        with pytest.raises(ClosedYear, match="2022 год закрыт"):
            store.save_return(fewer)
        (revision,) = store.revisions("580402", year)
        with pytest.raises(ClosedYear, match="2022 год закрыт"):
            store.undo_return(revision.id, "ошибка")
        same = a_submission(a_return("580402", year), content=b"same answers, another file")
        assert store.save_return(same).outcome is Outcome.ACCEPTED
    with pytest.raises(ClosedYear, match="2022 год закрыт"):  # a school less in 2020
        store.save_register(
            a_municipality(), [a_school(valid_from=date(2021, 1, 1)), a_school("580402")]
        )
    store.reopen_year("58040", replace(OPEN, year=2022, org="580402"))
    fewer = a_submission(a_return("580402", 2020, facts=facts_by_grade({6: 9})))
    assert store.save_return(fewer).outcome is Outcome.ACCEPTED
    store.close()


def test_years_before_the_sum_begins_stay_free(sqlite_url: str) -> None:
    """Итог считают с 2021 года: отчёт 2020 года закрытого итога не меняет."""
    store = summed(sqlite_url, 2021)
    fewer = a_submission(a_return("580402", 2020, facts=facts_by_grade({6: 9})))
    assert store.save_return(fewer).outcome is Outcome.ACCEPTED
    with pytest.raises(ClosedYear, match="2022 год закрыт"):
        store.save_return(a_submission(replace(fewer.parsed, year=2021), content=b"2021"))
    store.close()


def test_a_new_edition_does_not_judge_a_closed_year(closed: Store) -> None:
    """Новая редакция закрытого года не пересуживает: он считается по своей."""
    before = rows(closed)
    number = closed.save_roadmap("58040", another_edition(targets=targets(y2021=90, y2022=60)))
    assert number == 2
    assert rows(closed) == before
    assert closed.roadmaps("58040")[2022].edition == 2


def test_a_year_open_for_all_takes_the_new_edition(closed: Store) -> None:
    closed.reopen_year("58040", OPEN)
    closed.save_roadmap("58040", another_edition(targets=targets(y2021=90, y2022=60)))
    assert closed.roadmaps("58040")[YEAR].edition == 2


def test_a_question_whose_answer_moves_no_value_may_be_answered(closed: Store) -> None:
    """Ответ на вопрос, который не держит числа, цифры не меняет."""
    note = a_problem("roll_disputed", sheet="Показатели", cell="C8")
    sent = a_submission(a_return("580401", 2022), problems=(note,))
    closed.save_return(sent)
    closed.close_year("58040", 2022, date(2023, 1, 31))
    asked = next(one for one in closed.snapshot("58040").problems if one.problem == note)
    assert not closed.answer_problem(asked.id, "сверили").is_open


# what is kept beside the lock


def verdict(year: int = YEAR, **changes: object) -> ClosedVerdict:
    example = ClosedVerdict(
        "example-2020-2022", year, "ticket_to_future", None, 60, 150, 40.0, "met", "reached", AFTER
    )
    return replace(example, **changes)


def test_the_verdicts_of_a_closed_year_are_kept_and_made_anew_once_it_changed(
    closed: Store,
) -> None:
    """Выводы закрытого года хранятся; после правки открытого года их записывают снова."""
    assert closed.unjudged_years("58040") == (YEAR,)
    share = verdict(org="580402", actual=100 / 3, denominator=None)
    assert closed.save_verdicts("58040", lambda _: (verdict(), share, verdict(2022))) == (YEAR,)
    assert closed.closed_verdicts("58040") == (verdict(), share)
    assert closed.save_verdicts("58040", lambda _: (verdict(numerator=1),)) == ()
    closed.reopen_year("58040", OPEN)
    closed.save_roll(a_roll("580402", pupils=24))
    assert closed.unjudged_years("58040") == (YEAR,)
    assert closed.closed_verdicts("58040") == ()


def test_a_year_is_closed_together_with_its_verdicts(closed: Store) -> None:
    seen: list[Snapshot] = []

    def judge(snapshot: Snapshot) -> tuple[ClosedVerdict, ...]:
        seen.append(snapshot)
        return (verdict(2022),)

    closed.close_year("58040", 2022, date(2023, 1, 31), judge=judge)
    assert 2022 in seen[0].closed_years
    assert closed.closed_verdicts("58040") == (verdict(2022),)


def test_a_return_of_a_year_open_again_makes_its_verdicts_due_anew(closed: Store) -> None:
    closed.save_verdicts("58040", lambda _: (verdict(),))
    closed.reopen_year("58040", OPEN)
    closed.save_return(CORRECTION)
    assert closed.unjudged_years("58040") == (YEAR,)


def test_why_a_year_that_is_over_was_changed_is_kept(closed: Store) -> None:
    """Причина изменения завершённого года хранится вместе с изменением."""
    why = Explanation((2022,), "roll", "уточнён отчёт ОО-1")
    closed.save_roll(a_roll(year=2022, pupils=30), explanation=why)
    (kept,) = closed.explanations("58040")
    assert (kept.years, kept.door, kept.reason) == ((2022,), "roll", "уточнён отчёт ОО-1")
    assert kept.explained_at is not None
    with pytest.raises(Refused, match="причину"):
        closed.save_roll(a_roll(year=2022), explanation=replace(why, reason=" "))
    assert {row.pupils for row in closed.snapshot("58040").roll if row.year == 2022} == {30}


def test_a_rehearsal_leaves_nothing_behind(closed: Store) -> None:
    """Проба показывает, что будет, и ничего не сохраняет."""
    before, version = closed.snapshot("58040"), closed.version()

    def tried(trial: Store) -> Snapshot:
        trial.save_roll(a_roll(year=2022, pupils=7))
        return trial.snapshot("58040")

    after = closed.rehearse(tried)
    assert {row.pupils for row in after.roll if row.year == 2022} == {7}
    assert (closed.snapshot("58040"), closed.version()) == (before, version)
    with pytest.raises(ClosedYear):
        closed.rehearse(lambda trial: trial.save_roll(a_roll(pupils=7)))


# answers looked at anew


def test_a_recheck_is_stored_with_the_change_that_asked_for_it(closed: Store, url: str) -> None:
    """Перепроверка в той же записи: вопрос открыт, число не считается, сумма обновлена."""
    closed.save_return(a_submission(a_return("580402", 2022)))
    asked = a_problem("participants_over_roll", cell="H7")

    def recheck(before: Snapshot, after: Snapshot) -> list[Rechecked]:
        assert {row.pupils for row in before.roll if row.year == 2022} == set()
        fact = next(one.fact for one in after.facts if (one.org, one.year) == ("580402", 2022))
        return [
            Rechecked(
                "580402", 2022, fact._replace(value=None, state=ValueState.NO_DATA), opens=asked
            )
        ]

    closed.save_roll(a_roll("580402", 2022, pupils=5), recheck=recheck)
    snapshot = closed.snapshot("58040")
    (problem,) = [one for one in snapshot.problems if one.year == 2022]
    assert (problem.problem, problem.is_open) == (asked, True)
    (revision,) = [one for one in snapshot.revisions if one.year == 2022]
    assert (revision.questions, revision.number) == (1, 1)
    values = [one.fact.value for one in snapshot.facts if one.year == 2022]
    assert values == [None, 10, 10, 10, 10, 10]
    again = next(one.fact for one in snapshot.facts if one.year == 2022)
    closing = Rechecked(
        "580402", 2022, again._replace(value=10, state=ValueState.VALUE), None, problem.id, "верно"
    )
    closed.save_roll(a_roll("580402", 2022), recheck=lambda *_: [closing])
    snapshot = closed.snapshot("58040")
    assert [one.answer for one in snapshot.problems if one.year == 2022] == ["верно"]
    assert {one.fact.value for one in snapshot.facts if one.year == 2022} == {10}


def test_a_change_whose_recheck_fails_is_not_stored(closed: Store) -> None:
    """Всё или ничего: не удалась перепроверка — нет и контингента."""

    def fails(before: Snapshot, after: Snapshot) -> list[Rechecked]:
        raise Refused("не вышло")

    with pytest.raises(Refused, match="не вышло"):
        closed.save_roll(a_roll(year=2022, pupils=5), recheck=fails)
    assert [row for row in closed.snapshot("58040").roll if row.year == 2022] == []


def test_verdicts_and_reasons_are_sealed_and_go_with_a_copy(
    closed_file: Store, tmp_path: Path
) -> None:
    """Выводы закрытого года и пояснения под контрольной суммой, и копия их возвращает."""
    closed_file.save_verdicts("58040", lambda _: (verdict(),))
    why = Explanation((2022,), "roll", "уточнён отчёт ОО-1")
    closed_file.save_roll(a_roll(year=2022), explanation=why)
    url = closed_file.url
    backup(url, tmp_path / "copy.db")
    for statement in ("UPDATE closed_verdicts SET numerator = 1", "DELETE FROM explanations"):
        change(url, statement)
        assert damages(url) != []
        restore(tmp_path / "copy.db", url)
        assert damages(url) == []
    again = Store.open(url)
    assert again.closed_verdicts("58040") == (verdict(),)
    again.close()
