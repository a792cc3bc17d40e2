"""The commands, one after the other, as a methodist and as a program would use them."""

from importlib.metadata import version
from pathlib import Path

import openpyxl
import pytest

from data_model.migrations import HEAD
from sample_data import FOLDER
from tests.cli.conftest import DEMO, Printed, Roadmap


def test_demo_loads_the_sample_once_and_leaves_it_as_it_is(roadmap: Roadmap) -> None:
    assert roadmap("demo", "--no-serve").code == 0
    first = roadmap(*DEMO, "status", "--year", "2021", "--json").out
    assert roadmap("demo", "--no-serve").code == 0
    assert roadmap(*DEMO, "status", "--year", "2021", "--json").out == first


def test_without_a_database_every_command_says_how_to_make_one(roadmap: Roadmap) -> None:
    said = roadmap("status", "--year", "2021")
    assert (said.code, said.out) == (2, "")
    assert "roadmap init" in said.err


def test_a_worker_beside_a_database_of_one_program_is_told_that_none_is_needed(
    demo: Roadmap,
) -> None:
    told = demo("work")
    assert told.code == 2
    assert "разбирает сама программа" in told.err
    assert "roadmap move --to" in told.err


def test_a_district_of_ones_own_in_four_commands(roadmap: Roadmap) -> None:
    steps = [
        roadmap("init"),
        roadmap("load-schools", FOLDER / "register.xlsx"),
        roadmap("load-roll", FOLDER / "roll.xlsx"),
        roadmap("load-roadmap", FOLDER / "roadmap_2020_2022.toml"),
    ]
    assert [step.code for step in steps] == [0, 0, 0, 0]
    rows = roadmap("indicators", "--year", "2021", "--json").json["rows"]
    district = [row for row in rows if row["org"] is None]
    assert [row["indicator"] for row in district] == [str(number) for number in range(1, 13)]
    assert {row["status"] for row in district} == {"no_data"}


def test_indicators_keep_their_contract(demo: Roadmap) -> None:
    answer = demo("indicators", "--year", "2021", "--json", "--as-of", "2022-01-31").json
    assert list(answer) == ["year", "municipality", "as_of", "rows"]
    assert (answer["year"], answer["municipality"], answer["as_of"]) == (
        2021,
        "58040",
        "2022-01-31",
    )
    assert list(answer["rows"][0]) == [
        "indicator", "code", "kind", "level", "org", "period", "numerator", "denominator",
        "actual", "unit", "target", "operator", "status", "growth", "reported", "expected",
        "lower", "upper", "provisional", "reason", "base_date", "small_base", "total", "schools",
        "roadmap",
    ]  # fmt: skip


def test_a_row_says_why_on_which_day_and_beside_what(demo: Roadmap) -> None:
    """У строки есть причина, день базы, «k из n» школ; неизвестное — null."""
    rows = demo("indicators", "--year", "2021", "--json", "--as-of", "31.01.2022").json["rows"]
    by_place = {(row["indicator"], row["org"]): row for row in rows}
    ticket, events = by_place["9", None], by_place["7", None]
    assert (ticket["status"], ticket["reason"]) == ("partly", "nearly")
    assert (ticket["base_date"], ticket["total"], ticket["schools"]) == ("2021-09-20", None, None)
    assert ticket["roadmap"] == "bessonovka-2020-2022"
    assert (events["kind"], events["level"], events["base_date"]) == ("presence", "both", None)
    assert list(events["schools"]) == ["met", "reported", "expected", "lower", "upper"]
    assert (events["numerator"], events["denominator"]) == (None, None)
    assert {row["small_base"] for row in rows} == {False, True}
    contribution = by_place["10", "580401"]
    assert (contribution["status"], contribution["reason"]) == ("no_target", "contribution")


def test_the_school_year_of_another_district_has_its_own_base_day(demo: Roadmap) -> None:
    """База строки 2020/21 учебного года — 20.09.2020."""
    said = demo("indicators", "--year", "2021", "--json", "--municipality", "58030").json
    shares = {row["base_date"] for row in said["rows"] if row["code"] == "diagnosed_share"}
    assert shares == {"2020-09-20"}


def test_the_table_for_people_speaks_as_the_screens_do(demo: Roadmap) -> None:
    printed = demo("indicators", "--year", "2022", "--as-of", "2023-01-15").out
    assert "✕" in printed
    assert "не выполнено" in printed
    assert "37,1" in printed


def test_rows_without_a_school_verdict_have_no_school_rows(demo: Roadmap) -> None:
    rows = demo("indicators", "--year", "2021", "--json").json["rows"]
    with_schools = {row["indicator"] for row in rows if row["org"]}
    assert with_schools == {"5", "7", "8", "9", "10"}
    contribution = [row for row in rows if row["org"] and row["indicator"] == "10"]
    assert {(row["status"], row["target"]) for row in contribution} == {("no_target", None)}


def test_a_year_outside_the_roadmap_is_refused_in_words(demo: Roadmap) -> None:
    said = demo("indicators", "--year", "2019", "--json")
    assert (said.code, said.out) == (2, "")
    assert "2020, 2021, 2022" in said.err


def test_status_names_every_awaited_return_and_the_districts_own(demo: Roadmap) -> None:
    rows = demo("status", "--year", "2022", "--json").json["rows"]
    states = {row["org"]: row["state"] for row in rows}
    assert len(rows) == 15
    assert "58040" in states
    assert sorted(states.values()).count("not_reported") == 2


def test_a_figure_is_traced_to_its_cells(demo: Roadmap) -> None:
    given = demo("trace", "--year", "2021", "--indicator", "9", "--org", "580401", "--json").json
    assert sum(one["value"] for one in given["inputs"]) == 229
    first = given["inputs"][0]
    book = openpyxl.load_workbook(FOLDER / "returns" / "2021" / first["file"])
    assert book[first["sheet"]][first["cell"]].value == first["value"]


def test_blank_forms_are_one_per_school_and_one_for_the_municipality(
    demo: Roadmap, tmp_path: Path
) -> None:
    assert demo("forms", "--year", "2022", "--out", tmp_path / "forms").code == 0
    names = sorted(path.name for path in (tmp_path / "forms").iterdir())
    assert len(names) == 15
    assert "Бессоновский район_2022_58040.xlsx" in names


def filled_form(demo: Roadmap, folder: Path) -> Path:
    """The form of a school that has not reported, filled by its defined names."""
    assert demo("forms", "--year", "2022", "--out", folder, "--org", "580408").code == 0
    (path,) = folder.glob("*_2022_580408.xlsx")
    book = openpyxl.load_workbook(path)
    for name, defined in book.defined_names.items():
        sheet, cell = next(iter(defined.destinations))
        if "pupils_g" in name and book[sheet][cell].protection.locked is False:
            book[sheet][cell] = 0
    book.save(path)
    return path


def test_a_filled_form_is_checked_taken_and_known_again(demo: Roadmap, tmp_path: Path) -> None:
    path = filled_form(demo, tmp_path / "forms")
    checked = demo("check", path, "--json")
    taken = demo("ingest", path, "--json")
    again = demo("ingest", path, "--json")
    assert checked.json["files"][0]["outcome"].startswith("accepted")
    assert (taken.code, taken.json["accepted"], taken.json["refused"]) == (0, 1, 0)
    file = taken.json["files"][0]
    assert (file["org"], file["year"], file["revision"]) == ("580408", 2022, 1)
    assert again.json["files"][0]["outcome"] == "duplicate"
    assert (again.code, again.json["duplicates"]) == (0, 1)


def test_a_file_that_is_no_return_is_refused_with_exit_code_1(
    demo: Roadmap, tmp_path: Path
) -> None:
    stray = tmp_path / "письмо.docx"
    stray.write_bytes(b"not a workbook")
    said = demo("ingest", stray, "--json")
    assert (said.code, said.json["refused"]) == (1, 1)
    file = said.json["files"][0]
    assert (file["org"], file["year"], file["outcome"]) == (None, None, "refused")
    assert file["problems"][0]["severity"] == "error"


def test_a_path_that_does_not_exist_does_nothing(demo: Roadmap) -> None:
    said = demo("ingest", "нет-такого.xlsx", "--json")
    assert (said.code, said.out) == (2, "")


def test_a_copy_brings_the_database_back(demo: Roadmap, tmp_path: Path) -> None:
    before = demo("indicators", "--year", "2022", "--json").out
    assert demo("backup", tmp_path / "copy.db").code == 0
    assert demo("ingest", filled_form(demo, tmp_path / "forms")).code == 0
    assert demo("indicators", "--year", "2022", "--json").out != before
    assert demo("restore", tmp_path / "copy.db").code == 0
    assert demo("indicators", "--year", "2022", "--json").out == before
    assert demo("doctor").code == 0


def test_a_database_with_more_than_the_sample_is_left_untouched(
    demo: Roadmap, tmp_path: Path
) -> None:
    assert demo("ingest", filled_form(demo, tmp_path / "forms")).code == 0
    before = demo("indicators", "--year", "2022", "--json").out
    said: Printed = demo("demo", "--no-serve")
    assert said.code == 0
    assert "оставлена как есть" in said.out
    assert demo("indicators", "--year", "2022", "--json").out == before


@pytest.mark.parametrize("name", ["data.xlsx", "data.zip"])
def test_the_tidy_export_is_written(demo: Roadmap, tmp_path: Path, name: str) -> None:
    assert demo("export", "--out", tmp_path / name).code == 0
    assert (tmp_path / name).stat().st_size > 10_000


def test_about_names_versions_licences_and_the_state_of_the_database(
    demo: Roadmap, roadmap: Roadmap
) -> None:
    told = demo("about", "--json").json
    assert told["licence"] == "MIT"
    assert told["database"]["schema"] == told["database"]["needed"] == HEAD
    assert told["database"]["address"] == "var/demo.db"
    assert told["database"]["engine"].startswith("sqlite 3.")
    parts = {one["name"]: one for one in told["parts"]}
    assert parts["docxtpl"]["licence"] == "LGPL-2.1-only"
    assert parts["streamlit"]["version"] == version("streamlit")
    assert {"starlette", "uvicorn", "et_xmlfile"} <= parts.keys(), "parts of parts are parts too"
    assert not {"pytest", "duckdb", "mypy"} & parts.keys()
    words = roadmap("about").out
    assert "Схема: ещё не создана" in words
    assert "часть" in words


def test_everything_is_exported_and_only_what_changed_again(demo: Roadmap, tmp_path: Path) -> None:
    told = demo("export", "--all", "--out", "whole", "--json").json
    assert {*told["written"]} == {"58040", "58030"}
    assert demo("export", "--all", "--out", "whole", "--json").json["written"] == []
    assert "без изменений: 2" in demo("export", "--all", "--out", "whole").out
    since = demo("export", "--since", str(told["version"]), "--out", "changes", "--json").json
    assert since == {"written": [], "unchanged": [], "files": [], "version": told["version"]}
    assert list((tmp_path / "whole").rglob("region=*/year=2022/58040.parquet"))
    rows = ("export", "--all", "--out", "whole", "--changes")
    assert demo(*rows, "one", "--json").json["changes"] == []
    assert "Файлов с изменениями: 0." in demo(*rows, "two").out
    assert "не пуста" in demo(*rows, "two").err


def test_documents_of_all_districts_are_written_into_a_folder(
    demo: Roadmap, tmp_path: Path
) -> None:
    asked = ("report", "workbook", "--all", "--out", "papers", "--only", "58040")
    assert "Записано районов: 1" in demo(*asked).out
    (made,) = (tmp_path / "papers").rglob("*.xlsx")
    assert made.parent.name == "2022"
    assert "без изменений: 1" in demo(*asked).out
    one = demo("report", "workbook", "--format", "xlsx", "--out", "a.xlsx")
    assert (one.code, "год (--year)" in one.err) == (2, True)
