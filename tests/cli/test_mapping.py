"""`roadmap map`: a proposal in a small file; `ingest --mapping`: confirmed, then by itself."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from sample_data import FOLDER
from tests.cli.conftest import Roadmap
from tests.loaders.tables.tables import NAMES, consolidated
from tests.loaders.tables.test_several_sheets import twice

STRANGE = "Школа имени первого космонавта"


@pytest.fixture
def district(roadmap: Roadmap) -> Roadmap:
    for line in (
        ("init",),
        ("load-schools", FOLDER / "register.xlsx"),
        ("load-roll", FOLDER / "roll.xlsx"),
        ("load-roadmap", FOLDER / "roadmap_2020_2022.toml"),
    ):
        assert roadmap("--db", "sqlite:///own.db", *line).code == 0
    return lambda *words: roadmap("--db", "sqlite:///own.db", *words)


def a_table(folder: Path, name: str = "свод.xlsx", year: int = 2021) -> Path:
    path = folder / name
    names = {**NAMES, "580404": STRANGE}
    path.write_bytes(consolidated(names=names, title=f"Сводная информация за {year} год"))
    return path


def test_a_table_is_mapped_confirmed_and_goes_by_itself(district: Roadmap, tmp_path: Path) -> None:
    table = a_table(tmp_path)
    refused = district("ingest", table)
    assert refused.code == 1
    assert "на странице «Загрузка»" in refused.out
    assert "В терминале: roadmap map ФАЙЛ" in refused.out
    told = district("map", table, "--out", tmp_path / "свод.toml")
    assert told.code == 0
    assert f"Школа «{STRANGE}» не узнана" in told.out
    small = tmp_path / "свод.toml"
    text = small.read_text(encoding="utf-8")
    small.write_text(text.replace(f'"{STRANGE}" = ""', f'"{STRANGE}" = "580404"'), "utf-8")
    taken = district("ingest", table, "--mapping", small, "--json").json
    assert [one["org"] for one in taken["files"]] == [*NAMES, "580404"]
    assert (taken["accepted"], taken["refused"]) == (4, 0)
    later = district("ingest", a_table(tmp_path, "новый.xlsx", 2022), "--json").json
    assert {one["year"] for one in later["files"]} == {2022}
    assert later["accepted"] == 4


def test_of_two_tables_the_sheet_is_named(district: Roadmap, tmp_path: Path) -> None:
    table, small = tmp_path / "два.xlsx", tmp_path / "два.toml"
    table.write_bytes(twice())
    refused = district("map", table)
    assert refused.code == 2
    assert "листы «Свод», «Свод (2)»" in refused.err
    assert "--sheet" in refused.err
    assert district("map", table, "--sheet", "Свод (2)", "--out", small).code == 0
    taken = district("ingest", table, "--mapping", small, "--json").json
    assert {one["sheet"] for of in taken["files"] for one in of["problems"]} == {"Свод (2)", ""}
    assert taken["accepted"] == 3


def test_a_mapping_of_other_headers_is_refused(district: Roadmap, tmp_path: Path) -> None:
    table = a_table(tmp_path)
    small = tmp_path / "свод.toml"
    district("map", table, "--out", small)
    text = small.read_text(encoding="utf-8")
    lines = ['fingerprint = "другая"' if "fingerprint" in one else one for one in text.split("\n")]
    small.write_text("\n".join(lines), encoding="utf-8")
    refused = district("ingest", table, "--mapping", small)
    assert refused.code == 2
    assert "сделано для другой шапки" in refused.err


def test_a_file_without_a_table_is_said_to_have_none(district: Roadmap, tmp_path: Path) -> None:
    book = Workbook()
    book["Sheet"]["A1"] = "План совещаний"
    book.save(tmp_path / "пусто.xlsx")
    told = district("map", tmp_path / "пусто.xlsx")
    assert told.code == 2
    assert "не найдена таблица со столбцом школ" in told.err
    assert not (tmp_path / "пусто.toml").exists()
