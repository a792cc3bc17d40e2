"""«Документы-подтверждения»: the register, what is missing, a new entry, files."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from data_model.evidence import EvidenceEntry, EvidenceSource
from indicators.evidence import evidence_register
from indicators.wording import PluralForms, counted, date_short
from indicators.wording.decisions import SOURCES
from ui import data, doors, downloads, filters, tables
from ui.decisions import choices
from ui.filters import Filter
from ui.selection import Place

DOCUMENTS = PluralForms("документ", "документа", "документов", "документа")
DAY = "DD.MM.YYYY"
KINDS = ["план", "приказ", "протокол", "справка", "отчёт", "письмо", "программа", "другое"]
SHOWN = Filter("show")
FILTERS: dict[str, Callable[[pd.DataFrame], pd.Series]] = {
    "Все": lambda rows: rows["name"].notna(),
    "Не хватает реквизитов": lambda rows: rows["missing"] != "",
    "Противоречат отчёту": lambda rows: rows["contradicts"] != "",
    "Внесены вручную": lambda rows: rows["source"] == EvidenceSource.HAND,
    "Изданы здесь": lambda rows: rows["source"] == EvidenceSource.ISSUED,
}
COLUMNS = {
    "Строка": st.column_config.TextColumn(width=58),
    "Чей": st.column_config.TextColumn(width=170),
    "Наименование": st.column_config.TextColumn(width=250),
    "Номер": st.column_config.TextColumn(width=70),
    "Дата": st.column_config.TextColumn(width=90),
    "Чего не хватает": st.column_config.TextColumn(width=140),
}


def register(place: Place) -> pd.DataFrame:
    """Documents of the year: of returns, typed by hand, issued here."""
    rows = evidence_register(data.snapshot(place.municipality))
    return rows[rows["year"] == place.year]


def headline(rows: pd.DataFrame) -> str:
    """«В реестре 44 документа за год. Не хватает реквизитов у 3.»"""
    if rows.empty:
        return "Документов за год ещё нет: они придут с отчётами школ, или внесите их здесь."
    short = int((rows["missing"] != "").sum())
    wrong = int((rows["contradicts"] != "").sum())
    parts = [f"В реестре за год {counted(len(rows), DOCUMENTS)}."]
    parts.append(f"Реквизитов не хватает: {short}." if short else "Реквизиты есть у всех.")
    parts += [f"Противоречат отчёту: {wrong}."] if wrong else []
    return " ".join(parts)


def show(place: Place, rows: pd.DataFrame) -> None:
    """The register with its filters; nothing before the first document."""
    if rows.empty:
        return
    shown = filters.choose("Показать", SHOWN, list(FILTERS), st.radio, horizontal=True)
    found = rows[FILTERS[shown](rows).astype(bool)]
    if found.empty:
        st.markdown("Таких документов нет.")
        return
    tables.table(
        table(found, data.names(place.municipality)),
        key="evidence",
        alt="Реестр документов-подтверждений",
        file_name=f"Документы-подтверждения {place.year}.xlsx",
        columns=COLUMNS,
        row_height=tables.TWO_LINES,
    )


def table(rows: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """The register in words."""
    return pd.DataFrame([row_words(row, names) for row in rows.to_dict("records")])


def row_words(row: dict[Any, Any], names: dict[str, str]) -> dict[str, str]:
    """One document; what it lacks and what it contradicts stand together."""
    return {
        "Строка": row["indicators"],
        "Чей": names.get(row["org"], row["org"]),
        "Наименование": row["name"],
        "Номер": row["number"],
        "Дата": date_short(row["date"]) if row["date"] else "",
        "Чего не хватает": "; ".join(part for part in (row["missing"], row["contradicts"]) if part),
        "Откуда": SOURCES[EvidenceSource(row["source"])],
        "Вид": row["kind"],
        "Кем издан": row["body"],
        "Ссылка или файл": row["filename"] or row["link"],
    }


def add(place: Place) -> None:
    """A new entry; requisites may be missing, they are named in the register then."""
    st.subheader("Внести документ", anchor=False)
    st.markdown(
        "Наименование, номер и дата подтверждают «есть» в отчёте, а если ответа в отчёте нет — "
        "сами становятся ответом. Если номера у документа нет, напишите «б/н»."
    )
    names = data.names(place.municipality)
    rows = choices.proved_rows(place)
    with st.form("evidence-new", clear_on_submit=True):
        question = st.selectbox("Что подтверждает", list(rows), format_func=rows.__getitem__)
        org = st.selectbox("Чей документ", list(names), format_func=names.__getitem__)
        with st.container(horizontal=True):
            kind = st.selectbox("Вид", KINDS)
            number = st.text_input("Номер")
            day = st.date_input("Дата", value=None, format=DAY)
        name = st.text_input("Наименование")
        with st.container(horizontal=True):
            body = st.text_input("Кем издан")
            link = st.text_input("Ссылка")
        content = st.file_uploader("Файл документа", type=["pdf", "docx", "doc", "jpg", "png"])
        if st.form_submit_button("Внести", type="primary"):
            entry = EvidenceEntry(org, place.year, question, name, kind, number, None, body, link)
            doors.attempt(lambda: _added(entry, day, content))


def _added(entry: EvidenceEntry, day: object, file: UploadedFile | None) -> str:
    whole = replace(entry, date=choices.one_day(day), filename=file.name if file else "")
    data.store().save_evidence(whole, file.getvalue() if file else None)
    if whole.missing:
        return f"Документ внесён. Чтобы он подтверждал, не хватает: {', '.join(whole.missing)}."
    return "Документ внесён."


def files(place: Place) -> None:
    """Files of entries, and taking a mistaken entry out."""
    own = {
        entry.id: entry
        for entry in data.snapshot(place.municipality).evidence
        if entry.source is EvidenceSource.HAND and entry.year == place.year
    }
    if not own:
        return
    names = choices.documents(place)
    st.subheader("Внесённый документ", anchor=False)
    chosen = st.selectbox(
        "Документ", list(own), format_func=names.__getitem__, key="evidence-chosen"
    )
    with st.container(horizontal=True):
        if own[chosen].filename:
            downloads.download(
                "Скачать файл",
                lambda: data.store().evidence_file(chosen)[1],
                own[chosen].filename,
                mime="application/octet-stream",
            )
        if st.button("Убрать из реестра", icon=":material/delete:"):
            doors.attempt(lambda: _removed(chosen))


def _removed(entry_id: int) -> str:
    data.store().remove_evidence(entry_id)
    return "Документ убран из реестра."
