"""Загрузка: files are taken in beside the page, each gets a verdict."""

import time
from pathlib import Path

from streamlit.testing.v1 import AppTest

from sample_data import FOLDER
from tests.pages.conftest import Open, words
from ui import jobs
from ui.intake import safe_name

UPLOAD = "pages/returns/upload.py"


def send(app: AppTest, *paths: Path) -> AppTest:
    for path in paths:
        app.file_uploader[0].upload(path.name, path.read_bytes())
    app.run()
    app.button[-1].click().run()
    for _ in range(100):
        job = jobs.registry().latest()
        if job and job.finished:
            return app.run()
        time.sleep(0.1)
    raise TimeoutError("the intake did not end")


def test_a_file_that_is_known_is_a_duplicate(sample: Open) -> None:
    app = send(sample(UPLOAD), next((FOLDER / "returns" / "2020").glob("580401*.xlsx")))
    assert list(app.dataframe[0].value["Итог"]) == ["— уже был принят"]
    assert "уже были — 1" in words(app)


def test_a_file_that_is_no_return_is_refused_with_a_remark(sample: Open, tmp_path: Path) -> None:
    stray = tmp_path / "отчёт.xlsx"
    stray.write_bytes(b"not a workbook")
    app = send(sample(UPLOAD), stray)
    assert list(app.dataframe[0].value["Итог"]) == ["✕ не принят"]
    remarks = app.dataframe[1].value
    assert list(remarks["Что"]) == ["Ошибка"]
    assert remarks["Замечание"][0]


def test_the_verdicts_are_there_for_whoever_opens_the_page_later(sample: Open) -> None:
    send(sample(UPLOAD), next((FOLDER / "returns" / "2020").glob("580402*.xlsx")))
    later = sample(UPLOAD)
    assert list(later.dataframe[0].value["Итог"]) == ["— уже был принят"]


def test_a_name_from_the_browser_cannot_leave_its_folder() -> None:
    assert safe_name("../../etc/отчёт.xlsx") == "отчёт.xlsx"
    assert safe_name("C:\\папка\\отчёт.xlsx") == "отчёт.xlsx"
    assert safe_name("..") == "файл"
    assert safe_name("\u202excod.xlsx") == "_xcod.xlsx"
