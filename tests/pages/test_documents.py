"""The page «Документы»: kinds with their state, text, words, check and issue, office, rules."""

import pytest
from streamlit.testing.v1 import AppTest

from data_model.errors import NothingThere
from tests.pages.conftest import Open, plain, words
from tests.reports.test_letterhead import LINES, a_letterhead

PAGE = "pages/documents/documents.py"


def pressed(app: AppTest, label: str) -> AppTest:
    """The page after the button with this label."""
    return next(button for button in app.button if button.label == label).click().run()


def kinds(app: AppTest) -> dict[str, str]:
    """The kinds that are offered, each with its state."""
    chosen = next(one for one in app.radio if one.label == "Документ")
    captions = (str(one).replace("\\", "").replace("\u00a0", " ") for one in chosen.proto.captions)
    return dict(zip(chosen.options, captions, strict=True))


def test_every_kind_is_offered_with_its_state_and_formats(sample: Open) -> None:
    app = sample(PAGE, year="2021")
    found = kinds(app)
    assert len(found) == 6
    assert found["Аналитический отчёт по итогам мониторинга"].startswith("не хватает сведений: ")
    assert found["Адресные рекомендации школам"] == "15 писем, зарегистрировано 0"
    assert found["Протокол и выписка"] == "регистрировать нечего"
    buttons = [one.proto for one in app.get("link_button")]
    labels = [one.label for one in buttons if one.url.startswith("./export/")]
    assert labels == ["Скачать Word", "Скачать PDF", "Скачать HTML"]


def test_what_is_one_sentence_is_not_called_whole_and_not_registered(sample: Open) -> None:
    """Год, о котором сказать нечего: «регистрировать нечего», а не «документ полон»."""
    address = {"year": "2021", "kind": "minutes", "section": "Проверка и регистрация"}
    app = sample("pages/documents/documents.py", **address)
    assert [one.value for one in app.success] == []
    assert [one.value.partition(":")[0] for one in app.info] == [
        "За этот год регистрировать нечего"
    ]


def test_own_words_and_ticked_phrases_stay_with_who_confirmed_them(sample: Open) -> None:
    app = sample(PAGE, year="2021", section="Пояснения")
    app.text_area(key="monitoring.causes-2021").set_value("Не хватило педагогов.")
    app.checkbox(key="monitoring.aims-2021-0").check()
    app = pressed(app, "Сохранить пояснения")
    assert "Слова сохранены" in app.success[0].value
    again = sample(PAGE, year="2021", section="Пояснения")
    assert again.text_area(key="monitoring.causes-2021").value == "Не хватило педагогов."
    ticked = again.checkbox(key="monitoring.aims-2021-0")
    assert ticked.value
    assert "20" in ticked.label.partition("—")[2], "кто отметил и когда"
    later = sample(PAGE, year="2022", section="Пояснения")
    offered = [one.label.replace("\\", "") for one in later.checkbox]
    assert "Не хватило педагогов." in offered, "фраза прошлого года"


def test_a_sentence_is_rewritten_struck_and_given_back(sample: Open) -> None:
    app = sample(PAGE, year="2021")
    first, second, *_ = app.text_area
    before = (first.value, second.value)
    first.set_value("Из двенадцати показателей выполнено девять.")
    second.set_value("")
    app = pressed(app, "Сохранить текст")
    told = plain(app)
    assert "исправлено: " in told and "исключено: " in told
    assert "12" not in app.text_area[0].value
    assert "Текст сохранён." in app.success[0].value
    app = pressed(app, "Вернуть текст программы")
    assert (app.text_area[0].value, app.text_area[1].value) == before


def test_a_section_is_left_out_by_a_tick(sample: Open) -> None:
    app = sample(PAGE, year="2021")
    app.checkbox(key="in-monitoring-меры").uncheck()
    app = pressed(app, "Сохранить состав")
    assert "Состав документа сохранён." in app.success[0].value
    assert not app.checkbox(key="in-monitoring-меры").value
    assert app.checkbox(key="in-monitoring-анализ").value
    assert not app.checkbox(key="in-monitoring-прочтение").value
    app = sample(PAGE, year="2021", section="Проверка и регистрация")
    assert "Меры: раздел исключён" in words(app)


def test_the_check_leads_to_where_a_gap_is_filled(sample: Open) -> None:
    app = sample(PAGE, year="2021", section="Проверка и регистрация")
    told = words(app)
    for position in ("Цели", "Анализ", "Меры", "Показатели", "Оформление"):
        assert f"- {position}: " in told
    ways = [one.proto.label for one in app.get("page_link")]
    assert "Кто сдал" in ways
    app = pressed(app, "Пояснения")
    assert app.radio(key="documents-section").value == "Пояснения"


def test_an_issue_asks_once_for_what_is_missing_and_is_kept_as_signed(sample: Open) -> None:
    app = pressed(sample(PAGE, year="2021", section="Проверка и регистрация"), "Зарегистрировать")
    assert "номер" in app.error[0].value
    fields = {one.label: one for one in app.text_input}
    fields["Номер"].set_value("12")
    fields["Исполнитель"].set_value("Методист отдела")
    app = pressed(app, "Зарегистрировать")
    assert "Данные не изменились" in words(app)
    assert kinds(app)["Аналитический отчёт по итогам мониторинга"].startswith(
        "зарегистрирован № 12"
    )
    assert "Исполнитель" not in {one.label for one in app.text_input}, "спрошено один раз"
    (signed,) = (one for one in app.file_uploader if one.label == "Приложить подписанный документ")
    signed.set_value(("Скан.pdf", b"%PDF-1.4", "application/pdf"))
    app = pressed(app.run(), "Приложить")
    assert "Подписанный документ приложен." in app.success[0].value
    assert "Подписанный документ" in [one.proto.label for one in app.get("link_button")]
    next(one for one in app.text_input if one.label == "Номер").set_value("13")
    app = pressed(app, "Зарегистрировать")
    assert "примечания" in app.error[0].value


def test_rules_are_a_form_that_shows_whom_it_hits(sample: Open) -> None:
    """Правила рекомендаций — форма без кода; до сохранения видно, кого правило касается."""
    app = sample(PAGE, year="2021", section="Правила рекомендаций")
    box = next(one for one in app.selectbox if one.label == "Правило")
    assert len(box.options) > 20
    assert not any("level" in text or "[[" in text for text in box.options)
    hit = next(one for one in box.options if "ниже плана" in one and "никого" not in one)
    app = box.select(hit).run()
    action = next(one for one in app.text_area if one.label.startswith("Что рекомендовано"))
    action.set_value("Провести классные часы о профессиях{пример}")
    app = pressed(app, "Показать, кого касается")
    assert "Станет: " in words(app)
    assert "Провести классные часы о профессиях" in app.table[0].value.to_string()
    app = pressed(app, "Сохранить правило")
    assert "Правило сохранено." in app.success[0].value
    assert "Вернуть исходные правила" in [one.label for one in app.button]
    action = next(one for one in app.text_area if one.label.startswith("Что рекомендовано"))
    assert action.value == "Провести классные часы о профессиях{пример}"
    action.set_value("Сделать {показтель}")
    app = pressed(app, "Сохранить правило")
    assert "слова" in app.error[0].value


def test_the_office_and_its_letterhead_are_given_once_for_all_documents(sample: Open) -> None:
    app = sample(PAGE, year="2021", section="Реквизиты")
    next(one for one in app.text_input if one.label == "Исполнитель").set_value("Методист отдела")
    app = pressed(app, "Сохранить")
    assert "Органы и должности сохранены" in app.success[0].value
    (given,) = (one for one in app.file_uploader if one.label == "Бланк")
    given.set_value(("Бланк.docx", a_letterhead(), "application/octet-stream"))
    app = pressed(app.run(), "Применить бланк")
    assert "Бланк стоит во всех документах." in app.success[0].value
    assert all(line in plain(app) for line in LINES)


def test_a_kind_that_the_roadmap_does_not_ask_for_says_so(
    sample: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Дорожная карта без диагностики: вид назван непредусмотренным, страница открывается."""

    def none(*_: object) -> None:
        raise NothingThere("В дорожной карте нет показателя диагностики.")

    monkeypatch.setattr("reports.compose.diagnostics._row", none)
    app = sample(PAGE, year="2021", kind="diagnostics")
    assert not app.exception
    assert kinds(app)["Аналитический отчёт по итогам диагностики"].endswith("не предусмотрен")
    assert "нет показателя диагностики" in app.error[0].value
