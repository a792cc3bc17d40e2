"""The matrix: a sign in every cell, invisible squares for clicks, names of groups."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

from charts.compliance_map import compliance_map
from charts.palette import LIGHT
from data_model.compliance import Status
from indicators.matrix import MatrixCell


def a_cell(key: str, column: str, **changes: Any) -> MatrixCell:
    example = MatrixCell(
        key=key,
        name=f"СОШ № {key}",
        group="СОШ",
        column_key=column,
        column=f"№ {column}",
        status=Status.MET,
        text="✓ 36,1",
        word="выполнено",
        hover="выполнено",
    )
    return replace(example, **changes)


CELLS = (
    a_cell("", "8", name="Район", group="", status=Status.MISSED, text="✕ 40,0"),
    a_cell("", "9", name="Район", group=""),
    a_cell("1", "8"),
    a_cell("1", "9", status=Status.MISSED, text="✕ 12,0"),
)


def test_every_cell_has_the_colour_of_its_verdict_and_a_sign_in_its_ink() -> None:
    figure = compliance_map(CELLS, title="Матрица")
    colours = next(part for part in figure.data if part.type == "heatmap")

    assert [list(line) for line in colours.z] == [[0.5, 1.5], [None, None], [1.5, 0.5]]
    assert [colour for _, colour in colours.colorscale[::2]] == [
        LIGHT.fills[Status.MISSED],
        LIGHT.fills[Status.MET],
    ]
    assert "✕ 12,0" in colours.text[2][1]
    assert LIGHT.inks[Status.MISSED] in colours.text[2][1]
    assert LIGHT.inks[Status.MET] in colours.text[2][0]


def test_squares_lie_over_the_cells_and_know_them() -> None:
    squares = compliance_map(CELLS, title="Матрица").data[-1]

    keys = [list(one) for one in squares.customdata]
    assert keys == [["", "8"], ["", "9"], ["1", "8"], ["1", "9"]]
    assert squares.marker.opacity == 0
    assert squares.unselected.marker.opacity == 0


def test_the_word_of_a_verdict_stands_in_its_cell_where_there_is_room() -> None:
    figure = compliance_map(CELLS, title="Матрица")
    words = next(part for part in figure.data if part.type == "bar")

    assert set(words.text) == {"выполнено"}
    assert [round(x + 0.49) for x in words.base] == [0, 1, 0, 1]
    assert figure.layout.uniformtext.mode == "hide"


def test_no_room_is_kept_for_upright_heads_where_they_lie_flat() -> None:
    layout = compliance_map(CELLS, title="Матрица").layout

    assert 10 < layout.margin.t < 30


def test_the_number_of_a_column_stands_in_a_line_of_its_own_under_its_name() -> None:
    """На телефоне строка названия уходит, номер остаётся: названия помечены."""
    cells = tuple(replace(cell, column="Билет в будущее", number="№ 9") for cell in CELLS)
    (head, _) = compliance_map(cells, title="Матрица").layout.xaxis.ticktext

    assert head.endswith("</span><br><b>№ 9</b>")
    assert head.startswith('<span style="--name:1">Билет в')


def test_names_of_many_columns_are_low_enough_to_stand_upright_beside_one_another() -> None:
    long = "Участие обучающихся общеобразовательных организаций района в проекте номер {}"
    cells = tuple(replace(a_cell("", str(one)), column=long.format(one)) for one in range(12))
    heads = compliance_map(cells, title="Районы").layout.xaxis.ticktext

    assert len(set(heads)) == 12
    assert max(head.count("<br>") for head in heads) == 2


def test_the_names_of_rows_have_their_room_before_they_are_drawn() -> None:
    long = tuple(replace(cell, name="Синтетический район") for cell in CELLS)

    assert compliance_map(CELLS, title="Матрица").layout.margin.l < 80
    assert compliance_map(long, title="Матрица").layout.margin.l > 90


def test_a_group_has_its_name_above_its_rows() -> None:
    labels = compliance_map(CELLS, title="Матрица").layout.yaxis.ticktext

    assert list(labels) == ["Район", "<b>СОШ</b>", "СОШ № 1"]


def test_the_name_of_a_group_is_a_thin_row_and_the_cells_below_stand_under_it() -> None:
    figure = compliance_map(CELLS, title="Матрица")
    colours = next(part for part in figure.data if part.type == "heatmap")
    rows = [bottom - top for top, bottom in pairwise(colours.y)]
    squares = figure.data[-1]

    assert rows[0] == rows[2] == 1
    assert 0.4 < rows[1] < 0.6
    assert squares.y[0] == figure.layout.yaxis.tickvals[0] == 0.5
    assert squares.y[2] == figure.layout.yaxis.tickvals[2] == colours.y[2] + 0.5
    assert list(figure.layout.yaxis.range) == [colours.y[-1], 0]


def test_rows_of_one_name_are_told_apart() -> None:
    cells = (a_cell("1", "8", name="СОШ"), a_cell("2", "8", name="СОШ"))
    labels = compliance_map(cells, title="Матрица").layout.yaxis.ticktext

    assert len(set(labels[1:])) == 2
