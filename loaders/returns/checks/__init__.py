"""The rules of a good return («проверки») and the screening of a file by them."""

from loaders.returns.checks.grouping import GroupedRemark, condensed, grouped
from loaders.returns.checks.rule import Rule, RuleBreach, Stage, Treatment
from loaders.returns.checks.screening import FileVerdict, refusal, screen
from loaders.returns.checks.table import BY_CODE, CHECKS, RULES

__all__ = [
    "BY_CODE",
    "CHECKS",
    "RULES",
    "RuleBreach",
    "GroupedRemark",
    "Rule",
    "Stage",
    "Treatment",
    "FileVerdict",
    "condensed",
    "grouped",
    "refusal",
    "screen",
]
