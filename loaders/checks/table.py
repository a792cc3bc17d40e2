"""The rules of a good return («правила проверки»), all of them.

Errors refuse the return; a question leaves it in, with the value unknown where a single one is
asked about; a note only goes with it. To add a rule, write its function and its line in the
table of its kind.
"""

from loaders.checks.answer_table import ANSWER_RULES
from loaders.checks.cell_table import CELL_RULES
from loaders.checks.file_table import FILE_RULES
from loaders.checks.rule import Rule

CHECKS: tuple[Rule, ...] = (*FILE_RULES, *CELL_RULES, *ANSWER_RULES)
"""Every rule, in the order of looking."""

BY_CODE = {rule.code: rule for rule in CHECKS}
