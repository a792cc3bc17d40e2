"""Rules between the answers of schools and of their district: nothing is added up, both stand."""

from collections.abc import Iterator

from data_model.places import OrganisationKind
from data_model.returns import NO_GRADE
from data_model.roadmap import Activity, Level, Respondent, roll_date
from loaders.files.workbook import Cell
from loaders.forms.layout import Slot
from loaders.returns.checks.rule import RuleBreach, Screening, at


def _is_district(screening: Screening) -> bool:
    return screening.form.respondent is Respondent.MUNICIPALITY


def _own(screening: Screening, question: str) -> tuple[Cell, int] | None:
    """The cell of a single answer and its value, where one was read."""
    for answer in screening.answers.get(question, ()):
        if answer.slot.grade == NO_GRADE and answer.reading.value is not None:
            return answer.cell, answer.reading.value
    return None


def _stored(screening: Screening, org: str, question: str) -> int | None:
    """What an organisation has answered for this year already."""
    facts = screening.context.facts.get((org, screening.parsed.parsed.year), {})
    fact = facts.get((question, NO_GRADE))
    return fact.value if fact else None


def _holder(screening: Screening) -> str:
    """Code of the municipality of this return."""
    return screening.context.places[screening.parsed.parsed.org][0]


def _schools(screening: Screening) -> Iterator[str]:
    """Codes of the schools of a district that exist on a counting day of its rows."""
    rolls = screening.form.roadmap.roll_years(screening.parsed.parsed.year)
    days = [roll_date(one) for one in rolls]
    for code, (holder, place) in screening.context.places.items():
        is_school = place.kind is not OrganisationKind.MUNICIPALITY
        if holder == _holder(screening) and is_school and any(map(place.exists_on, days)):
            yield code


def _told_by_schools(screening: Screening, question: str) -> list[int | None]:
    return [_stored(screening, code, question) for code in _schools(screening)]


def _controlled(screening: Screening) -> Iterator[Activity]:
    return (one for one in screening.form.roadmap.activities if one.indicator.control)


def _on_both_levels(screening: Screening) -> Iterator[Activity]:
    activities = screening.form.roadmap.activities
    return (one for one in activities if one.indicator.level is Level.BOTH)


def district_number_agrees(screening: Screening) -> Iterator[RuleBreach]:
    """The district's own number against the sum of its schools; the sum never replaces it."""
    for activity in _controlled(screening) if _is_district(screening) else ():
        question = activity.indicator.counted
        if (own := _own(screening, question)) is None:
            continue
        told = _told_by_schools(screening, question)
        known = [value for value in told if value is not None]
        is_whole = len(known) == len(told)
        if known and (sum(known) > own[1] or (is_whole and sum(known) != own[1])):
            label = screening.label(Slot(question))
            yield at(own[0], question=label, total=sum(known), count=len(known))


def school_is_within_the_district(screening: Screening) -> Iterator[RuleBreach]:
    """One school's number cannot be above that of the whole district."""
    for activity in () if _is_district(screening) else _controlled(screening):
        question = activity.indicator.counted
        own = _own(screening, question)
        district = _stored(screening, _holder(screening), question)
        if own and district is not None and own[1] > district:
            yield at(own[0], question=screening.label(Slot(question)), district=district)


def levels_agree(screening: Screening) -> Iterator[RuleBreach]:
    """«Есть» at a school and «нет» at its district, or the other way round."""
    for activity in _on_both_levels(screening):
        question = activity.indicator.counted
        own = _own(screening, question)
        other = _other_side(screening, question, own[1]) if own else ""
        if own and other:
            yield at(own[0], question=screening.label(Slot(question)), other=other)


def _other_side(screening: Screening, question: str, own: int) -> str:
    """What the other level answers, in words; empty where both agree."""
    if _is_district(screening):
        told = _told_by_schools(screening, question)
        return "" if own else _schools_have(told.count(1))
    district = _stored(screening, _holder(screening), question)
    return "район ответил «нет»" if own and district == 0 else ""


def _schools_have(count: int) -> str:
    return f"школ, ответивших «есть»: {count}" if count else ""


def events_have_their_document(screening: Screening) -> Iterator[RuleBreach]:
    """People are counted in an activity of which the same return says «нет»."""
    for activity in screening.form.roadmap.activities:
        also = activity.indicator.also_counted
        own = _own(screening, activity.indicator.counted) if also else None
        if own is None or own[1]:
            continue
        people = sum(fact.value or 0 for code in {*also} for fact in screening.facts.get(code, ()))
        if people:
            label = screening.label(Slot(activity.indicator.counted))
            yield at(own[0], question=label, people=people)


def part_is_within_the_whole(screening: Screening) -> Iterator[RuleBreach]:
    """The counted are among those out of whom they are counted, grade by grade."""
    for activity in screening.form.roadmap.activities:
        counted, whole = activity.indicator.counted, activity.indicator.out_of
        bases = {one.grade: one.value for one in screening.facts.get(whole or "", ())}
        for fact in screening.facts.get(counted, ()) if bases else ():
            base = bases.get(fact.grade)
            slot = Slot(counted, grade=fact.grade)
            cell = screening.parsed.cell(slot)
            if cell and fact.value is not None and base is not None and fact.value > base:
                yield at(cell, unknown=slot, question=screening.label(slot), whole=base)
