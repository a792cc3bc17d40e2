"""What is tried on «Что если»: names of its parts in the address, and what they ask for."""

from collections.abc import Container, Iterator, Mapping
from decimal import Decimal, InvalidOperation

from data_model.errors import MonitorError
from indicators.plan_fact_row import PlanFactRow
from indicators.what_if import Change, ChangedCount, MovedTarget

WHOSE = "whose"
"""Code of the organisation whose count is changed."""


def target_key(row: PlanFactRow) -> str:
    return f"target-{row.indicator}-{row.year}"


def count_key(row: PlanFactRow, org: str) -> str:
    return f"count-{row.indicator}-{org}-{row.year}"


def changes(query: Mapping[str, str], row: PlanFactRow, known: Container[str]) -> list[Change]:
    """What an address asks to change of a district row; ``known``: codes of organisations.

    MonitorError where it is no number.
    """
    try:
        return list(_changes(query, row, known))
    except (InvalidOperation, ValueError) as error:
        text = "Число в адресе не читается. Откройте «Что если» и нажмите «Печать»."
        raise MonitorError(text) from error


def _changes(query: Mapping[str, str], row: PlanFactRow, known: Container[str]) -> Iterator[Change]:
    org = query.get(WHOSE, "")
    if moved := query.get(target_key(row)):
        yield MovedTarget(row.year, row.indicator, Decimal(moved))
    counted = query.get(count_key(row, org))
    if counted and org in known:
        yield ChangedCount(row.year, row.indicator, org, int(counted))
