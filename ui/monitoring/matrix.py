"""Blocks of «Матрица»: the filters, a page of schools, the picture and the table behind it."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from charts.compliance_map import compliance_map
from data_model.compliance import Status
from indicators import headlines
from indicators.matrix import BEHIND, ORDERS, in_order, school_matrix
from indicators.wording import (
    NBSP,
    SCHOOLS,
    YES_NO,
    counted,
    fact_exact,
    is_unknown,
    status_text,
)
from ui import blocks, data, filters
from ui.kept import kept, recall
from ui.monitoring import choices, links, pictures, tables, words
from ui.parts import part
from ui.selection import Place

ON_A_PAGE = 30
PREVIEW = 20
"""Schools up to which the overview shows the matrix itself."""
EVERYTHING = "Все"
NOBODY = "Таких школ нет. Уберите отбор или измените запрос."
VERDICTS = {
    EVERYTHING: frozenset(Status),
    "Где не выполнено": frozenset({Status.MISSED, Status.PARTLY}),
    "Где нет данных": frozenset({Status.NO_DATA}),
}

PARTS, AFRESH = ("explored",), (filters.PAGE,)
KIND = filters.Filter("type", EVERYTHING, PARTS, AFRESH)
SHOWN = filters.Filter("show", EVERYTHING, PARTS, AFRESH)
FIND = filters.Filter("find", "", PARTS, AFRESH)
ORDER = filters.Filter("order", BEHIND, PARTS, AFRESH)
PAGE = filters.Filter(filters.PAGE, "1", PARTS)


def school_rows(place: Place) -> pd.DataFrame:
    return choices.of_schools(choices.of_year(data.plan_fact(place.municipality), place.year))


@part
def explored(place: Place) -> None:
    """The filters with what they leave: the picture, its legend, the table."""
    rows, order = filtered(school_rows(place), place)
    if rows.empty:
        st.info(NOBODY)
        return
    shown = one_page(rows, place, order)
    picture(shown, place, recall(headlines.matrix, rows), order)
    blocks.legend()
    st.subheader("Таблица", anchor=False)
    behind(shown, rows, place)


def filtered(rows: pd.DataFrame, place: Place) -> tuple[pd.DataFrame, str]:
    """The rows of the schools that are asked for, all rows of each, and the order wanted."""
    kinds = choices.kinds(place)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        types = [EVERYTHING, *dict.fromkeys(kinds.values())]
        kind = filters.choose("Тип", KIND, types, width=150)
        verdict = filters.choose("Показать", SHOWN, list(VERDICTS), width=220)
        sought = filters.search("Найти школу", FIND, width=260, placeholder="Часть названия")
        order = filters.choose("Порядок", ORDER, list(ORDERS), width=220)
    return sifted(rows, kinds, kind, verdict, sought), order


def asked(place: Place, query: Mapping[str, str]) -> tuple[pd.DataFrame, str]:
    """The rows that a print view asks for, and its filters in words."""
    kinds = choices.kinds(place)
    kind = KIND.asked(query, [EVERYTHING, *kinds.values()])
    verdict = SHOWN.asked(query, VERDICTS)
    sought = query.get(FIND.name, "")
    order = ORDER.asked(query, ORDERS)
    rows = sifted(school_rows(place), kinds, kind, verdict, sought)
    pages = in_pages(rows, kinds, order)
    rows = only(rows, tuple(code for page in pages for code in page))
    named = [one for one in (kind, verdict[:1].lower() + verdict[1:]) if one.lower() != "все"]
    named += [f"в названии — «{sought}»"] if sought else []
    return rows, f"Отбор: {'; '.join(named)}." if named else ""


@kept
def sifted(
    rows: pd.DataFrame, kinds: dict[str, str], kind: str, verdict: str, sought: str
) -> pd.DataFrame:
    """All rows of the schools of this type, with such a verdict, with this in their name."""
    wanted = rows[rows["status"].isin(VERDICTS[verdict])]["org"].unique()
    rows = rows[rows["org"].isin(wanted)]
    rows = rows[rows["org_name"].str.contains(sought, case=False, regex=False)]
    if kind != EVERYTHING:
        rows = rows[[kinds.get(code) == kind for code in rows["org"]]]
    return rows


def one_page(rows: pd.DataFrame, place: Place, order: str) -> pd.DataFrame:
    """The schools of the chosen page, in the order of the picture."""
    pages = in_pages(rows, choices.kinds(place), order)
    if len(pages) == 1:
        return only(rows, pages[0])
    schools = counted(sum(map(len, pages)), SCHOOLS)
    words.quiet(f"{schools}, по {ON_A_PAGE} на странице")
    page = filters.page(len(pages), PAGE)
    return only(rows, pages[page - 1])


@kept
def in_pages(rows: pd.DataFrame, kinds: dict[str, str], order: str) -> tuple[tuple[str, ...], ...]:
    """Codes of the schools in the order of the picture, a page each."""
    grouped = rows.assign(group=[kinds.get(code, "") for code in rows["org"]])
    ordered = in_order(grouped, order)
    schools = tuple(dict.fromkeys(ordered["org"]))
    return tuple(schools[first : first + ON_A_PAGE] for first in range(0, len(schools), ON_A_PAGE))


@kept
def only(rows: pd.DataFrame, schools: tuple[str, ...]) -> pd.DataFrame:
    """The rows of these schools, in this order."""
    found = rows[rows["org"].isin(schools)]
    places = {code: place for place, code in enumerate(schools)}
    return found.sort_values("org", key=lambda codes: codes.map(places), kind="stable")


def picture(
    rows: pd.DataFrame, place: Place, title: str, order: str = BEHIND, key: str = "matrix"
) -> None:
    """The matrix; a click on a cell opens the origin of its figure."""
    year = choices.of_year(data.plan_fact(place.municipality), place.year)
    district = choices.of_district(year)
    figure = recall(
        compliance_map,
        cells(rows, district, choices.kinds(place), order, place.municipality),
        title=title,
        note="Щёлкните по ячейке — откроется, откуда цифра.",
        palette=pictures.palette(),
    )
    pictures.show(figure, key, lambda keys: links.to_origin(keys[1], keys[0]))


@kept
def cells(
    rows: pd.DataFrame,
    district: pd.DataFrame,
    kinds: dict[str, str],
    order: str,
    municipality: str,
) -> pd.DataFrame:
    """The cells of the picture; those of the district lead to the municipality."""
    found = school_matrix(rows, district, kinds, order)
    return found.assign(row=found["row"].replace("", municipality))


def behind(shown: pd.DataFrame, rows: pd.DataFrame, place: Place) -> None:
    """The same as a table: one row per school, one column per row of the roadmap.

    The file holds the schools of all pages.
    """
    tables.figures(
        table(shown),
        key="matrix-table",
        alt="Выполнение показателей по школам",
        file_name=f"Матрица {place.year}.xlsx",
        whole=lambda: table(rows),
    )


@kept
def table(rows: pd.DataFrame) -> pd.DataFrame:
    """School × row of the roadmap in words and figures."""
    lines: dict[str, dict[str, str]] = {}
    for row in rows.to_dict("records"):
        line = lines.setdefault(row["org"], {"Школа": row["org_name"]})
        text = status_text(row["status"])
        if not is_unknown(row["actual"]) and row["unit"] != YES_NO:
            text += f", {fact_exact(row)}"
        line[f"№{NBSP}{row['indicator']} {row['short']}"] = text
    return pd.DataFrame(lines.values())


def preview(place: Place) -> None:
    """The matrix itself where it is small, else the way to it."""
    rows = school_rows(place)
    if rows.empty:
        return
    if rows["org"].nunique() <= PREVIEW:
        picture(rows, place, recall(headlines.matrix, rows), key="overview-matrix")
    links.page_link("matrix", "Матрица с отбором и таблицей")
