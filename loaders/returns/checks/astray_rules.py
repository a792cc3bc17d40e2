"""What is typed where nobody reads («мимо ячеек»): named with its cells, never lost in silence."""

from collections.abc import Iterator

from loaders.files.workbook import Cell, Grid
from loaders.forms.layout import PART_OF_ROLE, ColumnRole, Slot
from loaders.returns.checks.rule import RuleBreach, Screening, at
from loaders.returns.locate import Header, find_header
from loaders.values.reading import plain, read_count, read_presence

A_YEAR_AGO = "год назад"
MOST_BESIDE = 3
"""Columns beside a table in which figures are looked for."""


def rows_have_their_code(screening: Screening) -> Iterator[RuleBreach]:
    """A row that was added or lost its code is read by nobody."""
    for grid, header in _tables(screening):
        for row in _rows_without_code(grid, header):
            typed = _typed(grid, header, row)
            if typed and not _label(grid, header, row).startswith(A_YEAR_AGO):
                yield at(typed[0], cells=_span(typed))


def answers_stand_in_this_years_row(screening: Screening) -> Iterator[RuleBreach]:
    """Figures in the row or column «год назад», while those of this year are empty.

    What the form itself prints there is what the school had answered then.
    """
    for grid, header in _tables(screening):
        code = ""
        for row in range(header.row + 1, len(grid.rows)):
            written = plain(grid.value(row, header.column(ColumnRole.CODE) or 0) or "")
            code = written or code
            is_row = not written and _label(grid, header, row).startswith(A_YEAR_AGO)
            typed = _a_year_ago(grid, header, row, is_row=is_row)
            if typed and _is_silent(screening, code) and _is_new(screening, code, typed):
                label = screening.label(Slot(code))
                yield at(typed[0][0], question=label, cells=_span([cell for cell, _ in typed]))


def nothing_stands_beside_the_table(screening: Screening) -> Iterator[RuleBreach]:
    """Figures in the row of a question, beyond its last column."""
    for grid, header in _tables(screening):
        last = max(column for column, _ in header.columns)
        for row in range(header.row + 1, len(grid.rows)):
            if not grid.value(row, header.column(ColumnRole.CODE) or 0):
                continue
            cells = (grid.cell(row, last + 1 + at) for at in range(MOST_BESIDE))
            typed = [cell for cell in cells if _is_figure(cell)]
            if typed:
                yield at(typed[0], cells=_span(typed))


def _tables(screening: Screening) -> Iterator[tuple[Grid, Header]]:
    for grid in screening.data_grids:
        header = find_header(grid)
        if header is not None:
            yield grid, header


def _rows_without_code(grid: Grid, header: Header) -> Iterator[int]:
    codes = header.column(ColumnRole.CODE) or 0
    rows = range(header.row + 1, len(grid.rows))
    return (row for row in rows if not plain(grid.value(row, codes) or ""))


def _label(grid: Grid, header: Header, row: int) -> str:
    column = header.column(ColumnRole.TEXT)
    return "" if column is None else plain(grid.value(row, column) or "")


def _typed(grid: Grid, header: Header, row: int) -> list[Cell]:
    """The filled cells under columns in which answers and documents are asked for."""
    cells = (grid.cell(row, column) for column, (role, _) in header.columns if role in PART_OF_ROLE)
    return [cell for cell in cells if not cell.is_empty]


def _a_year_ago(grid: Grid, header: Header, row: int, *, is_row: bool) -> list[tuple[Cell, int]]:
    """Filled cells of last year with their grades: a row of them, or the one column."""
    wanted = (ColumnRole.GRADE, ColumnRole.ANSWER) if is_row else (ColumnRole.PREVIOUS,)
    cells = (
        (grid.cell(row, column), grade)
        for column, (role, grade) in header.columns
        if role in wanted
    )
    return [(cell, grade) for cell, grade in cells if not cell.is_empty]


def _is_silent(screening: Screening, code: str) -> bool:
    """Whether the question is asked, and nothing is written in any of its cells."""
    cells = [cell for slot, cell in screening.located.cells.items() if slot.question == code]
    is_asked = any(one.code == code for one in screening.questions)
    return is_asked and bool(cells) and all(cell.is_empty for cell in cells)


def _is_new(screening: Screening, code: str, typed: list[tuple[Cell, int]]) -> bool:
    """Whether something else stands there than what the school had answered a year ago."""
    before = screening.form.last_year
    for cell, grade in typed:
        known = before.get((code, grade))
        value = read_count(cell).value
        if value is None:
            value = read_presence(cell).value
        if value is not None and (known is None or known.value != value):
            return True
    return False


def _is_figure(cell: Cell) -> bool:
    return isinstance(cell.value, int | float) and not isinstance(cell.value, bool)


def _span(cells: list[Cell]) -> str:
    first, last = cells[0], cells[-1]
    return first.address if first == last else f"{first.address}:{last.address}"
