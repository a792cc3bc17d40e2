"""Rules of copies («похоже на копию»): the same numbers where life gives different ones."""

from collections.abc import Iterator

from loaders.forms.layout import Slot
from loaders.returns.checks.rule import RuleBreach, Screening, at
from loaders.returns.context import are_telling, numbers_of

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
