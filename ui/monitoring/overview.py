"""Blocks of «Обзор»: conclusions, four numbers, one line per row, terms."""

from dataclasses import dataclass
from datetime import date

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from charts.coverage_bar import coverage_bar
from charts.palette import Palette
from charts.timeline import timeline
from data_model.compliance import Status
from indicators import headlines
from indicators.conclusions import Sentence, conclusions
from indicators.coverage import Collection, collection
from indicators.next_steps import About, next_steps
from indicators.wording import NBSP, number, of
from ui import blocks, data, navigation
from ui.decisions import assignments
from ui.kept import kept, recall
from ui.markdown import safe_markdown
from ui.monitoring import choices, frames, links, pictures, tables, words
from ui.selection import Place

JUDGED = (Status.MET, Status.PARTLY, Status.MISSED, Status.NO_DATA)
ROOMY = 100
BEHIND = (Status.PARTLY, Status.MISSED)
PAGES = {
    About.RETURNS: "board",
    About.ANSWERS: "district_answers",
    About.ASSIGNMENTS: "assignments",
    About.DOCUMENTS: "documents",
}


def collected(place: Place) -> Collection:
    return recall(collection, data.board(place.municipality, place.year), place.municipality)


def say(place: Place) -> None:
    """Three sentences, each with the way to what it says."""
    plan_fact = data.plan_fact(place.municipality)
    for sentence in recall(conclusions, plan_fact, collected(place), place.year):
        text, link = blocks.line()
        with text:
            words.answer(sentence.text)
        with link:
            _way(sentence, place)


def _way(sentence: Sentence, place: Place) -> None:
    """To the origin of the figure; to the board where the sentence is about returns."""
    rows = [figure.indicator for figure in sentence.figures if figure.indicator]
    if rows:
        links.origin_link(rows[0], place.municipality)
    elif any(figure.name == "reported" for figure in sentence.figures):
        links.page_link("board", "Сбор отчётов")
    else:
        links.page_link("matrix", "Матрица")


def what_to_do(place: Place) -> None:
    """What waits for the district's people, each step a link to where it is taken."""
    overdue = recall(assignments.overdue, assignments.register(place))
    board = data.board(place.municipality, place.year)
    with st.container(border=True, gap="xsmall"):
        st.markdown("**Что сделать дальше**")
        for step in recall(next_steps, board, place.municipality, overdue):
            page = navigation.row(PAGES[step.about])
            text, link = blocks.line()
            text.markdown(safe_markdown(step.text))
            with link:
                links.page_link(page.name, page.title)


def tiles(place: Place) -> None:
    """Four numbers of the year, each with the page behind it."""
    rows = choices.of_district(choices.of_year(data.plan_fact(place.municipality), place.year))
    found, now = judged(rows), collected(place)
    numbers = (
        (*part("Выполнено", found.met, found.all), "matrix"),
        ("С отставанием", str(found.behind), "indicator"),
        (*part("Отчитались", now.reported, now.expected), "board"),
        ("Ждут ответа", str(now.with_remarks), "board"),
    )
    words = {"matrix": "По школам", "indicator": "Подробно", "board": "Сбор отчётов"}
    with st.grid(4, min_column_width=160):
        for label, value, page in numbers:
            with st.container(border=True, gap="xsmall"):
                st.metric(label, value)
                links.page_link(page, words[page])


@dataclass(frozen=True, slots=True)
class Judged:
    """Rows of the district that are judged: all, fulfilled, behind."""

    all: int
    met: int
    behind: int


@kept
def judged(rows: pd.DataFrame) -> Judged:
    status = rows["status"]
    return Judged(
        all=int(status.isin(JUDGED).sum()),
        met=int((status == Status.MET).sum()),
        behind=int(status.isin(BEHIND).sum()),
    )


def part(label: str, some: int, whole: int) -> tuple[str, str]:
    """Label and value of a tile; a tile of a telephone has no room for «300 из 300»."""
    if whole < ROOMY:
        return label, of(some, whole)
    return f"{label} из {number(whole)}", str(number(some))


def lines(place: Place) -> None:
    """One line per row of the roadmap; a click leads to the origin of its figure."""
    plan_fact = data.plan_fact(place.municipality)
    table = recall(frames.overview, plan_fact, place.year, pictures.palette())
    st.subheader(f"Строки дорожной карты, {place.year}{NBSP}год", anchor=False)
    words.quiet(
        "Щёлкните по названию — откроется показатель, по любой другой ячейке — откуда цифра."
    )
    tables.figures(
        table,
        key="overview",
        alt="План, факт и выполнение по каждой строке дорожной карты",
        file_name=f"Обзор {place.year}.xlsx",
        follow=lambda row, column: _follow(table, row, column, place),
    )


def _follow(table: pd.DataFrame, row: int, column: str, place: Place) -> None:
    number = str(table["№"].iloc[row])
    if column == "Показатель":
        links.to_indicator(number)
    links.to_origin(number, place.municipality)


def returns(place: Place) -> None:
    """Who has reported, as one bar."""
    board, now = data.board(place.municipality, place.year), collected(place)
    pictures.show(coverage(board, place.municipality, now, pictures.palette()), "returns")
    links.page_link("board", "Кто не сдал и чьи вопросы открыты")


@kept
def coverage(
    board: pd.DataFrame, municipality: str, now: Collection, colours: Palette
) -> go.Figure:
    """The bar of the schools by the state of their return."""
    schools = board[board["org"] != municipality]
    silent = schools.loc[schools["received_at"].isna(), "name"].tolist()
    return coverage_bar(
        {str(state): int(count) for state, count in schools["state"].value_counts().items()},
        title=headlines.coverage(now.reported, now.expected, silent),
        palette=colours,
    )


@kept
def due_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows that have a term, named as on a strip of months."""
    due = rows[rows["due"].notna()]
    titles = zip(due["indicator"], due["short"], strict=True)
    return due.assign(name=[f"№{NBSP}{number} {short}" for number, short in titles])


def terms(place: Place) -> None:
    """The due rows of the year on a strip of months."""
    rows = choices.of_district(choices.of_year(data.plan_fact(place.municipality), place.year))
    due = due_rows(rows)
    if due.empty:
        return
    figure = recall(
        timeline,
        due,
        title=recall(headlines.terms, due, date.today()),
        today=date.today(),
        palette=pictures.palette(),
    )
    pictures.show(figure, "terms", lambda keys: links.to_indicator(keys[0]))
