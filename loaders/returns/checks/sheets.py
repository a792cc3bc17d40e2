"""What else stands on the sheets: hidden, merged, computed, hung on cells, typed beside them.

In order: the answers in their cells; what is typed where nobody reads («мимо ячеек»), which is
named with its cells and never lost in silence.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import product

from data_model.returns import NO_GRADE, Severity
from data_model.roadmap import ALL_GRADES, AnswerType
from loaders.files.workbook import Cell, Grid, Hollow, address_of, column_number
from loaders.forms.layout import (
    NOT_ASKED_THIS_YEAR,
    PART_OF_ROLE,
    REMARK,
    ColumnRole,
    InputPart,
    SheetName,
    Slot,
)
from loaders.returns.checks.answers import silent_slots
from loaders.returns.checks.rule import Rule, RuleBreach, Screening, Stage, at, cut
from loaders.returns.parse import CODE_HEADERS, Answer, Header
from loaders.values.personal import is_signature
from loaders.values.reading import plain, read_count, read_presence

UNDER_TABLE = re.compile(r"\W*(примечани[еяй]|прим\.|пояснени[еяй])[\s:.]", re.IGNORECASE)


def nothing_is_hidden(screening: Screening) -> Iterator[RuleBreach]:
    """Hidden cells are read like all others; one remark for a sheet and for how it hides them."""
    for grid in screening.data_grids:
        marks = grid.marks
        if not (
            marks.is_hidden or marks.hidden_rows or marks.hidden_columns or _may_be_unseen(grid)
        ):
            continue
        cells = [one.cell for one in screening.parsed.answers if one.cell.sheet == grid.name]
        hidden = [one for one in cells if not one.is_empty and marks.hides(one.row, one.column)]
        unseen = [one for one in cells if one not in hidden and _is_unseen(grid, one)]
        for what, of in ((_what_is_hidden(grid), hidden), (UNSEEN, unseen)):
            if of:
                addresses = ", ".join(one.address for one in of)
                yield at(of[0], sheet=grid.name, what=what, cells=addresses)


def _what_is_hidden(grid: Grid) -> str:
    if grid.marks.is_hidden:
        return "лист скрыт"
    return "строки скрыты фильтром" if grid.marks.is_filtered else "есть скрытые строки или столбцы"


UNSEEN = "формат ячеек или настройка листа не показывает написанного"


def _may_be_unseen(grid: Grid) -> bool:
    return grid.marks.hides_zeros or any(one.unseen for one in grid.marks.looks.values())


def _is_unseen(grid: Grid, cell: Cell) -> bool:
    """Whether a person sees an empty cell where something stands; a formula's zero is told."""
    is_zero = _is_figure(cell) and cell.value == 0
    if is_zero and _is_formula(grid, cell.row, cell.column):
        return False
    return cell.is_unseen or (is_zero and grid.marks.hides_zeros)


def answers_are_typed(screening: Screening) -> Iterator[RuleBreach]:
    """A formula in an answer: its saved result is taken."""
    computed = {
        (grid.name, *place) for grid in screening.data_grids for place in grid.marks.formulas
    }
    doubtful = {(one.sheet, one.cell) for one in zeros_have_a_source(screening)}
    for answer in screening.parsed.answers if computed else ():
        is_doubtful = (answer.cell.sheet, answer.cell.address) in doubtful
        is_taken = answer.reading.value is not None and not is_doubtful
        if is_taken and answer.cell[:3] in computed:
            yield at(answer.cell, question=screening.label(answer.slot))


EXTERNAL = re.compile(r"\[\d+\]|file:", re.IGNORECASE)
REFERENCE = re.compile(
    r"(?:('(?:[^']|'')+'|[^\W\d][\w. ]*)?[!.])?\$?([A-Za-z]{1,3})\$?(\d{1,7})(?![\w(])"
    r"(?::\.?\$?([A-Za-z]{1,3})\$?(\d{1,7}))?"
)
MOST_CELLS = 2000
DEEPEST = 50


def zeros_have_a_source(screening: Screening) -> Iterator[RuleBreach]:
    """A zero that a formula made of itself, of empty cells, or of a book that is not here."""
    formulas = {
        (grid.name, *place): text
        for grid in screening.data_grids
        for place, text in grid.marks.formulas.items()
    }
    for answer in screening.parsed.answers if formulas else ():
        if answer.reading.value != 0 or answer.cell[:3] not in formulas:
            continue
        if why := _why_zero(screening, answer.cell, formulas):
            label = screening.label(answer.slot)
            yield at(answer.cell, unknown=answer.slot, question=label, why=why)


FormulaPlace = tuple[str, int, int]
"""Sheet, row and column."""


def _why_zero(screening: Screening, cell: Cell, formulas: Mapping[FormulaPlace, str]) -> str:
    start = cell[:3]
    if EXTERNAL.search(formulas[start]):
        return "смотрит в другую книгу, которой здесь нет"
    seen, waiting = set[FormulaPlace](), [start]
    while waiting and len(seen) < DEEPEST:
        place = waiting.pop()
        named = _named_in(formulas[place], place[0])
        if start in named:
            return "ссылается сама на себя"
        seen.add(place)
        waiting += [one for one in named if one in formulas and one not in seen]
    sources = _named_in(formulas[start], start[0])
    grids = {grid.name: grid for grid in screening.workbook.sheets}
    is_hollow = all(
        grids[sheet].cell(row, column).is_empty if sheet in grids else True
        for sheet, row, column in sources
    )
    return "смотрит в пустые ячейки" if sources and is_hollow else ""


def _named_in(formula: str, sheet: str) -> set[FormulaPlace]:
    """The cells that a formula names."""
    text = re.sub(r'"[^"]*"', "", formula.removeprefix("of:")).replace("[", " ").replace("]", " ")
    found = set[FormulaPlace]()
    for of, left, top, right, bottom in REFERENCE.findall(text):
        name = of.strip(" $'").replace("''", "'") or sheet
        first, last = int(top) - 1, int(bottom or top) - 1
        start, end = column_number(left), column_number(right or left)
        if (last - first + 1) * (end - start + 1) <= MOST_CELLS:
            spots = product(range(first, last + 1), range(start, end + 1))
            found.update((name, row, column) for row, column in spots)
    return found


def answers_are_no_pictures(screening: Screening) -> Iterator[RuleBreach]:
    """A picture, while answers are missing: what it shows is read by nobody."""
    if not any(True for _ in silent_slots(screening)):
        return
    for sheet, cell, _ in pictures_in(screening):
        yield RuleBreach(sheet, cell, {"sheet": sheet})


def pictures_in(screening: Screening) -> Iterator[tuple[str, str, str]]:
    """Each picture of a book: its sheet, its first cell, all the cells that it covers."""
    for grid in screening.workbook.sheets:
        for top, left, bottom, right in grid.marks.pictures:
            first, last = address_of(top, left), address_of(bottom, right)
            yield grid.name, first, first if first == last else f"{first}:{last}"


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
        is_shared = answer.slot in screening.located.shared
        if (len(covered) > 1 or is_shared) and (answer.cell.sheet, joined) not in seen:
            seen.add((answer.cell.sheet, joined))
            first, label = covered[0], screening.label(Slot(answer.slot.question))
            top, left, bottom, right = joined
            ends = address_of(top, left), address_of(bottom, right)
            cells = ":".join(ends) if is_shared else _cells_in_words([one.cell for one in covered])
            found = cut(screening.grid(answer.cell).cell(top, left).written)
            yield at(first.cell, unknown=first.slot, question=label, cells=cells, found=found)


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
        if grades is None or slot.grade in (NO_GRADE, *grades) or not cell.value:
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
    """Words under a table («Примечание: …», «жёлтым — уточняется») are kept and are no answer."""
    title = screening.workbook.sheet(SheetName.TITLE)
    for grid in (*((title,) if title else ()), *screening.data_grids):
        header = screening.located.headers.get(grid.name)
        first = 0 if grid is title else header.row + 1 if header else len(grid.rows)
        for cell in grid.texts:
            is_told = cell.row >= first and UNDER_TABLE.match(str(cell.value))
            if is_told or (header and _is_below(grid, header, cell)):
                yield at(grid.cell(cell.row, cell.column))


def _is_below(grid: Grid, header: Header, cell: Cell) -> bool:
    """Words below the last question that no other rule names: no signature, no label of ours."""
    if cell.row <= max(header.codes, default=len(grid.rows)) or cell.is_empty:
        return False
    if cell.row not in _rows_without_code(grid, header) or _typed(grid, header, cell.row):
        return False
    is_ours = _label(grid, header, cell.row).startswith(A_YEAR_AGO)
    return not (is_ours or _is_signature(grid, cell.row))


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


# typed where nobody reads

A_YEAR_AGO = "год назад"
MOST_BESIDE = 3
"""Columns beside a table in which figures are looked for; cells of a row that signs a sheet."""


def rows_have_their_code(screening: Screening) -> Iterator[RuleBreach]:
    """A row that was added or lost its code is read by nobody."""
    for grid, header in _tables(screening):
        for row in _rows_without_code(grid, header):
            typed = _typed(grid, header, row)
            is_told = _label(grid, header, row).startswith(A_YEAR_AGO)
            if typed and not is_told and not _is_signature(grid, row):
                yield at(typed[0], cells=_cells_in_words(typed))


def answers_stand_in_this_years_row(screening: Screening) -> Iterator[RuleBreach]:
    """Figures in the row or column «год назад», while those of this year are empty.

    What the form itself prints there is what the school had answered then.
    """
    for code, typed in screening.once(_told_of_last_year):
        if _is_silent(screening, code) and _is_new(screening, code, typed):
            cells = _cells_in_words([cell for cell, _ in typed])
            yield at(typed[0][0], question=screening.label(Slot(code)), cells=cells)


def last_year_is_as_it_was(screening: Screening) -> Iterator[RuleBreach]:
    """A figure of last year that is not the one in its return, beside answers of this year."""
    for code, typed in screening.once(_told_of_last_year):
        if _is_silent(screening, code):
            continue
        for cell, grade in typed:
            known, slot = screening.form.last_year.get((code, grade)), Slot(code, grade=grade)
            if known and known.value is not None and _differs(screening, slot, cell, known.value):
                label, last = screening.label(slot), screening.parsed.parsed.year - 1
                yield at(cell, question=label, known=known.value, last=last)


def _differs(screening: Screening, slot: Slot, cell: Cell, known: int) -> bool:
    """Whether a count is another one; «есть» and lists are told by the form in words."""
    is_count = screening.answer_type(slot) is AnswerType.COUNT
    return is_count and read_count(cell).value not in (None, known)


def _told_of_last_year(screening: Screening) -> Iterator[tuple[str, list[tuple[Cell, int]]]]:
    """By question what stands in the row or the column «год назад», with the grade of each cell."""
    asked = {one.code for one in screening.questions}
    for grid, header in _tables(screening):
        code, in_row, in_column = "", _grades(header, *OF_THIS_YEAR), _grades(header, *OF_LAST_YEAR)
        for row in range(header.row + 1, len(grid.rows)):
            code = header.codes.get(row, code)
            is_told = row not in header.codes and _label(grid, header, row).startswith(A_YEAR_AGO)
            grades = in_row if is_told else in_column
            typed = [(cell, grades[cell.column]) for cell in grid.filled_in(row, grades)]
            if typed and code in asked:
                yield code, typed


def no_text_stands_beside_the_table(screening: Screening) -> Iterator[RuleBreach]:
    """Words in the row of a question, beyond its last column; «Примечание: …» has its own rule."""
    for typed in screening.once(_beside):
        is_told = any(_is_figure(one) or UNDER_TABLE.match(one.written) for one in typed)
        if not is_told:
            yield at(typed[0], cells=_cells_in_words(typed))


def nothing_stands_beside_the_table(screening: Screening) -> Iterator[RuleBreach]:
    """Figures in the row of a question, beyond its last column."""
    for typed in screening.once(_beside):
        if figures := [cell for cell in typed if _is_figure(cell)]:
            yield at(figures[0], cells=_cells_in_words(figures))


def added_columns_are_named(screening: Screening) -> Iterator[RuleBreach]:
    """A column that the school has put in under a header of its own is read by nobody."""
    for grid, header in _tables(screening):
        for column in _unknown_columns(grid, header):
            head = grid.cell(header.row, column)
            filled = (cell for row in header.codes for cell in grid.filled_in(row, (column,)))
            if not head.is_empty and (typed := list(filled)):
                yield at(typed[0], header=cut(head.written), cells=_cells_in_words(typed))


def _beside(screening: Screening) -> Iterator[list[Cell]]:
    """What a hand has typed in the row of each question, in cells that no header asks for."""
    for grid, header in _tables(screening):
        unknown = [
            column
            for column in _unknown_columns(grid, header)
            if grid.cell(header.row, column).is_empty
        ]
        units, computed = header.columns_of(ColumnRole.UNIT), header.columns_of(*COMPUTED)
        for row in header.codes:
            over = [cell for cell in grid.filled_in(row, units) if _is_figure(cell)]
            over += _typed_over(grid, header, row, computed)
            if typed := [*over, *grid.filled_in(row, unknown)]:
                yield sorted(typed)


def _unknown_columns(grid: Grid, header: Header) -> Iterator[int]:
    """Columns in the table and right of it that are none of the form's own."""
    own = {column for column, _ in header.columns}
    for column in range(max(own) + 1 + MOST_BESIDE):
        # the header of our own words in a marked copy is no stranger's
        if column not in own and grid.value(header.row, column) != REMARK:
            yield column


def _typed_over(grid: Grid, header: Header, row: int, computed: list[int]) -> Iterator[Cell]:
    """Whatever stands in the place of a formula of ours."""
    typed = (column for column in computed if not _is_formula(grid, row, column))
    for cell in grid.filled_in(row, typed):
        if cell.value != NOT_ASKED_THIS_YEAR and _keeps_formulas(grid, header, computed):
            yield cell


COMPUTED = (ColumnRole.LEFT, ColumnRole.CHECK)


def _is_formula(grid: Grid, row: int, column: int) -> bool:
    return (row, column) in grid.marks.formulas or isinstance(grid.value(row, column), Hollow)


def _keeps_formulas(grid: Grid, header: Header, computed: list[int]) -> bool:
    """Whether our formulas are still there: a sheet pasted as values has none."""
    return any(_is_formula(grid, row, column) for row in header.codes for column in computed)


def _tables(screening: Screening) -> Iterator[tuple[Grid, Header]]:
    for grid in screening.data_grids:
        if header := screening.located.headers.get(grid.name):
            yield grid, header


def _rows_without_code(grid: Grid, header: Header) -> Iterator[int]:
    rows = (row for row in range(header.row + 1, len(grid.rows)) if row not in header.codes)
    at = header.column(ColumnRole.CODE) or 0
    return (row for row in rows if plain(grid.value(row, at) or "") not in CODE_HEADERS)


def _is_signature(grid: Grid, row: int) -> bool:
    """«Директор … И. И. Иванов», «Исп. …»: who signs a sheet answers nothing by it."""
    filled = list(grid.filled_in(row, range(len(grid.rows[row]))))
    is_few = len(filled) <= MOST_BESIDE and not any(map(_is_figure, filled))
    return is_few and is_signature(filled[0].written)


def _label(grid: Grid, header: Header, row: int) -> str:
    column = header.column(ColumnRole.TEXT)
    return "" if column is None else plain(grid.value(row, column) or "")


def _typed(grid: Grid, header: Header, row: int) -> list[Cell]:
    """The filled cells under columns in which answers and documents are asked for."""
    return grid.filled_in(row, (at for at, (role, _) in header.columns if role in PART_OF_ROLE))


OF_THIS_YEAR, OF_LAST_YEAR = (ColumnRole.GRADE, ColumnRole.ANSWER), (ColumnRole.PREVIOUS,)
"""Columns that hold figures of last year: in a row of them, or the one column."""


def _grades(header: Header, *roles: ColumnRole) -> dict[int, int]:
    """The grade that each column of some roles is of."""
    return {column: grade for column, (role, grade) in header.columns if role in roles}


def _is_silent(screening: Screening, code: str) -> bool:
    """Whether the question is asked, and nothing is written in any of its cells."""
    cells = [cell for slot, cell in screening.located.cells.items() if slot.question == code]
    is_asked = any(one.code == code for one in screening.questions)
    return is_asked and bool(cells) and all(cell.is_empty for cell in cells)


def _is_new(screening: Screening, code: str, typed: list[tuple[Cell, int]]) -> bool:
    """Whether something else stands there than what the school had answered a year ago."""
    before = screening.form.last_year
    for cell, grade in typed:
        known = before.get((code, grade))
        value = read_count(cell).value
        if value is None:
            value = read_presence(cell).value
        if value is not None and (known is None or known.value != value):
            return True
    return False


def _is_figure(cell: Cell) -> bool:
    return isinstance(cell.value, int | float) and not isinstance(cell.value, bool)


def _cells_in_words(cells: list[Cell]) -> str:
    first, last = cells[0], cells[-1]
    return first.address if first == last else f"{first.address}:{last.address}"


RULES: tuple[Rule, ...] = (
    Rule(
        "sheet_repeated",
        "Подходят несколько листов",
        Severity.ERROR,
        "На те же вопросы отвечают несколько листов: {sheets}. Оставьте один лист с верными "
        "данными.",
        Stage.SHAPE,
        sheets_do_not_repeat,
        example="Показатели и «Показатели (2)»",
    ),
    Rule(
        "merged_answer",
        "Объединённые ячейки",
        Severity.QUESTION,
        "{question}: ячейки {cells} объединены, в них одно число «{found}». "
        "Снимите объединение и внесите число в каждую.",
        Stage.ANSWERS,
        answers_are_not_merged,
        example="6–8 классы объединены, в них 45",
    ),
    Rule(
        "foreign_grade",
        "Число не в том классе",
        Severity.QUESTION,
        "{question}: записано {found} в столбце {grade} класса, а вопрос о классах {asked}. "
        "Это число не учитывается; проверьте, не сдвинута ли строка.",
        Stage.ANSWERS,
        answers_keep_to_their_grades,
        example="5 класс в вопросе о 6–11 классах",
    ),
    Rule(
        "hidden_cells",
        "Скрытые ячейки",
        Severity.NOTE,
        "Лист «{sheet}»: {what}. Ответы в них прочитаны как все остальные: {cells}.",
        Stage.ANSWERS,
        nothing_is_hidden,
        example="скрытые строки, столбцы, листы; включённый фильтр; формат «;;;»",
    ),
    Rule(
        "formula_in_answer",
        "Формула вместо числа",
        Severity.NOTE,
        "{question}: в ячейке формула, взято её сохранённое значение {found}.",
        Stage.ANSWERS,
        answers_are_typed,
        example="=10+5",
    ),
    Rule(
        "zero_of_nothing",
        "Ноль, который ни из чего посчитан",
        Severity.QUESTION,
        "{question}: ноль дала формула, которая {why}. Если участников не было, впишите 0 рукой; "
        "если были, впишите число.",
        Stage.ANSWERS,
        zeros_have_a_source,
        since="0.2",
        example="=H12+I12, где H12 сама и стоит; ссылка на пустую ячейку другой книги",
    ),
    Rule(
        "picture_on_sheet",
        "Картинка вместо ответов",
        Severity.NOTE,
        "На листе «{sheet}» лежит картинка или надпись, а ответов в ячейках нет: числа из неё не "
        "читаются. Впишите их в ячейки бланка.",
        Stage.ANSWERS,
        answers_are_no_pictures,
        since="0.2",
        example="снимок таблицы или надпись поверх пустых ячеек",
    ),
    Rule(
        "remark_on_cell",
        "Примечание к ячейке",
        Severity.NOTE,
        "К ячейке прикреплено примечание. Оно хранится в файле и не читается как ответ; если "
        "в нём причина, перепишите её в столбец «почему».",
        Stage.ANSWERS,
        nothing_is_hung_on_cells,
        example="примечание Excel на ячейке",
    ),
    Rule(
        "remark_under_table",
        "Примечание под таблицей",
        Severity.NOTE,
        "«{found}»: текст под таблицей хранится в файле и не читается как ответ.",
        Stage.ANSWERS,
        nothing_is_written_under_the_table,
        example="Примечание: 9 класс был на карантине; жёлтым — уточняется",
    ),
    Rule(
        "row_without_code",
        "Строка без кода вопроса",
        Severity.QUESTION,
        "Ячейки {cells}: в строке нет кода вопроса, поэтому она не прочитана. Перенесите "
        "написанное в строку с кодом; если мест для документов не хватает, скопируйте код вопроса "
        "в первый столбец этой строки.",
        Stage.ANSWERS,
        rows_have_their_code,
        example="под двумя строками документов вставлена третья",
    ),
    Rule(
        "answers_a_year_ago",
        "Ответы в строке «год назад»",
        Severity.QUESTION,
        "{question}: числа стоят в ячейках «год назад» ({cells}), а за этот год ничего нет. "
        "Если это ответы этого года, перенесите их в строку и столбец с вопросом.",
        Stage.ANSWERS,
        answers_stand_in_this_years_row,
        example="шесть чисел вписаны строкой ниже, где напечатан прошлый год",
    ),
    Rule(
        "last_year_differs",
        "Прошлый год исправлен в бланке",
        Severity.NOTE,
        "{question}: в ячейке «год назад» стоит {found}, а в отчёте за {last} год {known}. Число "
        "прошлого года отсюда не читается: если оно неверно, исправьте отчёт за {last} год.",
        Stage.ANSWERS,
        last_year_is_as_it_was,
        since="0.2",
        example="в строке «год назад» вместо напечатанных 4 вписано 9",
    ),
    Rule(
        "figures_beside_table",
        "Числа рядом с таблицей",
        Severity.QUESTION,
        "Ячейки {cells}: числа стоят не в ячейках вопроса и не прочитаны. Перенесите их в ячейки "
        "вопроса или удалите.",
        Stage.ANSWERS,
        nothing_stands_beside_the_table,
        example="итог дописан за последним столбцом",
    ),
    Rule(
        "text_beside_table",
        "Текст рядом с таблицей",
        Severity.NOTE,
        "Ячейки {cells}: текст рядом с таблицей («{found}») хранится в файле и не читается как "
        "ответ. Если в нём причина, перепишите её в столбец «почему».",
        Stage.ANSWERS,
        no_text_stands_beside_the_table,
        example="«см. приложение» за последним столбцом",
    ),
    Rule(
        "column_added",
        "Лишний столбец",
        Severity.NOTE,
        "Столбец «{header}» ({cells}) добавлен к бланку и не читается. Если в нём ответы, "
        "перенесите их в ячейки вопроса.",
        Stage.ANSWERS,
        added_columns_are_named,
        since="0.2",
        example="между классами вставлен столбец «ОВЗ»",
    ),
)
"""One error, where two sheets answer; else questions and notes."""
