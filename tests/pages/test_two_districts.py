"""Two districts in one database: each page is about one of them, and no other shows in it."""

from collections.abc import Iterator
from typing import Any

import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data_model.places import OrganisationKind
from indicators.region import DistrictRow
from tests.pages.conftest import Open, shown_tables, words
from tests.rows import a_row
from ui import data
from ui.monitoring import districts
from ui.navigation import PAGES

BESSONOVKA, BASHMAKOVO = "58040", "58030"
NAMES = {BESSONOVKA: "Бессоновский район", BASHMAKOVO: "Башмаковский район"}
ABOUT_SEVERAL = {"districts", "start", "people"}
"""Pages that are about more than one district by their nature."""
FILES = [row.file for row in PAGES if row.name not in ABOUT_SEVERAL]


def strings(value: Any) -> Iterator[str]:
    """Every text inside a value of a widget or a table."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, pd.DataFrame):
        for column in value.columns:
            yield str(column)
            yield from (str(cell) for cell in value[column].tolist())
    elif isinstance(value, dict | list | tuple):
        for part in value.items() if isinstance(value, dict) else value:
            yield from strings(part)


def shown(app: AppTest) -> str:
    """All that the page itself shows; the choice above it names every district."""
    texts = [words_of(one) for one in app.main if getattr(one, "key", "") != "district"]
    return "\n".join(texts)


def words_of(element: Any) -> str:
    found = []
    for name in ("value", "label", "options"):
        try:
            found += strings(getattr(element, name, ""))
        except (AttributeError, NotImplementedError, ValueError):
            continue
    return "\n".join(found)


def foreign(of: str) -> set[str]:
    """Codes, names and settlements that only the other district has."""
    here, there = (data.snapshot(code) for code in (of, next(c for c in NAMES if c != of)))
    return signs(there) - signs(here)


def signs(snapshot: Any) -> set[str]:
    places = [
        one for one in snapshot.organisations if one.kind is not OrganisationKind.MUNICIPALITY
    ]
    found = {snapshot.municipality.code, snapshot.municipality.name, snapshot.municipality.short}
    found |= {place.code for place in places} | {place.name.full for place in places}
    found |= {place.settlement for place in places}
    return {sign for sign in found if len(sign) > 4}


@pytest.mark.parametrize("municipality", [BESSONOVKA, BASHMAKOVO])
@pytest.mark.parametrize("file", FILES)
def test_nothing_of_one_district_shows_in_the_other(
    sample: Open, file: str, municipality: str
) -> None:
    app = sample(file, district=NAMES[municipality], year="2021")
    assert [error.message for error in app.exception] == []
    assert app.selectbox(key="district").value == NAMES[municipality]
    text = shown(app)
    assert [sign for sign in foreign(municipality) if sign in text] == []


def test_the_comparison_shows_both_where_they_measure_the_same(sample: Open) -> None:
    app = sample("pages/monitoring/districts.py", year="2021")
    assert [error.message for error in app.exception] == []
    table = shown_tables(app)[0]
    assert set(table["Район"]) == set(NAMES.values())
    assert set(table["Отчётный период"]) >= {"2021"}
    assert all(any(table[name]) for name in table.columns)


def test_relative_to_the_best_is_off_until_asked_for_and_its_formula_is_printed(
    sample: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """«Относительно лучшего района» выключено; включённое — со своей формулой."""
    page, part = "pages/monitoring/districts.py", {"section": "Показатель", "year": "2021"}
    drawn = tuple(
        DistrictRow(code, name, a_row(org=None, numerator=n, denominator=100, actual=float(n)))
        for (code, name), n in zip(NAMES.items(), (60, 45), strict=True)
    )
    monkeypatch.setattr(districts, "rows_of_year", lambda region, year: drawn)
    monkeypatch.setattr(districts, "rows_of_code", lambda region, code: drawn)
    off = sample(page, **part)
    assert "К лучшему району, %" not in shown_tables(off)[0].columns
    assert "лучшее значение среди районов" not in words(off)
    on = sample(page, **part, best="True")
    assert [error.message for error in on.exception] == []
    assert "значение района ÷ лучшее значение среди районов" in words(on)
    one, means = shown_tables(on)
    assert dict(zip(one["Район"], one["К лучшему району, %"], strict=True)) == {
        NAMES[BESSONOVKA]: 100, NAMES[BASHMAKOVO]: 75
    }  # fmt: skip
    assert list(means["К лучшему району, %"]) == [100, 75]


def test_the_menu_offers_the_comparison_only_where_there_is_one(
    sample: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = "pages/monitoring/indicators.py"
    assert "Регион" in [link.label for link in sample(file).main.get("page_link")]
    monkeypatch.setattr(data, "municipality_names", lambda: {BESSONOVKA: NAMES[BESSONOVKA]})
    st.cache_resource.clear()
    assert "Регион" not in [link.label for link in sample(file).main.get("page_link")]
    st.cache_resource.clear()  # nothing of the shorter list is left to others


def test_bodies_and_posts_belong_to_one_district(sample: Open) -> None:
    file = "pages/registers/registers.py"
    app = sample(file, district=NAMES[BASHMAKOVO], section="Органы и должности")
    label = "Должность руководителя органа"
    next(box for box in app.text_input if box.label == label).set_value("Начальник Отдела")
    next(button for button in app.button if button.label == "Сохранить").click().run()
    assert "Органы и должности сохранены" in words(app)
    settings = {code: data.snapshot(code).municipality.settings for code in NAMES}
    assert settings[BASHMAKOVO]["office.head_post"] == "Начальник Отдела"
    assert settings[BESSONOVKA].get("office.head_post") != "Начальник Отдела"


def test_the_walk_would_notice_a_foreign_name(sample: Open) -> None:
    app = sample("pages/returns/board.py", district=NAMES[BESSONOVKA], year="2021")
    assert [sign for sign in foreign(BASHMAKOVO) if sign in shown(app)] != []
