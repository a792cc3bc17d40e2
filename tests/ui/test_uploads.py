"""The bytes of an upload leave the memory of the server once they lie on disk."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from ui.returns import batches

SESSION = "s1"


@pytest.fixture
def manager(monkeypatch: pytest.MonkeyPatch) -> Iterator[MemoryUploadedFileManager]:
    manager = MemoryUploadedFileManager("/upload")
    for number in range(2):
        record = UploadedFileRec(f"f{number}", "отчёт.xlsx", "xlsx", b"1234")
        manager.add_file(SESSION, record)
    context = SimpleNamespace(uploaded_file_mgr=manager, session_id=SESSION)
    monkeypatch.setattr(batches, "get_script_run_ctx", lambda: context)
    yield manager


def left(manager: MemoryUploadedFileManager) -> list[str]:
    return [record.file_id for record in manager.get_files(SESSION, ["f0", "f1"])]


def test_the_files_of_a_batch_are_let_go_and_no_other(
    manager: MemoryUploadedFileManager,
) -> None:
    batches.let_go([SimpleNamespace(file_id="f0")])  # type: ignore[list-item]
    assert left(manager) == ["f1"]


def test_without_a_session_nothing_happens(
    manager: MemoryUploadedFileManager, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "get_script_run_ctx", lambda: None)
    batches.let_go([SimpleNamespace(file_id="f0")])  # type: ignore[list-item]
    assert left(manager) == ["f0", "f1"]
