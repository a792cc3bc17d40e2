"""Matrix («матрица»): verdicts as cells with a sign, a short number and the full words."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from data_model.compliance import Status
from indicators import wording
from indicators.plan_fact_row import PERSONS, PlanFactRow, RowMeasure

LATER = {"СОШ": 0, "ООШ": 1, "НОШ": 2, "филиал": 3}
"""Order of the groups by type of organisation."""
BEHIND, AHEAD, BY_NAME = "Сначала отстающие", "Сначала выполнившие", "По названию"
JUDGED = frozenset({Status.MET, Status.PARTLY, Status.MISSED})
NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """One cell of a map: where it stands, how it looks, what it says.

    ``key`` and ``column_key`` name the place and the row of the roadmap (or the year) for a
    click; ``status`` colours it; ``text`` stands in it, ``word`` under it, ``hover`` beside it.
    ``number`` stands under the name of the column, and on a telephone in its stead.
    """

    key: str
    name: str
    group: str
    column_key: str
    column: str
    status: Status
    text: str
    word: str
    hover: str
    number: str = ""


def school_matrix(
    rows: Iterable[PlanFactRow],
    district: Iterable[PlanFactRow],
    kinds: Mapping[str, str],
    order: str = BEHIND,
) -> tuple[MatrixCell, ...]:
    """Schools × rows of the roadmap of one year, the district on top.

    ``rows``: school rows of plan/fact, already chosen; ``district``: the district's rows;
    ``kinds``: code of an organisation -> its type. Groups by type, inside a group in one of
    ``ORDERS``.
    """
    ordered = in_order(rows, kinds, order)
    shown = {row.indicator for row in ordered}
    top = [row for row in district if row.indicator in shown]
    return (
        *(_numbered(row, "") for row in top),
        *(_numbered(row, kinds.get(row.org or "", "")) for row in ordered),
    )


@dataclass(frozen=True, slots=True)
class _School:
    """What schools are ordered by: misses, near misses, people missing, the share of met."""

    misses: int
    near: int
    people: int
    met: float
    name: str


ORDERS: dict[str, Callable[[_School], tuple[object, ...]]] = {
    BEHIND: lambda one: (-one.misses, -one.near, -one.people, one.name),
    AHEAD: lambda one: (-one.met, one.name),
    BY_NAME: lambda one: (one.name,),
}
"""What schools of one type are ordered by."""


def in_order(
    rows: Iterable[PlanFactRow], kinds: Mapping[str, str], order: str = BEHIND
) -> list[PlanFactRow]:
    """By type of organisation, inside a type as ``ORDERS`` says.

    Those behind: who has most misses first, then most near misses, then who misses most people:
    what is missing is counted by rows, for people, documents and hours make no sum. Those ahead:
    the greatest share of the verdicts met first; a school without any verdict comes last. A small
    base has no verdict and takes no part in either.
    """
    of: dict[str, list[PlanFactRow]] = {}
    for row in rows:
        of.setdefault(row.org or "", []).append(row)
    keys = {
        org: (LATER.get(kinds.get(org, ""), len(LATER)), ORDERS[order](_school(school)))
        for org, school in of.items()
    }
    return [row for org in sorted(of, key=lambda org: keys[org]) for row in of[org]]


def _school(rows: Sequence[PlanFactRow]) -> _School:
    verdicts = [wording.shown_status(row) for row in rows]
    judged = sum(verdict in JUDGED for verdict in verdicts)
    return _School(
        misses=verdicts.count(Status.MISSED),
        near=verdicts.count(Status.PARTLY),
        people=sum(int(row.deficit or 0) for row in rows if _is_of_people(row)),
        met=verdicts.count(Status.MET) / judged if judged else -1.0,
        name=by_number(rows[0].org_name),
    )


def _is_of_people(row: PlanFactRow) -> bool:
    """Whether people are missing, in a row whose verdict is said."""
    counts = row.counted_in if row.measure is RowMeasure.SHARE else row.unit
    return not wording.is_silent(row) and counts == PERSONS


def by_number(name: str) -> str:
    """A name to sort by, its numbers as numbers: № 2 stands before № 10; «ё» is «е»."""
    return NUMBER.sub(lambda found: found[0].zfill(6), name.casefold().replace("ё", "е"))


def years_matrix(rows: Iterable[PlanFactRow]) -> tuple[MatrixCell, ...]:
    """Rows of the roadmap × years of one place."""
    return tuple(
        cell_of(row, (row.indicator, wording.numbered(row)), "", (str(row.year), str(row.year)))
        for row in rows
    )


def places_over_years(rows: Iterable[PlanFactRow]) -> tuple[MatrixCell, ...]:
    """Places × years of one row of the roadmap, the district on top."""
    return tuple(cell_of(row, _place(row), "", (str(row.year), str(row.year))) for row in rows)


def _place(row: PlanFactRow) -> tuple[str, str]:
    return row.org or "", row.org_name


def _numbered(row: PlanFactRow, group: str) -> MatrixCell:
    """The cell of a place under its row of the roadmap, whose number stands by itself."""
    cell = cell_of(row, _place(row), group, (row.indicator, row.short))
    return replace(cell, number=wording.numbered(row).removesuffix(row.short).rstrip())


def cell_of(
    row: PlanFactRow, place: tuple[str, str], group: str, column: tuple[str, str]
) -> MatrixCell:
    """A row of plan/fact as a cell, as the table of wordings has it."""
    return MatrixCell(
        key=place[0],
        name=place[1],
        group=group,
        column_key=column[0],
        column=column[1],
        status=wording.shown_status(row),
        text=wording.matrix_text(row),
        word=wording.word(row),
        hover=wording.matrix_words(row),
    )
