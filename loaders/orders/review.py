"""The review of a proposal («проверка прочитанного»): a person confirms or changes each row.

A review is a value: every answer of the person gives the next one. Only when no row waits any
more does it become a roadmap.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from data_model.errors import WrongDefinition
from data_model.roadmap import Act, Period, Roadmap, Target
from loaders.orders.confirm import confirm
from loaders.orders.proposal import RoadmapProposal, RowProposal
from loaders.roadmaps.words import PERIODS, meant

YEAR, VALUE, UPPER, KIND, DUE = "Год", "План", "План до", "Период", "Срок"
"""Columns of the table of one row's years."""


@dataclass(frozen=True, slots=True)
class Review:
    """A proposal as it stands now, and the numbers of the rows that a person confirmed."""

    proposal: RoadmapProposal
    confirmed: frozenset[str] = frozenset()

    @property
    def waiting(self) -> tuple[str, ...]:
        """Numbers of rows that nobody has confirmed yet, in the order of the table."""
        return tuple(row.number for row in self.proposal.rows if row.number not in self.confirmed)

    def with_row(self, row: RowProposal) -> "Review":
        """The row as the person left it, confirmed; Raises WrongDefinition without a kind."""
        if row.included and row.kind is None:
            raise WrongDefinition(
                f"Строка {row.number}: выберите вид показателя или снимите строку."
            )
        rows = tuple(row if one.number == row.number else one for one in self.proposal.rows)
        return Review(replace(self.proposal, rows=rows), self.confirmed | {row.number})

    def with_head(self, title: str, act: Act, years: tuple[int, ...]) -> "Review":
        """What the whole is called, by which act, for which years."""
        return replace(self, proposal=replace(self.proposal, title=title, act=act, years=years))

    def with_sure_rows(self) -> "Review":
        """All rows confirmed that were read without any doubt."""
        sure = {row.number for row in self.proposal.rows if row.kind and not row.unsure}
        return replace(self, confirmed=self.confirmed | sure)

    def roadmap(self, code: str = "") -> Roadmap:
        """The roadmap; Raises WrongDefinition while a row waits or contradicts another."""
        if self.waiting:
            raise WrongDefinition(f"Подтвердите строки: {', '.join(self.waiting)}.")
        return confirm(self.proposal, code=code)


def lines_of(row: RowProposal, years: Iterable[int]) -> list[dict[str, Any]]:
    """One line per year for a table: plan, its upper end, period, due day."""
    return [_line(row, year) for year in sorted({*years, *row.periods, *row.targets})]


def _line(row: RowProposal, year: int) -> dict[str, Any]:
    target, period = row.targets.get(year), row.periods.get(year)
    return {
        YEAR: year,
        VALUE: float(target.value) if target else None,
        UPPER: float(target.upper) if target and target.upper is not None else None,
        KIND: PERIODS[period.kind] if period else None,
        DUE: period.due if period else None,
    }


def with_lines(row: RowProposal, lines: Iterable[Mapping[str, Any]]) -> RowProposal:
    """The row with the plan and the terms of such a table."""
    known = [line for line in lines if _is_given(line[YEAR])]
    targets = {int(line[YEAR]): _target(line) for line in known if _is_given(line[VALUE])}
    periods = {int(line[YEAR]): _period(row, line) for line in known if _is_given(line[DUE])}
    return replace(row, targets=targets, periods=periods)


def _target(line: Mapping[str, Any]) -> Target:
    upper = _decimal(line[UPPER]) if _is_given(line[UPPER]) else None
    return Target(_decimal(line[VALUE]), upper)


def _period(row: RowProposal, line: Mapping[str, Any]) -> Period:
    year, where = int(line[YEAR]), f"Строка {row.number}, {int(line[YEAR])} год"
    if not _is_given(line[KIND]):
        raise WrongDefinition(f"{where}: к сроку выберите период.")
    return Period(year, meant(str(line[KIND]), PERIODS, where), _day(line[DUE]))


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _decimal(value: float) -> Decimal:
    """The number as it was typed: 33.3 is 33.3; 20.0 is 20."""
    exact = Decimal(str(value))
    return Decimal(int(exact)) if exact == exact.to_integral_value() else exact


def _is_given(value: Any) -> bool:
    """Neither None, nor NaN or NaT, which do not equal themselves."""
    return value is not None and value == value
