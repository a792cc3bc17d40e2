"""Rules of branches («филиалы»): inside the head school or apart, never both."""

from collections.abc import Iterator

from data_model.returns import NO_GRADE
from loaders.returns.checks.rule import RuleBreach, Screening, at


def branch_reports_once(screening: Screening) -> Iterator[RuleBreach]:
    """A branch without a roll of its own is counted inside its head school."""
    form, year = screening.form, screening.parsed.parsed.year
    head = form.organisation.head
    if form.is_expected or not head or head not in screening.context.places:
        return
    if screening.context.facts.get((head, year)):
        name = screening.context.places[head][1].name.short
        yield RuleBreach(words={"head": f"{name} (код {head})", "year": year})


def head_does_not_count_its_branch(screening: Screening) -> Iterator[RuleBreach]:
    """More pupils than the head has, but no more than with a branch that reports apart."""
    branches = dict(_branches_apart(screening))
    for answer in screening.parsed.answers if branches else ():
        grade, value = answer.slot.grade, answer.reading.value or 0
        own = screening.form.roll(answer.slot.question).get(grade, 0)
        for name, rolls in branches.items():
            apart = rolls.get(screening.form.base[answer.slot.question], {}).get(grade, 0)
            if grade != NO_GRADE and own < value <= own + apart:
                yield at(answer.cell, question=screening.label(answer.slot), branch=name)


def _branches_apart(screening: Screening) -> Iterator[tuple[str, dict[int, dict[int, int]]]]:
    """Names and rolls by year of the branches of this school that have a roll of their own."""
    context, base = screening.context, set(screening.form.base.values())
    for code in context.branches.get(screening.parsed.parsed.org, ()):
        if rolls := {year: roll for year in base if (roll := context.rolls.get((code, year)))}:
            yield context.places[code][1].name.short, rolls
