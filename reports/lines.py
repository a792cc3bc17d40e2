"""Lines («строки план/факт»): the plan/fact frame as typed values for composing.

One line is one row of ``plan_fact``: year × indicator × place (``org`` None: the district).
Unknown is None. Composers select and compare lines; they compute no figure of their own.
"""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import pandas as pd

from data_model.compliance import Growth, Status


@dataclass(frozen=True, slots=True)
class Line:
    """One row of plan/fact with the changes against the target and the year before."""

    year: int
    period: str
    indicator: str
    code: str
    title: str
    short: str
    kind: str
    level: str
    status: Status
    due: date | None = None
    scope: str | None = None
    org: str | None = None
    org_name: str = ""
    numerator: int | None = None
    denominator: int | None = None
    actual: float | None = None
    unit: str = ""
    operator: str = ">="
    target: float | None = None
    target_upper: float | None = None
    growth: Growth | None = None
    previous: int | None = None
    current_common: int | None = None
    reported: int | None = None
    expected: int | None = None
    roll_reported: int | None = None
    roll_expected: int | None = None
    lower: float | None = None
    upper: float | None = None
    provisional: bool = False
    missing_to_target: int | None = None
    mean_of_shares: float | None = None
    base: str = ""
    comparison: object = None
    control: int | None = None
    state: str = ""
    reason: str = ""
    deviation: float | None = None
    actual_before: float | None = None
    change: float | None = None
    change_people: int | None = None
    masked: bool = False

    @property
    def is_share(self) -> bool:
        return self.kind in ("share", "growing_share", "share_of_orgs")

    @property
    def of_pupils(self) -> bool:
        """Whether the share is one of pupils, not of organisations."""
        return self.is_share and self.kind != "share_of_orgs"

    @property
    def name(self) -> str:
        """The title in few words."""
        return self.short or self.title

    @property
    def quoted(self) -> str:
        """The title in quotes; quotes inside it become „inner“ ones."""
        inner = self.name.replace("«", "„").replace("»", "“")
        return f"«{inner}»"


WORDS = {"status": Status, "growth": Growth}


def lines_of(frame: pd.DataFrame) -> tuple[Line, ...]:
    """Every row of a frame as a line, in its order."""
    names = [field.name for field in fields(Line) if field.name in frame.columns]
    columns = [_values(frame[name], name) for name in names]
    return tuple(Line(**dict(zip(names, row, strict=True))) for row in zip(*columns, strict=True))


def _values(column: "pd.Series[Any]", name: str) -> list[object]:
    known = column.astype(object).where(column.notna(), None).tolist()
    if name in ("org_name", "base", "reason", "short", "state", "unit"):
        return ["" if value is None else value for value in known]
    if name in WORDS:
        return [None if value is None else WORDS[name](value) for value in known]
    return known
