"""Rules against last year, and against the life of the organisation."""

from collections.abc import Iterable, Iterator

from data_model.places import Organisation
from data_model.returns import Fact
from data_model.roadmap import AnswerType, Roadmap, roll_date
from loaders.forms.layout import Slot
from loaders.returns.checks.rule import RuleBreach, Screening, at

JUMP = 3
SMALLEST_JUMP = 10
"""Below this many people a threefold change is everyday life."""


def organisation_is_expected(screening: Screening) -> Iterator[RuleBreach]:
    """A return of a place that is not awaited this year would not count anywhere."""
    if not screening.form.is_expected:
        form, year = screening.form, screening.parsed.parsed.year
        yield RuleBreach(words=unexpected_words(form.organisation, form.roadmap, year))


def unexpected_words(place: Organisation, roadmap: Roadmap, year: int) -> dict[str, object]:
    """The words of ``not_expected``: the place and the days on which its pupils would count."""
    days = [roll_date(one) for one in roadmap.roll_years(year)]
    return {
        "name": place.name_on(days[-1]).short,
        "day": " и ".join(f"{day:%d.%m.%Y}" for day in days),
    }


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
