"""Plan and fact over the years: what has a mark, what is joined, what is written."""

import plotly.graph_objects as go

from charts.palette import LIGHT
from charts.yearly import yearly_share
from indicators.plan_fact_row import PlanFactRow
from tests.rows import BELOW, SMALL, a_school_row, a_year


def a_figure(*years: PlanFactRow, breaks: tuple[int, ...] = ()) -> go.Figure:
    return yearly_share(years, title="План и факт", breaks=breaks)


def trace(figure: go.Figure, name: str) -> go.Scatter:
    return next(part for part in figure.data if part.name == name)


def written(figure: go.Figure) -> list[str]:
    return [note.text for note in figure.layout.annotations]


THREE = (a_year(2020, 23.0, 20.0), a_year(2021, None, 35.0), a_year(2022, 51.0, 50.0))


def test_a_year_without_data_has_no_mark_and_breaks_the_line() -> None:
    fact = trace(a_figure(*THREE), "факт")

    assert list(fact.y) == [23.0, None, 51.0]
    assert fact.connectgaps is False


def test_a_year_without_data_is_named_in_words() -> None:
    assert "нет данных" in written(a_figure(*THREE))


def test_the_target_is_a_step_of_one_year_with_its_value_written() -> None:
    figure = a_figure(*THREE)

    assert list(trace(figure, "план").y) == [20.0, 20.0, 35.0, 35.0, 50.0, 50.0]
    assert {"план 20\u00a0%", "план 35\u00a0%", "план 50\u00a0%"} <= set(written(figure))


def test_an_unchanged_target_is_written_once() -> None:
    texts = written(a_figure(a_year(2020, 60.0, 55.0), a_year(2021, 61.0, 55.0)))

    assert texts.count("план 55\u00a0%") == 1


def test_a_year_without_a_target_breaks_the_steps() -> None:
    figure = a_figure(a_year(2020, 1.0, 20.0), a_year(2021, 2.0, None), a_year(2022, 3.0, 50.0))

    assert list(trace(figure, "план").y) == [20.0, 20.0, None, 50.0, 50.0]


def test_a_changed_definition_is_not_joined_to_the_year_before() -> None:
    figure = a_figure(a_year(2020, 20.0, None), a_year(2021, 30.0, None), breaks=(2021,))

    assert list(trace(figure, "факт").y) == [20.0, None, 30.0]
    assert "определение изменилось" in written(figure)


def test_bounds_stand_only_where_returns_are_missing() -> None:
    figure = a_figure(
        a_year(2021, 36.0, 35.0, lower=36.0, upper=36.0),
        a_year(2022, 51.0, 50.0, lower=42.0, upper=59.0, provisional=True),
    )
    bounds = trace(figure, "границы")

    assert list(bounds.x) == [2022]
    assert list(bounds.error_y.array) == [17.0]
    assert any("предварительно" in text for text in written(figure))


def test_a_figure_that_nobody_has_told_has_no_bounds_and_does_not_stretch_the_axis() -> None:
    """Отчётов ещё нет: «от 0 до 100 %» не рисуется поверх «срок не наступил»."""
    silent = a_year(2022, None, 50.0, lower=0.0, upper=100.0, provisional=True)
    figure = a_figure(a_year(2021, 36.0, 35.0), silent)

    assert list(trace(figure, "границы").x) == []
    assert figure.layout.yaxis.range[1] < 100


def test_the_words_of_a_target_stand_clear_of_the_whisker_that_crosses_its_line() -> None:
    """Границы пересекают черту плана: «план 50 %» стоит сбоку от них, у своей черты."""
    near = a_year(2022, 50.3, 50.0, lower=44.2, upper=56.4, provisional=True)
    notes = a_figure(a_year(2021, 31.0, 35.0), near).layout.annotations
    note = next(one for one in notes if one.text.startswith("план 50"))

    assert (note.y, note.yanchor) == (50.0, "top")
    assert (note.xanchor, note.xshift < 0) == ("right", True)


def test_the_value_stands_with_its_numerator_and_denominator() -> None:
    texts = written(a_figure(a_year(2021, 36.0, 35.0, numerator=36, denominator=100)))

    assert any("36,0\u00a0%" in text and "36\u00a0из\u00a0100" in text for text in texts)


def test_a_small_base_is_hollow_and_has_no_percent() -> None:
    figure = a_figure(a_school_row("1", 50.0, **SMALL))
    texts = written(figure)

    assert list(trace(figure, "факт").marker.symbol) == ["circle-open"]
    assert any("4\u00a0из\u00a08" in text and "малая база" in text for text in texts)
    assert not any("50,0" in text for text in texts)


def test_the_target_of_a_school_is_called_a_guide() -> None:
    """На странице школы — «ориентир», как в таблице рядом, а не «план»."""
    assert "ориентир 35\u00a0%" in written(a_figure(a_school_row("1", 36.0)))


def test_no_line_strikes_through_the_words_over_it() -> None:
    """На телефоне ступень уже слова «предварительно»: у слов ореол цвета листа."""
    halos = {note.font.shadow for note in a_figure(*THREE).layout.annotations}

    assert len(halos) == 1
    assert LIGHT.surface in halos.pop()


def test_a_zero_is_written_above_its_dot_and_not_over_the_name_of_its_year() -> None:
    figure = a_figure(a_year(2020, 0.0, 20.0, **BELOW), a_year(2021, 40.0, 35.0))
    zero = next(note for note in figure.layout.annotations if "0,0" in note.text)

    assert (zero.y, zero.yanchor) == (0.0, "bottom")


def test_words_beside_the_last_dot_have_their_room_on_any_screen() -> None:
    """«предварительно» у низкой последней точки не обрезается и на телефоне."""
    low = a_year(2022, 4.0, 50.0, lower=0.2, upper=60.0, provisional=True, **BELOW)

    assert a_figure(a_year(2021, 31.0, 35.0), low).layout.margin.r > 80
    assert a_figure(a_year(2021, 31.0, 35.0), a_year(2022, 40.0, 50.0)).layout.margin.r < 20


def test_the_axis_begins_at_zero() -> None:
    assert a_figure(*THREE).layout.yaxis.range[0] == 0


def test_a_dot_at_nought_leaves_the_year_below_it_readable() -> None:
    """Половина точки в нуле висит под осью: подпись года начинается под ней."""
    figure = a_figure(a_year(2020, 0.0, 20.0))

    assert figure.layout.xaxis.ticklabelstandoff >= trace(figure, "факт").marker.size / 2
