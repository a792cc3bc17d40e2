"""Cuts of «Показатель»: who moves the district, grades, spread, growth, other bases."""

from collections.abc import Sequence

import plotly.graph_objects as go
import streamlit as st

from charts.by_grade import by_grade as grades_chart
from charts.contribution import contribution as contribution_chart
from charts.distribution import distribution
from charts.growth_map import growth_map, known
from charts.palette import Palette
from charts.places import is_small
from data_model.roadmap import Operator
from indicators import headlines, wording
from indicators.by_grade import GradeFigure, by_grade
from indicators.contribution import Contribution, NextTarget, contributions, next_target
from indicators.plan_fact_row import PlanFactRow, RowMeasure
from ui import data
from ui.markdown import safe_markdown
from ui.monitoring import choices, links, pictures, words
from ui.monitoring.indicator import ON_A_PAGE
from ui.selection import DistrictYear

NAMED = 3
"""Schools that a note names."""


def who_moves(place: DistrictYear, district: PlanFactRow) -> None:
    """People missing and people above the guide, school by school; what the next year takes."""
    if (
        district.measure is RowMeasure.SHARE
        and district.by_schools
        and _parts(place, district.code)
    ):
        figure = contribution_picture(place, district.code, pictures.palette())
        pictures.show(figure, "contribution", lambda keys: links.to_school(keys[0]))
    coming = next_target(data.plan_fact(place.municipality), district)
    if coming is not None:
        st.info(safe_markdown(next_words(coming)), icon=":material/trending_up:")


@data.kept
def _parts(place: DistrictYear, code: str) -> tuple[Contribution, ...]:
    return contributions(data.plan_fact(place.municipality), place.year, code)


@pictures.kept(clickable=True)
def contribution_picture(place: DistrictYear, code: str, palette: Palette) -> go.Figure:
    """The schools that miss most."""
    parts, district = _parts(place, code), choices.district_of(place, code)
    return contribution_chart(
        parts[:ON_A_PAGE],
        title=headlines.contribution(parts, district),
        note=guide_note(parts, district),
        palette=palette,
    )


def guide_note(parts: Sequence[Contribution], district: PlanFactRow) -> str:
    """What the bars of the contribution count, and why their sum is not the district's gap."""
    limit = "предела" if district.operator is Operator.AT_MOST else "ориентира"
    told = f"Человек сверх {limit} и до него, по своей базе каждой школы."
    whole = sum(one.balance for one in parts)
    return (
        f"{told} Вместе {wording.signed_people(whole)}: у каждой школы счёт до целого человека, "
        "у района — один раз от общей суммы."
    )


def next_words(coming: NextTarget) -> str:
    """«Для плана 2023 года (50 %) нужно ещё 214 участников, это +18 %.»"""
    growth = f", это +{wording.share(coming.growth)}" if coming.growth else ""
    base = "при нынешнем контингенте" if coming.base_is_this_year else "по контингенту того года"
    plan = wording.percent(coming.target)
    if not coming.more:
        return f"Для плана {coming.year} года ({plan}) {base} нынешнего числа участников хватает."
    more = wording.counted(coming.more, wording.PARTICIPANTS)
    return f"Для плана {coming.year} года ({plan}) {base} нужно ещё {more}{growth}."


def cuts(place: DistrictYear, district: PlanFactRow) -> None:
    """By grade and by spread, side by side; then participation against growth."""
    rows = choices.school_rows(place, district.code)
    if not rows or rows[0].measure is not RowMeasure.SHARE:
        return
    colours = pictures.palette()
    code, number = district.code, district.indicator
    left, right = st.columns(2, gap="large")
    if _grades(place, number, code):
        with left:
            pictures.show(grades_picture(place, number, code, colours), "grades")
    with right:
        pictures.show(spread_picture(place, code, colours), "spread")
    if district.operator is Operator.AT_LEAST and known(rows):
        figure = growth_picture(place, code, colours)
        pictures.show(figure, "growth", lambda keys: links.to_school(keys[0]))


@data.kept
def _grades(place: DistrictYear, number: str, code: str) -> tuple[GradeFigure, ...]:
    """Grades of the schools whose share is known."""
    rows = choices.school_rows(place, code)
    known_orgs = frozenset(row.org for row in rows if row.org and row.actual is not None)
    return by_grade(data.snapshot(place.municipality), place.year, number, known_orgs)


@pictures.kept()
def grades_picture(place: DistrictYear, number: str, code: str, palette: Palette) -> go.Figure:
    grades = _grades(place, number, code)
    return grades_chart(grades, title=headlines.by_grade(grades), palette=palette)


@pictures.kept()
def spread_picture(place: DistrictYear, code: str, palette: Palette) -> go.Figure:
    rows = choices.school_rows(place, code)
    title, note = headlines.distribution(rows), without_small(rows)
    return distribution(rows, title=title, note=note, palette=palette)


@pictures.kept(clickable=True)
def growth_picture(place: DistrictYear, code: str, palette: Palette) -> go.Figure:
    rows = choices.school_rows(place, code)
    title, note = headlines.growth(rows), without_small(rows)
    return growth_map(rows, title=title, note=note, palette=palette)


def without_small(rows: Sequence[PlanFactRow]) -> str:
    """«Без школ, где в базе меньше 10 обучающихся: …»; empty where there are none."""
    small = [row.org_name for row in rows if is_small(row)]
    if not small:
        return ""
    named = wording.listed(small) if len(small) <= NAMED else str(len(small))
    return f"Не показаны малые базы (менее 10 обучающихся): {named}."


def other_bases(row: PlanFactRow) -> None:
    """The same share over other grades, and what stands beside the figure: never in its place."""
    words.quiet_parts([f"Для сравнения: {'; '.join(found)}" if (found := _beside(row)) else ""])


def _beside(row: PlanFactRow) -> list[str]:
    lines = [
        f"{one.base}: {wording.share(one.actual)} "
        f"({wording.of(one.numerator, one.denominator)}{wording.NBSP}чел.)"
        for one in row.comparison
        if one.actual is not None
    ]
    if row.mean_of_shares is not None:
        mean = wording.share(row.mean_of_shares)
        lines.append(f"простое среднее долей школ — {mean}, для оценки не служит")
    if row.control is not None:
        control = wording.with_unit(wording.number(row.control), row.unit or "чел.")
        lines.append(f"сумма по отчётам школ — {control}, для сверки с ответом района")
    if row.schools is not None:
        beside = wording.of(row.schools.met, row.schools.reported)
        lines.append(f"по отчётам школ выполнили {beside} ответивших, ждали {row.schools.expected}")
    if row.total is not None:
        lines.append(f"всего по школам — {wording.number(row.total)}")
    return lines
