"""What is being typed stays when a colleague stores something meanwhile."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from data_model.store import Store
from loaders.intake import context_of, receive
from tests.browser.conftest import serve
from tests.browser.visits import Visit
from tests.loaders.filling import filled
from tests.pages.test_upload import SENT

TYPED = "Приказ, который ещё дописывают"


@pytest.fixture(scope="module")
def database(sample_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copy(sample_database, tmp_path_factory.mktemp("typing") / "roadmap.db"))


@pytest.fixture(scope="module")
def server(database: Path) -> Iterator[str]:
    yield from serve(database.parent, database)


def take_in_a_correction(database: Path, value: int) -> None:
    """As another process, or another tab, would."""
    store = Store.open(f"sqlite:///{database.as_posix()}")
    content = filled(SENT.read_bytes(), {"q_ticket_pupils_g6": value})
    receipt = receive(content, SENT.name, context_of(store), store)
    store.close()
    assert (receipt.revision or 0) > 1


@pytest.mark.parametrize(
    ("address", "label", "value"),
    [
        ("district_answers?year=2021", "Наименование документа", 1),
        ("effect?year=2021", "Рекомендация", 2),
    ],
)
def test_a_return_that_comes_in_takes_nothing_of_what_is_typed(
    server: str, database: Path, visit: Visit, address: str, label: str, value: int
) -> None:
    page = visit.go(f"{server}/{address}")
    if folded := page.get_by_text("Заполнить или поправить").all():
        folded[0].click()
    field = page.get_by_label(label, exact=True).first
    field.fill(TYPED)
    take_in_a_correction(database, value)
    expect(page.get_by_text("Данные обновлены")).to_be_visible(timeout=20_000)
    visit.drawn()
    expect(page.get_by_label(label, exact=True).first).to_have_value(TYPED)
