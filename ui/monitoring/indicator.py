"""Blocks of «Показатель»: the answer, the years, the schools, who moves the district."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from charts.by_school import by_school as schools_chart
from charts.compliance_map import compliance_map
from charts.palette import Palette
from charts.yearly_share import yearly_share
from indicators import headlines, matrix
from indicators.breaks import changed_years
from indicators.changes import change_of, change_words
from indicators.matrix import MatrixCell
from indicators.plan_fact_row import PlanFact, PlanFactRow
from indicators.wording import (
    SCHOOLS,
    bounds,
    counted,
    due_words,
    growth_word,
    reporting,
    sentence,
    word,
)
from ui import blocks, data, filters
from ui.markdown import safe_markdown
from ui.monitoring import choices, frames, links, pictures, tables, words
from ui.selection import DistrictYear

ON_A_PAGE = 30
PAGE = filters.Filter(filters.PAGE, "1")
CLICK = "Щёлкните по столбцу — откроется, откуда цифра."


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
    limits = bounds(row) if row.provisional else ""
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
    if row.is_presence:
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
        note=rows[-1].base,
        breaks=changed_years(data.snapshot(place.municipality), code),
        palette=palette,
    )


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
        note="Щёлкните по ячейке — откроется, откуда цифра.",
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
        words.quiet("По этой строке отвечает только район: у школ своей цифры нет.")
        return
    number = district.indicator
    if not district.is_presence and not all(row.is_presence for row in rows):
        figure = schools_picture(place, district.code, chosen_page(rows), pictures.palette())
        pictures.show(figure, "schools", lambda keys: links.to_origin(number, keys[0]))
    with st.expander("Таблица по школам", expanded=len(rows) <= ON_A_PAGE):
        tables.figures(
            schools_table(place, district.code),
            key="schools-table",
            alt="Показатель по школам",
            file_name=f"Показатель {number}, {place.year}.xlsx",
            follow=lambda row, _: links.to_origin(number, rows[row].org or ""),
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
        note=". ".join(filter(None, [rows[0].base, CLICK])),
        palette=palette,
    )


@data.kept
def schools_table(place: DistrictYear, code: str) -> pd.DataFrame:
    return frames.schools(data.plan_fact(place.municipality), choices.school_rows(place, code))


def chosen_page(rows: Sequence[PlanFactRow]) -> int:
    """Which screenful of the schools is wanted; the first one where they fit into it."""
    if len(rows) <= ON_A_PAGE:
        return 1
    words.quiet(f"{counted(len(rows), SCHOOLS)}, по {ON_A_PAGE} на странице")
    return filters.page(-(-len(rows) // ON_A_PAGE), PAGE)


def one_page(rows: tuple[PlanFactRow, ...], page: int) -> tuple[PlanFactRow, ...]:
    """A screenful of schools, the highest first, unknown figures last; few stay as they are."""
    if len(rows) <= ON_A_PAGE:
        return rows
    first = (page - 1) * ON_A_PAGE
    ordered = sorted(rows, key=lambda row: -1.0 if row.actual is None else row.actual, reverse=True)
    return tuple(ordered[first : first + ON_A_PAGE])
