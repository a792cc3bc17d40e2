"""Passports of indicators: a row is chosen, its card is shown, all cards can be taken away."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from data_model.roadmap import Roadmap
from indicators.passport import activities_of, passport
from indicators.wording import kind_word
from ui import data, downloads, tables
from ui.monitoring import choices, links
from ui.monitoring.tables import figures
from ui.roadmap import editions, goals
from ui.selection import DistrictYear
from ui.words import safe_markdown

LABEL, TEXT = "Что", "Как определено"


def draw(place: DistrictYear) -> None:
    """The choice, the card, the rows to choose from."""
    roadmap = data.roadmap(place.municipality, place.year)
    number = choices.indicator(place)
    above = goals.rows_above(place.municipality)
    card(roadmap, number, above)
    links.indicator_link(number, "Показатель: план и факт")
    st.header("Все показатели", anchor=False)
    figures(
        listed(roadmap, place.year),
        key="passports",
        alt="Показатели дорожной карты",
        file_name=f"Показатели {place.year}.xlsx",
        whole=lambda: in_numbers(roadmap, place.year),
        opens={"Показатель": [links.this_page(indicator=row.number) for row in roadmap.activities]},
    )
    activities(roadmap)
    downloads.download(
        "Скачать все паспорта",
        lambda: workbook(roadmap, above),
        f"Паспорта показателей {place.year}.xlsx",
    )


def card(roadmap: Roadmap, number: str, above: Mapping[str, str]) -> None:
    """The card as a table whose texts stand whole."""
    lines = passport(roadmap, number, above)
    shown = pd.DataFrame(
        {LABEL: list(lines), TEXT: [safe_markdown(text) for text in lines.values()]}
    )
    st.table(shown, hide_index=True, border="horizontal", alt=f"Паспорт показателя № {number}")
    downloads.download(
        "Скачать паспорт",
        lambda: downloads.workbook(pd.DataFrame({LABEL: lines.keys(), TEXT: lines.values()})),
        f"Паспорт показателя {number}.xlsx",
    )


def listed(roadmap: Roadmap, year: int) -> pd.DataFrame:
    """One row per activity, short."""
    return pd.DataFrame(
        [
            {
                "№": row.number,
                "Показатель": row.short or row.title,
                "Вид": kind_word(row.indicator.kind),
                "План": editions.promise(row.indicator, year),
            }
            for row in roadmap.activities
        ]
    )


def in_numbers(roadmap: Roadmap, year: int) -> pd.DataFrame:
    """The same in a file: what is promised is a number, its term a day."""
    shown = listed(roadmap, year).drop(columns="План")
    plans = [editions.promised(one.indicator, year) for one in roadmap.activities]
    return shown.join(pd.DataFrame(plans).dropna(axis="columns", how="all"))


def activities(roadmap: Roadmap) -> None:
    """Each activity once with its indicators, where one has several or an indicator has none."""
    found = activities_of(roadmap)
    if all(one.title and len(one.rows) == 1 for one in found):
        return
    st.header("Мероприятия и их показатели", anchor=False)
    tables.table(
        pd.DataFrame(
            {
                "Мероприятие": [one.title or "Показатели без мероприятия" for one in found],
                "Показатели": [one.numbers for one in found],
            }
        ),
        key="activities",
        alt="Мероприятия и их показатели",
        file_name="Мероприятия и показатели.xlsx",
    )


def workbook(roadmap: Roadmap, above: Mapping[str, str]) -> bytes:
    """All cards in one table: a row per indicator, a column per line of the card."""
    rows = [{"№": row.number, **passport(roadmap, row.number, above)} for row in roadmap.activities]
    return downloads.workbook(pd.DataFrame(rows), "Паспорта")
