"""Карта с кварталами: файл, бланк, приём, редакция, «откуда цифра» — весь путь."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from data_model.errors import NothingThere, WrongDefinition
from data_model.roadmap import Kind, PartOfYear, Period, PeriodKind, Roadmap, Scope, Target
from data_model.store import Store
from indicators.plan_fact import plan_fact
from indicators.terms import terms
from indicators.trace import trace
from loaders.forms.book import write_form
from loaders.forms.request import request_from
from loaders.intake import context_of, receive
from loaders.previews import preview_roadmap, save_roadmap
from loaders.roadmaps.editions import diff_roadmaps
from loaders.roadmaps.file import read_roadmap_bytes, write_roadmap
from loaders.roadmaps.workbook import read_roadmap_workbook, write_roadmap_workbook
from tests.builders import (
    a_district_office,
    a_municipality,
    a_question,
    a_roadmap,
    a_roll,
    a_school,
    an_activity,
    an_indicator,
    targets,
)
from tests.conftest import Copier
from tests.loaders.filling import filled

DAYS = (date(2026, 4, 10), date(2026, 7, 10), date(2026, 10, 10), date(2026, 12, 31))


def quarterly(own: int = 30) -> Roadmap:
    """Строка 2 — по кварталам, в IV квартале план больше; строка 1 — как прежде, за год."""
    parts = tuple(PartOfYear(day, Target(Decimal(own)) if day == DAYS[3] else None) for day in DAYS)
    indicator = an_indicator(
        "events",
        kind=Kind.COUNT,
        scope=Scope.DISTRICT_TOTAL,
        counted="events",
        out_of=None,
        base=(),
        unit="ед.",
        requires_growth=False,
        targets=targets(y2026=20),
        periods={2026: Period(2026, PeriodKind.CALENDAR, DAYS[3], parts)},
    )
    once = an_indicator(
        requires_growth=False, kind=Kind.SHARE, targets=targets(y2026=20),
        periods={2026: Period(2026, PeriodKind.CALENDAR, date(2026, 12, 31))},
    )  # fmt: skip
    return a_roadmap(
        years=(2026,),
        questions=(
            a_question(),
            a_question("events", text="Мероприятия", grades=(), unit="ед.", documents=0),
        ),
        activities=(
            an_activity("1", indicator=once, short="Охват"),
            an_activity("2", indicator=indicator, short="Дела"),
        ),
    )


@pytest.fixture
def store(tmp_path: Path, copy_of: Copier) -> Store:
    return copy_of(f"sqlite:///{tmp_path}/a.db", district)


def district(made: Store) -> None:
    made.save_register(a_municipality(), (a_district_office(), a_school(), a_school("580402")))
    made.save_roll([row for org in ("580401", "580402") for row in a_roll(org, 2026)])
    save(made, quarterly())


def save(store: Store, roadmap: Roadmap) -> int:
    seen = preview_roadmap(store, "58040", roadmap, today=date(2026, 2, 1))
    return save_roadmap(store, "58040", seen)


def test_a_file_and_a_workbook_bring_quarters_back_whole() -> None:
    roadmap = quarterly()
    assert read_roadmap_bytes(write_roadmap(roadmap).encode(), "a.toml") == roadmap
    assert read_roadmap_workbook(write_roadmap_workbook(roadmap)) == roadmap
    (change,) = diff_roadmaps(roadmap, quarterly(40))
    assert (change.row, change.field) == ("2", "сроки")
    assert "IV квартал до 31.12.2026: 40" in change.new


def test_quarters_that_contradict_themselves_are_refused() -> None:
    text = write_roadmap(quarterly())
    for wrong, told in (
        (text.replace("due = 2026-07-10", "due = 2026-03-10"), "идут по порядку"),
        (text.replace("{ due = 2026-07-10 }, ", ""), None),
        (text.replace("{ due = 2026-07-10 }, { due = 2026-10-10 }, ", ""), None),
        (text.replace("{ due = 2026-04-10 }, { due = 2026-07-10 }, { due = 2026-10-10 }, ", ""),
         "делится на 2, 3, 4, 12"),
        (text.replace('"ticket_pupils"', '"events_p1"'), "events_p1 занят частью года"),
    ):  # fmt: skip
        if told is None:
            assert read_roadmap_bytes(wrong.encode(), "a.toml")
            continue
        with pytest.raises(WrongDefinition, match=told):
            read_roadmap_bytes(wrong.encode(), "a.toml")


def test_a_year_of_quarters_from_the_form_to_the_cell(store: Store) -> None:
    """Бланк один на год; в апреле пусты кварталы, которых ещё не было, — это не вопрос."""
    form = write_form(request_from(store.snapshot("58040"), "580401", 2026))
    names = load_workbook(BytesIO(form)).defined_names
    assert [f"q_events_p{k}" in names for k in (1, 2, 3, 4)] == [True] * 4
    assert "q_events" not in names
    cells: dict[str, object] = {f"q_ticket_pupils_g{grade}": 5 for grade in range(6, 12)}
    cells |= {"q_events_p1": 25}
    april = receive(
        filled(form, cells), "a.xlsx", context_of(store), store,
    )  # fmt: skip
    assert april.revision
    seen = store.snapshot("58040")
    asked = [one for one in seen.problems if one.problem.code == "unanswered"]
    today = datetime.now(UTC).date()
    over = sum(today >= day for day in (date(2026, 7, 1), date(2026, 10, 1)))
    assert len(asked) == over + (today > DAYS[3]), "спрошено только о прошедших кварталах"
    rows = plan_fact(seen, date(2026, 4, 20))
    told = [(one.indicator, one.in_order, one.period, one.actual, one.target, one.status.value)
            for one in rows if one.is_district and one.in_order == "2"]  # fmt: skip
    assert told == [
        ("2/I", "2", "2026, I квартал", 25, 20, "met"),
        ("2/II", "2", "2026, II квартал", None, 20, "not_due"),
        ("2/III", "2", "2026, III квартал", None, 20, "not_due"),
        ("2/IV", "2", "2026, IV квартал", None, 30, "not_due"),
    ]
    (found,) = trace(seen, 2026, "2/I").inputs
    assert (found.question, found.value) == ("events_p1", 25)
    with pytest.raises(NothingThere, match="по частям года.*2/I, 2/II"):
        trace(seen, 2026, "2")
    next_form = load_workbook(BytesIO(write_form(request_from(seen, "580401", 2026))))
    sheet, _, cell = next_form.defined_names["q_events_p1"].attr_text.partition("!")
    assert next_form[sheet.strip("'")][cell.replace("$", "")].value == 25
    days = [one.period.due for one in terms(seen, rows, 2026, date(2026, 4, 20))]
    assert [*DAYS] == days[1:]


def test_what_is_stored_is_the_row_of_the_order(store: Store) -> None:
    """Храним и сравниваем строку приказа: та же карта — не редакция, новая — одно отличие."""
    in_force = store.roadmaps("58040")[2026]
    assert [row.number for row in in_force.activities][:2] == ["1", "2/I"]
    assert in_force.as_written == quarterly()
    assert store.roadmap_editions("58040")[0].roadmap == quarterly()
    assert preview_roadmap(store, "58040", quarterly(), today=date(2026, 2, 1)).is_stored
    assert save(store, quarterly(40)) == 2
    assert store.roadmaps("58040")[2026].activity("2/IV").indicator.targets == targets(y2026=40)


def test_quarters_stand_beside_another_roadmap(store: Store) -> None:
    """Вторая карта спрашивает то же за год: это другой вопрос, строки «II.2» и «I.2/I»."""
    whole = quarterly()
    row = whole.activities[1]
    yearly = replace(row.indicator, periods={2026: Period(2026, PeriodKind.CALENDAR, DAYS[3])})
    second = replace(
        whole, code="second-2026",
        activities=(whole.activities[0], replace(row, indicator=yearly)),
    )  # fmt: skip
    save(store, second)
    seen = store.snapshot("58040")
    numbers = [one.indicator for one in plan_fact(seen, date(2026, 4, 20)) if one.is_district]
    assert numbers == [
        "I.1", "I.2/I", "I.2/II", "I.2/III", "I.2/IV", "II.1", "II.2"
    ]  # fmt: skip
    codes = [one.code for one in request_from(seen, "580401", 2026).questions]
    assert codes == ["ticket_pupils", *(f"events_p{k}" for k in range(1, 5)), "second_2026__events"]
