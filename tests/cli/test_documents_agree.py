"""Documents made by the command line say the numbers that `roadmap indicators --json` says."""

import shutil
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from indicators import wording
from reports import KINDS
from tests.cli.conftest import Roadmap
from tests.reports.reading import text_of

DISTRICT = ("--municipality", "58040")
DEMO = ("--db", "sqlite:///var/demo.db")
YEAR = ("--year", "2022")
WRITTEN = [(kind, suffix) for kind, row in KINDS.items() for suffix in row.formats]
SHARES = {"share", "growing_share"}
COUNTED = {"monitoring", "order", "school"}
"""Kinds that name the people beside the share; the note on effect compares shares only."""
Row = dict[str, Any]


@pytest.fixture
def demo(roadmap: Roadmap, sample_database: Path, tmp_path: Path) -> Roadmap:
    (tmp_path / "var").mkdir(mode=0o700)
    shutil.copyfile(sample_database, tmp_path / "var" / "demo.db")
    (tmp_path / "var" / "demo.db").chmod(0o600)
    return lambda *words: roadmap(*DEMO, *words)


def indicators(demo: Roadmap) -> list[Row]:
    rows: list[Row] = demo("indicators", *YEAR, *DISTRICT, "--json").json["rows"]
    return rows


def written(demo: Roadmap, kind: str, suffix: str) -> bytes:
    done = demo("report", kind, *YEAR, *DISTRICT, "--format", suffix, "--out", "document")
    assert (done.code, done.err) == (0, "")
    return Path("document").read_bytes()


def told(row: Row) -> set[str]:
    """The figures of a row as a document words them."""
    if row["actual"] is None or row["kind"] == "presence":
        return set()
    return {wording.value(row["actual"], row["unit"])}


def spoken_of(kind: str, rows: list[Row]) -> list[Row]:
    """Which rows a kind of document must name."""
    district = [row for row in rows if row["org"] is None]
    shares = [row for row in district if row["kind"] in SHARES]
    counts = [row for row in district if row["kind"] == "count" and row["target"] is not None]
    schools = [row for row in rows if row["org"] and row["kind"] in SHARES]
    chosen = {
        "monitoring": [*district, *schools],
        "effect": [*shares, *counts],
        "order": shares,
        "school": schools,
    }
    return chosen.get(kind, [])


def text_of_all(content: bytes, kind: str, suffix: str) -> str:
    if kind not in KINDS or not KINDS[kind].per_school:
        return _plain(text_of(content, suffix))
    with ZipFile(BytesIO(content)) as pack:
        return _plain(" ".join(text_of(pack.read(name), suffix) for name in pack.namelist()))


def _plain(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("kind", "suffix"),
    [pair for pair in WRITTEN if pair[0] in {"monitoring", "effect", "order", "school"}],
)
def test_a_document_says_the_figures_of_the_indicators(
    demo: Roadmap, kind: str, suffix: str
) -> None:
    asked = spoken_of(kind, indicators(demo))
    text = text_of_all(written(demo, kind, suffix), kind, suffix)
    figures = {_plain(figure) for row in asked for figure in told(row)}
    assert figures
    people = {wording.number(row["numerator"]) for row in asked if row["kind"] in SHARES}
    wanted = figures | ({_plain(one) for one in people} if kind in COUNTED else set())
    assert {figure for figure in wanted - {wording.DASH} if figure not in text} == set()


@pytest.mark.parametrize("suffix", KINDS["diagnostics"].formats)
def test_the_diagnostics_count_the_schools_of_the_indicator(demo: Roadmap, suffix: str) -> None:
    row = next(row for row in indicators(demo) if row["code"] == "diagnostics_report")
    counted = wording.of(row["numerator"], row["denominator"])
    assert _plain(counted) in text_of_all(written(demo, "diagnostics", suffix), "", suffix)


def test_cells_of_the_workbook_hold_the_values_of_the_indicators(demo: Roadmap) -> None:
    asked = [row for row in indicators(demo) if row["kind"] != "presence"]
    book = openpyxl.load_workbook(BytesIO(written(demo, "workbook", "xlsx")), data_only=True)
    cells = {
        round(float(cell), 6)
        for sheet in book
        for line in sheet.iter_rows(values_only=True)
        for cell in line
        if isinstance(cell, int | float)
    }
    known = {round(float(row["actual"]), 6) for row in asked if row["actual"] is not None}
    assert known
    assert known - cells == set()
