"""Blocks of the quality of returns: how each came, and numbers far from those of the others."""

from collections.abc import Iterable

import pandas as pd
import streamlit as st

from indicators import wording
from indicators.coverage import returns_board
from indicators.quality import Outlier, ReturnQuality, outliers, quality
from ui import data, words
from ui.monitoring import choices, links
from ui.selection import DistrictYear
from ui.tables import table
from ui.words import safe_markdown

TRENDS = {-1: "вопросов меньше", 0: "так же", 1: "вопросов больше", None: ""}


def section(place: DistrictYear) -> None:
    """The table in the order of the register, and the outliers as questions."""
    st.header("Качество данных", anchor=False)
    words.quiet(
        "По каждой организации, без мест и баллов: в срок ли сдан отчёт, на все ли вопросы есть "
        "ответ, сколько вопросов вызвал и сколько раз исправлен."
    )
    table(
        of_year(place),
        key="quality",
        alt="Качество данных по организациям",
        file_name=f"Качество данных {place.year}.xlsx",
    )
    found = outliers(choices.school_rows(place))
    if not found:
        return
    st.markdown("**Числа, которые стоит уточнить**")
    for one in found:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f":small[{safe_markdown(outlier_question(one))}]", width="stretch")
            links.origin_link(one.row.indicator, one.row.org or "")


@data.kept
def of_year(place: DistrictYear) -> pd.DataFrame:
    seen = data.whole(place.municipality)
    found = quality(seen, place.year, data.board(place.municipality, place.year))
    return frame(found, first="Организация")


@data.kept
def of_school(place: DistrictYear, org: str) -> pd.DataFrame:
    """The same of one organisation over the years, up to the one chosen."""
    seen = data.whole(place.municipality)
    years = [year for year in seen.years if year <= place.year]
    found = [
        one
        for year in years
        for one in quality(seen, year, returns_board(seen, year, data.as_of()))
        if one.line.org == org
    ]
    return frame(found, first="Год")


def frame(lines: Iterable[ReturnQuality], first: str) -> pd.DataFrame:
    """A return a line; what is not in yet is left empty."""
    made = pd.DataFrame(
        [
            {
                first: one.year if first == "Год" else one.line.name,
                "В срок": "нет" if one.line.late else "да" if one.line.is_in else "",
                "Полнота, %": one.complete,
                "Вопросов на 100 ячеек": one.per_hundred,
                "К прошлому году": TRENDS[one.trend],
                "Исправлений": one.corrections if one.line.is_in else None,
            }
            for one in lines
        ]
    )
    return made.astype(
        {"Полнота, %": "Float64", "Вопросов на 100 ячеек": "Float64", "Исправлений": "Int64"}
    ).round(1)


def outlier_question(one: Outlier) -> str:
    """«МБОУ …: № 9 — 92,0 % (46 из 50 чел.), у других школ от 20,1 % до 61,0 %. Верно ли число?»"""
    row = one.row
    band = f"от {wording.share(one.low)} до {wording.share(one.high)}"
    of = f" ({wording.of_words(row)})" if wording.of_words(row) else ""
    return (
        f"{row.org_name}: №{wording.NBSP}{row.indicator} — {wording.share(row.actual)}{of}, "
        f"у других школ {band}. Верно ли число?"
    )
