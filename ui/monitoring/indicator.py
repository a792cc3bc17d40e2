"""Blocks of «Показатель»: the answer, the years, the schools, who moves the district."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from charts.by_school import by_school as schools_chart
from charts.compliance_map import compliance_map
from charts.yearly import yearly_share
from indicators import headlines, matrix
from indicators.changes import change_of, change_words, changed_years
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
from ui.kept import recall
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
    words.quiet_parts(recall(beside, data.plan_fact(place.municipality), row))


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
    plan_fact = data.plan_fact(place.municipality)
    rows = recall(PlanFact.years_of, plan_fact, row)
    if row.is_presence:
        verdicts(place, row, rows)
        return
    figure = recall(
        yearly_share,
        rows,
        title=recall(yearly_title, rows, place.year),
        note=rows[-1].base,
        breaks=recall(changed_years, data.snapshot(place.municipality), row.code),
        palette=pictures.palette(),
    )
    pictures.show(figure, "years")


def yearly_title(rows: Sequence[PlanFactRow], year: int) -> str:
    """The figure of the chosen year; where it is not known, that, and the last one before."""
    past = [row for row in rows if row.year <= year]
    told = headlines.yearly(past)
    now = past[-1] if past and past[-1].year == year else None
    if now is None or now.actual is not None or all(row.actual is None for row in past):
        return told
    return f"{now.period}: {word(now)}; {told}"


def verdicts(place: DistrictYear, row: PlanFactRow, rows: Sequence[PlanFactRow]) -> None:
    """The verdicts of the district and of its schools by year; a click opens the origin."""
    now = choices.school_rows(place, row.code)
    title = recall(headlines.by_school, now) if now else headlines.of_district(rows, place.year)
    figure = recall(
        compliance_map,
        recall(_over_years, data.plan_fact(place.municipality), row.code, one_page(now)),
        title=title,
        note="Щёлкните по ячейке — откроется, откуда цифра.",
        palette=pictures.palette(),
    )
    pictures.show(
        figure,
        "years",
        lambda keys: links.to_origin(row.indicator, keys[0] or place.municipality, keys[1]),
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
        figure = recall(
            schools_chart,
            one_page(rows),
            title=recall(headlines.by_school, rows),
            note=". ".join(filter(None, [rows[0].base, CLICK])),
            palette=pictures.palette(),
        )
        pictures.show(figure, "schools", lambda keys: links.to_origin(number, keys[0]))
    with st.expander("Таблица по школам", expanded=len(rows) <= ON_A_PAGE):
        tables.figures(
            recall(frames.schools, data.plan_fact(place.municipality), rows),
            key="schools-table",
            alt="Показатель по школам",
            file_name=f"Показатель {number}, {place.year}.xlsx",
            follow=lambda row, _: links.to_origin(number, rows[row].org or ""),
            limits=recall(frames.guides, rows),
            total=recall(frames.totals, district, rows),
        )


def one_page(rows: tuple[PlanFactRow, ...]) -> tuple[PlanFactRow, ...]:
    """At most one screenful of schools, the highest first."""
    if len(rows) <= ON_A_PAGE:
        return rows
    words.quiet(f"{counted(len(rows), SCHOOLS)}, по {ON_A_PAGE} на странице")
    page = filters.page(-(-len(rows) // ON_A_PAGE), PAGE)
    return recall(_highest, rows, (page - 1) * ON_A_PAGE)


def _highest(rows: tuple[PlanFactRow, ...], first: int) -> tuple[PlanFactRow, ...]:
    """A screenful from this place on; unknown figures last."""
    ordered = sorted(rows, key=lambda row: -1.0 if row.actual is None else row.actual, reverse=True)
    return tuple(ordered[first : first + ON_A_PAGE])
