"""«Мероприятия»: counts that are asked once for the whole organisation."""

from data_model.roadmap import Question
from loaders.forms import look
from loaders.forms.inputs import InputCell
from loaders.forms.layout import ColumnRole, InputPart, SheetName, Slot, is_asked_in, sheet_of
from loaders.forms.pen import FIRST_ROW, Pen
from loaders.forms.wording import NOT_ASKED_THIS_YEAR, write_question_text

NOTHING_HERE = "На этом листе вопросов нет."


def write_events(pen: Pen) -> None:
    pen.head("Мероприятия")
    row = FIRST_ROW
    for question in pen.request.questions:
        if sheet_of(question) is SheetName.EVENTS:
            _write_question(pen, row, question)
            row += 1
    if row == FIRST_ROW:
        pen.write(row, 2, NOTHING_HERE, look.PARAGRAPH)
        row += 1
    pen.legend(row - 1)
    pen.close(row - 1, landscape=True)


def _write_question(pen: Pen, row: int, question: Question) -> None:
    required = is_asked_in(pen.request.roadmap, question, pen.request.year)
    answer, reason = pen.column(ColumnRole.ANSWER), pen.column(ColumnRole.REASON)
    pen.write(row, 1, question.code, look.CODE)
    write_question_text(pen, row, question, required=required)
    pen.write(row, pen.column(ColumnRole.UNIT), question.unit, look.UNIT)
    pen.ask(row, answer, Slot(question.code), InputCell.COUNT)
    pen.write(row, pen.column(ColumnRole.PREVIOUS), _previous(pen, question), look.PREVIOUS_NUMBER)
    pen.ask(row, reason, Slot(question.code, InputPart.REASON), InputCell.REASON)
    _write_left(pen, row, required=required)


def _previous(pen: Pen, question: Question) -> int | None:
    facts = (fact for fact in pen.request.last_year if fact.question == question.code)
    return next((fact.value for fact in facts), None)


def _write_left(pen: Pen, row: int, *, required: bool) -> None:
    column = pen.column(ColumnRole.LEFT)
    if not required:
        pen.write(row, column, NOT_ASKED_THIS_YEAR, look.LEFT_COUNT)
        return
    answer, reason = (f"{pen.letter(role)}{row}" for role in (ColumnRole.ANSWER, ColumnRole.REASON))
    pen.formula(row, column, f'IF({reason}<>"",0,COUNTBLANK({answer}))', look.LEFT_COUNT)
