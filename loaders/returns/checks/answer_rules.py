"""Rules of single answers: how they are written, and whether they are there at all."""

from collections.abc import Iterator
from itertools import groupby

from data_model.returns import NO_GRADE, ValueState
from data_model.roadmap import AnswerType, Question
from loaders.files.workbook import Cell
from loaders.forms.layout import InputPart, Slot, is_asked_in
from loaders.returns.checks.rule import Find, RuleBreach, Screening, at, cut


def read_as(code: str) -> Find:
    """The cells that the reading of handwriting could not take, by the code it gave."""

    def find(screening: Screening) -> Iterator[RuleBreach]:
        for answer in screening.odd_answers.get(code, ()):
            yield at(
                answer.cell,
                question=screening.label(answer.slot),
                hint=f" {answer.reading.hint}" if answer.reading.hint else "",
                wanted=WANTED[screening.answer_type(answer.slot)],
            )

    return find


WANTED = {
    AnswerType.COUNT: "Впишите число",
    AnswerType.PRESENCE: "Выберите из списка: есть или нет",
}
"""What a cell asks for, in the words of its cure."""


def every_answer_is_given(screening: Screening) -> Iterator[RuleBreach]:
    """What the year asks for is answered, or its silence is explained."""
    return _unanswered(screening, [one for one in _unexplained(screening) if one[1].is_empty])


def no_dash_for_an_answer(screening: Screening) -> Iterator[RuleBreach]:
    """A dash and «н/д» are no answer either; they are never taken for zero."""
    return _unanswered(screening, [one for one in _unexplained(screening) if not one[1].is_empty])


def _unexplained(screening: Screening) -> Iterator[tuple[Slot, Cell]]:
    for slot in _silent(screening):
        cell = screening.parsed.cell(slot)
        if cell and not _is_told_otherwise(screening, slot, cell):
            yield slot, cell


def _unanswered(screening: Screening, silent: list[tuple[Slot, Cell]]) -> Iterator[RuleBreach]:
    """A question without an answer in every grade is one remark, not one for each grade."""
    for code, of in groupby(silent, key=lambda one: one[0].question):
        slots = list(of)
        is_whole = len(slots) > 1 and not _is_partly_answered(screening, code)
        for slot, cell in slots[:1] if is_whole else slots:
            label = screening.label(Slot(code)) if is_whole else screening.label(slot)
            empty = "строка не заполнена" if is_whole else "ячейка пуста"
            yield at(cell, question=label, empty=empty, cure=_cure(screening, code))


CURES = {
    AnswerType.COUNT: "Внесите число; если участников не было, поставьте 0, если данных нет, "
    "напишите в этой строке почему.",
    AnswerType.PRESENCE: "Выберите «есть» или «нет»; если ответа нет, напишите в этой строке, "
    "почему.",
}


def _cure(screening: Screening, question: str) -> str:
    return CURES[screening.form.roadmap.question(question).answer]


def _is_told_otherwise(screening: Screening, slot: Slot, cell: Cell) -> bool:
    """Other rules speak of what was given before, of documents, merged cells, a bare total."""
    return (
        _was_given(screening, slot)
        or _has_documents(screening, slot)
        or screening.is_merged(cell)
        or _typed_total(screening, slot.question) is not None
    )


def _is_partly_answered(screening: Screening, question: str) -> bool:
    silent = (ValueState.NOT_REPORTED, ValueState.NOT_APPLICABLE)
    return any(
        one.state not in silent and not one.reason for one in screening.facts.get(question, ())
    )


def nothing_is_withdrawn(screening: Screening) -> Iterator[RuleBreach]:
    """A revision replaces the whole return: what was filled and is empty now is asked about."""
    for slot, cell in _withdrawn(screening):
        if cell.is_empty:
            yield at(cell, question=screening.label(slot), before=_before(screening, slot))


def no_dash_for_a_former_answer(screening: Screening) -> Iterator[RuleBreach]:
    """«Нет данных» where a number stood: as on a first return, one remark for a whole row."""
    told = [one for one in _withdrawn(screening) if not one[1].is_empty]
    for code, of in groupby(told, key=lambda one: one[0].question):
        yield from _together(screening, code, list(of))


def former_answers_are_explained(screening: Screening) -> Iterator[RuleBreach]:
    """A reason where a number stood is an answer, and worth a word."""
    for code, facts in screening.facts.items() if screening.form.before else ():
        told = [
            (slot, cell)
            for fact in facts
            if fact.state is ValueState.NO_DATA and fact.reason
            if _was_given(screening, slot := Slot(code, grade=fact.grade))
            if (cell := screening.parsed.cell(slot))
        ]
        reason = facts[0].reason if told else ""
        yield from _together(screening, code, told, reason=cut(reason))


def _together(
    screening: Screening, question: str, told: list[tuple[Slot, Cell]], reason: str = ""
) -> Iterator[RuleBreach]:
    """One finding for a row that lost all its answers, else one for each cell."""
    is_whole = len(told) > 1 and not _is_partly_answered(screening, question)
    for slot, cell in told[:1] if is_whole else told:
        lost = [one for one, _ in told] if is_whole else [slot]
        before = cut(", ".join(_before(screening, one) for one in lost))
        label = screening.label(Slot(question) if is_whole else slot)
        yield at(cell, question=label, before=before, reason=reason)


def _withdrawn(screening: Screening) -> Iterator[tuple[Slot, Cell]]:
    """Cells that held an answer in the revision before and hold none now."""
    for slot in _silent(screening, only_asked=False) if screening.form.before else ():
        cell = screening.parsed.cell(slot)
        if cell and _was_given(screening, slot):
            yield slot, cell


def _before(screening: Screening, slot: Slot) -> str:
    """The former answer as it was written."""
    before = screening.form.before[(slot.question, slot.grade)]
    return cut(before.written or str(before.value))


def no_document_is_withdrawn(screening: Screening) -> Iterator[RuleBreach]:
    present = {(one.question, one.ordinal) for one in screening.parsed.parsed.documents}
    for question, ordinal in sorted(screening.form.proved - present):
        cell = screening.parsed.cell(Slot(question, InputPart.NAME, ordinal=ordinal))
        if cell:
            yield at(cell, question=screening.label(Slot(question)), ordinal=ordinal)


def _silent(screening: Screening, *, only_asked: bool = True) -> Iterator[Slot]:
    silent = [one for one in screening.parsed.parsed.facts if one.state is ValueState.NOT_REPORTED]
    asked = _asked(screening) if silent and only_asked else {one.question for one in silent}
    for fact in silent:
        if fact.question in asked:
            yield Slot(fact.question, grade=fact.grade)


def _asked(screening: Screening) -> set[str]:
    """Questions that the year asks."""
    roadmap, year = screening.form.roadmap, screening.parsed.parsed.year
    return {one.code for one in screening.questions if is_asked_in(roadmap, one, year)}


def _was_given(screening: Screening, slot: Slot) -> bool:
    before = screening.form.before.get((slot.question, slot.grade))
    return before is not None and before.value is not None


def _has_documents(screening: Screening, slot: Slot) -> bool:
    return slot.question in screening.documents


def _stated_total(screening: Screening, question: str) -> Cell | None:
    """The cell of a total that is a number."""
    total = screening.located.totals.get(question)
    return total if total is not None and type(total.value) in (int, float) else None


def _typed_total(screening: Screening, question: str) -> Cell | None:
    """A total above zero that a hand has typed over the formula."""
    total = _stated_total(screening, question)
    if total is None or not total.value:
        return None
    is_formula = (total.row, total.column) in screening.grid(total).marks.formulas
    return None if is_formula else total


def _known(screening: Screening, question: str) -> list[int]:
    """What was read in the grades of a question."""
    facts = screening.facts.get(question, ())
    return [one.value for one in facts if one.value is not None and one.grade != NO_GRADE]


def _are_read(screening: Screening, question: Question) -> bool:
    """Whether a question is asked by grade, and each of its answers was understood."""
    return bool(question.grades) and question.code not in screening.unread


def stated_total_agrees(screening: Screening) -> Iterator[RuleBreach]:
    """Totals are ours to compute; one that differs shows that a cell was changed by hand.

    Where an answer could not be read, its own remark says so, and the total must differ.
    """
    for question in screening.questions:
        total = _stated_total(screening, question.code)
        known = _known(screening, question.code) if total and _are_read(screening, question) else []
        if total and known and total.value != sum(known):
            yield at(total, question=screening.label(Slot(question.code)), counted=sum(known))


def total_has_its_grades(screening: Screening) -> Iterator[RuleBreach]:
    """A total alone does not say which grades it counts."""
    for question in screening.questions:
        total = _typed_total(screening, question.code) if _are_read(screening, question) else None
        if total and not _known(screening, question.code):
            yield at(total, question=screening.label(Slot(question.code)))
