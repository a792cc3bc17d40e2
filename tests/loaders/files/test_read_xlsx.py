"""The pass over the markup tells what calamine does not: hollow cells, and what fonts mean."""

import pytest

from loaders.files.reader import cleaned_grid
from loaders.files.workbook import Grid, Hollow, Look, Marks
from loaders.files.worker_pool import read_workbook
from tests.loaders.files.books import (
    HEAD,
    MAIN,
    SHEET,
    SKELETON,
    STRINGS,
    book,
    cell,
    row,
    sheet,
    zipped,
)

RULES = (
    '<dataValidations><dataValidation type="list"><formula1>Да</formula1></dataValidation>'
    "</dataValidations>"
)


def test_lists_to_choose_from_make_no_formula_of_the_last_cell() -> None:
    text = sheet(row(1, cell("A1"), '<c r="B1" s="0"/>'))
    content = book(parts={SHEET: text.replace("</worksheet>", f"{RULES}</worksheet>")})
    grid = read_workbook(content).sheets[0]
    assert [grid.cell(0, column).value for column in (0, 1)] == [1.0, None]


def test_formulas_and_errors_are_found_beside_each_other() -> None:
    cells = (
        cell("A1", "<f>1+1</f>"),
        cell("B1", "<f>1/0</f><v>#DIV/0!</v>", 't="e"'),
        cell("C1", "<f>2+2</f><v>4</v>"),
        '<c r="D1"/>',
    )
    grid = read_workbook(book(row(1, *cells))).sheets[0]
    values = [grid.cell(0, column).value for column in range(4)]
    assert values == [Hollow(), Hollow("#ДЕЛ/0!"), 4.0, None]


def test_a_formula_without_a_result_is_found_where_nothing_else_is_wrong() -> None:
    grid = read_workbook(book(row(1, cell("A1"), cell("B1", "<f>A1</f>"), cell("C1")))).sheets[0]
    assert [grid.cell(0, column).value for column in range(3)] == [1.0, Hollow(), 1.0]


def single_quoted(markup: str) -> str:
    for before, after in ("=", ""), ("", " "), ("", "/"), ("", ">"), ("", "?"):
        markup = markup.replace(f'{before}"{after}', f"{before}'{after}")
    return markup


@pytest.mark.parametrize("kept", ["<f>A1='x'</f>", "<f>IF(A1=&quot;&quot;,'Л 1'!A1,\"б\")</f>"])
def test_attributes_in_single_quotes_hide_no_formula(kept: str) -> None:
    """XML lets a program write them either way."""
    text = sheet(row(1, cell("A1"), cell("B1", kept), cell("C1", "<v>#N/A</v>", 't="e"')))
    single = single_quoted(text.replace(kept, "|")).replace("|", kept)
    grid = read_workbook(book(parts={SHEET: single})).sheets[0]
    assert [grid.cell(0, column).value for column in range(3)] == [1.0, Hollow(), Hollow("#Н/Д")]


PLAIN, LINE, RAISED = "", "<rPr><strike/></rPr>", '<rPr><vertAlign val="superscript"/></rPr>'


def runs(*properties: str) -> str:
    return "".join(f"<r>{one}<t>а</t></r>" for one in properties)


def marks_of(cells: str, texts: str = "", fonts: str = "") -> Marks:
    """The marks of a sheet whose cell styles have these fonts, one after the other."""
    styles = "".join(f'<xf fontId="{n}"/>' for n in range(fonts.count("<font>")))
    parts = {
        STRINGS: f'{HEAD}<sst xmlns="{MAIN}">{texts}</sst>',
        "xl/styles.xml": f'{HEAD}<styleSheet xmlns="{MAIN}"><fonts>{fonts}</fonts>'
        f"<cellXfs>{styles}</cellXfs></styleSheet>",
        SHEET: sheet(row(1, cells)),
    }
    return read_workbook(book(parts=parts)).sheets[0].marks


def test_text_that_is_struck_out_or_raised_by_the_font_of_its_cell() -> None:
    fonts = (
        "<font><sz/></font><font><strike/></font>"
        '<font><vertAlign val="superscript"/></font><font><strike val="0"/></font>'
    )
    cells = "".join(cell(f"{letter}1", attributes=f's="{n}"') for n, letter in enumerate("ABCD"))
    marks = marks_of(cells, fonts=fonts)
    assert marks.looks == {(0, 1): Look(is_struck=True)}


@pytest.mark.parametrize("is_shared", [True, False])
def test_text_that_is_struck_out_or_raised_in_pieces(is_shared: bool) -> None:
    texts = [runs(PLAIN), runs(LINE, LINE), runs(PLAIN, LINE), runs(PLAIN, RAISED)]
    inner = [f"<v>{n}</v>" if is_shared else f"<is>{text}</is>" for n, text in enumerate(texts)]
    kind = 't="s"' if is_shared else 't="inlineStr"'
    cells = "".join(
        cell(f"{letter}1", one, kind) for letter, one in zip("ABCD", inner, strict=True)
    )
    marks = marks_of(cells, "".join(f"<si>{text}</si>" for text in texts))
    assert marks.looks == {
        (0, 1): Look(is_struck=True),
        (0, 2): Look(is_partly_struck=True),
        (0, 3): Look(footnote="а"),
    }


def test_a_hollow_cell_is_found_whatever_prefix_its_program_uses() -> None:
    text = f'<x:c xmlns:x="{MAIN}" r="B1"><x:f>1+1</x:f></x:c>'
    grid = read_workbook(book(row(1, cell("A1"), text))).sheets[0]
    assert grid.cell(0, 1).value == Hollow()


def test_a_hollow_cell_is_found_whatever_case_the_names_of_parts_have() -> None:
    parts = {**SKELETON, SHEET.replace("sheet1", "Sheet1"): sheet(row(1, cell("A1", "<f>1+1</f>")))}
    assert read_workbook(zipped(parts)).sheets[0].cell(0, 0).value == Hollow()


def test_a_sheet_cleaned_of_what_no_database_keeps_has_its_marks_still() -> None:
    marks = Marks(hidden_rows={0}, looks={(0, 1): Look(is_struck=True)})
    cleaned = cleaned_grid(Grid("Лист\x01", [["а\x07б", 5, None]], marks))
    assert (cleaned.name, cleaned.rows, cleaned.marks) == ("Лист", [["аб", 5, None]], marks)
