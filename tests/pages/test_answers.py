"""Бланки и ответы района: one door for the page and for the file."""

from io import BytesIO
from zipfile import ZipFile

from data_model.returns import Origin
from tests.pages.conftest import Open, words
from ui import data, forms
from ui.selection import Place

ANSWERS = "pages/returns/district_answers.py"
PLACE = Place("58040", 2021)


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


def test_the_archive_holds_a_form_per_school(sample: Open) -> None:
    sample("pages/returns/forms.py", year="2021")
    schools = forms.schools(PLACE)
    with ZipFile(BytesIO(forms.many(PLACE, schools))) as archive:
        assert sorted(archive.namelist()) == sorted(f"{code}_2021.xlsx" for code in schools)
