"""Documents made by the command line say the numbers that `roadmap indicators --json` says."""

from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import pytest

from data_model.compliance import Status
from data_model.roadmap import roll_date
from data_model.store import Store
from indicators import wording
from indicators.reasons import Reason
from reports import KINDS
from sample_data import FOLDER
from tests.builders import YEARS
from tests.cli.conftest import Roadmap
from tests.reports.reading import numbers, text_of, values_of

DISTRICT = ("--municipality", "58040")
SHARES = {"share", "growing_share"}
COUNTED = {"monitoring", "order", "school"}
"""Kinds that name the people beside the share; the note on effect compares shares only."""
FIGURED = ("monitoring", "effect", "order", "school")
Row = dict[str, Any]


def indicators(demo: Roadmap, year: int) -> list[Row]:
    rows: list[Row] = demo("indicators", "--year", str(year), *DISTRICT, "--json").json["rows"]
    return rows


def written(demo: Roadmap, kind: str, suffix: str, year: int, *more: str) -> bytes:
    asked = ("--year", str(year), *DISTRICT, "--format", suffix, "--out", "document", *more)
    done = demo("report", kind, *asked)
    assert (done.code, done.err) == (0, "")
    return Path("document").read_bytes()


def told(row: Row) -> set[str]:
    """The figures of a row as a document words them: of a small base the counts alone.

    As a cell has it: exact where it would look like its target, as a sentence says besides.
    """
    if row["actual"] is None or row["kind"] == "presence":
        return set()
    if row["small_base"]:
        return {wording.of(row["numerator"], row["denominator"])}
    limits = [row["target"]] if isinstance(row["target"], int | float) else []
    return {wording.exactly(row["actual"], row["unit"], *limits)}


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
    return chosen[kind]


def text_of_all(content: bytes, kind: str, suffix: str) -> str:
    if not KINDS[kind].per_school:
        return _plain(text_of(content, suffix))
    with ZipFile(BytesIO(content)) as pack:
        return _plain(" ".join(text_of(pack.read(name), suffix) for name in pack.namelist()))


def _plain(text: str) -> str:
    return " ".join(text.split())


def formats_of(kind: str, year: int) -> tuple[str, ...]:
    """Every format for the last year; a format leaves nothing out in one year alone."""
    formats = KINDS[kind].formats
    return tuple(formats) if year == YEARS[-1] else tuple(formats[:1])


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("kind", FIGURED)
def test_a_document_says_the_figures_of_the_indicators(demo: Roadmap, kind: str, year: int) -> None:
    asked = spoken_of(kind, indicators(demo, year))
    figures = {_plain(figure) for row in asked for figure in told(row)}
    assert figures
    shares = [row for row in asked if row["kind"] in SHARES and not row["small_base"]]
    people = {wording.number(row["numerator"]) for row in shares}
    wanted = figures | ({_plain(one) for one in people} if kind in COUNTED else set())
    for suffix in formats_of(kind, year):
        text = text_of_all(written(demo, kind, suffix, year), kind, suffix)
        assert {figure for figure in wanted - {wording.DASH} if figure not in text} == set()


@pytest.mark.parametrize("year", YEARS)
def test_the_diagnostics_judge_every_school_as_the_indicator_does(demo: Roadmap, year: int) -> None:
    rows = [row for row in indicators(demo, year) if row["code"] == "diagnostics_report"]
    schools = {row["org"]: row for row in rows if row["org"]}
    assert schools
    document = docx.Document(BytesIO(written(demo, "diagnostics", "docx", year)))
    if {row["status"] for row in rows} == {Status.NO_TARGET}:
        assert document.tables == []
        return
    table = next(one for one in document.tables if one.cell(0, 1).text == "Отчёт")
    found = {_plain(row.cells[0].text): row.cells[1].text for row in table.rows[1:]}
    reached = sum(row["reason"] == Reason.REACHED for row in schools.values())
    assert _plain(found.pop("Итого")).startswith(f"{reached} из ")
    organisations = Store.open("sqlite:///var/demo.db").snapshot("58040").organisations
    names = {one.code: one.name_on(roll_date(year)).short for one in organisations}
    assert found == {
        _plain(names[org]): wording.status_text(Status(row["status"]))
        for org, row in schools.items()
    }


@pytest.mark.parametrize("year", YEARS)
def test_the_diagnostics_count_the_schools_in_every_format(demo: Roadmap, year: int) -> None:
    rows = [row for row in indicators(demo, year) if row["code"] == "diagnostics_report"]
    district = next(row for row in rows if row["org"] is None)
    beside = district["schools"]
    counted = wording.of(beside["met"], beside["expected"]) if beside else ""
    for suffix in formats_of("diagnostics", year):
        text = text_of_all(written(demo, "diagnostics", suffix, year), "diagnostics", suffix)
        assert _plain(counted) in text
        assert wording.status_word(Status(district["status"])) in text


@pytest.mark.parametrize("suffix", KINDS["minutes"].formats)
def test_the_minutes_hold_no_number_but_those_of_the_protocol(demo: Roadmap, suffix: str) -> None:
    protocol = (FOLDER / "protocol_bessonovka_2022.toml").read_text(encoding="utf-8")
    snapshot = Store.open("sqlite:///var/demo.db").snapshot("58040")
    (held,) = snapshot.protocols
    dates = [held.date, *(one.due_from(held.date) for one in held.decisions())]
    known = numbers(protocol) | numbers(wording.version_text(snapshot.version))
    known |= {part for day in dates if day for part in numbers(wording.date_short(day))}
    for more in ((), ("--org", "580401")):
        text = text_of(written(demo, "minutes", suffix, 2022, *more), suffix)
        assert held.number in numbers(text)
        assert numbers(text) <= known


@pytest.mark.parametrize("year", YEARS)
def test_cells_of_the_workbook_hold_the_values_of_the_indicators(demo: Roadmap, year: int) -> None:
    asked = [row for row in indicators(demo, year) if row["kind"] != "presence"]
    cells = values_of(written(demo, "workbook", "xlsx", year))
    known = {
        round(float(row["actual"]), 6)
        for row in asked
        if row["actual"] is not None and not row["small_base"]
    }
    assert known
    assert known - cells == set()
