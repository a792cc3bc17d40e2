"""Tables of the registers («справочники»): a sheet found by its header, rows with their numbers.

The register of places and the roll are plain tables that people keep for years and edit by hand:
columns change places, headers change case and spacing, codes turn into numbers. This module
forgives that and nothing else; what a value means is judged by the module of the register.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from data_model.errors import UnreadableFile, WrongDefinition
from loaders.files.workbook import Hollow, written
from loaders.files.worker_pool import read_workbook

HEADER_WITHIN = 15
"""The header is looked for in the first rows: a title may stand above it."""

FORBIDDEN = ("фио", "ф.и.о", "фамилия", "снилс", "дата рождения", "телефон", "e-mail")
"""Headers of personal data, which no register of ours needs (152-ФЗ)."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row under the header: its number in the sheet and its cells by column."""

    number: int
    filename: str
    cells: Mapping[str, Any] = field(default_factory=dict)

    def wrong(self, column: str, text: str) -> WrongDefinition:
        return WrongDefinition(f"{self.filename}, строка {self.number}, столбец «{column}»: {text}")

    def text(self, column: str) -> str:
        """The cell as text: a code that became a number is a code again."""
        value = self.cells.get(column)
        if isinstance(value, Hollow):
            raise self.wrong(column, f"{written(value)}. Впишите само значение.")
        return " ".join(written(value).split())

    def needed(self, column: str) -> str:
        text = self.text(column)
        if not text:
            raise self.wrong(column, "ячейка пуста, а значение нужно.")
        return text

    def date(self, column: str) -> date | None:
        """A date cell, or a text like 31.08.2021; None where empty."""
        value = self.cells.get(column)
        if isinstance(value, date):
            return value.date() if isinstance(value, datetime) else value
        text = self.text(column)
        day = russian_date(text)
        if text and day is None:
            raise self.wrong(column, f"«{text}» не дата. Напишите так: 31.08.2021.")
        return day

    def count(self, column: str) -> int | None:
        """A whole number of people, not below zero; None where empty."""
        text = self.text(column)
        if text and not (text.isascii() and text.isdigit()):
            raise self.wrong(column, f"«{text}» не целое число. Укажите число обучающихся.")
        return int(text) if text else None


def russian_date(text: str) -> date | None:
    """31.08.2021 as a date; None where it is not one."""
    try:
        return datetime.strptime(text, "%d.%m.%Y").date()
    except ValueError:
        return None


def read_table(
    content: bytes, filename: str, columns: tuple[str, ...], needed: tuple[str, ...]
) -> tuple[TableRow, ...]:
    """Rows of the first sheet that has the needed columns; wholly empty rows are left out.

    ``columns`` are the names of the contract; other columns of the file are not looked at.
    Raises UnreadableFile where the bytes are no workbook, WrongDefinition where no sheet fits.
    """
    names = {folded(name): name for name in columns}
    best: set[str] = set()
    for sheet in _sheets(content, filename):
        for position, header in enumerate(sheet[:HEADER_WITHIN]):
            found = {names[key]: at for at, key in _headers(header) if key in names}
            if set(needed) <= set(found):
                _refuse_personal(header, filename)
                return tuple(_rows(sheet, position, found, filename))
            best = max(best, set(found), key=len)
    lacking = "», «".join(name for name in needed if name not in best)
    raise WrongDefinition(f"{filename}: не найдены столбцы «{lacking}». Проверьте первую строку.")


def folded(header: Any) -> str:
    """A header without case, ё and extra spaces; «5 класс» and 5.0 are «5»."""
    text = " ".join(written(header).split()).casefold().replace("ё", "е").rstrip(" .:*")
    return re.sub(r"^(\d+) ?кл(асс)?$", r"\1", text)


def optional_table(content: bytes, filename: str, columns: tuple[str, ...]) -> tuple[TableRow, ...]:
    """The same for a sheet that may be missing: then no rows."""
    try:
        return read_table(content, filename, columns, columns)
    except WrongDefinition:
        return ()


def _headers(header: list[Any]) -> Iterator[tuple[int, str]]:
    return ((position, folded(value)) for position, value in enumerate(header))


def _rows(
    sheet: list[list[Any]], header: int, found: Mapping[str, int], filename: str
) -> Iterator[TableRow]:
    for number, row in enumerate(sheet[header + 1 :], start=header + 2):
        cells = {name: row[at] for name, at in found.items() if at < len(row)}
        if any(written(value) for value in cells.values()):
            yield TableRow(number, filename, cells)


def _refuse_personal(header: list[Any], filename: str) -> None:
    for value in header:
        if any(folded(value).startswith(word) for word in FORBIDDEN):
            raise WrongDefinition(
                f"{filename}: столбец «{value}» содержит персональные данные (152-ФЗ). "
                "Удалите его и загрузите файл снова; ничего не сохранено."
            )


def _sheets(content: bytes, filename: str) -> Iterator[list[list[Any]]]:
    """Every sheet as rows of values from A1 on, so that the numbers of rows are right."""
    try:
        workbook = read_workbook(content, filename)
    except UnreadableFile as trouble:
        raise UnreadableFile(f"{filename}: {trouble}") from trouble
    return (grid.rows for grid in workbook.sheets)
