"""Uploaded files in memory («загруженное»): let go as soon as they lie on disk.

The framework keeps the bytes of an upload until its session is forgotten, long after the tab was
closed; a few hundred returns of a few people would stay in memory for nothing. The manager of
uploads is an internal name; a test watches it.
"""

from collections.abc import Iterable

from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile


def let_go(files: Iterable[UploadedFile]) -> None:
    """Drop the bytes of these files; whoever still holds a file can still read it."""
    context = get_script_run_ctx()
    if context is None or not isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
        return
    for file in files:
        context.uploaded_file_mgr.remove_file(context.session_id, file.file_id)
