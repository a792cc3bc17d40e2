"""Every number of a written document is read back and found in the data it was made from."""

from collections.abc import Iterator
from functools import cache
from io import BytesIO
from zipfile import ZipFile

import pandas as pd
import pytest

from data_model.snapshot import Snapshot
from indicators import wording
from indicators.changes import with_changes
from indicators.collected import collected, summed, total
from indicators.coverage import returns_board
from indicators.plan_fact import plan_fact
from reports import KINDS, write
from reports.recommendations import SHIPPED
from tests.reports.district import a_district
from tests.reports.reading import numbers, text_of, values_of

YEAR = 2022
WRITTEN = [(kind, suffix) for kind, row in KINDS.items() for suffix in row.formats]


@cache
def district() -> Snapshot:
    return a_district()


@cache
def frame() -> pd.DataFrame:
    return plan_fact(district())


@cache
def known() -> set[str]:
    """Numbers of the frames as they are worded, and numbers of the texts that are quoted."""
    values = {text for value in _values() for text in _worded(value)}
    return set().union(*(numbers(text) for text in [*values, *_texts()]))


def _values() -> Iterator[float]:
    frames = [with_changes(frame()), *_diagnostics()]
    for one in frames:
        for name in one.select_dtypes("number"):
            yield from (value for value in one[name].unique() if not pd.isna(value))
        if "comparison" in one:
            yield from _compared(one)
    board = returns_board(district(), YEAR)
    year = frames[0][frames[0]["year"] == YEAR]
    schools = len(district().expected(YEAR))
    silent = int((board["state"] == "not_reported").sum())
    yield from (schools, schools - silent, silent, board["questions"].sum(), district().version)
    yield from ((board["revision"] > 1).sum(), len(year[year["org"].isna()]))
    yield from _coverage(board)
    for _, rows in year.groupby(["indicator", year["org"].isna()]):
        yield from rows["status"].value_counts()
    yield from year[year["org"].isna()]["status"].value_counts()


def _compared(rows: pd.DataFrame) -> Iterator[float]:
    for others in rows["comparison"].dropna():
        for other in others:
            values = (other["numerator"], other["denominator"], other["actual"])
            yield from (value for value in values if value is not None)


def _diagnostics() -> list[pd.DataFrame]:
    questions = ("diagnosed_pupils", "advised_pupils")
    rows = collected(district(), YEAR, questions, range(6, 12))
    return [rows, summed(rows, "grade"), summed(rows, "org"), total(rows)]


def _coverage(board: pd.DataFrame) -> Iterator[float]:
    """The share of the roll in organisations that reported, by another way of counting."""
    silent = set(board[board["state"] == "not_reported"]["org"])
    rows = [row for row in district().roll if row.year == YEAR]
    yield (
        100
        * sum(row.pupils for row in rows if row.org not in silent)
        / sum(row.pupils for row in rows)
    )


def _worded(value: float) -> Iterator[str]:
    exact = float(value)
    yield from (wording.number(exact), wording.number(exact, 1), wording.number(exact, 2))


def _texts() -> Iterator[str]:
    roadmap = district().roadmaps[YEAR]
    yield f"{roadmap.title} {roadmap.act.number} {roadmap.act.date:%d.%m.%Y} {roadmap.edition}"
    for activity in roadmap.activities:
        yield " ".join((activity.number, activity.title, activity.wording, *activity.unsure))
    yield " ".join(question.text for question in roadmap.questions)
    yield " ".join(place.name.short + place.code for place in district().organisations)
    yield SHIPPED.read_text(encoding="utf-8")
    for column in ("period", "base", "reason", "due"):
        yield " ".join(
            f"{value:%d.%m.%Y}" if column == "due" else str(value)
            for value in frame()[column].dropna().unique()
        )
    for sent in district().revisions:
        yield f"{wording.date_figures(sent.received_at)} {sent.filename} {sent.number}"
    yield " ".join(
        f"{item.document.number} {item.document.date:%d.%m.%Y}" for item in district().documents
    )
    yield " ".join(f"{item.problem.cell} {item.problem.message}" for item in district().problems)
    yield f"{YEAR - 1} {YEAR} {YEAR + 1} " + " ".join(str(number) for number in range(1, 13))


@pytest.mark.parametrize(("kind", "suffix"), WRITTEN)
def test_every_number_is_found_in_the_data(kind: str, suffix: str) -> None:
    content = write(kind, suffix, district(), YEAR, frame=frame())
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


def test_cells_of_the_workbook_hold_values_of_the_frames():
    content = write("workbook", "xlsx", district(), YEAR, frame=frame())
    assert values_of(content) <= {round(float(value), 6) for value in _values()} | {0.0, 1.0}
