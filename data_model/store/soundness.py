"""Soundness of stored values: seals of tables and returns, fingerprints of originals.

Each check yields sentences about what is wrong, and nothing where all is well.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, select

from data_model.store.lines import (
    DOCUMENT_COLUMNS,
    FACT_COLUMNS,
    HEADER_COLUMNS,
    REMARK_COLUMNS,
)
from data_model.store.rows import AnyRow
from data_model.store.seals import SEALED, return_seal, stored_seals, table_seal
from data_model.tables import DocumentRow, FactRow, RemarkRow, ReturnRow, UploadRow

AT_ONCE = 500
"""Returns whose answers are held in memory together."""

RESTORE = "Верните последнюю копию командой «roadmap restore ФАЙЛ»."


def tables_are_as_written(connection: Connection) -> Iterator[str]:
    """Registers, roll, roadmaps, terms: each table against its seal."""
    stored = stored_seals(connection)
    for row in SEALED:
        name = row.__tablename__
        written = stored.get(name, EMPTY)
        if table_seal(connection, row) != written:
            yield f"Таблица «{name}» изменена в обход программы. {RESTORE}"


def returns_are_as_received(connection: Connection) -> Iterator[str]:
    """Answers, documents and remarks of each revision against its seal."""
    ids = connection.scalars(select(ReturnRow.id).order_by(ReturnRow.id)).all()
    for start in range(0, len(ids), AT_ONCE):
        yield from _changed_returns(connection, ids[start : start + AT_ONCE])


def originals_are_whole(connection: Connection) -> Iterator[str]:
    """Stored files against their SHA-256 and size."""
    uploads = connection.execute(
        select(UploadRow.sha256, UploadRow.filename, UploadRow.size, UploadRow.content)
        .order_by(UploadRow.sha256)
        .execution_options(yield_per=20)
    )
    for upload in uploads:
        whole = hashlib.sha256(upload.content).hexdigest() == upload.sha256
        if not whole or len(upload.content) != upload.size:
            yield f"Исходный файл «{upload.filename}» изменён в обход программы. {RESTORE}"


def one_revision_is_current(connection: Connection) -> Iterator[str]:
    """Of the revisions that were not undone, the last one is current and no other."""
    slots: dict[tuple[str, int], list[AnyRow]] = defaultdict(list)
    for row in connection.execute(
        select(
            ReturnRow.organisation,
            ReturnRow.year,
            ReturnRow.revision,
            ReturnRow.is_current,
            ReturnRow.undone_at,
        ).order_by(ReturnRow.organisation, ReturnRow.year, ReturnRow.revision)
    ):
        slots[row.organisation, row.year].append(row)
    for (org, year), revisions in slots.items():
        standing = [row.revision for row in revisions if row.undone_at is None]
        current = [row.revision for row in revisions if row.is_current]
        if current != standing[-1:]:
            yield (
                f"Отчёт «{org}» за {year} год: действующей отмечена не последняя редакция. "
                f"{RESTORE}"
            )


def _changed_returns(connection: Connection, ids: Sequence[int]) -> Iterator[str]:
    for head, seal in sealed_returns(connection, ids):
        if seal != head.values_sha256:
            yield (
                f"Отчёт «{head.organisation}» за {head.year} год, редакция {head.revision}: "
                f"значения изменены в обход программы. {RESTORE}"
            )


def sealed_returns(connection: Connection, ids: Sequence[int]) -> Iterator[tuple[AnyRow, str]]:
    """The header of each return, and the seal of what stands in it now."""
    facts = _lines(connection, FactRow, FACT_COLUMNS, ids)
    documents = _lines(connection, DocumentRow, DOCUMENT_COLUMNS, ids)
    remarks = _lines(connection, RemarkRow, REMARK_COLUMNS, ids)
    heads = connection.execute(
        select(ReturnRow).where(ReturnRow.id.in_(ids)).order_by(ReturnRow.id)
    )
    for head in heads.all():
        sealed = [getattr(head, column) for column in HEADER_COLUMNS]
        yield head, return_seal(sealed, facts[head.id], documents[head.id], remarks[head.id])


def _lines(
    connection: Connection, table: Any, columns: Sequence[str], ids: Sequence[int]
) -> dict[int, list[tuple[Any, ...]]]:
    """Lines of returns by the id of their return, in the columns that are sealed."""
    found = connection.execute(
        select(table.return_id, *(getattr(table, column) for column in columns))
        .where(table.return_id.in_(ids))
        .order_by(table.return_id, getattr(table, columns[0]), getattr(table, columns[1]))
    )
    lines: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for return_id, *line in found:
        lines[return_id].append(tuple(line))
    return lines


EMPTY = hashlib.sha256().hexdigest()
"""Seal of a table that was never written to."""
