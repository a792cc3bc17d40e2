"""«Документы»: what exists, and the documents that prove it."""

from data_model.roadmap import Question
from loaders.forms import look
from loaders.forms.inputs import InputCell
from loaders.forms.layout import (
    ColumnRole,
    InputPart,
    SheetName,
    Slot,
    document_lines,
    is_asked_in,
    sheet_of,
)
from loaders.forms.pen import FIRST_ROW, Pen
from loaders.forms.wording import NOT_ASKED_THIS_YEAR, write_question_text
from loaders.values.reading import NO, YES

NOTHING_HERE = "На этом листе вопросов нет."
DOCUMENT_CELLS = (
    (ColumnRole.NAME, InputPart.NAME, InputCell.TEXT),
    (ColumnRole.NUMBER, InputPart.NUMBER, InputCell.NUMBER_OF_ACT),
    (ColumnRole.DATE, InputPart.DATE, InputCell.DATE),
    (ColumnRole.LINK, InputPart.LINK, InputCell.LINK),
)


def write_documents(pen: Pen) -> None:
    pen.head("Документы")
    row = FIRST_ROW
    for question in pen.request.questions:
        if sheet_of(question) is SheetName.DOCUMENTS:
            row = _write_question(pen, row, question)
    if row == FIRST_ROW:
        pen.write(row, 2, NOTHING_HERE, look.PARAGRAPH)
        row += 1
    pen.legend(row - 1)
    pen.close(row - 1, landscape=True)


def _write_question(pen: Pen, row: int, question: Question) -> int:
    """The lines of a question, one per document. Gives the next free row."""
    required = is_asked_in(pen.request.roadmap, question, pen.request.year)
    lines = _lines(pen, question)
    for ordinal in lines:
        _write_line(pen, row + ordinal - 1, question, ordinal)
    write_question_text(pen, row, question, required=required)
    pen.ask(row, pen.column(ColumnRole.ANSWER), Slot(question.code), InputCell.PRESENCE)
    pen.write(row, pen.column(ColumnRole.PREVIOUS), _previous(pen, question), look.PREVIOUS_NUMBER)
    pen.ask(
        row, pen.column(ColumnRole.REASON), Slot(question.code, InputPart.REASON), InputCell.REASON
    )
    _write_left(pen, row, required=required)
    return row + len(lines)


def _lines(pen: Pen, question: Question) -> range:
    """As many lines as are offered, and more where more documents are known."""
    known = [slot.ordinal for slot in pen.filled if slot.question == question.code]
    return range(1, max([len(document_lines(question)), *known]) + 1)


def _write_line(pen: Pen, row: int, question: Question, ordinal: int) -> None:
    pen.write(row, 1, question.code, look.CODE)
    pen.write(row, pen.column(ColumnRole.TEXT), "ещё документ", look.TEXT_AGAIN)
    pen.write(row, pen.column(ColumnRole.ORDINAL), ordinal, look.UNIT)
    for role in (ColumnRole.ANSWER, ColumnRole.PREVIOUS, ColumnRole.REASON, ColumnRole.LEFT):
        pen.write(row, pen.column(role), None, look.NOT_ASKED)
    for role, part, kind in DOCUMENT_CELLS:
        pen.ask(row, pen.column(role), Slot(question.code, part, ordinal=ordinal), kind)
    pen.sheet.row_dimensions[row].height = 18


def _previous(pen: Pen, question: Question) -> str | None:
    facts = (fact for fact in pen.request.last_year if fact.question == question.code)
    return next((YES if fact.value else NO for fact in facts if fact.value is not None), None)


def _write_left(pen: Pen, row: int, *, required: bool) -> None:
    """Nothing is missing with «нет»; «есть» needs name, number and date."""
    column = pen.column(ColumnRole.LEFT)
    if not required:
        pen.write(row, column, NOT_ASKED_THIS_YEAR, look.LEFT_COUNT)
        return
    answer, reason = (f"{pen.letter(role)}{row}" for role in (ColumnRole.ANSWER, ColumnRole.REASON))
    needed = f"{pen.letter(ColumnRole.NAME)}{row}:{pen.letter(ColumnRole.DATE)}{row}"
    counted = f'IF({answer}="{YES}",COUNTBLANK({needed}),IF(OR({answer}<>"",{reason}<>""),0,1))'
    pen.formula(row, column, counted, look.LEFT_COUNT)
