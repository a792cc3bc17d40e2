"""Cuts of «Показатель»: who moves the district, grades, spread, growth, other bases."""

from collections.abc import Sequence

import streamlit as st

from charts.cuts import by_grade as grades_chart
from charts.cuts import contribution as contribution_chart
from charts.cuts import distribution, growth_map, known
from charts.places import is_small
from data_model.roadmap import Operator
from data_model.snapshot import Snapshot
from indicators import headlines, wording
from indicators.by_grade import GradeFigure, by_grade
from indicators.contribution import Contribution, NextTarget, contributions, next_target
from indicators.plan_fact_row import PlanFactRow, RowMeasure
from ui import data
from ui.kept import recall
from ui.markdown import safe_markdown
from ui.monitoring import choices, links, pictures, words
from ui.monitoring.indicator import ON_A_PAGE
from ui.selection import DistrictYear

NAMED = 3
"""Schools that a note names."""


def who_moves(place: DistrictYear, district: PlanFactRow) -> None:
    """People missing and people above the guide, school by school; what the next year takes."""
    plan_fact = data.plan_fact(place.municipality)
    if district.measure is RowMeasure.SHARE and district.by_schools:
        parts = recall(contributions, plan_fact, place.year, district.code)
        if parts:
            _contribution(parts, district)
    coming = recall(next_target, plan_fact, district)
    if coming is not None:
        st.info(safe_markdown(next_words(coming)), icon=":material/trending_up:")


def _contribution(parts: tuple[Contribution, ...], district: PlanFactRow) -> None:
    figure = recall(
        contribution_chart,
        recall(first_page, parts),
        title=recall(headlines.contribution, parts, district),
        note=recall(guide_note, parts, district),
        palette=pictures.palette(),
    )
    pictures.show(figure, "contribution", lambda keys: links.to_school(keys[0]))


def first_page(parts: tuple[Contribution, ...]) -> tuple[Contribution, ...]:
    """The schools that miss most."""
    return parts[:ON_A_PAGE]


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
    seen = data.snapshot(place.municipality)
    grades = recall(_grades, seen, place.year, district.indicator, rows)
    left, right = st.columns(2, gap="large")
    if grades:
        with left:
            title = recall(headlines.by_grade, grades)
            pictures.show(recall(grades_chart, grades, title=title, palette=colours), "grades")
    with right:
        figure = recall(
            distribution,
            rows,
            title=recall(headlines.distribution, rows),
            note=recall(without_small, rows),
            palette=colours,
        )
        pictures.show(figure, "spread")
    if district.operator is Operator.AT_LEAST and recall(known, rows):
        figure = recall(
            growth_map,
            rows,
            title=recall(headlines.growth, rows),
            note=recall(without_small, rows),
            palette=colours,
        )
        pictures.show(figure, "growth", lambda keys: links.to_school(keys[0]))


def without_small(rows: Sequence[PlanFactRow]) -> str:
    """«Без школ, где в базе меньше 10 обучающихся: …»; empty where there are none."""
    small = [row.org_name for row in rows if is_small(row)]
    if not small:
        return ""
    named = wording.listed(small) if len(small) <= NAMED else str(len(small))
    return f"Не показаны малые базы (менее 10 обучающихся): {named}."


def _grades(
    seen: Snapshot, year: int, number: str, rows: Sequence[PlanFactRow]
) -> tuple[GradeFigure, ...]:
    """Grades of the schools whose share is known."""
    known_orgs = frozenset(row.org for row in rows if row.org and row.actual is not None)
    return by_grade(seen, year, number, known_orgs)


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
