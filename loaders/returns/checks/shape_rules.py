"""Rules of shape: every question has its cell, once, and the form is not empty."""

from collections.abc import Iterator

from data_model.returns import ValueState
from loaders.files.workbook import Grid
from loaders.forms.layout import REMARKS_SHEET, SheetName
from loaders.returns.checks.name_rules import cure_of_missing
from loaders.returns.checks.rule import RuleBreach, Screening, at, cut
from loaders.returns.locate import find_header
from loaders.values.reading import plain

OWN_SHEETS = {plain(name) for name in (*SheetName, REMARKS_SHEET)}
FIRST_NAMED = 5


def every_question_has_its_row(screening: Screening) -> Iterator[RuleBreach]:
    """Rows and columns may move; they may not go."""
    missing = screening.parsed.missing
    if missing:
        labels = [screening.label(slot) for slot in missing[:FIRST_NAMED]]
        more = f" и ещё {len(missing) - FIRST_NAMED}" if len(missing) > FIRST_NAMED else ""
        words = {"questions": ", ".join(labels) + more, "cure": cure_of_missing(screening)}
        yield RuleBreach(words=words)


def no_question_stands_twice(screening: Screening) -> Iterator[RuleBreach]:
    asked = {question.code for question in screening.questions}
    seen: set[tuple[str, str]] = set()
    for slot, cell in screening.located.repeated:
        first = screening.located.cells[slot]
        is_new = slot.question in asked and (slot.question, cell.sheet) not in seen
        if is_new and first.sheet == cell.sheet:
            seen.add((slot.question, cell.sheet))
            text = cut(screening.form.roadmap.question(slot.question).text)
            yield at(cell, question=text, first=f"{first.sheet}!{first.address}")


def form_is_not_empty(screening: Screening) -> Iterator[RuleBreach]:
    """An untouched form is no report: zero is written, and silence is explained."""
    parsed = screening.parsed.parsed
    silent = (ValueState.NOT_REPORTED, ValueState.NOT_APPLICABLE)
    if not parsed.documents and all(fact.state in silent for fact in parsed.facts):
        yield RuleBreach()


def no_strange_sheets(screening: Screening) -> Iterator[RuleBreach]:
    """Sheets added by the school are not read; it should know."""
    for grid in screening.workbook.sheets:
        if (
            plain(grid.name) not in OWN_SHEETS
            and not _is_ours(grid, screening)
            and any(grid.filled())
        ):
            yield RuleBreach(grid.name, "A1", {"sheet": grid.name})


def _is_ours(grid: Grid, screening: Screening) -> bool:
    """A renamed sheet of the form keeps its header or its title."""
    header = find_header(grid)
    return header is not None or plain(grid.cell(0, 1).value) in OWN_TITLES


OWN_TITLES = {plain("Отчёт о выполнении дорожной карты"), plain(SheetName.GUIDE)}
