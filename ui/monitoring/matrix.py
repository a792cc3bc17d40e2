"""Blocks of «Матрица»: the filters, a page of schools, the picture and the table behind it."""

import pandas as pd
import streamlit as st

from charts.compliance_map import compliance_map
from data_model.compliance import Status
from indicators import headlines
from indicators.matrix import in_order, school_matrix
from indicators.wording import NBSP, SCHOOLS, YES_NO, counted, is_unknown, status_text, value
from ui import data
from ui.monitoring import choices, links, pictures, tables, words
from ui.selection import Place

ON_A_PAGE = 30
PREVIEW = 20
"""Schools up to which the overview shows the matrix itself."""
EVERYTHING = "Все"
VERDICTS = {
    EVERYTHING: frozenset(Status),
    "Где не выполнено": frozenset({Status.MISSED, Status.PARTLY}),
    "Где нет данных": frozenset({Status.NO_DATA}),
}


def school_rows(place: Place) -> pd.DataFrame:
    return choices.of_schools(choices.of_year(data.plan_fact(place.municipality), place.year))


def filtered(rows: pd.DataFrame, place: Place) -> pd.DataFrame:
    """The rows of the schools that are asked for, all rows of each."""
    kinds = choices.kinds(place)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        types = list(dict.fromkeys(kinds.values()))
        kind = st.selectbox(
            "Тип", [EVERYTHING, *types], width=150, persist_state="session", key="matrix-kind"
        )
        verdict = st.selectbox(
            "Показать", list(VERDICTS), width=220, persist_state="session", key="matrix-verdict"
        )
        sought = st.text_input(
            "Найти школу", width=260, placeholder="Часть названия", key="matrix-search"
        )
    wanted = rows[rows["status"].isin(VERDICTS[verdict])]["org"].unique()
    rows = rows[rows["org"].isin(wanted)]
    rows = rows[rows["org_name"].str.contains(sought.strip(), case=False, regex=False)]
    if kind != EVERYTHING:
        rows = rows[[kinds.get(code) == kind for code in rows["org"]]]
    return rows


def one_page(rows: pd.DataFrame, place: Place) -> pd.DataFrame:
    """The schools of the chosen page, in the order of the picture."""
    kinds = choices.kinds(place)
    ordered = in_order(rows.assign(group=[kinds.get(code, "") for code in rows["org"]]))
    schools = list(dict.fromkeys(ordered["org"]))
    if len(schools) <= ON_A_PAGE:
        return rows
    pages = -(-len(schools) // ON_A_PAGE)
    words.quiet(f"{counted(len(schools), SCHOOLS)}, по {ON_A_PAGE} на странице")
    page = st.pagination(pages, key="matrix-page")
    shown = schools[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    return rows[rows["org"].isin(shown)]


def picture(rows: pd.DataFrame, place: Place, title: str, key: str = "matrix") -> None:
    """The matrix; a click on a cell opens the origin of its figure."""
    year = choices.of_year(data.plan_fact(place.municipality), place.year)
    cells = school_matrix(rows, choices.of_district(year), choices.kinds(place)).assign(
        row=lambda cells: cells["row"].replace("", place.municipality)
    )
    figure = compliance_map(
        cells,
        title=title,
        note="Щёлкните по ячейке — откроется, откуда цифра.",
        palette=pictures.palette(),
    )
    pictures.show(figure, key, lambda keys: links.to_origin(keys[1], keys[0]))


def behind(rows: pd.DataFrame, place: Place) -> None:
    """The same as a table: one row per school, one column per row of the roadmap."""
    wide = table(rows)
    tables.figures(
        wide,
        key="matrix-table",
        alt="Выполнение показателей по школам",
        file_name=f"Матрица {place.year}.xlsx",
    )


def table(rows: pd.DataFrame) -> pd.DataFrame:
    """School × row of the roadmap in words and figures."""
    lines: dict[str, dict[str, str]] = {}
    for row in rows.to_dict("records"):
        line = lines.setdefault(row["org"], {"Школа": row["org_name"]})
        text = status_text(row["status"])
        if not is_unknown(row["actual"]) and row["unit"] != YES_NO:
            text += f", {value(row['actual'], row['unit'])}"
        line[f"№{NBSP}{row['indicator']} {row['short']}"] = text
    return pd.DataFrame(lines.values())


def preview(place: Place) -> None:
    """The matrix itself where it is small, else the way to it."""
    rows = school_rows(place)
    if rows.empty:
        return
    if rows["org"].nunique() <= PREVIEW:
        picture(rows, place, headlines.matrix(rows), key="overview-matrix")
    links.page_link("matrix", "Матрица с отбором и таблицей")
