"""The sheets that are filled in: how each question is written, whole rows at a time.

«Показатели»: counts by grade under the roll that they are set against; «Мероприятия»: counts that
are asked once for the whole organisation; «Документы»: what exists, and the documents that prove
it. First the words that all of them share.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles.colors import Color

from data_model.returns import Fact
from data_model.roadmap import ALL_GRADES, ROLL, AnswerType, Question, roll_date
from loaders.forms import look
from loaders.forms.layout import (
    HEADER_ROW,
    NOT_APPLICABLE_SIGN,
    NOT_ASKED_THIS_YEAR,
    NUMBER_OR_CHOICE,
    ROLL_CONFIRMED,
    ColumnRole,
    InputPart,
    SheetName,
    Slot,
    document_lines,
    is_asked_in,
    roll_code,
    sheet_of,
)
from loaders.forms.look import FONT, GREY, INK, height
from loaders.forms.pen import FIRST_ROW, InputCell, Pen, blanks
from loaders.values.reading import CONFIRMED, NO, YES

OPTIONAL = "В этом году по дорожной карте не требуется; если данные есть, можно внести."
HINT_SIZE = 8.5


def write_question_text(pen: Pen, row: int, question: Question, *, required: bool) -> None:
    """The question, under it the hint in grey; a word where the year does not ask for it."""
    hint = "\n".join(line for line in (question.hint, "" if required else OPTIONAL) if line)
    width = pen.width(ColumnRole.TEXT) - 2
    pen.write(row, pen.column(ColumnRole.TEXT), _with_hint(question.text, hint), look.TEXT)
    needed = height((question.text, width, 10)) + height((hint, width, HINT_SIZE))
    pen.sheet.row_dimensions[row].height = max(28.0, needed)


def _with_hint(text: str, hint: str) -> CellRichText | str:
    if not hint:
        return text
    return CellRichText(
        TextBlock(InlineFont(rFont=FONT, sz=10, color=Color(rgb=INK)), text),
        TextBlock(InlineFont(rFont=FONT, sz=HINT_SIZE, color=Color(rgb=GREY)), f"\n{hint}"),
    )


# counts by grade

LEGEND = (
    "Жёлтые ячейки — для ввода. Считаем разных обучающихся, а не посещения. "
    "«—» — в классе нет обучающихся."
)
MISSING_ROLL = "Контингент на {day} не загружен (форма ОО-1)"
NOTHING_BY_GRADE = (
    "По классам муниципалитет не отчитывается. Перейдите на листы «Мероприятия» и «Документы»."
)


@dataclass(frozen=True, slots=True)
class FormRoll:
    """A roll as the form shows it: the row that it stands in, and its pupils by grade."""

    number: int
    pupils: Mapping[int, int]

    def is_open(self, grade: int) -> bool:
        """Whether a grade can be answered: it has pupils, or the roll is not known."""
        return not self.pupils or self.pupils.get(grade, 0) > 0


def write_indicators(pen: Pen) -> None:
    pen.head("Показатели по классам")
    asked = [one for one in pen.request.questions if sheet_of(one) is SheetName.INDICATORS]
    if not asked:
        pen.write(FIRST_ROW, 2, NOTHING_BY_GRADE, look.PARAGRAPH)
        pen.sheet.row_dimensions[FIRST_ROW].height = height((NOTHING_BY_GRADE, 48, 10))
        pen.legend(FIRST_ROW)
        pen.close(FIRST_ROW, landscape=True)
        return
    pen.write(4, 3, LEGEND, look.FINE)
    rolls = _write_rolls(pen)
    row = FIRST_ROW + len(rolls)
    _write_confirmation(pen, row)
    confirmed, rows = row, dict[str, int]()
    row += 1
    for question in asked:
        roll = rolls[pen.request.roll_year(question)]
        rows[question.code] = row
        row = _write_counts(pen, row, question, roll, confirmed)
    for question in asked:
        _write_check(pen, question, rolls[pen.request.roll_year(question)], rows)
    pen.legend(row - 1)
    pen.close(row - 1, landscape=True)


def _write_rolls(pen: Pen) -> dict[int, FormRoll]:
    """The rolls by year, a row each; where there are two, the older one has a code of its own."""
    request, rows = pen.request, dict[int, FormRoll]()
    for number, roll_year in enumerate(request.roll_years, start=FIRST_ROW):
        rows[roll_year] = FormRoll(number, request.pupils(roll_year))
        code = ROLL if roll_year == request.roll_years[-1] else roll_code(roll_year)
        _write_roll(pen, code, roll_year, rows[roll_year])
    return rows


def _write_roll(pen: Pen, code: str, roll_year: int, roll: FormRoll) -> None:
    """The official roll, read-only: denominators come from it and not from the form."""
    pupils, row = roll.pupils, roll.number
    day = f"{roll_date(roll_year):%d.%m.%Y}"
    text = f"Контингент на {day} (форма ОО-1), чел." if pupils else MISSING_ROLL.format(day=day)
    pen.write(row, 1, code, look.CODE)
    pen.write(row, pen.column(ColumnRole.TEXT), text, look.ROLL_TEXT)
    for grade in ALL_GRADES:
        column = pen.column(ColumnRole.GRADE, grade)
        pen.write(row, column, pupils.get(grade, 0) if pupils else None, look.ROLL_NUMBER)
    _write_total(pen, row)
    pen.write(row, pen.column(ColumnRole.REASON), None, look.ROLL_TEXT)
    pen.write(row, pen.column(ColumnRole.LEFT), None, look.ROLL_TEXT)
    pen.write(row, pen.column(ColumnRole.CHECK), None, look.ROLL_TEXT)
    pen.sheet.row_dimensions[row].height = 24


def _write_confirmation(pen: Pen, row: int) -> None:
    """«Контингент указан верно?»: «нет» becomes a question to the methodist."""
    first = pen.column(ColumnRole.GRADE, ALL_GRADES[0])
    confirmed = Slot(ROLL_CONFIRMED)
    pen.filled.setdefault(confirmed, CONFIRMED)
    pen.write(row, 1, ROLL_CONFIRMED, look.CODE)
    text = "Контингент указан верно? Если нет, напишите справа, что не так."
    pen.write(row, pen.column(ColumnRole.TEXT), text, look.TEXT)
    pen.ask(row, first, confirmed, InputCell.CONFIRMATION)
    for column in range(first + 1, pen.column(ColumnRole.TOTAL) + 1):
        pen.write(row, column, None, look.NOT_ASKED)
    pen.ask(
        row, pen.column(ColumnRole.REASON), Slot(ROLL_CONFIRMED, InputPart.REASON), InputCell.REASON
    )
    answer = f"{pen.letter(ColumnRole.GRADE, ALL_GRADES[0])}{row}"
    pen.formula(row, pen.column(ColumnRole.LEFT), f"COUNTBLANK({answer})", look.LEFT_COUNT)
    reason = f"{pen.letter(ColumnRole.REASON)}{row}"
    pen.check(row, f'IF(AND({answer}="{NO}",{reason}=""),"напишите слева, что не так","")')
    pen.sheet.row_dimensions[row].height = height((text, 48, 10))


def _write_counts(pen: Pen, row: int, question: Question, roll: FormRoll, confirmed: int) -> int:
    """The row of a question, with last year's figures under it. Gives the next free row."""
    request = pen.request
    required = is_asked_in(request.roadmap, question, request.year)
    pen.write(row, 1, question.code, look.CODE)
    write_question_text(pen, row, question, required=required)
    open_cells = [
        address
        for grade in ALL_GRADES
        if (address := _write_grade(pen, row, question, grade, roll)) is not None
    ]
    _write_total(pen, row)
    reason_column = pen.column(ColumnRole.REASON)
    pen.ask(row, reason_column, Slot(question.code, InputPart.REASON), InputCell.REASON)
    _write_left_of_counts(pen, row, open_cells if required else [], required=required)
    if roll.pupils and open_cells:
        _limit_by_roll(pen, open_cells, roll, confirmed)
    return _write_previous(pen, row + 1, question)


def _write_grade(pen: Pen, row: int, question: Question, grade: int, roll: FormRoll) -> str | None:
    """An input cell, «—» where the grade has no pupils, a closed cell where it is not asked."""
    column = pen.column(ColumnRole.GRADE, grade)
    if grade not in question.grades:
        pen.write(row, column, None, look.NOT_ASKED)
        return None
    if not roll.is_open(grade):
        pen.write(row, column, NOT_APPLICABLE_SIGN, look.NOT_ASKED)
        return None
    pen.ask(row, column, Slot(question.code, grade=grade), InputCell.COUNT)
    address = f"{pen.letter(ColumnRole.GRADE, grade)}{row}"
    limit = f"{pen.letter(ColumnRole.GRADE, grade)}${roll.number}"
    if roll.pupils:
        pen.warn(address, f"AND(ISNUMBER({address}),{address}>{limit})")
    return address


ABOVE_THE_ROLL = (
    "Нужно целое число от 0 до числа обучающихся этого класса. Если контингент неверен, сначала "
    "выберите «нет» в строке «Контингент указан верно?»."
)


def _limit_by_roll(pen: Pen, cells: list[str], roll: FormRoll, confirmed: int) -> None:
    """No more than the roll has, unless the school says that the roll is wrong."""
    first = cells[0]
    letter = first.rstrip("0123456789")
    says_no = f"${pen.letter(ColumnRole.GRADE, ALL_GRADES[0])}${confirmed}"
    pen.limit(
        cells,
        f"AND(ISNUMBER({first}),{first}>=0,{first}=INT({first}),"
        f'OR({first}<={letter}${roll.number},{says_no}="{NO}"))',
        ABOVE_THE_ROLL,
    )


def _write_check(pen: Pen, question: Question, roll: FormRoll, rows: Mapping[str, int]) -> None:
    """What is wrong with the numbers of a question, the gravest first."""
    row = rows[question.code]
    first, last = (pen.letter(ColumnRole.GRADE, grade) for grade in (ALL_GRADES[0], ALL_GRADES[-1]))
    cells, limits = f"{first}{row}:{last}{row}", f"{first}{roll.number}:{last}{roll.number}"
    found = [
        (
            f'SUMPRODUCT(ISTEXT({cells})*({cells}<>"{NOT_APPLICABLE_SIGN}"))>0',
            "нужно число, без слов",
        ),
        (f'COUNTIF({cells},"<0")>0', "меньше нуля не бывает"),
    ]
    if roll.pupils:
        over = f"SUMPRODUCT(ISNUMBER({cells})*({cells}>{limits}))>0"
        found.append((over, "больше, чем обучающихся в классе"))
    for whole in _wholes(pen, question):
        if whole in rows:
            of = f"{first}{rows[whole]}:{last}{rows[whole]}"
            part = f"SUMPRODUCT(ISNUMBER({cells})*ISNUMBER({of})*({cells}>{of}))>0"
            found.append((part, "больше числа, из которого считают"))
            pen.warn(
                cells,
                f"AND(ISNUMBER({first}{row}),ISNUMBER({first}{rows[whole]}),"
                f"{first}{row}>{first}{rows[whole]})",
            )
    pen.check(row, _first_of(found))


def _wholes(pen: Pen, question: Question) -> list[str]:
    """The questions out of whose people those of this one are counted."""
    indicators = (row.indicator for row in pen.request.roadmap.activities)
    return [
        one.out_of
        for one in indicators
        if one.counted == question.code and one.out_of and not one.is_ratio
    ]


def _first_of(found: list[tuple[str, str]]) -> str:
    """The words of the first condition that holds; nothing where none does."""
    formula = '""'
    for condition, words in reversed(found):
        formula = f'IF({condition},"{words}",{formula})'
    return formula


def _write_total(pen: Pen, row: int) -> None:
    first, last = (pen.letter(ColumnRole.GRADE, grade) for grade in (ALL_GRADES[0], ALL_GRADES[-1]))
    cells = f"{first}{row}:{last}{row}"
    total = f'IF(COUNT({cells})=0,"",SUM({cells}))'
    pen.formula(row, pen.column(ColumnRole.TOTAL), total, look.TOTAL)


def _write_left_of_counts(pen: Pen, row: int, cells: list[str], *, required: bool) -> None:
    column = pen.column(ColumnRole.LEFT)
    if not required:
        pen.write(row, column, NOT_ASKED_THIS_YEAR, look.LEFT_COUNT)
        return
    reason = f"{pen.letter(ColumnRole.REASON)}{row}"
    pen.formula(row, column, f'IF({reason}<>"",0,{blanks(cells)})', look.LEFT_COUNT)


def _write_previous(pen: Pen, row: int, question: Question) -> int:
    """Last year's figures in grey; no row where there are none."""
    known = {
        fact.grade: fact
        for fact in pen.request.last_year
        if fact.question == question.code and fact.value is not None
    }
    if not known:
        return row
    pen.write(row, 1, None, look.CODE)
    text = f"год назад, {pen.request.year - 1}"
    pen.write(row, pen.column(ColumnRole.TEXT), text, look.PREVIOUS_TEXT)
    for grade in ALL_GRADES:
        column = pen.column(ColumnRole.GRADE, grade)
        pen.write(row, column, _value(known.get(grade)), look.PREVIOUS_NUMBER)
    total = sum(fact.value or 0 for fact in known.values())
    pen.write(row, pen.column(ColumnRole.TOTAL), total, look.PREVIOUS_NUMBER)
    for role in (ColumnRole.REASON, ColumnRole.LEFT, ColumnRole.CHECK):
        pen.write(row, pen.column(role), None, look.PREVIOUS_TEXT)
    pen.sheet.row_dimensions[row].height = 13
    return row + 1


def _value(fact: Fact | None) -> int | None:
    return fact.value if fact else None


# single counts


def write_events(pen: Pen) -> None:
    pen.head("Мероприятия")
    row = FIRST_ROW
    asked = [one for one in pen.request.questions if sheet_of(one) is SheetName.EVENTS]
    if any(one.answer is AnswerType.CHOICE for one in asked):
        pen.write(HEADER_ROW, pen.column(ColumnRole.ANSWER), NUMBER_OR_CHOICE, look.HEADER)
    for question in asked:
        _write_single(pen, row, question)
        row += 1
    if row == FIRST_ROW:
        pen.write(row, 2, NOTHING_HERE, look.PARAGRAPH)
        row += 1
    pen.legend(row - 1)
    pen.close(row - 1, landscape=True)


KIND_OF_CELL = {AnswerType.HOURS: InputCell.HOURS, AnswerType.CHOICE: InputCell.CHOICE}


def _write_single(pen: Pen, row: int, question: Question) -> None:
    """A number, hours, or an answer of a list."""
    required = is_asked_in(pen.request.roadmap, question, pen.request.year)
    answer, reason = pen.column(ColumnRole.ANSWER), pen.column(ColumnRole.REASON)
    pen.write(row, 1, question.code, look.CODE)
    write_question_text(pen, row, question, required=required)
    pen.write(row, pen.column(ColumnRole.UNIT), question.unit, look.UNIT)
    pen.ask(row, answer, Slot(question.code), KIND_OF_CELL.get(question.answer, InputCell.COUNT))
    pen.write(
        row, pen.column(ColumnRole.PREVIOUS), _answer_before(pen, question), look.PREVIOUS_NUMBER
    )
    pen.ask(row, reason, Slot(question.code, InputPart.REASON), InputCell.REASON)
    _write_left_of_single_count(pen, row, required=required)
    cell = f"{pen.letter(ColumnRole.ANSWER)}{row}"
    wrong = [
        (f"ISTEXT({cell})", "нужно число, без слов"),
        (f'COUNTIF({cell},"<0")>0', "меньше нуля не бывает"),
    ]
    if question.answer is AnswerType.CHOICE:
        pen.choose(cell, question.options)
        known = ",".join(f'{cell}="{option}"' for option in question.options)
        wrong = [(f'AND({cell}<>"",NOT(OR({known})))', "выберите из списка")]
    pen.check(row, _first_of(wrong))


def _answer_before(pen: Pen, question: Question) -> int | float | str | None:
    facts = (fact for fact in pen.request.last_year if fact.question == question.code)
    value = next((fact.value for fact in facts), None)
    if value is None or question.answer is not AnswerType.CHOICE:
        return None if value is None else question.amount(value)
    return question.answer_in_words(value)


def _write_left_of_single_count(pen: Pen, row: int, *, required: bool) -> None:
    column = pen.column(ColumnRole.LEFT)
    if not required:
        pen.write(row, column, NOT_ASKED_THIS_YEAR, look.LEFT_COUNT)
        return
    answer, reason = (f"{pen.letter(role)}{row}" for role in (ColumnRole.ANSWER, ColumnRole.REASON))
    pen.formula(row, column, f'IF({reason}<>"",0,COUNTBLANK({answer}))', look.LEFT_COUNT)


NOTHING_HERE = "На этом листе вопросов нет."


# presence and documents

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
            row = _write_presence(pen, row, question)
    if row == FIRST_ROW:
        pen.write(row, 2, NOTHING_HERE, look.PARAGRAPH)
        row += 1
    pen.legend(row - 1)
    pen.close(row - 1, landscape=True)


def _write_presence(pen: Pen, row: int, question: Question) -> int:
    """The lines of a question, one per document. Gives the next free row."""
    required = is_asked_in(pen.request.roadmap, question, pen.request.year)
    lines = _lines(pen, question)
    for ordinal in lines:
        _write_line(pen, row + ordinal - 1, question, ordinal)
    write_question_text(pen, row, question, required=required)
    pen.ask(row, pen.column(ColumnRole.ANSWER), Slot(question.code), InputCell.PRESENCE)
    pen.write(
        row, pen.column(ColumnRole.PREVIOUS), _presence_before(pen, question), look.PREVIOUS_NUMBER
    )
    pen.ask(
        row, pen.column(ColumnRole.REASON), Slot(question.code, InputPart.REASON), InputCell.REASON
    )
    _write_left_of_presence(pen, row, required=required)
    _write_check_of_presence(pen, row, row + len(lines) - 1)
    return row + len(lines)


def _write_check_of_presence(pen: Pen, row: int, last: int) -> None:
    """«Есть» needs requisites, «нет» has none; what is lacking is coloured as well."""
    answer = f"{pen.letter(ColumnRole.ANSWER)}{row}"
    name, number, day = (
        pen.letter(role) for role in (ColumnRole.NAME, ColumnRole.NUMBER, ColumnRole.DATE)
    )
    documents = f"{name}{row}:{pen.letter(ColumnRole.LINK)}{last}"
    lacking = (
        f'"не хватает:"&IF({name}{row}=""," наименования","")'
        f'&IF({number}{row}=""," номера","")&IF({day}{row}=""," даты","")'
    )
    wrong = [
        (f'AND({answer}<>"",{answer}<>"{YES}",{answer}<>"{NO}")', "выберите «есть» или «нет»"),
        (f'AND({answer}="{NO}",COUNTA({documents})>0)', "«нет», а документ внесён"),
        (f'AND({answer}="",COUNTA({documents})>0)', "документ внесён, выберите «есть»"),
    ]
    needed = f"{name}{row}:{day}{row}"
    is_lacking = f'AND({answer}="{YES}",COUNTBLANK({needed})>0)'
    pen.check(row, f"IF({is_lacking},{lacking},{_first_of(wrong)})")
    pen.warn(needed, f'AND(${answer}="{YES}",{name}{row}="")')


def _lines(pen: Pen, question: Question) -> range:
    """As many lines as are offered, and more where more documents are known."""
    known = [slot.ordinal for slot in pen.filled if slot.question == question.code]
    return range(1, max([len(document_lines(question)), *known]) + 1)


def _write_line(pen: Pen, row: int, question: Question, ordinal: int) -> None:
    pen.write(row, 1, question.code, look.CODE)
    pen.write(row, pen.column(ColumnRole.TEXT), "ещё документ", look.TEXT_AGAIN)
    pen.write(row, pen.column(ColumnRole.ORDINAL), ordinal, look.UNIT)
    for role in UNASKED:
        pen.write(row, pen.column(role), None, look.NOT_ASKED)
    for role, part, kind in DOCUMENT_CELLS:
        pen.ask(row, pen.column(role), Slot(question.code, part, ordinal=ordinal), kind)
    pen.sheet.row_dimensions[row].height = 18


UNASKED = (
    *(ColumnRole.ANSWER, ColumnRole.PREVIOUS, ColumnRole.REASON),
    *(ColumnRole.LEFT, ColumnRole.CHECK),
)
"""Columns that only the first line of a question fills."""


def _presence_before(pen: Pen, question: Question) -> str | None:
    facts = (fact for fact in pen.request.last_year if fact.question == question.code)
    return next((YES if fact.value else NO for fact in facts if fact.value is not None), None)


def _write_left_of_presence(pen: Pen, row: int, *, required: bool) -> None:
    """Nothing is missing with «нет»; «есть» needs name, number and date."""
    column = pen.column(ColumnRole.LEFT)
    if not required:
        pen.write(row, column, NOT_ASKED_THIS_YEAR, look.LEFT_COUNT)
        return
    answer, reason = (f"{pen.letter(role)}{row}" for role in (ColumnRole.ANSWER, ColumnRole.REASON))
    needed = f"{pen.letter(ColumnRole.NAME)}{row}:{pen.letter(ColumnRole.DATE)}{row}"
    counted = f'IF({answer}="{YES}",COUNTBLANK({needed}),IF(OR({answer}<>"",{reason}<>""),0,1))'
    pen.formula(row, column, counted, look.LEFT_COUNT)
