"""The page «Документы»: own words are kept, an issue is frozen, changed rules are checked."""

from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Open, words

PAGE = "pages/documents/documents.py"


def pressed(app: AppTest, label: str) -> AppTest:
    """The page after the button with this label."""
    return next(button for button in app.button if button.label == label).click().run()


def test_every_kind_is_offered_with_its_formats(sample: Open) -> None:
    app = sample(PAGE, year="2021")
    kinds = next(one for one in app.selectbox if one.label == "Документ").options
    assert kinds[0] == "Аналитический отчёт по итогам мониторинга"
    assert len(kinds) == 6
    buttons = [one.proto for one in app.get("link_button")]
    labels = [one.label for one in buttons if one.url.startswith("./export/")]
    assert labels == ["Скачать Word", "Скачать PDF", "Скачать HTML"]


def test_own_words_stay_when_the_page_is_drawn_again(sample: Open) -> None:
    app = sample(PAGE, year="2021")
    app.text_area(key="monitoring.causes-2021").set_value("Не хватило педагогов.")
    app = pressed(app, "Сохранить слова")
    assert "Слова сохранены" in app.success[0].value
    again = sample(PAGE, year="2021")
    assert again.text_area(key="monitoring.causes-2021").value == "Не хватило педагогов."


def test_an_issue_needs_a_number_and_a_second_one_a_note(sample: Open) -> None:
    app = pressed(sample(PAGE, year="2021"), "Выпустить документ")
    assert "номер" in app.error[0].value
    app.text_input[0].set_value("12")
    app = pressed(app, "Выпустить документ")
    assert "документ читался бы так же" in words(app)
    app.text_input[0].set_value("13")
    app = pressed(app, "Выпустить документ")
    assert "примечания" in app.error[0].value


def test_a_wrong_rule_is_refused_on_the_page(sample: Open) -> None:
    app = sample(PAGE, year="2021")
    app.radio(key="documents-section").set_value("Правила рекомендаций").run()
    area = app.text_area[0]
    area.set_value(area.value.replace("{показатель}", "{показтель}"))
    app = pressed(app, "Сохранить правила")
    assert "слова" in app.error[0].value


def test_the_office_is_filled_in_once_for_all_documents(sample: Open) -> None:
    app = sample(PAGE, year="2021")
    app.radio(key="documents-section").set_value("Реквизиты").run()
    next(one for one in app.text_input if one.label == "Исполнитель").set_value("Методист отдела")
    app = pressed(app, "Сохранить реквизиты")
    assert "Реквизиты сохранены" in app.success[0].value
