"""«Мой отчёт» и проверка перед приёмом: что видит школа, что решает методист."""

from collections.abc import Callable
from datetime import date

import pytest

from data_model.decisions import AssignmentState
from data_model.people import PROGRAM, Author, Grant, Role
from data_model.returns import ReturnState
from data_model.store import Store
from data_model.store.access import acting
from loaders.forms.book import stamped_request
from loaders.forms.screen import ScreenForm, with_draft
from loaders.intake import context_of, receive_typed
from tests.pages.conftest import CONTROLLER, METHODIST, Enter, Open, plain
from ui import data
from ui.returns import published
from ui.selection import DistrictYear

MY_RETURN, BOARD = "pages/returns/my_return.py", "pages/returns/board.py"
HERE, YEAR = "58040", 2022
PLACE = DistrictYear(HERE, YEAR)
Send = Callable[..., None]


def of(org: str) -> Author:
    return Author(f"Завуч {org}", (Grant(Role.SCHOOL, HERE, org),), org, 1)


@pytest.fixture
def store(sample: Open) -> Store:
    return data._store(data.database_url())


@pytest.fixture
def send(store: Store) -> Send:
    """A school sends its form from the screen; ``answers`` by the names of its fields."""

    def sent(org: str, **answers: str) -> None:
        with acting(of(org)):
            request = stamped_request(store.snapshot(HERE), org, YEAR)
            form = ScreenForm(request, with_draft(request, answers))
            in_force = [one.number for one in store.revisions(org, YEAR) if one.is_current]
            basis = max(in_force, default=0)
            receive_typed(form.content, request, context_of(store), store, basis=basis)

    return sent


def state(org: str) -> ReturnState:
    line = data.board(HERE, YEAR).of(org)
    assert line is not None
    return line.state


def test_only_the_controller_is_offered_the_switch(
    sample: Open, enter: Enter, store: Store
) -> None:
    enter(METHODIST)
    app = sample(BOARD, year=str(YEAR))
    assert "входят в цифры сразу" in plain(app)
    assert "review-switch" not in {button.key for button in app.button}
    enter(CONTROLLER)
    app = sample(BOARD, year=str(YEAR))
    app.button("review-switch").click().run()
    assert store.municipality(HERE).reviews


def test_a_methodist_accepts_several_and_returns_one_with_words(
    sample: Open, enter: Enter, store: Store, send: Send
) -> None:
    with acting(PROGRAM):
        store.switch_review(HERE, is_on=True)
    for org in ("580408", "580411", "580401"):
        send(org, q_ticket_pupils_g6="1")
    enter(METHODIST)
    app = sample(BOARD, year=str(YEAR))
    assert "На проверке: 3 отчёта" in plain(app)
    with acting(PROGRAM):
        orgs = {one.id: one.org for one in store.snapshot(HERE).revisions if one.review}
    with acting(PROGRAM):
        rolls = [row for row in store.snapshot(HERE).roll if row.org == "580411"]
        rolls = [row for row in rolls if row.year == YEAR]
        store.save_roll([row._replace(pupils=0) if row.grade == 6 else row for row in rolls])
    app.run()
    told = " ".join(one.value for one in (*app.warning, *app.markdown)).replace("\\", "")
    assert "С тех пор как отчёт прислали, изменили: контингент" in told
    assert "Отчёт проверен заново: замечания те же." in told, "of the other two"
    assert "- новое: " in told, "one pupil takes part in a grade that has none now"
    chosen = next(one for one in app.multiselect if one.label == "Какие отчёты")
    chosen.set_value([number for number, org in orgs.items() if org != "580408"]).run()
    next(one for one in app.button if one.label.startswith("Принять 2")).click().run()
    assert "Принято: 2 отчёта" in plain(app)
    chosen = next(one for one in app.multiselect if one.label == "Какие отчёты")
    chosen.set_value([n for n, org in orgs.items() if org == "580408"]).run()
    next(one for one in app.text_input if one.label == "Что исправить").set_value("Проверьте")
    next(one for one in app.button if one.label.startswith("Вернуть 1")).click().run()
    assert "Возвращено на доработку: 1 отчёт" in plain(app)
    assert state("580408") is ReturnState.RETURNED
    assert ReturnState.IN_REVIEW not in {state("580411"), state("580401")}
    enter(of("580408"))
    app = sample(MY_RETURN, year=str(YEAR))
    assert "Возвращён на доработку: Проверьте" in "".join(str(one.value) for one in app.warning)


def test_a_school_that_has_not_reported_opens_the_year_that_is_asked_for(
    sample: Open, enter: Enter, store: Store
) -> None:
    enter(of("580411"))
    assert {one.year for one in data.snapshot(HERE).revisions} == {2020, 2021}
    app = sample(MY_RETURN)
    assert app.query_params["year"] == "2022"
    assert "не сдан" in plain(app)


def test_the_first_page_leads_a_school_to_its_desk_in_the_year_of_the_address(
    sample: Open, enter: Enter
) -> None:
    enter(of("580411"))
    app = sample("pages/monitoring/overview.py", year="2020")
    assert [error.message for error in app.exception] == []
    assert app.title[0].value == "Мой отчёт"
    assert app.query_params["year"] == "2020"


def test_a_school_sees_its_figures_beside_the_published_ones_of_a_closed_year(
    sample: Open, enter: Enter, store: Store
) -> None:
    enter(of("580401"))
    app = sample(MY_RETURN, year=str(YEAR))
    assert "Появятся, когда район подведёт итоги" in plain(app)
    with acting(PROGRAM):
        store.close_year(HERE, YEAR, date(2023, 2, 1), "приказ")
    app = sample(MY_RETURN, year=str(YEAR))
    assert [error.message for error in app.exception] == []
    assert "малые группы скрыты" in plain(app)
    found = published.table(published.rows(PLACE, "580401"))
    assert {"8", "9"} <= {*found["№"]}
    own = {row.org for row in data.plan_fact(HERE) if row.org}
    assert own == {"580401"}, "the page itself still knows its own school alone"


def test_a_school_tells_what_it_has_done_and_proves_it(
    sample: Open, enter: Enter, store: Store
) -> None:
    with acting(PROGRAM):
        known = {place.code for place in store.snapshot(HERE).organisations} - {HERE}
        given, org = next(
            (one, done.addressee)
            for one in store.snapshot(HERE).assignments
            for done in one.executions
            if one.release is None and done.addressee in known
        )
    enter(of(org))
    app = sample(MY_RETURN, year=str(YEAR))
    next(one for one in app.text_input if one.label == "Что сделано").set_value("Провели часы")
    names = [one for one in app.text_input if one.label.startswith("Подтверждающий документ")]
    names[0].set_value("Справка о классных часах")
    next(one for one in app.button if one.label == "Сообщить").click().run()
    assert "Сообщили: исполнено" in plain(app)
    with acting(PROGRAM):
        seen = store.snapshot(HERE)
    done_now = next(one for one in seen.assignments if one.id == given.id).of(org)
    assert done_now is not None
    assert (done_now.state, done_now.note) == (AssignmentState.DONE, "Провели часы")
    proof = next(one for one in seen.evidence if one.id == done_now.evidence)
    assert (proof.org, proof.name) == (org, "Справка о классных часах")
