"""Бланки и ответы района: one door for the page and for the file."""

from io import BytesIO
from zipfile import ZipFile

from data_model.returns import Origin
from loaders.intake import context_of, receive
from tests.loaders.filling import filled
from tests.pages.conftest import Open, words
from tests.pages.test_upload import SENT
from ui import data
from ui.returns import forms
from ui.selection import DistrictYear

ANSWERS = "pages/returns/district_answers.py"
PLACE = DistrictYear("58040", 2021)


def test_an_answer_on_the_page_is_the_next_revision(sample: Open) -> None:
    app = sample(ANSWERS, year="2021")
    count = next(one for one in app.number_input if one.value is not None)
    count.set_value(77)
    app.text_input[-1].set_value("Уточнили по листу регистрации")
    app.button[-1].click().run()
    assert "Ответы района сохранены" in words(app)
    current = [
        one
        for one in data.snapshot("58040").revisions
        if (one.org, one.year, one.is_current) == ("58040", 2021, True)
    ]
    assert [one.origin for one in current] == [Origin.PAGE]
    values = [one.fact.value for one in data.snapshot("58040").facts if one.org == "58040"]
    assert 77 in values


def test_the_page_begins_with_what_was_answered(sample: Open) -> None:
    app = sample(ANSWERS, year="2021")
    known = [
        one.fact.value
        for one in data.snapshot("58040").facts
        if (one.org, one.year) == ("58040", 2021)
    ]
    shown = [one.value for one in app.number_input if one.value is not None]
    assert shown
    assert set(shown) <= set(known)


def test_another_document_is_asked_for_without_saving_or_losing_anything(sample: Open) -> None:
    app = sample(ANSWERS, year="2021")
    before = [field.label for field in app.text_input]
    app.number_input[0].set_value(78)
    app.text_input[-1].set_value("Уточняем")
    more = next(button for button in app.button if button.label == "Ещё документ")
    more.click().run()
    assert [error.message for error in app.exception] == []
    after = [field.label for field in app.text_input]
    assert after.count("Документ") == before.count("Документ") + 1
    assert (app.number_input[0].value, app.text_input[-1].value) == (78, "Уточняем")
    origins = {one.origin for one in data.snapshot("58040").revisions if one.org == "58040"}
    assert Origin.PAGE not in origins


def test_as_many_documents_can_be_named_as_the_form_has_places_for(sample: Open) -> None:
    app = sample(ANSWERS, year="2021")
    places = [one.documents for one in forms.request(PLACE, PLACE.municipality).questions]
    while more := [button for button in app.button if button.label == "Ещё документ"]:
        more[0].click().run()
    assert [field.label for field in app.text_input].count("Документ") == sum(places)


def test_the_archive_holds_a_form_per_school(sample: Open) -> None:
    sample("pages/returns/forms.py", year="2021")
    schools = forms.schools(PLACE)
    with ZipFile(BytesIO(forms.many(PLACE, schools))) as archive:
        names = sorted(name.rpartition("_")[2] for name in archive.namelist())
        assert names == sorted(f"{code}.xlsx" for code in schools)


def test_fields_stay_the_same_when_a_return_comes_in_meanwhile(sample: Open) -> None:
    app = sample(ANSWERS, year="2021")
    before = [field.key for field in (*app.number_input, *app.text_input)]
    content = filled(SENT.read_bytes(), {"q_ticket_pupils_g6": 1})
    receipt = receive(content, SENT.name, context_of(data.store()), data.store())
    assert receipt.revision == 2
    app.run()
    assert [field.key for field in (*app.number_input, *app.text_input)] == before


def test_answers_of_a_colleague_are_shown_at_once(sample: Open) -> None:
    app = sample(ANSWERS, year="2021")
    count = next(slot for slot, entry in forms.request(PLACE, "58040").filled().items()
                 if isinstance(entry, int))  # fmt: skip
    given = forms.request(PLACE, "58040").filled() | {count: 81}
    forms.save_answers(PLACE, given, "Уточнили")
    app.run()
    assert 81 in [one.value for one in app.number_input]
