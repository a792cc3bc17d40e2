"""The difference («было — стало») between the return in force and the one that would replace it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields

from data_model.returns import (
    EvidenceDocument,
    Fact,
    ParsedReturn,
    ValueState,
)
from data_model.roadmap import Roadmap
from data_model.snapshot import Snapshot
from loaders.files.workbook import value_in_words

EMPTY = "пусто"
NOT_APPLICABLE = "не применимо"
DETAILS = {"name": "наименование", "number": "номер", "date": "дата", "link": "ссылка"}
"""Fields of a document, as the difference names them."""


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """One answer that would change: what it is, before and after in words, and its new cell."""

    question: str
    before: str
    after: str
    sheet: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class ReturnDifference:
    """What a return would change; ``replaces`` is the number of the revision in force.

    It is None for a first return, whose every answer is new and none is listed.
    """

    changes: tuple[AnswerChange, ...] = ()
    replaces: int | None = None


def difference(snapshot: Snapshot, parsed: ParsedReturn) -> ReturnDifference:
    """A return against the one of its organisation and year that counts now."""
    slot = (parsed.org, parsed.year)
    current = [one for one in snapshot.revisions if one.is_current and (one.org, one.year) == slot]
    if not current:
        return ReturnDifference()
    facts = [one.fact for one in snapshot.facts if (one.org, one.year) == slot]
    documents = [one.document for one in snapshot.documents if (one.org, one.year) == slot]
    roadmap = snapshot.roadmaps[parsed.year]
    changes = (
        *changed_facts(facts, parsed.facts, roadmap),
        *changed_documents(documents, parsed.documents, roadmap),
    )
    return ReturnDifference(changes, current[0].number)


def changed_facts(
    before: Iterable[Fact], after: Iterable[Fact], roadmap: Roadmap
) -> Iterator[AnswerChange]:
    """Answers whose value or state is another, in the order of the new return."""
    known = {(fact.question, fact.grade): fact for fact in before}
    for fact in after:
        past = known.get((fact.question, fact.grade))
        was, now = answer_in_words(past, roadmap), answer_in_words(fact, roadmap)
        if was != now:
            yield AnswerChange(label(fact, roadmap), was, now, fact.sheet, fact.cell)


def answer_in_words(fact: Fact | None, roadmap: Roadmap) -> str:
    """An answer in words: «12», «есть», «пусто», «не применимо», «15 чел.» (под вопросом)."""
    if fact is None or fact.state is ValueState.NOT_REPORTED:
        return EMPTY
    if fact.state is ValueState.NOT_APPLICABLE:
        return NOT_APPLICABLE
    if fact.value is None:
        return f"«{fact.written}», под вопросом" if fact.written else f"нет данных: {fact.reason}"
    return roadmap.question(fact.question).answer_in_words(fact.value)


def label(fact: Fact, roadmap: Roadmap) -> str:
    text = roadmap.question(fact.question).text
    return f"{text}, {fact.grade} класс" if fact.grade else text


Documents = Mapping[tuple[str, int], EvidenceDocument]


def changed_documents(
    before: Iterable[EvidenceDocument], after: Iterable[EvidenceDocument], roadmap: Roadmap
) -> Iterator[AnswerChange]:
    """Fields of documents that are other, new or gone, by question and ordinal."""
    past, present = by_place(before), by_place(after)
    for place in sorted({*past, *present}):
        yield from _changed_document(place, past, present, roadmap)


def by_place(documents: Iterable[EvidenceDocument]) -> Documents:
    return {(one.question, one.ordinal): one for one in documents}


def _changed_document(
    place: tuple[str, int], past: Documents, present: Documents, roadmap: Roadmap
) -> Iterator[AnswerChange]:
    question, ordinal = place
    nothing = EvidenceDocument(question, ordinal)
    was, now = past.get(place, nothing), present.get(place, nothing)
    text = f"{roadmap.question(question).text}, документ № {ordinal}"
    for one in fields(EvidenceDocument):
        if one.name in DETAILS and getattr(was, one.name) != getattr(now, one.name):
            before, after = (
                value_in_words(getattr(was, one.name)),
                value_in_words(getattr(now, one.name)),
            )
            what = f"{text}: {DETAILS[one.name]}"
            yield AnswerChange(what, before or EMPTY, after or EMPTY, now.sheet, now.cell)
