"""Blocks of «Главная» and of the list of indicators.

First the page of one screen: the year beside the last one, the rows as squares, what asks for
attention, what waits for somebody; then the table of all rows and the strip of their terms.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from access.rights import may_open
from charts.by_school import coverage_bar
from charts.palette import Palette
from charts.places import is_small
from charts.terms import timeline
from charts.yearly import bullet
from data_model.compliance import Status
from data_model.errors import DatabaseTrouble
from data_model.people import SeenFigures
from indicators import headlines, wording
from indicators.changes import change_of, changed_since, seen_lines
from indicators.contribution import contributions
from indicators.coverage import own_words, reported_words
from indicators.headlines import Sentence, conclusions
from indicators.next_steps import About, next_steps
from indicators.plan_fact_row import PlanFactRow
from indicators.reasons import Reason
from indicators.wording import NBSP, uncapped
from reports import FORMATS
from ui import blocks, data, downloads, filters, heading, navigation, selection, session, words
from ui.decisions import assignments
from ui.documents import documents
from ui.filters import Filter
from ui.incidents import record
from ui.monitoring import choices, frames, links, pictures, tables
from ui.returns import collecting
from ui.selection import DistrictYear
from ui.words import safe_markdown

EVERYTHING = "Все"
SHOWN = Filter("show", EVERYTHING)
ATTENTION = "Требуют внимания"
FIRST = Filter("show", ATTENTION)
OF_GROWTH = frozenset({Reason.GROWTH_FAILED, Reason.GROWTH_UNKNOWN})
"""Reasons that neither the figure nor its plan tells."""
WAYS = {About.ANSWERS: "district_answers", About.DOCUMENTS: "documents"}
"""Steps that are told as they are; the others are told with names, days and items."""
AT_ONCE = 5
"""Rows, schools or assignments that the first page names."""


def head(place: DistrictYear) -> None:
    """The year in the title; the year before and how sure it is, in a line."""
    rows, before = choices.district_rows(place), choices.rows_of(place, None, place.year - 1)
    name = data.municipality_names()[place.municipality]
    heading.title(f"{name}, {place.year}{NBSP}год: {headlines.met_of_judged(rows)}")
    last = f"в {place.year - 1} — {headlines.met_of_judged(before)}" if before else ""
    words.quiet_parts([last, how_sure(place), same_since(place)])


def how_sure(place: DistrictYear) -> str:
    """The last conclusion, without the counts of returns that the line above it has told."""
    board = data.board(place.municipality, place.year)
    text = "".join(one.text for one in conclusions_of_year(place)[2:])
    told = text.removeprefix(reported_words(board)).removesuffix(f" {own_words(board)}")
    return uncapped(told.strip(" ,:."))


@data.kept
def conclusions_of_year(place: DistrictYear) -> tuple[Sentence, ...]:
    """The conclusions of the year."""
    board = data.board(place.municipality, place.year)
    return tuple(conclusions(data.plan_fact(place.municipality), board, place.year))


def last_seen(place: DistrictYear) -> SeenFigures | None:
    """What this person saw when they came last; None at first, and where another day is shown.

    Coming is the first look of a tab at a year: what was seen then is kept, and what is shown
    now is the beginning of the next time.
    """
    if data.as_of() is not None:
        return None
    rows, key = choices.district_rows(place), f"seen {place} {data.narrowed()}"
    known: bool
    last: SeenFigures | None
    known, last = session.remembered(key, (False, None))
    if not known:
        last = data.store().seen_figures(place.municipality, place.year)
        session.remember(key, (True, last))
        try:
            data.store().note_seen(place.municipality, place.year, seen_lines(rows))
        except DatabaseTrouble as error:  # who only reads is not kept from it by a full disk
            record(error)
    return last


def same_since(place: DistrictYear) -> str:
    """That nothing has changed; empty where something has, or nothing was seen before."""
    last = last_seen(place)
    if last is None or changed_since(last.lines, choices.district_rows(place)):
        return ""
    return f"с прошлого входа ({_day(last)}) цифры и выводы не изменились"


def _day(last: SeenFigures) -> str:
    return wording.date_figures(last.seen_at.astimezone())


def since(place: DistrictYear) -> None:
    """What is another figure or verdict than when this person came last."""
    last = last_seen(place)
    turned = changed_since(last.lines, choices.district_rows(place)) if last else ()
    if last is None or not turned:
        return
    day = _day(last)
    many = wording.counted(len(turned), wording.INDICATORS)
    with st.expander(f"Изменилось с прошлого входа ({day}): {many}", expanded=True):
        for row, before in turned:
            told = f"{wording.numbered(row)}: было {before} → стало {frames.verdict_and_fact(row)}"
            st.markdown(f":small[{safe_markdown(told)}]")


def returns_due(place: DistrictYear) -> date | None:
    """The day by which the returns of the year must be in."""
    return data.snapshot(place.municipality).deadlines.get(place.year)


def strip(place: DistrictYear) -> None:
    """Every row of the roadmap as a numbered square in the colour of its verdict; a way to it."""
    with st.container(horizontal=True, gap="xsmall", key="strip"):
        for row in choices.district_rows(place):
            colour = blocks.BADGES[wording.shown_status(row)]
            st.page_link(
                navigation.page("indicator"),
                label=f":{colour}-background[{wording.sign(row)}{NBSP}{safe_markdown(row.indicator)}]",
                help=safe_markdown(f"{row.name}: {wording.word(row)}"),
                query_params={selection.INDICATOR: row.indicator},
            )


def verdicts(rows: Sequence[PlanFactRow]) -> dict[str, str]:
    """What can be shown of the rows: those that ask for attention, each verdict, all of them."""
    counts = Counter(wording.shown_status(row) for row in rows)
    options = {ATTENTION: f"{ATTENTION}: {len(headlines.worst_first(rows))}"}
    for status in Status:
        if counts[status]:
            text = f"{wording.status_text(status)}: {counts[status]}"
            options[wording.status_word(status)] = text
    return {**options, EVERYTHING: f"{EVERYTHING}: {len(rows)}"}


def asked_for(place: DistrictYear) -> str:
    """Which rows stand below."""
    options = verdicts(choices.district_rows(place))
    return filters.choose("Показать", FIRST, options, st.radio, **filters.IN_A_LINE)


def attention(place: DistrictYear, shown: str) -> None:
    """The rows asked for, the worst first: how far, which way, who moves it, what to do."""
    rows = choices.district_rows(place)
    worst = headlines.worst_first(rows)
    left = worst if shown == ATTENTION else narrowed(rows, shown)
    if not left:
        st.markdown("Показателей, которые требуют внимания, нет.")
    for row in left[:AT_ONCE]:
        with st.container(border=True, gap=None, key=f"card-{row.indicator}"):
            card(place, row)
    if len(left) > AT_ONCE:
        links.page_link("indicators", f"Ещё {len(left) - AT_ONCE} — в списке показателей")


def card(place: DistrictYear, row: PlanFactRow) -> None:
    """One row: its name, verdict and bar in a line, then what moves it and what is to be done."""
    with st.container(horizontal=True, vertical_alignment="center"):
        links.indicator_link(row.indicator, f"**{safe_markdown(wording.numbered(row))}**")
        blocks.badge(row)
        if row.actual is not None and row.target and not row.is_in_words and not is_small(row):
            colours = pictures.palette()
            fill = colours.fills[wording.shown_status(row)]
            shown = f"{wording.fact(row)}, план {wording.target(row)}"
            st.image(bullet(row.actual, row.target, fill, colours), alt=shown)
    told = safe_markdown(" · ".join(filter(None, moves(place, row))))
    todo = safe_markdown(wording.action(row)) if row.status is not Status.NOT_DUE else ""
    act = f" **Что делать:** {todo}" if todo else ""
    st.markdown(f":small[:gray[{told.rstrip('.')}.]{act}]")


def moves(place: DistrictYear, row: PlanFactRow) -> list[str]:
    """Figure and plan, the change to last year, the schools that miss most."""
    plan_fact = data.plan_fact(place.municipality)
    change = change_of(plan_fact, row)
    known = row.actual is not None and not row.is_presence
    parts = contributions(plan_fact, place.year, row.code) if row.deficit else ()
    behind = [
        f"{one.row.org_name} {wording.signed_ones(one.row, one.balance)}"
        for one in parts
        if one.balance < 0 and not one.row.small_base
    ]
    told = f"{wording.fact(row)}, план {wording.target(row)}" if known else wording.explanation(row)
    return [
        told or wording.fact(row),
        wording.gap(row),
        wording.why(row) if known and row.reason in OF_GROWTH else "",
        f"к {place.year - 1}: {wording.difference(change.row, change.amount)}" if change else "",
        f"больше всех недобрали: {', '.join(behind[:2])}" if behind else "",
    ]


def waiting(place: DistrictYear) -> None:
    """What waits for somebody: returns that have not come, questions, assignments."""
    returns(place)
    board = data.board(place.municipality, place.year)
    due = returns_due(place)
    told = [
        f"{line.name}: {collecting.term_words(line, due, data.today()) or 'не сдан'}"
        for line in board.missing[:AT_ONCE]
    ]
    told += [f"и ещё {more}"] if (more := len(board.missing[AT_ONCE:])) else []
    if may_open(data.person(), "letters"):
        listed(told, "letters", "Напомнить")
    else:
        listed(told, "board", "Кто сдал")
    if board.questions:
        asked = wording.counted(board.questions, wording.OPEN_QUESTIONS)
        listed([f"Ждут уточнения: {asked}"], "board", "Вопросы")
    listed(assignments.late_items(place)[:AT_ONCE], "assignments", "Поручения")
    for step in next_steps(board, assignments.overdue(assignments.register(place))):
        if page := WAYS.get(step.about):
            listed([step.text], page, navigation.row(page).title)


def listed(told: Sequence[str], page: str, label: str) -> None:
    """Some lines, and the way to where something is done about them."""
    if told:
        text, link = st.columns([5, 2], vertical_alignment="center")
        text.markdown("  \n".join(f":small[{safe_markdown(one)}]" for one in told))
        with link:
            links.page_link(page, label)


def next_acts(place: DistrictYear) -> None:
    """The next term, and the three things that are done most."""
    rows = with_term(choices.district_rows(place))
    if rows:
        words.quiet(headlines.terms(rows, data.today()))
        words.quiet(headlines.coming_terms(rows, data.today(), returns_due(place)))
    with st.container(horizontal=True, vertical_alignment="center"):
        if may_open(data.person(), "upload"):
            links.page_link("upload", "Загрузить отчёты")
        downloads.download(
            "Скачать справку (Word)",
            lambda: documents.built(place, "monitoring", "docx"),
            documents.document_file_name(place, "monitoring", "docx"),
            mime=FORMATS["docx"].mime,
        )
        downloads.download(
            "Книга Excel",
            lambda: documents.analytical_workbook(place),
            documents.document_file_name(place, "workbook", "xlsx"),
        )


def lines(place: DistrictYear) -> None:
    """One line per row of the roadmap; its name leads to the row, its fact to the origin."""
    st.header(f"Показатели дорожной карты, {place.year}{NBSP}год", anchor=False)
    rows = choices.district_rows(place)
    there = {wording.shown_status(row) for row in rows}
    options = [EVERYTHING, *(wording.status_word(one) for one in Status if one in there)]
    shown = filters.choose("Показать", SHOWN, options, st.radio, horizontal=True)
    left = narrowed(rows, shown)
    tables.figures(
        table(place, shown, pictures.palette()),
        key=f"overview-{shown}",
        alt="План, факт и выполнение по каждому показателю дорожной карты",
        file_name=f"Показатели {place.year}.xlsx",
        opens={
            "Показатель": [links.address("indicator", indicator=row.indicator) for row in left],
            "Факт": [links.origin(row.indicator, place.municipality) for row in left],
        },
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


def returns(place: DistrictYear) -> None:
    """Who has reported, as one bar."""
    board = data.board(place.municipality, place.year)
    if board.expected:
        pictures.show(coverage_picture(place, pictures.palette()), "returns")


@pictures.kept()
def coverage_picture(place: DistrictYear, palette: Palette) -> go.Figure:
    board = data.board(place.municipality, place.year)
    return coverage_bar(board, title=reported_words(board), palette=palette)


def terms(place: DistrictYear) -> None:
    """The due rows of the year on a strip of months."""
    if with_term(choices.district_rows(place)):
        figure = terms_picture(place, pictures.palette())
        pictures.show(figure, "terms", lambda keys: links.to_indicator(keys[0]))


@pictures.kept(clickable=True)
def terms_picture(place: DistrictYear, palette: Palette) -> go.Figure:
    due, today = with_term(choices.district_rows(place)), data.today()
    return timeline(due, title=headlines.terms(due, today), today=today, palette=palette)


def with_term(rows: Sequence[PlanFactRow]) -> tuple[PlanFactRow, ...]:
    return tuple(row for row in rows if row.due is not None)
