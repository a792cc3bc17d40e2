"""Rules against the roll: it is loaded once, and a return does not bring its own."""

from collections.abc import Iterator

from data_model.returns import NO_GRADE
from data_model.roadmap import ALL_GRADES, ROLL, AnswerType, Respondent
from loaders.cells import Cell
from loaders.checks.rule import Finding, Screening, at
from loaders.handwriting import is_confirmed, read_count, read_text
from loaders.layout import ROLL_CONFIRMED, Part, Slot
from loaders.parse import Answer

WHOLE = 100


def participants_are_on_the_roll(screening: Screening) -> Iterator[Finding]:
    """Nobody takes part who is not on the roll of the grade."""
    roll = screening.form.roll
    whole = sum(roll.values())
    for answer in screening.parsed.answers:
        grade, value = answer.slot.grade, answer.reading.value or 0
        pupils = roll.get(grade, 0) if grade != NO_GRADE else whole
        if not roll or value <= pupils or screening.is_merged(answer.cell):
            continue
        words = {"question": screening.label(answer.slot), "pupils": pupils}
        if grade != NO_GRADE:
            yield at(answer.cell, unknown=answer.slot, hint=_hint(value, pupils), **words)
        elif whole and _counts_pupils(screening, answer):
            yield at(answer.cell, unknown=answer.slot, hint="", **words)


def _hint(value: int, pupils: int) -> str:
    """A number up to a hundred may be a percent that was typed for people."""
    if not 0 < pupils < value <= WHOLE:
        return ""
    return f" Если это {value} %, то это около {round(value * pupils / WHOLE)} чел."


def _counts_pupils(screening: Screening, answer: Answer) -> bool:
    """One number for the whole school."""
    question = screening.form.roadmap.question(answer.slot.question)
    is_school = screening.form.respondent is Respondent.SCHOOL
    return is_school and question.answer is AnswerType.COUNT


def roll_is_confirmed(screening: Screening) -> Iterator[Finding]:
    cell = screening.parsed.cell(Slot(ROLL_CONFIRMED))
    if cell and not is_confirmed(cell):
        reason = screening.parsed.cell(Slot(ROLL_CONFIRMED, Part.REASON))
        said = read_text(reason) if reason else ""
        yield at(cell, said=f" Школа пишет: «{said}»." if said else "")


def roll_in_the_form_is_the_loaded_one(screening: Screening) -> Iterator[Finding]:
    """The read-only row of the form still says what the register says."""
    roll = screening.form.roll
    for slot in ROLL_SLOTS if roll else ():
        cell, pupils = screening.parsed.cell(slot), roll.get(slot.grade, 0)
        if cell and _differs(cell, pupils):
            yield at(cell, grade=slot.grade, pupils=pupils)
            return


ROLL_SLOTS = tuple(Slot(ROLL, grade=grade) for grade in ALL_GRADES)


def _differs(cell: Cell, pupils: int) -> bool:
    if cell.value == pupils:
        return False
    stated = read_count(cell).value
    return stated is not None and stated != pupils
