"""Rules of sheets: what is hidden, merged, computed, or hung on a cell."""

import re
from collections.abc import Iterator

from data_model.roadmap import ALL_GRADES
from loaders.files.workbook import Cell, Grid
from loaders.forms.layout import InputPart, Slot
from loaders.returns.checks.rule import RuleBreach, Screening, at
from loaders.returns.parse import Answer
from loaders.values.reading import read_count

UNDER_TABLE = re.compile(r"\W*(примечани[еяй]|прим\.|пояснени[еяй])[\s:.]", re.IGNORECASE)


def nothing_is_hidden(screening: Screening) -> Iterator[RuleBreach]:
    """Hidden cells are read like all others; one remark for a sheet."""
    for grid in screening.data_grids:
        marks = grid.marks
        if not (marks.is_hidden or marks.hidden_rows or marks.hidden_columns):
            continue
        cells = [one.cell for one in screening.parsed.answers if one.cell.sheet == grid.name]
        hidden = [one for one in cells if not one.is_empty and marks.hides(one.row, one.column)]
        if hidden:
            addresses = ", ".join(one.address for one in hidden)
            yield at(hidden[0], sheet=grid.name, what=_what_is_hidden(grid), cells=addresses)


def _what_is_hidden(grid: Grid) -> str:
    if grid.marks.is_hidden:
        return "лист скрыт"
    return "строки скрыты фильтром" if grid.marks.is_filtered else "есть скрытые строки или столбцы"


def answers_are_typed(screening: Screening) -> Iterator[RuleBreach]:
    """A formula in an answer: its saved result is taken."""
    computed = {
        (grid.name, *place) for grid in screening.data_grids for place in grid.marks.formulas
    }
    for answer in screening.parsed.answers if computed else ():
        if answer.reading.value is not None and answer.cell[:3] in computed:
            yield at(answer.cell, question=screening.label(answer.slot))


def answers_are_not_merged(screening: Screening) -> Iterator[RuleBreach]:
    """One number in merged cells counts several grades at once: the base is unknown."""
    seen: set[tuple[str, tuple[int, int, int, int]]] = set()
    has_merged = any(grid.marks.merged for grid in screening.workbook.sheets)
    for answer in screening.parsed.answers if has_merged else ():
        marks = screening.grid(answer.cell).marks
        joined = marks.joined(answer.cell.row, answer.cell.column)
        if joined is None:
            continue
        covered = [one for one in screening.parsed.answers if _lies_in(one, answer, joined)]
        if len(covered) > 1 and (answer.cell.sheet, joined) not in seen:
            seen.add((answer.cell.sheet, joined))
            label = screening.label(Slot(answer.slot.question))
            yield at(covered[0].cell, unknown=covered[0].slot, question=label, count=len(covered))


def _lies_in(answer: Answer, other: Answer, joined: tuple[int, int, int, int]) -> bool:
    top, left, bottom, right = joined
    cell = answer.cell
    is_inside = top <= cell.row <= bottom and left <= cell.column <= right
    return is_inside and cell.sheet == other.cell.sheet


def answers_keep_to_their_grades(screening: Screening) -> Iterator[RuleBreach]:
    """A number in the column of a grade that the question does not ask about."""
    asked = {one.code: one.grades for one in screening.questions if one.grades}
    for slot, cell in screening.located.cells.items():
        grades = asked.get(slot.question)
        if grades is None or slot.grade in grades or not cell.value:
            continue
        if slot.part is InputPart.ANSWER and read_count(cell).value:
            label = screening.label(Slot(slot.question))
            yield at(cell, question=label, grade=slot.grade, asked=_span(grades))


def _span(grades: tuple[int, ...]) -> str:
    whole = tuple(grade for grade in ALL_GRADES if grades[0] <= grade <= grades[-1])
    return f"{grades[0]}–{grades[-1]}" if grades == whole else ", ".join(map(str, grades))


def nothing_is_hung_on_cells(screening: Screening) -> Iterator[RuleBreach]:
    """Notes hung on cells are for people; they are not read as answers."""
    for grid in screening.data_grids:
        for row, column in sorted(grid.marks.remarks):
            yield at(grid.cell(row, column))


def nothing_is_written_under_the_table(screening: Screening) -> Iterator[RuleBreach]:
    """«Примечание: …» under a table is kept with the file and is no answer."""
    for grid in screening.data_grids:
        header = screening.located.headers.get(grid.name, len(grid.rows))
        for row in range(header + 1, len(grid.rows)):
            for column, value in enumerate(grid.rows[row]):
                if isinstance(value, str) and UNDER_TABLE.match(value):
                    yield at(grid.cell(row, column))


def sheets_do_not_repeat(screening: Screening) -> Iterator[RuleBreach]:
    """Two sheets that ask the same: which one is meant only the school knows."""
    asked = {question.code for question in screening.questions}
    pairs: dict[tuple[str, str], Cell] = {}
    for slot, cell in screening.located.repeated:
        first = screening.located.cells[slot]
        if slot.question in asked and first.sheet != cell.sheet:
            pairs.setdefault((first.sheet, cell.sheet), cell)
    for (first_name, _), cell in pairs.items():
        yield at(cell, sheets=f"«{first_name}», «{cell.sheet}»")
