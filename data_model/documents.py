"""Documents («документы»): issued by the product, a person's own words, what proves a row."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class DocumentSlot:
    """What a document is about: its kind, its year, and one organisation or the district."""

    municipality: str
    kind: str
    year: int
    org: str = ""


@dataclass(frozen=True, slots=True)
class DocumentFile:
    """One file of an issued document, the frozen data («data») among them."""

    file_format: str
    filename: str
    content: bytes


@dataclass(frozen=True, slots=True)
class IssuedDocument:
    """An issue («выпуск»): number, date and sentences as they were signed; frozen.

    ``edition`` counts the issues of one slot from 1; ``note`` says why a later one was made.
    ``sentences`` are compared with those of today to see what has changed since.
    """

    slot: DocumentSlot
    number: str
    issued_on: date
    data_version: int
    sentences: tuple[str, ...]
    note: str = ""
    edition: int = 0
    formats: tuple[str, ...] = ()
    id: int = 0


Day = date


class EvidenceSource(StrEnum):
    """Where an entry of the register comes from."""

    RETURN = "return"
    HAND = "hand"
    ISSUED = "issued"


@dataclass(frozen=True, slots=True)
class EvidenceEntry:
    """A document that proves a presence («документ-подтверждение»).

    ``question`` is the presence question that it answers, ``org`` the organisation whose
    document it is (the municipality by its own code). ``filename`` is given where the file
    itself is kept.
    """

    org: str
    year: int
    question: str
    name: str
    kind: str = ""
    number: str = ""
    date: Day | None = None
    body: str = ""
    link: str = ""
    filename: str = ""
    source: EvidenceSource = EvidenceSource.HAND
    id: int = 0

    @property
    def missing(self) -> tuple[str, ...]:
        """Requisites that a proof needs and this entry lacks; «б/н» is a number."""
        needed = (("наименование", self.name), ("номер", self.number), ("дата", self.date))
        return tuple(name for name, value in needed if not value)

    @property
    def is_complete(self) -> bool:
        return not self.missing


@dataclass(frozen=True, slots=True)
class Proof:
    """What a document of ours proves when it is issued: its name and the question."""

    name: str
    question: str


ISSUED_PROOFS = {
    "monitoring": Proof("Аналитический отчёт по итогам мониторинга", "monitoring_report"),
    "diagnostics": Proof("Аналитический отчёт по итогам диагностики", "diagnostics_report"),
    "effect": Proof("Аналитическая справка об эффективности принятых мер", "effect_note"),
    "order": Proof("Приказ об итогах мониторинга", "management_decisions"),
}
"""Kinds of documents that enter the register by themselves, by the code of the question."""
