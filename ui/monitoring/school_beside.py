"""Blocks of «Школа» beside its own figures: district, peers, advice, returns, remarks."""

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from charts.by_school import by_school as schools_chart
from data_model.returns import Revision
from data_model.snapshot import Snapshot
from indicators.plan_fact_row import PlanFactRow
from indicators.similar import peers
from indicators.wording import date_figures, numbered, signed_fact
from reports.compose.advice import for_school
from reports.material import gather
from ui import data
from ui.kept import recall
from ui.markdown import safe_markdown
from ui.monitoring import choices, frames, links, pictures, tables, words
from ui.selection import Place
from ui.tables import SEVERITIES, TWO_LINES, table


def part_of_district(place: Place, rows: tuple[PlanFactRow, ...]) -> None:
    """What the school adds to the totals of the district: never pass or fail."""
    parts = recall(frames.part_of_district, rows, choices.district_rows(place))
    if parts.empty:
        return
    st.subheader("Вклад в показатели района", anchor=False)
    tables.figures(
        parts,
        key="school-part",
        alt="Вклад школы в показатели района",
        file_name=f"Вклад школы, {place.year}.xlsx",
    )


def similar(place: Place, org: str) -> None:
    """The school among those of its type and size, for one share."""
    group = recall(peers, data.snapshot(place.municipality), place.year, org)
    alike = recall(_alike, choices.school_rows(place), tuple(sorted(group.codes)))
    mine = recall(_compared, alike, org)
    if not mine:
        return
    st.subheader("Среди похожих школ", anchor=False)
    words.quiet(f"Группа: {group.name}")
    for column, part in zip(st.columns(len(mine), gap="large"), mine, strict=True):
        number = part[0].indicator
        with column:
            figure = recall(
                schools_chart,
                part,
                title=recall(_title, part, org),
                note=part[0].base,
                highlight=org,
                palette=pictures.palette(),
            )
            pictures.show(figure, f"peers-{number}", lambda keys: links.to_school(keys[0]))


def _title(part: tuple[PlanFactRow, ...], org: str) -> str:
    """«№ 9 Билет в будущее: ✕ 32,9 %», of the school itself."""
    mine = next(row for row in part if row.org == org)
    return f"{numbered(mine)}: {signed_fact(mine)}"


def _alike(rows: tuple[PlanFactRow, ...], schools: tuple[str, ...]) -> tuple[PlanFactRow, ...]:
    """The shares of these schools."""
    return tuple(row for row in rows if row.org in schools and row.is_share)


def _compared(alike: tuple[PlanFactRow, ...], org: str) -> tuple[tuple[PlanFactRow, ...], ...]:
    """The shares in which the school has a figure, each with those of others beside it."""
    mine = [row.code for row in alike if row.org == org and row.actual is not None]
    if len({row.org for row in alike}) < 2:
        return ()
    return tuple(tuple(row for row in alike if row.code == code) for code in mine)


def advice(place: Place, org: str) -> None:
    """What follows for the school, by the district's rules."""
    material = recall(
        gather,
        data.snapshot(place.municipality),
        place.year,
        data.plan_fact(place.municipality),
        as_of=date.today(),
    )
    found = recall(for_school, material, org).items if org in material.by_school else ()
    if not found:
        return
    st.subheader("Рекомендации", anchor=False)
    for one in found:
        finding = words.full_stop(words.capital(one.finding))
        action = words.full_stop(words.capital(one.action))
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
        "Год": one.year,
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
            "Год": one.year,
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
    table(
        rows,
        key="school-remarks",
        alt="Замечания к отчётам школы",
        file_name="Замечания.xlsx",
        columns={"Замечание": st.column_config.TextColumn(width=520)},
        row_height=TWO_LINES,
    )
