"""Finding the tables of a workbook («поиск таблиц»): upright ones, and those on their side."""

from loaders.files.workbook import Workbook
from loaders.school_tables.table import SchoolTable, table_on
from loaders.tables.turned import turned_table


def tables_in(workbook: Workbook) -> tuple[SchoolTable, ...]:
    """Every table with schools, one of a sheet at most, the widest first."""
    found = [table for grid in workbook.sheets if (table := turned_table(grid) or table_on(grid))]
    return tuple(sorted(found, key=lambda one: (-len(one.headings), -len(one.grid.rows))))


def table_of(workbook: Workbook, fingerprint: str, sheet: str = "") -> SchoolTable | None:
    """The table with the headers of a profile; None where no sheet has them.

    Of several the one on the ``sheet`` that was chosen.
    """
    alike = [one for one in tables_in(workbook) if one.fingerprint == fingerprint]
    return next((one for one in alike if one.grid.name == sheet), next(iter(alike), None))
