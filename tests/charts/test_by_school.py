"""Schools beside one another: sorted, told apart, small bases hollow, unknown in words."""

import plotly.graph_objects as go

from charts.by_school import by_school
from charts.palette import LIGHT, NO_FILL
from data_model.compliance import Status
from tests.charts.rows import a_school_row, rows


def a_figure(*schools: dict, **options: object) -> go.Figure:
    return by_school(rows(*schools), title="По школам", **options)


def test_the_highest_school_stands_on_top():
    figure = a_figure(a_school_row("1", 20.0), a_school_row("2", 60.0), a_school_row("3", 40.0))

    assert list(figure.data[0].y) == ["1", "3", "2"]


def test_a_school_without_data_has_words_instead_of_a_bar():
    figure = a_figure(a_school_row("1", 20.0), a_school_row("2", None))
    bars, words, _ = figure.data

    assert dict(zip(bars.y, bars.x, strict=True)) == {"2": None, "1": 20.0}
    assert [text.strip() for text in words.text] == ["нет данных"]


def test_two_schools_of_one_name_have_two_labels():
    figure = a_figure(
        a_school_row("1", 20.0, org_name="СОШ с. Ивановка"),
        a_school_row("2", 30.0, org_name="СОШ с. Ивановка"),
    )
    labels = figure.layout.yaxis.ticktext

    assert len(set(labels)) == 2


def test_a_long_name_is_wrapped_and_stays_whole():
    name = "Средняя общеобразовательная школа имени Героя Советского Союза"
    label = a_figure(a_school_row("1", 20.0, org_name=name)).layout.yaxis.ticktext[0]

    assert label.split("<br><span")[0].replace("<br>", " ") == name


def test_a_base_below_ten_is_hollow_and_bears_no_sign():
    figure = a_figure(a_school_row("1", 50.0, numerator=4, denominator=8), a_school_row("2", 20.0))
    bars, _, values = figure.data

    assert list(bars.y)[0] == "1"
    assert bars.marker.color[0] == NO_FILL
    assert values.text[0].strip() == "50,0\u00a0%"


def test_the_colour_is_that_of_the_verdict():
    figure = a_figure(a_school_row("1", 20.0, status="missed"))

    assert figure.data[0].marker.color[0] == LIGHT.fills[Status.MISSED]


def test_without_a_verdict_the_bar_has_the_accent():
    figure = a_figure(a_school_row("1", 3.0, target=None, status="no_target", unit="чел."))

    assert figure.data[0].marker.color[0] == LIGHT.accent


def test_the_target_of_the_district_is_called_a_guide():
    notes = [note.text for note in a_figure(a_school_row("1", 20.0)).layout.annotations]

    assert notes == ["ориентир 35\u00a0%"]


def test_without_a_target_there_is_no_line():
    figure = a_figure(a_school_row("1", 3.0, target=None, status="no_target"))

    assert not figure.layout.shapes


def test_a_click_gives_the_school_and_the_indicator():
    figure = a_figure(a_school_row("1", 20.0))

    assert figure.data[0].customdata.tolist() == [["1", "9"]]


def test_a_figure_just_short_of_its_guide_does_not_look_equal_to_it() -> None:
    close = a_school_row("1", 100 * 227 / 413, target=55.0, status="partly")
    figure = by_school(rows(close, a_school_row("2", 55.0, target=55.0)), title="")
    texts = next(part.text for part in figure.data if part.text and "%" in str(part.text))
    assert [text.strip() for text in texts] == ["½ 54,96\u00a0%", "✓ 55,0\u00a0%"]
