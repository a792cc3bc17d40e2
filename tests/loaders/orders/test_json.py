"""The answer of ``load-roadmap --json``: its keys and their shapes."""

import json

import pytest

from tests.loaders.orders.files import read_as


@pytest.fixture(scope="module")
def answer():
    return read_as("bessonovka").to_json()


def row(answer, number):
    return next(row for row in answer["rows"] if row["indicator"] == number)


def test_the_act_is_iso_and_without_the_number_sign(answer):
    assert answer["act"] == {
        "body": "Управление образования Бессоновского района Пензенской области",
        "date": "2020-07-14",
        "number": "94/01-09",
    }
    assert (answer["years"], answer["stored"]) == ([2020, 2021, 2022], False)


def test_a_row_says_all_that_was_read(answer):
    assert row(answer, "9") == {
        "indicator": "9",
        "title": "Участие обучающихся общеобразовательных организаций в проекте по ранней "
        "профориентации «Билет в будущее»",
        "kind": "growing_share",
        "operator": ">=",
        "unit": "%",
        "targets": {"2020": 20, "2021": 35, "2022": 50},
        "level": "school",
        "scope": "district_share",
        "periods": ["2020", "2021", "2022"],
        "due": {"2020": "2020-12-31", "2021": "2021-12-31", "2022": "2022-12-31"},
        "executors": ["МКУ МЦПРО Бессоновского района", "Общеобразовательные организации"],
        "unsure": row(answer, "9")["unsure"],
        "baseline": None,
        "scale": 1,
        "direction": "up",
        "weight": None,
        "source": "",
        "target_rule": "value",
    }
    assert len(row(answer, "9")["unsure"]) == 2


def test_school_years_and_presence(answer):
    twelfth = row(answer, "12")
    assert twelfth["periods"] == ["2019/20", "2020/21", "2021/22"]
    assert (twelfth["operator"], twelfth["scope"]) == ("exists", None)
    assert twelfth["targets"] == {"2020": 1, "2021": 1, "2022": 1}


def test_what_is_open_is_null_and_ranges_are_pairs():
    open_row = row(read_as("two_tables_in_one_document").to_json(), "3")
    assert [open_row[key] for key in ("kind", "operator", "level", "scope")] == [None] * 4
    assert row(read_as("less_is_better").to_json(), "5")["targets"] == {
        "2020": [5, 7],
        "2021": [5, 7],
    }


def test_fractions_stay_numbers_and_everything_is_json():
    answer = read_as("targets_in_year_columns", ".xlsx").to_json(stored=True)
    assert row(answer, "1")["targets"] == {"2022": 55, "2023": 60, "2024": 65.5}
    assert json.loads(json.dumps(answer, ensure_ascii=False)) == answer
