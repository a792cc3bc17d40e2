"""Cuts of «Показатель»: who moves the district, grades, spread, growth, other bases."""

import pandas as pd
import streamlit as st

from charts.by_grade import by_grade as grades_chart
from charts.contribution import contribution as contribution_chart
from charts.distribution import distribution
from charts.growth_map import growth_map
from data_model.roadmap import Kind, Operator
from data_model.snapshot import Snapshot
from indicators import headlines
from indicators.by_grade import by_grade
from indicators.contribution import NextTarget, contribution, next_target
from indicators.wording import (
    PARTICIPANTS,
    YES_NO,
    counted,
    is_unknown,
    people,
    percent,
    share,
)
from ui import data
from ui.kept import recall
from ui.markdown import safe_markdown
from ui.monitoring import frames, links, pictures, words
from ui.monitoring.indicator import ON_A_PAGE
from ui.selection import Place

SHARES = {Kind.SHARE, Kind.GROWING_SHARE}


def who_moves(place: Place, number: str, district: pd.Series) -> None:
    """People missing and people above the guide, school by school; what the next year takes."""
    plan_fact = data.plan_fact(place.municipality)
    parts = recall(contribution, plan_fact, place.year, number)
    if parts.empty:
        return
    figure = recall(
        contribution_chart,
        recall(pd.DataFrame.head, parts, ON_A_PAGE),
        title=recall(headlines.contribution, parts, district),
        note=guide_note(district),
        palette=pictures.palette(),
    )
    pictures.show(figure, "contribution", lambda keys: links.to_school(keys[0]))
    coming = recall(next_target, plan_fact, place.year, number)
    if coming is not None:
        st.info(safe_markdown(next_words(coming)), icon=":material/trending_up:")


def guide_note(district: pd.Series) -> str:
    """What the bars of the contribution count."""
    if district["operator"] == Operator.AT_MOST:
        return "Человек сверх предела, по своей базе каждой школы"
    return "Человек сверх ориентира и до него, по своей базе каждой школы"


def next_words(coming: NextTarget) -> str:
    """«Для плана 2023 года (50 %) нужно ещё 214 участников, это +18 %.»"""
    growth = f", это +{share(coming.growth)}" if coming.growth else ""
    base = "при нынешнем контингенте" if coming.base_is_this_year else "по контингенту того года"
    more = counted(coming.more, PARTICIPANTS)
    return (
        f"Для плана {coming.year} года ({percent(coming.target)}) {base} нужно ещё {more}{growth}."
    )


def cuts(place: Place, number: str, rows: pd.DataFrame) -> None:
    """By grade and by spread, side by side; then participation against growth."""
    if rows.empty or rows["kind"].iloc[0] not in SHARES:
        return
    colours = pictures.palette()
    grades = recall(_grades, data.snapshot(place.municipality), place.year, number, rows)
    left, right = st.columns(2, gap="large")
    with left:
        title = recall(headlines.by_grade, grades)
        pictures.show(recall(grades_chart, grades, title=title, palette=colours), "grades")
    with right:
        title = recall(headlines.distribution, rows)
        pictures.show(recall(distribution, rows, title=title, palette=colours), "spread")
    grown = recall(_grown, rows)
    if grown["growth_people"].notna().any() and rows["operator"].iloc[0] == Operator.AT_LEAST:
        pictures.show(
            recall(growth_map, grown, title=recall(headlines.growth, grown), palette=colours),
            "growth",
            lambda keys: links.to_school(keys[0]),
        )


def _grades(seen: Snapshot, year: int, number: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Grades of the schools whose share is known."""
    return by_grade(seen, year, number, frozenset(rows.loc[rows["actual"].notna(), "org"]))


def _grown(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(growth_people=rows["current_common"] - rows["previous"])


def other_bases(row: pd.Series) -> None:
    """The same share over other grades, and the plain mean: beside the figure, never for it."""
    lines = [
        f"{one['base']}: {share(one['actual'])} ({frames.of(one)})"
        for one in row["comparison"] or ()
    ]
    if not is_unknown(row["mean_of_shares"]):
        lines.append(
            f"простое среднее долей школ — {share(row['mean_of_shares'])}, для оценки не служит"
        )
    if not is_unknown(row["control"]) and row["unit"] != YES_NO:
        lines.append(
            f"сумма по отчётам школ — {people(row['control'])}, для сверки с ответом района"
        )
    if lines:
        words.quiet("Для сравнения: " + "; ".join(lines))
