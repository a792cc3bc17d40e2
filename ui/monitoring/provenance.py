"""Blocks of «Исходные данные»: a figure, the schools it sums, the file, the sheet, the cell."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from access.rights import may_open
from charts.places import is_small
from data_model.returns import NO_GRADE, Revision, StoredDocument, ValueState
from data_model.roadmap import AnswerType, Question, Roadmap
from data_model.snapshot import Snapshot
from indicators import wording
from indicators.matrix import by_number
from indicators.plan_fact_row import PlanFactRow
from indicators.trace import Input, Trace
from indicators.wording import (
    OF_RETURNS,
    ON_SCREEN,
    counted,
    date_figures,
    date_short,
    field_on_screen,
    state_word,
)
from ui import blocks, data, downloads, filters, navigation, selection, words
from ui.filters import Filter
from ui.monitoring import choices, frames, links, tables
from ui.returns import history
from ui.selection import DistrictYear
from ui.tables import folded

WHOSE = "Организация"
"""In the place of a sheet, where an answer was typed on a page; the field stands for its cell."""


def cell_rows(
    inputs: Iterable[Input],
    roadmap: Roadmap,
    names: Mapping[str, str],
    reasons: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """One row per cell of a return; ``reasons``: code of a place -> why it does not count."""
    lines = []
    for one in inputs:
        line = _cell(one, roadmap, names)
        if reasons is not None:
            line["Почему не вошло"] = reasons.get(one.org, "")
        lines.append(line)
    frame = pd.DataFrame(lines)
    if lines and frame["Класс"].notna().all():
        frame = frame.astype({"Класс": "Int64"})
    idle = [name for name in ("Класс", "Причина") if lines and not frame[name].any()]
    return frame.drop(columns=idle)


def without_repeats(table: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """The table without the columns that say the same in every row, and what they say."""
    alike = (WHOSE, "Вопрос", "Файл", "Лист", "Почему не вошло")
    same = [name for name in alike if name in table and table[name].nunique() == 1]
    said = [(name, table[name].iloc[0]) for name in same]
    return table.drop(columns=same), [f"{name}: {value}" for name, value in said if value]


def _cell(one: Input, roadmap: Roadmap, names: Mapping[str, str]) -> dict[str, Any]:
    question = roadmap.question(one.question)
    return {
        WHOSE: names.get(one.org, one.org),
        "Вопрос": question.text,
        "Класс": one.grade if one.grade != NO_GRADE else None,
        "В отчёте": one.written,
        "Учтено": understood(one, question),
        "Лист": ON_SCREEN if one.is_typed else one.sheet,
        "Ячейка": field_on_screen(roadmap, one.year, one.question, one.grade)
        if one.is_typed
        else one.cell,
        "Файл": one.file,
        "Версия": one.revision,
        "Получен": day(one.received_at),
        "Причина": one.reason,
    }


def understood(one: Input, question: Question) -> int | str:
    """The number of a cell, «есть» or «нет»; else why it gives none, never «не сдано»."""
    if one.value is not None:
        if question.answer in {AnswerType.PRESENCE, AnswerType.CHOICE}:
            return question.answer_in_words(int(one.value))
        return wording.number(one.value) if isinstance(one.value, float) else one.value
    if one.state == ValueState.NOT_REPORTED:
        return "нет ответа"
    return state_word(one.state)


def day(moment: datetime | None) -> str:
    return date_figures(moment.astimezone()) if moment else ""


def roll_rows(origin: Trace, names: Mapping[str, str]) -> pd.DataFrame:
    """One row per school, one column per grade of the base, and their sum."""
    frame = pd.DataFrame(
        [(names.get(row.org, row.org), row.grade, row.pupils) for row in origin.roll],
        columns=[WHOSE, "grade", "pupils"],
    )
    wide = frame.pivot_table(index=WHOSE, columns="grade", values="pupils", aggfunc="sum")
    wide = wide.sort_index(key=lambda whose: whose.map(by_number))
    wide.columns = [f"{grade} кл." for grade in wide.columns]
    wide = wide.astype("Int64")
    return wide.assign(Всего=wide.sum(axis=1)).reset_index()


def document_row(one: StoredDocument, names: Mapping[str, str], field: str = "") -> dict[str, str]:
    """A document and its cell; ``field`` where it was typed into the form on a screen."""
    document = one.document
    return {
        WHOSE: names.get(one.org, one.org),
        "Наименование": document.name,
        "Номер": document.number,
        "Дата": date_short(document.date) if document.date else "",
        "Ссылка": document.link,
        "Лист": ON_SCREEN if field else document.sheet,
        "Ячейка": field or document.cell,
    }


def names_of(seen: Snapshot) -> dict[str, str]:
    """Code -> present short name of every organisation, the municipality included."""
    names = {one.code: one.name.short for one in seen.organisations}
    return {**names, seen.municipality.code: seen.municipality.short}


Rows = tuple[PlanFactRow, ...]


def answer(place: DistrictYear, row: PlanFactRow, origin: Trace) -> None:
    """The figure in words, and how many returns it was made from; else why it is unknown."""
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        blocks.badge(row)
        links.indicator_link(row.indicator, "К показателю")
    words.answer(sentence(data.snapshot(place.municipality), row, origin))
    words.quiet_parts([row.base, frames.explanation(row) if row.actual is not None else ""])


def sentence(seen: Snapshot, row: PlanFactRow, origin: Trace) -> str:
    """«37,2 % — это 548 из 1 475 чел.: сложено из 8 отчётов.»; of an unknown figure, why."""
    if row.actual is None:
        return " ".join(filter(None, [wording.sentence(row), is_in(seen, row)]))
    files = len({(one.org, one.year) for one in origin.inputs})
    made = f"сложено из {counted(files, OF_RETURNS)}" if files > 1 else "взято из одного отчёта"
    if not files:
        made = "взято из документов реестра"
    if row.is_in_words:
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


def by_place(place: DistrictYear, district: PlanFactRow, origin: Trace) -> None:
    """The schools whose sums make the district's figure; a name leads to its cells."""
    if not district.by_schools:
        return
    rows = choices.school_rows(place, district.code)
    parts = _parts(rows, origin)
    if len(parts) < 2:
        return
    number = district.indicator
    st.header("Данные по школам", anchor=False)
    tables.figures(
        places_table(place, number),
        key="origin-places",
        alt="Школы, из которых сложилась цифра",
        file_name=f"Исходные данные, показатель {number}, {place.year}.xlsx",
        opens={"Школа": links.origins(number, (row.org or "" for row in parts))},
        limits=frames.guides(parts),
        total=frames.totals(district, rows),
    )


def _parts(rows: Rows, origin: Trace) -> Rows:
    """School rows of the organisations whose answers count."""
    counting = {one.org for one in origin.inputs}
    return tuple(row for row in rows if row.org in counting and row.actual is not None)


@data.kept
def places_table(place: DistrictYear, number: str) -> pd.DataFrame:
    """One row per school of the district's figure, with the file of its return."""
    origin = data.trace(place.municipality, place.year, number)
    files = {one.org: one for one in origin.inputs}
    code = choices.district_row(place, number).code
    return frames.sources(
        (row, one.revision, one.file, day(one.received_at))
        for row in _parts(choices.school_rows(place, code), origin)
        if (one := files[row.org or ""])
    )


CellTable = tuple[pd.DataFrame, list[str]]
"""A table of cells, and what all of them share in words."""


def cells(place: DistrictYear, row: PlanFactRow, origin: Trace) -> None:
    """Every answer with the file, the sheet and the cell, as written and as it counts."""
    if origin.inputs:
        table, common = counting(place, row.indicator, row.org)
        figures_table(place, table, common, "Ячейки отчётов", "origin-cells")


@data.kept
def counting(place: DistrictYear, number: str, org: str | None) -> CellTable:
    """The cells that count."""
    roadmap = data.roadmap(place.municipality, place.year)
    names = names_of(data.snapshot(place.municipality))
    inputs = data.trace(place.municipality, place.year, number, org).inputs
    return without_repeats(cell_rows(inputs, roadmap, names))


def set_aside(place: DistrictYear, row: PlanFactRow, origin: Trace) -> None:
    """Answers that do not count, each with the reason of its place."""
    if origin.set_aside:
        table, common = not_counting(place, row.indicator, row.org)
        figures_table(place, table, common, "Не вошло в цифру", "origin-aside")


@data.kept
def not_counting(place: DistrictYear, number: str, org: str | None) -> CellTable:
    """The cells that do not count, and why."""
    roadmap = data.roadmap(place.municipality, place.year)
    names = names_of(data.snapshot(place.municipality))
    row = choices.row_of(place, number, org)
    reasons = _reasons(row, choices.school_rows(place, row.code), place.municipality)
    inputs = data.trace(place.municipality, place.year, number, org).set_aside
    return without_repeats(cell_rows(inputs, roadmap, names, reasons))


def _reasons(row: PlanFactRow, schools: Rows, municipality: str) -> dict[str, str]:
    """Code of an organisation -> why its answers do not count."""
    found = {one.org or "": wording.why(one) for one in schools}
    return {**found, row.org or municipality: wording.why(row)}


def figures_table(
    place: DistrictYear, table: pd.DataFrame, common: Sequence[str], title: str, key: str
) -> None:
    def draw() -> None:
        words.quiet_parts(common)
        tables.figures(
            table,
            key=key,
            alt=title,
            file_name=f"{title}, {place.year}.xlsx",
            whole=lambda: downloads.with_numbers(table, "В отчёте", "Учтено"),
        )

    below(title, table, draw, key)


FEW = 200
"""Rows of a table that stands open under its title; of more it is folded, for a page has three."""


def below(title: str, table: pd.DataFrame, draw: Callable[[], None], key: str) -> None:
    """A table under its title; a long one is sent when it is opened."""
    if len(table) > FEW:
        label = f"{title}: {wording.number(len(table))}"
        folded(label, draw, key=f"{key}-open", few=False)
    else:
        st.header(title, anchor=False)
        draw()


def roll(place: DistrictYear, row: PlanFactRow, origin: Trace) -> None:
    """The denominators: pupils of the base on the counting day."""
    if not origin.roll:
        return
    counted_on = date_short(origin.roll[0].counted_on)
    table, key = roll_table(place, row.indicator, row.org), "origin-roll"
    draw = partial(
        tables.figures,
        table,
        key=key,
        alt="Контингент по классам",
        file_name=f"Контингент {place.year}.xlsx",
    )
    below(f"Контингент на {counted_on}", table, draw, key)


@data.kept
def roll_table(place: DistrictYear, number: str, org: str | None) -> pd.DataFrame:
    """The pupils behind a figure, grade by grade."""
    origin = data.trace(place.municipality, place.year, number, org)
    return roll_rows(origin, names_of(data.snapshot(place.municipality)))


def documents(place: DistrictYear, origin: Trace) -> None:
    """Documents that prove a presence."""
    if not origin.documents:
        return
    names = names_of(data.snapshot(place.municipality))
    roadmap = data.roadmap(place.municipality, place.year)
    typed = {(one.org, one.year) for one in (*origin.inputs, *origin.set_aside) if one.is_typed}
    rows = [
        document_row(one, names, field_on_screen(roadmap, one.year, one.document.question))
        if (one.org, one.year) in typed
        else document_row(one, names)
        for one in origin.documents
    ]
    st.header("Документы", anchor=False)
    tables.figures(
        pd.DataFrame(rows),
        key="origin-documents",
        alt="Документы, которые подтверждают показатель",
        file_name=f"Документы {place.year}.xlsx",
    )


def originals(place: DistrictYear, origin: Trace) -> None:
    """The very files that schools sent, to download: one for a school, a choice for many."""
    sent = {(one.org, one.year) for one in (*origin.inputs, *origin.set_aside)}
    found = [
        revision
        for revision in data.snapshot(place.municipality).revisions
        if revision.is_current and (revision.org, revision.year) in sent and revision.filename
    ]
    if not found:
        return
    names = names_of(data.snapshot(place.municipality))
    by_slot = {f"{one.org}-{one.year}": one for one in found}
    options = {
        slot: f"{names.get(one.org, one.org)}: {one.filename}" for slot, one in by_slot.items()
    }
    st.header("Исходный файл", anchor=False)
    chosen = next(iter(by_slot))
    if len(found) > 1:
        chosen = filters.choose("Организация", Filter("file"), options)
    revision = by_slot[chosen]
    author = data.store().return_authors(revision.org, revision.year).get(revision.id)
    if author:
        words.quiet(f"Принял {date_short(revision.received_at.astimezone().date())}: {author}.")
    with st.container(horizontal=True):
        _download(revision)
        history.marked_copy(revision)
        to_correct(place, revision)


def to_correct(place: DistrictYear, revision: Revision) -> None:
    """The way to mend a cell: the form with the answers of the organisation, to be sent anew."""
    if revision.org == place.municipality:
        links.page_link("district_answers", "Исправить ответы района")
    elif may_open(data.person(), "forms"):
        st.page_link(
            navigation.page("forms"),
            label="Исправить: бланк с этими ответами",
            query_params={selection.SCHOOL: revision.org},
        )


def _download(revision: Revision) -> None:
    downloads.download(
        f"Скачать {revision.filename}",
        lambda: data.store().original(revision.id)[1],
        revision.filename,
        mime="application/octet-stream",
        key=f"original-{revision.id}",
    )
