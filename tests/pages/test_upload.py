"""Загрузка: files are checked beside the page, and count only after «Принять»."""

import time
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from access.modes import Mode
from data_model.file_names import safe_file_name
from data_model.people import PROGRAM, Grant, Quotas, Role
from data_model.store import Store
from data_model.store.access import acting
from loaders.forms.book import stamped_request, write_form
from sample_data import FOLDER
from tests.loaders.filling import filled
from tests.loaders.test_owner import nameless
from tests.pages.conftest import METHODIST, Enter, Open, plain, shown_tables, words
from ui import data
from ui.returns import batches

UPLOAD = "pages/returns/upload.py"
SENT = FOLDER / "returns" / "2021" / "580401_2021.xlsx"
SLOT = ("580401", 2021)
SENT_ON = date(2022, 3, 1)


def finished(app: AppTest) -> AppTest:
    for _ in range(300):
        with acting(PROGRAM):
            is_done = data._store(data.database_url()).next_upload() is None
        if is_done:
            return app.run()
        time.sleep(0.1)
    raise TimeoutError("the batch did not end")


def check(app: AppTest, *paths: Path) -> AppTest:
    for path in paths:
        app.file_uploader[0].upload(path.name, path.read_bytes())
    app.run()
    return finished(press(app, "Проверить"))


def press(app: AppTest, label: str) -> AppTest:
    next(one for one in app.button if one.label.startswith(label)).click().run()
    return app


@pytest.fixture
def correction(tmp_path: Path) -> Path:
    """A return of the sample in which one answer is another."""
    path = tmp_path / "580401_2021.xlsx"
    path.write_bytes(filled(SENT.read_bytes(), {"q_ticket_pupils_g6": 1}))
    return path


def store() -> Store:
    return data.store()


def waiting_files() -> list[str]:
    """Names of all files that somebody may still decide on."""
    return [file.filename for one in store().waiting_uploads() for file in one.files]


def test_a_file_that_is_known_is_a_duplicate(sample: Open) -> None:
    app = check(sample(UPLOAD), next((FOLDER / "returns" / "2020").glob("580401*.xlsx")))
    assert list(shown_tables(app)[0]["Что с файлом"]) == ["= уже был принят"]
    assert "уже были — 1" in words(app)


def test_a_file_that_is_no_return_is_refused_with_a_remark(sample: Open, tmp_path: Path) -> None:
    stray = tmp_path / "отчёт.xlsx"
    stray.write_bytes(b"not a workbook")
    app = check(sample(UPLOAD), stray)
    assert list(shown_tables(app)[0]["Что с файлом"]) == ["← нельзя принять"]
    remarks = shown_tables(app)[1]
    assert list(remarks["Что"]) == ["Ошибка"]
    assert remarks["Замечание"][0]


def test_the_verdicts_are_there_for_whoever_opens_the_page_later(sample: Open) -> None:
    check(sample(UPLOAD), next((FOLDER / "returns" / "2020").glob("580402*.xlsx")))
    later = sample(UPLOAD)
    assert list(shown_tables(later)[0]["Что с файлом"]) == ["= уже был принят"]


def test_a_check_shows_was_and_is_and_stores_nothing(sample: Open, correction: Path) -> None:
    app = check(sample(UPLOAD), correction)
    assert list(shown_tables(app)[1]["Стало"]) == ["1"]
    assert "Если принять всё, " in words(app)
    assert len(store().revisions(*SLOT)) == 1


def test_many_changed_figures_do_not_push_the_decision_away(sample: Open, tmp_path: Path) -> None:
    """Цифры района сразу, школы — под строкой «По школам»: кнопка «Принять» остаётся рядом."""
    sent = [SENT.with_name(f"5804{number:02d}_2021.xlsx") for number in range(1, 14) if number != 9]
    for path in sent:
        content = filled(path.read_bytes(), {"q_ticket_pupils_g6": 1})
        (tmp_path / path.name).write_bytes(content)
    app = check(sample(UPLOAD), *sorted(tmp_path.glob("*_2021.xlsx")))
    assert [one.value for one in app.error] == []
    assert [one.label for one in app.button if one.label.startswith("Принять")] != []
    turned = [one for one in shown_tables(app) if "Показатель" in one]
    assert set(turned[0]["Организация"]) == {"Бессоновский район"}
    assert "Бессоновский район" not in set(turned[1]["Организация"])
    assert f"По школам: {len(turned[1])}" in [one.label for one in app.expander]


def test_a_reason_is_asked_for_only_where_something_is_replaced(
    sample: Open, tmp_path: Path
) -> None:
    """Первый отчёт — не исправление."""
    app, path = sample(UPLOAD), tmp_path / "580411_2022.xlsx"
    request = stamped_request(store().snapshot("58040"), "580411", 2022)
    path.write_bytes(filled(write_form(request), {"q_ticket_pupils_g6": 1}))
    app = check(app, path)
    assert [one.label for one in app.button if one.label.startswith("Принять")] != []
    assert [one.label for one in app.text_input if one.label == "Причина исправления"] == []


def test_a_check_shows_how_the_figures_of_the_district_would_move(
    sample: Open, tmp_path: Path
) -> None:
    book = load_workbook(next((FOLDER / "returns" / "2022").glob("580402*.xlsx")))
    sheet, cell = book.defined_names["q_ticket_pupils_g9"].attr_text.split("!")
    book[sheet.strip("'")][cell.replace("$", "")] = 29
    book.save(tmp_path / "580402_2022.xlsx")
    app = check(sample(UPLOAD), tmp_path / "580402_2022.xlsx")
    moved = next(one for one in shown_tables(app) if "Показатель" in one)
    district = moved[moved["Организация"] == "Бессоновский район"].iloc[0]
    assert district["Было"] == "✕\u00a0не выполнено, 37,1\u00a0%"
    assert district["Стало"] == "✕\u00a0не выполнено, 37,4\u00a0%"


def test_what_was_checked_counts_after_it_is_taken_in(sample: Open, correction: Path) -> None:
    app = check(sample(UPLOAD), correction)
    finished(press(app, "Принять"))
    history = store().revisions(*SLOT)
    assert [one.is_current for one in history] == [False, True]
    assert history[-1].filename == correction.name
    assert waiting_files() == []
    links = [link.proto.label for link in app.main if link.type == "page_link"]
    ways_on = ["Кто ещё не сдал", "Что стало с показателями"]
    assert "Написать о замечаниях" not in links, "вопросов нет"
    assert [one for one in links if one in ways_on] == ways_on


@pytest.fixture
def two(correction: Path, tmp_path: Path) -> tuple[Path, Path]:
    """The correction, and a return of another school in which a question arises."""
    other = tmp_path / "580402_2021.xlsx"
    sent = (FOLDER / "returns" / "2021" / other.name).read_bytes()
    other.write_bytes(filled(sent, {"q_ticket_pupils_g6": "12-13"}))
    return correction, other


def test_files_are_taken_one_by_one_and_what_is_left_out_waits_on(
    sample: Open, two: tuple[Path, Path]
) -> None:
    """«Кроме файлов»: отложенный ждёт и проверяется ещё раз, принятый больше не ждёт."""
    app = check(sample(UPLOAD), *two)
    assert "Можно принять 2 отчёта, из них с вопросами — 1." in plain(app)
    assert list(shown_tables(app)[0]["Файл"])[0] == two[1].name, "с вопросом — первым"
    app = finished(press(app, "Только без вопросов: 1"))
    assert len(store().revisions(*SLOT)) == 2
    assert len(store().revisions("580402", 2021)) == 1
    app = finished(press(app, "Проверить ещё раз"))
    assert list(shown_tables(app)[0]["Файл"]) == [two[1].name], "принятый уже принят"
    app = finished(press(app, "Принять"))
    assert len(store().revisions("580402", 2021)) == 2
    assert waiting_files() == []
    assert "Написать о замечаниях" in [link.proto.label for link in app.main.get("page_link")]


def test_the_list_of_checked_files_is_narrowed_to_those_with_questions(
    sample: Open, two: tuple[Path, Path]
) -> None:
    app = check(sample(UPLOAD), *two)
    shown = next(one for one in app.radio if "С вопросами" in one.options)
    app = shown.set_value("С вопросами").run()
    assert list(shown_tables(app)[0]["Файл"]) == [two[1].name]


def test_the_decision_stands_before_the_remarks(
    sample: Open, correction: Path, tmp_path: Path
) -> None:
    letter = tmp_path / "письмо.xlsx"
    letter.write_bytes(b"no workbook")
    app = check(sample(UPLOAD), correction, letter)
    order = [
        one.value if one.type == "header" else one.label
        for one in app.main
        if one.type in {"header", "button"}
    ]
    assert order.index("Не принимать") < order.index("Замечания")


def test_what_was_checked_may_be_dropped(sample: Open, correction: Path) -> None:
    app = press(check(sample(UPLOAD), correction), "Не принимать")
    assert [one.label for one in app.button if one.label.startswith("Принять")] == []
    assert len(store().revisions(*SLOT)) == 1
    assert waiting_files() == []


def test_a_correction_of_a_closed_year_waits_until_the_year_is_open_again(
    sample: Open, correction: Path
) -> None:
    """Закрытый год не меняет и причина: сначала его открывают на срок."""
    page = sample(UPLOAD)
    store().close_year("58040", 2021, SENT_ON, "приказ об итогах")
    app = check(page, correction)
    assert list(shown_tables(app)[0]["Что с файлом"]) == ["← нельзя принять"]
    told = shown_tables(app)[1]["Замечание"][0]
    assert "2021 год закрыт (изменились бы данные: МБОУ" in told
    assert "главный специалист: страница «Сбор отчётов», «Порядок приёма»." in told
    assert "roadmap reopen-year" not in told
    links = [link.proto.label for link in app.main if link.type == "page_link"]
    assert "Открыть закрытый год на срок: порядок приёма" in links
    assert [one.label for one in app.button if one.label.startswith("Принять")] == []


def test_who_may_not_open_a_closed_year_is_told_whom_to_ask(
    sample: Open, enter: Enter, correction: Path
) -> None:
    """Методисту: кого просить; кнопки, которая не его, страница не предлагает."""
    enter(METHODIST)
    page = sample(UPLOAD)
    with acting(PROGRAM):
        stored = data._store(data.database_url())
        stored.close_year("58040", 2021, SENT_ON, "приказ об итогах")
        stored.add_person("anna", "Методист", Grant(Role.METHODIST, "58040"))
    app = check(page, correction)
    assert "Открывает его на срок главный специалист" in shown_tables(app)[1]["Замечание"][0]
    links = [link.proto.label for link in app.main if link.type == "page_link"]
    assert not [label for label in links if "Открыть закрытый год" in label]


def test_a_name_from_the_browser_cannot_leave_its_folder() -> None:
    assert safe_file_name("../../etc/отчёт.xlsx") == "отчёт.xlsx"
    assert safe_file_name("C:\\папка\\отчёт.xlsx") == "отчёт.xlsx"
    assert safe_file_name("..") == "файл"
    assert safe_file_name("\u202excod.xlsx") == "_xcod.xlsx"


def test_before_the_first_batch_the_page_tells_what_will_happen(sample: Open) -> None:
    assert "Сначала файлы только проверяются" in words(sample("pages/returns/upload.py"))


@pytest.fixture
def corrections(tmp_path: Path) -> list[Path]:
    """Two corrections of one return, and a correction of another school."""
    made = []
    for number, (org, value) in enumerate([("580401", 1), ("580401", 2), ("580404", 3)]):
        sent = SENT.with_name(f"{org}_2021.xlsx")
        path = tmp_path / str(number) / sent.name
        path.parent.mkdir()
        path.write_bytes(filled(sent.read_bytes(), {"q_ticket_pupils_g6": value}))
        made.append(path)
    return made


def sixth_grade(org: str) -> int | None:
    """What counts for grade 6 of the «Билет в будущее» in 2021."""
    facts = store().snapshot("58040").facts
    return next(
        one.fact.value
        for one in facts
        if (one.org, one.year, one.fact.question, one.fact.grade) == (org, 2021, "ticket_pupils", 6)
    )


def test_what_is_accepted_is_what_was_shown_in_this_window(
    sample: Open, corrections: list[Path]
) -> None:
    """Два окна: каждое принимает свои файлы, чужих не видит и не теряет."""
    first, second = sample(UPLOAD), sample(UPLOAD)
    check(first, corrections[0])
    check(second, corrections[2])
    assert "580401" not in " ".join(shown_tables(second)[0].iloc[:, 0].astype(str))
    finished(press(first, "Принять"))
    assert (sixth_grade("580401"), sixth_grade("580404") == 3) == (1, False)
    finished(press(second, "Принять"))
    assert sixth_grade("580404") == 3
    assert waiting_files() == []


def test_another_revision_that_came_meanwhile_is_shown_before_it_is_replaced(
    sample: Open, corrections: list[Path]
) -> None:
    """Пока смотрели, пришла другая редакция: молча не заменяется, разница показана заново."""
    first, second = sample(UPLOAD), sample(UPLOAD)
    check(first, corrections[0])
    check(second, corrections[1])
    finished(press(second, "Принять"))
    app = finished(press(first, "Принять"))
    assert sixth_grade("580401") == 2
    assert any("пришла другая версия (№ 2)" in one.to_string() for one in shown_tables(app))
    app = finished(press(app, "Проверить ещё раз"))
    finished(press(app, "Принять"))
    assert sixth_grade("580401") == 1
    assert waiting_files() == []


def test_a_page_that_was_opened_anew_offers_what_waits(
    sample: Open, corrections: list[Path]
) -> None:
    """После F5 файлы не потеряны: страница предлагает показать их здесь."""
    check(sample(UPLOAD), corrections[0])
    anew = sample(UPLOAD)
    assert "ждёт решения" in words(anew)
    assert corrections[0].name in plain(anew)
    assert not any(one.label.startswith("Принять") for one in anew.button)
    app = press(anew, "Показать здесь")
    finished(press(app, "Принять"))
    assert sixth_grade("580401") == 1


def test_what_a_page_shows_is_not_offered_a_second_time(
    sample: Open, corrections: list[Path]
) -> None:
    """Вкладки больше нет: новая показывает её загрузку сразу и не зовёт «Показать здесь»."""
    check(sample(UPLOAD), corrections[0])
    batches._shown.clear()
    anew = sample(UPLOAD)
    assert any(one.label.startswith("Принять") for one in anew.button)
    assert not any(one.label == "Показать здесь" for one in anew.button)


def test_a_file_without_an_owner_is_checked_as_the_school_a_person_names(
    sample: Open, tmp_path: Path
) -> None:
    """Чей файл, говорит человек; о файле, отвергнутом раньше, страница помнит и после этого."""
    unnamed, stray = tmp_path / "мой.xlsx", tmp_path / "письмо.xlsx"
    unnamed.write_bytes(nameless())
    stray.write_bytes(b"no workbook")
    app = check(sample(UPLOAD), unnamed, stray)
    assert "Укажите организацию" in words(app)
    by_label = {one.label: one for one in app.selectbox}
    by_label["Школа"].set_value("580401")
    by_label["Отчётный год"].set_value("2021")
    app = finished(press(app, "Проверить как отчёт"))
    told = shown_tables(app)[0].set_index("Файл")["Что с файлом"]
    assert told["письмо.xlsx"] == "← нельзя принять"
    assert told["мой.xlsx"] != told["письмо.xlsx"], "школа названа, файл понят"
    assert "Укажите организацию" not in words(app)


def test_a_decision_is_taken_once(sample: Open, corrections: list[Path]) -> None:
    """Одни и те же файлы в двух окнах: второе окно узнаёт, что решено."""
    first = check(sample(UPLOAD), corrections[0])
    second = press(sample(UPLOAD), "Показать здесь")
    finished(press(first, "Принять"))
    app = press(second, "Не принимать")
    assert sixth_grade("580401") == 1
    assert not any(one.label.startswith("Принять") for one in app.button)


def test_who_has_decided_on_nothing_uploads_no_more_and_is_told_what_to_do(
    sample: Open, enter: Enter, correction: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Доля одного человека: одна загрузка ждёт решения, вторая не берётся, файлы остаются."""
    few = Mode(is_office=True, quotas=Quotas(uploads=1))
    monkeypatch.setattr("ui.returns.batches.mode", lambda: few)
    enter(METHODIST)
    page = sample(UPLOAD)
    with acting(PROGRAM):
        stored = data._store(data.database_url())
        stored.add_person("anna", "Методист", Grant(Role.METHODIST, "58040"))
    check(page, correction)
    later = sample(UPLOAD)
    later.file_uploader[0].upload("580402.xlsx", correction.read_bytes())
    press(later.run(), "Проверить")
    (error,) = later.error
    assert "Вашего решения уже ждут загрузки: 1" in error.value.replace("\\", "")
    assert "нажмите «Не принимать»" in error.value
    press(press(later, "Показать здесь"), "Не принимать")
    later.file_uploader[0].upload("580402.xlsx", correction.read_bytes())
    finished(press(later.run(), "Проверить"))
    assert list(later.error) == []
