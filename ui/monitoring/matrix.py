"""Blocks of «Матрица»: the filters, a page of schools, the picture and the table behind it."""

from collections.abc import Mapping, Sequence

import streamlit as st

from charts.compliance_map import compliance_map
from data_model.compliance import Status
from indicators import headlines
from indicators.matrix import BEHIND, ORDERS, in_order, school_matrix
from indicators.plan_fact_row import PlanFactRow
from indicators.wording import NBSP, SCHOOLS, counted, shown_status
from ui import blocks, filters
from ui.doors import part
from ui.kept import kept, recall
from ui.monitoring import choices, frames, links, pictures, tables, words
from ui.selection import DistrictYear

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
Rows = tuple[PlanFactRow, ...]


@part
def explored(place: DistrictYear) -> None:
    """The filters with what they leave: the picture, its legend, the table."""
    rows, order = filtered(choices.school_rows(place), place)
    if not rows:
        st.info(NOBODY)
        return
    shown = one_page(rows, place, order)
    picture(shown, place, recall(headlines.matrix, rows), order)
    blocks.legend()
    words.quiet(recall(answered_by_the_district, choices.district_rows(place), rows))
    st.subheader("Таблица", anchor=False)
    behind(shown, rows, place)


def answered_by_the_district(district: Sequence[PlanFactRow], rows: Sequence[PlanFactRow]) -> str:
    """«Показатели № 1, 2, 3 здесь не стоят: на них отвечает сам район.»"""
    shown = {row.code for row in rows}
    own = [row.indicator for row in district if row.code not in shown]
    if not own:
        return ""
    return (
        f"Показатели №{NBSP}{', '.join(own)} здесь не стоят: на них отвечает сам район, "
        "они на странице «Обзор»."
    )


def filtered(rows: Rows, place: DistrictYear) -> tuple[Rows, str]:
    """The rows of the schools that are asked for, all rows of each, and the order wanted."""
    kinds = choices.kinds(place)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        types = [EVERYTHING, *dict.fromkeys(kinds.values())]
        kind = filters.choose("Тип", KIND, types, width=150)
        verdict = filters.choose("Показать", SHOWN, list(VERDICTS), width=220)
        sought = filters.search("Найти школу", FIND, width=260, placeholder="Часть названия")
        order = filters.choose("Порядок", ORDER, list(ORDERS), width=220)
    return sifted(rows, kinds, kind, verdict, sought), order


def asked(place: DistrictYear, query: Mapping[str, str]) -> tuple[Rows, str]:
    """The rows that a print view asks for, and its filters in words."""
    kinds = choices.kinds(place)
    kind = KIND.asked(query, [EVERYTHING, *kinds.values()])
    verdict = SHOWN.asked(query, VERDICTS)
    sought = query.get(FIND.name, "")
    order = ORDER.asked(query, ORDERS)
    rows = sifted(choices.school_rows(place), kinds, kind, verdict, sought)
    pages = in_pages(rows, kinds, order)
    rows = only(rows, tuple(code for page in pages for code in page))
    named = [one for one in (kind, verdict[:1].lower() + verdict[1:]) if one.lower() != "все"]
    named += [f"в названии — «{sought}»"] if sought else []
    return rows, f"Отбор: {'; '.join(named)}." if named else ""


@kept
def sifted(rows: Rows, kinds: dict[str, str], kind: str, verdict: str, sought: str) -> Rows:
    """All rows of the schools of this type, with such a verdict, with this in their name."""
    wanted = {row.org for row in rows if shown_status(row) in VERDICTS[verdict]}
    if kind != EVERYTHING:
        wanted = {org for org in wanted if kinds.get(org or "") == kind}
    part = sought.casefold()
    return tuple(row for row in rows if row.org in wanted and part in row.org_name.casefold())


def one_page(rows: Rows, place: DistrictYear, order: str) -> Rows:
    """The schools of the chosen page, in the order of the picture."""
    pages = in_pages(rows, choices.kinds(place), order)
    if len(pages) == 1:
        return only(rows, pages[0])
    schools = counted(sum(map(len, pages)), SCHOOLS)
    words.quiet(f"{schools}, по {ON_A_PAGE} на странице")
    page = filters.page(len(pages), PAGE)
    return only(rows, pages[page - 1])


@kept
def in_pages(rows: Rows, kinds: dict[str, str], order: str) -> tuple[tuple[str, ...], ...]:
    """Codes of the schools in the order of the picture, a page each."""
    schools = tuple(dict.fromkeys(row.org or "" for row in in_order(rows, kinds, order)))
    return tuple(schools[first : first + ON_A_PAGE] for first in range(0, len(schools), ON_A_PAGE))


@kept
def only(rows: Rows, schools: tuple[str, ...]) -> Rows:
    """The rows of these schools, in this order."""
    places = {code: place for place, code in enumerate(schools)}
    found = [row for row in rows if row.org in places]
    return tuple(sorted(found, key=lambda row: places[row.org or ""]))


def picture(
    rows: Rows, place: DistrictYear, title: str, order: str = BEHIND, key: str = "matrix"
) -> None:
    """The matrix; a click on a cell opens the origin of its figure."""
    kinds, district = choices.kinds(place), choices.district_rows(place)
    figure = recall(
        compliance_map,
        recall(school_matrix, rows, district, kinds, order),
        title=title,
        note="Щёлкните по ячейке — откроется, откуда цифра.",
        palette=pictures.palette(),
    )
    pictures.show(figure, key, lambda keys: links.to_origin(keys[1], keys[0] or place.municipality))


def behind(shown: Rows, rows: Rows, place: DistrictYear) -> None:
    """The same as a table: one row per school, one column per row of the roadmap.

    The file holds the schools of all pages, and each figure as a number too.
    """
    tables.figures(
        recall(frames.matrix, shown),
        key="matrix-table",
        alt="Выполнение показателей по школам",
        file_name=f"Матрица {place.year}.xlsx",
        whole=lambda: frames.matrix(rows, numbers=True),
    )


def preview(place: DistrictYear) -> None:
    """The matrix itself where it is small, else the way to it."""
    rows = choices.school_rows(place)
    if not rows:
        return
    if len({row.org for row in rows}) <= PREVIEW:
        picture(rows, place, recall(headlines.matrix, rows), key="overview-matrix")
    links.page_link("matrix", "Матрица с отбором и таблицей")
