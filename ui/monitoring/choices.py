"""What can be chosen on the monitoring pages: rows of the roadmap, schools, the district."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from data_model.places import Organisation
from data_model.roadmap import Kind, Roadmap
from indicators.wording import NBSP
from ui import data, selection
from ui.kept import kept, recall
from ui.selection import Place

CHOICE = 480
"""Width of a choice in pixels: longer names than that are rare."""


def indicator(place: Place, kinds: frozenset[Kind] = frozenset(Kind)) -> str:
    """Row number of the chosen row; a growing share is what a person sees first."""
    roadmap = data.roadmap(place.municipality, place.year)
    options = {
        row.number: f"№{NBSP}{row.number} {row.short or row.title}"
        for row in roadmap.activities
        if row.indicator.kind in kinds
    }
    with st.container(width=CHOICE):
        return selection.indicator(options, usual=first_growing(roadmap))


def first_growing(roadmap: Roadmap) -> str:
    """The first row that asks for growth; empty where none does."""
    growing = (row.number for row in roadmap.activities if row.indicator.kind is Kind.GROWING_SHARE)
    return next(growing, "")


def school(place: Place) -> str:
    """Code of a school that is awaited in the chosen year."""
    with st.container(width=CHOICE):
        return selection.school(school_names(place))


def school_names(place: Place) -> dict[str, str]:
    """Code -> present short name of the awaited schools and branches."""
    return recall(_names, data.expected(place.municipality, place.year))


def _names(places: Sequence[Organisation]) -> dict[str, str]:
    return {one.code: one.name.short for one in places}


def figure(place: Place) -> tuple[str, str | None]:
    """A row of the roadmap, and the code of a school; None for the district as a whole."""
    with st.container(horizontal=True):
        return indicator(place), whose(place)


def whose(place: Place) -> str | None:
    """Code of a school; None for the district as a whole, which stands first."""
    names = {place.municipality: "Район в целом", **school_names(place)}
    with st.container(width=CHOICE):
        chosen = selection.school(names, label="Чья цифра")
    return None if chosen == place.municipality else chosen


def organisation(place: Place, code: str) -> Organisation:
    """The place with this code, in the register of the district."""
    seen = data.snapshot(place.municipality).organisations
    return next(one for one in seen if one.code == code)


def kinds(place: Place) -> dict[str, str]:
    """Code -> type of organisation: СОШ, ООШ, НОШ, филиал."""
    return recall(_kinds, data.expected(place.municipality, place.year))


def _kinds(places: Sequence[Organisation]) -> dict[str, str]:
    return {one.code: str(one.kind) for one in places}


@kept
def of_year(plan_fact: pd.DataFrame, year: int) -> pd.DataFrame:
    """All rows of plan/fact of one year."""
    return plan_fact[plan_fact["year"] == year]


@kept
def of_district(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[rows["org"].isna()]


@kept
def of_schools(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[rows["org"].notna()]


@kept
def of_school(rows: pd.DataFrame, org: str) -> pd.DataFrame:
    return rows[rows["org"] == org]


@kept
def same_row(rows: pd.DataFrame, like: pd.Series) -> pd.DataFrame:
    """The rows of the same indicator in all years; numbers of rows may change, codes do not."""
    return rows[rows["code"].isin([like["code"]])]


@kept
def first_of(rows: pd.DataFrame) -> pd.Series:
    return rows.iloc[0]


def row_of(rows: pd.DataFrame, org: str | None) -> pd.Series:
    """The row of a school, or of the district; ends the page where the school has none."""
    found = of_district(rows) if org is None else of_school(rows, org)
    if found.empty:
        st.info("По этой строке отвечает только район. Выберите «Район в целом».")
        st.stop()
    return first_of(found)
