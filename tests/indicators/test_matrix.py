"""The matrix in cells: order, signs, small bases, words."""

from datetime import date

import pytest

from data_model.roadmap import Kind
from indicators.matrix import (
    AHEAD,
    BEHIND,
    BY_NAME,
    MatrixCell,
    by_number,
    in_order,
    school_matrix,
    years_matrix,
)
from indicators.plan_fact import plan_fact
from indicators.plan_fact_row import PlanFact, RowMeasure
from tests.rows import BELOW, a_row
from tests.spec.district import Promise, district

GIVEN = """
    school  | year | n   | d
    Школа 1 | 2021 | 90  | 100
    Школа 2 | 2021 | 20  | 200
    Школа 3 | 2021 | 3   | 8
    Школа 4 | 2021 |     | 10
"""


@pytest.fixture
def rows() -> PlanFact:
    promise = Promise(kind=Kind.SHARE, targets={2021: 35})
    return plan_fact(district(GIVEN, promise), date(2030, 1, 1))


def cells(rows: PlanFact, kinds: dict[str, str]) -> dict[str, MatrixCell]:
    """The cells of the year by the code of their place, in their order."""
    found = school_matrix(rows.schools(2021), rows.district(2021), kinds)
    return {cell.key: cell for cell in found}


def all_secondary(rows: PlanFact) -> dict[str, str]:
    return {row.org or "": "СОШ" for row in rows.schools(2021)}


def test_the_district_stands_on_top_and_who_misses_most_follows(rows: PlanFact) -> None:
    assert list(cells(rows, all_secondary(rows)))[:3] == ["", "Школа 2", "Школа 1"]


@pytest.mark.parametrize(
    ("order", "names"),
    [
        (BEHIND, ["Школа 2", "Школа 1", "Школа 3", "Школа 4"]),
        (AHEAD, ["Школа 1", "Школа 2", "Школа 3", "Школа 4"]),
        (BY_NAME, ["Школа 1", "Школа 2", "Школа 3", "Школа 4"]),
    ],
)
def test_schools_stand_as_the_person_wants(rows: PlanFact, order: str, names: list[str]) -> None:
    found = in_order(rows.schools(2021), all_secondary(rows), order)
    assert [row.org_name for row in found] == names


def test_what_is_missing_of_unlike_units_is_counted_by_rows() -> None:
    """Не добрала 500 часов по одному показателю — не больше, чем не выполнила два."""
    hours = {"measure": RowMeasure.COUNT, "unit": "ч", "deficit": 500}
    one = a_row(**BELOW, org="1", org_name="А", **hours)
    two = [a_row(**BELOW, org="2", org_name="Б", indicator=row, deficit=1) for row in ("8", "9")]
    assert [row.org for row in in_order([one, *two], {}, BEHIND)] == ["2", "2", "1"]


def test_the_numbers_of_schools_are_numbers() -> None:
    names = ["МБОУ СОШ № 10", "МБОУ СОШ № 2", "МБОУ ООШ № 1"]
    assert sorted(names, key=by_number) == [names[2], names[1], names[0]]


def test_types_of_schools_make_groups_in_their_order(rows: PlanFact) -> None:
    kinds = {"Школа 1": "НОШ", "Школа 2": "ООШ", "Школа 3": "СОШ", "Школа 4": "филиал"}
    assert [cell.group for cell in cells(rows, kinds).values()] == [
        "",
        "СОШ",
        "ООШ",
        "НОШ",
        "филиал",
    ]


def test_a_cell_has_a_sign_and_a_number(rows: PlanFact) -> None:
    found = cells(rows, {})
    assert found["Школа 1"].text == "✓\u00a090,0"
    assert found["Школа 4"].text == "?"


def test_a_cell_has_the_word_of_its_verdict(rows: PlanFact) -> None:
    found = cells(rows, {})
    assert found[""].word == "выполнено"
    assert found["Школа 2"].word == "ниже ориентира"
    assert found["Школа 3"].word == "малая база"
    assert found["Школа 4"].word == "нет данных"


def test_a_small_base_is_shown_in_people_and_without_a_colour(rows: PlanFact) -> None:
    cell = cells(rows, {})["Школа 3"]
    assert cell.text == "3\u00a0из\u00a08"
    assert cell.status == "no_target"


def test_the_words_of_a_cell_say_verdict_value_and_base(rows: PlanFact) -> None:
    words = cells(rows, {})["Школа 2"].hover
    assert "ниже ориентира: 10,0\u00a0% (20\u00a0из\u00a0200\u00a0чел.)" in words
    assert "не хватает 50\u00a0обучающихся" in words


def test_years_stand_beside_one_another(rows: PlanFact) -> None:
    found = years_matrix(rows.of_place(None))
    assert [(cell.key, cell.column) for cell in found] == [("1", "2021")]
