"""A roadmap comes in as data or as the order itself; an order is stored only when confirmed."""

from pathlib import Path

import pytest

from loaders.roadmaps.file import read_roadmap
from loaders.roadmaps.workbook import write_roadmap_workbook
from sample_data import FOLDER
from tests.cli.conftest import Roadmap

ORDER = Path(__file__).parents[1] / "loaders" / "orders" / "fixtures" / "bessonovka.txt"
KEYS = [
    "indicator", "title", "kind", "operator", "unit", "targets", "level", "scope",
    "periods", "due", "executors", "unsure",
    "baseline", "scale", "direction", "weight", "source", "target_rule",
]  # fmt: skip


@pytest.fixture
def district(roadmap: Roadmap) -> Roadmap:
    """A database with a register and no roadmap."""
    assert roadmap("init").code == 0
    assert roadmap("load-schools", FOLDER / "register.xlsx").code == 0
    return roadmap


def test_an_order_is_proposed_without_a_database(roadmap: Roadmap) -> None:
    said = roadmap("load-roadmap", ORDER, "--json")
    assert said.code == 0
    answer = said.json
    assert answer["act"]["number"] == "94/01-09"
    assert (answer["years"], answer["stored"]) == ([2020, 2021, 2022], False)
    assert [list(row) for row in answer["rows"]] == [KEYS] * 12
    unsure = [row["indicator"] for row in answer["rows"] if row["unsure"]]
    assert unsure == ["1", "4", "5", "8", "9", "10", "11", "12"]


def test_a_confirmed_order_is_stored_and_computed(district: Roadmap) -> None:
    assert district("load-roadmap", ORDER, "--yes", "--json").json["stored"] is True
    rows = district("indicators", "--year", "2021", "--json").json["rows"]
    assert len([row for row in rows if row["org"] is None]) == 12


def test_definitions_are_stored_at_once_and_say_the_same_as_the_order(district: Roadmap) -> None:
    stored = district("load-roadmap", FOLDER / "roadmap_2020_2022.toml", "--json").json
    read = district("load-roadmap", ORDER, "--json").json
    assert stored["stored"] is True
    for field in ("kind", "operator", "targets", "level", "scope", "periods", "due"):
        assert [row[field] for row in stored["rows"]] == [row[field] for row in read["rows"]], field


def test_a_roadmap_as_a_workbook_is_loaded_again(district: Roadmap, tmp_path: Path) -> None:
    book = tmp_path / "карта.xlsx"
    book.write_bytes(write_roadmap_workbook(read_roadmap(FOLDER / "roadmap_2020_2022.toml")))
    assert district("load-roadmap", book, "--json").json["stored"] is True


def test_a_file_without_a_roadmap_is_refused_in_words(roadmap: Roadmap, tmp_path: Path) -> None:
    letter = tmp_path / "письмо.txt"
    letter.write_text("Уважаемые коллеги, дорожной карты здесь нет.", encoding="utf-8")
    said = roadmap("load-roadmap", letter, "--json")
    assert (said.code, said.out) == (2, "")
    assert "таблиц" in said.err


def test_a_roadmap_is_withdrawn_with_a_reason_and_loaded_again(district: Roadmap) -> None:
    """Сначала видно, что исчезнет; загруженная снова — вторая редакция."""
    source = FOLDER / "roadmap_2020_2022.toml"
    code = read_roadmap(source).code
    assert district("load-roadmap", source).code == 0
    assert district("withdraw-roadmap", code).code == 2, "без причины нельзя"
    shown = district("withdraw-roadmap", code, "--reason", "приказ отменён")
    assert shown.code == 1 and "добавьте --yes" in shown.err
    assert district("indicators", "--year", "2021").code == 0, "показ ничего не отзывает"
    said = district("withdraw-roadmap", code, "--reason", "приказ отменён", "--yes")
    assert said.code == 0, said.err
    assert "отозвана" in said.out and "2020, 2021, 2022" in said.out
    assert district("indicators", "--year", "2021").code != 0, "карт на год больше нет"
    again = district("withdraw-roadmap", code, "--reason", "приказ отменён")
    assert again.code == 2 and "не действует" in again.err
    assert "редакция 2" in district("load-roadmap", source).out
    acts = district("journal", "--json").json["acts"]
    assert [one["act"] for one in acts].count("отозвана дорожная карта") == 1


def test_the_gallery_is_listed_and_an_entry_becomes_a_workbook_to_load(
    district: Roadmap, tmp_path: Path
) -> None:
    """Заготовку выписывают в книгу, правят и загружают как свою карту."""
    codes = {one["code"] for one in district("gallery", "--json").json["gallery"]}
    assert "gifted-children" in codes
    book = tmp_path / "одарённые.xlsx"
    said = district("gallery", "gifted-children", "--year", "2026", "--out", book)
    assert said.code == 0
    assert "Записано" in said.out
    assert district("load-roadmap", book, "--json").json["years"] == [2026, 2027, 2028]
    assert district("gallery", "nothing").code == 2
