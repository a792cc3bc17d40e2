"""The rules of a good return («проверки») and the screening of a file by them."""

from loaders.returns.checks.grouping import Remark, condensed, grouped
from loaders.returns.checks.rule import Finding, Rule, Stage, Treatment
from loaders.returns.checks.screening import Verdict, refusal, screen
from loaders.returns.checks.table import BY_CODE, CHECKS, RULES

__all__ = [
    "BY_CODE",
    "CHECKS",
    "RULES",
    "Finding",
    "Remark",
    "Rule",
    "Stage",
    "Treatment",
    "Verdict",
    "condensed",
    "grouped",
    "refusal",
    "screen",
]
