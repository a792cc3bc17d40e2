"""Каждая причина, вид, охват и уровень: клетка достигнута или невозможна, и сказано почему."""

from collections.abc import Callable, Iterator
from itertools import product
from typing import NamedTuple

import pytest

from data_model.roadmap import Kind, Level, Scope
from indicators.plan_fact_row import PlanFactRow
from indicators.reasons import Reason
from tests.walk.world import covering, judged_rows


class Cell(NamedTuple):
    """One cell of the walk: a reason of a district's or of a school's row."""

    reason: Reason
    kind: Kind
    scope: Scope | None
    level: Level
    is_school: bool


def cell_of(row: PlanFactRow) -> Cell:
    return Cell(row.reason, row.kind, row.scope, row.level, row.org is not None)


def cells() -> Iterator[Cell]:
    places = (True, False)
    yield from (Cell(*one) for one in product(Reason, Kind, (*Scope, None), Level, places))


SHARES = {Kind.SHARE, Kind.GROWING_SHARE}
PRESENT = {Kind.PRESENCE, Kind.SHARE_OF_ORGS}
GROWTH = {Reason.GROWTH_FAILED, Reason.GROWTH_UNKNOWN}
DISTANCE = {Reason.NEARLY, Reason.BELOW}
VERDICTS = GROWTH | DISTANCE | {Reason.REACHED}


def is_control(cell: Cell) -> bool:
    """A municipal number with the schools' own numbers beside it: the only such school rows."""
    return cell.kind is Kind.COUNT and cell.scope is Scope.DISTRICT_TOTAL


def is_judged_school(cell: Cell) -> bool:
    if cell.kind in SHARES:
        return cell.scope is not Scope.DISTRICT_TOTAL
    in_words = PRESENT | {Kind.LEVEL}
    return cell.kind in in_words or cell.scope is Scope.EACH_SCHOOL


def is_each(cell: Cell) -> bool:
    """«k из n»: the district's figure counts schools."""
    by_schools = cell.level is Level.SCHOOL and cell.kind is not Kind.SHARE_OF_ORGS
    is_of_each = cell.scope is Scope.EACH_SCHOOL or cell.kind is Kind.LEVEL
    return not cell.is_school and by_schools and is_of_each


def is_single(cell: Cell) -> bool:
    """A row of one answer: a school's, or the municipality's own."""
    own = cell.level is not Level.SCHOOL and cell.kind is not Kind.SHARE_OF_ORGS
    return cell.is_school or own


Rule = tuple[str, Callable[[Cell], bool]]
IMPOSSIBLE: tuple[Rule, ...] = (
    (
        "у муниципальной строки нет строк школ, кроме контрольных чисел",
        lambda one: one.is_school and one.level is Level.MUNICIPALITY and not is_control(one),
    ),
    (
        "долю организаций муниципалитет один не знает: организации не спрошены",
        lambda one: (
            one.kind is Kind.SHARE_OF_ORGS
            and one.level is Level.MUNICIPALITY
            and one.reason not in {Reason.NO_RETURN, Reason.NOT_ASKED, Reason.UNANSWERED}
        ),
    ),
    (
        "«n больше d» бывает только там, где числитель — часть знаменателя",
        lambda one: one.reason is Reason.N_ABOVE_D and one.kind not in SHARES,
    ),
    (
        "база нужна доле и росту",
        lambda one: one.reason is Reason.BASE_UNKNOWN and one.kind not in SHARES | {Kind.GROWTH},
    ),
    (
        "вклад — число школы, которое ни с чем не сравнивается",
        lambda one: (
            one.reason is Reason.CONTRIBUTION and (not one.is_school or is_judged_school(one))
        ),
    ),
    (
        "школа без своего плана не получает вывода",
        lambda one: (
            one.is_school
            and not is_judged_school(one)
            and one.reason in VERDICTS | {Reason.ANSWERED_NO, Reason.UNCONFIRMED}
        ),
    ),
    (
        "«нет» и «без реквизитов» бывают только у наличия",
        lambda one: (
            one.reason in {Reason.ANSWERED_NO, Reason.UNCONFIRMED}
            and one.kind is not Kind.PRESENCE
            and not (one.kind is Kind.SHARE_OF_ORGS and one.is_school)
        ),
    ),
    (
        "о наличии школ «k из n» судят по числу подтвердивших, а не по «нет» и реквизитам",
        lambda one: is_each(one) and one.reason in {Reason.ANSWERED_NO, Reason.UNCONFIRMED},
    ),
    (
        "роста спрашивают у чисел, а не у документов, уровней и не у самого роста",
        lambda one: (
            one.reason in GROWTH
            and (
                one.kind in {Kind.PRESENCE, Kind.GROWTH, Kind.LEVEL}
                or (one.kind is Kind.SHARE_OF_ORGS and one.is_school)
            )
        ),
    ),
    (
        "«k из n» не растёт: рост стал условием каждой школы",
        lambda one: one.reason in GROWTH and is_each(one),
    ),
    (
        "уровень достигнут или нет, почти достигнутым он не бывает",
        lambda one: one.reason is Reason.NEARLY and one.kind is Kind.LEVEL and is_single(one),
    ),
    (
        "один ответ «есть» или «нет» не бывает близким или далёким",
        lambda one: one.reason in DISTANCE and one.kind in PRESENT and is_single(one),
    ),
)
"""Why a cell cannot be; each cell that is not reached has a line here, and no reached cell has."""


def why_impossible(cell: Cell) -> list[str]:
    return [why for why, holds in IMPOSSIBLE if holds(cell)]


@pytest.fixture(scope="module")
def reached() -> set[Cell]:
    return {cell_of(row) for _, _, row in judged_rows()}


def test_every_cell_is_reached_or_impossible_with_its_reason(reached: set[Cell]) -> None:
    """Нет ни одной клетки, о которой ничего не известно."""
    assert [one for one in cells() if one not in reached and not why_impossible(one)] == []


def test_no_cell_that_is_reached_is_called_impossible(reached: set[Cell]) -> None:
    """Список невозможного не лжёт."""
    assert [(one, why_impossible(one)) for one in reached if why_impossible(one)] == []


def test_every_line_of_the_impossible_is_needed(reached: set[Cell]) -> None:
    """Ни одна строка списка не лишняя."""
    alone = {why_impossible(one)[0] for one in cells() if len(why_impossible(one)) == 1}
    assert {why for why, _ in IMPOSSIBLE} == alone


def test_the_districts_of_the_walk_are_few() -> None:
    assert len(covering()) <= 40
