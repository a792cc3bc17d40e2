"""Who has reported («охват отчётностью»): one bar of all awaited returns."""

import plotly.graph_objects as go

from charts.palette import LIGHT, RETURN_ORDER, Palette
from charts.theme import TEXT_SIZE, finished
from data_model.returns import ReturnState
from indicators import wording
from indicators.coverage import Board


def coverage_bar(board: Board, *, title: str, palette: Palette = LIGHT) -> go.Figure:
    """One part per state of the schools' returns, its sign and number inside, words above.

    Signs and colours are those of the process, never of a verdict.
    """
    counts = {state: board.in_state(state) for state in RETURN_ORDER}
    parts = [(state, count) for state, count in counts.items() if count]
    note = " · ".join(f"{wording.return_text(state)}:\u00a0{count}" for state, count in parts)
    figure = go.Figure([_part(state, count, palette) for state, count in parts])
    figure.update_layout(barmode="stack")
    figure.update_xaxes(visible=False, range=[0, board.expected or 1])
    figure.update_yaxes(visible=False)
    finished(figure, palette, title=title, note=note, body=52)
    return figure.update_layout(margin_b=4)


def _part(state: ReturnState, count: int, palette: Palette) -> go.Bar:
    return go.Bar(
        x=[count],
        y=[""],
        orientation="h",
        name=wording.return_word(state),
        width=1,
        text=[f"{wording.return_sign(state)}\u00a0{count}"],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        constraintext="none",
        textfont={"size": TEXT_SIZE, "color": palette.return_inks[state]},
        marker={
            "color": palette.return_fills[state],
            "line": {"width": 1.5, "color": palette.surface},
        },
        hoverinfo="skip",
    )
