"""Documents that the product issues («изданные документы»), and the words a person adds."""

from dataclasses import dataclass
from datetime import date


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
