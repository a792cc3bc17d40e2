"""Район другого рода — руководители, школы с низкими результатами — из 1, 2, 5, 11 и 21 школы.

Окончания согласованы с числом, у каждой ссылки есть на что сослаться, кавычки закрыты.
"""

import re
from datetime import date
from functools import cache

import pytest

from reports import collect, composed
from reports.html import write
from reports.material import Material
from tests.reports.district import a_district
from tests.test_other_subjects import of_gallery

LEADERS, LOW_RESULTS = "leaders", "low-results"
KINDS = ("monitoring", "order", "effect", "school")


@cache
def material(subject: str, schools: int) -> Material:
    seen = a_district(schools=schools, of=of_gallery(subject).roadmap(subject))
    return collect(seen, 2022, day=date(2023, 1, 20))


@cache
def told(subject: str, schools: int, kind: str) -> str:
    seen = material(subject, schools)
    org = next(iter(seen.by_school)) if kind == "school" else None
    made = write(composed(kind, seen, org)).decode()
    return re.sub(r"\s+", " ", re.sub(r"(?s)<style.*?</style>|<[^>]+>", " ", made))


COVERAGE = {
    1: ("Отчёт представила 1 из 1 школы", "1 организация и"),
    2: ("Отчёт представила 1 из 2 школ", "2 организации и"),
    5: ("Отчёты представили 4 из 5 школ", "5 организаций и"),
    11: ("Отчёты представили 10 из 11 школ", "11 организаций и"),
    21: ("Отчёты представили 20 из 21 школы", "21 организация и"),
}


@pytest.mark.parametrize("schools", COVERAGE)
def test_who_has_reported_agrees_with_the_number(schools: int) -> None:
    said = told(LOW_RESULTS, schools, "monitoring")
    reported, participants = COVERAGE[schools]
    assert reported in said
    assert f"Его участники: {participants} муниципалитет" in said


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("subject", [LEADERS, LOW_RESULTS])
def test_an_act_without_day_and_number_is_no_ground_in_brackets(subject: str, kind: str) -> None:
    """«В соответствии с дорожной картой (приказ)» ни на что не ссылается."""
    assert "(приказ)" not in told(subject, 5, kind)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("subject", [LEADERS, LOW_RESULTS])
def test_every_quotation_mark_is_closed(subject: str, kind: str) -> None:
    said = told(subject, 5, kind)
    assert (said.count("«"), said.count("„")) == (said.count("»"), said.count("“"))


def test_one_school_is_commended_in_the_singular_and_two_in_the_plural() -> None:
    alone, two = (told(LEADERS, schools, "order") for schools in (1, 5))
    assert "Отметить образовательную организацию, в которой достигнуты" in alone
    assert "Отметить образовательные организации, в которых достигнуты" in two


def test_one_addressee_is_an_organisation_and_several_are_organisations() -> None:
    said = told(LOW_RESULTS, 5, "monitoring")
    assert "Организация: СОШ с. Дальнее — в отчёте указан ответ «нет»." in said
    assert "Организации:" in told(LOW_RESULTS, 11, "monitoring")


def test_curators_are_people_and_no_participants() -> None:
    """«Кураторы школ»: 39 человек, а не участников; руководители — не обучающиеся базы."""
    said = told(LOW_RESULTS, 2, "monitoring") + told(LOW_RESULTS, 2, "effect")
    assert "необходимо дополнительно привлечь 39 человек" in said
    assert "число участников не изменилось" not in said
    assert "Обучающиеся базы" not in told(LEADERS, 5, "monitoring")


def test_a_table_of_advice_without_numbers_has_no_columns_for_them() -> None:
    assert "Необходимо вовлечь" not in told(LOW_RESULTS, 5, "order")
