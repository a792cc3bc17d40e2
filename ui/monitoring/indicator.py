"""Blocks of «Показатель»: the answer, the years, the schools; then its cuts.

The cuts: who moves the district, grades, spread, growth, other bases.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from charts.by_school import by_school as schools_chart
from charts.compliance_map import compliance_map
from charts.cuts import by_grade as grades_chart
from charts.cuts import contribution as contribution_chart
from charts.cuts import distribution, dots_of, growth_map
from charts.palette import Palette
from charts.places import is_small
from charts.yearly import yearly_share
from data_model.roadmap import Operator
from indicators import headlines, matrix, wording
from indicators.by_grade import GradeFigure, by_grade
from indicators.changes import change_of, change_words, changed_years
from indicators.contribution import Contribution, NextTarget, contributions, next_target
from indicators.matrix import MatrixCell
from indicators.plan_fact_row import PlanFact, PlanFactRow, RowMeasure
from indicators.wording import (
    OF_SCHOOLS,
    SCHOOLS,
    bounds,
    counted,
    due_words,
    growth_word,
    reporting,
    sentence,
    word,
)
from ui import blocks, data, filters, words
from ui.monitoring import choices, frames, links, pictures, tables
from ui.selection import DistrictYear
from ui.tables import folded
from ui.words import safe_markdown

ON_A_PAGE = 30
PAGE = filters.Filter(filters.PAGE, "1")


def answer(place: DistrictYear, row: PlanFactRow) -> None:
    """The verdict in words, what it rests on, and the way to its origin."""
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        blocks.badge(row)
        links.origin_link(row.indicator, place.municipality)
    words.answer(sentence(row))
    words.quiet_parts(beside(data.plan_fact(place.municipality), row))


def beside(plan_fact: PlanFact, row: PlanFactRow) -> list[str]:
    """Base, coverage, bounds, growth, change, term: what the verdict rests on."""
    change = change_of(plan_fact, row)
    limits = bounds(row) if row.provisional and row.actual is not None else ""
    return [
        row.base,
        reporting(row),
        f"с недостающими ответами: {limits}" if limits else "",
        growth_word(row.growth) if row.growth else "",
        f"к прошлому году {change_words(change)}" if change else "",
        f"срок {due_words(row.due)}" if row.due else "",
    ]


def order_words(place: DistrictYear, number: str) -> None:
    """The row as the order has it, letter for letter."""
    activity = data.roadmap(place.municipality, place.year).activity(number)
    with st.expander("Как записано в дорожной карте"):
        st.markdown(safe_markdown(activity.title))
        st.markdown(f"**Показатель.** {safe_markdown(activity.wording)}")
        st.markdown(f"**Срок.** {safe_markdown(activity.term)}")
        st.markdown(f"**Исполнители.** {safe_markdown('; '.join(activity.executors))}")
        for doubt in activity.unsure:
            words.quiet(f"Принятое допущение: {doubt}")


def years(place: DistrictYear, row: PlanFactRow) -> None:
    """Plan and fact over the years; documents as verdicts by year."""
    if row.is_in_words:
        verdicts(place, row)
        return
    pictures.show(years_picture(place, row.code, pictures.palette()), "years")


@pictures.kept()
def years_picture(place: DistrictYear, code: str, palette: Palette) -> go.Figure:
    """Plan and fact of the district's row over the years."""
    rows = choices.years_of(place, code)
    return yearly_share(
        rows,
        title=yearly_title(rows, place.year),
        note=base_of(rows, place.year),
        breaks=changed_years(data.snapshot(place.municipality), code),
        palette=palette,
    )


def base_of(rows: Sequence[PlanFactRow], year: int) -> str:
    """What the share of this year is taken of; where it has no row, that of the last one."""
    return next((row for row in rows if row.year == year), rows[-1]).base


def yearly_title(rows: Sequence[PlanFactRow], year: int) -> str:
    """The figure of the chosen year; where it is not known, that, and the last one before."""
    past = [row for row in rows if row.year <= year]
    told = headlines.yearly(past)
    now = past[-1] if past and past[-1].year == year else None
    if now is None or now.actual is not None or all(row.actual is None for row in past):
        return told
    return f"{now.period}: {word(now)}; {told}"


def verdicts(place: DistrictYear, row: PlanFactRow) -> None:
    """The verdicts of the district and of its schools by year; a click opens the origin."""
    page = chosen_page(choices.school_rows(place, row.code))
    pictures.show(
        verdicts_picture(place, row.code, page, pictures.palette()),
        "years",
        lambda keys: links.to_origin(row.indicator, keys[0] or place.municipality, keys[1]),
        pictures.CELL,
    )


@pictures.kept(clickable=True)
def verdicts_picture(place: DistrictYear, code: str, page: int, palette: Palette) -> go.Figure:
    """District and schools of a page × years."""
    plan_fact = data.plan_fact(place.municipality)
    now = choices.school_rows(place, code)
    if now:
        title = headlines.by_school(now)
    else:
        title = headlines.of_district(choices.years_of(place, code), place.year)
    return compliance_map(
        _over_years(plan_fact, code, one_page(now, page)),
        title=title,
        palette=palette,
    )


def _over_years(
    plan_fact: PlanFact, code: str, schools: Sequence[PlanFactRow]
) -> tuple[MatrixCell, ...]:
    """The district and these schools with all their years, under their names of this year."""
    names = {row.org: row.org_name for row in schools}
    cells = matrix.places_over_years(
        row for org in (None, *names) for row in plan_fact.of_place(org) if row.code == code
    )
    return tuple(replace(cell, name=names.get(cell.key, cell.name)) for cell in cells)


def schools(place: DistrictYear, district: PlanFactRow) -> None:
    """The schools of the year beside one another; a click opens the origin of a bar."""
    rows = choices.school_rows(place, district.code)
    if not rows:
        words.quiet("По этому показателю отвечает только район: у школ своей цифры нет.")
        return
    number = district.indicator
    if not any(row.actual is not None for row in rows):
        words.quiet(f"{headlines.by_school(rows)}.")
    elif not district.is_in_words and not all(row.is_in_words for row in rows):
        figure = schools_picture(place, district.code, chosen_page(rows), pictures.palette())
        pictures.show(
            figure, "schools", lambda keys: links.to_origin(number, keys[0]), pictures.COLUMN
        )
    few = len(rows) <= ON_A_PAGE
    draw = partial(behind_schools, place, district, rows)
    folded("Таблица по школам", draw, key="schools-open", few=few, expanded=few)


def behind_schools(place: DistrictYear, district: PlanFactRow, rows: Sequence[PlanFactRow]) -> None:
    """The same schools as a table."""
    number = district.indicator
    tables.figures(
        schools_table(place, district.code, pictures.palette()),
        key="schools-table",
        alt="Показатель по школам",
        file_name=f"Показатель {number}, {place.year}.xlsx",
        opens={"Школа": links.origins(number, (row.org or "" for row in rows))},
        limits=frames.guides(rows),
        total=frames.totals(district, rows),
    )


@pictures.kept(clickable=True)
def schools_picture(place: DistrictYear, code: str, page: int, palette: Palette) -> go.Figure:
    """The schools of a page beside one another."""
    rows = choices.school_rows(place, code)
    return schools_chart(
        one_page(rows, page),
        title=headlines.by_school(rows),
        note=rows[0].base,
        palette=palette,
    )


@data.kept
def schools_table(place: DistrictYear, code: str, palette: Palette) -> pd.DataFrame:
    """The schools of the year, the years of each as a small drawing."""
    plan_fact, rows = data.plan_fact(place.municipality), choices.school_rows(place, code)
    return frames.over_years(frames.schools(plan_fact, rows), plan_fact, rows, palette)


def chosen_page(rows: Sequence[PlanFactRow]) -> int:
    """Which screenful of the schools is wanted; the first one where they fit into it."""
    if len(rows) <= ON_A_PAGE:
        return 1
    words.quiet(f"{counted(len(rows), SCHOOLS)}, по {ON_A_PAGE} на странице")
    chosen = filters.page(-(-len(rows) // ON_A_PAGE), PAGE)
    links.whole_sheet("Все школы на печать")
    return chosen


def one_page(rows: tuple[PlanFactRow, ...], page: int) -> tuple[PlanFactRow, ...]:
    """A screenful of schools, the highest first, unknown figures last; few stay as they are."""
    if len(rows) <= ON_A_PAGE:
        return rows
    first = (page - 1) * ON_A_PAGE
    ordered = sorted(rows, key=lambda row: -1.0 if row.actual is None else row.actual, reverse=True)
    return tuple(ordered[first : first + ON_A_PAGE])


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
        st.info(safe_markdown(next_words(coming, district)), icon=":material/trending_up:")


@data.kept
def _parts(place: DistrictYear, code: str) -> tuple[Contribution, ...]:
    return contributions(data.plan_fact(place.municipality), place.year, code)


@pictures.kept(clickable=True)
def contribution_picture(place: DistrictYear, code: str, palette: Palette) -> go.Figure:
    """The schools that miss most; of many also those that are farthest above the guide."""
    parts, district = _parts(place, code), choices.district_of(place, code)
    return contribution_chart(
        farthest(parts),
        title=headlines.contribution(parts, district),
        note=guide_note(parts, district),
        palette=palette,
    )


def farthest(parts: Sequence[Contribution]) -> Sequence[Contribution]:
    """A screenful of schools: of more, half from either end; small bases have no rank there."""
    if len(parts) <= ON_A_PAGE:
        return parts
    ranked = [one for one in parts if not is_small(one.row)]
    return [*ranked[: ON_A_PAGE // 2], *ranked[-ON_A_PAGE // 2 :]]


def guide_note(parts: Sequence[Contribution], district: PlanFactRow) -> str:
    """What the bars of the contribution count, and why their sum is not the district's gap."""
    limit = "предела" if district.operator is Operator.AT_MOST else "ориентира"
    told = f"Сверх {limit} и до него, по своей базе каждой школы."
    if len(parts) > ON_A_PAGE:
        told += f" Показаны {ON_A_PAGE} из {counted(len(parts), OF_SCHOOLS)}: с обоих краёв."
    whole = sum(one.balance for one in parts)
    return (
        f"{told} Вместе {wording.signed_ones(district, whole)}: у каждой школы счёт до целого, "
        "у района — один раз от общей суммы."
    )


def next_words(coming: NextTarget, row: PlanFactRow) -> str:
    """«Для плана 2023 года (50 %) нужно ещё 214 участников, это +18 %.»"""
    growth = f", это +{wording.share(coming.growth)}" if coming.growth else ""
    base = "при нынешней базе" if coming.base_is_this_year else "по базе того года"
    plan = wording.percent(coming.target)
    if not coming.more:
        have = f"нынешнего числа {wording.ones(row)} хватает"
        return f"Для плана {coming.year} года ({plan}) {base} {have}."
    is_taking_part = wording.ones(row) == "участников"
    more = wording.counted_ones(row, coming.more)
    if is_taking_part:
        more = wording.counted(coming.more, wording.PARTICIPANTS)
    return f"Для плана {coming.year} года ({plan}) {base} нужно ещё {more}{growth}."


def cuts(place: DistrictYear, district: PlanFactRow) -> None:
    """By grade and by spread, side by side; then participation against growth."""
    rows = choices.school_rows(place, district.code)
    is_known = any(row.actual is not None for row in rows)
    if not is_known or rows[0].measure is not RowMeasure.SHARE:
        return
    colours = pictures.palette()
    code, number = district.code, district.indicator
    left, right = st.columns(2, gap="large")
    if _grades(place, number, code):
        with left:
            pictures.show(grades_picture(place, number, code, colours), "grades")
    with right:
        pictures.show(spread_picture(place, code, colours), "spread")
    if district.operator is Operator.AT_LEAST and dots_of(rows):
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
    if row.schools is not None and row.schools.reported:
        beside = wording.of(row.schools.met, row.schools.reported)
        lines.append(f"по отчётам школ выполнили {beside} ответивших, ждали {row.schools.expected}")
    if told := wording.beside_each(row):
        lines.append(told)
    return lines
