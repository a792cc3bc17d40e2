"""Contribution, grades, coverage, spread, growth and terms: by the data of their figures."""

from base64 import b64decode
from datetime import date

from charts.by_school import coverage_bar
from charts.cuts import by_grade, contribution, distribution, growth_map
from charts.palette import DARK, LIGHT, NO_FILL
from charts.terms import roadmap_terms, timeline
from charts.theme import PLOTLY_CONFIG, headline, note
from charts.yearly import spark
from data_model.compliance import Status
from data_model.returns import ReturnState
from data_model.roadmap import Period, PeriodKind
from indicators.by_grade import GradeFigure
from indicators.contribution import Contribution
from indicators.coverage import Board, ReturnLine
from indicators.plan_fact_row import LikeForLike, PlanFactRow
from indicators.reasons import Reason
from indicators.terms import Term
from tests.builders import an_activity
from tests.rows import SMALL, UNKNOWN, a_row, a_school_row


def test_the_school_that_misses_most_people_stands_on_top() -> None:
    parts = (
        Contribution(a_school_row("1", 20.0), -15, -1.5),
        Contribution(a_school_row("2", 60.0), 25, 2.5),
    )
    bars, values = contribution(parts, title="Вклад").data

    assert list(bars.x) == [25, -15]
    assert [text.strip() for text in values.text] == ["+25\u00a0чел.", "−15\u00a0чел."]
    assert bars.marker.color[1] == LIGHT.fills[Status.MISSED]


def test_a_small_base_misses_people_without_a_colour_and_without_a_rank() -> None:
    """Школа из восьми учеников не красная и не первая среди отстающих."""
    parts = (
        Contribution(a_school_row("1", 20.0, **SMALL), -40, -4.0),
        Contribution(a_school_row("2", 20.0), -15, -1.5),
    )
    bars, _ = contribution(parts, title="Вклад").data

    assert list(bars.x) == [-40, -15]
    assert bars.marker.color[0] == NO_FILL


def test_a_grade_without_pupils_has_no_column() -> None:
    grades = (GradeFigure(6, 5, 20, "%"), GradeFigure(10, None, None, "%"))
    figure = by_grade(grades, title="По классам")

    assert list(figure.data[0].y) == [25.0, None]
    assert list(figure.data[0].x) == ["6", "10"]


def test_a_grade_of_a_few_pupils_is_hollow_and_has_no_percent() -> None:
    figure = by_grade((GradeFigure(6, 4, 8, "%"), GradeFigure(7, 5, 20, "%")), title="По классам")

    assert list(figure.data[0].text) == ["", "25,0\u00a0%"]
    assert figure.data[0].marker.color[0] == NO_FILL


def a_line(org: str, state: ReturnState) -> ReturnLine:
    is_in = state is not ReturnState.NOT_REPORTED
    number = 1 if is_in else None
    return ReturnLine(org, f"СОШ № {org}", False, state, False, None, number, 0, 0, None)


def a_board(*states: ReturnState) -> Board:
    return Board(2021, tuple(a_line(str(number), one) for number, one in enumerate(states)))


def test_the_bar_of_returns_names_every_state_it_shows_by_the_signs_of_the_process() -> None:
    board = a_board(*[ReturnState.ACCEPTED] * 13, *[ReturnState.NOT_REPORTED] * 2)
    figure = coverage_bar(board, title="Отчёты сдали 13 из 15 школ")

    assert [part.x[0] for part in figure.data] == [13, 2]
    assert [part.text[0] for part in figure.data] == ["●\u00a013", "○\u00a02"]
    assert "○\u00a0не\u00a0сдан" in note(figure).replace("не сдан", "не\u00a0сдан")


def test_a_narrow_part_of_the_bar_of_returns_has_its_sign_alone_or_nothing() -> None:
    """Число узкой части не наезжает на соседнее: его называет строка над полосой."""
    states = [ReturnState.ACCEPTED] * 94 + [ReturnState.WITH_REMARKS] * 5
    figure = coverage_bar(a_board(*states, ReturnState.NOT_REPORTED), title="Сдали 99 из 100")

    assert [part.text[0] for part in figure.data] == ["●\u00a094", "◐", ""]
    assert "не\u00a0сдан:\u00a01" in note(figure).replace("не сдан", "не\u00a0сдан")


def test_a_spark_has_a_dot_per_known_year_and_joins_neighbours_only() -> None:
    drawing = b64decode(spark([20.0, None, 50.0], [20.0, 35.0, 50.0]).split(",")[1]).decode()

    assert drawing.count("<circle") == 2
    assert drawing.count(f'stroke="{LIGHT.accent}"') == 0
    assert drawing.count(f'stroke="{LIGHT.ink}"') == 3


def test_a_spark_of_nothing_is_empty() -> None:
    drawing = b64decode(spark([None, None], [None, None]).split(",")[1]).decode()

    assert "<circle" not in drawing


def test_schools_are_counted_by_five_percent_and_the_target_is_an_edge() -> None:
    rows = (a_school_row("1", 34.9), a_school_row("2", 35.0), a_school_row("3", None))
    columns = distribution((*rows, a_school_row("4", 50.0, **SMALL)), title="Распределение").data[0]
    counted = {x: y for x, y in zip(columns.x, columns.y, strict=True) if y}

    assert counted == {32.5: 1, 37.5: 1}


def grown(people: int) -> LikeForLike:
    return LikeForLike(1, 10 + people, 10)


def test_a_school_without_a_year_before_is_not_on_the_map_of_growth() -> None:
    rows = (a_school_row("1", 40.0, matched=grown(7)), a_school_row("2", 50.0))
    figure = growth_map((*rows, a_school_row("3", 50.0, matched=grown(3), **SMALL)), title="Рост")

    assert list(figure.data[0].x) == [7]


def test_the_map_of_growth_keeps_to_its_dots_and_names_them() -> None:
    """Шкала — по данным, а не от −10 до 110 %; у каждой точки стоит школа."""
    figure = growth_map(
        (
            a_school_row("1", 30.0, org_name="МБОУ СОШ с. Светлополье", matched=grown(7)),
            a_school_row("2", 40.0, org_name="МБОУ СОШ с. Полынкино", matched=grown(-2)),
        ),
        title="Рост",
    )
    low, high = figure.layout.yaxis.range

    assert 20 < low < 30
    assert 40 < high < 50
    assert list(figure.data[0].text) == ["Светлополье", "Полынкино"]
    assert any("ориентир достигнут" in note.text for note in figure.layout.annotations)


def due(number: str, day: date, **changes: object) -> PlanFactRow:
    return a_row(org=None, indicator=number, due=day, **changes)


def test_every_term_is_a_mark_in_its_month() -> None:
    rows = (
        due("9", date(2021, 12, 31), status=Status.NOT_DUE, reason=Reason.BELOW),
        due("1", date(2021, 8, 31)),
    )
    figure = timeline(rows, title="Сроки", today=date(2021, 10, 1))

    assert [(part.x[0], part.text[0]) for part in figure.data] == [
        ("2021-08", "№\u00a01 ✓"),
        ("2021-12", "№\u00a09 …"),
    ]


def test_months_without_a_term_keep_their_place_and_the_present_one_is_bold() -> None:
    rows = (due("1", date(2021, 8, 31)), due("9", date(2021, 12, 31)))
    axis = timeline(rows, title="Сроки", today=date(2021, 10, 1)).layout.xaxis

    assert list(axis.tickvals) == ["2021-08", "2021-09", "2021-10", "2021-11", "2021-12"]
    assert axis.ticktext[2].startswith("<b>окт</b>")


def test_only_the_end_of_a_term_bears_its_verdict() -> None:
    """Время до срока — не вывод: красный и зелёный стоят только на конце полосы."""
    school_year = Period(2020, PeriodKind.SCHOOL_YEAR, date(2020, 8, 31))
    row = a_row(org=None, year=2020, **UNKNOWN)
    figure = roadmap_terms(
        (Term(an_activity("12"), school_year, row, -1),), title="Сроки", today=date(2021, 1, 1)
    )
    time, end = figure.data

    assert (time.marker.color, end.marker.color) == (LIGHT.grid, LIGHT.fills[Status.NO_DATA])
    assert (time.text[0], end.text[0]) == ("", "?")
    assert figure.layout.xaxis.range[0] < time.base[0] == date(2019, 9, 1)
    assert list(figure.layout.xaxis.ticktext) == ["2019", "2020"]


def test_the_headline_is_the_title_as_one_plain_sentence() -> None:
    title = "Не хватает 84 человек до планового значения: половина — в двух школах"
    figure = coverage_bar(a_board(ReturnState.ACCEPTED), title=title, palette=DARK)

    assert headline(figure) == title


def test_the_toolbar_of_charts_is_russian() -> None:
    words = PLOTLY_CONFIG["locales"]["ru"]["dictionary"]

    assert words["Download plot as a PNG"] == "Сохранить картинкой"
    assert PLOTLY_CONFIG["displaylogo"] is False
