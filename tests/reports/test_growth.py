"""Отчёт растёт вместе с числом школ, а не с его квадратом."""

from functools import cache
from time import process_time

import pytest

from indicators.plan_fact import plan_fact
from indicators.plan_fact_row import PlanFactRow
from reports import collect, composed
from reports.material import Material
from reports.summary import Table
from tests.reports.district import a_district


@cache
def of(schools: int) -> Material:
    found = a_district(schools=schools)
    return collect(found, 2022, plan_fact=plan_fact(found))


def seconds(material: Material, kind: str) -> float:
    started = process_time()
    composed(kind, material)
    return process_time() - started


@pytest.mark.parametrize("kind", ["monitoring", "order"])
def test_four_times_the_schools_cost_less_than_eight_times_the_work(kind: str) -> None:
    small, large = of(100), of(400)
    first = seconds(small, kind)
    assert seconds(large, kind) < 8 * max(first, 0.05)


@pytest.mark.parametrize("kind", ["monitoring", "order", "effect"])
def test_rows_are_not_looked_for_among_rows(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Строка школы не сравнивается со строками других: сравнений меньше, чем школ."""
    compared: list[bool] = []

    def equal(one: PlanFactRow, other: object) -> bool:
        compared.append(one is other)
        return one is other

    schools = 60
    material = of.__wrapped__(schools)
    monkeypatch.setattr(PlanFactRow, "__eq__", equal)
    composed(kind, material)
    assert len(compared) < schools


def test_hundreds_of_schools_are_no_table_of_hundreds_of_pages() -> None:
    tables = [one for one in composed("monitoring", of(400)).blocks() if isinstance(one, Table)]
    assert max(len(one.rows) for one in tables) < 100
