"""Participation by grade («по классам»): where in the school the participants are."""

import pandas as pd
import plotly.graph_objects as go

from charts.labels import muted
from charts.palette import LIGHT, Palette
from charts.theme import SMALL_BASE, TEXT_SIZE, finished
from indicators import wording


def by_grade(
    rows: pd.DataFrame, *, title: str, note: str = "", palette: Palette = LIGHT
) -> go.Figure:
    """One column per grade of the base.

    ``rows``: grade, numerator, denominator, actual (share in percent, or the number itself
    where there is no roll), unit. Grades without pupils have words, no column.
    """
    grades = [f"{grade}" for grade in rows["grade"]]
    figure = go.Figure(
        go.Bar(
            x=grades,
            y=[None if pd.isna(value) else float(value) for value in rows["actual"]],
            width=0.62,
            text=[_value(row) for _, row in rows.iterrows()],
            textposition="outside",
            textangle=0,
            cliponaxis=False,
            textfont={"size": TEXT_SIZE, "color": palette.ink},
            marker={
                "color": [
                    "rgba(0,0,0,0)" if _is_small(row) else palette.accent
                    for _, row in rows.iterrows()
                ],
                "line": {"width": 1.5, "color": palette.accent},
            },
            hoverinfo="skip",
        )
    )
    figure.update_xaxes(
        type="category",
        tickvals=grades,
        ticktext=[_label(row, palette) for _, row in rows.iterrows()],
        showgrid=False,
        tickangle=0,
        automargin=True,
    )
    highest = float(rows["actual"].max()) if rows["actual"].notna().any() else 1.0
    figure.update_yaxes(visible=False, range=[0, highest * 1.18 or 1.0])
    return finished(figure, palette, title=title, note=note, body=270)


def _value(row: pd.Series) -> str:
    if pd.isna(row["actual"]):
        return ""
    return str(wording.value(row["actual"], row["unit"]))


def _label(row: pd.Series, palette: Palette) -> str:
    under = "нет данных" if pd.isna(row["numerator"]) else f"{row['numerator']}"
    if pd.notna(row["numerator"]) and pd.notna(row["denominator"]):
        under = f"{row['numerator']}<br>из\u00a0{row['denominator']}"
    lines = "<br>".join(muted(line, palette.muted) for line in under.split("<br>"))
    return f"<b>{row['grade']}</b><br>{lines}"


def _is_small(row: pd.Series) -> bool:
    return bool(pd.notna(row["denominator"]) and row["denominator"] < SMALL_BASE)
