"""Reading a consolidated table («сводная таблица»): one row for each school."""

from collections.abc import Iterator

from loaders.files.workbook import Cell
from loaders.forms.layout import Slot
from loaders.registers.school_names import looks_like_a_name
from loaders.school_tables.headers import TOTAL_ROW, header_key
from loaders.school_tables.table import SchoolTable
from loaders.tables.columns import PlacedColumn, first, placed
from loaders.tables.moments import moment_of
from loaders.tables.profile import LayoutProfile, Use
from loaders.tables.schools import Schools
from loaders.tables.share import Share


def shares_of_rows(table: SchoolTable, profile: LayoutProfile, schools: Schools) -> Iterator[Share]:
    """One share for each row of a school; totals, titles and notes are no schools."""
    columns = tuple(placed(table, profile))
    for row in table.rows():
        share = _share(table, row, columns, schools)
        if not _is_total(table, row) and not _is_no_school(share):
            yield share


def _share(
    table: SchoolTable, row: int, columns: tuple[PlacedColumn, ...], schools: Schools
) -> Share:
    at_school, at_code = first(columns, Use.SCHOOL), first(columns, Use.CODE)
    name = table.grid.cell(row, at_school) if at_school is not None else None
    code = table.grid.cell(row, at_code) if at_code is not None else None
    org = schools.find(name.written if name else "", code.written if code else "")
    place = name if name and not name.is_empty else code or table.grid.cell(row, 0)
    cells = {
        Slot(one.use.question, grade=one.use.grade): table.grid.cell(row, one.column)
        for one in columns
        if one.use.use is Use.ANSWER
    }
    totals, percents = (
        {
            one.use.question: table.grid.cell(row, one.column)
            for one in columns
            if one.use.use is use
        }
        for use in (Use.TOTAL, Use.PERCENT)
    )
    at_moment, at_year = first(columns, Use.MOMENT), first(columns, Use.YEAR)
    moment = moment_of(table.grid.cell(row, at_moment)) if at_moment is not None else None
    year = table.grid.cell(row, at_year) if at_year is not None else None
    return Share(org, place, cells, totals, percents, moment=moment, year=year)


def _is_total(table: SchoolTable, row: int) -> bool:
    """«Итого» in any text of the row."""
    texts = (cell.value for cell in _cells(table, row))
    return any(isinstance(one, str) and TOTAL_ROW.fullmatch(header_key(one)) for one in texts)


def _cells(table: SchoolTable, row: int) -> Iterator[Cell]:
    return (table.grid.cell(row, column) for column in range(len(table.grid.rows[row])))


def _is_no_school(share: Share) -> bool:
    """A note or a group title: it names no school and has no number."""
    return share.is_empty and share.org is None and not looks_like_a_name(share.place.written)
