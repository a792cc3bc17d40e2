"""«Подтверждающие документы»: the register, what is missing, a new entry, files."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

import pandas as pd
import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from data_model.decisions import EvidenceEntry, EvidenceSource
from indicators.evidence import CONTRADICTION, EvidenceLine, evidence_register
from indicators.wording import PluralForms, counted, date_short
from indicators.wording.decisions import SOURCES
from ui import data, doors, downloads, filters, offered, tables
from ui.decisions import choices
from ui.filters import Filter
from ui.selection import DistrictYear

DOCUMENTS = PluralForms("документ", "документа", "документов", "документа")
DAY = "DD.MM.YYYY"
KINDS = ["план", "приказ", "протокол", "справка", "отчёт", "письмо", "программа", "другое"]
SHOWN = Filter("show")
Lines = tuple[EvidenceLine, ...]
FILTERS: dict[str, Callable[[EvidenceLine], bool]] = {
    "Все": lambda line: True,
    "Не хватает реквизитов": lambda line: bool(line.missing),
    "Противоречат отчёту": lambda line: line.contradicts,
    "Внесены вручную": lambda line: line.entry.source is EvidenceSource.HAND,
    "Изданы здесь": lambda line: line.entry.source is EvidenceSource.ISSUED,
}


@data.kept
def register(place: DistrictYear) -> Lines:
    """Documents of the year: of returns, typed by hand, issued here.

    What lacks something or contradicts a return stands first.
    """
    register = evidence_register(data.snapshot(place.municipality))
    lines = [line for line in register if line.entry.year == place.year]
    return tuple(sorted(lines, key=lambda line: not (line.missing or line.contradicts)))


def headline(lines: Lines) -> str:
    """«В реестре за год 44 документа. Реквизитов не хватает: 3.»"""
    if not lines:
        return "Документов за год ещё нет: они придут с отчётами школ, или внесите их здесь."
    short = sum(bool(line.missing) for line in lines)
    wrong = sum(line.contradicts for line in lines)
    parts = [f"В реестре за год {counted(len(lines), DOCUMENTS)}."]
    parts.append(f"Реквизитов не хватает: {short}." if short else "Реквизиты есть у всех.")
    parts += [f"Противоречат отчёту: {wrong}."] if wrong else []
    return " ".join(parts)


def show(place: DistrictYear, lines: Lines) -> None:
    """The register with its filters; nothing before the first document."""
    if not lines:
        return
    shown = filters.choose("Показать", SHOWN, list(FILTERS), st.radio, horizontal=True)
    found = filter_lines(lines, shown)
    if not found:
        st.markdown("Таких документов нет.")
        return
    tables.table(
        table(found, data.names(place.municipality)),
        key="evidence",
        alt="Реестр документов-подтверждений",
        file_name=f"Подтверждающие документы {place.year}.xlsx",
    )


def filter_lines(lines: Iterable[EvidenceLine], shown: str) -> Lines:
    """The lines that the filter leaves; those that lack or contradict something first."""
    found = [line for line in lines if FILTERS[shown](line)]
    return tuple(sorted(found, key=lambda line: not (line.missing or line.contradicts)))


def table(lines: Iterable[EvidenceLine], names: Mapping[str, str]) -> pd.DataFrame:
    """The register in words, a document a line."""
    return pd.DataFrame([_line(one, names) for one in lines])


def _line(one: EvidenceLine, names: Mapping[str, str]) -> dict[str, str]:
    """One document; what it lacks and what it contradicts stand together."""
    entry = one.entry
    wrong = CONTRADICTION if one.contradicts else ""
    return {
        "Показатели": ", ".join(one.indicators),
        "Организация": names.get(entry.org, entry.org),
        "Наименование": entry.name,
        "Номер": entry.number,
        "Дата": date_short(entry.date) if entry.date else "",
        "Чего не хватает": "; ".join(part for part in (one.missing, wrong) if part),
        "Откуда": SOURCES[entry.source],
        "Вид": entry.kind,
        "Кем издан": entry.body,
        "Ссылка или файл": entry.filename or entry.link,
    }


@offered.only_who_may("save_evidence")
def add(place: DistrictYear) -> None:
    """A new entry; requisites may be missing, they are named in the register then."""
    st.header("Внести документ", anchor=False)
    st.markdown(
        "Наименование, номер и дата подтверждают «есть» в отчёте, а если ответа в отчёте нет — "
        "сами становятся ответом. Если номера у документа нет, напишите «б/н»."
    )
    names = data.names(place.municipality)
    rows = choices.proved_rows(place)
    with st.form("evidence-new", clear_on_submit=True):
        question = st.selectbox("Что подтверждает", list(rows), format_func=rows.__getitem__)
        org = st.selectbox("Организация", list(names), format_func=names.__getitem__)
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


def files(place: DistrictYear) -> None:
    """Files of entries, and taking a mistaken entry out."""
    own = {
        entry.id: entry
        for entry in data.snapshot(place.municipality).evidence
        if entry.source is EvidenceSource.HAND and entry.year == place.year
    }
    if not own:
        return
    names = choices.documents(place)
    st.header("Внесённый документ", anchor=False)
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
        if offered.may("remove_evidence") and st.button(
            "Отозвать документ", icon=":material/undo:"
        ):
            doors.attempt(lambda: _removed(chosen))


def _removed(entry_id: int) -> str:
    data.store().remove_evidence(entry_id)
    return "Документ отозван: он сохранён и больше не показывается."
