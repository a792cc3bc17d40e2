"""Schools beside one another: sorted, told apart, small bases hollow, unknown in words."""

import plotly.graph_objects as go

from charts.by_school import by_school
from charts.palette import LIGHT, NO_FILL
from data_model.compliance import Status
from data_model.roadmap import Scope
from indicators.plan_fact_row import PlanFactRow, RowMeasure
from indicators.reasons import Reason
from tests.rows import BELOW, CONTRIBUTION, SMALL, a_school_row


def a_figure(*schools: PlanFactRow, highlight: str | None = None) -> go.Figure:
    return by_school(schools, title="По школам", highlight=highlight)


def test_the_highest_school_stands_on_top() -> None:
    figure = a_figure(a_school_row("1", 20.0), a_school_row("2", 60.0), a_school_row("3", 40.0))

    assert list(figure.data[0].y) == ["1", "3", "2"]


def test_a_school_without_data_has_words_instead_of_a_bar() -> None:
    figure = a_figure(a_school_row("1", 20.0), a_school_row("2", None))
    bars, words, _ = figure.data

    assert dict(zip(bars.y, bars.x, strict=True)) == {"2": None, "1": 20.0}
    assert [text.strip() for text in words.text] == ["нет данных"]


def test_two_schools_of_one_name_have_two_labels() -> None:
    figure = a_figure(
        a_school_row("1", 20.0, org_name="СОШ с. Ивановка"),
        a_school_row("2", 30.0, org_name="СОШ с. Ивановка"),
    )
    labels = figure.layout.yaxis.ticktext

    assert len(set(labels)) == 2


def test_a_long_name_is_cut_and_told_whole_by_the_pointer() -> None:
    name = "Средняя общеобразовательная школа имени Героя Советского Союза"
    figure = a_figure(a_school_row("1", 20.0, org_name=name))

    assert figure.layout.yaxis.ticktext[0].split("<br><span")[0].endswith("…")
    assert name in figure.data[0].hovertext[0].replace("<br>", " ")


def test_a_small_base_is_hollow_bears_no_sign_and_no_percent() -> None:
    """«4 из 8, малая база» — без знака, процента и цвета, под остальными школами."""
    figure = a_figure(a_school_row("1", 50.0, **SMALL, **BELOW), a_school_row("2", 20.0))
    bars, _, values = figure.data

    assert list(bars.y)[0] == "1"
    assert bars.marker.color[0] == NO_FILL
    assert values.text[0].strip() == ""
    assert "4\u00a0из\u00a08, малая база" in figure.layout.yaxis.ticktext[0]


def test_small_bases_are_not_ranked_among_themselves() -> None:
    """Малые базы стоят по названию, а не по проценту."""
    few = (a_school_row(name, share, **SMALL) for name, share in (("1", 10.0), ("2", 90.0)))

    assert list(a_figure(*few).data[0].y) == ["2", "1"]


def test_the_colour_is_that_of_the_verdict() -> None:
    figure = a_figure(a_school_row("1", 20.0, **BELOW))

    assert figure.data[0].marker.color[0] == LIGHT.fills[Status.MISSED]


def test_a_contribution_has_the_accent_and_a_number_without_a_sign() -> None:
    """Число школы под итогом района — число, а не вывод."""
    figure = a_figure(a_school_row("1", 3.0, **CONTRIBUTION))

    assert figure.data[0].marker.color[0] == LIGHT.accent
    assert figure.data[2].text[0].strip() == "3\u00a0чел."
    assert not figure.layout.shapes


def test_the_target_of_the_district_is_called_a_guide() -> None:
    notes = [note.text for note in a_figure(a_school_row("1", 20.0)).layout.annotations]

    assert notes == ["ориентир 35\u00a0%"]


def test_the_target_of_each_school_is_called_a_plan() -> None:
    own = a_school_row(
        "1",
        2.0,
        scope=Scope.EACH_SCHOOL,
        measure=RowMeasure.COUNT,
        unit="чел.",
        target=3.0,
        **BELOW,
    )

    assert [note.text for note in a_figure(own).layout.annotations] == ["план 3\u00a0чел."]


def test_a_click_gives_the_school_and_the_indicator() -> None:
    figure = a_figure(a_school_row("1", 20.0))

    assert [list(keys) for keys in figure.data[0].customdata] == [["1", "9"]]


def test_a_figure_just_short_of_its_guide_does_not_look_equal_to_it() -> None:
    close = a_school_row(
        "1", 100 * 227 / 413, target=55.0, status=Status.PARTLY, reason=Reason.NEARLY
    )
    figure = a_figure(close, a_school_row("2", 55.0, target=55.0))
    texts = [text.strip() for text in figure.data[2].text]
    assert texts == ["½\u00a054,96\u00a0%", "✓\u00a055,0\u00a0%"]


def test_the_words_of_the_line_stand_inwards_near_the_end_of_the_axis() -> None:
    """«ориентир 50 %» у самого края не обрезается."""
    near = a_figure(a_school_row("1", 20.0, target=50.0))
    far = a_figure(a_school_row("1", 90.0, target=50.0))

    assert near.layout.annotations[0].xanchor == "right"
    assert far.layout.annotations[0].xanchor == "center"
