"""The history of one return («версии отчёта»): its files, its marked copy, its undoing."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from data_model.returns import Revision
from indicators.wording import date_figures
from loaders.returns.marked.copy import archive, copies_of_year, copy_of_revision
from ui import data, doors, downloads, filters, offered, tables
from ui.filters import Filter
from ui.selection import DistrictYear

NUMBER = Filter("revision")
WHOSE = Filter("whose", afresh=(NUMBER.name,))
ANY_FILE = "application/octet-stream"


def section(place: DistrictYear) -> None:
    """Every revision of a chosen return; the originals stay to be downloaded for ever."""
    st.header("Версии отчёта", anchor=False)
    names = data.names(place.municipality)
    org = filters.choose("Организация", WHOSE, names)
    history = data.revisions(place.municipality, org, place.year)
    authors = data.store().return_authors(org, place.year)
    if not history:
        st.markdown(f"За {place.year} год отчёта ещё не было.")
        return
    tables.table(table(history, authors), key="history", alt="Версии отчёта")
    files(history)
    current = next((one for one in history if one.is_current), None)
    if current is not None:
        undoing(current)


def table(history: tuple[Revision, ...], authors: Mapping[int, str]) -> pd.DataFrame:
    """The revisions, one line each, with who has taken them in."""
    return pd.DataFrame([row(one, authors.get(one.id, "")) for one in history])


def row(one: Revision, author: str) -> dict[str, Any]:
    """One revision in words."""
    return {
        "Версия": one.number,
        "Состояние": state(one),
        "Получен": date_figures(one.received_at.astimezone()),
        "Кто принял": author,
        "Файл": one.filename,
        "Контрольная сумма": one.sha256[:12],
        "Причина": one.undone_reason or one.reason,
    }


def state(one: Revision) -> str:
    if one.undone_at is not None:
        return f"отменена {date_figures(one.undone_at.astimezone())}"
    return "действует" if one.is_current else "заменена"


def files(history: tuple[Revision, ...]) -> None:
    """The very file of a revision, and the form with its remarks where there are any."""
    by_number = {str(one.number): one for one in reversed(history)}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        number = filters.choose("Версия", NUMBER, list(by_number), width=160)
        revision = by_number[number]
        downloads.download(
            "Скачать исходный файл",
            lambda: data.store().original(revision.id)[1],
            revision.filename.rpartition("/")[2],
            mime=ANY_FILE,
            key=f"sent-{revision.id}",
        )
        marked_copy(revision)


def marked_copy(revision: Revision) -> None:
    """«Скачать бланк с замечаниями», where something is still to be said of a return."""
    if revision.questions + revision.notes:
        downloads.download(
            "Скачать бланк с замечаниями",
            lambda: marked_zip(revision),
            f"{revision.org}_{revision.year}_замечания.zip",
            mime=downloads.ZIP,
            key=f"marked-{revision.id}",
        )


def marked_zip(revision: Revision) -> bytes:
    """The form and its letter; an empty archive where every question was closed meanwhile."""
    copy = copy_of_revision(data.store(), revision)
    return archive([] if copy is None else [copy])


@offered.only_who_may("undo_return")
def undoing(current: Revision) -> None:
    """The form that takes the upload in force back."""
    with st.form("undo", clear_on_submit=True):
        reason = st.text_input(
            f"Отменить загрузку версии {current.number}: причина",
            placeholder="Например: школа прислала не тот файл",
        )
        if st.form_submit_button("Отменить загрузку"):
            doors.attempt(lambda: undone(current, reason))


def undone(current: Revision, reason: str) -> str:
    """Raises Refused without a reason, or where later revisions stand upon it."""
    former = data.store().undo_return(current.id, reason)
    said = f"Версия {current.number} отменена, её файл сохранён."
    if former is None:
        return f"{said} Отчёт снова не сдан."
    return f"{said} Действует версия {former.number}."


def all_marked(place: DistrictYear, questions: int) -> None:
    """Forms with remarks and letters of every return with an open question, in one zip."""
    if questions:
        downloads.download(
            "Скачать бланки с замечаниями и письма",
            lambda: archive(copies_of_year(data.store(), place.municipality, place.year)),
            f"Бланки с замечаниями {place.year}.zip",
            mime=downloads.ZIP,
        )
