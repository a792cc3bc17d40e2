"""Hidden, merged, computed and percent cells are seen, whatever program saved the file."""

from pathlib import Path
from xml.etree import ElementTree

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from data_model.returns import Severity
from loaders.files.workbook import Look
from loaders.files.worker_pool import read_workbook
from loaders.files.xlsx_marks import pictures_of, place_of, unseen_by
from loaders.returns.judging import FileVerdict
from tests.loaders.files.open_documents import an_ods
from tests.loaders.filling import (
    OFFICE,
    a_good_return,
    changed,
    codes,
    fact,
    office_copy,
    screened,
)

SHEET = "Показатели"


def disguise(book: Workbook) -> None:
    """A hidden row and sheet, merged cells, a formula, and «100 %» as a program saves it."""
    sheet = book[SHEET]
    sheet.row_dimensions[9].hidden = True
    sheet["I11"].value = sheet["J11"].value = None
    sheet.merge_cells("H11:J11")
    sheet["K12"].number_format = "0%"
    sheet["K12"].value = 1
    sheet["L12"].value = "=6+7"
    sheet["M12"].value = "=SUM(H40:J40)"
    book["Документы"].sheet_state = "hidden"


def seen(verdict: FileVerdict) -> list[tuple[str, str, str]]:
    return sorted((one.code, one.sheet, one.cell) for one in verdict.problems)


EXPECTED = [
    ("formula_in_answer", SHEET, "L12"),
    ("hidden_cells", "Документы", "C7"),
    ("hidden_cells", SHEET, "H9"),
    ("merged_answer", SHEET, "H11"),
    ("percent", SHEET, "K12"),
    ("zero_of_nothing", SHEET, "M12"),
]


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("extension", ["xlsx", "ods", "xls"])
def test_what_an_office_program_saved_is_seen(extension: str, tmp_path: Path) -> None:
    source = tmp_path / "source" / "отчёт.xlsx"
    source.parent.mkdir()
    source.write_bytes(changed(a_good_return(), disguise))
    saved = office_copy(source, extension, tmp_path)
    verdict = screened(saved.read_bytes())
    assert seen(verdict) == EXPECTED
    assert fact(verdict, "ticket_pupils", 9).value is None
    assert fact(verdict, "ticket_pupils", 10).value == 13


def test_a_hundred_percent_in_a_percent_cell_is_not_one_person() -> None:
    def write(book: Workbook) -> None:
        book[SHEET]["K12"].number_format = "0.0%"
        book[SHEET]["K12"].value = 1

    verdict = screened(changed(a_good_return(), write))
    assert codes(verdict) == ["percent"]
    assert "100\u00a0%" in verdict.problems[0].message
    assert fact(verdict, "ticket_pupils", 9).value is None


def test_a_filter_is_named_as_what_hides_the_rows() -> None:
    def hide(book: Workbook) -> None:
        book[SHEET].auto_filter.ref = "A6:P12"
        book[SHEET].auto_filter.add_filter_column(2, ["5"])
        book[SHEET].row_dimensions[12].hidden = True

    (note,) = screened(changed(a_good_return(), hide)).problems
    assert (note.code, note.cell) == ("hidden_cells", "H12")
    assert "фильтр" in note.message


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("extension", ["xlsx", "ods", "xls"])
def test_what_is_struck_out_or_raised_is_seen_in_every_format(
    extension: str, tmp_path: Path
) -> None:
    def strike(book: Workbook) -> None:
        sheet = book[SHEET]
        sheet["H12"].font = Font(strike=True)
        line, raised = InlineFont(strike=True), InlineFont(vertAlign="superscript")
        sheet["J12"].value = CellRichText("12 ", TextBlock(line, "15"))
        sheet["K12"].value = CellRichText("12", TextBlock(raised, "1"))

    source = tmp_path / "source" / "отчёт.xlsx"
    source.parent.mkdir()
    source.write_bytes(changed(a_good_return(), strike))
    saved = office_copy(source, extension, tmp_path)
    book = read_workbook(saved.read_bytes())
    marks = next(grid.marks for grid in book.sheets if grid.name == SHEET)
    assert marks.looks == {
        (11, 7): Look(is_struck=True),
        (11, 9): Look(is_partly_struck=True),
        (11, 10): Look(footnote="1"),
    }


FORMATS = {"H": ";;;", "I": '"";""', "J": "0;-0;;@", "K": "#", "L": '" "', "M": "# ##0"}
"""Of six grades; the zeros stand in J, K and M."""


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("extension", ["xlsx", "ods", "xls"])
def test_what_a_format_does_not_show_is_named_and_read(extension: str, tmp_path: Path) -> None:
    def hide(book: Workbook) -> None:
        for column, shown in FORMATS.items():
            book[SHEET][f"{column}12"].number_format = shown
        for column in "JKM":
            book[SHEET][f"{column}12"].value = 0

    source = tmp_path / "source" / "отчёт.xlsx"
    source.parent.mkdir()
    source.write_bytes(changed(a_good_return(), hide))
    verdict = screened(office_copy(source, extension, tmp_path).read_bytes())
    (note,) = verdict.problems
    assert (note.code, note.severity) == ("hidden_cells", Severity.NOTE)
    assert "не показывает" in note.message and "H12, I12, J12, K12, L12" in note.message
    assert [fact(verdict, "ticket_pupils", one).value for one in (6, 8)] == [9, 0]


@pytest.mark.parametrize(
    ("written", "unseen"),
    [
        (";;;", "+-0@"),
        (";;", "+-0"),
        ("0;-0;;@", "0"),
        ("#", "0"),
        ("[Red]#,###", "0"),
        ("General", ""),
        ("# ##0", ""),
        ('_-* # ##0_-;-* # ##0_-;_-* "-"??_-;_-@_-', ""),
        ('0;-0;"нет"', ""),
        ("[=0]0;#", ""),
        ("", ""),
    ],
)
def test_a_format_tells_which_values_it_does_not_show(written: str, unseen: str) -> None:
    assert unseen_by(written) == unseen


def test_the_zeros_of_a_sheet_that_shows_none_are_named() -> None:
    def hide(book: Workbook) -> None:
        book[SHEET].sheet_view.showZeros = False
        book[SHEET]["K12"].value = 0

    (note,) = screened(changed(a_good_return(), hide)).problems
    assert (note.code, note.cell) == ("hidden_cells", "K12")


FORMULAS = {
    (0, 1): "D20+D21",
    (0, 3): "10.0-10.0",
    (0, 4): "'Док 2'!B5:B5",
    (0, 6): 'HYPERLINK("https://a.example/x","слово")',
    (0, 7): "[1]!A30:A30",  # of another book
    (1, 9): "A22*2.0",  # written once for two cells
    (2, 9): "A23*2.0",
}


def test_the_formulas_of_an_old_workbook_are_put_into_words() -> None:
    book = read_workbook((Path(__file__).parent / "fixtures" / "formulas.xls").read_bytes())
    assert book.sheets[0].marks.formulas == FORMULAS
    assert book.sheets[0].cell(0, 6).look == Look(link="https://a.example/x")
    assert book.sheets[1].marks.formulas == {}


DRAWING = """<d:wsDr xmlns:d="d" xmlns:a="a"><d:twoCellAnchor>
<d:from><d:col>2</d:col><d:row>4</d:row></d:from><d:to><d:col>5</d:col><d:row>9</d:row></d:to>
{shape}</d:twoCellAnchor></d:wsDr>"""
WRITTEN = "<d:sp><d:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></d:txBody></d:sp>"


@pytest.mark.parametrize(
    ("shape", "is_seen"),
    [
        ("<d:pic/>", True),
        (WRITTEN.format(text="Участников 25"), True),
        (WRITTEN.format(text=" "), False),
        ("<d:graphicFrame/>", False),
    ],
)
def test_a_shape_with_words_lies_over_the_cells_like_a_picture(shape: str, is_seen: bool) -> None:
    drawing = ElementTree.fromstring(DRAWING.format(shape=shape))
    areas = [area for area, _ in pictures_of(drawing)]
    assert areas == ([(4, 2, 9, 5)] if is_seen else [])
    assert "".join(text for _, text in pictures_of(drawing)) in ("", "Участников 25")


NUMBER = (
    '<table:table-cell office:value-type="float" office:value="{value}">{shown}</table:table-cell>'
)


def test_an_open_document_shows_the_zeros_and_powers_of_its_numbers() -> None:
    shown = (
        (7, "007"),
        (580401, "0580401"),
        (12000, "1,20E+004"),
        (7, "7"),
        (0, "0"),
        (0.5, "0,5"),
    )
    cells = "".join(
        NUMBER.format(value=value, shown=f"<text:p>{text}</text:p>") for value, text in shown
    )
    book = read_workbook(an_ods(f"<table:table-row>{cells}</table:table-row>"))
    (grid,) = book.sheets
    assert [grid.cell(0, column).written for column in (0, 1, 3, 4)] == ["007", "0580401", "7", "0"]
    assert grid.marks.looks == {
        (0, 0): Look(figures=3),
        (0, 1): Look(figures=7),
        (0, 2): Look(is_power=True),
    }


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("B12", (11, 1)),
        ("XFD1048576", (1048575, 16383)),
        ("B12345678", None),
        ("XFD1048576" + "0" * 10_000, None),
        ("", None),
    ],
)
def test_an_address_is_a_place_however_long_a_file_writes_it(
    address: str, place: tuple[int, int] | None
) -> None:
    assert place_of(address) == place
