"""Personal data of pupils («персональные данные»): the file is refused before it is kept.

By header, and by what the cells look like; in every sheet, hidden ones too. A single contact
of a grown-up is no column of pupils. Basis: Federal Law 152-ФЗ.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from loaders.cells import Cell, Grid
from loaders.checks.rule import Finding, Screening, at
from loaders.layout import plain

HEADERS = (
    ("ФИО", re.compile(r"(ф\.? ?и\.? ?о\.?|фамилия.*|имя|отчество)( |$).*")),
    ("дата рождения", re.compile(r"(дата|год|день) рожд.*|д\.? ?р\.?")),
    ("СНИЛС", re.compile(r".*\bснилс\b.*")),
    ("телефон", re.compile(r"(моб\w*\.? |конт\w*\.? |номер )?тел(ефон\w*|\.)?( .*)?")),
    ("электронная почта", re.compile(r"(e-?mail|эл(ектронная|\.)? ?(почта|адрес)|почта)( .*)?")),
)
"""Headers of columns that hold personal data, on text as ``plain`` gives it."""

GROWN_UP = re.compile(
    r"исполнител|ответствен|директор|заместител|педагог|руководител|учител|навигатор|"
    r"специалист|методист|организаци|школ[аы]\b"
)
LONGEST_HEADER = 60

CONTENTS = (
    ("СНИЛС", re.compile(r"\d{3}-\d{3}-\d{3}[ -]\d{2}"), 1),
    ("электронная почта", re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+"), 3),
    ("телефон", re.compile(r"(\+7|8)[\s(-]*\d{3}[\s)-]*\d{3}[\s-]*\d{2}[\s-]*\d{2}"), 3),
    ("ФИО", re.compile(r"[А-ЯЁ][а-яё-]+ [А-ЯЁ][а-яё-]+ [А-ЯЁ][а-яё]+(вич|вна|ична|ьич)"), 3),
)
"""What cells look like, and in how many cells of one column it is no longer chance."""


def no_personal_data(screening: Screening) -> Iterator[Finding]:
    """No sheet has a column of names, birth dates, СНИЛС, telephones or e-mails."""
    for grid in screening.workbook.sheets:
        named = {kind: cell for cell, kind in _personal_headers(grid)}
        for cell, kind in _personal_contents(grid):
            named.setdefault(kind, cell)
        for kind, cell in named.items():
            yield at(cell, sheet=grid.name, column=kind)


def _personal_headers(grid: Grid) -> Iterator[tuple[Cell, str]]:
    for cell in grid.texts():
        kind = _named_in(str(cell.value))
        if kind and _heads_a_column(grid, cell):
            yield cell, kind


@lru_cache(maxsize=8192)
def _named_in(text: str) -> str | None:
    """The kind of personal data that a short text names; None where it names none."""
    wording = plain(text[: 2 * LONGEST_HEADER])
    if len(wording) > LONGEST_HEADER or GROWN_UP.search(wording):
        return None
    return next((name for name, pattern in HEADERS if pattern.fullmatch(wording)), None)


def _heads_a_column(grid: Grid, cell: Cell) -> bool:
    """Something stands below, or nothing stands beside: «Телефон: 2-15» is a label."""
    below = grid.cell(cell.row + 1, cell.column)
    beside = grid.cell(cell.row, cell.column + 1)
    return not below.is_empty or beside.is_empty or _is_header(beside)


def _is_header(cell: Cell) -> bool:
    return any(pattern.fullmatch(plain(cell.value)) for _, pattern in HEADERS)


def _personal_contents(grid: Grid) -> Iterator[tuple[Cell, str]]:
    counts: Counter[tuple[int, str]] = Counter()
    for cell in grid.texts():
        for kind, pattern, enough in CONTENTS:
            if pattern.fullmatch(str(cell.value).strip()):
                counts[(cell.column, kind)] += 1
                if counts[(cell.column, kind)] == enough:
                    yield cell, kind
