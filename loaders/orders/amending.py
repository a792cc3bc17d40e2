"""A roadmap that is stored, laid on the desk, and what a person's changes make of it.

A row of it becomes a proposal like one that was read. Only what the person changed differs in the
edition: codes of questions, their words, and all that the desk does not show stay as they were.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar, cast

from data_model.roadmap import ROLL, Activity, Goal, Question, Roadmap
from loaders.orders.proposal import RoadmapProposal, RowProposal

Noun = TypeVar("Noun")


def proposal_of(roadmap: Roadmap) -> RoadmapProposal:
    """The rows of a stored roadmap as they are confirmed already."""
    rows = tuple(row_of(activity, roadmap) for activity in roadmap.activities)
    return RoadmapProposal(roadmap.title, roadmap.act, roadmap.years, rows, stored=roadmap)


def row_of(activity: Activity, roadmap: Roadmap) -> RowProposal:
    """What the desk shows of a stored row."""
    indicator = activity.indicator
    kept: dict[str, Any] = {
        field.name: getattr(noun, field.name)
        for noun in (activity, indicator)
        for field in fields(noun)
        if field.name in PROPOSED
    }
    own = indicator.out_of if indicator.out_of not in {None, ROLL} else None
    return RowProposal(
        **kept,
        whole=roadmap.question(own).text if own else "",
        documents=roadmap.question(indicator.counted).documents,
        options=roadmap.question(indicator.counted).options,
        stored=activity,
    )


PROPOSED = {field.name for field in fields(RowProposal)} - {"whole", "documents", "stored"}
"""Fields that a row and its proposal call alike."""


@dataclass(frozen=True, slots=True)
class MadeRow:
    """A row of a proposal as data: the activity and the questions that it asks."""

    activity: Activity
    questions: tuple[Question, ...]


def amended(stored: Activity, before: Activity, after: Activity) -> Activity:
    """The stored row with what differs between its proposal before and after the person."""
    indicator = _merged(stored.indicator, before.indicator, after.indicator)
    return replace(_merged(stored, before, after), indicator=indicator)


def _merged(stored: Noun, before: Noun, after: Noun) -> Noun:
    names = [field.name for field in fields(cast(Any, stored)) if field.name != "indicator"]
    changed = {
        name: getattr(after, name)
        for name in names
        if getattr(before, name) != getattr(after, name)
    }
    return cast(Noun, replace(cast(Any, stored), **changed))


def asked_anew(
    questions: dict[str, Question], stored: Activity, before: MadeRow, after: MadeRow
) -> None:
    """Put into ``questions`` what the changed row asks; a question keeps the code it has."""
    indicator, made = stored.indicator, before.activity.indicator
    known = {made.counted: indicator.counted}
    if made.out_of not in {None, ROLL} and indicator.out_of:
        known[str(made.out_of)] = indicator.out_of
    was = {question.code: question for question in before.questions}
    for question in after.questions:
        code = known.get(question.code, question.code)
        old = questions.get(code)
        if old is None or question.code not in was:
            questions.setdefault(code, replace(question, code=code))
        else:
            questions[code] = _merged(old, was[question.code], question)


def still_asked(
    roadmap: Roadmap, questions: Mapping[str, Question], rows: Iterable[Activity]
) -> tuple[Question, ...]:
    """The questions without those that only changed or removed rows asked."""
    asked = {code for row in rows for code in row.indicator.questions}
    were = {code for row in roadmap.activities for code in row.indicator.questions}
    return tuple(one for code, one in questions.items() if code in asked or code not in were)


def goals_of(roadmap: Roadmap, rows: Iterable[RowProposal]) -> tuple[Goal, ...]:
    """Goals name rows by their numbers: those that were renumbered by the new one."""
    numbers = {row.stored.number: row.number for row in rows if row.stored}
    return tuple(
        Goal(goal.title, tuple(numbers[row] for row in goal.rows if row in numbers))
        for goal in roadmap.goals
    )


def codes_kept(rows: Iterable[RowProposal]) -> Iterator[tuple[str, str]]:
    """Number of a row and the code that its stored indicator has."""
    return ((row.number, row.stored.indicator.code) for row in rows if row.stored)
