"""The form on a screen («форма на экране»): the same cells as in the workbook, as fields.

A field is told by the defined name of its cell. What is typed into it is written into the very
workbook that is sent out, and that one is judged and received by the ordinary reader: one path, so
the same rules and the same remarks.

    due         the questions of the year in the order of the rows that need them
    is_open     a grade without pupils on the roll is closed, as its cell is
    typed       what a text becomes in the cell; the person types, as in a cell of the workbook
    unanswered  the fields that still wait, counted as the column «Не заполнено» counts them
    ScreenForm  the form with what was typed: its bytes, and the field of each cell
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from data_model.returns import Problem
from data_model.roadmap import AnswerType, Question
from loaders.forms.book import form_book, saved_form
from loaders.forms.layout import (
    DOCUMENT_PARTS,
    ROLL_CONFIRMED,
    InputPart,
    Slot,
    document_lines,
    is_asked_in,
    is_awaited,
    slots_of,
)
from loaders.forms.request import Entry, FormRequest
from loaders.values.days import day_of_text
from loaders.values.reading import CONFIRMED, NO, YES, one_line

WHOLE_NUMBER = re.compile(r"\d{1,15}")
WHOLE_DATE = re.compile(r"\d\d\.\d\d\.\d{4}")
CONFIRMATION = Slot(ROLL_CONFIRMED)
CONFIRMATION_REASON = Slot(ROLL_CONFIRMED, InputPart.REASON)
NEEDED_OF_DOCUMENT = (InputPart.NAME, InputPart.NUMBER, InputPart.DATE)


def due(request: FormRequest, entries: Mapping[Slot, Entry]) -> list[Question]:
    """The questions that a screen asks: those of the year, and others only where something stands.

    They come in the order of the rows of the roadmap; what no row needs comes last.
    """
    held = {slot.question for slot in entries}
    asked = [
        one
        for one in request.questions
        if one.code in held or is_asked_in(request.roadmap, one, request.year)
    ]
    places = {row.number: place for place, row in enumerate(request.roadmap.activities)}
    last = len(places)
    return sorted(
        asked, key=lambda one: min([places[n] for n in numbers(request, one)], default=last)
    )


def left_out(request: FormRequest, entries: Mapping[Slot, Entry]) -> list[str]:
    """Numbers of the rows whose questions the year does not ask, and nobody has answered."""
    asked = due(request, entries)
    rest = [
        number for one in request.questions if one not in asked for number in numbers(request, one)
    ]
    return list(dict.fromkeys(rest))


def numbers(request: FormRequest, question: Question) -> list[str]:
    """Numbers of the rows that need the answer."""
    return request.roadmap.numbers_of(question.code, request.year)


def numbered(request: FormRequest, question: Question) -> str:
    """A question as a screen calls it: «9. Участники проекта «Билет в будущее»»."""
    known = ", ".join(numbers(request, question))
    return f"{known}. {question.text}" if known else question.text


def has_roll(request: FormRequest) -> bool:
    """Whether the form asks if the roll is right: it does where anything is asked by grade."""
    return any(question.grades for question in request.questions)


def is_open(request: FormRequest, question: Question, grade: int) -> bool:
    """Whether a grade can be answered: it has pupils, or the roll is not known."""
    pupils = request.pupils(request.roll_year(question))
    return not pupils or pupils.get(grade, 0) > 0


def fields_of(request: FormRequest) -> dict[str, Slot]:
    """Every field of the form by the name of its cell."""
    slots = [slot for question in request.questions for slot in slots_of(question)]
    if has_roll(request):
        slots += [CONFIRMATION, CONFIRMATION_REASON]
    known = [slot for slot in request.filled() if slot not in slots]
    return {slot.name: slot for slot in (*slots, *known)}


def typed(written: str, part: InputPart = InputPart.ANSWER) -> Entry | None:
    """A text as its cell takes it: nothing becomes an empty cell.

    Figures alone become a number where a number is asked for, «25.08.2021» a day where a day is;
    the number of a document stays a text, with its zeros.
    """
    text = one_line(written)
    if not text:
        return None
    if part is InputPart.ANSWER and WHOLE_NUMBER.fullmatch(text):
        return int(text)
    if part is InputPart.DATE and WHOLE_DATE.fullmatch(text):
        return day_of_text(text) or text
    return text


def as_text(entry: Entry | None) -> str:
    """What stands in a cell, as a person would type it."""
    if entry is None:
        return ""
    if isinstance(entry, date):
        return f"{entry:%d.%m.%Y}"
    return str(entry).replace(".", ",") if isinstance(entry, float) else str(entry)


def prefilled(request: FormRequest) -> dict[Slot, Entry]:
    """What the form begins with; the roll is taken to be right until somebody says no."""
    known = request.filled()
    return ({CONFIRMATION: CONFIRMED} if has_roll(request) else {}) | known


def with_draft(request: FormRequest, draft: Mapping[str, str]) -> dict[Slot, Entry]:
    """What the form begins with, and over it what was typed into its fields and not sent."""
    fields, entries = fields_of(request), prefilled(request)
    for field, written in draft.items():
        if (slot := fields.get(field)) is None:
            continue
        entry = typed(written, slot.part)
        if entry is None:
            entries.pop(slot, None)
        elif as_text(entry) != as_text(entries.get(slot)):
            entries[slot] = entry
    return entries


def unanswered(request: FormRequest, entries: Mapping[Slot, Entry]) -> dict[str, list[Slot]]:
    """Code of a question → its fields that wait; a reason answers for all of them."""
    waiting = {
        question.code: list(_waiting(request, question, entries))
        for question in due(request, entries)
        if is_awaited(request.roadmap, question, request.year, date.today())
    }
    return {code: slots for code, slots in waiting.items() if slots}


def _waiting(
    request: FormRequest, question: Question, entries: Mapping[Slot, Entry]
) -> Iterator[Slot]:
    has_reason = Slot(question.code, InputPart.REASON) in entries
    if question.answer is AnswerType.PRESENCE:
        yield from _waiting_of_presence(question, entries, has_reason=has_reason)
    elif not has_reason:
        grades = [one for one in question.grades if is_open(request, question, one)]
        slots = [Slot(question.code, grade=grade) for grade in grades]
        asked = slots if question.grades else [Slot(question.code)]
        yield from (slot for slot in asked if slot not in entries)


def _waiting_of_presence(
    question: Question, entries: Mapping[Slot, Entry], *, has_reason: bool
) -> Iterator[Slot]:
    """Nothing waits after «нет»; «есть» needs name, number and date of its first document."""
    answer = Slot(question.code)
    if entries.get(answer) == YES:
        first = (Slot(question.code, part) for part in NEEDED_OF_DOCUMENT)
        yield from (slot for slot in first if slot not in entries)
    elif answer not in entries and not has_reason:
        yield answer


def lines_shown(question: Question, entries: Mapping[Slot, Entry]) -> int:
    """How many documents stand in the form: up to the last known one, at least one."""
    known = [
        slot.ordinal
        for slot in entries
        if slot.question == question.code and slot.part in DOCUMENT_PARTS
    ]
    return max([1 if document_lines(question) else 0, *known])


def field_words(slot: Slot) -> str:
    """A field as it is called on the screen, such as «9 класс» or «документ 2, номер»."""
    if slot.grade:
        return f"{slot.grade} класс"
    if slot.part in DOCUMENT_PARTS:
        ordinal = f" {slot.ordinal}" if slot.ordinal > 1 else ""
        return f"документ{ordinal}, {PART_WORDS[slot.part]}"
    return PART_WORDS[slot.part]


PART_WORDS = {
    InputPart.ANSWER: "ответ",
    InputPart.NAME: "наименование",
    InputPart.NUMBER: "номер",
    InputPart.DATE: "дата",
    InputPart.LINK: "ссылка",
    InputPart.REASON: "почему нет",
}
ANSWERS = (YES, NO)


@dataclass(frozen=True)
class ScreenForm:
    """A form on a screen as it stands now; written into its workbook once, when it is asked."""

    request: FormRequest
    entries: Mapping[Slot, Entry]

    @cached_property
    def _written(self) -> tuple[bytes, dict[tuple[str, str], str]]:
        whole = self.request.holding(self.entries)
        book = form_book(whole)
        places = {
            (sheet, cell.replace("$", "")): name
            for name, area in book.defined_names.items()
            for sheet, cell in area.destinations
        }
        return saved_form(book, whole), places

    @property
    def content(self) -> bytes:
        """The workbook with everything in it."""
        return self._written[0]

    def remarks(self, problems: Iterable[Problem]) -> dict[Slot | None, list[Problem]]:
        """Remarks by the field that they are about; under None those of the whole return."""
        fields = fields_of(self.request)
        found: dict[Slot | None, list[Problem]] = {}
        for one in problems:
            name = self._written[1].get((one.sheet, one.cell), "")
            found.setdefault(fields.get(name), []).append(one)
        return found
