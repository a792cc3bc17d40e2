"""Форма на экране: те же поля, правила и замечания, что в бланке; черновик сохраняется сам."""

import re
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from data_model.people import PROGRAM
from data_model.returns import Origin, Reopening, ReturnState
from data_model.store.access import acting
from loaders.returns.marked.copy import copy_of_revision
from tests.pages.conftest import SCHOOL, Enter, Open, plain, shown_tables
from ui import data
from ui.monitoring import provenance

FORM = "pages/returns/fill_in.py"
ORG, YEAR = "580411", 2022


@pytest.fixture
def form(sample: Open, enter: Enter) -> AppTest:
    enter(SCHOOL)
    return sample(FORM, year=str(YEAR))


def key(name: str) -> str:
    return f"form-{ORG}-{YEAR}-{name}"


def fill(app: AppTest, **answers: str) -> AppTest:
    for name, written in answers.items():
        app.text_input(key(name)).set_value(written)
    return app.run()


def draft() -> dict[str, str]:
    return {one.field: one.written for one in data.store().draft(ORG, YEAR)}


def send(app: AppTest) -> AppTest:
    return app.button(key("send")).click().run()


def test_a_field_for_each_cell_that_is_open_and_none_for_grades_without_pupils(
    form: AppTest,
) -> None:
    assert [error.message for error in form.exception] == []
    fields = [*form.text_input, *form.text_area, *form.radio]
    asked = {str(field.key).removeprefix(key("q_")) for field in fields}
    wanted = {"ticket_pupils_g6", "art_profi_participants", "events_schedule"}
    assert wanted | {"events_schedule_reason"} <= asked
    pupils = {row.grade for row in data.snapshot("58040").roll
              if (row.org, row.year) == (ORG, YEAR) and row.pupils}  # fmt: skip
    of_ticket = {int(one.rpartition("_g")[2]) for one in asked if one.startswith("ticket_pupils_g")}
    assert of_ticket == pupils & set(range(6, 12))
    assert "Что осталось" in plain(form)


def test_what_is_typed_is_kept_at_once_and_judged_by_the_rules_of_the_file(form: AppTest) -> None:
    fill(form, q_ticket_pupils_g6="2 чел.", q_art_profi_participants="три")
    assert draft() == {"q_ticket_pupils_g6": "2 чел.", "q_art_profi_participants": "три"}
    told = plain(form)
    assert "6 класс:** Записано «2 чел.», взято число" in told
    assert "Записано «три», нужно целое число" in told
    assert "Завуч. Ещё не отправлено: 2 поля" in told


def test_the_next_visit_goes_on_where_one_has_stopped(form: AppTest, sample: Open) -> None:
    fill(form, q_ticket_pupils_g6="2")
    again = sample(FORM, year=str(YEAR))
    assert again.text_input(key("q_ticket_pupils_g6")).value == "2"


def test_it_is_sent_as_an_ordinary_revision_from_the_page(form: AppTest) -> None:
    fill(form, q_ticket_pupils_g6="2", q_art_profi_participants="3")
    form.radio(key("q_events_schedule")).set_value("нет").run()
    send(form)
    assert "Отчёт принят, версия 1" in plain(form)
    (sent,) = data.store().revisions(ORG, YEAR)
    assert (sent.origin, sent.is_current) == (Origin.PAGE, True)
    facts = {(one.fact.question, one.fact.grade): one.fact.value
             for one in data.snapshot("58040").facts if one.year == YEAR}  # fmt: skip
    assert (facts["ticket_pupils", 6], facts["events_schedule", 0]) == (2, 0)
    assert draft() == {}


def test_where_a_figure_comes_from_is_told_by_the_field(form: AppTest) -> None:
    fill(form, q_ticket_pupils_g6="2")
    send(form)
    trace = data.trace("58040", YEAR, "9", ORG)
    inputs = [*trace.inputs, *trace.set_aside]
    cells = provenance.cell_rows(inputs, data.roadmap("58040", YEAR), {ORG: "Школа"})
    six = cells[cells["Класс"] == 6].iloc[0]
    told = (six["Лист"], six["Ячейка"], six["Учтено"])
    assert told == ("форма на экране", "показатель 9, 6 класс", 2)


def test_remarks_on_what_was_typed_name_the_field_and_never_a_cell(
    form: AppTest, sample: Open
) -> None:
    fill(form, q_ticket_pupils_g7="10-15", q_art_profi_participants="три")
    form.radio(key("q_roll_confirmed")).set_value("нет").run()
    fill(form, q_roll_confirmed_reason="в 7 классе на одного больше")
    form.radio(key("q_events_schedule")).set_value("есть").run()
    fill(form, q_events_schedule_number="5")
    form.text_input(key("q_art_profi_participants")).set_value("3").run()
    send(form)
    desk = sample("pages/returns/my_return.py", year=str(YEAR))
    shown = {row["Где"] for row in shown_tables(desk)[0].to_dict("records")}
    assert {"показатель 9, 7 класс", "показатель 7", "контингент"} <= shown
    with acting(PROGRAM):
        store = data._store(data.database_url())
        (revision,) = store.revisions(ORG, YEAR)
        copy = copy_of_revision(store, revision)
    assert copy is not None
    assert "(форма на экране), принят, но по нему есть вопросы" in copy.letter
    assert ". показатель 9, 7 класс: «Участники проекта" in copy.letter
    assert "на странице «Форма отчёта»" in copy.letter
    assert not re.search(r"Показатели, [A-Z]+\d+", copy.letter)


def test_a_colleagues_change_is_shown_before_it_can_be_sent(form: AppTest) -> None:
    fill(form, q_ticket_pupils_g6="2")
    data.store().save_draft(ORG, YEAR, {"q_ticket_pupils_g7": "1"})
    send(form)
    assert "кто-то изменил эту форму" in plain(form)
    assert data.store().revisions(ORG, YEAR) == ()
    assert form.text_input(key("q_ticket_pupils_g7")).value == "1"


def test_under_review_it_waits_and_the_form_still_shows_what_was_sent(form: AppTest) -> None:
    with acting(PROGRAM):
        data._store(data.database_url()).switch_review("58040", is_on=True)
    fill(form.run(), q_ticket_pupils_g6="2")
    assert "Сначала отчёт проверит методист" in plain(form)
    send(form)
    assert "отправлен на проверку методисту, версия 1" in plain(form)
    line = data.board("58040", YEAR).of(ORG)
    assert line is not None
    assert (line.state, line.revision) == (ReturnState.IN_REVIEW, None)
    assert form.text_input(key("q_ticket_pupils_g6")).value == "2"


def test_the_answers_of_a_closed_year_are_not_asked_for(sample: Open, enter: Enter) -> None:
    enter(SCHOOL)
    sample(FORM, year=str(YEAR))
    with acting(PROGRAM):
        store = data._store(data.database_url())
        store.close_year("58040", YEAR, date(2023, 2, 1), "приказ")
    app = sample(FORM, year=str(YEAR))
    assert "2022 год закрыт: ответы за него не меняются. Открывает его район." in plain(app)
    assert not [one for one in app.text_input if str(one.key).startswith("form-")]
    assert "reopen-year" not in plain(app)
    opened = Reopening(YEAR, date.today(), date.today(), "ошибка", "начальник", ORG)
    with acting(PROGRAM):
        store.reopen_year("58040", opened)
    app = sample(FORM, year=str(YEAR))
    assert [one for one in app.text_input if str(one.key).startswith("form-")]


def test_undoing_the_draft_brings_the_form_back(form: AppTest) -> None:
    fill(form, q_ticket_pupils_g6="2")
    form.button(key("drop")).click().run()
    assert (draft(), form.text_input(key("q_ticket_pupils_g6")).value) == ({}, "")
