"""The rules of a good return («правила проверки»), all of them.

Errors refuse the return; a question leaves it in, with the value unknown where a single one is
asked about; a note only goes with it. To add a rule, write its function and its line in the
table of its kind.
"""

from loaders.returns.checks.answer_table import ANSWER_RULES
from loaders.returns.checks.cell_table import CELL_RULES
from loaders.returns.checks.file_table import FILE_RULES
from loaders.returns.checks.layout_table import LAYOUT_RULES
from loaders.returns.checks.likeness_table import LIKENESS_RULES
from loaders.returns.checks.rule import Rule
from loaders.returns.checks.sheet_table import SHEET_RULES
from loaders.returns.checks.silent_table import SILENT_RULES

CHECKS: tuple[Rule, ...] = (
    *FILE_RULES,
    *CELL_RULES,
    *ANSWER_RULES,
    *SHEET_RULES,
    *LIKENESS_RULES,
)
"""Every rule that the screening of a return goes through, in the order of looking."""

RULES: tuple[Rule, ...] = (*CHECKS, *LAYOUT_RULES, *SILENT_RULES)
"""The whole catalogue: what is checked, and what is mended in silence."""

BY_CODE = {rule.code: rule for rule in RULES}
