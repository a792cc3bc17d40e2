"""A roadmap comes beside others («ещё одна карта рядом»): its codes do not collide with theirs.

    beside             the roadmap with the codes that it is stored with
    shared_questions   the questions that it has in common with the others

A question that two roadmaps ask in the same words is one question, with one code: a school
answers it once. Else the roadmap that came later bears its own code before that of the question.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from data_model.roadmap import ROLL, Activity, PeriodKind, Question, Roadmap


def beside(new: Roadmap, stored: Iterable[Roadmap]) -> Roadmap:
    """The roadmap with codes of its own where ``stored`` holds others under the same code.

    ``stored`` are all editions of the district, the oldest first: those of its own code keep
    their questions theirs. A second call changes nothing.
    """
    stored = tuple(stored)
    others = [one for one in stored if one.code != new.code]
    if not others:
        return new
    own = {_said(one, edition): one.code for edition in stored if edition.code == new.code
           for one in edition.questions}  # fmt: skip
    codes = _question_codes(new, own, others)
    held = {row.indicator.code for one in others for row in one.activities}
    prefix = _prefix(new)

    def renamed(row: Activity) -> Activity:
        one = row.indicator
        code = f"{prefix}{one.code}" if one.code in held else one.code
        out_of = one.out_of if one.out_of in {None, ROLL} else codes[str(one.out_of)]
        also = tuple(codes[other] for other in one.also_counted)
        counted = codes.get(one.counted, one.counted)
        moved = replace(one, code=code, counted=counted, out_of=out_of, also_counted=also)
        return replace(row, indicator=moved)

    return replace(
        new,
        questions=tuple(replace(one, code=codes[one.code]) for one in new.questions),
        activities=tuple(map(renamed, new.activities)),
    )


def shared_questions(new: Roadmap, others: Iterable[Roadmap]) -> tuple[Question, ...]:
    """The questions that other roadmaps ask as well: answered once for all of them."""
    asked = {one.code for other in others if other.code != new.code for one in other.questions}
    return tuple(one for one in new.questions if one.code in asked)


def _question_codes(
    new: Roadmap, own: Mapping[object, str], others: Sequence[Roadmap]
) -> dict[str, str]:
    """Code as written → code as stored."""
    shared: dict[object, str] = {}
    for other in others:
        for question in other.questions:
            shared.setdefault(_said(question, other), question.code)
    held, given = {*shared.values()}, dict[str, str]()
    for question in new.questions:
        said = _said(question, new)
        known = own.get(said) or shared.get(said)
        if known is None or known in given.values():
            known = question.code
            if known in held:
                known = f"{_prefix(new)}{known}"
        given[question.code] = known
    return given


def _prefix(roadmap: Roadmap) -> str:
    """«nastavnichestvo_2022__»: names of cells have no hyphens."""
    return re.sub(r"[^a-z0-9]+", "_", roadmap.code).strip("_") + "__"


def _said(question: Question, roadmap: Roadmap) -> object:
    """What two questions must have in common to be one: words, answer, roll, parts of the year."""
    periods = (
        period.kind
        for row in roadmap.activities
        if question.code in row.indicator.questions
        for period in row.indicator.periods.values()
    )
    parts = {
        len(period.parts)
        for row in roadmap.activities
        if question.code in row.indicator.questions
        for period in row.indicator.periods.values()
    }
    by_school_year = question.grades and PeriodKind.SCHOOL_YEAR in set(periods)
    return (
        " ".join(question.text.split()).casefold(),
        question.answer,
        question.grades,
        question.options,
        question.unit,
        frozenset(question.asked_of),
        bool(by_school_year),
        max(parts, default=0),
    )
