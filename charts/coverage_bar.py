"""Who has reported («охват отчётностью»): one bar of all awaited returns."""

import plotly.graph_objects as go

from charts.palette import LIGHT, Palette
from charts.theme import TEXT_SIZE, finished
from data_model.compliance import Status
from data_model.returns import ReturnState
from indicators import wording

LOOK = {
    ReturnState.ACCEPTED: Status.MET,
    ReturnState.WITH_REMARKS: Status.PARTLY,
    ReturnState.REOPENED: Status.NOT_DUE,
    ReturnState.RETURNED: Status.MISSED,
    ReturnState.NOT_REPORTED: Status.NO_DATA,
}
"""The order of the parts, and the verdict whose sign and colour each one borrows."""


def coverage_bar(counts: dict[str, int], *, title: str, palette: Palette = LIGHT) -> go.Figure:
    """One part per state of a return, its sign and number inside, the words under the title.

    ``counts``: state of a return -> number of organisations in it.
    """
    parts = [(state, counts.get(state, 0)) for state in LOOK if counts.get(state, 0)]
    note = " · ".join(
        f"{_sign(state)}\u00a0{wording.return_word(state)}:\u00a0{count}" for state, count in parts
    )
    figure = go.Figure([_part(state, count, palette) for state, count in parts])
    figure.update_layout(barmode="stack")
    figure.update_xaxes(visible=False, range=[0, sum(counts.values()) or 1])
    figure.update_yaxes(visible=False)
    finished(figure, palette, title=title, note=note, body=52)
    return figure.update_layout(margin_b=4)


def _sign(state: ReturnState) -> str:
    return str(wording.status_sign(LOOK[state]))


def _part(state: ReturnState, count: int, palette: Palette) -> go.Bar:
    return go.Bar(
        x=[count],
        y=[""],
        orientation="h",
        name=wording.return_word(state),
        width=1,
        text=[f"{_sign(state)}\u00a0{count}"],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        constraintext="none",
        textfont={"size": TEXT_SIZE, "color": palette.inks[LOOK[state]]},
        marker={
            "color": palette.fills[LOOK[state]],
            "line": {"width": 1.5, "color": palette.surface},
        },
        hoverinfo="skip",
    )
