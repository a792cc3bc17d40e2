"""What pages share: the opening with the data stamp, empty states, trouble, the legend."""

from typing import Literal, NoReturn

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data_model.compliance import Status
from indicators.wording import status_text
from ui import data, heading, navigation, selection
from ui.kept import recall
from ui.markdown import safe_markdown
from ui.selection import Place
from ui.stamp import stamp

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


def opening(title: str, *, needs_returns: bool = False) -> Place:
    """Title, data stamp and the selection; ends the page with the way out where nothing is.

    ``needs_returns``: the page has nothing to show before the first return has come.
    """
    heading.title(title)
    place = selection.place()
    if place is None or not place.year:
        empty(
            "Здесь появятся данные вашего района. Начните с трёх файлов: школы, контингент, "
            "дорожная карта.",
            "start",
            "Начать свой район",
        )
    seen = data.snapshot(place.municipality)
    st.markdown(f":gray[:small[{recall(stamp, seen, place.year)}]]")
    if needs_returns:
        need_returns(place)
    return place


def need_returns(place: Place) -> None:
    """End the page with the way to the forms before the first return has come."""
    if not data.snapshot(place.municipality).revisions:
        empty(
            "Отчётов ещё нет. Скачайте бланки, разошлите их школам и загрузите ответы.",
            "forms",
            "Перейти к бланкам",
        )


def empty(text: str, page: str, button: str) -> NoReturn:
    """The empty state: what to do, and the way there. Ends the page."""
    with st.container(border=True):
        st.markdown(text)
        st.page_link(navigation.page(page), label=button, icon=":material/arrow_forward:")
    st.stop()


def trouble(error: Exception) -> None:
    """The text of an error that was written for a person."""
    st.error(safe_markdown(str(error)), icon=":material/error:")


def line() -> list[DeltaGenerator]:
    """A line: the place of a text, and that of a link at its end; on a telephone below it."""
    return st.columns([4, 1], vertical_alignment="center")


def badge(status: str) -> None:
    """A verdict as sign and word on its colour."""
    st.badge(status_text(status), color=BADGES[Status(status)])


def legend() -> None:
    """All verdicts with their signs, in one line."""
    badges = (f":{BADGES[status]}-badge[{status_text(status)}]" for status in Status)
    st.markdown(" ".join(badges))
