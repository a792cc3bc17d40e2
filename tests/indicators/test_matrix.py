"""The matrix in cells: order, signs, small bases, words."""

from datetime import date

import pandas as pd
import pytest

from data_model.roadmap import Kind
from indicators.matrix import (
    AHEAD,
    BEHIND,
    BY_NAME,
    by_number,
    in_order,
    school_matrix,
    years_matrix,
)
from indicators.plan_fact import plan_fact
from tests.spec.district import Promise, district

GIVEN = """
    school  | year | n   | d
    Школа 1 | 2021 | 90  | 100
    Школа 2 | 2021 | 20  | 200
    Школа 3 | 2021 | 3   | 8
    Школа 4 | 2021 |     | 10
"""


@pytest.fixture
def rows() -> pd.DataFrame:
    promise = Promise(kind=Kind.SHARE, targets={2021: 35})
    frame = plan_fact(district(GIVEN, promise), date(2030, 1, 1))
    return frame[frame["year"] == 2021]


def cells(rows: pd.DataFrame, kinds: dict[str, str]) -> pd.DataFrame:
    return school_matrix(rows[rows["org"].notna()], rows[rows["org"].isna()], kinds)


def test_the_district_stands_on_top_and_who_misses_most_follows(rows: pd.DataFrame) -> None:
    found = cells(rows, dict.fromkeys(rows["org"].dropna(), "СОШ"))
    assert found["row"].tolist()[:3] == ["", "Школа 2", "Школа 1"]


@pytest.mark.parametrize(
    ("order", "names"),
    [
        (BEHIND, ["Школа 2", "Школа 1", "Школа 3", "Школа 4"]),
        (AHEAD, ["Школа 1", "Школа 3", "Школа 2", "Школа 4"]),
        (BY_NAME, ["Школа 1", "Школа 2", "Школа 3", "Школа 4"]),
    ],
)
def test_schools_stand_as_the_person_wants(
    rows: pd.DataFrame, order: str, names: list[str]
) -> None:
    schools = rows[rows["org"].notna()].assign(group="СОШ")
    assert in_order(schools, order)["org_name"].tolist() == names


def test_the_numbers_of_schools_are_numbers() -> None:
    names = ["МБОУ СОШ № 10", "МБОУ СОШ № 2", "МБОУ ООШ № 1"]
    assert sorted(names, key=by_number) == [names[2], names[1], names[0]]


def test_types_of_schools_make_groups_in_their_order(rows: pd.DataFrame) -> None:
    kinds = {"Школа 1": "НОШ", "Школа 2": "ООШ", "Школа 3": "СОШ", "Школа 4": "филиал"}
    assert cells(rows, kinds)["group"].tolist() == ["", "СОШ", "ООШ", "НОШ", "филиал"]


def test_a_cell_has_a_sign_and_a_number(rows: pd.DataFrame) -> None:
    found = cells(rows, {}).set_index("row")["text"]
    assert found["Школа 1"] == "✓\u00a090,0"
    assert found["Школа 4"] == "?"


def test_a_cell_has_the_word_of_its_verdict(rows: pd.DataFrame) -> None:
    found = cells(rows, {}).set_index("row")["word"]
    assert found["Школа 2"] == "не выполнено"
    assert found["Школа 3"] == "малая база"
    assert found["Школа 4"] == "нет данных"


def test_a_small_base_is_shown_in_people_and_without_a_colour(rows: pd.DataFrame) -> None:
    cell = cells(rows, {}).set_index("row").loc["Школа 3"]
    assert cell["text"] == "3\u00a0из\u00a08"
    assert cell["status"] == "no_target"


def test_the_words_of_a_cell_say_verdict_value_and_base(rows: pd.DataFrame) -> None:
    words = cells(rows, {}).set_index("row").loc["Школа 2", "hover"]
    assert "не выполнено: 10,0\u00a0% (20\u00a0из\u00a0200)" in words


def test_years_stand_beside_one_another(rows: pd.DataFrame) -> None:
    found = years_matrix(rows[rows["org"].isna()])
    assert found["column"].tolist() == ["2021"]
    assert found["row"].tolist() == ["1"]
