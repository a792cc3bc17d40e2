"""A roadmap as a workbook for people («дорожная карта ↔ Excel»), written and read without loss.

Four sheets: «Дорожная карта» (field and value), «Строки», «Сроки и план» (one line per row and
year) and «Вопросы». The tables of their columns are in ``columns``.
"""

import io
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from data_model.errors import UnreadableFile, WrongDefinition
from data_model.roadmap import (
    Act,
    Activity,
    Indicator,
    PartOfYear,
    Period,
    Question,
    Roadmap,
    Target,
)
from loaders.files.kinds import ARCHIVE_FAULTS
from loaders.files.worker_pool import pool, refuse_too_big
from loaders.files.zip_guard import DAMAGED_PARTS, ensure_office_file
from loaders.roadmaps.columns import (
    ACT,
    BEHIND,
    HEAD,
    MEASURES,
    QUESTIONS,
    ROWS,
    YEARLY,
    CellValue,
    RoadmapColumn,
)
from loaders.roadmaps.file import read_roadmap_bytes
from loaders.roadmaps.rules import contradictions

Line = dict[str, Any]
"""Values by the header of their column."""

BOLD = Font(bold=True)
SHADE = PatternFill("solid", fgColor="FFE8EEF4")
WRAPPED = Alignment(wrap_text=True, vertical="top")


def write_lines(sheet: Worksheet, columns: Sequence[RoadmapColumn], lines: Iterable[Line]) -> None:
    """A header row that stays in sight, and one row per line."""
    for place, column in enumerate(columns, start=1):
        header = _put(sheet, 1, place, column.header)
        header.font, header.fill = BOLD, SHADE
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    for number, line in enumerate(lines, start=2):
        for place, column in enumerate(columns, start=1):
            _put(sheet, number, place, column.codec.show(line[column.header]))
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions


def write_pairs(sheet: Worksheet, columns: Sequence[RoadmapColumn], line: Line) -> None:
    """Field in column A, value in column B."""
    for number, column in enumerate(columns, start=1):
        _put(sheet, number, 1, column.header).font = BOLD
        _put(sheet, number, 2, column.codec.show(line[column.header]))
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 26, 90


def read_lines(sheet: Worksheet, columns: Sequence[RoadmapColumn]) -> tuple[Line, ...]:
    """The rows under the header, found by its texts; empty rows are passed over."""
    places = {str(cell.value).strip(): cell.column for cell in sheet[1] if cell.value}
    _ensure(sheet, [column.header for column in columns if not column.later], places)
    lines = []
    for number in range(2, sheet.max_row + 1):
        cells = {
            column.header: sheet.cell(number, places[column.header])
            for column in columns
            if column.header in places
        }
        if any(cell.value is not None for cell in cells.values()):
            lines.append(_read_line(sheet, columns, cells))
    return tuple(lines)


def read_pairs(sheet: Worksheet, columns: Sequence[RoadmapColumn]) -> Line:
    rows = {
        str(sheet.cell(number, 1).value).strip(): sheet.cell(number, 2)
        for number in range(1, sheet.max_row + 1)
    }
    _ensure(sheet, [column.header for column in columns], rows)
    return _read_line(sheet, columns, rows)


def _read_line(sheet: Worksheet, columns: Sequence[RoadmapColumn], cells: dict[str, Any]) -> Line:
    def read(column: RoadmapColumn) -> Any:
        cell = cells.get(column.header)
        if cell is None:
            return column.codec.read(None, sheet.title)
        return column.codec.read(cell.value, f"{sheet.title}, {cell.coordinate}")

    return {column.header: read(column) for column in columns}


def _ensure(sheet: Worksheet, headers: Sequence[str], found: dict[str, Any]) -> None:
    missing = [header for header in headers if header not in found]
    if missing:
        raise WrongDefinition(f"Лист «{sheet.title}»: нет графы «{'», «'.join(missing)}».")


def _put(sheet: Worksheet, row: int, column: int, value: CellValue) -> Cell:
    """Text stays text, even where it begins with «=»."""
    cell = sheet.cell(row, column)
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
    cell.alignment = WRAPPED
    if hasattr(value, "year"):
        cell.number_format = "DD.MM.YYYY"
    return cell  # type: ignore[return-value]


HEAD_SHEET, ROWS_SHEET = "Дорожная карта", "Строки"
YEARS_SHEET, QUESTIONS_SHEET = "Сроки и план", "Вопросы"


def write_roadmap_workbook(roadmap: Roadmap) -> bytes:
    """The workbook of a roadmap; reading it gives the same roadmap."""
    book = Workbook()
    book.remove(book.worksheets[0])
    head = _line(roadmap, HEAD) | _line(roadmap.act, ACT)
    write_pairs(book.create_sheet(HEAD_SHEET), HEAD + ACT, head)
    write_lines(
        book.create_sheet(ROWS_SHEET), ROWS + MEASURES + BEHIND, map(_row_line, roadmap.activities)
    )
    write_lines(book.create_sheet(YEARS_SHEET), YEARLY, _yearly_lines(roadmap))
    questions = (_line(question, QUESTIONS) for question in roadmap.questions)
    write_lines(book.create_sheet(QUESTIONS_SHEET), QUESTIONS, questions)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def read_roadmap_workbook(content: bytes) -> Roadmap:
    """The roadmap of a workbook from outside, read by a child process.

    Raises what ``read_roadmap_here`` raises, and UnreadableFile for what would harm its reader.
    """
    refuse_too_big(content)
    roadmap: Roadmap = pool().ask("roadmap", content)
    return roadmap


def read_roadmap_here(content: bytes) -> Roadmap:
    """The roadmap of a workbook: only a child does it.

    Raises UnreadableFile for what is no workbook, WrongDefinition (sheet, cell, what to do) for
    a value that does not fit, and for a roadmap that contradicts itself.
    """
    book = _opened(content)
    head = read_pairs(book[HEAD_SHEET], HEAD + ACT)
    rows = read_lines(book[ROWS_SHEET], ROWS + MEASURES + BEHIND)
    yearly = read_lines(book[YEARS_SHEET], YEARLY)
    questions = read_lines(book[QUESTIONS_SHEET], QUESTIONS)
    roadmap = Roadmap(
        **_fields(head, HEAD),
        act=Act(**_fields(head, ACT)),
        questions=tuple(Question(**_fields(line, QUESTIONS)) for line in questions),
        activities=tuple(_activity(line, yearly) for line in rows),
    )
    findings = [f"{place} {text}".strip(", ") for place, text in contradictions(roadmap)]
    if findings:
        raise WrongDefinition("Дорожная карта противоречит себе:\n" + "\n".join(findings[:20]))
    return roadmap


def read_definitions(content: bytes, filename: str) -> Roadmap | None:
    """A roadmap that is data already: our TOML or our workbook. None for an order."""
    if PurePath(filename).suffix.lower() == ".toml":
        return read_roadmap_bytes(content, filename)
    return read_roadmap_workbook(content) if is_roadmap_workbook(content) else None


def is_roadmap_workbook(content: bytes) -> bool:
    """Whether a workbook was written here, and not by a district's office as an order."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        with archive, archive.open("xl/workbook.xml") as part:
            names = part.read(LONGEST_LIST).decode("utf-8", errors="replace")
    except ARCHIVE_FAULTS:
        return False
    return all(f'name="{sheet}"' in names for sheet in SHEETS)


LONGEST_LIST = 100_000
"""Bytes in which a workbook of ours names its sheets."""

SHEETS = (HEAD_SHEET, ROWS_SHEET, YEARS_SHEET, QUESTIONS_SHEET)


def _opened(content: bytes) -> Workbook:
    ensure_office_file(content, "книга Excel (.xlsx)")
    try:
        with warnings.catch_warnings(action="ignore"):
            book = load_workbook(io.BytesIO(content))
    except (*DAMAGED_PARTS, InvalidFileException) as trouble:
        raise UnreadableFile("Книга Excel не открывается. Сохраните её заново.") from trouble
    missing = [sheet for sheet in SHEETS if sheet not in book.sheetnames]
    if missing:
        raise WrongDefinition(
            f"В книге нет листов: {', '.join(missing)}. Образец — выгрузка дорожной карты."
        )
    return book


# nouns as lines; a line is what a column's header shows in its cell


def _line(noun: Any, columns: Sequence[RoadmapColumn]) -> Line:
    return {column.header: getattr(noun, column.field) for column in columns}


def _row_line(activity: Activity) -> Line:
    return _line(activity, ROWS + BEHIND) | _line(activity.indicator, MEASURES)


def _yearly_lines(roadmap: Roadmap) -> Iterator[Line]:
    """A line per row and year that has a term or a target, and one per part of the year."""
    headers = [column.header for column in YEARLY]
    for activity in roadmap.activities:
        indicator = activity.indicator
        for year in sorted({*indicator.periods, *indicator.targets}):
            period, target = indicator.periods.get(year), indicator.targets.get(year)
            term = (period.kind, period.due) if period else (None, None)
            plan = (target.value, target.upper, target.operator) if target else (None, None, None)
            yield dict(zip(headers, (activity.number, year, *term, *plan, None), strict=True))
            for number, part in enumerate(period.parts if period else (), start=1):
                own = (part.target.value, part.target.upper) if part.target else (None, None)
                told = (activity.number, year, None, part.due, *own, None, number)
                yield dict(zip(headers, told, strict=True))


# lines as nouns


def _fields(line: Line, columns: Sequence[RoadmapColumn]) -> dict[str, Any]:
    return {column.field: line[column.header] for column in columns}


def _activity(line: Line, yearly: Sequence[Line]) -> Activity:
    own = _fields(line, ROWS + BEHIND)
    of_row = [
        fields for year in yearly if (fields := _fields(year, YEARLY))["row"] == own["number"]
    ]
    indicator = Indicator(
        **_fields(line, MEASURES), targets=dict(_targets(of_row)), periods=dict(_periods(of_row))
    )
    return Activity(**own, indicator=indicator)


def _targets(lines: Iterable[dict[str, Any]]) -> Iterator[tuple[int, Target]]:
    for line in lines:
        if line["value"] is not None and not line["part"]:
            yield line["year"], Target(line["value"], line["upper"], line["operator"])


def _periods(lines: Sequence[dict[str, Any]]) -> Iterator[tuple[int, Period]]:
    parts = _parts_of_years(lines)
    for line in lines:
        if line["part"]:
            continue
        if (line["kind"] is None) != (line["due"] is None):
            raise WrongDefinition(
                f"{YEARS_SHEET}, строка {line['row']}, {line['year']}: "
                "период и срок пишутся вместе."
            )
        if line["due"]:
            of_year = parts.get(line["year"], ())
            yield line["year"], Period(line["year"], line["kind"], line["due"], tuple(of_year))


def _parts_of_years(lines: Sequence[dict[str, Any]]) -> dict[int, list[PartOfYear]]:
    """The quarters, months or half-years of each year, in their order."""
    found: dict[int, list[PartOfYear]] = {}
    for line in sorted((one for one in lines if one["part"]), key=lambda one: one["part"]):
        of_year = found.setdefault(line["year"], [])
        if line["part"] != len(of_year) + 1 or line["due"] is None:
            raise WrongDefinition(
                f"{YEARS_SHEET}, строка {line['row']}, {line['year']}: части года нумеруются "
                "подряд с 1, у каждой свой срок."
            )
        own = None if line["value"] is None else Target(line["value"], line["upper"])
        of_year.append(PartOfYear(line["due"], own))
    return found
