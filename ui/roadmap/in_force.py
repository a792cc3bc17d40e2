"""What is in force: the terms of the whole roadmap as a picture, and what is due next."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from charts.palette import Palette
from charts.terms import roadmap_terms
from data_model.compliance import Status
from indicators import terms, wording
from indicators.terms import Term
from ui import data, selection, session, words
from ui.monitoring import links, pictures, tables
from ui.monitoring.frames import VERDICT, frame
from ui.roadmap import editions
from ui.selection import DistrictYear
from ui.words import safe_markdown


def draw(place: DistrictYear) -> None:
    """Act and edition, the answer, the picture, the calendar."""
    chosen = data.roadmap(place.municipality, place.year)
    found = all_terms(place)
    st.markdown(f"**{safe_markdown(chosen.title)}**")
    words.quiet(editions.source(chosen))
    if not found:
        words.answer(terms.outlook(found))
        return
    figure = terms_picture(place, pictures.palette())
    pictures.show(figure, "roadmap-terms", lambda keys: to_term(*keys))
    calendar(found, place)


def all_terms(place: DistrictYear) -> tuple[Term, ...]:
    """The terms of the roadmap in force, of all its years."""
    seen, plan_fact = data.snapshot(place.municipality), data.plan_fact(place.municipality)
    return terms.terms(seen, plan_fact, place.year, data.today())


@pictures.kept(clickable=True)
def terms_picture(place: DistrictYear, palette: Palette) -> go.Figure:
    found = all_terms(place)
    return roadmap_terms(
        found,
        title=terms.outlook(found),
        today=data.today(),
        note="Серая полоса — время до срока, цвет и знак на её конце — выполнение.",
        palette=palette,
    )


def to_term(indicator: str, year: str) -> None:
    """The indicator of a bar, in the year of the bar."""
    session.set_widget(selection.YEAR, int(year))
    links.to_indicator(indicator)


def calendar(found: Sequence[Term], place: DistrictYear) -> None:
    """What comes next, and what has passed without a result."""
    st.header("Ближайшие сроки", anchor=False)
    if ahead := terms.coming(found):
        listed(ahead, "Ближайшие сроки", f"Сроки {place.year}.xlsx")
    else:
        st.markdown("Впереди сроков нет: следующая дорожная карта ещё не загружена.")
    if passed := terms.left_open(found):
        st.header("Срок прошёл, результата нет или он неполный", anchor=False)
        listed(passed, "Прошедшие сроки без результата", f"Прошедшие сроки {place.year}.xlsx")


def listed(found: Sequence[Term], alt: str, file_name: str) -> None:
    """Terms one under the other; a name leads to the indicator."""
    tables.figures(
        lines(found),
        key=alt,
        alt=alt,
        file_name=file_name,
        opens={
            "Показатель": [
                links.address("indicator", indicator=one.activity.number, year=str(one.period.year))
                for one in found
            ]
        },
    )


def lines(found: Sequence[Term]) -> pd.DataFrame:
    """One term a line, in Russian columns."""
    return frame(
        {
            "Срок": one.period.due,
            "№": one.activity.number,
            "Показатель": one.name,
            "Отчётный период": one.period.label,
            VERDICT: verdict(one),
            "Когда": terms.left_words(one.days),
        }
        for one in found
    )


def verdict(one: Term) -> str:
    """The verdict of the district's row; a term without a row has no data."""
    return wording.verdict(one.row) if one.row else wording.status_text(Status.NO_DATA)
