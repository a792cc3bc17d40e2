"""The head of a page: what it is about, and above it what the whole view is about.

In the line above stand district, year and search, on its right what can be done with the view,
which knows what was chosen on the page and is drawn after it. The title names the thing looked at
(«„Билет в будущее“, 2022 — Бессоновский район»), in the page and on the tab of the browser.
"""

from contextvars import ContextVar
from dataclasses import dataclass
from typing import NoReturn

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from indicators.wording import NBSP
from ui.words import safe_markdown

PROGRAM = "Дорожная карта"


@dataclass(slots=True)
class Head:
    """What is drawn of the head of one page, and what stands above where nothing is named."""

    usual: str
    alone: bool
    above: DeltaGenerator
    slot: DeltaGenerator
    is_told: bool = False


_head: ContextVar[Head] = ContextVar("head")


def begin(usual: str, *, alone: bool = False) -> None:
    """Open the head: the line, and the title below it.

    ``alone``: a thing looked at needs no name of the page before it.
    """
    above = st.container(horizontal=True, vertical_alignment="center", gap="small", key="above")
    _head.set(Head(usual, alone, above, st.empty()))


def title(text: str) -> None:
    """The title of the page, on the tab of the browser too; no line begins with its dash."""
    here = _head.get()
    here.slot.title(safe_markdown(text.replace(" —", f"{NBSP}—")), anchor=False)
    here.is_told = True
    st.set_page_config(page_title=f"{text} · {PROGRAM}")


def thing(name: str, place: str) -> None:
    """The title by the thing looked at: «Исходные данные: „Билет в будущее“, 2022 — … район»."""
    here = _head.get()
    title(f"{name if here.alone else f'{here.usual}: {name}'}, {place}")


def settle(place: str = "") -> None:
    """The name of the page, with the ``place``, where the page has named nothing."""
    if not _head.get().is_told:
        title(", ".join(filter(None, [_head.get().usual, place])))


def stop() -> NoReturn:
    """End the page, with its name; the framework draws nothing more then."""
    settle()
    st.stop()


def above() -> DeltaGenerator:
    """The line above the title."""
    return _head.get().above
