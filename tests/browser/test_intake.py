"""Upload in a real browser: F5 in the middle, a second browser that learns of it."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser

from sample_data import FOLDER
from tests.browser.visits import Visit

pytestmark = pytest.mark.browser
LATE_SCHOOL = "580408"
"""A school of the sample that never reported in 2022."""


def archive_of(year: int) -> bytes:
    """All returns of a year in one zip: known ones, which take as long to read as new ones."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted((FOLDER / "returns" / str(year)).glob("*.xlsx")):
            archive.write(path, path.name)
    return target.getvalue()


def hand_in(visit: Visit, name: str, content: bytes) -> None:
    """Choose a file and have it checked."""
    visit.page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    visit.page.get_by_role("button", name="Проверить").click()


def take_in(visit: Visit) -> None:
    """Wait for the check and accept what can be taken."""
    button = visit.page.get_by_role("button", name=re.compile("^Принять"))
    button.wait_for()
    button.click()


def test_a_check_outlives_a_reload_and_ends_with_a_verdict_per_file(
    full: str, visit: Visit
) -> None:
    page = visit.go(f"{full}/upload")
    hand_in(visit, "отчёты 2020.zip", archive_of(2020))
    page.get_by_text("Страницу можно закрыть").or_(page.get_by_text("Проверка,")).first.wait_for()
    page.reload()
    page.get_by_text("Проверка,").wait_for()
    page.get_by_text("уже были — 16").wait_for()
    assert visit.complaints == []


def filled_form(visit: Visit, full: str, tmp_path: Path) -> bytes:
    """The blank of a school as a person downloads it, with one answer put in."""
    page = visit.go(f"{full}/forms?year=2022&school={LATE_SCHOOL}")
    with page.expect_download() as download:
        page.get_by_role("link", name="Скачать бланк", exact=True).click()
    path = tmp_path / "form.xlsx"
    download.value.save_as(path)
    book = load_workbook(path)
    for name in ("q_ticket_pupils_g6", "q_ticket_pupils_g7"):
        sheet, cell = next(book.defined_names[name].destinations)
        book[sheet][cell] = 1
    book.save(path)
    return path.read_bytes()


def test_a_return_taken_in_one_browser_shows_in_another(
    full: str, browser: Browser, visit: Visit, tmp_path: Path
) -> None:
    form = filled_form(visit, full, tmp_path)
    other = browser.new_context(locale="ru-RU")
    watcher = Visit(other.new_page())
    watcher.go(f"{full}/board?year=2022")
    before = watcher.page.get_by_text("Отчёты сдали 12 из 14 школ: без вопросов").count()
    visit.go(f"{full}/upload")
    hand_in(visit, f"{LATE_SCHOOL}_2022.xlsx", form)
    take_in(visit)
    visit.page.get_by_text("Приняли 1").first.wait_for()
    watcher.page.get_by_text("Отчёты сдали 13 из 14 школ: без вопросов").wait_for()
    other.close()
    assert before == 1
    assert watcher.complaints == []
