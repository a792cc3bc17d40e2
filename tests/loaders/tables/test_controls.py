"""What a table says beside its numbers: percents, spelt classes, the kind of its year."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from data_model.returns import Problem
from data_model.roadmap import Period, PeriodKind
from data_model.store import Store
from loaders.files.worker_pool import read_workbook
from loaders.tables.profile import Use, confirm
from loaders.tables.proposal import propose
from tests.loaders.filling import roadmap
from tests.loaders.tables.tables import (
    NAMES,
    OWN,
    TICKET,
    Group,
    consolidated,
    count,
    export,
    true_percent,
)
from tests.loaders.tables.test_consolidated import confirmed, sent, value

FIRST_PERCENT = "J7"
"""The percent of the first school."""

ALWAYS = ("table_taken", "table_unanswered")
"""What is said of every school of a table that does not ask all that the year asks."""


def set_percent(written: object, shown: str = "General") -> Callable[[Worksheet], None]:
    def change(sheet: Worksheet) -> None:
        sheet[FIRST_PERCENT].value = written
        sheet[FIRST_PERCENT].number_format = shown

    return change


def remarks(store: Store, content: bytes, folder: Path) -> list[Problem]:
    confirmed(store, content)
    return [one for one in sent(store, content, folder)[0].problems if one.code not in ALWAYS]


def test_a_percent_of_a_question_is_proposed_for_control_only() -> None:
    proposal = propose(read_workbook(consolidated(), "свод.xlsx"), roadmap())
    assert proposal is not None
    (percent,) = [one.use for one in proposal.columns if one.use.use is Use.PERCENT]
    assert (percent.question, percent.grade) == ("ticket_pupils", 0)


@pytest.mark.parametrize(
    ("written", "shown", "code"),
    [
        (0.35, "General", "small_percent"),
        ("135 %", "General", "percent_over_hundred"),
        ("почти все", "General", "not_percent"),
        (97, "General", "percent_differs"),
        (0.97, "0%", "percent_differs"),
    ],
)
def test_a_percent_that_is_none_or_another_is_told(
    store: Store, tmp_path: Path, written: object, shown: str, code: str
) -> None:
    (told,) = remarks(store, consolidated(set_percent(written, shown)), tmp_path)
    assert (told.code, told.sheet, told.cell) == (code, "Свод", FIRST_PERCENT)
    assert "{" not in told.message
    assert value(store, "580401", "ticket_pupils", 9) == count("580401", 9)


@pytest.mark.parametrize("spelling", ["{} %", "{}%", "{}"])
def test_the_right_percent_in_any_spelling_is_taken_in_silence(
    store: Store, tmp_path: Path, spelling: str
) -> None:
    written = spelling.format(true_percent("580401")).replace(".", ",")
    assert remarks(store, consolidated(set_percent(written)), tmp_path) == []


def test_a_percent_by_the_format_of_its_cell_is_taken_in_silence(
    store: Store, tmp_path: Path
) -> None:
    shown = set_percent(true_percent("580401") / 100, "0.0%")
    assert remarks(store, consolidated(shown), tmp_path) == []


def test_classes_in_roman_figures_are_counted_and_noted(store: Store, tmp_path: Path) -> None:
    pupils = tuple(
        (OWN, NAMES["580401"], written, "01.10.2021", 1, 0, "Нет")
        for written in ("6а", "VI", "шестой")
    )
    content = export(pupils=pupils)
    confirmed(store, content)
    (receipt,) = sent(store, content, tmp_path)
    assert value(store, "580401", "ticket_pupils", 6) == 3
    (told,) = [one for one in receipt.problems if one.code == "grade_in_words"]
    assert (told.cell, "VI" in told.message) == ("C7", True)


def by_school_year(store: Store) -> None:
    """The same roadmap, asked about school years."""
    plain = roadmap()
    year = {one: Period(one, PeriodKind.SCHOOL_YEAR, plain.activities[8].indicator.periods[one].due)
            for one in (2020, 2021, 2022)}  # fmt: skip
    activities = tuple(
        replace(one, indicator=replace(one.indicator, periods=year))
        if one.indicator.counted == "ticket_pupils"
        else one
        for one in plain.activities
    )
    store.save_roadmap("58040", replace(plain, activities=activities))


@pytest.mark.parametrize(
    ("title", "codes"),
    [("за 2021 год", ["single_year"]), ("за 2020/21 учебный год", [])],
)
def test_a_single_year_where_a_school_year_is_asked_is_noted(
    store: Store, tmp_path: Path, title: str, codes: list[str]
) -> None:
    by_school_year(store)
    content = consolidated(groups=(Group(TICKET, with_percent=False),), title=title)
    proposal = propose(read_workbook(content, "свод.xlsx"), roadmap())
    assert proposal is not None
    confirm(store, "58040", proposal.profile("Свод"), roadmap())
    receipt = sent(store, content, tmp_path)[0]
    assert receipt.year == 2021
    assert [one.code for one in receipt.problems if one.code not in ALWAYS] == codes
