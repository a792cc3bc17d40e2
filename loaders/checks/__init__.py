"""The rules of a good return («проверки») and the screening of a file by them."""

from loaders.checks.grouping import grouped
from loaders.checks.rule import Finding, Rule, Stage
from loaders.checks.screening import Verdict, refusal, screen
from loaders.checks.table import BY_CODE, CHECKS

__all__ = [
    "BY_CODE",
    "CHECKS",
    "Finding",
    "Rule",
    "Stage",
    "Verdict",
    "grouped",
    "refusal",
    "screen",
]
