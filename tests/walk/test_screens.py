"""Экран и печать обо всех районах обхода: ни одной ячейки и фразы, которой нет в данных."""

import re
from collections.abc import Iterator
from functools import cache

import pandas as pd
import pytest

from charts.palette import LIGHT
from data_model.compliance import Status
from data_model.roadmap import Level
from indicators import headlines, wording
from indicators.coverage import returns_board
from indicators.headlines import conclusions, standing
from indicators.plan_fact_row import PlanFactRow
from indicators.reasons import MEASURED, UNKNOWN
from indicators.trace import trace
from reports.html import ScreenSheet, cell
from tests.walk.test_cells import cell_of
from tests.walk.world import NOW, OFFICE, covering, judged, judged_rows
from ui import data
from ui.monitoring import frames
from ui.printing.sheets import PrintRequest, sheet
from ui.selection import DistrictYear

HOLES = re.compile(r"[{}]|\bNone\b|\bnan\b|<NA>|\.\.|,,| ,|;;")
PLACE = DistrictYear(OFFICE, NOW)
GUIDED_PAGES = ("indicator", "what_if")
"""Pages of one row of the roadmap."""


@pytest.fixture(params=covering())
def walked(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A district of the walk stands where the pages read the database."""
    name = str(request.param)
    snapshot, _ = covering()[name]
    monkeypatch.setattr(data, "answer_scope", lambda _: data.AnswerScope(name, 0, "", "", ""))
    monkeypatch.setattr(data, "snapshot", lambda municipality: snapshot)
    monkeypatch.setattr(data, "whole", lambda municipality: snapshot)
    monkeypatch.setattr(data, "plan_fact", lambda municipality: judged(name))
    monkeypatch.setattr(data, "board", lambda municipality, year: returns_board(snapshot, year))
    monkeypatch.setattr(
        data,
        "trace",
        lambda municipality, year, indicator, org=None: trace(snapshot, year, indicator, org),
    )
    yield name


@cache
def firsts(name: str) -> tuple[PlanFactRow, ...]:
    """Rows of the year that are the first of their reason, kind and scope: the rest print alike."""
    seen = set[object]()
    found = []
    for district, _, row in judged_rows():
        kind = cell_of(row)._replace(level=Level.SCHOOL)
        if row.year != NOW or kind in seen:
            continue
        seen.add(kind)
        if district == name:
            found.append(row)
    return tuple(found)


def asked(name: str) -> Iterator[tuple[str, PrintRequest]]:
    """The whole pages, and those of one row or one school where its cell is met first.

    A page of the origin judges the district anew: one for each reason and kind of figure.
    """
    for page in ("overview", "matrix", "dynamics", "board", "roadmap", "effect"):
        yield page, PrintRequest(PLACE)
    for org in sorted({row.org for row in firsts(name) if row.org}):
        yield "school", PrintRequest(PLACE, school=org)
    for row in firsts(name):
        if row.is_district:
            for page in GUIDED_PAGES:
                yield page, PrintRequest(PLACE, row.indicator)
        if (name, row.indicator, row.org) in first_origins():
            yield "provenance", PrintRequest(PLACE, row.indicator, row.org or "")


@cache
def first_origins() -> frozenset[tuple[str, str, str | None]]:
    """District, row and school of the first of each reason and kind, of a district or a school."""
    first: dict[object, tuple[str, str, str | None]] = {}
    for name in covering():
        for row in firsts(name):
            kind = (row.reason, row.kind, row.is_district)
            first.setdefault(kind, (name, row.indicator, row.org))
    return frozenset(first.values())


def lines(printed: ScreenSheet) -> Iterator[str]:
    """Title and sentences, then every row of every table as one line."""
    yield from (printed.title, printed.stamp, *printed.sentences)
    for caption, table in printed.tables:
        yield caption
        for row in table.itertuples(index=False):
            yield " | ".join(cell(value) for value in row)


def pieces(page: str, line: str) -> list[str]:
    """A line is about one row of plan/fact; in a matrix, every cell of it is."""
    plain = line.replace(wording.NBSP, " ")
    return plain.split(" | ") if page == "matrix" else [plain]


@cache
def handed_in(name: str) -> tuple[str, ...]:
    """Organisations of the district whose return of the year is in."""
    return tuple(one.name for one in returns_board(covering()[name][0], NOW).lines if one.is_in)


def faults(name: str, line: str) -> Iterator[str]:
    if HOLES.search(line):
        yield "дыра в словах"
    if "достигнут" in line and "не выполнено" in line:
        yield "«достигнут» рядом с «не выполнено»"
    if "при ориентире" in line and "не выполнено" in line:
        yield "план района судит школу"
    for one in handed_in(name):
        if one in line and re.search(rf"{re.escape(one)}[^|;.]*(?:не сдан|не представл)", line):
            yield "«не сдан» об отчёте, который сдан"


def test_no_printed_page_says_what_is_not_so(walked: str) -> None:
    """Обзор, матрица, показатель, школа, откуда цифра, динамика, сроки, «Если бы» — все строки."""
    found = [
        (page, fault, piece)
        for page, wanted in asked(walked)
        for line in lines(sheet(page, wanted))
        for piece in pieces(page, line)
        for fault in faults(walked, piece)
    ]
    assert found == []


def cells_fit(table: pd.DataFrame, rows: tuple[PlanFactRow, ...]) -> Iterator[tuple[str, str]]:
    """A deviation stands only where a verdict was measured; a number only where one is known."""
    for line, row in zip(table.to_dict("records"), rows, strict=True):
        known = {name for name, value in line.items() if value != "" and not pd.isna(value)}
        measured = row.reason in MEASURED and not wording.is_silent(row)
        if known & {frames.OFF_POINTS, frames.OFF_UNITS} and not measured:
            yield row.code, "отклонение без вывода"
        if row.reason in UNKNOWN and known & {"Число", "Участников", "Факт, %", "Факт, ед."}:
            yield row.code, "число там, где его нет"
        if {frames.OFF_POINTS, frames.YEAR_POINTS} & known and row.unit != "%":
            yield row.code, "п. п. там, где считают людей"


def test_the_tables_of_the_screen_hold_what_the_row_holds(walked: str) -> None:
    """Числа стоят числами, каждое в столбце своей единицы."""
    rows = data.plan_fact(OFFICE)
    district = rows.district(NOW)
    found = [*cells_fit(frames.overview(rows, district, LIGHT), district)]
    for row in district:
        of_schools = tuple(one for one in rows.of_year(NOW) if one.code == row.code and one.org)
        if of_schools:
            found += cells_fit(frames.schools(rows, of_schools), of_schools)
    for place in data.snapshot(OFFICE).expected(NOW):
        own = tuple(one for one in rows.of_year(NOW) if one.org == place.code)
        found += cells_fit(frames.own_rows(rows, own), own)
    assert found == []


def test_the_same_count_is_the_same_number_everywhere(walked: str) -> None:
    """Плитки обзора, главный вывод и заголовок динамики считают одно и то же."""
    rows = data.plan_fact(OFFICE).district(NOW)
    if not rows:
        return
    counts = {status: len(found) for status, found in standing(rows).items()}
    whole = sum(counts.values())
    first, *_ = conclusions(data.plan_fact(OFFICE), data.board(OFFICE, NOW), NOW)
    title = headlines.better_or_worse(rows, NOW).split(";")[0]
    told = first.text.replace(wording.NBSP, " ")
    if not whole:
        assert "срок наступил по" not in told
        return
    assert f"срок наступил по {whole} " in told
    for status, count in counts.items():
        assert (f"{wording.status_word(status)} — {count}" in told) == bool(count)
    numbers = [*map(int, re.findall(r"\d+", title.replace(wording.NBSP, " ")))]
    of_whole = [NOW, counts[Status.MET], whole]
    unknown = counts[Status.NO_DATA]
    assert numbers == (
        [NOW, unknown] if unknown == whole else of_whole + ([unknown] if unknown else [])
    )
