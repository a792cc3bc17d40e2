"""Contribution, grades, coverage, spread, growth and terms: by the data of their figures."""

from base64 import b64decode
from datetime import date

import pandas as pd

from charts.by_grade import by_grade
from charts.contribution import contribution
from charts.coverage_bar import coverage_bar
from charts.distribution import distribution
from charts.growth_map import growth_map
from charts.palette import DARK, LIGHT
from charts.spark import spark
from charts.theme import PLOTLY_CONFIG, headline
from charts.timeline import timeline
from data_model.compliance import Status
from tests.charts.rows import a_school_row, rows


def test_the_school_that_misses_most_people_stands_on_top():
    frame = rows(a_school_row("1", 20.0), a_school_row("2", 60.0)).assign(balance=[-15, 25])
    bars, values = contribution(frame, title="Вклад").data

    assert list(bars.x) == [25, -15]
    assert [text.strip() for text in values.text] == ["+25\u00a0чел.", "−15\u00a0чел."]
    assert bars.marker.color[1] == LIGHT.fills[Status.MISSED]


def test_a_grade_without_pupils_has_no_column():
    frame = rows({"numerator": 5, "denominator": 20, "actual": 25.0}, {"actual": None})
    figure = by_grade(frame.assign(grade=[6, 10]), title="По классам")

    assert list(figure.data[0].y) == [25.0, None]
    assert list(figure.data[0].x) == ["6", "10"]


def test_the_bar_of_returns_names_every_state_it_shows():
    figure = coverage_bar({"accepted": 13, "not_reported": 2}, title="Отчитались 13 из 15")

    assert [part.x[0] for part in figure.data] == [13, 2]
    assert "не\u00a0сдан" in figure.layout.title.text.replace("не сдан", "не\u00a0сдан")


def test_a_spark_has_a_dot_per_known_year_and_joins_neighbours_only():
    drawing = b64decode(spark([20.0, None, 50.0], [20.0, 35.0, 50.0]).split(",")[1]).decode()

    assert drawing.count("<circle") == 2
    assert drawing.count(f'stroke="{LIGHT.accent}"') == 0
    assert drawing.count(f'stroke="{LIGHT.ink}"') == 3


def test_a_spark_of_nothing_is_empty():
    drawing = b64decode(spark([None, None], [None, None]).split(",")[1]).decode()

    assert "<circle" not in drawing


def test_schools_are_counted_by_five_percent_and_the_target_is_an_edge():
    frame = rows(a_school_row("1", 34.9), a_school_row("2", 35.0), a_school_row("3", None))
    columns = distribution(frame, title="Распределение").data[0]
    counted = {x: y for x, y in zip(columns.x, columns.y, strict=True) if y}

    assert counted == {32.5: 1, 37.5: 1}


def test_a_school_without_a_year_before_is_not_on_the_map_of_growth():
    frame = rows(a_school_row("1", 40.0), a_school_row("2", 50.0))
    figure = growth_map(frame.assign(growth_people=[7, None]), title="Рост")

    assert list(figure.data[0].x) == [7]


def test_every_term_is_a_mark_in_its_month():
    frame = pd.DataFrame(
        [
            {"indicator": "9", "name": "№ 9", "due": date(2021, 12, 31), "status": "not_due"},
            {"indicator": "1", "name": "№ 1", "due": date(2021, 8, 31), "status": "met"},
        ]
    )
    figure = timeline(frame, title="Сроки", today=date(2021, 10, 1))

    assert [(part.x[0], part.text[0]) for part in figure.data] == [
        ("2021-08", "№\u00a01 ✓"),
        ("2021-12", "№\u00a09 …"),
    ]


def test_months_without_a_term_keep_their_place_and_the_present_one_is_bold():
    frame = pd.DataFrame(
        [
            {"indicator": "1", "name": "№ 1", "due": date(2021, 8, 31), "status": "met"},
            {"indicator": "9", "name": "№ 9", "due": date(2021, 12, 31), "status": "not_due"},
        ]
    )
    axis = timeline(frame, title="Сроки", today=date(2021, 10, 1)).layout.xaxis

    assert list(axis.tickvals) == ["2021-08", "2021-09", "2021-10", "2021-11", "2021-12"]
    assert axis.ticktext[2].startswith("<b>окт</b>")


def test_the_headline_is_the_title_as_one_plain_sentence():
    title = "Не хватает 84 человек до планового значения: половина — в двух школах"
    figure = coverage_bar({"accepted": 1}, title=title, palette=DARK)

    assert headline(figure) == title


def test_the_toolbar_of_charts_is_russian():
    words = PLOTLY_CONFIG["locales"]["ru"]["dictionary"]

    assert words["Download plot as a PNG"] == "Сохранить картинкой"
    assert PLOTLY_CONFIG["displaylogo"] is False
