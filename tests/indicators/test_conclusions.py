"""The year in three sentences, each with the figures it was made from."""

from datetime import date

import pandas as pd

from data_model.roadmap import Kind, Operator
from indicators.conclusions import Sentence, conclusions
from indicators.coverage import Collection
from indicators.plan_fact import plan_fact
from indicators.wording import NBSP
from tests.spec.district import Promise, district

LATER = date(2030, 1, 1)
ALL_IN = Collection(expected=2, reported=2, with_remarks=0, late=0)


def said(given: str, collected: Collection, **promise: object) -> list[Sentence]:
    rows = plan_fact(district(given, Promise(**promise)), LATER)  # type: ignore[arg-type]
    return conclusions(rows, collected, int(rows["year"].max()))


def texts(sentences: list[Sentence]) -> list[str]:
    return [sentence.text.replace(NBSP, " ") for sentence in sentences]


def test_the_furthest_row_is_named_with_the_school_that_misses_most() -> None:
    sentences = said(
        """
        school  | year | n  | d
        Школа 1 | 2021 | 10 | 100
        Школа 2 | 2021 | 30 | 100
        """,
        ALL_IN,
        targets={2021: 35},
    )
    assert texts(sentences) == [
        "В 2021 году срок наступил по 1 показателю: не выполнено — 1.",
        "Дальше всего от планового значения строка 1 «Мероприятие»: 20,0 % при плане "
        "не менее 35 %, не хватает 30 чел., больше всего — Школа 1 (25 чел.).",
        "Отчитались 2 из 2 организаций: выводы окончательные.",
    ]
    assert [figure.value for figure in sentences[1].figures] == [20.0, 35.0, 30, 25]


def test_missing_returns_are_said_with_the_bounds() -> None:
    sentences = said(
        """
        school  | year | n       | d
        Школа 1 | 2021 | 60      | 100
        Школа 2 | 2021 | не сдан | 100
        """,
        Collection(expected=2, reported=1, with_remarks=0, late=1),
        targets={2021: 35},
    )
    assert texts(sentences)[1:] == [
        "Ни один показатель с наступившим сроком не отстаёт от планового значения.",
        "Отчитались 1 из 2 организаций, выводы предварительные: "
        "по строке 1 доля может оказаться от 30,0 % до 80,0 %.",
    ]


def test_a_threshold_without_growth_says_the_people_of_both_years() -> None:
    sentences = said(
        """
        school  | year | n  | d
        Школа 1 | 2020 | 60 | 100
        Школа 1 | 2021 | 50 | 100
        """,
        ALL_IN,
        kind=Kind.GROWING_SHARE,
        targets={2020: 20, 2021: 35},
    )
    assert "участников не больше, чем год назад (50 против 60)" in sentences[1].text


def test_too_many_are_an_excess() -> None:
    sentences = said(
        """
        school  | year | n  | d
        Школа 1 | 2021 | 40 | 100
        """,
        ALL_IN,
        operator=Operator.AT_MOST,
        targets={2021: 10},
    )
    assert "превышение 30 чел." in sentences[1].text.replace(NBSP, " ")


def test_what_is_unknown_is_not_called_fulfilled() -> None:
    sentences = said(
        """
        school  | year | n       | d
        Школа 1 | 2021 | не сдан | 100
        """,
        Collection(expected=1, reported=0, with_remarks=0, late=0),
        targets={2021: 35},
    )
    assert sentences[1].text.endswith("нет данных по строкам: 1 «Мероприятие».")


def test_a_year_without_rows_has_nothing_to_say() -> None:
    empty = pd.DataFrame({"year": [], "org": []})
    assert conclusions(empty, ALL_IN, 2021) == []
