"""Writer of workbooks (.xlsx): a section is a sheet, numbers are numbers, charts are native."""

from dataclasses import dataclass, field
from io import BytesIO
from math import ceil

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from charts.palette import PRINT
from data_model.compliance import Status
from reports.files import HEAD, landscape, open_workbook
from reports.summary import (
    Chart,
    ChartStyle,
    Place,
    Recommendations,
    Section,
    Summary,
    Table,
    TableCell,
    TableColumn,
    as_table,
    decimals,
)

UNIT_WIDTH = 9.5
"""Characters of a column whose width is 1."""
LINE = 15.0
"""Height of a line of text, points."""
TOP = 3
"""Row of the first head: title, data stamp and an empty row stand above."""
PAPER = (770.0, 500.0)
"""Points of width and height that a landscape A4 leaves to a sheet."""
A_LITTLE_MORE = 1.35
"""Pages of a table that is still printed on one: so no last line stands on a page alone."""
MOST_ROWS_OF_A_PAGE = 75
"""A sheet with charts up to this length is printed on one page, so that none is cut."""
NUMBER_FORMATS = (
    ("п.\u00a0п.", '+0.0"\u00a0п.\u00a0п.";\u22120.0"\u00a0п.\u00a0п.";0.0"\u00a0п.\u00a0п."'),
    ("%", '0.0"\u00a0%"'),
    ("чел.", '#,##0"\u00a0чел."'),
)
"""How a number looks, by the unit that its text ends with."""
FORBIDDEN_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
NAME_LIMIT = 31


@dataclass
class Styles:
    """Formats of one workbook, made once each."""

    workbook: xlsxwriter.Workbook
    made: dict[tuple[tuple[str, object], ...], Format] = field(default_factory=dict)

    def of(self, **properties: object) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in self.made:
            self.made[key] = self.workbook.add_format(dict(key))
        return self.made[key]


def write(summary: Summary) -> bytes:
    """A summary as a workbook."""
    target = BytesIO()
    with open_workbook(target, summary.title) as workbook:
        workbook.set_properties(
            {"title": summary.title, "subject": summary.form, "comments": _stamp(summary)}
        )
        styles = Styles(workbook)
        for section in summary.sections:
            _sheet(workbook, styles, summary, section)
    return target.getvalue()


def _stamp(summary: Summary) -> str:
    return " ".join(summary.stamp.of_data())


def _sheet(
    workbook: xlsxwriter.Workbook, styles: Styles, summary: Summary, section: Section
) -> None:
    name = section.title.translate(FORBIDDEN_IN_NAMES).strip()[:NAME_LIMIT]
    sheet = workbook.add_worksheet(name)
    sheet.write_string(0, 0, summary.title, styles.of(bold=True, font_size=14))
    _stamp_row(sheet, styles, summary, section)
    row, tables = TOP, 0
    for block in section.blocks:
        if isinstance(block, Recommendations):
            block = as_table(block)
        if isinstance(block, Table):
            row = _table(sheet, styles, block, row, first=not tables)
            tables += 1
        elif isinstance(block, Chart):
            row = _chart(workbook, sheet, styles, block, row)
        elif isinstance(block, Place):
            continue
        else:
            sheet.write_string(row, 0, block.text)
            row += 1
    landscape(sheet, summary.title, repeat=TOP)
    _onto_paper(sheet, section, row)


def _onto_paper(sheet: Worksheet, section: Section, rows: int) -> None:
    """One page where hardly more is needed."""
    charts = any(isinstance(block, Chart) for block in section.blocks)
    tables = [block for block in section.blocks if isinstance(block, Table)]
    if (charts and rows <= MOST_ROWS_OF_A_PAGE) or (not charts and _is_a_page(tables)):
        sheet.fit_to_pages(1, 1)


def _is_a_page(tables: list[Table]) -> bool:
    """Whether the only table takes one page, or hardly more."""
    if len(tables) != 1:
        return False
    columns, rows = tables[0].columns, tables[0].rows
    tall = sum(_height(cells, columns) for cells in rows) + (TOP + 3) * LINE
    return tall * _scale(columns) <= A_LITTLE_MORE * PAPER[1]


def _scale(columns: tuple[TableColumn, ...]) -> float:
    """How much the columns shrink to the width of a page."""
    wide = sum(0.75 * (7 * _wide(column) + 5) for column in columns)
    return min(1.0, PAPER[0] / wide)


def _stamp_row(sheet: Worksheet, styles: Styles, summary: Summary, section: Section) -> None:
    """The stamp of the data across the first table, so that it does not widen the print."""
    table = next((block for block in section.blocks if isinstance(block, Table)), None)
    columns = table.columns if table else (TableColumn("", 10.0), TableColumn(""))
    if table is None:
        _columns(sheet, columns)
    _across(sheet, styles, 1, _stamp(summary), columns)


def _across(
    sheet: Worksheet, styles: Styles, row: int, text: str, columns: tuple[TableColumn, ...]
) -> None:
    """A text over all columns of a table, in as many lines as it takes: print grows no wider."""
    look = styles.of(font_color=PRINT.muted, text_wrap=True, valign="top")
    if len(columns) > 1:
        sheet.merge_range(row, 0, row, len(columns) - 1, text, look)
    else:
        sheet.write_string(row, 0, text, look)
    room = sum(map(_wide, columns))
    sheet.set_row(row, LINE * ceil(len(text) / room))


def _height(cells: tuple[TableCell, ...], columns: tuple[TableColumn, ...]) -> float:
    """Height of a row with wrapped texts: not every office suite finds it by itself.

    A number is never wrapped.
    """
    return LINE * max(
        1 if cell.value is not None else _lines(cell.text, _wide(column) - 1)
        for cell, column in zip(cells, columns, strict=True)
    )


def _lines(text: str, room: float) -> int:
    """Lines that a text takes when it is broken between words."""
    lines, used = 1, 0
    for word in text.split():
        if used and used + 1 + len(word) > room:
            lines, used = lines + 1, 0
        used += len(word) + (1 if used else 0)
        lines, used = lines + int(used // room), int(used % room)
    return lines


def _table(sheet: Worksheet, styles: Styles, table: Table, top: int, *, first: bool) -> int:
    """A table from row ``top``; the first of a sheet is frozen and filtered."""
    if first:
        top = TOP
        _columns(sheet, table.columns)
        sheet.freeze_panes(top + 1, _frozen(table.columns))
        sheet.autofilter(top, 0, top + len(table.rows), len(table.columns) - 1)
    else:
        sheet.write_string(top, 0, table.caption, styles.of(bold=True))
        top += 1
    for number, column in enumerate(table.columns):
        sheet.write_string(top, number, column.title, styles.of(**HEAD))
    heads = tuple(TableCell(column.title + "   ") for column in table.columns)
    sheet.set_row(top, max(2 * LINE, _height(heads, table.columns)))
    for row, cells in enumerate(table.rows, start=top + 1):
        strong = row - top - 1 in table.strong
        sheet.set_row(row, _height(cells, table.columns))
        for number, (cell, column) in enumerate(zip(cells, table.columns, strict=True)):
            _cell(sheet, styles, (row, number), cell, column, strong)
    row = top + len(table.rows) + 1
    if table.note:
        _across(sheet, styles, row, table.note, table.columns)
    return row + 2


def _columns(sheet: Worksheet, columns: tuple[TableColumn, ...]) -> None:
    for number, column in enumerate(columns):
        sheet.set_column(number, number, _wide(column))


def _wide(column: TableColumn) -> float:
    """Characters of a column: as wished, and no word of its title is broken."""
    longest = max(map(len, column.title.split()), default=0)
    return max(5, column.width * UNIT_WIDTH, longest + 3)


def _frozen(columns: tuple[TableColumn, ...]) -> int:
    """The columns up to the name of the row stay in sight."""
    return 2 if columns[0].width < 2 < len(columns) else 1


def _cell(
    sheet: Worksheet,
    styles: Styles,
    at: tuple[int, int],
    cell: TableCell,
    column: TableColumn,
    strong: bool,
) -> None:
    look = _look(cell, column, strong)
    if cell.value is None:
        sheet.write_string(*at, cell.text, styles.of(**look))
        return
    style = styles.of(**look, num_format=_number_format(cell))
    if cell.ratio is None or not _has_ratio(cell):
        sheet.write_number(*at, cell.value, style)
        return
    counted, whole = (xl_rowcol_to_cell(at[0], part) for part in cell.ratio)
    sheet.write_formula(*at, f'=IF({whole}>0,100*{counted}/{whole},"")', style, cell.value)


def _has_ratio(cell: TableCell) -> bool:
    return cell.ratio is not None and cell.text.endswith("%")


def _decimals(cell: TableCell, whole: bool) -> str:
    """None for what was promised, else one, or as many as the text has."""
    if whole and "," not in cell.text:
        return "0"
    return "0." + "0" * max(1, decimals(cell.text))


def _number_format(cell: TableCell) -> str:
    whole = float(cell.value or 0).is_integer() and cell.ratio is None
    for unit, pattern in NUMBER_FORMATS:
        if cell.text.endswith(unit):
            return pattern.replace("0.0", _decimals(cell, whole))
    return "#,##" + _decimals(cell, whole)


def _look(cell: TableCell, column: TableColumn, strong: bool) -> dict[str, object]:
    look: dict[str, object] = {
        "valign": "top",
        "text_wrap": True,
        "border": 1,
        "border_color": PRINT.rule,
        "align": column.align,
        "bold": strong,
    }
    if column.align == "left":
        look["indent"] = 1
    if cell.status is not None:
        look["font_color"] = PRINT.inks[cell.status]
        if cell.status in PRINT.fills:
            look["bg_color"] = PRINT.fills[Status(cell.status)]
    return look


def _chart(
    workbook: xlsxwriter.Workbook, sheet: Worksheet, styles: Styles, chart: Chart, row: int
) -> int:
    """The data of a chart as a small table, and the native chart beside it."""
    sheet.write_string(row, 0, chart.caption, styles.of(bold=True))
    head = row + 1
    sheet.write_string(head, 0, "Период" if chart.look is ChartStyle.PLAN_FACT else "Организация")
    for number, series in enumerate(chart.series, start=1):
        title = f"{series.name}, {chart.unit}"
        sheet.write_string(head, number, title, styles.of(align="right"))
        for line, value in enumerate(series.values, start=head + 1):
            if value is not None:
                sheet.write_number(line, number, value, styles.of(num_format=chart.number_format))
    for line, category in enumerate(chart.categories, start=head + 1):
        sheet.write_string(line, 0, category)
    drawn = _drawn(workbook, sheet, chart, head)
    sheet.insert_chart(head, 4, drawn, {"description": chart.alt, "object_position": 1})
    return head + max(len(chart.categories) + 3, 16 if len(chart.categories) < 12 else 30)


def _drawn(
    workbook: xlsxwriter.Workbook, sheet: Worksheet, chart: Chart, head: int
) -> xlsxwriter.chart.Chart:
    kind = "column" if chart.look is ChartStyle.PLAN_FACT else "bar"
    drawn = workbook.add_chart({"type": kind})
    last = head + len(chart.categories)
    fills = [PRINT.plan, PRINT.accent] if len(chart.series) > 1 else [PRINT.accent]
    for number, (series, fill) in enumerate(zip(chart.series, fills, strict=True), start=1):
        drawn.add_series(
            {
                "name": series.name,
                "categories": [sheet.name, head + 1, 0, last, 0],
                "values": [sheet.name, head + 1, number, last, number],
                "fill": {"color": fill},
                "gap": 60,
                "points": _points(chart, fill),
                "data_labels": {"value": True, "num_format": f"[$-419]{chart.number_format}"},
            }
        )
    drawn.set_title({"name": chart.caption, "name_font": {"size": 11}})
    drawn.set_y_axis({"num_format": "[$-419]0", "major_gridlines": {"visible": True}, "min": 0})
    drawn.set_x_axis({"num_font": {"size": 9}, "min": 0})
    drawn.set_legend({"none": len(chart.series) == 1, "position": "bottom"})
    drawn.set_size({"width": 620, "height": 270 if len(chart.categories) < 12 else 560})
    if kind == "bar":
        drawn.set_y_axis({"reverse": True, "num_font": {"size": 9}})
        drawn.set_x_axis({"min": 0, "num_format": "[$-419]0"})
    return drawn


def _points(chart: Chart, fill: str) -> list[dict[str, object] | None]:
    """The bars of the plan and of the district differ from those of the schools."""
    if chart.look is ChartStyle.PLAN_FACT:
        return []
    return [{"fill": {"color": PRINT.plan}}, {"fill": {"color": PRINT.ink}}]
