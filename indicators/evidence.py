"""Evidence («документы-подтверждения»): what the register proves beside the returns.

A presence is computed from documents, wherever they came from. A registered document with
name, number and date proves a «есть» that stood without requisites, and is the answer itself
where there was none. A «нет» of a return stays «нет»: the register and the return contradict
each other then, and a person must say which is right.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from data_model.decisions import EvidenceEntry, EvidenceSource
from data_model.returns import (
    NO_GRADE,
    EvidenceDocument,
    Fact,
    StoredDocument,
    StoredFact,
    ValueState,
)
from data_model.roadmap import AnswerType
from data_model.snapshot import Snapshot

Key = tuple[str, int, str]
"""Organisation, year and question."""

CONTRADICTION = "в отчёте ответ «нет», а документ есть"


def proved(snapshot: Snapshot) -> frozenset[Key]:
    """What the register proves: complete entries of presence questions of their year."""
    return frozenset(
        _key(entry)
        for entry in snapshot.evidence
        if entry.is_complete and entry.question in presence_questions(snapshot, entry.year)
    )


def presence_questions(snapshot: Snapshot, year: int) -> dict[str, str]:
    """Code -> text of the questions of a year that are answered by a document."""
    roadmap = snapshot.roadmaps.get(year)
    asked = roadmap.questions if roadmap else ()
    return {one.code: one.text for one in asked if one.answer is AnswerType.PRESENCE}


def _key(entry: EvidenceEntry) -> Key:
    return entry.org, entry.year, entry.question


def facts_with_register(snapshot: Snapshot) -> tuple[StoredFact, ...]:
    """The facts of the returns, and «есть» where only the register knows the document."""
    found = proved(snapshot)
    if not found:
        return snapshot.facts
    answered = {
        _fact_key(stored)
        for stored in snapshot.facts
        if stored.fact.value is not None and _fact_key(stored) in found
    }
    silent = found - answered
    kept = (stored for stored in snapshot.facts if _fact_key(stored) not in silent)
    return (*kept, *(_present(key) for key in sorted(silent)))


def _fact_key(stored: StoredFact) -> Key:
    return stored.org, stored.year, stored.fact.question


def _present(key: Key) -> StoredFact:
    org, year, question = key
    return StoredFact(org, year, Fact(question, NO_GRADE, 1, ValueState.VALUE))


def registered_documents(snapshot: Snapshot) -> tuple[StoredDocument, ...]:
    """The register as documents of a figure; revision 0: they came with no return."""
    return tuple(
        StoredDocument(
            entry.org,
            entry.year,
            EvidenceDocument(entry.question, 1, entry.name, entry.number, entry.date, entry.link),
        )
        for entry in snapshot.evidence
    )


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One line of the register of documents: where it came from, what it proves.

    ``indicators`` are the rows of the roadmap that it proves; ``contradicts``: a return says
    «нет» although the document is there.
    """

    entry: EvidenceEntry
    indicators: tuple[str, ...]
    contradicts: bool

    @property
    def missing(self) -> str:
        """The requisites that it lacks, in words."""
        return ", ".join(self.entry.missing)


def evidence_register(snapshot: Snapshot) -> tuple[EvidenceLine, ...]:
    """One per document: of returns, typed by hand, issued by us; by year, question, place."""
    denied = {_fact_key(stored) for stored in snapshot.facts if stored.fact.value == 0}
    entries = [*_of_returns(snapshot), *snapshot.evidence]
    lines = (
        EvidenceLine(entry, _proved_rows(snapshot, entry), _key(entry) in denied)
        for entry in entries
    )
    return tuple(
        sorted(lines, key=lambda line: (line.entry.year, line.entry.question, line.entry.org))
    )


def _of_returns(snapshot: Snapshot) -> Iterator[EvidenceEntry]:
    for stored in snapshot.documents:
        document = stored.document
        yield EvidenceEntry(
            org=stored.org,
            year=stored.year,
            question=document.question,
            name=document.name,
            number=document.number,
            date=document.date,
            link=document.link,
            source=EvidenceSource.RETURN,
        )


def _proved_rows(snapshot: Snapshot, entry: EvidenceEntry) -> tuple[str, ...]:
    roadmap = snapshot.roadmaps.get(entry.year)
    rows = roadmap.activities if roadmap else ()
    return tuple(row.number for row in rows if row.indicator.counted == entry.question)
