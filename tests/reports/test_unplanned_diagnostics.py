"""A year whose roadmap asks for no diagnostics blames nobody and praises nobody."""

import re
from dataclasses import replace
from functools import cache

import pytest

from data_model.compliance import Status
from indicators.plan_fact import plan_fact
from reports import KINDS, collect, write
from reports.material import Material
from tests.reports.district import a_district
from tests.reports.reading import text_of

ASKED = ("diagnostics_report", "diagnosed_pupils", "advised_pupils")
WITHOUT = replace(
    a_district(), facts=tuple(one for one in a_district().facts if one.fact.question not in ASKED)
)


@cache
def material() -> Material:
    return collect(WITHOUT, 2020)


def test_the_row_is_not_planned_in_the_first_year():
    row = next(one for one in material().district if one.code == "diagnostics_report")
    assert row.status is Status.NO_TARGET


@pytest.mark.parametrize("suffix", KINDS["diagnostics"].formats)
def test_a_year_that_asks_for_none_gives_a_sentence_and_no_empty_form(suffix: str) -> None:
    content = write("diagnostics", suffix, WITHOUT, 2020, plan_fact=plan_fact(WITHOUT))
    text = " ".join(text_of(content, suffix).split()).replace("\u00ad", "").replace("- ", "")
    assert "дорожной картой не предусмотрено" in text
    assert not re.search("Фамилия|№|Таблица|не представили|Отчёты есть у всех", text)
