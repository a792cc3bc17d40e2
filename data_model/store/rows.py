"""Rows as the database gives them: they never leave this room."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import CursorResult, Row, Select

AnyRow = Row[*tuple[Any, ...]]
AnyRows = Sequence[AnyRow]
AnySelect = Select[*tuple[Any, ...]]


def inserted_id(result: CursorResult[*tuple[Any, ...]]) -> int:
    """The number of the row that was just inserted."""
    key = result.inserted_primary_key
    assert key is not None, "one row was inserted, so it has a key"
    return int(key[0])
