"""Бланки и ответы района: та же форма на экране, что у школы, и та же дверь, что у файла."""

from io import BytesIO
from zipfile import ZipFile

from streamlit.testing.v1 import AppTest

from data_model.returns import Origin
from loaders.intake import context_of, receive
from tests.loaders.filling import filled
from tests.pages.conftest import METHODIST, Enter, Open, plain
from tests.pages.test_upload import SENT
from ui import data
from ui.returns import forms
from ui.selection import DistrictYear

ANSWERS = "pages/returns/district_answers.py"
PLACE = DistrictYear("58040", 2021)


def key(name: str, year: int = 2021) -> str:
    return f"form-58040-{year}-{name}"


def send(app: AppTest) -> AppTest:
    return app.button(key("send")).click().run()


def fields(app: AppTest) -> dict[str, str]:
    found = [*app.text_input, *app.text_area, *app.radio]
    return {str(one.key): str(one.value or "") for one in found if str(one.key).startswith("form-")}


def names_asked(app: AppTest) -> int:
    return sum(one.label.startswith("Наименование документа") for one in app.text_area)


def test_an_answer_on_the_page_is_the_next_revision(sample: Open) -> None:
    app = sample(ANSWERS, year="2021")
    app.text_input(key("q_rmo_participants")).set_value("77").run()
    app.text_input(key("reason")).set_value("Уточнили по листу регистрации")
    send(app)
    assert "Ответы района внесены, версия 2" in plain(app)
    current = [
        one
        for one in data.snapshot("58040").revisions
        if (one.org, one.year, one.is_current) == ("58040", 2021, True)
    ]
    assert [one.origin for one in current] == [Origin.PAGE]
    values = [one.fact.value for one in data.snapshot("58040").facts if one.org == "58040"]
    assert 77 in values
    assert data.store().draft("58040", 2021) == ()


def test_the_page_begins_with_what_was_answered(sample: Open) -> None:
    shown = fields(sample(ANSWERS, year="2021"))
    known = forms.request(PLACE, PLACE.municipality).filled()
    assert known
    for slot, entry in known.items():
        wanted = f"{entry:%d.%m.%Y}" if hasattr(entry, "strftime") else str(entry)
        assert shown[key(slot.name)] == wanted


def test_a_question_has_the_number_of_its_row_and_what_waits_comes_first(sample: Open) -> None:
    app = sample(ANSWERS, year="2022")
    asked = [one.value.partition("\\.")[0] for one in app.subheader]
    assert asked == ["1", "2", "3", "4", "5", "7", "10", "11", "12"]
    waiting = next(one.value for one in app.markdown if "Что осталось" in str(one.value))
    first, _, rest = waiting.partition("Заполнено:")
    listed = [line for line in first.splitlines() if line.startswith("-")]
    assert [line.removeprefix("- [").partition("\\.")[0] for line in listed] == ["4", "5"]
    assert rest.count("](#") == len(asked) - 2
    marked = [one.value for one in app.subheader if "не заполнено" in one.value]
    assert [one.partition("\\.")[0] for one in marked] == ["4", "5"]


def test_only_what_the_year_asks_is_asked(sample: Open) -> None:
    app = sample(ANSWERS, year="2022")
    assert not any("dialogue_participants" in name for name in fields(app))
    assert "В этом году не требуется: показатель 6" in plain(app)
    app = sample(ANSWERS, year="2021")
    assert any("dialogue_participants" in name for name in fields(app))
    assert "не требуется" not in plain(app)


def test_what_is_typed_is_kept_for_a_colleague_and_judged_beside_its_field(
    sample: Open, enter: Enter
) -> None:
    enter(METHODIST)
    app = sample(ANSWERS, year="2021")
    app.text_input(key("q_rmo_participants")).set_value("пятнадцать").run()
    kept = {one.field: one.written for one in data.store().draft("58040", 2021)}
    assert kept == {"q_rmo_participants": "пятнадцать"}
    assert "Записано «пятнадцать», нужно целое число" in plain(app)
    assert "Методист. Ещё не отправлено: 1 поле" in plain(app)
    again = sample(ANSWERS, year="2021")
    assert again.text_input(key("q_rmo_participants")).value == "пятнадцать"


def test_another_document_is_asked_for_without_sending_or_losing_anything(sample: Open) -> None:
    app = sample(ANSWERS, year="2021")
    before = names_asked(app)
    app.text_input(key("q_rmo_participants")).set_value("78").run()
    more = next(button for button in app.button if button.label == "Ещё документ")
    more.click().run()
    assert [error.message for error in app.exception] == []
    assert names_asked(app) == before + 1
    assert app.text_input(key("q_rmo_participants")).value == "78"
    origins = {one.origin for one in data.snapshot("58040").revisions if one.org == "58040"}
    assert Origin.PAGE not in origins


def test_as_many_documents_can_be_named_as_the_form_has_places_for(sample: Open) -> None:
    app = sample(ANSWERS, year="2021")
    named = [one for one in forms.request(PLACE, PLACE.municipality).questions
             if app_has(app, one.code)]  # fmt: skip
    while more := [button for button in app.button if button.label == "Ещё документ"]:
        more[0].click().run()
    assert names_asked(app) == sum(one.documents for one in named)


def app_has(app: AppTest, question: str) -> bool:
    return any(one.key == key(f"q_{question}_name") for one in app.text_area)


def test_documents_are_asked_for_after_yes_and_a_reason_after_no(sample: Open) -> None:
    app = sample(ANSWERS, year="2022")
    answer, name = (key(f"q_diagnostics_report{part}", 2022) for part in ("", "_name"))
    reason = key("q_diagnostics_report_reason", 2022)
    assert name not in fields(app)
    assert reason in fields(app)
    app.radio(answer).set_value("есть").run()
    assert name in fields(app)
    assert reason not in fields(app)
    long = "Аналитический отчёт по итогам психолого-педагогической диагностики " * 3
    app.text_area(name).set_value(f"{long}\n за 2022 год").run()
    (kept,) = [one.written for one in data.store().draft("58040", 2022) if one.field.endswith("e")]
    assert kept == f"{long}за 2022 год"


def test_the_archive_holds_a_form_per_school(sample: Open) -> None:
    sample("pages/returns/forms.py", year="2021")
    schools = forms.schools(PLACE)
    with ZipFile(BytesIO(forms.many(PLACE, schools))) as archive:
        names = sorted(name.rpartition("_")[2] for name in archive.namelist())
        assert names == sorted(f"{code}.xlsx" for code in schools)


def test_fields_stay_the_same_when_a_return_comes_in_meanwhile(sample: Open) -> None:
    app = sample(ANSWERS, year="2021")
    before = fields(app)
    content = filled(SENT.read_bytes(), {"q_ticket_pupils_g6": 1})
    receipt = receive(content, SENT.name, context_of(data.store()), data.store())
    assert receipt.revision == 2
    app.run()
    assert fields(app) == before


def test_answers_of_a_colleague_are_shown_at_once(sample: Open) -> None:
    app = sample(ANSWERS, year="2021")
    data.store().save_draft("58040", 2021, {"q_rmo_participants": "81"})
    app.run()
    assert app.text_input(key("q_rmo_participants")).value == "81"


def test_where_nothing_was_changed_there_is_nothing_to_send(sample: Open) -> None:
    app = sample(ANSWERS, year="2021")
    assert "отправлять нечего" in plain(app)
    field = key("q_rmo_participants")
    before = app.text_input(field).value
    app.text_input(field).set_value("77").run()
    assert any(one.key == key("send") for one in app.button)
    app.text_input(field).set_value(before).run()
    assert "отправлять нечего" in plain(app)
