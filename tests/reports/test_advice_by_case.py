"""Разным школам — разные слова: одного человека не хватает, снизилось, отстаёт не первый год."""

from functools import cache

from data_model.roadmap import Kind
from reports import collect
from reports.compose import advice
from reports.material import Material
from reports.summary import Recommendation
from tests.spec.district import Promise, district

TABLE = """
    school | year | n  | d
    А      | 2021 | 60 | 100
    А      | 2022 | 69 | 100
    Б      | 2021 | 80 | 100
    Б      | 2022 | 40 | 100
    В      | 2021 | 30 | 100
    В      | 2022 | 35 | 100
    Г      | 2021 | 80 | 100
    Г      | 2022 | 81 | 100
"""


@cache
def material() -> Material:
    found = district(TABLE, Promise(kind=Kind.SHARE, targets={2021: 70, 2022: 70}))
    return collect(found, 2022)


def of(name: str) -> list[Recommendation]:
    items = advice.for_schools(material()).items
    return [item for item in items if item.addressee == name]


def test_one_pupil_short_is_asked_for_one_pupil() -> None:
    (item,) = of("А")
    assert item.rule == "share_few"
    assert "дополнительно вовлечь 1\u00a0обучающегося;" in item.finding
    assert item.result == "участвуют не менее 70\u00a0обучающихся"


def test_a_school_that_fell_is_asked_for_the_causes_of_the_fall() -> None:
    (item,) = of("Б")
    assert item.rule == "share_fell"
    assert "снизилось на\u00a040,0\u00a0процентного пункта" in item.finding
    assert item.action.startswith("Установить причины снижения")


def test_a_school_that_lags_for_years_is_asked_for_a_plan() -> None:
    (item,) = of("В")
    assert item.rule == "share_lagging"
    assert "2\u00a0года подряд" in item.finding
    assert item.proof == "план с номером и датой, отчёт за год"


def test_a_school_above_the_guide_is_asked_for_nothing() -> None:
    assert of("Г") == []


def test_every_recommendation_has_addressee_term_result_and_proof() -> None:
    for item in (*advice.for_schools(material()).items, *advice.for_district(material()).items):
        assert all((item.addressee, item.action, item.term.text, item.result, item.proof))
