"""Of which year a table is («год таблицы»): as it says itself, else as a person said of it."""

from collections.abc import Collection, Iterator

from data_model.periods import PeriodKind
from data_model.roadmap import Roadmap
from loaders.files.workbook import Workbook
from loaders.school_tables.table import Table
from loaders.tables.profile import LayoutProfile
from loaders.values import read_period


def year_of(
    table: Table, workbook: Workbook, known: Collection[int], profile: LayoutProfile, sha256: str
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


def is_told_as_school_year(table: Table, workbook: Workbook) -> bool:
    """«2020/21 уч. год» stands somewhere, and not only «2021»."""
    texts = (text for texts in _sources(table, workbook) for text in texts)
    return any(read_period(text).is_school_year for text in texts)


def is_asked_by_school_year(roadmap: Roadmap, questions: Collection[str], year: int) -> bool:
    """Whether some of these questions is about a school year."""
    using = (one.indicator for one in roadmap.activities if one.indicator.counted in questions)
    periods = (one.periods.get(year) for one in using)
    return any(one is not None and one.kind is PeriodKind.SCHOOL_YEAR for one in periods)


def _sources(table: Table, workbook: Workbook) -> Iterator[tuple[str, ...]]:
    yield table.above
    yield (table.grid.name,)
    yield (workbook.filename,)
    yield tuple(heading.text for heading in table.headings)
