"""Blocks of «Школа» beside its own figures: district, peers, advice, returns, remarks."""

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from charts.by_school import by_school as schools_chart
from data_model.returns import Revision
from data_model.snapshot import Snapshot
from indicators.similar import peers
from indicators.wording import (
    NBSP,
    date_figures,
)
from reports.compose.advice import for_school
from reports.material import gather
from ui import data
from ui.kept import recall
from ui.markdown import safe_markdown
from ui.monitoring import choices, frames, links, pictures, tables, words
from ui.selection import Place
from ui.tables import SEVERITIES


def part_of_district(place: Place, rows: pd.DataFrame, district: pd.DataFrame) -> None:
    """What the school adds to the totals of the district: never pass or fail."""
    table = recall(frames.part_of_district, rows, district)
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
    group = recall(peers, data.snapshot(place.municipality), place.year, org)
    alike = recall(_alike, rows, tuple(group.codes))
    mine = recall(_compared, alike, org)
    if not mine:
        return
    st.subheader("Среди похожих школ", anchor=False)
    words.quiet(f"Группа: {group.name}")
    for column, number in zip(st.columns(len(mine), gap="large"), mine, strict=True):
        part = recall(_of_indicator, alike, number)
        first = choices.first_of(part)
        with column:
            figure = recall(
                schools_chart,
                part,
                title=f"№{NBSP}{number} {first['short']}",
                note=str(first["base"] or ""),
                highlight=org,
                palette=pictures.palette(),
            )
            pictures.show(figure, f"peers-{number}", lambda keys: links.to_school(keys[0]))


def _alike(rows: pd.DataFrame, schools: tuple[str, ...]) -> pd.DataFrame:
    """The shares of these schools."""
    return rows[rows["org"].isin(schools) & (rows["unit"] == "%")]


def _compared(alike: pd.DataFrame, org: str) -> list[str]:
    """The rows of the roadmap in which the school has a share, and others beside it."""
    mine = alike[(alike["org"] == org) & alike["actual"].notna()]
    return list(mine["indicator"]) if alike["org"].nunique() > 1 else []


def _of_indicator(rows: pd.DataFrame, number: str) -> pd.DataFrame:
    return rows[rows["indicator"] == number]


def advice(place: Place, org: str) -> None:
    """What follows for the school, by the district's rules."""
    material = recall(
        gather,
        data.snapshot(place.municipality),
        place.year,
        data.plan_fact(place.municipality),
        as_of=date.today().isoformat(),
    )
    found = recall(for_school, material, org).items if org in material.by_school else ()
    if not found:
        return
    st.subheader("Рекомендации", anchor=False)
    for one in found:
        finding, action = words.full_stop(one.finding), words.full_stop(one.action)
        st.markdown(f"- {safe_markdown(finding)} **{safe_markdown(action)}**")


def history(place: Place, org: str) -> None:
    """Every revision of the school's returns, and what is still asked."""
    found = recall(_revisions, data.snapshot(place.municipality), org)
    st.subheader("Отчёты школы", anchor=False)
    if not found:
        words.quiet("Школа ещё не присылала отчётов.")
        return
    tables.figures(
        recall(_revision_rows, found),
        key="school-returns",
        alt="Отчёты школы и их редакции",
        file_name=f"Отчёты {org}.xlsx",
    )
    remarks(recall(_remark_rows, data.snapshot(place.municipality), org))


def _revisions(seen: Snapshot, org: str) -> list[Revision]:
    """Of all years, the newest last; those taken back are shown on «Сбор отчётов»."""
    return [one for one in seen.revisions if one.org == org]


def _revision_rows(found: list[Revision]) -> pd.DataFrame:
    return pd.DataFrame([_revision(one) for one in found])


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


def _remark_rows(seen: Snapshot, org: str) -> pd.DataFrame:
    """Remarks on the current revisions, open ones first."""
    problems = [one for one in seen.problems if one.org == org]
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
    return pd.DataFrame(rows)


def remarks(rows: pd.DataFrame) -> None:
    if rows.empty:
        return
    st.subheader("Замечания", anchor=False)
    tables.figures(
        rows,
        key="school-remarks",
        alt="Замечания к отчётам школы",
        file_name="Замечания.xlsx",
    )
