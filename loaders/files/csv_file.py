"""Tables as text (.csv, pasted from a sheet): utf-8 or cp1251, parted by «;», «,» or tabs.

Numbers become numbers where nothing is lost by it: «001» stays a text, for it may be a code.
"""

import csv
import re
from collections import Counter
from io import StringIO

from data_model.errors import UnreadableFile
from loaders.files.kinds import SENTENCES, FileKind
from loaders.files.workbook import Grid, Value

ENCODINGS = ("utf-8-sig", "cp1251")
WIDE = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
DELIMITERS = (";", "\t", ",")
ALIKE = 0.6
"""The share of lines that must have as many cells as most have: else it is no table."""

SMALLEST = 4
"""Two lines of two cells are no table yet."""

MAX_COLUMNS, MAX_ROWS = 200, 20_000
NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:[.,]\d+)?")


def read_csv(content: bytes) -> list[Grid]:
    """The one sheet of a text. Raises UnreadableFile where it is no table."""
    text = _decoded(content)
    rows = max((_rows(text, one) for one in DELIMITERS), key=_tidiness)
    if _tidiness(rows) < ALIKE:
        raise UnreadableFile(SENTENCES[FileKind.CSV])
    return [Grid("Таблица", [[_value(cell) for cell in row] for row in rows])]


def _decoded(content: bytes) -> str:
    wide = next((name for start, name in WIDE if content.startswith(start)), "")
    for encoding in (wide,) if wide else ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise UnreadableFile(SENTENCES[FileKind.CSV])


def _rows(text: str, delimiter: str) -> list[list[str]]:
    try:
        lines = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
        rows = [row[:MAX_COLUMNS] for row, _ in zip(lines, range(MAX_ROWS), strict=False)]
    except csv.Error:
        return []
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def _tidiness(rows: list[list[str]]) -> float:
    """How many of the lines are as wide as most of them are; nothing for a single column."""
    widths = Counter(len(row) for row in rows if any(row))
    if not widths:
        return 0
    width, alike = widths.most_common(1)[0]
    lines = sum(widths.values())
    is_table = width > 1 and lines > 1 and width * lines > SMALLEST
    return alike / lines if is_table else 0


def _value(text: str) -> Value:
    line = text.strip()
    if NUMBER.fullmatch(line):
        number = float(line.replace(",", "."))
        return (
            int(number) if number.is_integer() and "," not in line and "." not in line else number
        )
    return line or None
