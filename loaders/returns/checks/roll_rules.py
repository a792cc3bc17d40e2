"""Rules against the roll: it is loaded once, and a return does not bring its own."""

import re
from collections.abc import Iterator

from data_model.returns import NO_GRADE
from data_model.roadmap import ALL_GRADES, ROLL, AnswerType, Respondent, roll_date
from loaders.files.workbook import Cell
from loaders.forms.layout import ROLL_CONFIRMED, InputPart, Slot, roll_code
from loaders.returns.checks.rule import RuleBreach, Screening, at
from loaders.returns.parse import Answer
from loaders.values.reading import is_confirmed, read_count, read_text

WHOLE = 100


def participants_are_on_the_roll(screening: Screening) -> Iterator[RuleBreach]:
    """Nobody takes part who is not on the roll of the grade."""
    form = screening.form
    for answer in screening.parsed.answers:
        question, grade, value = answer.slot.question, answer.slot.grade, answer.reading.value or 0
        roll = form.roll(question)
        pupils = most_of(roll, grade)
        if not roll or value <= pupils or screening.is_merged(answer.cell):
            continue
        if grade != NO_GRADE or (pupils and _counts_pupils(screening, answer)):
            words = over_roll_words(value, pupils, form.base[question], grade)
            label = screening.label(answer.slot)
            yield at(answer.cell, unknown=answer.slot, question=label, **words)


def most_of(roll: dict[int, int], grade: int) -> int:
    """How many can take part: the pupils of the grade, or of the whole school."""
    return roll.get(grade, 0) if grade != NO_GRADE else sum(roll.values())


def over_roll_words(value: int, pupils: int, roll_year: int, grade: int) -> dict[str, object]:
    """The words of ``participants_over_roll`` beside the question and what was written."""
    hint = percent_hint(value, pupils) if grade != NO_GRADE else ""
    return {"pupils": pupils, "day": f"{roll_date(roll_year):%d.%m.%Y}", "hint": hint}


def percent_hint(value: int, pupils: int) -> str:
    """A number up to a hundred may be a percent that was typed for people."""
    if not 0 < pupils < value <= WHOLE:
        return ""
    return f" Если это {value} %, то это около {round(value * pupils / WHOLE)} чел."


def _counts_pupils(screening: Screening, answer: Answer) -> bool:
    """One number for the whole school."""
    question = screening.form.roadmap.question(answer.slot.question)
    is_school = screening.form.respondent is Respondent.SCHOOL
    return is_school and question.answer is AnswerType.COUNT


def roll_is_confirmed(screening: Screening) -> Iterator[RuleBreach]:
    cell = screening.parsed.cell(Slot(ROLL_CONFIRMED))
    if cell and not is_confirmed(cell):
        reason = screening.parsed.cell(Slot(ROLL_CONFIRMED, InputPart.REASON))
        said = read_text(reason) if reason else ""
        yield at(cell, said=f" Школа пишет: «{said}»." if said else "")


def roll_in_the_form_is_the_loaded_one(screening: Screening) -> Iterator[RuleBreach]:
    """The read-only rows of the form still say what the register says of their day."""
    form = screening.form
    used = {form.base[one.code] for one in screening.questions if one.grades} & form.rolls.keys()
    for code in (ROLL, *map(roll_code, sorted(used))) if used else ():
        cells = ((slot.grade, screening.parsed.cell(slot)) for slot in _slots_of(code))
        known = {grade: cell for grade, cell in cells if cell}
        roll_year = _year_of_row(screening, code, known) or max(used) if known else 0
        for grade, cell in known.items() if roll_year in used else ():
            pupils = form.rolls[roll_year].get(grade, 0)
            if _differs(cell, pupils):
                day = f"{roll_date(roll_year):%d.%m.%Y}"
                yield at(cell, grade=grade, pupils=pupils, day=day)
                return


def _slots_of(code: str) -> tuple[Slot, ...]:
    return tuple(Slot(code, grade=grade) for grade in ALL_GRADES)


DATED = re.compile(r"\bна 20\.09\.(\d{4})\b")
"""How a row of the roll says of itself which day it is of."""


def _year_of_row(screening: Screening, code: str, cells: dict[int, Cell]) -> int:
    """The year that a row of the roll tells; a form of former days had one, of its own year.

    0 where it tells none: then it is the newest of the rolls that are used.
    """
    cell = next(iter(cells.values()))
    texts = (text for text in screening.grid(cell).rows[cell.row] if isinstance(text, str))
    dated = next((found for text in texts if (found := DATED.search(text))), None)
    if dated:
        return int(dated[1])
    return int(code.removeprefix(ROLL).lstrip("_") or 0)


def _differs(cell: Cell, pupils: int) -> bool:
    if cell.value == pupils:
        return False
    stated = read_count(cell).value
    return stated is not None and stated != pupils
