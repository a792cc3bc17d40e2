"""Equal remarks as one («группы замечаний»): root causes first, with a count."""

from collections.abc import Iterable
from dataclasses import dataclass

from data_model.returns import Problem, Severity
from loaders.returns.checks.table import BY_CODE

ORDER = {severity: place for place, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class RemarkGroup:
    """Remarks of one rule; the first of them stands for all."""

    code: str
    title: str
    severity: Severity
    problems: tuple[Problem, ...]

    @property
    def count(self) -> int:
        return len(self.problems)


SHOWN_ONE_BY_ONE = 3
"""Up to so many remarks of one rule are told one by one."""
SHOWN_CELLS = 12


@dataclass(frozen=True, slots=True)
class GroupedRemark:
    """One line for a person: a remark, or many of one rule on one sheet («одна причина»).

    ``cells`` are the addresses of all of them, cut where they are many.
    """

    severity: Severity
    message: str
    sheet: str = ""
    cells: str = ""
    count: int = 1

    @property
    def text(self) -> str:
        """The message, with the count where it stands for many."""
        more = f" [таких замечаний {self.count}]" if self.count > 1 else ""
        return f"{self.message}{more}"


def condensed(problems: Iterable[Problem]) -> tuple[GroupedRemark, ...]:
    """Remarks as lines: many of one rule on one sheet become one with a count.

    Only for reading: what programs get (JSON) and what is stored stays whole, a remark a cell.
    """
    lines: list[GroupedRemark] = []
    for group in grouped(problems):
        by_sheet: dict[str, list[Problem]] = {}
        for problem in group.problems:
            by_sheet.setdefault(problem.sheet, []).append(problem)
        for of in by_sheet.values():
            lines += [_line(one) for one in of] if len(of) <= SHOWN_ONE_BY_ONE else [_joined(of)]
    return tuple(lines)


def _line(one: Problem) -> GroupedRemark:
    return GroupedRemark(one.severity, one.message, one.sheet, one.cell)


def _joined(of: list[Problem]) -> GroupedRemark:
    """The first remark stands for all; the others are named by their cells."""
    named = [one.cell for one in of if one.cell]
    more = f" и ещё {len(named) - SHOWN_CELLS}" if len(named) > SHOWN_CELLS else ""
    cells = ", ".join(named[:SHOWN_CELLS]) + more
    return GroupedRemark(of[0].severity, of[0].message, of[0].sheet, cells, len(of))


def grouped(problems: Iterable[Problem]) -> tuple[RemarkGroup, ...]:
    """Remarks by rule: errors before questions before notes, the most frequent first."""
    by_code: dict[str, list[Problem]] = {}
    for problem in problems:
        by_code.setdefault(problem.code, []).append(problem)
    groups = (
        RemarkGroup(
            code, BY_CODE[code].title if code in BY_CODE else code, of[0].severity, tuple(of)
        )
        for code, of in by_code.items()
    )
    return tuple(sorted(groups, key=lambda one: (ORDER[one.severity], -one.count)))
