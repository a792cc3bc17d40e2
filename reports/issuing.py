"""Issuing («выпуск документа»): number and date are set, files and sentences are frozen."""

from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher

import pandas as pd

from data_model.documents import DocumentFile, DocumentSlot, IssuedDocument
from data_model.snapshot import Snapshot
from indicators import wording
from reports.formats import FORMATS, KINDS
from reports.handover import file_name
from reports.material import Material
from reports.summary import Summary
from reports.tidy import export

FROZEN_DATA = "data"
"""Format of the file with the data of an issue: facts and plan/fact as they were."""


@dataclass(frozen=True, slots=True)
class Change:
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
    frame: pd.DataFrame,
    number: str,
    issued_on: date,
    *,
    org: str = "",
    note: str = "",
) -> tuple[IssuedDocument, tuple[DocumentFile, ...]]:
    """An issue ready to be stored, with every format of its kind and the data beside them."""
    snapshot = material.snapshot
    slot = DocumentSlot(snapshot.municipality.code, summary.kind, summary.year, org)
    issue = IssuedDocument(
        slot, number, issued_on, snapshot.version, tuple(summary.sentences()), note
    )
    final = numbered(summary, number, issued_on)
    return issue, (*_files(final, snapshot, org), _data(snapshot, frame))


def _files(summary: Summary, snapshot: Snapshot, org: str) -> tuple[DocumentFile, ...]:
    return tuple(
        DocumentFile(
            suffix,
            file_name(summary.kind, suffix, snapshot, summary.year, org or None),
            FORMATS[suffix].write(summary),
        )
        for suffix in KINDS[summary.kind].formats
    )


def _data(snapshot: Snapshot, frame: pd.DataFrame) -> DocumentFile:
    name = f"Данные_{snapshot.municipality.code}_версия_{snapshot.version}.zip"
    return DocumentFile(FROZEN_DATA, name, export(snapshot, frame, ".zip"))


def changes(issue: IssuedDocument, summary: Summary) -> tuple[Change, ...]:
    """Sentences that would read differently if the document were made now."""
    before, now = list(issue.sentences), list(summary.sentences())
    matcher = SequenceMatcher(None, before, now, autojunk=False)
    return tuple(
        change
        for tag, start, end, now_start, now_end in matcher.get_opcodes()
        if tag != "equal"
        for change in _paired(before[start:end], now[now_start:now_end])
    )


def _paired(before: list[str], now: list[str]) -> list[Change]:
    """Replaced sentences side by side, the rest as taken away or added."""
    most = max(len(before), len(now))
    fill = [""] * most
    return [
        Change(one, other)
        for one, other in zip((before + fill)[:most], (now + fill)[:most], strict=True)
    ]
