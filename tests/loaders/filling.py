"""Forms of the shipped roadmap, filled and screened in one line."""

import subprocess
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from shutil import which
from typing import Any

from openpyxl import Workbook, load_workbook

from data_model.places import Organisation, OrganisationKind, RollRow
from data_model.returns import Fact, ParsedReturn, Problem
from data_model.roadmap import Roadmap
from loaders.files.worker_pool import read_workbook
from loaders.forms.book import write_form
from loaders.forms.layout import Slot
from loaders.forms.request import FormRequest
from loaders.returns.context import IntakeContext
from loaders.returns.judging import FileVerdict, screen
from loaders.roadmaps.file import read_roadmap
from sample_data import FOLDER
from tests.builders import YEARS, a_district_office, a_municipality, a_roll, a_school, a_snapshot

TODAY = date(2022, 1, 15)
OFFICE = which("soffice")
GRADES_UP_TO_NINE = dict.fromkeys(range(1, 10), 25)


@cache
def roadmap() -> Roadmap:
    return read_roadmap(FOLDER / "roadmap_2020_2022.toml")


def school() -> Organisation:
    return a_school()


def a_form(year: int = 2021, roll: tuple[RollRow, ...] | None = None, **more: Any) -> bytes:
    """The form of the school; 25 pupils in each grade where no roll is given."""
    rows = a_roll(year=year) if roll is None else roll
    return write_form(FormRequest(roadmap(), school(), year, rows, **more))


def a_district_form(year: int = 2021) -> bytes:
    return write_form(FormRequest(roadmap(), a_municipality(), year))


def changed(content: bytes, change: Callable[[Workbook], None]) -> bytes:
    """The workbook after a change made by openpyxl, as a program would save it."""
    book = load_workbook(BytesIO(content), rich_text=True)
    change(book)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def place_of(book: Workbook, name: str) -> tuple[str, str]:
    """Sheet and address of a defined name."""
    sheet, address = next(iter(book.defined_names[name].destinations))
    return sheet, address.replace("$", "")


def filled(content: bytes, values: Mapping[str, Any]) -> bytes:
    """The form with values in its named cells."""

    def fill(book: Workbook) -> None:
        for name, value in values.items():
            sheet, address = place_of(book, name)
            book[sheet][address].value = value

    return changed(content, fill)


def good_answers(year: int = 2021) -> dict[str, Any]:
    """Every answer of a school, right in every way; figures differ from cell to cell."""
    by_grade = {
        f"q_{code}_g{grade}": grade + shift
        for code, grades, shift in (
            ("diagnosed_pupils", range(6, 12), 2),
            ("advised_pupils", range(6, 12), 1),
            ("ticket_pupils", range(6, 12), 3),
            ("open_lesson_pupils", range(1, 12), 4),
        )
        for grade in grades
    }
    documents = {
        f"q_{code}{part}": value
        for code, number in (("diagnostics_report", "17"), ("events_schedule", "б/н"))
        for part, value in (
            ("", "есть"),
            ("_name", f"Документ {code}"),
            ("_number", number),
            ("_date", date(year, 5, 20)),
            ("_link", "https://school.example/document"),
        )
    }
    return {**by_grade, **documents, "q_art_profi_participants": 0}


@cache
def a_good_return(year: int = 2021) -> bytes:
    return filled(a_form(year), good_answers(year))


def a_context(*returns: ParsedReturn, roll: tuple[RollRow, ...] | None = None) -> IntakeContext:
    """A district of one school, with what it reported before."""
    context = IntakeContext()
    rows = tuple(row for year in YEARS for row in a_roll(year=year)) if roll is None else roll
    places = (a_district_office(), school(), CLOSED_SCHOOL)
    context.add(
        a_snapshot(
            returns,
            roadmaps=dict.fromkeys(YEARS, roadmap()),
            organisations=places,
            roll=rows,
        )
    )
    return context


CLOSED_SCHOOL = a_school(
    "580402", kind=OrganisationKind.BASIC, valid_to=date(2020, 8, 31), settlement="с. Закрытое"
)


def screened(content: bytes, context: IntakeContext | None = None) -> FileVerdict:
    return screen(read_workbook(content), context or a_context(), TODAY)


def screened_with(**values: Any) -> FileVerdict:
    """The verdict on a good return in which only these cells are different."""
    return screened(filled(a_good_return(), values))


def codes(verdict: FileVerdict) -> list[str]:
    return [problem.code for problem in verdict.problems]


def only(verdict: FileVerdict) -> Problem:
    """The one remark of a verdict."""
    (problem,) = verdict.problems
    return problem


def fact(verdict: FileVerdict, question: str, grade: int = 0) -> Fact:
    assert verdict.parsed is not None, verdict.problems
    return next(
        one
        for one in verdict.parsed.facts
        if Slot(one.question, grade=one.grade) == Slot(question, grade=grade)
    )


def office_copy(source: Path, extension: str, folder: Path) -> Path:
    """The file saved anew by LibreOffice in another format."""
    assert OFFICE is not None
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [OFFICE, profile, "--headless", "--convert-to", extension, "--outdir", str(folder)]
    subprocess.run([*command, str(source)], check=True, capture_output=True, timeout=120)
    return folder / f"{source.stem}.{extension.partition(':')[0]}"
