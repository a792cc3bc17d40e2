"""Рабочее место: примечания, сохранённые виды, что изменилось, день сроков."""

import pytest
from streamlit.testing.v1 import AppTest

from data_model.decisions import Note
from data_model.errors import DatabaseTrouble
from data_model.store import Store
from tests.pages.conftest import CONTROLLER, Enter, Open, opened, plain
from ui import data

INDICATOR = "pages/monitoring/indicator.py"
WRITTEN = "Школы ждут приказ *министерства*"


def press(app: AppTest, label: str) -> AppTest:
    return next(one for one in app.button if one.label == label).click().run()


def notes() -> tuple[Note, ...]:
    data.store()
    return data.store().notes("58040")


def test_a_note_is_written_beside_the_indicator_ticked_for_documents_and_taken_away(
    sample: Open, enter: Enter
) -> None:
    """Примечание видно с автором и днём, отмечается для документов, убирается."""
    enter(CONTROLLER)
    app = sample(INDICATOR, year="2022", indicator="9")
    next(one for one in app.text_area if one.label == "Новое примечание").input(WRITTEN)
    app = press(app, "Сохранить примечание")
    assert WRITTEN in plain(app)
    assert "Главный специалист · " in plain(app)
    (found,) = notes()
    assert (found.code, found.org, found.for_documents) == ("ticket_to_future", "", False)
    app.checkbox(key=f"note-{notes()[0].id}").check().run()
    assert [one.for_documents for one in notes()] == [True]
    app = press(app, "Убрать")
    assert WRITTEN not in plain(app)
    assert notes() == ()


def test_a_head_sees_the_note_where_she_looks_at_the_school(sample: Open, enter: Enter) -> None:
    sample(INDICATOR, year="2022", indicator="9")
    data.store().save_note("58040", Note(2022, "Ремонт до мая.", "ticket_to_future", "580402"))
    app = sample("pages/monitoring/school.py", year="2022", school="580402")
    assert "Ремонт до мая." in plain(app)
    assert "показатель 9" in plain(app)
    other = sample("pages/monitoring/school.py", year="2022", school="580403")
    assert "Ремонт до мая." not in plain(other)


OVERVIEW = "pages/monitoring/overview.py"


def test_a_view_is_named_and_opened_from_any_page_with_its_filters(sample: Open) -> None:
    """«Мои красные»: страница с отбором под своим именем; другой вид того же имени его заменяет."""
    app = sample("pages/monitoring/indicators.py", year="2022", show="не выполнено")
    opened(app, "Виды")
    name = next(one for one in app.text_input if one.label == "Название этого вида")
    name.input("Мои красные")
    press(app, "Сохранить вид")
    (view,) = data.store().saved_views()
    assert (view.page, view.name) == ("indicators", "Мои красные")
    assert "year=2022" in view.query
    assert "show=" in view.query
    app = opened(sample(INDICATOR, year="2022", indicator="9"), "Виды")
    links = {one.proto.label: one.proto for one in app.get("page_link")}
    assert "show=" in links["Мои красные"].query_string
    press(app, "Убрать")
    assert data.store().saved_views() == ()


def test_another_day_moves_the_terms_and_no_data_and_stays_in_the_address(sample: Open) -> None:
    """На 1 марта 2021 года сроки ещё впереди; отчёты, пришедшие позже, видны все."""
    app = sample(OVERVIEW, year="2021", as_of="2021-03-01")
    text = plain(app)
    assert "сроки на 01.03.2021" in text
    assert "отчёты сдали 15 из 15 школ" in text
    assert "Ближайший срок" in text
    assert "сроки на" not in plain(sample(OVERVIEW, year="2021"))
    wrong = sample(OVERVIEW, year="2021", as_of="вчера")
    assert "«вчера» — не день" in plain(wrong)


def test_who_comes_again_reads_what_has_changed_since(sample: Open) -> None:
    assert "прошлого входа" not in plain(sample(OVERVIEW, year="2022")), "сравнить ещё не с чем"
    assert "цифры и выводы не изменились" in plain(sample(OVERVIEW, year="2022"))
    seen = data.store().seen_figures("58040", 2022)
    assert seen is not None
    former = [
        (code, *rest) if code != "ticket_to_future" else (code, "partly", "nearly", "45")
        for code, *rest in seen.lines
    ]
    data.store().note_seen("58040", 2022, former)
    app = sample(OVERVIEW, year="2022")
    assert "Изменилось с прошлого входа" in app.expander[0].label
    assert "было ½ выполнено частично, 45,0 % → стало ✕ не выполнено, 37,1 %" in plain(app)


def test_where_nothing_can_be_written_the_year_is_still_read(
    sample: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Диск полон или база занята: главная показывает год, просто не запоминает, что видели."""

    def refused(*_: object) -> None:
        raise DatabaseTrouble("На диске нет места.")

    monkeypatch.setattr(Store, "note_seen", refused)
    app = sample(OVERVIEW, year="2022")
    assert "отчёты сдали" in plain(app)
    assert "нет места" not in plain(app)
