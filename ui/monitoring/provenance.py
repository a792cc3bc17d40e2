"""Blocks of «Откуда цифра»: a figure, the schools it sums, the file, the sheet, the cell."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from charts.places import is_small
from data_model.returns import Revision
from data_model.roadmap import Roadmap
from data_model.snapshot import Snapshot
from indicators import wording
from indicators.plan_fact_row import PlanFactRow
from indicators.trace import Input, Trace
from indicators.wording import RETURNS, counted, date_short
from ui import blocks, data, downloads, filters, history
from ui.filters import Filter
from ui.kept import recall
from ui.monitoring import choices, frames, links, tables, words
from ui.monitoring.origin_frames import (
    cell_rows,
    day,
    document_row,
    names_of,
    roll_rows,
    without_repeats,
)
from ui.selection import Place

Rows = tuple[PlanFactRow, ...]


def answer(place: Place, row: PlanFactRow, origin: Trace) -> None:
    """The figure in words, and how many returns it was made from; else why it is unknown."""
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        blocks.badge(row)
        links.indicator_link(row.indicator, "К показателю")
    words.answer(recall(sentence, data.snapshot(place.municipality), row, origin))
    words.quiet_parts([row.base, frames.explanation(row) if row.actual is not None else ""])


def sentence(seen: Snapshot, row: PlanFactRow, origin: Trace) -> str:
    """«37,2 % — это 548 из 1 475 чел.: сложено из 8 отчётов.»; of an unknown figure, why."""
    if row.actual is None:
        return " ".join(filter(None, [wording.sentence(row), is_in(seen, row)]))
    files = len({(one.org, one.year) for one in origin.inputs})
    made = f"сложено из {counted(files, RETURNS)}" if files > 1 else "взято из одного отчёта"
    if not files:
        made = "взято из документов реестра"
    if row.is_presence:
        return f"Ответ — «{wording.fact(row)}»: {made.replace('сложено', 'взято')}."
    n_of_d = wording.of_words(row)
    if is_small(row):
        return f"{n_of_d}, малая база: {made}."
    return f"{wording.fact(row)}{f' — это {n_of_d}' if n_of_d else ''}: {made}."


def is_in(seen: Snapshot, row: PlanFactRow) -> str:
    """«Отчёт получен 19.12.2022: файл 58040_2022.xlsx.»; empty where none of one place is in."""
    if row.is_district and row.by_schools:
        return ""
    org = row.org or seen.municipality.code
    sent = next(
        (
            one
            for one in seen.revisions
            if one.is_current and (one.org, one.year) == (org, row.year)
        ),
        None,
    )
    if sent is None:
        return ""
    file = f": файл {sent.filename}" if sent.filename else ""
    return f"Отчёт получен {date_short(sent.received_at.date())}{file}."


def by_place(place: Place, district: PlanFactRow, origin: Trace) -> None:
    """The schools whose sums make the district's figure; a click opens one of them."""
    if not district.by_schools:
        return
    rows = choices.school_rows(place, district.code)
    parts = recall(_parts, rows, origin)
    if len(parts) < 2:
        return
    number = district.indicator
    st.subheader("Данные по школам", anchor=False)
    words.quiet("Щёлкните по строке — откроются ячейки отчёта этой школы.")
    tables.figures(
        recall(_places, parts, origin),
        key="origin-places",
        alt="Школы, из которых сложилась цифра",
        file_name=f"Откуда цифра, строка {number}, {place.year}.xlsx",
        follow=lambda row, _: links.to_origin(number, parts[row].org or ""),
        limits=recall(frames.guides, parts),
        total=recall(frames.totals, district, rows),
    )


def _parts(rows: Rows, origin: Trace) -> Rows:
    """School rows of the organisations whose answers count."""
    counting = {one.org for one in origin.inputs}
    return tuple(row for row in rows if row.org in counting and row.actual is not None)


def _places(parts: Rows, origin: Trace) -> pd.DataFrame:
    """One row per school with the file of its return."""
    files = {one.org: one for one in origin.inputs}
    return frames.sources(
        (row, one.revision, one.file, day(one.received_at))
        for row in parts
        if (one := files[row.org or ""])
    )


def cells(place: Place, inputs: tuple[Input, ...], title: str, key: str) -> None:
    """Every answer with the file, the sheet and the cell, as written and as it counts."""
    if not inputs:
        return
    roadmap = data.roadmap(place.municipality, place.year)
    names = recall(names_of, data.snapshot(place.municipality))
    table, common = recall(_cells, inputs, roadmap, names)
    shown(place, table, common, title, key)


def set_aside(place: Place, row: PlanFactRow, origin: Trace) -> None:
    """Answers that do not count, each with the reason of its place."""
    inputs = origin.set_aside
    if not inputs:
        return
    roadmap = data.roadmap(place.municipality, place.year)
    names = recall(names_of, data.snapshot(place.municipality))
    schools = choices.school_rows(place, row.code)
    reasons = recall(_reasons, row, schools, place.municipality)
    table, common = recall(_aside, inputs, roadmap, names, reasons)
    shown(place, table, common, "Не вошло в цифру", "origin-aside")


def _reasons(row: PlanFactRow, schools: Rows, municipality: str) -> dict[str, str]:
    """Code of an organisation -> why its answers do not count."""
    found = {one.org or "": wording.why(one) for one in schools}
    return {**found, row.org or municipality: wording.why(row)}


def shown(place: Place, table: pd.DataFrame, common: Sequence[str], title: str, key: str) -> None:
    st.subheader(title, anchor=False)
    words.quiet_parts(common)
    tables.figures(table, key=key, alt=title, file_name=f"{title}, {place.year}.xlsx")


def _cells(
    inputs: tuple[Input, ...], roadmap: Roadmap, names: dict[str, str]
) -> tuple[pd.DataFrame, list[str]]:
    return without_repeats(cell_rows(inputs, roadmap, names))


def _aside(
    inputs: tuple[Input, ...], roadmap: Roadmap, names: dict[str, str], reasons: dict[str, str]
) -> tuple[pd.DataFrame, list[str]]:
    return without_repeats(cell_rows(inputs, roadmap, names, reasons))


def roll(place: Place, origin: Trace) -> None:
    """The denominators: pupils of the base on the counting day."""
    if not origin.roll:
        return
    names = recall(names_of, data.snapshot(place.municipality))
    frame = recall(roll_rows, origin, names)
    counted_on = date_short(origin.roll[0].counted_on)
    st.subheader(f"Контингент на {counted_on}", anchor=False)
    tables.figures(
        frame,
        key="origin-roll",
        alt="Контингент по классам",
        file_name=f"Контингент {place.year}.xlsx",
    )


def documents(place: Place, origin: Trace) -> None:
    """Documents that prove a presence."""
    if not origin.documents:
        return
    names = recall(names_of, data.snapshot(place.municipality))
    st.subheader("Документы", anchor=False)
    tables.figures(
        pd.DataFrame([document_row(one, names) for one in origin.documents]),
        key="origin-documents",
        alt="Документы, которые подтверждают показатель",
        file_name=f"Документы {place.year}.xlsx",
    )


def originals(place: Place, origin: Trace) -> None:
    """The very files that schools sent, to download: one for a school, a choice for many."""
    sent = {(one.org, one.year) for one in (*origin.inputs, *origin.set_aside)}
    found = [
        revision
        for revision in data.snapshot(place.municipality).revisions
        if revision.is_current and (revision.org, revision.year) in sent and revision.filename
    ]
    if not found:
        return
    names = recall(names_of, data.snapshot(place.municipality))
    by_slot = {f"{one.org}-{one.year}": one for one in found}
    options = {
        slot: f"{names.get(one.org, one.org)}: {one.filename}" for slot, one in by_slot.items()
    }
    st.subheader("Исходный файл", anchor=False)
    chosen = next(iter(by_slot))
    if len(found) > 1:
        chosen = filters.choose("Чей отчёт", Filter("file"), options)
    revision = by_slot[chosen]
    with st.container(horizontal=True):
        _download(revision)
        history.marked_copy(revision)


def _download(revision: Revision) -> None:
    downloads.download(
        f"Скачать {revision.filename}",
        lambda: data.store().original(revision.id)[1],
        revision.filename,
        mime="application/octet-stream",
        key=f"original-{revision.id}",
    )
