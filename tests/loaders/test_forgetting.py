"""Nothing of a refused file stays in the memory of the server."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from data_model.store import Store
from loaders.intake import receive_all
from tests.loaders.test_personal_data import PUPILS, column, with_sheet


def caches() -> Iterator[Any]:
    """Every function of the loaders that remembers what it was asked."""
    for name in [one for one in sys.modules if one.startswith("loaders.")]:
        for value in vars(sys.modules[name]).values():
            if hasattr(value, "cache_parameters") and not isinstance(value, type):
                yield value


def test_no_name_of_a_refused_list_of_pupils_is_kept_in_memory(tmp_path: Path) -> None:
    before = {id(one): one.cache_info().currsize for one in caches()}
    marked = [f"{name} {'а' * 20}" for name in PUPILS]
    store = Store.create("sqlite://")
    path = tmp_path / "список.xlsx"
    path.write_bytes(with_sheet([*column("Участники", PUPILS), *column("", marked)]))
    (receipt,) = receive_all([path], store)
    store.close()
    assert [one.code for one in receipt.problems] == ["personal_data"]
    grown = {
        one.__qualname__ for one in caches() if one.cache_info().currsize > before.get(id(one), 0)
    }
    assert grown <= {"pool", "get_column_letter"}
