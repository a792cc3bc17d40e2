"""A district of one's own by the page alone: from the sample to the first right figure.

The server is started as ``make run`` does; the own district goes into a file of its own, where
the terminal looks.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from data_model.store import Store
from tests.browser.conftest import ROOT, free_port, wait_until_healthy
from tests.browser.test_intake import hand_in, take_in
from tests.browser.visits import Visit
from tests.cli.test_newcomer import NEWCOMER, answered, map_of_2025

pytestmark = pytest.mark.browser
DISTRICT = "Озёрский район"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("newcomer")


@pytest.fixture(scope="module")
def made_run(folder: Path) -> Iterator[str]:
    """What ``make run`` serves in a folder where nothing is yet."""
    port = free_port()
    command = [sys.executable, str(ROOT / "cli.py"), "demo", "--headless", "--port", str(port)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    environment.pop("ROADMAP_DATABASE_URL", None)
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_until_healthy(f"http://127.0.0.1:{port}", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


def give(page: Page, label: str, file: Path) -> None:
    """One file into its place, and have it read."""
    section = page.get_by_test_id("stFileUploader").filter(has_text=label)
    # The press waits for the file: the button of the file before is still there.
    with page.expect_response(lambda answer: answer.request.method == "PUT"):
        section.locator("input[type=file]").set_input_files(file)
    section.get_by_title(file.name).wait_for()
    page.get_by_role("button", name="Загрузить файл").first.click()


def keep(page: Page, said: str) -> None:
    page.get_by_role("button", name="Сохранить с этими изменениями").click()
    page.get_by_text(said).first.wait_for()


@pytest.mark.timeout(600)
def test_a_district_of_ones_own_by_the_page_alone(
    made_run: str, folder: Path, visit: Visit
) -> None:
    page = visit.go(f"{made_run}/start")
    page.get_by_text("Сейчас открыт учебный район").wait_for()
    assert not (folder / "var" / "roadmap.db").exists()
    wrong = folder / "адреса.csv"
    wrong.write_text("Адрес;Телефон\nул. Мира;2-10\nул. Лесная;2-11\n", encoding="utf-8")
    give(page, "Заполненный реестр", wrong)
    page.get_by_text("не найден столбец с названиями школ").wait_for()
    assert visit.english() == []  # of the icon of a trouble too
    give(page, "Заполненный реестр", NEWCOMER / "register_ordinary.xlsx")
    page.get_by_label("Название района").fill(DISTRICT)
    page.get_by_role("button", name="Продолжить").click()
    keep(page, "организаций — 10")
    page.get_by_text("Ваш район лежит в своём файле").wait_for()

    give(page, "Заполненный контингент", NEWCOMER / "roll_oo1.xlsx")
    keep(page, "Сохранили контингент")
    give(page, "Свой файл карты", map_of_2025(folder))
    page.get_by_text("Готово:").wait_for()

    visit.go(f"{made_run}/forms?year=2025&school=9000101")
    with page.expect_download() as download:
        page.get_by_role("link", name="Скачать бланк", exact=True).click()
    form = folder / "бланк.xlsx"
    download.value.save_as(form)
    visit.go(f"{made_run}/upload")
    hand_in(visit, "отчёт.xlsx", answered(form.read_bytes()))
    take_in(visit)
    page.get_by_text("Приняли 1 отчёт").wait_for()

    visit.go(f"{made_run}/indicator?indicator=8&year=2025&municipality=90001")
    page.get_by_text(re.compile(r"330\s+из\s+983")).first.wait_for()
    assert visit.complaints == []

    own = Store.open(f"sqlite:///{folder}/var/roadmap.db")
    assert [one.name for one in own.municipalities()] == [DISTRICT]
    own.close()
    sample = Store.open(f"sqlite:///{folder}/var/demo.db")
    assert DISTRICT not in {one.name for one in sample.municipalities()}
    sample.close()


@pytest.mark.timeout(300)
def test_the_sample_is_a_press_away_and_so_is_the_way_back(made_run: str, visit: Visit) -> None:
    page = visit.go(f"{made_run}/start")
    page.get_by_role("button", name="Показать учебный район").click()
    page.get_by_text("Бессоновский").first.wait_for()
    visit.go(f"{made_run}/start")
    page.get_by_role("button", name="Вернуться к своему району").click()
    page.get_by_text(DISTRICT).first.wait_for()
