"""From cells to a return («разбор отчёта»): facts and documents, each with sheet and cell."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from data_model.returns import (
    NO_GRADE,
    EvidenceDocument,
    Fact,
    ParsedReturn,
    ValueState,
)
from data_model.roadmap import AnswerType, Question, Respondent, Roadmap
from loaders.files.workbook import Cell, Workbook
from loaders.forms.layout import DOCUMENT_PARTS, Identity, InputPart, Slot
from loaders.returns.locate import Located, locate
from loaders.values.days import read_date
from loaders.values.reading import ParsedValue, read_count, read_presence, read_text

RollOf = Callable[[str], Mapping[int, int]]
"""The pupils by grade that the answers to a question are set against; empty: not loaded."""


class Answer(NamedTuple):
    """One answer cell: what it asks, where it stands, how it was read."""

    slot: Slot
    cell: Cell
    reading: ParsedValue

    @property
    def is_read(self) -> bool:
        """Whether a number came of it."""
        return self.reading.value is not None


@dataclass(frozen=True, slots=True)
class Parsed:
    """A return as understood, with what the checks need to know of its making.

    ``missing`` are slots for which the file has no cell at all.
    """

    parsed: ParsedReturn
    answers: tuple[Answer, ...]
    located: Located = field(repr=False)
    missing: tuple[Slot, ...] = ()

    def cell(self, slot: Slot) -> Cell | None:
        return self.located.cells.get(slot)


def parse_return(
    workbook: Workbook,
    roadmap: Roadmap,
    respondent: Respondent,
    identity: Identity,
    roll_of: RollOf,
    located: Located | None = None,
) -> Parsed:
    """The answers of one form; a grade without pupils on the roll of its question is closed."""
    found = located or locate(workbook)
    questions = tuple(roadmap.asked(respondent))
    asked = [
        (one, slot)
        for one in questions
        for slot in _slots(one.code, () if one.code in found.lumps else one.grades)
    ]
    answers = tuple(
        Answer(slot, cell, read_answer(question, cell))
        for question, slot in asked
        if (cell := found.cells.get(slot)) is not None
    )
    reasons = {one.code: _reason(found, one) for one in questions}
    rolls = {one.code: roll_of(one.code) for one in questions}
    facts = tuple(
        _fact(one, reasons[one.slot.question], rolls[one.slot.question]) for one in answers
    )
    documents = tuple(
        document
        for question in questions
        if question.answer is AnswerType.PRESENCE
        for document in _documents(found, question)
    )
    missing = tuple(slot for _, slot in asked if slot not in found.cells)
    parsed = ParsedReturn(
        identity.form, identity.version, identity.org, identity.year, facts, documents
    )
    return Parsed(parsed, answers, found, missing)


def _slots(question: str, grades: tuple[int, ...]) -> tuple[Slot, ...]:
    """The slots that must have a cell: one per answer asked for."""
    return tuple(Slot(question, InputPart.ANSWER, grade) for grade in grades or (NO_GRADE,))


def _reason(located: Located, question: Question) -> str:
    """Why an answer is missing, in the words of the school."""
    cell = located.cells.get(Slot(question.code, InputPart.REASON))
    return "" if cell is None or cell.is_empty else read_text(cell)


def read_answer(question: Question, cell: Cell) -> ParsedValue:
    """A cell as an answer to its question.

    «Нет» means zero where one number is asked for the whole organisation; in a cell of one
    grade it may as well mean that nobody counted.
    """
    if question.answer is AnswerType.PRESENCE:
        return read_presence(cell)
    return read_count(cell, zero_in_words=not question.grades)


def _fact(answer: Answer, reason: str, roll: Mapping[int, int]) -> Fact:
    """An answer as a fact: the states of a value never turn into one another."""
    (question, _, grade, _), cell, reading = answer
    state = _state(answer, roll, bool(reason))
    value = None if state is ValueState.NOT_APPLICABLE else reading.value
    told = reason if reason and _reason_belongs(state, reading) else ""
    return Fact(question, grade, value, state, cell.sheet, cell.address, cell.written, told)


def _is_closed(slot: Slot, roll: Mapping[int, int]) -> bool:
    """A grade in which the organisation has no pupils."""
    return bool(roll) and slot.grade != NO_GRADE and roll.get(slot.grade, 0) == 0


def _state(answer: Answer, roll: Mapping[int, int], has_reason: bool) -> ValueState:
    reading = answer.reading
    if reading.value:  # most of what is reported
        return ValueState.VALUE
    if reading.is_unknown:
        return ValueState.NO_DATA
    if _is_closed(answer.slot, roll):
        return ValueState.NOT_APPLICABLE
    if reading.value is not None:
        return ValueState.ZERO
    return ValueState.NO_DATA if has_reason else ValueState.NOT_REPORTED


def _reason_belongs(state: ValueState, reading: ParsedValue) -> bool:
    """A reason explains missing data and a «нет», not a value that is there."""
    return not reading.is_unknown and state in (ValueState.NO_DATA, ValueState.ZERO)


def _documents(located: Located, question: Question) -> Iterator[EvidenceDocument]:
    """The documents under a question; a line with nothing in it is none."""
    for ordinal, filled in sorted(located.documents.get(question.code, {}).items()):
        yield _document(question.code, ordinal, filled)


def _number(cell: Cell | None, text: str) -> str:
    """The number of a document; a date is none: nobody knows what was typed."""
    return "" if cell and isinstance(cell.value, date) else text


def _document(question: str, ordinal: int, filled: Mapping[InputPart, Cell]) -> EvidenceDocument:
    first = next(filled[part] for part in DOCUMENT_PARTS if part in filled)
    texts = {part: read_text(cell) for part, cell in filled.items()}
    day = filled.get(InputPart.DATE)
    return EvidenceDocument(
        question=question,
        ordinal=ordinal,
        name=texts.get(InputPart.NAME, ""),
        number=_number(filled.get(InputPart.NUMBER), texts.get(InputPart.NUMBER, "")),
        date=read_date(day) if day else None,
        link=texts.get(InputPart.LINK, ""),
        sheet=first.sheet,
        cell=first.address,
    )
