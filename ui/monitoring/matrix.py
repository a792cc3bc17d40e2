"""Blocks of «Школы и показатели»: filters, a page of schools, the picture, the table behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from charts.compliance_map import compliance_map
from charts.palette import Palette
from data_model.compliance import Status
from indicators import headlines
from indicators.matrix import BEHIND, ORDERS, in_order, school_matrix
from indicators.plan_fact_row import PlanFactRow
from indicators.wording import NBSP, SCHOOLS, counted, numbered, shown_status, uncapped
from ui import blocks, data, filters, selection, words
from ui.doors import part
from ui.monitoring import choices, frames, links, pictures, tables
from ui.selection import DistrictYear

ON_A_PAGE = 30
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
Rows = tuple[PlanFactRow, ...]
Pages = tuple[tuple[str, ...], ...]
"""Codes of the schools in the order of the picture, a page each."""


@dataclass(frozen=True, slots=True)
class MatrixFilters:
    """What is asked for: a type of school, a verdict, a part of a name; in which order."""

    kind: str = EVERYTHING
    verdict: str = EVERYTHING
    sought: str = ""
    order: str = BEHIND


@part
def explored(place: DistrictYear) -> None:
    """A click on a filter runs this part alone: ``PARTS`` names it."""
    wanted = filtered(place)
    pages = in_pages(place, wanted)
    if not pages:
        st.info(NOBODY)
        return
    schools = one_page(pages)
    title, beside = title_and_note(place, wanted)
    picture(place, schools, title, wanted.order)
    blocks.legend(beside)
    behind(place, wanted, schools)


@data.kept
def title_and_note(place: DistrictYear, wanted: MatrixFilters) -> tuple[str, str]:
    """The title of the picture, about the schools of all pages; what does not stand in it."""
    rows = sifted(place, wanted)
    return headlines.matrix(rows), answered_by_the_district(choices.district_rows(place), rows)


def answered_by_the_district(district: Sequence[PlanFactRow], rows: Sequence[PlanFactRow]) -> str:
    """«Показатели № 1, 2, 3 здесь не стоят: на них отвечает сам район.»"""
    shown = {row.code for row in rows}
    own = [row.indicator for row in district if row.code not in shown]
    if not own:
        return ""
    return (
        f"Показатели №{NBSP}{', '.join(own)} здесь не стоят: на них отвечает сам район, "
        "они на странице «Главная»."
    )


def filtered(place: DistrictYear) -> MatrixFilters:
    """The choices above the picture."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        types = [EVERYTHING, *dict.fromkeys(choices.kinds(place).values())]
        return MatrixFilters(
            filters.choose("Тип", KIND, types, width=150),
            filters.choose("Показать", SHOWN, list(VERDICTS), width=220),
            filters.search("Найти школу", FIND, width=260, placeholder="Часть названия"),
            filters.choose("Порядок", ORDER, list(ORDERS), width=220),
        )


def rows_for_print(place: DistrictYear, query: Mapping[str, str]) -> tuple[Rows, str]:
    """The rows that a print view asks for, and its filters in words."""
    wanted = MatrixFilters(
        KIND.asked(query, [EVERYTHING, *choices.kinds(place).values()]),
        SHOWN.asked(query, VERDICTS),
        query.get(FIND.name, ""),
        ORDER.asked(query, ORDERS),
    )
    rows = rows_of(place, tuple(code for page in in_pages(place, wanted) for code in page))
    kind, verdict = wanted.kind, wanted.verdict
    named = [one for one in (kind, uncapped(verdict)) if one.lower() != "все"]
    named += [f"в названии — «{wanted.sought}»"] if wanted.sought else []
    return rows, f"Отбор: {'; '.join(named)}." if named else ""


def sifted(place: DistrictYear, wanted: MatrixFilters) -> Rows:
    """All rows of the schools of this type, with such a verdict, with this in their name."""
    rows, kinds = choices.school_rows(place), choices.kinds(place)
    orgs = {row.org for row in rows if shown_status(row) in VERDICTS[wanted.verdict]}
    if wanted.kind != EVERYTHING:
        orgs = {org for org in orgs if kinds.get(org or "") == wanted.kind}
    part = wanted.sought.casefold()
    return tuple(row for row in rows if row.org in orgs and part in row.org_name.casefold())


def one_page(pages: Pages) -> tuple[str, ...]:
    """The schools of the chosen page."""
    if len(pages) == 1:
        return pages[0]
    schools = counted(sum(map(len, pages)), SCHOOLS)
    words.quiet(f"{schools}, по {ON_A_PAGE} на странице")
    chosen = filters.page(len(pages), PAGE)
    links.whole_sheet("Все школы на печать")
    return pages[chosen - 1]


@data.kept
def in_pages(place: DistrictYear, wanted: MatrixFilters) -> Pages:
    rows = in_order(sifted(place, wanted), choices.kinds(place), wanted.order)
    schools = tuple(dict.fromkeys(row.org or "" for row in rows))
    return tuple(schools[first : first + ON_A_PAGE] for first in range(0, len(schools), ON_A_PAGE))


def rows_of(place: DistrictYear, schools: tuple[str, ...]) -> Rows:
    """The rows of these schools, in this order."""
    return tuple(row for org in schools for row in choices.rows_of(place, org, place.year))


def picture(
    place: DistrictYear, schools: tuple[str, ...], title: str, order: str, key: str = "matrix"
) -> None:
    """The matrix; a click on a cell opens the origin of its figure."""
    figure = draw_matrix(place, schools, title, order, pictures.palette())
    pictures.show(
        figure,
        key,
        lambda keys: links.to_origin(keys[1], keys[0] or place.municipality),
        pictures.CELL,
    )
    _, *heads = table(place, schools)
    pictures.numbers_told(str(one) for one in heads)


@pictures.kept(clickable=True)
def draw_matrix(
    place: DistrictYear, schools: tuple[str, ...], title: str, order: str, palette: Palette
) -> go.Figure:
    rows = rows_of(place, schools)
    return compliance_map(
        school_matrix(rows, choices.district_rows(place), choices.kinds(place), order),
        title=title,
        palette=palette,
    )


def behind(place: DistrictYear, wanted: MatrixFilters, schools: tuple[str, ...]) -> None:
    """The same as a table: one row per school, one column per row of the roadmap.

    The file holds the schools of all pages, and each figure as a number too.
    """
    st.header("Таблица", anchor=False)
    tables.figures(
        table(place, schools),
        key="matrix-table",
        opens=ways(place, schools),
        alt="Выполнение показателей по школам",
        file_name=f"Школы и показатели {place.year}.xlsx",
        whole=lambda: frames.matrix(sifted(place, wanted), numbers=True),
    )


@data.kept
def table(place: DistrictYear, schools: tuple[str, ...]) -> pd.DataFrame:
    return frames.matrix(rows_of(place, schools))


@data.kept
def ways(place: DistrictYear, schools: tuple[str, ...]) -> dict[str, list[str]]:
    """Each cell opens the origin of its figure, as in the picture; a name opens the school."""
    rows = rows_of(place, schools)
    found = {(row.org, numbered(row)): links.origin(row.indicator, row.org or "") for row in rows}
    return {
        "Школа": links.addresses("school", selection.SCHOOL, schools),
        **{
            name: [found.get((org, name), "") for org in schools]
            for name in dict.fromkeys(map(numbered, rows))
        },
    }
