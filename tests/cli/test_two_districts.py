"""Every command that works on a district takes ``--municipality`` and keeps to it."""

from pathlib import Path

import pytest

from sample_data import FOLDER
from tests.cli.conftest import Roadmap

SECOND = ("--municipality", "58030")
YEAR = ("--year", "2021")


COMMANDS = {
    "status": ("status", *YEAR),
    "indicators": ("indicators", *YEAR),
    "trace": ("trace", *YEAR, "--indicator", "3"),
    "forms": ("forms", *YEAR, "--out", "forms"),
    "report": ("report", "monitoring", *YEAR, "--format", "html", "--out", "report.html"),
    "export": ("export", "--out", "data.zip"),
}
"""A command line for each command that reads one district."""


@pytest.mark.parametrize("words", COMMANDS.values(), ids=list(COMMANDS))
@pytest.mark.parametrize("before", [True, False], ids=["before", "after"])
def test_a_command_works_on_the_district_that_is_named(
    demo: Roadmap, words: tuple[str, ...], before: bool
) -> None:
    done = demo(*SECOND, *words) if before else demo(*words, *SECOND)
    assert (done.code, done.err) == (0, "")
    assert "5804" not in done.out


def test_forms_are_of_the_named_district_only(demo: Roadmap, tmp_path: Path) -> None:
    assert demo(*COMMANDS["forms"], *SECOND).code == 0
    names = [path.name for path in (tmp_path / "forms").iterdir()]
    assert names
    assert [name for name in names if "58040" in name] == []


def test_a_document_of_one_district_does_not_name_the_other(demo: Roadmap, tmp_path: Path) -> None:
    assert demo(*COMMANDS["report"], *SECOND).code == 0
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "Башмаков" in text
    assert "Бессонов" not in text


def test_a_roadmap_is_loaded_into_the_named_district(demo: Roadmap) -> None:
    before = demo("indicators", "--year", "2022", "--json").out
    assert demo("load-roadmap", FOLDER / "roadmap_2020_2022.toml", *SECOND).code == 0
    there = demo("indicators", "--year", "2022", "--json", *SECOND).json
    assert (there["municipality"], len(there["rows"]) > 0) == ("58030", True)
    assert demo("indicators", "--year", "2022", "--json").out == before


def test_an_unknown_district_is_named_in_words(demo: Roadmap) -> None:
    said = demo("status", *YEAR, "--municipality", "99999")
    assert said.code == 2
    assert "99999" in said.err
