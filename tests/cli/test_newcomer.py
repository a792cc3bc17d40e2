"""A new district from the terminal alone: an ordinary list, form ОО-1, nothing retyped."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from sample_data import FOLDER
from tests.cli.conftest import Roadmap
from tests.loaders.filling import filled

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


def test_a_short_name_may_be_said_at_loading(begun: Roadmap, tmp_path: Path) -> None:
    file = tmp_path / "школы.xlsx"
    long = "Муниципальное общеобразовательное учреждение «Средняя школа " + "очень " * 20
    book = Workbook()
    book.active.append(["Код", "Наименование"])
    book.active.append(["9000101", f"{long}»"])
    book.save(file)
    given = ("load-schools", file, *DISTRICT, "--json")
    assert begun(*given).json["rows"][0]["inferred"] == ["short", "type"]
    said = begun(*given, "--short", "9000101=СОШ № 1 = первая", "--yes").json["rows"][0]
    assert (said["short"], said["inferred"]) == ("СОШ № 1 = первая", ["type"])
    assert "--short" in begun(*given, "--short", "9000101").err


def map_of_2025(folder: Path) -> Path:
    """The shipped roadmap, five years later: the rolls of the newcomer are of 2025."""
    text = (FOLDER / "roadmap_2020_2022.toml").read_text(encoding="utf-8")
    for year in (2022, 2021, 2020, 2019):
        text = text.replace(str(year), str(year + 5))
    file = folder / "карта.toml"
    file.write_text(text, encoding="utf-8")
    return file


def answered(form: bytes) -> bytes:
    """A form of the newcomer with thirty pupils of each grade in the lessons."""
    return filled(form, {f"q_open_lesson_pupils_g{grade}": 30 for grade in range(1, 12)})


@pytest.mark.parametrize(
    ("roll", "year"), [("roll_oo1.xlsx", "2025"), ("roll_by_class_letters.xlsx", "2026")]
)
def test_from_nothing_to_the_first_right_figure(
    begun: Roadmap, tmp_path: Path, roll: str, year: str
) -> None:
    """Реестр, контингент, карта, бланк, отчёт — и доля посчитана верно, без перепечатывания."""
    begun("load-schools", NEWCOMER / "register_ordinary.xlsx", *DISTRICT, "--yes")
    loaded = begun("load-roll", NEWCOMER / roll, "--yes", "--json").json["rows"]
    pupils = sum(next(one for one in loaded if one["org"] == "9000101")["grades"].values())
    assert begun("load-roadmap", map_of_2025(tmp_path), "--yes").code == 0
    assert begun("forms", "--year", year, "--out", tmp_path, "--org", "9000101").code == 0
    (form,) = tmp_path.glob("*9000101*.xlsx")
    form.write_bytes(answered(form.read_bytes()))
    assert begun("ingest", form).code == 0
    rows = begun("indicators", "--year", year, "--json").json["rows"]
    lesson = next(one for one in rows if one["indicator"] == "8" and one["org"] is None)
    assert (lesson["numerator"], lesson["denominator"]) == (330, pupils)
    assert lesson["actual"] == pytest.approx(100 * 330 / pupils)


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
