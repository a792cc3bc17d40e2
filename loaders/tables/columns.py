"""The columns of a table by a profile («столбцы по соответствию»): known by their headers."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from loaders.school_tables.headers import header_key
from loaders.school_tables.table import SchoolTable
from loaders.tables.profile import ColumnUse, LayoutProfile, Use


@dataclass(frozen=True, slots=True)
class PlacedColumn:
    """A column of a profile and where it stands in this table, counted from 0."""

    use: ColumnUse
    column: int


def placed(table: SchoolTable, profile: LayoutProfile) -> Iterator[PlacedColumn]:
    """Every column that is read. Equal headers are told apart by their order."""
    places: dict[str, list[int]] = defaultdict(list)
    for heading in table.headings:
        places[heading.key].append(heading.column)
    turns: dict[str, int] = defaultdict(int)
    for use in profile.columns:
        key = header_key(use.header)
        columns = places.get(key, [])
        if columns:
            turn = min(turns[key], len(columns) - 1)
            turns[key] += 1
            yield PlacedColumn(use, columns[turn])


def first(columns: tuple[PlacedColumn, ...], use: Use) -> int | None:
    """The column of a use; None where the table has none."""
    return next((one.column for one in columns if one.use.use is use), None)
