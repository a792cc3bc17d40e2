"""Of which year a table is («год таблицы»): as it says itself, else as a person said of it."""

from collections import Counter
from collections.abc import Collection, Iterator

from data_model.roadmap import PeriodKind, Roadmap
from loaders.files.workbook import Workbook
from loaders.school_tables.table import SchoolTable
from loaders.tables.columns import first, placed
from loaders.tables.profile import LayoutProfile, Use
from loaders.values.reading import read_period


def year_of(
    table: SchoolTable,
    workbook: Workbook,
    known: Collection[int],
    profile: LayoutProfile,
    sha256: str,
) -> int | None:
    """The one year named over the table, by its sheet, its file or its headers, in this order.

    What a person said counts for that very file only: next year's table is another one.
    """
    for texts in _sources(table, workbook):
        named = {year for text in texts if (year := read_period(text).year) in known}
        if len(named) == 1:
            return named.pop()
    is_said = profile.year in known and profile.file in ("", sha256)
    return profile.year if is_said else None


def years_in_rows(table: SchoolTable, profile: LayoutProfile) -> tuple[int, ...]:
    """The years that the rows name in a column of their own, the commonest first."""
    column = first(tuple(placed(table, profile)), Use.YEAR)
    if column is None:
        return ()
    cells = (table.grid.cell(row, column) for row in table.rows())
    named = Counter(year for cell in cells if (year := read_period(cell.written).year))
    return tuple(year for year, _ in named.most_common())


def is_told_as_school_year(table: SchoolTable, workbook: Workbook) -> bool:
    """«2020/21 уч. год» stands somewhere, and not only «2021»."""
    texts = (text for texts in _sources(table, workbook) for text in texts)
    return any(read_period(text).is_school_year for text in texts)


def is_asked_by_school_year(roadmap: Roadmap, questions: Collection[str], year: int) -> bool:
    """Whether these questions are about a school year, all of them."""
    using = (one.indicator for one in roadmap.activities if one.indicator.counted in questions)
    periods = [one.periods.get(year) for one in using]
    kinds = [one.kind for one in periods if one is not None]
    return bool(kinds) and all(kind is PeriodKind.SCHOOL_YEAR for kind in kinds)


def _sources(table: SchoolTable, workbook: Workbook) -> Iterator[tuple[str, ...]]:
    yield table.above
    yield (table.grid.name,)
    yield (workbook.filename,)
    yield tuple(heading.text for heading in table.headings)
