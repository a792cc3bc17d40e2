"""What pages share: the opening with the data stamp, empty states, trouble, the legend."""

from typing import Literal, NoReturn

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from access.rights import may_open
from data_model.compliance import Status
from data_model.returns import without_command
from data_model.roadmap import Roadmap
from data_model.snapshot import Snapshot
from indicators.coverage import Board, own_words, reported_words
from indicators.passport import act_words
from indicators.plan_fact_row import PlanFactRow
from indicators.wording import NBSP, date_short, shown_status, status_text, uncapped, verdict
from ui import data, heading, navigation, selection
from ui.selection import DistrictYear
from ui.words import safe_markdown
from ui.wrong_address import Way, WrongAddress

Colour = Literal["green", "orange", "red", "gray", "blue"]

BADGES: dict[Status, Colour] = {
    Status.MET: "green",
    Status.PARTLY: "orange",
    Status.MISSED: "red",
    Status.NO_DATA: "gray",
    Status.NOT_DUE: "blue",
    Status.NO_TARGET: "gray",
    Status.NOT_APPLICABLE: "gray",
}


def opening(title: str = "", *, needs_returns: bool = False) -> DistrictYear:
    """Title, data stamp and the selection; ends the page with the way out where nothing is.

    Without a ``title`` the page names what is looked at when it is chosen.
    ``needs_returns``: the page has nothing to show before the first return has come.
    """
    place = selection.place()
    if title:
        named = place is not None and place.year
        heading.title(f"{title}, {selection.place_name(place)}" if place and named else title)
    if place is None or not place.year:
        empty(
            "Здесь появятся данные вашего района. Начните с трёх файлов: школы, контингент, "
            "дорожная карта.",
            "start",
            "Добавить район",
        )
    st.markdown(f":gray[:small[{safe_markdown(stamp_of(place))}]]")
    if needs_returns:
        need_returns(place)
    return place


def need_returns(place: DistrictYear) -> None:
    """End the page with the way to the forms before the first return has come."""
    if not data.snapshot(place.municipality).revisions:
        heading.settle(selection.place_name(place))
        of_the_district_alone(place)
        empty(
            "Отчётов ещё нет. Скачайте бланки, разошлите их школам и загрузите ответы.",
            "forms",
            "Перейти к бланкам",
            ("indicators", "Планы и сроки года"),
        )


def of_the_district_alone(place: DistrictYear) -> None:
    """End the page where the roadmap of the year asks nothing of schools."""
    if not data.snapshot(place.municipality).roadmaps[place.year].asks_schools:
        empty(
            f"Карта {place.year} года школы не спрашивает: отчёт за год заполняет сам район.",
            "district_answers",
            "Перейти к ответам района",
        )


def no_school_is_awaited(place: DistrictYear) -> NoReturn:
    """The empty state of pages about schools: none is asked, or none is known yet."""
    of_the_district_alone(place)
    empty(
        f"За {place.year} год ни одна школа не ожидается: загрузите школы и контингент.",
        "registers",
        "Перейти к организациям и контингенту",
    )


def empty(text: str, page: str, button: str, *beside: tuple[str, str]) -> NoReturn:
    """The empty state: what to do, and the way there. Ends the page.

    ``beside``: pages that can be looked at meanwhile, with the words of their links.
    """
    with st.container(border=True):
        st.markdown(text)
        for name, label in ((page, button), *beside):
            st.page_link(navigation.page(name), label=label, icon=":material/arrow_forward:")
    heading.stop()


OFFICES = "Органы и должности"


def link_to_offices() -> None:
    """To where the region of a district is named; nothing for whom that page is closed."""
    if may_open(data.person(), "registers"):
        st.page_link(navigation.page("registers"), label=OFFICES, query_params={"section": OFFICES})


def trouble(error: Exception) -> None:
    """The text of an error that was written for a person."""
    st.error(safe_markdown(without_command(str(error))), icon=":material/error:")


def line() -> list[DeltaGenerator]:
    """A line: the place of a text, and that of a link at its end; on a telephone below it."""
    return st.columns([4, 1], vertical_alignment="center")


def nothing_there(found: WrongAddress) -> NoReturn:
    """What the address asks for and is not there, with the ways out. Ends the page."""
    with st.container(border=True):
        st.markdown(f"**{safe_markdown(found.said)}**")
        with st.container(horizontal=True):
            for way in found.ways:
                _way_out(way)
    heading.stop()


def _way_out(way: Way) -> None:
    """A link to another page; on the same page a button, for a link would leave the address."""
    label, icon = safe_markdown(way.label), ":material/arrow_forward:"
    if way.page:
        st.page_link(navigation.page(way.page), label=label, icon=icon)
    else:
        st.button(label, icon=icon, type="tertiary", on_click=selection.turn, args=(way.query,))


def badge(row: PlanFactRow) -> None:
    """A verdict as sign and word on its colour; a word alone where nothing is judged."""
    st.badge(verdict(row), color=BADGES[shown_status(row)])


def legend(remark: str = "") -> None:
    """All verdicts with their signs, in one line; a quiet ``remark`` below it."""
    badges = (f":{BADGES[status]}-badge[{status_text(status)}]" for status in Status)
    told = [f":gray[:small[{safe_markdown(remark)}]]"] if remark else []
    st.markdown("\n\n".join([" ".join(badges), *told]))


@data.kept
def stamp_of(place: DistrictYear) -> str:
    seen, board = data.snapshot(place.municipality), data.board(place.municipality, place.year)
    return stamp(seen, board)


def stamp(snapshot: Snapshot, board: Board) -> str:
    """«отчётный период — 2022 год · данные на 15.02.2023 · отчёты сдали 13 из 15 школ · …»."""
    parts = (
        f"отчётный период — {board.year} год",
        fresh(board),
        _within(reported_words(board)),
        _within(own_words(board)),
        *(["год закрыт"] if board.year in snapshot.closed_years else []),
        *([f"сроки на {date_short(day)}"] if (day := data.as_of()) else []),
        in_force(snapshot.roadmaps[board.year]),
    )
    return " · ".join(filter(None, parts))


def _within(sentence: str) -> str:
    """A sentence as a part of a line."""
    return uncapped(sentence).rstrip(".")


def in_force(roadmap: Roadmap) -> str:
    """«редакция карты № 1»; of several each with its act, else «Дорожная карта» tells it."""
    told = [f"редакция карты №{NBSP}{part.edition}" for part in roadmap.each]
    if len(told) == 1:
        return told[0]
    acts = (act_words(part.act) for part in roadmap.each)
    return "; ".join(f"{one} ({act})" for one, act in zip(told, acts, strict=True))


def fresh(board: Board) -> str:
    """The day on which the last return came; nothing before the first one, which is told anyway."""
    days = [line.received_at.date() for line in board.lines if line.received_at]
    return f"данные на {date_short(max(days))}" if days else ""
