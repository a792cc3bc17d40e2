"""The rules of a good return («проверки») and the screening of a file by them."""

from loaders.checks.grouping import Remark, condensed, grouped
from loaders.checks.rule import Finding, Rule, Stage, Treatment
from loaders.checks.screening import Verdict, refusal, screen
from loaders.checks.table import BY_CODE, CHECKS, RULES

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
