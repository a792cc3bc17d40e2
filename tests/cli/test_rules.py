"""The catalogue of rules on the terminal and in the guide; whose file it is, said by options."""

import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from docs.rules import TARGET, page
from loaders.returns.checks.catalogue import RULES
from sample_data import FOLDER
from tests.cli.conftest import Roadmap
from tests.loaders.defects import lose_identity

SENT = FOLDER / "returns" / "2021" / "580401_2021.xlsx"


def test_rules_as_json_tell_every_line_of_the_catalogue(roadmap: Roadmap) -> None:
    lines = roadmap("rules", "--json").json["rules"]
    assert [line["code"] for line in lines] == [rule.code for rule in RULES]
    assert list(lines[0]) == [
        "code", "title", "message", "severity", "treatment", "since", "example",
    ]  # fmt: skip
    assert {line["treatment"] for line in lines} == {"Н", "П", "О", "Ф"}
    assert {line["severity"] for line in lines} == {None, "note", "question", "error"}


def test_rules_for_people_name_every_code(roadmap: Roadmap) -> None:
    printed = roadmap("rules")
    assert printed.code == 0
    assert [rule.code for rule in RULES if rule.code not in printed.out] == []


def test_the_page_of_the_guide_is_current() -> None:
    """After a change of the table: python -m docs.rules."""
    assert TARGET.read_text(encoding="utf-8") == page()


@pytest.fixture
def nameless(tmp_path: Path) -> Path:
    """A return of the sample that does not say whose it is."""
    book = load_workbook(SENT)
    lose_identity(book)
    path = tmp_path / "отчёт школы.xlsx"
    book.save(path)
    return path


@pytest.fixture
def bare(roadmap: Roadmap) -> Roadmap:
    """A terminal in a district that has no returns yet."""
    roadmap("init")
    roadmap("load-schools", FOLDER / "register.xlsx")
    roadmap("load-roll", FOLDER / "roll.xlsx")
    roadmap("load-roadmap", FOLDER / "roadmap_2020_2022.toml")
    return roadmap


def test_a_nameless_file_is_taken_once_options_say_whose_it_is(
    bare: Roadmap, nameless: Path
) -> None:
    refused = bare("ingest", nameless, "--json")
    assert refused.code == 1
    assert [one["code"] for one in refused.json["files"][0]["problems"]] == ["no_identity"]
    said = ("--org", "580401", "--year", "2021")
    assert bare("check", nameless, *said).code == 0
    taken = bare("ingest", nameless, *said, "--json")
    assert taken.code == 0
    first = taken.json["files"][0]
    assert (first["org"], first["year"], first["revision"]) == ("580401", 2021, 1)
    assert "owner_stated" in {one["code"] for one in first["problems"]}


def test_half_of_an_owner_and_one_owner_of_two_files_are_refused(
    bare: Roadmap, nameless: Path, tmp_path: Path
) -> None:
    half = bare("ingest", nameless, "--org", "580401")
    assert half.code == 2
    assert "--year" in half.err
    other = tmp_path / "другой.xlsx"
    shutil.copyfile(nameless, other)
    both = bare("ingest", nameless, other, "--org", "580401", "--year", "2021")
    assert both.code == 2
    assert "об одном файле" in both.err


def test_equal_remarks_are_one_line_with_a_count(bare: Roadmap, tmp_path: Path) -> None:
    """Eleven grades over the roll: one line for a person, eleven remarks for a program."""
    book = load_workbook(SENT)
    for grade in range(1, 12):
        name = book.defined_names[f"q_open_lesson_pupils_g{grade}"]
        ((sheet, address),) = name.destinations
        book[sheet][address.replace("$", "")].value = 900
    path = tmp_path / "отчёт.xlsx"
    book.save(path)
    printed = " ".join(bare("check", path).out.split())
    assert printed.count("указано 900") == 1
    assert "таких замечаний 11" in printed
    problems = bare("check", path, "--json").json["files"][0]["problems"]
    assert sum(one["code"] == "participants_over_roll" for one in problems) == 11
