"""Floors: the least that any reading of the same files can cost."""

import hashlib
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.parsers import expat

import python_calamine


def expat_pass(files: Sequence[Path]) -> None:
    """Unzip and one bare pass of the XML parser over every sheet, with no handlers."""
    for path in files:
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                    expat.ParserCreate().Parse(archive.read(name), True)


def bare_calamine(files: Sequence[Path]) -> None:
    """Every sheet of every file read into lists, nothing understood."""
    for path in files:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def hashed(files: Sequence[Path]) -> None:
    """Reading the bytes and their SHA-256: the least for a file that is already stored."""
    for path in files:
        hashlib.sha256(path.read_bytes()).hexdigest()
