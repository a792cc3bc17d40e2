"""Foreign tables that wait for a person («таблицы без соответствия»)."""

from dataclasses import dataclass
from pathlib import Path

from data_model.returns import Receipt

ASKED = frozenset(
    (
        "table_unmapped",
        "table_on_several_sheets",
        "table_without_year",
        "table_school_unknown",
    )
)
"""Remarks after which a person can help a table in."""


@dataclass(frozen=True, slots=True)
class WaitingTable:
    """A table that cannot go by itself yet: where it waits, and its checksum."""

    folder: Path
    filename: str
    sha256: str

    @property
    def content(self) -> bytes:
        return next(path for path in self.folder.rglob("*") if path.is_file()).read_bytes()


def is_waiting(receipt: Receipt) -> bool:
    return any(problem.code in ASKED for problem in receipt.problems)
