"""The shape of a form: every question has its cell, once, where its code and its name say.

An answer is found by code and header, and names of cells never change that: programs that insert
rows without moving names, sort them or drop them are many. A name is a second witness, and counts
only beside a third one, the text of the question in its row. Sorted or moved as a whole, a row
takes its text along, and names that stayed behind stand beside another text. Where only the code
was edited, text and name agree against it: then the answer has two candidates, and the school is
asked. In order: rows and sheets; the rows that names point to; candidates; what is missing.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from data_model.returns import Severity, ValueState
from data_model.roadmap import in_quotes
from loaders.files.workbook import Cell, Grid, NamedPlace, is_text_table
from loaders.forms.layout import (
    DOCUMENT_PARTS,
    REMARKS_SHEET,
    ColumnRole,
    InputPart,
    SheetName,
    Slot,
)
from loaders.returns.checks.rule import Rule, RuleBreach, Screening, Stage, at, cut
from loaders.returns.parse import Header, Located
from loaders.values.reading import plain

OWN_SHEETS = {plain(name) for name in (*SheetName, REMARKS_SHEET)}
FIRST_NAMED = 5


def every_question_has_its_row(screening: Screening) -> Iterator[RuleBreach]:
    """Rows and columns may move; they may not go."""
    missing = screening.parsed.missing
    if missing:
        labels = _labels_of_missing(screening)
        more = f" и ещё {len(labels) - FIRST_NAMED}" if len(labels) > FIRST_NAMED else ""
        questions = ", ".join(labels[:FIRST_NAMED]) + more
        words = {"questions": questions, "cure": cure_of_missing(screening)}
        place = _row_by_text(screening, missing[0].question)
        sheet, cell = (place.sheet, place.address) if place else ("", "")
        yield RuleBreach(sheet, cell, words)


def _labels_of_missing(screening: Screening) -> list[str]:
    """A question that has gone in all its grades is named once."""
    labels: list[str] = []
    for code, of in groupby(screening.parsed.missing, key=lambda one: one.question):
        slots = list(of)
        is_whole = len(slots) == len(screening.form.roadmap.question(code).grades)
        labels += [screening.label(one) for one in ([Slot(code)] if is_whole else slots)]
    return labels


def _row_by_text(screening: Screening, question: str) -> Cell | None:
    """The cell for the code in the row where the text of a question stands."""
    rows = Rows(screening)
    for grid in screening.data_grids:
        header = screening.located.headers.get(grid.name)
        code = header.column(ColumnRole.CODE) if header else None
        for number in range(header.row + 1, len(grid.rows)) if header and code is not None else ():
            row = rows.at(grid.name, number)
            if row and row.text_of == question:
                return grid.cell(number, code or 0)
    return None


def no_question_stands_twice(screening: Screening) -> Iterator[RuleBreach]:
    asked = {question.code for question in screening.questions}
    seen: set[tuple[str, str | int]] = set()
    for slot, cell in screening.located.repeated:
        first = screening.located.cells[slot]
        is_column = first.row == cell.row
        key = cell.sheet, cell.column if is_column else slot.question
        if slot.question in asked and key not in seen and first.sheet == cell.sheet:
            seen.add(key)
            text = in_quotes(cut(screening.form.roadmap.question(slot.question).text))
            cure = _cure_of_columns(screening, slot, first, cell) if is_column else ONE_ROW
            yield at(cell, question=text, first=f"{first.sheet}!{first.address}", cure=cure)


ONE_ROW = (
    "Если это части одного ответа (корпуса, классы), сложите их в одной; другую строку удалите."
)
ONE_COLUMN = (
    "Столбцы «{first}» и «{second}» оба о {grade} классе: сложите числа в одном, другой удалите."
)


def _cure_of_columns(screening: Screening, slot: Slot, first: Cell, second: Cell) -> str:
    """«8а класс» beside «8б класс»: classes of one grade are counted together."""
    grid = screening.grid(first)
    header = screening.located.headers.get(grid.name)
    if header is None or not slot.grade:
        return "Оставьте один столбец."
    heads = (cut(grid.cell(header.row, one.column).written) for one in (first, second))
    return ONE_COLUMN.format(first=next(heads), second=next(heads), grade=slot.grade)


def form_is_not_empty(screening: Screening) -> Iterator[RuleBreach]:
    """An untouched form is no report: zero is written, and silence is explained."""
    parsed = screening.parsed.parsed
    silent = (ValueState.NOT_REPORTED, ValueState.NOT_APPLICABLE)
    if not parsed.documents and all(fact.state in silent for fact in parsed.facts):
        is_picture = any(grid.marks.pictures for grid in screening.workbook.sheets)
        yield RuleBreach(words={"cure": ONLY_A_PICTURE if is_picture else UNFILLED})


UNFILLED = "Внесите данные; если участников не было, поставьте 0, если данных нет, напишите почему."
ONLY_A_PICTURE = (
    "На листе только картинка: числа из неё не читаются. Впишите их в ячейки и отправьте снова."
)


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
    is_headed = grid.name in screening.located.headers
    return is_headed or plain(grid.value(0, 1)) in OWN_TITLES


OWN_TITLES = {plain("Отчёт о выполнении дорожной карты"), plain(SheetName.GUIDE)}


# the rows that names point to


def strays(names: Mapping[str, NamedPlace], located: Located) -> Mapping[Slot, NamedPlace]:
    """The slots whose name points to another cell than was found; in a good return none."""
    return {
        slot: place
        for slot, cell in located.cells.items()
        if (place := names.get(slot.name)) and place != cell[:3]
    }


class NamedRow(NamedTuple):
    """A row under a header, and what it says of itself: its code, and whose text stands there."""

    grid: Grid
    header: Header
    number: int
    code: str
    text: str
    text_of: str

    def heads(self, column: int) -> bool:
        return any(at == column for at, _ in self.header.columns)


@dataclass
class Rows:
    """The rows that names point to, each looked at once."""

    screening: Screening
    known: dict[tuple[str, int], NamedRow | None] = field(default_factory=dict)

    def at(self, sheet: str, number: int) -> NamedRow | None:
        """A row of a sheet; none where no header stands over it."""
        key = sheet, number
        if key not in self.known:
            self.known[key] = self._look(*key)
        return self.known[key]

    def _look(self, sheet: str, number: int) -> NamedRow | None:
        grid = self.screening.workbook.sheet(sheet)
        header = self.screening.located.headers.get(grid.name) if grid else None
        if grid is None or header is None or number <= header.row:
            return None
        code, text = (
            _stands(grid, number, header.column(role))
            for role in (ColumnRole.CODE, ColumnRole.TEXT)
        )
        return NamedRow(grid, header, number, code, text, self._question_of(text))

    def _question_of(self, written: str) -> str:
        """The code of the longest text that a cell begins with, its hint behind it.

        Nothing where two questions share that text.
        """
        texts = {one.code: plain(one.text) for one in self.screening.form.roadmap.questions}
        begun = {code: text for code, text in texts.items() if text and written.startswith(text)}
        longest = max(map(len, begun.values()), default=0)
        codes = [code for code, text in begun.items() if len(text) == longest]
        return codes[0] if len(codes) == 1 else ""


def _stands(grid: Grid, row: int, column: int | None) -> str:
    return "" if column is None else plain(grid.cell(row, column).written)


# two candidates for one answer

EMPTY = "пусто"


class Candidates(NamedTuple):
    """Two cells for one answer: the one found by code and header, and the one named."""

    slot: Slot
    found: Cell
    named: Cell

    @property
    def is_disputed(self) -> bool:
        return self.slot.part is not InputPart.REASON and self.found.written != self.named.written


def names_agree_with_codes(screening: Screening) -> Iterator[RuleBreach]:
    """One question for every answer that really has two candidates."""
    away = strays(screening.workbook.names, screening.located)
    if not away:
        return
    asked, rows = {one.code: one for one in screening.questions}, Rows(screening)
    pairs = (
        pair
        for slot, place in away.items()
        if slot.question in asked and (pair := _candidates(rows, slot, place))
    )
    for code, of in groupby(pairs, key=lambda one: one.slot.question):
        disputed = [one for one in of if one.is_disputed]
        for pair in disputed if asked[code].grades else disputed[:1]:
            yield _asked(screening, pair)


def _asked(screening: Screening, pair: Candidates) -> RuleBreach:
    """A document is no answer of its own: with it the answer to its question is unknown."""
    slot, found, named = pair
    answer = Slot(slot.question) if slot.part in DOCUMENT_PARTS else slot
    return at(
        found,
        unknown=answer,
        found=_shown(found),
        question=screening.label(answer),
        named=_shown(named),
        named_cell=f"{named.sheet}!{named.address}",
    )


def _shown(cell: Cell) -> str:
    return f"«{cut(cell.written)}»" if not cell.is_empty else EMPTY


def _candidates(rows: Rows, slot: Slot, place: NamedPlace) -> Candidates | None:
    """The named cell beside the found one, where the text of its row bears witness for it."""
    (sheet, number, column), found = place, rows.screening.located.cells[slot]
    row = rows.at(sheet, number)
    if row is None or found.sheet != sheet or row.text_of != slot.question:
        return None
    if row.code != slot.question:
        return Candidates(slot, found, row.grid.cell(row.number, found.column))
    named = row.grid.cell(number, column)
    is_free = found.row == number and not named.is_empty and not row.heads(column)
    return Candidates(slot, found, named) if is_free and _kept_up(rows.screening, named) else None


def _kept_up(screening: Screening, named: Cell) -> bool:
    """Whether a name right of a cell is where it belongs: no column was put in without names."""
    places = screening.workbook.names
    return any(
        places.get(slot.name) == cell[:3]
        for slot, cell in screening.located.cells.items()
        if cell.sheet == named.sheet and cell.column > named.column
    )


# what is missing

ANEW = "Скачайте бланк заново и перенесите в него данные."
WHOLE_BOOK = (
    "Это один лист, сохранённый как .csv, остальных листов бланка в нём нет. Отправьте всю книгу: "
    "в Google Таблицах «Файл — Скачать — Microsoft Excel (.xlsx)», в Excel «Сохранить как» .xlsx."
)
PUT_BACK = (
    "Судя по именам ячеек, ответы стоят здесь: {places}. Верните на место код вопроса и шапку "
    "или перенесите данные в новый бланк."
)


def cure_of_missing(screening: Screening) -> str:
    """What to do about answers without a row or a column: where they stand, if names tell it."""
    lost = list(_lost(screening, screening.parsed.missing))
    rows = groupby(lost, key=lambda one: (one[0].question, one[1].row))
    places = "; ".join(_told(list(of)) for _, of in rows)
    if places:
        return PUT_BACK.format(places=places)
    return WHOLE_BOOK if is_text_table(screening.workbook) else ANEW


def _told(of: list[tuple[Slot, Cell]]) -> str:
    """«Показатели!H12:M12 (код ticket_pupils)»"""
    (slot, first), (_, last) = of[0], of[-1]
    span = first.address if first == last else f"{first.address}:{last.address}"
    return f"{first.sheet}!{span} (код {slot.question})"


def _lost(screening: Screening, missing: Iterable[Slot]) -> Iterator[tuple[Slot, Cell]]:
    places, rows = screening.workbook.names, Rows(screening)
    for slot in missing:
        sheet, number, column = places.get(slot.name, NOWHERE)
        row = rows.at(sheet, number)
        if row and _may_be_lost(row, slot, cell := row.grid.cell(number, column), screening):
            yield slot, cell


NOWHERE: NamedPlace = ("", -1, -1)


def _may_be_lost(row: NamedRow, slot: Slot, named: Cell, screening: Screening) -> bool:
    """By the text of its row; where code and text are gone, something must stand in the cell."""
    if row.text:
        return row.text_of == slot.question and not _is_taken(screening, slot.question, named)
    return not row.code and not named.is_empty


def _is_taken(screening: Screening, question: str, named: Cell) -> bool:
    """Whether a cell is taken by another answer of the same question: a column has gone."""
    cells = screening.located.cells.items()
    return any(slot.question == question and cell[:3] == named[:3] for slot, cell in cells)


RULES: tuple[Rule, ...] = (
    Rule(
        "question_repeated",
        "Вопрос стоит дважды",
        Severity.ERROR,
        "Вопрос {question} стоит на листе дважды: здесь и в {first}. {cure}",
        Stage.SHAPE,
        no_question_stands_twice,
        example="строка вопроса скопирована ниже; столбцы «8а» и «8б»",
    ),
    Rule(
        "question_missing",
        "В бланке нет вопроса",
        Severity.ERROR,
        "В бланке нет строк или столбцов для вопросов: {questions}. {cure}",
        Stage.SHAPE,
        every_question_has_its_row,
        example="строка или столбец удалены; код вопроса стёрт",
    ),
    Rule(
        "empty_return",
        "Бланк не заполнен",
        Severity.ERROR,
        "Бланк не заполнен: нет ни одного ответа. {cure}",
        Stage.SHAPE,
        form_is_not_empty,
        example="бланк отправлен незаполненным",
    ),
    Rule(
        "name_disagrees",
        "Код и имя ячейки указывают на разное",
        Severity.QUESTION,
        "{question}: по коду строки и шапке ответ здесь: {found}, а по тексту вопроса и имени "
        "ячейки — в {named_cell}: {named}. Похоже, код вопроса или шапку изменили. Внесите верный "
        "ответ и верните их на место; до этого значение неизвестно.",
        Stage.ANSWERS,
        names_agree_with_codes,
        example="коды двух строк поменяли местами",
    ),
    Rule(
        "strange_sheet",
        "Лишний лист",
        Severity.NOTE,
        "Лист «{sheet}» добавлен к бланку и не читается. Если на нём есть данные, перенесите их "
        "в бланк.",
        Stage.ANSWERS,
        no_strange_sheets,
        example="Лист1; Черновик",
    ),
)
"""Errors of what is not whole; a question and a note about what is."""
