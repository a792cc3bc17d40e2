"""Roadmap files («дорожная карта как данные»): TOML → Roadmap, and back.

A file is one roadmap. Whatever is wrong is said all at once, each finding on a line of its own
that names file, row of the order and field, so that one reading mends the file.
"""

import re
import tomllib
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from data_model.errors import UnreadableFile, WrongDefinition
from data_model.roadmap import Roadmap
from loaders.roadmaps.complaints import FilePlace, complaints
from loaders.roadmaps.rules import contradictions
from loaders.roadmaps.schema import RoadmapTable, to_roadmap
from loaders.roadmaps.text import write_roadmap

__all__ = ["read_roadmap", "read_roadmap_bytes", "write_roadmap"]

MOST_FINDINGS = 20
"""More would not be read; the first ones are mended first."""


def read_roadmap(path: Path) -> Roadmap:
    """The roadmap of a file. Raises UnreadableFile, or WrongDefinition with every finding."""
    try:
        content = path.read_bytes()
    except OSError as trouble:
        raise UnreadableFile(
            f"{path.name}: файл не открывается. Проверьте путь и право на чтение."
        ) from trouble
    return read_roadmap_bytes(content, path.name)


def read_roadmap_bytes(content: bytes, filename: str) -> Roadmap:
    """The same for the bytes of an upload."""
    document = _document(content, filename)
    try:
        roadmap = to_roadmap(RoadmapTable.model_validate(document))
    except ValidationError as wrong:
        raise _refusal(filename, complaints(wrong, document)) from None
    findings = tuple(contradictions(roadmap))
    if findings:
        raise _refusal(filename, findings)
    return roadmap


def _document(content: bytes, filename: str) -> dict[str, Any]:
    """The TOML tables; fractions are Decimal, never float."""
    try:
        return tomllib.loads(content.decode("utf-8-sig"), parse_float=Decimal)
    except UnicodeDecodeError as trouble:
        raise UnreadableFile(f"{filename}: сохраните файл в кодировке UTF-8.") from trouble
    except tomllib.TOMLDecodeError as trouble:
        raise WrongDefinition(f"{filename}{_spot(trouble)}: {_SYNTAX}") from trouble


_SYNTAX = "запись не читается. Проверьте кавычки, скобки и знак «=»; один ключ пишется один раз."


def _spot(trouble: tomllib.TOMLDecodeError) -> str:
    found = re.search(r"at line (\d+), column (\d+)", str(trouble))
    return f", строка файла {found[1]}, позиция {found[2]}" if found else ", конец файла"


def _refusal(filename: str, findings: Iterable[tuple[FilePlace, str]]) -> WrongDefinition:
    lines = [f"{filename}{place}: {text}" for place, text in findings]
    more = len(lines) - MOST_FINDINGS
    tail = [f"…и ещё замечаний: {more}."] if more > 0 else []
    return WrongDefinition("\n".join(lines[:MOST_FINDINGS] + tail))
