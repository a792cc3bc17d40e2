"""What is in force: the terms of the whole roadmap as a picture, and what is due next."""

from datetime import date

import pandas as pd
import streamlit as st

from charts.terms import roadmap_terms
from indicators import terms
from indicators.wording import status_text
from ui import data, roadmaps, session
from ui.kept import kept, recall
from ui.markdown import safe_markdown
from ui.monitoring import links, pictures, tables, words
from ui.monitoring.frames import VERDICT
from ui.selection import Place


def draw(place: Place) -> None:
    """Act and edition, the answer, the picture, the calendar."""
    chosen = data.roadmap(place.municipality, place.year)
    today = date.today()
    seen, plan_fact = data.snapshot(place.municipality), data.plan_fact(place.municipality)
    rows = recall(terms.terms, seen, plan_fact, place.year, today)
    st.markdown(f"**{safe_markdown(chosen.title)}**")
    words.quiet(roadmaps.source(chosen))
    if rows.empty:
        words.answer(terms.outlook(rows))
        return
    figure = recall(
        roadmap_terms,
        rows,
        title=recall(terms.outlook, rows),
        today=today,
        note="Полоса — срок строки, знак в её конце — выполнение. Щелчок открывает показатель.",
        palette=pictures.palette(),
    )
    pictures.show(figure, "roadmap-terms", lambda keys: to_term(*keys))
    calendar(rows, place)


def to_term(indicator: str, year: str) -> None:
    """The indicator of a bar, in the year of the bar."""
    session.set_widget(links.YEAR, int(year))
    links.to_indicator(indicator)


def calendar(rows: pd.DataFrame, place: Place) -> None:
    """What comes next, and what has passed without a result."""
    st.subheader("Ближайшие сроки", anchor=False)
    ahead = recall(terms.coming, rows)
    if ahead.empty:
        st.markdown("Впереди сроков нет: следующая дорожная карта ещё не загружена.")
    else:
        listed(ahead, "Ближайшие сроки", f"Сроки {place.year}.xlsx")
    passed = recall(terms.left_open, rows)
    if not passed.empty:
        st.subheader("Срок прошёл, результата нет или он неполный", anchor=False)
        listed(passed, "Прошедшие сроки без результата", f"Прошедшие сроки {place.year}.xlsx")


def listed(rows: pd.DataFrame, alt: str, file_name: str) -> None:
    """Terms one under the other; a click opens the indicator."""
    tables.figures(
        lines(rows),
        key=alt,
        alt=alt,
        file_name=file_name,
        follow=lambda row, _: to_term(rows["indicator"].iloc[row], str(rows["year"].iloc[row])),
    )


@kept
def lines(rows: pd.DataFrame) -> pd.DataFrame:
    """One term a line, in Russian columns."""
    return pd.DataFrame(
        {
            "Срок": rows["due"].tolist(),
            "№": rows["indicator"].tolist(),
            "Показатель": rows["name"].tolist(),
            "Период": rows["period"].tolist(),
            VERDICT: [status_text(status) for status in rows["status"]],
            "Осталось": [terms.left_words(days) for days in rows["days"]],
        }
    )
