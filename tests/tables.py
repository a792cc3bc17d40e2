"""Tables drawn as text, so that a methodist can say whether a test is right.

``frame("a | b\\n1 | x")``: the first line names the columns, an empty cell is «нет данных».
"""

from typing import Any

import pandas as pd


def drawn(text: str) -> list[dict[str, str]]:
    """One dictionary per drawn row; empty cells are empty strings."""
    lines = [line for line in text.splitlines() if line.strip()]
    header, *rows = ([cell.strip() for cell in line.split("|")] for line in lines)
    return [dict(zip(header, row, strict=True)) for row in rows]


def cell(text: str) -> Any:
    """A whole number, a decimal number, a word, or nothing."""
    if not text:
        return None
    try:
        return float(text) if "." in text else int(text)
    except ValueError:
        return text


def frame(text: str) -> pd.DataFrame:
    """The drawn table as a frame."""
    rows = [{name: cell(value) for name, value in row.items()} for row in drawn(text)]
    return pd.DataFrame(rows)
