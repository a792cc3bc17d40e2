"""What is kept of closed years beside the lock: the verdicts they were closed with, and why a
year that is over was changed by another door than a return."""

from collections.abc import Callable, Iterable
from decimal import Decimal

from sqlalchemy import Connection, delete, insert, select

from data_model.errors import Refused
from data_model.snapshot import Snapshot
from data_model.store.access import raise_version
from data_model.store.rows import AnyRow
from data_model.store.seals import seal
from data_model.store.snapshot import build, fetch
from data_model.store.windows import close_year
from data_model.tables import ClosedVerdictRow, ClosedYearRow, ExplanationRow
from data_model.windows import ClosedVerdict, Explanation, YearClosure

Judge = Callable[[Snapshot], Iterable[ClosedVerdict]]
"""The verdicts of the closed years of a district, by the rules of today."""


def close_judged(
    connection: Connection, municipality: str, closure: YearClosure, judge: Judge | None
) -> None:
    """Close a year, and keep the verdicts that it is closed with."""
    close_year(connection, municipality, closure)
    if judge:
        save_verdicts(connection, municipality, judge)


def save_verdicts(connection: Connection, municipality: str, judge: Judge) -> tuple[int, ...]:
    """Keep the verdicts of closed years that have none yet; gives these years."""
    years = unjudged_years(connection, municipality)
    if not years:
        return ()
    found = judge(build(fetch(connection, municipality)))
    lines = [_line(municipality, one) for one in found if one.year in years]
    if lines:
        connection.execute(insert(ClosedVerdictRow), lines)
        seal(connection, [ClosedVerdictRow])
        raise_version(connection)
    return years


def unjudged_years(connection: Connection, municipality: str) -> tuple[int, ...]:
    """Closed years with a roadmap whose verdicts are not kept, or were changed since."""
    row, verdict = ClosedYearRow, ClosedVerdictRow
    judged = select(verdict.year).where(verdict.municipality == municipality)
    found = connection.scalars(
        select(row.year)
        .where(row.municipality == municipality, row.roadmap_id.is_not(None))
        .where(row.year.not_in(judged))
        .order_by(row.year)
    )
    return tuple(found)


def forget_verdicts(connection: Connection, municipality: str, year: int) -> None:
    """A closed year was changed while it was open again: its verdicts are to be made anew."""
    row = ClosedVerdictRow
    gone = connection.execute(delete(row).where(row.municipality == municipality, row.year == year))
    if gone.rowcount:
        seal(connection, [row])


def closed_verdicts(connection: Connection, municipality: str) -> tuple[ClosedVerdict, ...]:
    """The verdicts that closed years were closed with."""
    row = ClosedVerdictRow
    found = connection.execute(
        select(row)
        .where(row.municipality == municipality)
        .order_by(row.year, row.roadmap, row.indicator, row.organisation)
    )
    return tuple(map(_verdict, found))


def explain(connection: Connection, municipality: str, explanation: Explanation) -> None:
    """Keep why years that are over were changed. Raises Refused without a reason."""
    if not explanation.reason.strip():
        raise Refused("Укажите причину: почему меняются данные года, который завершился.")
    lines = [
        {
            "municipality": municipality,
            "year": year,
            "door": explanation.door,
            "reason": explanation.reason.strip(),
            "explained_at": explanation.explained_at,
        }
        for year in explanation.years
    ]
    if lines:
        connection.execute(insert(ExplanationRow), lines)
        seal(connection, [ExplanationRow])


def explanations(connection: Connection, municipality: str) -> tuple[Explanation, ...]:
    """All of them in the order they were given, one for each year."""
    row = ExplanationRow
    found = connection.execute(select(row).where(row.municipality == municipality).order_by(row.id))
    return tuple(
        Explanation((line.year,), line.door, line.reason, line.explained_at) for line in found
    )


def _line(municipality: str, one: ClosedVerdict) -> dict[str, object]:
    return {
        "municipality": municipality,
        "year": one.year,
        "roadmap": one.roadmap,
        "indicator": one.indicator,
        "organisation": one.org or "",
        "numerator": one.numerator,
        "denominator": one.denominator,
        "actual": None if one.actual is None else Decimal(repr(one.actual)),
        "status": one.status,
        "reason": one.reason,
        "judged_on": one.judged_on,
    }


def _verdict(row: AnyRow) -> ClosedVerdict:
    return ClosedVerdict(
        roadmap=row.roadmap,
        year=row.year,
        indicator=row.indicator,
        org=row.organisation or None,
        numerator=row.numerator,
        denominator=row.denominator,
        actual=None if row.actual is None else float(row.actual),
        status=row.status,
        reason=row.reason,
        judged_on=row.judged_on,
    )
