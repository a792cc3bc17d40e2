"""An independent reading of the sample («независимый пересчёт»): openpyxl, tomllib and plain loops.

Nothing of ``loaders``, ``indicators`` or ``data_model`` is used here, so that a mistake of ours
cannot confirm itself. Shares are compared as whole numbers.
"""

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

FOLDER = Path(__file__).parents[1] / "sample_data"
DISTRICT = "58040"
YEARS = (2020, 2021, 2022)


@dataclass(frozen=True)
class Row:
    """What is expected of one row of the plan/fact frame."""

    status: str
    numerator: int | None = None
    denominator: int | None = None
    actual: float | None = None
    growth: str | None = None
    reported: int = 1
    expected: int = 1
    lower: float | None = None
    upper: float | None = None
    reason: str | None = None
    """None: not told here (why nothing is known follows from the remarks of the intake)."""


@dataclass
class Book:
    """A return: typed answers by defined name, read through openpyxl alone."""

    cells: dict[str, Any]
    sheets: list[str] = field(default_factory=list)

    def count(self, name: str) -> int | None:
        value = self.cells.get(f"q_{name}")
        return value if isinstance(value, int) else None

    def answer(self, question: str) -> str | None:
        value = self.cells.get(f"q_{question}")
        return value if value in ("есть", "нет") else None

    def is_proved(self, question: str) -> bool:
        """Some document has name, number and date."""
        parts = ("name", "number", "date")
        return any(
            all(self.cells.get(f"q_{question}_{part}{ordinal}") for part in parts)
            for ordinal in ("", *(f"_{number}" for number in range(2, 6)))
        )


@cache
def indicators() -> dict[str, dict[str, Any]]:
    """The indicators of the order by row, straight from TOML."""
    text = (FOLDER / "roadmap_2020_2022.toml").read_text(encoding="utf-8")
    return {row["number"]: row["indicator"] for row in tomllib.loads(text)["activity"]}


@cache
def roll() -> dict[tuple[str, int], dict[int, int]]:
    """Pupils by grade of each organisation and year."""
    sheet = load_workbook(FOLDER / "roll.xlsx")["Контингент"]
    header, *rows = sheet.iter_rows(values_only=True)
    assert header[:3] == ("код", "год", "дата")
    return {
        (str(row[0]), int(str(row[1]))): {
            grade: int(str(row[grade + 2] or 0)) for grade in range(1, 12)
        }
        for row in rows
        if row[0]
    }


def expected_schools(year: int) -> list[str]:
    """All schools of the sample have a roll of their own in the years in which they exist."""
    return sorted(org for org, of_year in roll() if of_year == year)


@cache
def books() -> dict[tuple[str, int], Book]:
    """The current return of each organisation and year: the last one that is not refused."""
    current = {}
    with (FOLDER / "received.csv").open(encoding="utf-8", newline="") as source:
        for line in sorted(csv.DictReader(source), key=lambda line: line["received_at"]):
            book, org, year = _book(FOLDER / "returns" / line["file"])
            if not _is_refused(book):
                current[org, year] = book
    return current


def _book(path: Path) -> tuple[Book, str, int]:
    workbook = load_workbook(path)
    cells = {}
    for name, defined in workbook.defined_names.items():
        ((sheet, address),) = defined.destinations
        cells[name] = workbook[sheet][address].value
    meta = {row[0].value: row[1].value for row in workbook["_meta"].iter_rows()}
    return Book(cells, workbook.sheetnames), str(meta["org"]), int(str(meta["year"]))


def _is_refused(book: Book) -> bool:
    """A list of pupils by name was left in the file."""
    return "Выгрузка" in book.sheets


def sums(org: str, year: int, indicator: dict[str, Any]) -> tuple[int | None, int]:
    """Numerator and denominator of a school; a grade with pupils and no number is unknown."""
    pupils = roll().get((org, year), {})
    open_grades = [grade for grade in indicator["base"] if pupils.get(grade)]
    whole = sum(pupils[grade] for grade in open_grades)
    book = books().get((org, year))
    if book is None or not whole:
        return None, whole
    counts = [book.count(f"{indicator['counted']}_g{grade}") for grade in open_grades]
    return (None if None in counts else sum(counts)), whole  # type: ignore[arg-type]


def judge_share(n: int, d: int, target: int, growth: str | None) -> str:
    """Threshold in whole numbers; eight tenths of it are «частично»."""
    if 100 * n >= target * d:
        return "met" if growth in (None, "met", "not_applicable") else "partly"
    return "partly" if 1000 * n >= 8 * target * d else "missed"


def reason_of(n: int, d: int, target: int, growth: str | None) -> str:
    """Why a known share has its verdict, from the rule of the order."""
    if 100 * n >= target * d:
        return {"missed": "growth_failed", "no_data": "growth_unknown"}.get(growth or "", "reached")
    return "nearly" if 1000 * n >= 8 * target * d else "below"


def growth_of(now: int | None, before: int | None, year: int) -> str:
    if year == YEARS[0]:
        return "not_applicable"
    if now is None or before is None:
        return "no_data"
    return "met" if now > before else "missed"


def share_rows(number: str, year: int) -> Iterator[tuple[str | None, Row]]:
    """Every school of a share, and the district (None)."""
    indicator = indicators()[number]
    target = indicator["targets"][str(year)]
    known: dict[str, tuple[int, int]] = {}
    bases: dict[str, int] = {}
    before: dict[str, int | None] = {}
    for org in expected_schools(year):
        n, d = sums(org, year, indicator)
        before[org] = sums(org, year - 1, indicator)[0]
        growth = growth_of(n, before[org], year) if "requires_growth" in indicator else None
        yield org, _school_share(n, d, target, growth)
        if d:
            bases[org] = d
        if n is not None:
            known[org] = n, d
    yield None, _district_share(known, bases, before, target, year, "requires_growth" in indicator)


def _school_share(n: int | None, d: int, target: int, growth: str | None) -> Row:
    if not d:
        waived = growth and "not_applicable"
        return Row(
            "not_applicable",
            denominator=0,
            growth=waived,
            reported=0,
            expected=0,
            reason="no_base",
        )
    if n is None:
        return Row("no_data", denominator=d, growth=growth, reported=0)
    verdict, why = judge_share(n, d, target, growth), reason_of(n, d, target, growth)
    return Row(verdict, n, d, 100 * n / d, growth, reason=why)


def _district_share(
    known: dict[str, tuple[int, int]],
    bases: dict[str, int],
    before: dict[str, int | None],
    target: int,
    year: int,
    grows: bool,
) -> Row:
    """Sums over the schools that answered; growth over those that answered in both years."""
    n, d = sum(n for n, _ in known.values()), sum(d for _, d in known.values())
    both = [org for org in known if before[org] is not None]
    growth = None
    if grows:
        growth = growth_of(
            sum(known[org][0] for org in both), sum(before[org] or 0 for org in both), year
        )
    whole = sum(bases.values())
    return Row(
        judge_share(n, d, target, growth),
        n,
        d,
        100 * n / d,
        growth,
        reported=len(known),
        expected=len(bases),
        lower=100 * n / whole,
        upper=100 * (n + whole - d) / whole,
        reason=reason_of(n, d, target, growth),
    )


def judge_presence(book: Book | None, question: str) -> str:
    answer = book.answer(question) if book else None
    if book is None or answer is None:
        return "no_data"
    if answer == "нет":
        return "missed"
    return "met" if book.is_proved(question) else "partly"


def judge_count(value: int | None, target: int) -> str:
    if value is None:
        return "no_data"
    if value >= target:
        return "met"
    return "partly" if 10 * value >= 8 * target else "missed"


def district_status(number: str, year: int) -> str:
    """The verdict of a municipal row."""
    indicator = indicators()[number]
    target = indicator["targets"].get(str(year))
    if target is None:
        return "no_target"
    book, question = books().get((DISTRICT, year)), indicator["counted"]
    if indicator["kind"] == "presence":
        return judge_presence(book, question)
    return judge_count(book.count(question) if book else None, target)


def presence_rows(number: str, year: int) -> Iterator[tuple[str, str]]:
    """The verdict of every school on a presence; nothing is judged where nothing is planned."""
    indicator = indicators()[number]
    planned = str(year) in indicator["targets"]
    for org in expected_schools(year):
        book = books().get((org, year))
        yield org, judge_presence(book, indicator["counted"]) if planned else "no_target"


def has_it(number: str, org: str, year: int) -> bool:
    """Said and proved."""
    return judge_presence(books().get((org, year)), indicators()[number]["counted"]) == "met"


def numbers_of_schools(number: str, year: int) -> dict[str, int]:
    """What the schools counted themselves, where they gave a number."""
    question = indicators()[number]["counted"]
    given = {
        org: books()[org, year].count(question)
        for org in expected_schools(year)
        if (org, year) in books()
    }
    return {org: count for org, count in given.items() if count is not None}
