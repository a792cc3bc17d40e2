"""Blocks of «Школа» beside its own figures: district, peers, advice, returns, remarks."""

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from charts.by_school import by_school as schools_chart
from data_model.returns import Revision, StoredProblem
from indicators.similar import peers
from indicators.wording import (
    NBSP,
    date_figures,
)
from reports.compose.advice import for_school
from reports.material import gather
from ui import data
from ui.markdown import safe_markdown
from ui.monitoring import frames, links, pictures, tables, words
from ui.selection import Place
from ui.tables import SEVERITIES


def part_of_district(place: Place, rows: pd.DataFrame, district: pd.DataFrame) -> None:
    """What the school adds to the totals of the district: never pass or fail."""
    table = frames.part_of_district(rows, district)
    if table.empty:
        return
    st.subheader("Вклад в показатели района", anchor=False)
    tables.figures(
        table,
        key="school-part",
        alt="Вклад школы в показатели района",
        file_name=f"Вклад школы, {place.year}.xlsx",
    )


def similar(place: Place, org: str, rows: pd.DataFrame) -> None:
    """The school among those of its type and size, for one share."""
    group = peers(data.snapshot(place.municipality), place.year, org)
    alike = rows[rows["org"].isin(group.codes) & (rows["unit"] == "%")]
    mine = alike[(alike["org"] == org) & alike["actual"].notna()]
    if mine.empty or alike["org"].nunique() < 2:
        return
    st.subheader("Среди похожих школ", anchor=False)
    words.quiet(f"Группа: {group.name}")
    for column, number in zip(st.columns(len(mine), gap="large"), mine["indicator"], strict=True):
        part = alike[alike["indicator"] == number]
        short = part["short"].iloc[0]
        with column:
            figure = schools_chart(
                part,
                title=f"№{NBSP}{number} {short}",
                note=str(part["base"].iloc[0] or ""),
                highlight=org,
                palette=pictures.palette(),
            )
            pictures.show(figure, f"peers-{number}", lambda keys: links.to_school(keys[0]))


def advice(place: Place, org: str) -> None:
    """What follows for the school, by the district's rules."""
    material = gather(
        data.snapshot(place.municipality),
        place.year,
        data.plan_fact(place.municipality),
        as_of=date.today().isoformat(),
    )
    found = for_school(material, org).items if org in material.by_school else ()
    if not found:
        return
    st.subheader("Рекомендации", anchor=False)
    for one in found:
        finding, action = words.full_stop(one.finding), words.full_stop(one.action)
        st.markdown(f"- {safe_markdown(finding)} **{safe_markdown(action)}**")


def history(place: Place, org: str) -> None:
    """Every revision of the school's returns, and what is still asked."""
    found = [
        revision
        for year in data.years(place.municipality)
        for revision in data.store().revisions(org, year)
    ]
    st.subheader("Отчёты школы", anchor=False)
    if not found:
        words.quiet("Школа ещё не присылала отчётов.")
        return
    tables.figures(
        pd.DataFrame([_revision(one) for one in found]),
        key="school-returns",
        alt="Отчёты школы и их редакции",
        file_name=f"Отчёты {org}.xlsx",
    )
    remarks([one for one in data.snapshot(place.municipality).problems if one.org == org])


def _revision(one: Revision) -> dict[str, Any]:
    return {
        "Год": str(one.year),
        "Редакция": one.number,
        "Действует": "да" if one.is_current else "",
        "Получен": date_figures(one.received_at.astimezone()),
        "Файл": one.filename,
        "Вопросов": one.questions,
        "Пометок": one.notes,
        "Причина исправления": one.reason,
    }


def remarks(problems: list[StoredProblem]) -> None:
    """Remarks on the current revisions, open ones first."""
    if not problems:
        return
    rows = [
        {
            "Год": str(one.year),
            "Что": SEVERITIES[one.problem.severity],
            "Открыт": "да" if one.is_open else "",
            "Лист": one.problem.sheet,
            "Ячейка": one.problem.cell,
            "Замечание": one.problem.message,
            "Ответ": one.answer,
        }
        for one in sorted(problems, key=lambda one: not one.is_open)
    ]
    st.subheader("Замечания", anchor=False)
    tables.figures(
        pd.DataFrame(rows),
        key="school-remarks",
        alt="Замечания к отчётам школы",
        file_name="Замечания.xlsx",
    )
