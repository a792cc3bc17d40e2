"""Whatever a school is called and writes, no file we hand out runs it as a formula."""

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest

from data_model.places import Organisation, OrganisationName
from data_model.snapshot import Snapshot
from indicators.plan_fact import plan_fact
from loaders.forms.book import write_form
from loaders.forms.request import FormRequest
from loaders.registers.file import write_register
from reports import write
from reports.tidy import export
from tests.reports.district import a_district

STARTS = ("=", "+", "-", "@")
LIVE = "cmd|' /C calc'!A0"


def renamed(place: Organisation, sign: str) -> Organisation:
    return replace(place, names=(OrganisationName(f"{sign}{LIVE}", f"{sign}{LIVE}"),))


def a_hostile_district() -> Snapshot:
    """Names of places, and what was typed into cells, begin as formulas do."""
    district = a_district()
    named = zip(district.organisations, STARTS * len(district.organisations), strict=False)
    typed = zip(district.facts, STARTS * len(district.facts), strict=False)
    return replace(
        district,
        municipality=replace(district.municipality, name=f"={LIVE}", short=f"={LIVE}"),
        organisations=tuple(renamed(place, sign) for place, sign in named),
        facts=tuple(
            one._replace(fact=one.fact._replace(written=f"{sign}{LIVE}")) for one, sign in typed
        ),
    )


HOSTILE = a_hostile_district()


def a_form() -> bytes:
    roadmap = HOSTILE.roadmaps[2022]
    return write_form(FormRequest(roadmap, HOSTILE.organisations[1], 2022, HOSTILE.roll))


WORKBOOKS: dict[str, Callable[[], bytes]] = {
    "tidy": lambda: export(HOSTILE, plan_fact(HOSTILE), ".xlsx"),
    "analytical": lambda: write("workbook", "xlsx", HOSTILE, 2022),
    "register": lambda: write_register(HOSTILE.municipality, HOSTILE.organisations),
    "form": a_form,
}


@pytest.mark.parametrize("name", WORKBOOKS)
def test_no_cell_of_a_workbook_runs_what_was_typed(name: str) -> None:
    book = openpyxl.load_workbook(BytesIO(WORKBOOKS[name]()))
    told = [
        cell
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if LIVE in str(cell.value)
    ]
    assert told
    assert {cell.data_type for cell in told} == {"s"}
    assert not any(cell.hyperlink for cell in told)


def test_no_text_of_a_csv_begins_as_a_formula() -> None:
    with ZipFile(BytesIO(export(HOSTILE, plan_fact(HOSTILE), ".zip"))) as archive:
        files = {
            name: archive.read(name).decode("utf-8-sig")
            for name in archive.namelist()
            if name.endswith(".csv")
        }
    texts = [
        cell for text in files.values() for row in csv.reader(io.StringIO(text)) for cell in row
    ]
    told = [text for text in texts if LIVE in text]
    assert {text[:2] for text in told} >= {f"'{sign}" for sign in STARTS}
    assert not any(text.startswith(STARTS) for text in told)
