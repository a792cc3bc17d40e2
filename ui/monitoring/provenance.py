"""Blocks of «Откуда цифра»: a figure, the schools it sums, the file, the sheet, the cell."""

import pandas as pd
import streamlit as st

from data_model.returns import Revision
from data_model.roadmap import Roadmap
from indicators.trace import Input, Trace
from indicators.wording import RETURNS, YES_NO, counted, date_short, fact_text
from ui import blocks, data, downloads, filters, history
from ui.filters import Filter
from ui.kept import recall
from ui.monitoring import frames, links, tables, words
from ui.monitoring.origin_frames import (
    cell_rows,
    day,
    document_row,
    names_of,
    roll_rows,
    without_repeats,
)
from ui.selection import Place


def answer(place: Place, number: str, row: pd.Series, origin: Trace) -> None:
    """The figure in words, and how many returns it was made from."""
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        blocks.badge(row["status"])
        links.indicator_link(number, "К показателю")
    words.answer(sentence(row, origin))
    words.quiet_parts([row["base"], row["reason"]])


def sentence(row: pd.Series, origin: Trace) -> str:
    """«37,2 % — это 548 из 1 475: сложено из 8 отчётов.»"""
    files = len({(one.org, one.year) for one in origin.inputs})
    made = f"сложено из {counted(files, RETURNS)}" if files > 1 else "взято из одного отчёта"
    if not files:
        return "Отчётов, из которых сложилась бы эта цифра, ещё нет."
    figure = fact_text(row)
    if row["unit"] == YES_NO:
        return f"Документ: {figure}; {made.replace('сложено', 'взято')}."
    n_of_d = f" — это {frames.of(row)}" if frames.of(row) else ""
    return f"{figure}{n_of_d}: {made}."


def by_place(place: Place, number: str, rows: pd.DataFrame, origin: Trace) -> None:
    """The schools whose sums make the district's figure; a click opens one of them."""
    parts = recall(_parts, rows, origin)
    if len(parts) < 2:
        return
    table = recall(_places, parts, origin)
    st.subheader("Школы, которые сложились в цифру", anchor=False)
    words.quiet("Щёлкните по строке — откроются ячейки отчёта этой школы.")
    tables.figures(
        table,
        key="origin-places",
        alt="Школы, из которых сложилась цифра",
        file_name=f"Откуда цифра, строка {number}, {place.year}.xlsx",
        follow=lambda row, _: links.to_origin(number, str(parts["org"].iloc[row])),
        limits=recall(frames.guides, parts),
    )


def _parts(rows: pd.DataFrame, origin: Trace) -> pd.DataFrame:
    """School rows of the organisations whose answers count."""
    return rows[rows["org"].isin({one.org for one in origin.inputs})]


def _places(parts: pd.DataFrame, origin: Trace) -> pd.DataFrame:
    """One row per school with the file of its return."""
    files = {one.org: one for one in origin.inputs}
    return frames.schools(parts)[["Школа", *_counts(parts)]].assign(
        Редакция=pd.Series([files[org].revision for org in parts["org"]], dtype="Int64"),
        Файл=[files[org].file for org in parts["org"]],
        Получен=[day(files[org].received_at) for org in parts["org"]],
    )


def _counts(parts: pd.DataFrame) -> list[str]:
    if frames.is_presence(parts):
        return [frames.VERDICT]
    return ["Участников", *(["Из", "Доля, %"] if parts["unit"].iloc[0] == "%" else [])]


def cells(place: Place, inputs: tuple[Input, ...], title: str, key: str) -> None:
    """Every answer with the file, the sheet and the cell, as written and as understood."""
    if not inputs:
        return
    roadmap = data.roadmap(place.municipality, place.year)
    names = recall(names_of, data.snapshot(place.municipality))
    st.subheader(title, anchor=False)
    table, common = recall(_cells, inputs, roadmap, names)
    words.quiet_parts(common)
    tables.figures(
        table,
        key=key,
        alt=title,
        file_name=f"{title}, {place.year}.xlsx",
    )


def _cells(
    inputs: tuple[Input, ...], roadmap: Roadmap, names: dict[str, str]
) -> tuple[pd.DataFrame, list[str]]:
    return without_repeats(cell_rows(inputs, roadmap, names))


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
