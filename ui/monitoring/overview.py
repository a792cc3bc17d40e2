"""Blocks of «Обзор»: conclusions, how many rows stand where, one line per row, terms."""

from collections.abc import Sequence
from datetime import date

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from charts.coverage_bar import coverage_bar
from charts.palette import Palette
from charts.terms import timeline
from data_model.compliance import Status
from indicators import headlines, wording
from indicators.coverage import coverage_sentence
from indicators.headlines import JUDGED, Sentence, conclusions, standing
from indicators.next_steps import About, next_steps
from indicators.plan_fact_row import PlanFactRow
from indicators.wording import NBSP, of
from ui import blocks, data, filters, navigation, words
from ui.decisions import assignments
from ui.filters import Filter
from ui.monitoring import choices, frames, links, pictures, tables
from ui.selection import DistrictYear
from ui.words import safe_markdown

EVERYTHING = "Все"
SHOWN = Filter("show", EVERYTHING)
PAGES = {
    About.RETURNS: "board",
    About.ANSWERS: "district_answers",
    About.ASSIGNMENTS: "assignments",
    About.DOCUMENTS: "documents",
}


def say(place: DistrictYear) -> None:
    """Three sentences, each with the way to what it says."""
    for sentence in said(place):
        text, link = blocks.line()
        with text:
            words.answer(sentence.text)
        with link:
            _way(sentence, place)


@data.kept
def said(place: DistrictYear) -> tuple[Sentence, ...]:
    """The conclusions of the year."""
    board = data.board(place.municipality, place.year)
    return tuple(conclusions(data.plan_fact(place.municipality), board, place.year))


def _way(sentence: Sentence, place: DistrictYear) -> None:
    """To the origin of the figure; to the board where the sentence is about returns."""
    rows = [figure.indicator for figure in sentence.figures if figure.indicator]
    if any(figure.name == "reported" for figure in sentence.figures):
        links.page_link("board", "Сбор отчётов")
    elif rows:
        links.origin_link(rows[0], place.municipality)
    else:
        links.page_link("dynamics", "Год и динамика")


def what_to_do(place: DistrictYear) -> None:
    """What waits for the district's people, each step a link to where it is taken."""
    overdue = assignments.overdue(assignments.register(place))
    board = data.board(place.municipality, place.year)
    with st.container(border=True, gap="xsmall"):
        st.markdown("**Что сделать дальше**")
        for step in next_steps(board, overdue):
            page = navigation.row(PAGES[step.about])
            text, link = blocks.line()
            text.markdown(safe_markdown(step.text))
            with link:
                links.page_link(page.name, page.title)


def tiles(place: DistrictYear) -> None:
    """How many rows are fulfilled, partly, not, or without data: together all that are judged.

    Each tile leads to the table below, narrowed to its rows.
    """
    rows = choices.district_rows(place)
    found = standing(rows)
    whole = sum(map(len, found.values()))
    with st.grid(len(found), min_column_width=160):
        for status, of_status in found.items():
            with st.container(border=True, gap="xsmall"):
                tile(status, of_status, whole)
    words.quiet(beside_the_tiles(rows))


def tile(status: Status, rows: Sequence[PlanFactRow], whole: int) -> None:
    """A verdict, how many rows have it, which they are, the way to them."""
    words.quiet(wording.status_text(status))
    label = wording.status_word(status)
    st.metric(label, of(len(rows), whole), label_visibility="collapsed")
    if not rows:
        words.quiet("таких показателей нет")
        return
    st.button(
        f"№{NBSP}{safe_markdown(', '.join(row.indicator for row in rows))}",
        key=f"tile-{status}",
        icon=":material/arrow_downward:",
        type="tertiary",
        help="Показать эти строки в таблице ниже",
        on_click=SHOWN.turn,
        args=(wording.status_word(status),),
    )


def beside_the_tiles(rows: Sequence[PlanFactRow]) -> str:
    """«Не предусмотрено в этом году: № 6. Срок не наступил: № 3.»: rows that are in no tile."""
    aside: dict[Status, list[str]] = {}
    for row in rows:
        status = wording.shown_status(row)
        if status not in JUDGED:
            aside.setdefault(status, []).append(row.indicator)
    told = (
        f"{wording.status_text(status)}: №{NBSP}{', '.join(numbers)}"
        for status, numbers in aside.items()
    )
    text = "; ".join(told)
    return f"В этот счёт не входят: {text}." if text else ""


def lines(place: DistrictYear) -> None:
    """One line per row of the roadmap; a click leads to the origin of its figure."""
    st.subheader(f"Строки дорожной карты, {place.year}{NBSP}год", anchor=False)
    rows = choices.district_rows(place)
    there = {wording.shown_status(row) for row in rows}
    options = [EVERYTHING, *(wording.status_word(one) for one in Status if one in there)]
    shown = filters.choose("Показать", SHOWN, options, st.radio, horizontal=True)
    left = narrowed(rows, shown)
    words.quiet(
        "Щёлкните по названию — откроется показатель, по любой другой ячейке — откуда цифра."
    )
    tables.figures(
        table(place, shown, pictures.palette()),
        key=f"overview-{shown}",
        alt="План, факт и выполнение по каждой строке дорожной карты",
        file_name=f"Обзор {place.year}.xlsx",
        follow=lambda row, column: _follow(left[row], column, place),
        hidden=frames.FOR_FILES,
    )


@data.kept
def table(place: DistrictYear, shown: str, palette: Palette) -> pd.DataFrame:
    """The rows with this verdict, a line each."""
    rows = narrowed(choices.district_rows(place), shown)
    return frames.overview(data.plan_fact(place.municipality), rows, palette)


def narrowed(rows: Sequence[PlanFactRow], shown: str) -> tuple[PlanFactRow, ...]:
    """The rows with this verdict, or all of them."""
    return tuple(
        row for row in rows if shown in {EVERYTHING, wording.status_word(wording.shown_status(row))}
    )


def _follow(row: PlanFactRow, column: str, place: DistrictYear) -> None:
    if column == "Показатель":
        links.to_indicator(row.indicator)
    links.to_origin(row.indicator, place.municipality)


def returns(place: DistrictYear) -> None:
    """Who has reported, as one bar."""
    board = data.board(place.municipality, place.year)
    if board.expected:
        pictures.show(coverage_picture(place, pictures.palette()), "returns")
    words.quiet(coverage_sentence(board))
    links.page_link("board", "Кто не сдал и чьи вопросы открыты")


@pictures.kept()
def coverage_picture(place: DistrictYear, palette: Palette) -> go.Figure:
    board = data.board(place.municipality, place.year)
    return coverage_bar(board, title=headlines.coverage(board), palette=palette)


def terms(place: DistrictYear) -> None:
    """The due rows of the year on a strip of months."""
    if with_term(choices.district_rows(place)):
        figure = terms_picture(place, pictures.palette())
        pictures.show(figure, "terms", lambda keys: links.to_indicator(keys[0]))


@pictures.kept(clickable=True)
def terms_picture(place: DistrictYear, palette: Palette) -> go.Figure:
    due, today = with_term(choices.district_rows(place)), date.today()
    return timeline(due, title=headlines.terms(due, today), today=today, palette=palette)


def with_term(rows: Sequence[PlanFactRow]) -> tuple[PlanFactRow, ...]:
    return tuple(row for row in rows if row.due is not None)
