"""A figure that is drawn once: room for its names, nothing that Plotly takes for a change."""

import plotly.graph_objects as go

from charts.labels import room, width
from charts.palette import LIGHT
from charts.theme import figure_content, finished

BARS = go.Figure(go.Bar(x=[1, 2], y=["а", "б"]))


def finished_bars() -> go.Figure:
    return finished(go.Figure(BARS).update_xaxes(title="чел."), LIGHT, title="Охват")


def test_what_the_template_says_stands_in_the_layout_itself():
    before = finished_bars()
    layout = figure_content(before, clickable=False)["layout"]

    assert "template" not in layout
    assert layout["separators"] == before.layout.template.layout.separators
    assert layout["xaxis"]["gridcolor"] == LIGHT.grid
    assert layout["xaxis"]["title"]["text"] == "чел."
    assert layout["xaxis"]["showline"] is False


def test_a_second_axis_has_the_look_of_the_first():
    figure = finished_bars().update_layout(xaxis2={"overlaying": "x", "fixedrange": False})
    layout = figure_content(figure, clickable=False)["layout"]

    assert layout["xaxis2"]["gridcolor"] == LIGHT.grid
    assert layout["xaxis2"]["fixedrange"] is False


def test_only_marks_that_lead_somewhere_can_be_clicked():
    still = figure_content(finished_bars(), clickable=False)["layout"]
    led = figure_content(finished_bars(), clickable=True)["layout"]

    assert "clickmode" not in still
    assert still["dragmode"] is False
    assert (led["clickmode"], led["hovermode"], led["dragmode"]) == (
        "event+select",
        "closest",
        "pan",
    )


def test_lists_that_are_copied_are_not_new_data():
    assert figure_content(finished_bars(), clickable=True)["layout"]["datarevision"] == 1


def test_the_room_of_labels_is_that_of_the_widest_line():
    assert room(["СОШ № 1", "СОШ<br>Синтетический"], 13) == room(["Синтетический"], 13)
    assert room([], 13) == 0


def test_tags_take_no_room_and_escapes_one_letter():
    assert width('<span style="color:red">СОШ</span>') == width("СОШ")
    assert width("А &amp; Б") == width("А & Б")
    assert width("<b>СОШ</b>") > width("СОШ")
