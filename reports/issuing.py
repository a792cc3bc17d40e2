"""Issuing («выпуск документа»): number and date are set, files and sentences are frozen."""

from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher

from data_model.decisions import DocumentFile, DocumentSlot, IssuedDocument
from data_model.snapshot import Snapshot
from indicators import wording
from indicators.plan_fact_row import PlanFact
from reports.formats import FORMATS, KINDS
from reports.handover import composed, file_name
from reports.material import Material
from reports.summary import Summary
from reports.tidy import export

FROZEN_DATA = "data"
"""Format of the file with the data of an issue: facts and plan/fact as they were."""


@dataclass(frozen=True, slots=True)
class DocumentChange:
    """What a document would say now in place of what it said; empty where nothing stood."""

    before: str
    now: str


def numbered(summary: Summary, number: str, issued_on: date) -> Summary:
    """The document with its requisites; it is no draft any more."""
    requisites = {"номер": number.strip(), "дата": wording.date_short(issued_on)}
    return replace(summary, fields=summary.fields | requisites, draft=False)


def prepared(
    summary: Summary,
    material: Material,
    plan_fact: PlanFact,
    number: str,
    issued_on: date,
    *,
    org: str = "",
    note: str = "",
) -> tuple[IssuedDocument, tuple[DocumentFile, ...]]:
    """An issue ready to be stored, with every format of its kind and the data beside them.

    It is composed anew for its own day, so that no term lies before it.
    """
    snapshot = material.snapshot
    final = composed(summary.kind, replace(material, day=issued_on, made={}), org or None)
    slot = DocumentSlot(snapshot.municipality.code, summary.kind, summary.year, org)
    issue = IssuedDocument(
        slot, number, issued_on, snapshot.version, tuple(final.sentences()), note
    )
    signed = numbered(final, number, issued_on)
    return issue, (*_files(signed, snapshot, org), _data(snapshot, plan_fact))


def _files(summary: Summary, snapshot: Snapshot, org: str) -> tuple[DocumentFile, ...]:
    return tuple(
        DocumentFile(
            suffix,
            file_name(summary.kind, suffix, snapshot, summary.year, org or None),
            FORMATS[suffix].write(summary),
        )
        for suffix in KINDS[summary.kind].formats
    )


def _data(snapshot: Snapshot, plan_fact: PlanFact) -> DocumentFile:
    name = f"Данные_{snapshot.municipality.code}_версия_{snapshot.version}.zip"
    return DocumentFile(FROZEN_DATA, name, export(snapshot, plan_fact, ".zip"))


def changes(issue: IssuedDocument, summary: Summary) -> tuple[DocumentChange, ...]:
    """Sentences that would read differently if the document were made now."""
    before, now = list(issue.sentences), list(summary.sentences())
    matcher = SequenceMatcher(None, before, now, autojunk=False)
    return tuple(
        change
        for tag, start, end, now_start, now_end in matcher.get_opcodes()
        if tag != "equal"
        for change in _paired(before[start:end], now[now_start:now_end])
    )


def _paired(before: list[str], now: list[str]) -> list[DocumentChange]:
    """Replaced sentences side by side, the rest as taken away or added."""
    most = max(len(before), len(now))
    fill = [""] * most
    return [
        DocumentChange(one, other)
        for one, other in zip((before + fill)[:most], (now + fill)[:most], strict=True)
    ]
