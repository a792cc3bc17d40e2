"""Reporting periods («отчётные периоды»): the one place that knows when a year begins."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

ROLL_DAY = (9, 20)
"""Counting day of the roll, form ОО-1 (DESIGN.md 2; guide/domain.md 2.2)."""


class PeriodKind(StrEnum):
    """How a row of the order counts its years."""

    CALENDAR = "calendar"
    SCHOOL_YEAR = "school_year"
    ONCE = "once"


@dataclass(frozen=True, slots=True)
class Period:
    """One term of an indicator. A school year carries the year in which it ends."""

    year: int
    kind: PeriodKind
    due: date

    @property
    def label(self) -> str:
        """«2021», or «2020/21» for a school year."""
        if self.kind is PeriodKind.SCHOOL_YEAR:
            return f"{self.year - 1}/{self.year % 100:02d}"
        return str(self.year)

    @property
    def roll_year(self) -> int:
        """The year of the roll that the period is measured by («база периода»).

        A calendar year takes the roll of its own September. A school year takes that of the
        September in which it begins: the pupils it was worked with (DESIGN.md 2).
        """
        return self.year - 1 if self.kind is PeriodKind.SCHOOL_YEAR else self.year


def roll_date(year: int) -> date:
    """The day on which the roll of a year is counted: 20 September."""
    return date(year, *ROLL_DAY)
