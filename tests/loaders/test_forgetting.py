"""Nothing of a refused file stays in the memory of the server."""

import gc
from pathlib import Path

from data_model.store import Store
from loaders.files.forgetting import forget_texts, remembering
from loaders.intake import receive_all
from loaders.values.text import plain
from tests.loaders.test_personal_data import PUPILS, column, with_sheet


def test_no_name_of_a_refused_list_of_pupils_is_kept_in_memory(
    tmp_path: Path,
) -> None:
    marked = [f"{name} {'а' * 20}" for name in PUPILS]
    store = Store.create("sqlite://")
    path = tmp_path / "список.xlsx"
    path.write_bytes(with_sheet([*column("Участники", PUPILS), *column("", marked)]))
    (receipt,) = receive_all([path], store)
    store.close()
    assert [one.code for one in receipt.problems] == ["personal_data"]
    gc.collect()
    assert {one.cache_info().currsize for one in remembering()} == {0}


def test_every_bounded_memory_of_the_room_is_known() -> None:
    plain("Наименование")
    assert plain in list(remembering())
    forget_texts()
    assert plain.cache_info().currsize == 0
