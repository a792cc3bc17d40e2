"""The tidy export, read back by a program that knows nothing of us."""

from dataclasses import fields, replace
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pandas as pd
import pytest

from data_model.errors import Refused
from indicators.plan_fact import plan_fact
from indicators.plan_fact_row import PlanFact, PlanFactRow
from reports import export
from reports.tidy import FACTS, PLAN_FACT, plan_fact_frame
from tests.reports.district import TRICKY, a_district


@pytest.fixture(scope="module")
def archive() -> ZipFile:
    district = a_district()
    return ZipFile(BytesIO(export(district, plan_fact(district), ".zip")))


RENAMED = {
    "in_order": "indicator",
    "deficit": "missing_to_target",
    "matched": "previous",
    "schools": "schools_met",
}
NOT_EXPORTED = {
    "measure",
    "by_schools",
    "partly_from",
    "comparison",
    "counted_in",
    "stated",
    "stated_of",
    "masked",
    "pending",
    "summed",
}


def test_every_field_of_a_row_is_in_the_dictionary() -> None:
    names = {field.name for field in fields(PlanFactRow)} - NOT_EXPORTED
    assert {RENAMED.get(name, name) for name in names} <= set(PLAN_FACT)


def test_the_columns_of_before_are_kept_and_the_free_text_is_the_explanation(archive) -> None:
    stored = pd.read_parquet(BytesIO(archive.read("plan_fact.parquet")))
    old = "year period due indicator code title short kind level scope org org_name numerator"
    assert list(stored.columns)[:13] == old.split()
    silent = stored[(stored["org"] == "581003") & (stored["year"] == 2022)]
    assert set(silent["reason"]) == {"no_return"}
    assert set(silent["explanation"]) == {"отчёт не сдан"}


def test_a_row_of_the_district_names_the_row_of_the_region_that_it_answers() -> None:
    """Связь со строкой карты региона — в строке района, по обоим кодам; у школ её нет."""
    whole = a_district()
    number = "9"
    linked = {
        year: replace(
            one,
            activities=tuple(
                replace(row, parent_row="karta:bilet") if row.number == number else row
                for row in one.activities
            ),
        )
        for year, one in whole.roadmaps.items()
    }
    frame = plan_fact_frame(plan_fact(replace(whole, roadmaps=linked)))
    answers = frame[(frame["indicator"] == number) & frame["org"].isna()]
    assert set(answers["parent_row"]) == {"karta:bilet"}
    others = frame.drop(answers.index)
    assert len(answers) and set(others["parent_row"]) == {""}


def test_the_dictionary_explains_each_column_of_both_tables(archive):
    told = pd.read_csv(archive.open("dictionary.csv"))
    for table in ("facts", "plan_fact"):
        columns = list(pd.read_parquet(BytesIO(archive.read(f"{table}.parquet"))).columns)
        assert told[told["table"] == table]["column"].tolist() == columns


def test_one_row_is_one_fact_with_its_cell(archive):
    facts = pd.read_csv(archive.open("facts.csv"), dtype={"org": str})
    assert list(facts.columns) == list(FACTS)
    assert len(facts) == len(a_district().facts)
    assert facts["cell"].notna().all()


def test_plan_fact_is_whole_and_unrounded(archive):
    stored = pd.read_parquet(BytesIO(archive.read("plan_fact.parquet")))
    computed = plan_fact(a_district())
    known = [None if pd.isna(value) else value for value in stored["actual"]]
    assert known == [row.actual for row in computed]


def test_an_empty_plan_fact_has_the_same_columns_and_types() -> None:
    whole, empty = plan_fact_frame(plan_fact(a_district())), plan_fact_frame(PlanFact(()))
    numbers = [name for name in whole if pd.api.types.is_numeric_dtype(whole[name])]
    assert {"numerator", "deviation", "schools_met", "total"} <= set(numbers)
    assert whole[numbers].dtypes.equals(empty[numbers].dtypes)


def test_a_text_that_looks_like_a_formula_is_harmless_in_csv():
    district = a_district()
    first = district.facts[0]._replace(
        fact=district.facts[0].fact._replace(written="=HYPERLINK(1)")
    )
    content = export(replace(district, facts=(first,)), plan_fact(district), ".zip")
    with ZipFile(BytesIO(content)) as archive:
        facts = pd.read_csv(archive.open("facts.csv"))
    assert facts["written"][0] == "'=HYPERLINK(1)"


def test_the_workbook_holds_the_same_three_tables():
    district = a_district()
    workbook = openpyxl.load_workbook(BytesIO(export(district, plan_fact(district))))
    assert workbook.sheetnames == ["facts", "plan_fact", "dictionary"]
    names = {row[3].value for row in workbook["facts"].iter_rows(min_row=2)}
    assert TRICKY in names


def test_the_same_data_give_the_same_bytes():
    district = a_district()
    rows = plan_fact(district)
    assert export(district, rows, ".zip") == export(district, rows, ".zip")


def test_another_format_is_refused_with_those_that_exist():
    district = a_district()
    with pytest.raises(Refused, match=r"\.xlsx или \.zip"):
        export(district, plan_fact(district), ".ods")
