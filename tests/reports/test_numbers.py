"""Every number of a written document is read back and found in the data it was made from."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from functools import cache
from io import BytesIO
from zipfile import ZipFile

import pytest

from data_model.snapshot import Snapshot
from indicators import wording
from indicators.by_grade import CollectedSum, by_org, collected, collected_by_grade, total
from indicators.changes import change_of, change_words, official_change, sides
from indicators.coverage import returns_board
from indicators.passport import passport
from indicators.plan_fact import plan_fact
from indicators.plan_fact_row import PlanFact, PlanFactRow
from reports import KINDS, collect, findings, write
from reports.recommendations import SHIPPED, read_rules
from tests.reports.district import a_district
from tests.reports.reading import numbers, text_of, values_of

YEAR = 2022
WRITTEN = [(kind, suffix) for kind, row in KINDS.items() for suffix in row.formats]


@cache
def district() -> Snapshot:
    return a_district()


@cache
def rows() -> PlanFact:
    return plan_fact(district())


@cache
def known() -> set[str]:
    """Numbers of the rows as they are worded, and numbers of the texts that are quoted."""
    values = {text for value in _values() for text in _worded(value)}
    return set().union(*(numbers(text) for text in [*values, *_texts()]))


def _values() -> Iterator[float]:
    for row in rows():
        yield from _of_row(row)
    for one in _diagnostics():
        yield from (one.denominator, one.organisations)
        yield from (value for value in (one.numerator, one.actual) if value is not None)
    yield from _of_board()
    yield from _counts()
    yield from _of_grades()


def _of_row(row: PlanFactRow) -> Iterator[float]:
    """Every number of a row, of what stands beside it, and of its change."""
    parts = (row, row.matched, row.schools, *row.comparison)
    for part in (one for one in parts if one is not None):
        values = (getattr(part, field.name) for field in fields(part))
        yield from (float(value) for value in values if isinstance(value, int | float))
    yield from (one.actual for one in row.comparison if one.actual is not None)
    if change := change_of(rows(), row):
        yield from (change.amount, change.matched.people, change.before, change.now)
        yield change.whole_amount or 0.0


def _diagnostics() -> Iterator[CollectedSum]:
    indicator = district().roadmaps[YEAR].activity("5").indicator
    found = collected(district(), YEAR, indicator)
    for question in indicator.also_counted:
        yield from collected_by_grade(found, question).values()
        yield from by_org(found, question).values()
        if whole := total(found, question):
            yield whole


def _of_grades() -> Iterator[float]:
    """Participants and pupils of each grade of each school; how many reach the guide."""
    of_year = (one for one in district().facts if one.year == YEAR and one.fact.grade)
    yield from (float(one.fact.value) for one in of_year if one.fact.value is not None)
    yield from (float(one.pupils) for one in district().roll if one.year == YEAR)
    short = (row for row in rows().of_year(YEAR) if row.deficit is not None)
    yield from (float((row.numerator or 0) + (row.deficit or 0)) for row in short)


def _of_board() -> Iterator[float]:
    """Counts of returns, and the share of the roll, by another way of counting."""
    board = returns_board(district(), YEAR)
    yield from (board.expected, board.reported, len(board.missing), board.questions)
    yield from (board.accepted, board.with_questions, board.corrected, board.own.questions)
    yield board.reported - board.with_questions
    silent = {line.org for line in board.missing}
    roll = [row for row in district().roll if row.year == YEAR]
    reported = sum(row.pupils for row in roll if row.org not in silent)
    yield 100 * reported / sum(row.pupils for row in roll)


def _of_findings() -> Iterator[str]:
    """Sums over groups and grades: ``test_analysis.py`` finds each of them in the rows."""
    for one in findings.all_findings(collect(district(), YEAR, plan_fact=rows())):
        yield from (figure.text for figure in one.paragraph.evidence)


def _counts() -> Iterator[float]:
    """How many rows have which verdict; what the schools miss in sum."""
    year = rows().of_year(YEAR)
    yield from (len(rows().district(YEAR)), district().version)
    for code in {row.code for row in year}:
        schools = [row for row in year if row.org and row.code == code]
        yield from Counter(row.status for row in schools).values()
        yield from Counter(row.reason for row in schools).values()
        yield sum(row.deficit or 0 for row in schools if not wording.is_silent(row))
        yield sum(row.target is not None and not wording.is_silent(row) for row in schools)
    yield from Counter(row.status for row in rows().district(YEAR)).values()


def _worded(value: float) -> Iterator[str]:
    exact = float(value)
    yield from (wording.number(exact), wording.number(exact, 1), wording.number(exact, 2))


def _texts() -> Iterator[str]:
    roadmap = district().roadmaps[YEAR]
    yield f"{roadmap.title} {roadmap.act.number} {roadmap.act.date:%d.%m.%Y} {roadmap.edition}"
    for activity in roadmap.activities:
        yield " ".join((activity.number, activity.title, activity.wording, *activity.unsure))
        yield " ".join(passport(roadmap, activity.number).values())
    yield " ".join(question.text for question in roadmap.questions)
    yield " ".join(place.name.short + place.code for place in district().organisations)
    yield SHIPPED.read_text(encoding="utf-8")
    for row in rows():
        yield f"{row.period} {row.base} {wording.date_short(row.due)} {wording.why(row)}"
        if change := change_of(rows(), row):
            yield change_words(change) + sides(row, change.before, change.now)
            yield official_change(change)
    for sent in district().revisions:
        yield f"{wording.date_figures(sent.received_at)} {sent.filename} {sent.number}"
    yield " ".join(
        f"{item.document.number} {item.document.date:%d.%m.%Y}" for item in district().documents
    )
    yield " ".join(f"{item.problem.cell} {item.problem.message}" for item in district().problems)
    yield f"{YEAR - 1} {YEAR} {YEAR + 1} " + " ".join(str(number) for number in range(1, 13))
    yield " ".join(_terms())
    yield " ".join(_of_findings())


def _terms() -> Iterator[str]:
    """Terms of the document: they follow its day."""
    yield from (rule.term_from(date.today()).text for rule in read_rules())


@pytest.mark.parametrize(("kind", "suffix"), WRITTEN)
def test_every_number_is_found_in_the_data(kind: str, suffix: str) -> None:
    content = write(kind, suffix, district(), YEAR, plan_fact=rows())
    texts = (
        [text_of(part, suffix) for part in _members(content)]
        if KINDS[kind].per_school
        else [text_of(content, suffix)]
    )
    strange = numbers(" ".join(texts)) - known()
    assert strange <= _own_numbers(kind), f"{kind}.{suffix}"


def _own_numbers(kind: str) -> set[str]:
    """Numbers of clauses and of tables; the axis of a chart is not text of the document."""
    return {str(number) for number in range(13, 40)} if kind in ("order", "monitoring") else set()


def _members(content: bytes) -> list[bytes]:
    with ZipFile(BytesIO(content)) as archive:
        return [archive.read(name) for name in archive.namelist()]


def test_cells_of_the_workbook_hold_values_of_the_rows() -> None:
    content = write("workbook", "xlsx", district(), YEAR, plan_fact=rows())
    assert values_of(content) <= {round(float(value), 6) for value in _values()} | {0.0, 1.0}
