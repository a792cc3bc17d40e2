"""Editions: which act, which day, which years; the roadmap as a file to be taken away."""

import pandas as pd
import streamlit as st

from data_model.roadmap import Roadmap, StoredEdition
from indicators.passport import act_words
from indicators.wording import DASH, date_short
from loaders.roadmaps.workbook import write_roadmap_workbook
from ui import data, downloads, tables
from ui.roadmap import roadmaps
from ui.selection import DistrictYear

COLUMNS = {
    "№": st.column_config.TextColumn(width=44),
    "Мероприятие": st.column_config.TextColumn(width=330),
    "Индикативный показатель": st.column_config.TextColumn(width=240),
    "Исполнители": st.column_config.TextColumn(width=240),
    "Что прочитано не буквально": st.column_config.TextColumn(width=330),
}


def draw(place: DistrictYear) -> None:
    """All editions, the newest first, and the one in force as xlsx and toml."""
    seen = data.snapshot(place.municipality).roadmaps
    stored = data.store().roadmap_editions(place.municipality)
    tables.table(
        pd.DataFrame([line(one, seen) for one in stored]),
        key="editions",
        alt="Редакции дорожной карты",
        file_name="Редакции дорожной карты.xlsx",
        columns={"Дорожная карта": st.column_config.TextColumn(width=380)},
    )
    st.markdown(
        f"Каждый год считается по своей редакции. За {place.year} год действует редакция "
        f"{seen[place.year].edition}."
    )
    files(seen[place.year])
    rows(seen[place.year])


def line(one: StoredEdition, in_force: dict[int, Roadmap]) -> dict[str, object]:
    """One edition: its act, when it came, for which years it is in force."""
    roadmap = one.roadmap
    years = [str(year) for year, other in in_force.items() if other == roadmap]
    return {
        "Редакция": roadmap.edition,
        "Акт": act_words(roadmap.act),
        "Действует за годы": ", ".join(years) or DASH,
        "Строк": len(roadmap.activities),
        "Сохранена": date_short(one.stored_at.date()),
        "Орган": roadmap.act.body,
        "Дорожная карта": roadmap.title,
    }


def rows(roadmap: Roadmap) -> None:
    """The rows of the order letter for letter, and how each is measured."""
    st.subheader(f"Строки редакции {roadmap.edition}", anchor=False)
    tables.table(
        roadmaps.table(roadmap),
        key="roadmap",
        alt="Строки дорожной карты",
        file_name="Дорожная карта.xlsx",
        columns=COLUMNS,
        row_height=96,
    )


def files(roadmap: Roadmap) -> None:
    """The edition in force, in a form that can be mended and loaded as the next one."""
    st.subheader("Выгрузить карту", anchor=False)
    st.markdown(
        "Книгу Excel можно поправить и загрузить в разделе «Новая редакция»: программа покажет "
        "отличия и спросит, с какого года их считать."
    )
    with st.container(horizontal=True):
        downloads.download(
            "Скачать карту (xlsx)",
            lambda: write_roadmap_workbook(roadmap),
            f"Дорожная карта, редакция {roadmap.edition}.xlsx",
        )
        downloads.download(
            "Скачать файл карты (toml)",
            lambda: roadmaps.text(roadmap),
            f"{roadmap.code}.toml",
            mime="text/plain",
        )
