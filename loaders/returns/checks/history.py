"""What was before: the former revision, last year, and returns that look like copies."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from data_model.returns import Fact, Severity, ValueState, numbers_of
from data_model.roadmap import AnswerType
from loaders.files.workbook import Cell
from loaders.forms.layout import InputPart, Slot
from loaders.returns.checks.answers import is_partly_answered, silent_slots, was_given
from loaders.returns.checks.rule import Rule, RuleBreach, Screening, Stage, at, cut
from loaders.returns.context import are_telling


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
            if was_given(screening, slot := Slot(code, grade=fact.grade))
            if (cell := screening.parsed.cell(slot))
        ]
        reason = facts[0].reason if told else ""
        yield from _together(screening, code, told, reason=cut(reason))


def _together(
    screening: Screening, question: str, told: list[tuple[Slot, Cell]], reason: str = ""
) -> Iterator[RuleBreach]:
    """One finding for a row that lost all its answers, else one for each cell."""
    is_whole = len(told) > 1 and not is_partly_answered(screening, question)
    for slot, cell in told[:1] if is_whole else told:
        lost = [one for one, _ in told] if is_whole else [slot]
        before = cut(", ".join(_before(screening, one) for one in lost))
        label = screening.label(Slot(question) if is_whole else slot)
        yield at(cell, question=label, before=before, reason=reason)


def _withdrawn(screening: Screening) -> Iterator[tuple[Slot, Cell]]:
    """Cells that held an answer in the revision before and hold none now."""
    for slot in silent_slots(screening, only_asked=False) if screening.form.before else ():
        cell = screening.parsed.cell(slot)
        if cell and was_given(screening, slot):
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


# last year

JUMP = 3
SMALLEST_JUMP = 10
"""Below this many people a threefold change is everyday life."""


def no_jump_against_last_year(screening: Screening) -> Iterator[RuleBreach]:
    year = screening.parsed.parsed.year
    for question in screening.questions if screening.form.last_year else ():
        if question.answer is not AnswerType.COUNT:
            continue
        now = _total(screening.facts.get(question.code, ()))
        before = _total(
            fact for (code, _), fact in screening.form.last_year.items() if code == question.code
        )
        if now is not None and before is not None and _is_jump(now, before):
            slot = Slot(question.code, grade=question.grades[0] if question.grades else 0)
            if cell := screening.parsed.cell(slot):
                label = screening.label(Slot(question.code))
                yield at(cell, question=label, now=now, before=before, last=year - 1)


def _total(facts: Iterable[Fact]) -> int | None:
    """The sum of what is known; None where nothing is."""
    values = [fact.value for fact in facts if fact.value is not None]
    return sum(values) if values else None


def _is_jump(now: int, before: int) -> bool:
    larger, smaller = max(now, before), min(now, before)
    return larger >= SMALLEST_JUMP and smaller > 0 and larger > JUMP * smaller


# copies

FEWEST_GRADES = 5
SMALLEST_SAME = 5
"""Below these, equal numbers in all grades are everyday life of a small school."""
FEWEST_PEOPLE = 30


def grades_differ(screening: Screening) -> Iterator[RuleBreach]:
    """One number in every grade looks like a number dragged along the row."""
    for question, read in screening.by_grade:
        numbers = {one.reading.value or 0 for one in read}
        if len(read) >= FEWEST_GRADES and len(numbers) == 1 and max(numbers) >= SMALLEST_SAME:
            label = screening.label(Slot(question.code))
            yield at(read[0].cell, question=label, count=len(read))


def not_everybody_takes_part_in_everything(screening: Screening) -> Iterator[RuleBreach]:
    """All pupils of all grades in each question: the roll was copied into the answers."""
    full = screening.by_grade
    rolls = [screening.form.roll(question.code) for question, _ in full]
    if not all(rolls) or len(full) < 2 or not all(read for _, read in full):
        return
    pairs = [
        (one.reading.value, roll.get(one.slot.grade, 0))
        for (_, of), roll in zip(full, rolls, strict=True)
        for one in of
    ]
    is_many = max(sum(roll.values()) for roll in rolls) >= FEWEST_PEOPLE
    if is_many and all(value == pupils for value, pupils in pairs):
        yield at(full[0][1][0].cell)


def differs_from_last_year(screening: Screening) -> Iterator[RuleBreach]:
    """Each number of the return is that of the year before."""
    before = numbers_of(screening.form.last_year.values())
    if are_telling(before) and before == screening.numbers:
        yield RuleBreach(words={"last": screening.parsed.parsed.year - 1})


def differs_from_other_schools(screening: Screening) -> Iterator[RuleBreach]:
    """Each number of the return is that of another organisation in the same year."""
    parsed, context = screening.parsed.parsed, screening.context
    own = screening.numbers
    other = context.holder_of(own, parsed.year, parsed.org) if are_telling(own) else None
    if other:
        name = context.places[other][1].name.short
        yield RuleBreach(words={"other": f"{name} (код {other})"})


RULES: tuple[Rule, ...] = (
    Rule(
        "answer_withdrawn",
        "Было заполнено, теперь пусто",
        Severity.QUESTION,
        "{question}: в прошлой версии было «{before}», теперь ячейка пуста. Верните ответ "
        "или напишите, почему его больше нет.",
        Stage.ANSWERS,
        nothing_is_withdrawn,
        example="в прошлой версии 12, теперь пусто",
    ),
    Rule(
        "dash_for_former_answer",
        "Было число, теперь «нет данных»",
        Severity.QUESTION,
        "{question}: в прошлой версии было «{before}», теперь стоит «{found}»: это не ответ и не "
        "ноль. Верните ответ или напишите в этой строке, почему данных больше нет.",
        Stage.ANSWERS,
        no_dash_for_a_former_answer,
        since="0.2",
        example="в прошлой версии 12, теперь н/д",
    ),
    Rule(
        "former_answer_explained",
        "Было число, теперь причина",
        Severity.NOTE,
        "{question}: в прошлой версии было «{before}», теперь данных нет: «{reason}». В расчёт "
        "идёт «нет данных».",
        Stage.ANSWERS,
        former_answers_are_explained,
        since="0.2",
        example="в прошлой версии 12, теперь пусто и написана причина",
    ),
    Rule(
        "document_withdrawn",
        "Документ был, теперь его нет",
        Severity.QUESTION,
        "{question}: в прошлой версии был документ № {ordinal}, теперь строка пуста. Верните "
        "документ или напишите, почему его больше нет.",
        Stage.ANSWERS,
        no_document_is_withdrawn,
        example="строка документа очищена",
    ),
    Rule(
        "jump",
        "Резкое изменение за год",
        Severity.NOTE,
        "{question}: {now} чел. против {before} в {last} году. Если всё верно, ничего делать "
        "не нужно.",
        Stage.ANSWERS,
        no_jump_against_last_year,
        example="было 12, стало 60",
    ),
    Rule(
        "same_in_all_grades",
        "Одно число во всех классах",
        Severity.NOTE,
        "{question}: во всех классах ({count}) стоит {found}. Похоже на копию; проверьте.",
        Stage.ANSWERS,
        grades_differ,
        example="15, 15, 15, 15, 15, 15",
    ),
    Rule(
        "full_everywhere",
        "Охват 100 % во всём",
        Severity.NOTE,
        "Во всех вопросах и классах участвуют все ученики до одного. Похоже, что в ответы "
        "переписан контингент; проверьте.",
        Stage.ANSWERS,
        not_everybody_takes_part_in_everything,
        example="каждое число равно контингенту",
    ),
    Rule(
        "copy_of_last_year",
        "Повтор прошлого года",
        Severity.NOTE,
        "Все числа по классам те же, что в отчёте за {last} год. Похоже на копию; проверьте.",
        Stage.ANSWERS,
        differs_from_last_year,
        example="отчёт прошлого года под новым годом",
    ),
    Rule(
        "copy_of_other_school",
        "Повтор отчёта другой школы",
        Severity.NOTE,
        "Все числа по классам те же, что в отчёте «{other}» за этот год. Похоже на копию; "
        "проверьте.",
        Stage.ANSWERS,
        differs_from_other_schools,
        example="один файл разослан двум школам и сдан обеими",
    ),
)
"""Questions about what is gone, notes about what is too alike."""
