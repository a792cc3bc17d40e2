"""The year in three sentences, each with the figures it was made from."""

from datetime import date

from data_model.roadmap import Kind, Operator
from indicators.coverage import returns_board
from indicators.headlines import Sentence, conclusions
from indicators.plan_fact import plan_fact
from indicators.plan_fact_row import PlanFact
from indicators.wording import NBSP
from tests.builders import a_snapshot
from tests.spec.district import Promise, district

LATER = date(2030, 1, 1)


def said(given: str, **promise: object) -> list[Sentence]:
    snapshot = district(given, Promise(**promise))  # type: ignore[arg-type]
    year = max(snapshot.years)
    rows = plan_fact(snapshot, LATER)
    return conclusions(rows, returns_board(snapshot, year, LATER), year)


def texts(sentences: list[Sentence]) -> list[str]:
    return [sentence.text.replace(NBSP, " ") for sentence in sentences]


def test_the_furthest_row_is_named_with_the_school_that_misses_most() -> None:
    sentences = said(
        """
        school  | year | n  | d
        Школа 1 | 2021 | 10 | 100
        Школа 2 | 2021 | 30 | 100
        """,
        targets={2021: 35},
    )
    assert texts(sentences) == [
        "В 2021 году срок наступил по 1 показателю: не выполнено — 1.",
        "Дальше всего от планового значения показатель 1 «Мероприятие»: 20,0 % при плане "
        "не менее 35 %, не хватает 30 обучающихся, больше всего — Школа 1 (25 чел.).",
        "Отчёты сдали 2 из 2 школ, выводы предварительные. Отчёт муниципалитета не сдан.",
    ]
    assert [figure.value for figure in sentences[1].figures] == [20.0, 35.0, 30, 25]


def test_missing_returns_are_said_with_the_bounds() -> None:
    sentences = said(
        """
        school  | year | n       | d
        Школа 1 | 2021 | 60      | 100
        Школа 2 | 2021 | не сдан | 100
        """,
        targets={2021: 35},
    )
    assert texts(sentences)[1:] == [
        "Ни один показатель с наступившим сроком не отстаёт от планового значения.",
        "Отчёты сдали 1 из 2 школ, выводы предварительные: по показателю 1 доля может "
        "оказаться от 30,0 % до 80,0 %. Отчёт муниципалитета не сдан.",
    ]


def test_a_threshold_without_growth_is_no_distance_to_the_target() -> None:
    sentences = said(
        """
        school  | year | n  | d
        Школа 1 | 2020 | 60 | 100
        Школа 1 | 2021 | 50 | 100
        """,
        kind=Kind.GROWING_SHARE,
        targets={2020: 20, 2021: 35},
    )
    assert texts(sentences)[1] == (
        "Не выполнены полностью показатели: 1 «Мероприятие» (нет роста числа участников)."
    )


def test_too_many_are_an_excess() -> None:
    sentences = said(
        """
        school  | year | n  | d
        Школа 1 | 2021 | 40 | 100
        """,
        operator=Operator.AT_MOST,
        targets={2021: 10},
    )
    assert "сверх предела 30 обучающихся" in sentences[1].text.replace(NBSP, " ")


def test_what_is_unknown_is_not_called_fulfilled() -> None:
    sentences = said(
        """
        school  | year | n       | d
        Школа 1 | 2021 | не сдан | 100
        """,
        targets={2021: 35},
    )
    assert texts(sentences)[1] == (
        "Среди известных отстающих нет; нет данных по показателям: 1 «Мероприятие» (отчёт не сдан)."
    )


def test_when_everybody_has_reported_the_conclusions_are_final() -> None:
    """Отчёт муниципалитета тоже ждут: без него выводы предварительные."""
    sentences = said(
        """
        school  | year | n  | d
        район   | 2021 |    |
        Школа 1 | 2021 | 60 | 100
        """,
        targets={2021: 35},
    )
    assert texts(sentences)[2] == "Отчёты сдали 1 из 1 школы: выводы окончательные."


def test_a_year_without_rows_has_nothing_to_say() -> None:
    assert conclusions(PlanFact(()), returns_board(a_snapshot(), 2021), 2021) == []
