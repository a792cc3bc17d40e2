"""The analytical workbook and the tables of pages, read back from their bytes."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pandas as pd
import pytest

from indicators.plan_fact import plan_fact
from reports import FORMATS, collect, composed, table_workbook, write
from reports.compose.workbook import remarks_table
from reports.summary import Chart, ChartStyle, Section, Series, Table, TableCell, TableColumn
from tests.reports.district import TRICKY, a_district


@pytest.fixture(scope="module")
def workbook():
    return openpyxl.load_workbook(BytesIO(write("workbook", "xlsx", a_district(), 2022)))


def column(sheet, head: str) -> dict[str, object]:
    """Values of one column by the name of the row; heads stand in the fourth row."""
    heads = [cell.value for cell in sheet[4]]
    name, wanted = heads.index("Показатель"), heads.index(head)
    return {row[name].value: row[wanted].value for row in sheet.iter_rows(min_row=5)}


def test_the_sheets_are_named_after_what_they_hold(workbook):
    expected = [
        "Сводка",
        "Динамика",
        "Школы и показатели",
        "Показатель 8",
        "Показатель 9",
        "По школам",
    ]
    assert workbook.sheetnames == [*expected, "Отчёты", "Замечания", "Показатели"]


def test_numbers_are_numbers_and_agree_with_plan_fact(workbook):
    row = plan_fact(a_district()).numbered(2022, "9")
    assert column(workbook["Сводка"], "Числитель")["Билет в будущее"] == row.numerator
    assert column(workbook["Сводка"], "Нижняя граница")["Билет в будущее"] == row.lower


def test_a_formula_carries_its_value(workbook):
    content = BytesIO(write("workbook", "xlsx", a_district(), 2022))
    values = openpyxl.load_workbook(content, data_only=True)["Сводка"]
    formula = column(workbook["Сводка"], "Факт")["Билет в будущее"]
    assert formula.startswith("=IF(")
    assert column(values, "Факт")["Билет в будущее"] == pytest.approx(100 * 282 / 594)


def test_every_sheet_has_a_frozen_head_and_prints_landscape_on_a4(workbook):
    for sheet in workbook:
        assert sheet.freeze_panes is not None
        assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)


def test_a_name_full_of_signs_stands_literally_and_is_no_formula(workbook):
    cells = [cell for sheet in workbook for row in sheet for cell in row if cell.value == TRICKY]
    assert cells
    assert {cell.data_type for cell in cells} == {"s"}


def test_the_traffic_light_has_a_sign_and_a_word(workbook):
    verdicts = column(workbook["Сводка"], "Оценка")
    assert verdicts["РМО для заместителей по ВР"] == "✓\u00a0выполнено"
    assert verdicts["Онлайн-уроки «ПроеКтория»"] == "½\u00a0выполнено частично"


def test_charts_are_native_and_have_a_description():
    archive = ZipFile(BytesIO(write("workbook", "xlsx", a_district(), 2022)))
    assert sum(name.startswith("xl/charts/chart") for name in archive.namelist()) == 4
    drawings = [archive.read(name) for name in archive.namelist() if "drawings/drawing" in name]
    assert all(b'descr="' in drawing for drawing in drawings)


def test_a_table_of_a_page_keeps_numbers_and_texts_apart():
    frame = pd.DataFrame(
        {"Школа": ["=1+1", "https://школа"], "Факт": [35.25, None], "Есть": [True, False]}
    )
    sheet = openpyxl.load_workbook(BytesIO(table_workbook(frame, "Проба & <т>"))).active
    assert [[cell.value for cell in row] for row in sheet] == [
        ["Школа", "Факт", "Есть"],
        ["=1+1", 35.25, "да"],
        ["https://школа", None, "нет"],
    ]
    assert sheet["A2"].data_type == "s"


SUMMARY = composed("workbook", collect(a_district(), 2022))


def printed(*tables: Table) -> openpyxl.Workbook:
    """A workbook with a sheet for each table, read back."""
    sections = tuple(Section(f"{n}", f"Лист {n}", (one,)) for n, one in enumerate(tables))
    content = FORMATS["xlsx"].write(replace(SUMMARY, sections=sections))
    return openpyxl.load_workbook(BytesIO(content))


def schools(number: int) -> Table:
    rows = tuple(
        (TableCell(f"Школа {one}"), TableCell("50,0\u00a0%", 50.0)) for one in range(number)
    )
    return Table("Школы", (TableColumn("Школа", 6.0), TableColumn("Факт", 2.0)), rows)


def test_a_table_hardly_longer_than_a_page_is_printed_on_one():
    short, longer, long = printed(schools(30), schools(34), schools(90)).worksheets
    heights = [sheet.page_setup.fitToHeight for sheet in (short, longer, long)]
    assert [1 if one is None else int(one) for one in heights] == [1, 1, 0]


def test_the_summary_of_the_district_is_not_shrunk_beyond_reading(workbook):
    widths = [column.width for column in workbook["Сводка"].column_dimensions.values()]
    points = sum(0.75 * (7 * width + 5) for width in widths)
    assert 770 / points > 0.63


def test_a_cell_shows_as_many_decimals_as_its_text():
    texts = (
        "55,0\u00a0%, точнее 54,96\u00a0%",
        "54,0\u00a0%",
        "−0,04\u00a0п.\u00a0п.",
        "55\u00a0%",
    )
    values = (100 * 227 / 413, 54.0, -0.04, 55.0)
    row = tuple(TableCell(text, value) for text, value in zip(texts, values, strict=True))
    columns = tuple(TableColumn(f"Столбец {number}") for number in range(4))
    sheet = printed(Table("Доли", columns, (row,))).active
    formats = [cell.number_format for cell in sheet[5]]
    assert [one.count("0.00") > 0 for one in formats] == [True, False, True, False]
    assert formats[3].startswith('0"')


def test_a_chart_writes_its_values_with_the_decimals_of_its_labels():
    labels = ("55\u00a0%", "54,96\u00a0%")
    fact = Series("Факт", (55.0, 54.957), labels)
    chart = Chart(ChartStyle.SCHOOLS, "", "", "%", ("План", "Школа"), (fact,))
    assert chart.number_format == "0.00"
    assert replace(chart, series=(Series("Факт", (55.0,), labels[:1]),)).number_format == "0.0"


def test_a_note_below_a_table_is_no_wider_than_the_table(workbook):
    """Длинное примечание не растягивает печать: оно стоит в столбцах таблицы, на всю их ширину."""
    for name in ("Сводка", "Показатель 9", "Школы и показатели"):
        sheet = workbook[name]
        notes = [
            row for row in sheet.iter_rows(min_row=5, max_col=1) if len(str(row[0].value)) > 90
        ]
        merged = {area.min_row: area.max_col for area in sheet.merged_cells.ranges}
        assert notes
        for (cell,) in notes:
            assert merged[cell.row] > 3
            assert cell.alignment.wrap_text


def test_a_row_of_wrapped_text_is_as_high_as_its_lines():
    """Длинный текст ячейки не наползает на строку под ним."""
    frame = pd.DataFrame({"пояснение": ["кратко", "слово " * 40]})
    sheet = openpyxl.load_workbook(BytesIO(table_workbook(frame, "Проба"))).active
    tall = [sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1)]
    assert tall.count(None) == sheet.max_row - 1
    assert max(one or 0 for one in tall) >= 60


def test_where_there_are_no_remarks_the_sheet_says_so():
    """Лист замечаний без строк не пуст: сказано, что замечаний нет."""
    material = collect(a_district(), 2022)
    nothing = replace(material, snapshot=replace(material.snapshot, problems=()))
    assert remarks_table(nothing).note == "Замечаний к отчётам нет."


def test_no_word_of_a_title_is_broken_by_a_narrow_column():
    columns = (TableColumn("Отставание", 0.9), TableColumn("Неопределившиеся выпускники"))
    sheet = printed(Table("Доли", columns, ((TableCell("1"), TableCell("2")),))).active
    assert sheet.column_dimensions["A"].width > len("Отставание")
    assert sheet.column_dimensions["B"].width > len("Неопределившиеся")


def test_the_rows_of_the_roadmap_are_printed_on_one_page(workbook):
    """Последняя строка карты не остаётся одна на втором листе."""
    assert workbook["Показатели"].page_setup.fitToHeight in {None, 1, "1"}
