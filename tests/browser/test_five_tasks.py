"""Пять дел методиста: сколько щелчков до цели, в настоящем браузере."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page

from sample_data import FOLDER
from tests.browser.conftest import serve
from tests.browser.visits import Visit
from tests.loaders.filling import filled

pytestmark = pytest.mark.browser
QUESTIONED = ("580401", "580403")
LEFT_OUT = {"580404", "580406", "580409", "580410", "580414"}
"""Returns that raise questions of their own in the sample; the primary school."""


class Clicks:
    """A visit whose clicks are counted: each is one press of a person."""

    def __init__(self, visit: Visit) -> None:
        self.visit, self.count = visit, 0

    @property
    def page(self) -> Page:
        return self.visit.page

    def click(self, target: Locator) -> None:
        self.count += 1
        target.first.click()
        self.visit.drawn()


@pytest.fixture(scope="module")
def own(sample_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server whose district is changed here and nowhere else."""
    folder = tmp_path_factory.mktemp("five")
    database = Path(shutil.copy(sample_database, folder / "roadmap.db"))
    yield from serve(folder, database)


def link(page: Page, name: str) -> Locator:
    return page.get_by_test_id("stMain").get_by_role("link", name=name, exact=True)


def test_who_has_not_reported_and_remind_them(own: str, visit: Visit) -> None:
    """На Главной названы обе школы; «Напомнить» → «Напомнить тем, кто не сдал»: письма готовы."""
    todo = Clicks(visit)
    page = visit.go(f"{own}/?year=2022")
    page.get_by_text("МБОУ СОШ с. Полынкино: просрочен").first.wait_for()
    todo.click(link(page, "Напомнить"))
    todo.click(page.get_by_role("button", name="Напомнить тем, кто не сдал"))
    page.get_by_role("heading", name="Письма").first.wait_for()
    page.get_by_text("напоминание").first.wait_for()
    assert todo.count <= 3
    assert visit.complaints == []


def test_why_a_row_is_red_and_whose_it_is(own: str, visit: Visit) -> None:
    """Карточка на Главной уже говорит, чего не хватает и у кого; щелчок открывает показатель."""
    todo = Clicks(visit)
    page = visit.go(f"{own}/?year=2022")
    page.get_by_text("не хватает 194").first.wait_for()
    page.get_by_text("больше всех недобрали: МБОУ СОШ с. Светлополье").first.wait_for()
    todo.click(link(page, "№ 9 Билет в будущее"))
    page.get_by_text("Как записано в дорожной карте").wait_for()
    assert todo.count <= 2


def test_from_a_figure_to_its_cell(own: str, visit: Visit) -> None:
    """Показатель → исходные данные: ячейки всех школ с листом и адресом."""
    todo = Clicks(visit)
    page = visit.go(f"{own}/indicator?year=2022&indicator=9")
    todo.click(link(page, "Исходные данные"))
    page.get_by_role("heading", name="Ячейки отчётов").wait_for()
    page.get_by_text("H12").first.wait_for()
    assert todo.count <= 2


def corrected(folder: Path) -> list[Path]:
    """Ten returns of 2021 with another answer each; two of them raise a question."""
    sent = sorted((FOLDER / "returns" / "2021").glob("5804??_2021.xlsx"))
    made = [path for path in sent if path.name[:6] not in LEFT_OUT]
    for path in made:
        answer: object = "12-13" if path.name.startswith(QUESTIONED) else 1
        content = filled(path.read_bytes(), {"q_ticket_pupils_g6": answer})
        (folder / path.name).write_bytes(content)
    return sorted(folder.glob("*.xlsx"))


def test_ten_returns_are_taken_in_of_which_two_have_questions(
    own: str, visit: Visit, tmp_path: Path
) -> None:
    """Выбрать файлы, «Проверить», «Принять»: вопросы названы до приёма."""
    todo = Clicks(visit)
    page = visit.go(f"{own}/upload?year=2021")
    todo.count += 1  # the window in which files are chosen
    page.locator("input[type=file]").set_input_files(corrected(tmp_path))
    todo.click(page.get_by_role("button", name="Проверить"))
    page.get_by_text("Можно принять 10").wait_for()
    page.get_by_text("из них с вопросами — 2").wait_for()
    page.get_by_label("Причина исправления").fill("школы уточнили числа")
    todo.click(page.get_by_role("button", name="Принять 10"))
    page.get_by_text("Приняли 10").first.wait_for()
    assert todo.count <= 6


def test_the_note_of_the_year_as_word(own: str, visit: Visit, tmp_path: Path) -> None:
    todo = Clicks(visit)
    page = visit.go(f"{own}/?year=2022")
    with page.expect_download() as download:
        todo.click(page.get_by_role("link", name="Скачать справку (Word)"))
    assert download.value.suggested_filename.endswith(".docx")
    assert todo.count <= 3


def test_the_first_page_is_one_screen(own: str, visit: Visit) -> None:
    """1440×900, и при втором входе: от заголовка до кнопок видно всё без прокрутки."""
    for _ in range(2):
        page = visit.go(f"{own}/?year=2022")
        last = link(page, "Книга Excel").bounding_box()
        assert last is not None
        assert last["y"] + last["height"] <= 900
    page.get_by_text("цифры и выводы не изменились").wait_for()
