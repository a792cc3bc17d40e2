"""Рабочее место: примечания, сохранённые виды, что изменилось, день сроков."""

from streamlit.testing.v1 import AppTest

from data_model.decisions import Note
from tests.pages.conftest import CONTROLLER, Enter, Open, plain
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
