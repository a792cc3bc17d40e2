"""Files («файлы»): archives and workbooks, in which the same data make the same bytes."""

from collections.abc import Iterable
from datetime import date, datetime
from io import BytesIO
from math import ceil
from zipfile import ZIP_DEFLATED, ZipInfo

import pandas as pd
import xlsxwriter
from pandas.api.types import is_bool, is_number

from charts.palette import PRINT

FIXED_TIME = (1980, 1, 1, 0, 0, 0)


def member(name: str) -> ZipInfo:
    """A member with a fixed time, so that the same data give the same bytes."""
    described = ZipInfo(name, FIXED_TIME)
    described.compress_type = ZIP_DEFLATED
    return described


LINE = 15
"""Points of a line; not every office suite finds the height of a row by itself."""
WIDEST = 66
"""Characters: a checksum stands on one line."""
NARROWEST = 8
ROW_LIMIT = 1_048_575
"""Rows of an Excel sheet below its head."""


def table_workbook(frame: pd.DataFrame, title: str) -> bytes:
    """A frame as an .xlsx of one sheet: frozen head, filter, numbers as numbers.

    Column names become the head. Strings are never formulas; a missing value is an empty
    cell. The title stands in the header of the printed page and in the properties.
    """
    target = BytesIO()
    with open_workbook(target, title) as workbook:
        sheet = workbook.add_worksheet("Таблица")
        write_frame(workbook, sheet, frame)
        landscape(sheet, title)
    return target.getvalue()


def open_workbook(target: BytesIO, title: str) -> xlsxwriter.Workbook:
    """A workbook in which no string turns into a formula, a link or a number."""
    workbook = xlsxwriter.Workbook(
        target,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "nan_inf_to_errors": False,
        },
    )
    workbook.set_properties({"title": title})
    return workbook


def write_frame(
    workbook: xlsxwriter.Workbook,
    sheet: xlsxwriter.worksheet.Worksheet,
    frame: pd.DataFrame,
    top: int = 0,
) -> None:
    """A frame from row ``top`` of a sheet, with a frozen head and a filter."""
    head = workbook.add_format(HEAD)
    styles = {"date": workbook.add_format({"num_format": "dd.mm.yyyy", "valign": "top"})}
    styles["text"] = workbook.add_format({"text_wrap": True, "valign": "top"})
    styles["number"] = workbook.add_format({"valign": "top"})
    lines: dict[int, int] = {}
    for number, name in enumerate(frame.columns):
        values = frame[name].tolist()
        width = _width(str(name), values)
        sheet.set_column(number, number, width)
        sheet.write_string(top, number, str(name), head)
        for row, value in enumerate(values, start=top + 1):
            put(sheet, row, number, value, styles)
            if isinstance(value, str) and len(value) > width - 2:
                lines[row] = max(lines.get(row, 1), ceil(len(value) / (width - 2)))
    for row, many in lines.items():
        sheet.set_row(row, LINE * many)
    sheet.freeze_panes(top + 1, 1)
    if len(frame.columns):
        sheet.autofilter(top, 0, top + len(frame), len(frame.columns) - 1)


def put(
    sheet: xlsxwriter.worksheet.Worksheet,
    row: int,
    column: int,
    value: object,
    styles: dict[str, xlsxwriter.format.Format],
) -> None:
    """One cell by the type of its value."""
    if _is_missing(value):
        return
    if is_bool(value):
        sheet.write_string(row, column, "да" if value else "нет", styles["text"])
    elif isinstance(value, date | datetime):
        sheet.write_datetime(row, column, value, styles["date"])
    elif is_number(value):
        sheet.write_number(row, column, value, styles["number"])
    else:
        sheet.write_string(row, column, str(value), styles["text"])


def landscape(sheet: xlsxwriter.worksheet.Worksheet, title: str, repeat: int = 0) -> None:
    """A4 landscape, one page wide, head repeated, pages numbered."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, repeat)
    sheet.set_header(f"&L{title.replace('&', '&&')[:120]}")
    sheet.set_footer("&RЛист &P из &N")


def _is_missing(value: object) -> bool:
    return value is None or value is pd.NA or value is pd.NaT or value != value


def _width(head: str, values: Iterable[object]) -> int:
    longest = max([len(head) + 3, *(len(str(value)) + 2 for value in values if value is not None)])
    return max(NARROWEST, min(WIDEST, longest))


HEAD = {
    "bold": True,
    "font_color": "#FFFFFF",
    "bg_color": PRINT.title,
    "text_wrap": True,
    "valign": "vcenter",
    "align": "center",
    "border": 1,
    "border_color": PRINT.rule,
}
