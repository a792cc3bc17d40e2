"""A new district from the terminal alone: an ordinary list, form ОО-1, nothing retyped."""

from pathlib import Path

import pytest

from tests.cli.conftest import Roadmap

NEWCOMER = Path(__file__).parents[1] / "loaders" / "fixtures" / "newcomer"
DISTRICT = ("--municipality", "Верхнеозёрский муниципальный район")


@pytest.fixture
def begun(roadmap: Roadmap) -> Roadmap:
    assert roadmap("init").code == 0
    return roadmap


def test_a_list_of_schools_and_form_oo1_are_taken_as_they_are(begun: Roadmap) -> None:
    asked = begun("load-schools", NEWCOMER / "register_ordinary.xlsx")
    assert asked.code == 2
    assert "--municipality «Верхнеозёрский муниципальный район»" in asked.err

    register = ("load-schools", NEWCOMER / "register_ordinary.xlsx", *DISTRICT, "--json")
    shown = begun(*register)
    assert (shown.code, shown.json["stored"]) == (1, False)
    assert [one["type"] for one in shown.json["rows"]][2:4] == ["лицей", "гимназия"]
    assert shown.json["rows"][6]["head"] == shown.json["rows"][4]["code"]
    assert shown.json["rows"][6]["inferred"] == ["code", "type", "valid_from", "head"]
    assert {one["row"] for one in shown.json["skipped"]} >= {5, 16, 18}
    stored = begun(*register, "--yes")
    assert (stored.code, stored.json["stored"]) == (0, True)

    roll = ("load-roll", NEWCOMER / "roll_oo1.xlsx", "--json")
    shown = begun(*roll)
    assert (shown.code, shown.json["stored"], shown.json["unmatched"]) == (1, False, [])
    first = shown.json["rows"][0]
    assert (first["org"], first["year"], first["date"]) == ("9000101", 2025, "2025-09-20")
    assert (first["grades"]["9"], first["matched_by"]) == (96, "name")
    assert begun(*roll, "--yes").json["stored"] is True


def test_what_was_inferred_is_shown_in_russian(begun: Roadmap) -> None:
    shown = begun("load-schools", NEWCOMER / "register_ordinary.xlsx", *DISTRICT)
    assert "тип взят из названия" in shown.out
    assert "столбец «ФИО директора» не читается" in shown.out
    assert "--yes" in shown.err


def test_a_name_that_nobody_bears_is_said_once(begun: Roadmap, tmp_path: Path) -> None:
    from openpyxl import Workbook

    begun("load-schools", NEWCOMER / "register_ordinary.xlsx", *DISTRICT, "--yes")
    book = Workbook()
    for row in (
        ("Контингент на 20.09.2025", None, None),
        ("Школа", "8 класс", "9 класс"),
        ("гимназия Интелект", 49, 47),
        ("МБОУ СОШ с. Липовка", 11, 12),
    ):
        book.worksheets[0].append(row)
    file = tmp_path / "контингент.xlsx"
    book.save(file)

    part = begun("load-roll", file, "--yes", "--json")
    assert (part.code, part.json["stored"]) == (1, True)
    assert part.json["unmatched"][0]["suggestions"][0]["code"] == "9000104"
    said = begun("load-roll", file, "--yes", "--school", "гимназия Интелект=9000104")
    assert said.code == 0
    again = begun("load-roll", file, "--yes", "--json")
    assert (again.code, again.json["rows"][0]["matched_by"]) == (0, "alias")


def test_a_table_that_says_everything_needs_no_confirmation(begun: Roadmap) -> None:
    assert begun("load-schools", NEWCOMER / "register_footer.xlsx").code == 0
    assert begun("load-roll", NEWCOMER / "roll_total_row.xlsx").code == 0


def test_a_branch_of_nobody_is_said_by_an_option(begun: Roadmap, tmp_path: Path) -> None:
    file = tmp_path / "школы.csv"
    file.write_bytes(
        "Код;Наименование\n1;СОШ № 1\n2;СОШ № 2\n3;Филиал в с. Гора\n".encode("cp1251")
    )
    asked = begun("load-schools", file, *DISTRICT)
    assert asked.code == 2
    assert "--head" in asked.err
    said = begun("load-schools", file, *DISTRICT, "--head", "3=2", "--json", "--yes")
    assert said.json["rows"][2]["head"] == "2"
