"""Загрузка: files are checked beside the page, and count only after «Принять»."""

import time
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from data_model.store import Store
from sample_data import FOLDER
from tests.loaders.filling import filled
from tests.pages.conftest import Open, words
from ui import data
from ui.returns import inbox, jobs

UPLOAD = "pages/returns/upload.py"
SENT = FOLDER / "returns" / "2021" / "580401_2021.xlsx"
SLOT = ("580401", 2021)
SENT_ON = date(2022, 3, 1)


def finished(app: AppTest) -> AppTest:
    for _ in range(300):
        job = jobs.registry().latest()
        if job and job.finished:
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


def test_a_file_that_is_known_is_a_duplicate(sample: Open) -> None:
    app = check(sample(UPLOAD), next((FOLDER / "returns" / "2020").glob("580401*.xlsx")))
    assert list(app.dataframe[0].value["Что с файлом"]) == ["= уже был принят"]
    assert "уже были — 1" in words(app)


def test_a_file_that_is_no_return_is_refused_with_a_remark(sample: Open, tmp_path: Path) -> None:
    stray = tmp_path / "отчёт.xlsx"
    stray.write_bytes(b"not a workbook")
    app = check(sample(UPLOAD), stray)
    assert list(app.dataframe[0].value["Что с файлом"]) == ["← нельзя принять"]
    remarks = app.dataframe[1].value
    assert list(remarks["Что"]) == ["Ошибка"]
    assert remarks["Замечание"][0]


def test_the_verdicts_are_there_for_whoever_opens_the_page_later(sample: Open) -> None:
    check(sample(UPLOAD), next((FOLDER / "returns" / "2020").glob("580402*.xlsx")))
    later = sample(UPLOAD)
    assert list(later.dataframe[0].value["Что с файлом"]) == ["= уже был принят"]


def test_a_check_shows_was_and_is_and_stores_nothing(sample: Open, correction: Path) -> None:
    app = check(sample(UPLOAD), correction)
    assert list(app.dataframe[1].value["Стало"]) == ["1"]
    assert "Если принять всё, " in words(app)
    assert len(store().revisions(*SLOT)) == 1


def test_a_check_shows_how_the_figures_of_the_district_would_move(
    sample: Open, tmp_path: Path
) -> None:
    book = load_workbook(next((FOLDER / "returns" / "2022").glob("580402*.xlsx")))
    sheet, cell = book.defined_names["q_ticket_pupils_g9"].attr_text.split("!")
    book[sheet.strip("'")][cell.replace("$", "")] = 29
    book.save(tmp_path / "580402_2022.xlsx")
    app = check(sample(UPLOAD), tmp_path / "580402_2022.xlsx")
    moved = next(one.value for one in app.dataframe if "Показатель" in one.value.columns)
    district = moved[moved["Организация"] == "Бессоновский район"].iloc[0]
    assert district["Было"] == "✕\u00a0не выполнено, 37,1\u00a0%"
    assert district["Стало"] == "✕\u00a0не выполнено, 37,4\u00a0%"


def test_what_was_checked_counts_after_it_is_taken_in(sample: Open, correction: Path) -> None:
    app = check(sample(UPLOAD), correction)
    finished(press(app, "Принять"))
    history = store().revisions(*SLOT)
    assert [one.is_current for one in history] == [False, True]
    assert history[-1].filename == correction.name
    assert list(inbox.INBOX.iterdir()) == []
    links = [link.proto.label for link in app.main if link.type == "page_link"]
    assert links == ["Кто ещё не сдал", "Что стало с показателями"]


def test_the_decision_stands_before_the_remarks(
    sample: Open, correction: Path, tmp_path: Path
) -> None:
    letter = tmp_path / "письмо.xlsx"
    letter.write_bytes(b"no workbook")
    app = check(sample(UPLOAD), correction, letter)
    order = [
        one.value if one.type == "subheader" else one.label
        for one in app.main
        if one.type in {"subheader", "button"}
    ]
    assert order.index("Не принимать") < order.index("Замечания")


def test_what_was_checked_may_be_dropped(sample: Open, correction: Path) -> None:
    app = press(check(sample(UPLOAD), correction), "Не принимать")
    assert [one.label for one in app.button if one.label.startswith("Принять")] == []
    assert len(store().revisions(*SLOT)) == 1
    assert list(inbox.INBOX.iterdir()) == []


def test_a_correction_of_a_closed_year_waits_until_the_year_is_open_again(
    sample: Open, correction: Path
) -> None:
    """Закрытый год не меняет и причина: сначала его открывают на срок."""
    page = sample(UPLOAD)
    store().close_year("58040", 2021, SENT_ON, "приказ об итогах")
    app = check(page, correction)
    assert list(app.dataframe[0].value["Что с файлом"]) == ["← нельзя принять"]
    assert "2021 год закрыт" in app.dataframe[1].value["Замечание"][0]
    links = [link.proto.label for link in app.main if link.type == "page_link"]
    assert "Открыть закрытый год на срок: порядок приёма" in links
    assert [one.label for one in app.button if one.label.startswith("Принять")] == []


def test_a_name_from_the_browser_cannot_leave_its_folder() -> None:
    assert inbox.safe_name("../../etc/отчёт.xlsx") == "отчёт.xlsx"
    assert inbox.safe_name("C:\\папка\\отчёт.xlsx") == "отчёт.xlsx"
    assert inbox.safe_name("..") == "файл"
    assert inbox.safe_name("\u202excod.xlsx") == "_xcod.xlsx"


def test_before_the_first_batch_the_page_tells_what_will_happen(sample: Open) -> None:
    assert "Сначала файлы только проверяются" in words(sample("pages/returns/upload.py"))
