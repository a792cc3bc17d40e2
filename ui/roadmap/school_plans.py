"""Targets of single schools («планы школ»): typed beside the district's, or from a table."""

from typing import Any

import pandas as pd
import streamlit as st

from data_model.roadmap import Activity, SchoolTarget
from indicators.contribution import target_sums
from indicators.wording import target_text
from loaders.orders import review
from loaders.previews import Preview, preview_school_targets, save_school_targets
from loaders.registers.school_targets import TargetsReading, targets_of
from ui import data, offered, proposals, tables, words
from ui.filters import Filter, choose
from ui.proposals import Proposal
from ui.selection import DistrictYear
from ui.session import begun_with
from ui.words import safe_markdown

CODE, SCHOOL, PLAN = "Код", "Школа", "План"
KEY = "school-targets"


def draw(place: DistrictYear) -> None:
    """Which indicator, whether the plans make the district's, the table to mend, a file."""
    st.markdown(
        "План школы заменяет для неё план района: строка школы судится по нему. План района не "
        "меняется; если он — сумма по школам, она сверяется."
    )
    roadmap = data.roadmap(place.municipality, place.year)
    rows = {
        one.number: one
        for one in roadmap.activities
        if one.indicator.may_have_school_targets and place.year in one.indicator.periods
    }
    if not rows:
        words.answer(f"В {place.year} году нет показателей с числами школ")
        return
    names = {number: f"{number}. {one.short or one.title}" for number, one in rows.items()}
    number = choose("Показатель", Filter("indicator"), names, width=640)
    for one in target_sums(data.snapshot(place.municipality), place.year):
        if one.number == number:
            st.warning(safe_markdown(one.sentence), icon=":material/help:")
    mend(place, rows[number])
    loadable(place)


def mend(place: DistrictYear, activity: Activity) -> None:
    """The schools of the year with their plans; an empty cell: the district's plan stands."""
    indicator = activity.indicator
    if target := indicator.targets.get(place.year):
        told = target_text(indicator.operator_of(place.year), target.value, None, indicator.unit)
        st.markdown(f"План района: {safe_markdown(told.rstrip('.'))}.")
    table = plans(place, activity)
    if not offered.may_or_told("save_school_targets"):
        tables.table(table, key=KEY, alt="Планы школ")
        return
    edited = st.data_editor(
        table,
        hide_index=True,
        disabled=[CODE, SCHOOL],
        height=tables.fitting(table),
        key=f"{KEY}-{activity.number}-{begun_with(table)}",
        column_config={PLAN: st.column_config.NumberColumn(min_value=0.0, format="%g")},
        placeholder="",
        alt="Планы школ",
    )
    if not proposals.draw(KEY) and st.button("Сохранить планы", type="primary"):
        proposals.ask(KEY, lambda: typed(place, activity, edited))


def plans(place: DistrictYear, activity: Activity) -> pd.DataFrame:
    """The awaited schools with the plans that they have."""
    own = {one.org: float(one.value) for one in of_row(place, activity)}
    names = data.names(place.municipality)
    schools = data.expected(place.municipality, place.year)
    lines = [(one.code, names[one.code], own.get(one.code)) for one in schools]
    return pd.DataFrame(lines, columns=[CODE, SCHOOL, PLAN]).astype({PLAN: "Float64"})


def of_row(place: DistrictYear, activity: Activity) -> list[SchoolTarget]:
    seen = data.snapshot(place.municipality)
    return [
        one
        for one in seen.school_targets
        if (one.indicator, one.year) == (activity.indicator.code, place.year)
    ]


def typed(place: DistrictYear, activity: Activity, edited: pd.DataFrame) -> Proposal:
    """What was typed: plans given, and plans taken away."""
    roadmap = data.roadmap(place.municipality, place.year)
    code = next(part.code for part, row, _ in roadmap.lines if row.number == activity.number)
    told: dict[str, Any] = dict(zip(edited[CODE], edited[PLAN], strict=True))
    given = tuple(
        SchoolTarget(org, code, activity.indicator.code, place.year, review.typed(value))
        for org, value in told.items()
        if pd.notna(value)
    )
    kept = {one.org for one in given}
    without = tuple(one for one in of_row(place, activity) if one.org not in kept)
    return proposal(place, given, without)


def proposal(
    place: DistrictYear,
    given: tuple[SchoolTarget, ...],
    without: tuple[SchoolTarget, ...] = (),
    read: TargetsReading | None = None,
) -> Proposal:
    """Plans that are shown to change what they change, then stored."""
    store, municipality = data.store, place.municipality

    def done(seen: Preview, reason: str) -> str:
        save_school_targets(store(), municipality, given, without, seen, reason)
        return f"Сохранили планы школ: {len(given)}."

    return Proposal(
        lambda: preview_school_targets(store(), municipality, given, without),
        done,
        (lambda: understood(read)) if read else None,
        waits=read is not None and not read.says_everything,
        act="save_school_targets",
        municipality=municipality,
    )


def understood(read: TargetsReading) -> None:
    """Whose lines were not recognised, and how many were."""
    st.markdown(f"Прочитано планов: {len(read.targets)}, школ: {len(read.matched_by)}.")
    for one in read.unmatched:
        st.markdown(f"Строка {one.row}: «{safe_markdown(one.name)}» — школа не узнана, не взята.")


def loadable(place: DistrictYear) -> None:
    """A table of plans: «Школа», «Показатель», «Год», «План», or a column for each indicator."""
    if not offered.may_propose():
        return
    st.header("Загрузить файлом", anchor=False)
    st.markdown(
        "Обычная таблица: школа (код или название) и столбец «План» рядом со столбцом "
        "«Показатель», или столбец на каждый показатель: «Показатель 3»."
    )
    proposals.table_file(
        "Загрузить планы школ",
        lambda content, name: from_file(place, content, name),
        key=f"{KEY}-file",
    )


def from_file(place: DistrictYear, content: bytes, filename: str) -> Proposal:
    """The plans of a file for the year of the page, where it names none."""
    seen = data.snapshot(place.municipality)
    read = targets_of(content, filename, seen.organisations, seen.roadmaps, year=place.year)
    return proposal(place, read.targets, read=read)
