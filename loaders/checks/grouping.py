"""Equal remarks as one («группы замечаний»): root causes first, with a count."""

from collections.abc import Iterable
from dataclasses import dataclass

from data_model.problems import Problem, Severity
from loaders.checks.table import BY_CODE

ORDER = {severity: place for place, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class Group:
    """Remarks of one rule; the first of them stands for all."""

    code: str
    title: str
    severity: Severity
    problems: tuple[Problem, ...]

    @property
    def count(self) -> int:
        return len(self.problems)


def grouped(problems: Iterable[Problem]) -> tuple[Group, ...]:
    """Remarks by rule: errors before questions before notes, the most frequent first."""
    by_code: dict[str, list[Problem]] = {}
    for problem in problems:
        by_code.setdefault(problem.code, []).append(problem)
    groups = (
        Group(code, BY_CODE[code].title if code in BY_CODE else code, of[0].severity, tuple(of))
        for code, of in by_code.items()
    )
    return tuple(sorted(groups, key=lambda one: (ORDER[one.severity], -one.count)))
