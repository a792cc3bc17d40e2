"""The rules of a good return («правила проверки»), all of them, and remarks by rule.

Errors refuse the return; a question leaves it in, with the value unknown where a single one is
asked about; a note only goes with it. To add a rule, write its function and its line in the file
of what it checks. Last, equal remarks as one («группы замечаний»): root causes first, with a count.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from data_model.returns import Problem, Severity
from loaders.returns.checks import (
    answers,
    documents,
    elsewhere,
    history,
    identity,
    personal_data,
    registers,
    shape,
    sheets,
)
from loaders.returns.checks.rule import Rule

ORDER_OF_LOOKING = [
    "unreadable",
    "reading_failed",
    "not_taken",
    "personal_data",
    "no_identity",
    "identity_edited",
    "identity_conflict",
    "two_returns",
    "superseded_duplicate",
    "same_answers",
    "identity_disagrees",
    "owner_differs",
    "unknown_form",
    "old_version",
    "unknown_organisation",
    "unknown_year",
    "foreign_form",
    "sheet_repeated",
    "question_repeated",
    "question_missing",
    "answers_of_another_roadmap",
    "branch_twice",
    "empty_return",
    "struck_out",
    "footnote",
    "text_in_count",
    "two_numbers",
    "not_exact",
    "word_for_zero",
    "date_in_count",
    "fraction",
    "percent",
    "negative",
    "too_large",
    "formula_without_result",
    "error_value",
    "not_yes_or_no",
    "words_after_number",
    "whole_with_zeros",
    "zero_in_words",
    "letters_for_digits",
    "latin_letters",
    "owner_stated",
    "form_of_fewer_roadmaps",
    "not_expected",
    "roll_disputed",
    "roll_differs",
    "participants_over_roll",
    "unanswered",
    "dash_for_answer",
    "number_in_reason",
    "answer_withdrawn",
    "dash_for_former_answer",
    "former_answer_explained",
    "document_withdrawn",
    "no_with_documents",
    "documents_without_answer",
    "yes_without_details",
    "date_unreadable",
    "month_only",
    "number_became_date",
    "number_lost_figures",
    "date_far_off",
    "date_in_future",
    "link_of_own_disk",
    "question_gone",
    "total_differs",
    "merged_answer",
    "total_without_grades",
    "name_disagrees",
    "foreign_grade",
    "hidden_cells",
    "zero_of_nothing",
    "picture_on_sheet",
    "formula_in_answer",
    "remark_on_cell",
    "remark_under_table",
    "row_without_code",
    "answers_a_year_ago",
    "figures_beside_table",
    "text_beside_table",
    "column_added",
    "strange_sheet",
    "branch_in_head",
    "part_over_whole",
    "people_without_event",
    "levels_disagree",
    "control_differs",
    "school_over_district",
    "jump",
    "same_in_all_grades",
    "full_everywhere",
    "copy_of_last_year",
    "copy_of_other_school",
]
"""What is said first of a return, root causes before what follows from them; others come after."""

BY_SUBJECT = (
    *elsewhere.INTAKE_RULES,
    *personal_data.RULES,
    *identity.RULES,
    *answers.RULES,
    *registers.RULES,
    *documents.RULES,
    *sheets.RULES,
    *shape.RULES,
    *history.RULES,
)
PLACES = {code: place for place, code in enumerate(ORDER_OF_LOOKING)}

CHECKS: tuple[Rule, ...] = tuple(
    sorted(BY_SUBJECT, key=lambda rule: PLACES.get(rule.code, len(PLACES)))
)
"""Every rule that a return of our form may break, in the order of looking."""

RULES: tuple[Rule, ...] = (*CHECKS, *elsewhere.TABLE_RULES, *elsewhere.SILENT_RULES)
"""The whole catalogue: what is checked, and what is mended in silence."""

BY_CODE = {rule.code: rule for rule in RULES}


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
    named = list(dict.fromkeys(one.cell for one in of if one.cell))
    more = f" и ещё {len(named) - SHOWN_CELLS}" if len(named) > SHOWN_CELLS else ""
    cells = ("; " if "," in "".join(named) else ", ").join(named[:SHOWN_CELLS]) + more
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
