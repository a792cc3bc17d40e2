"""Acts of a person that change the data: attempted, then told in words."""

from collections.abc import Callable, Sequence
from functools import partial, wraps
from typing import ParamSpec

import streamlit as st

from data_model.errors import ClosedYear, MonitorError
from loaders.previews import judge_closed
from ui import blocks, data, navigation, offered, session
from ui.words import safe_markdown

DONE = "done"


def attempt(act: Callable[[], str]) -> None:
    """Do it; what was done is said on the freshly drawn page, what forbids it is said here.

    A closed year that is open for correction keeps the verdicts that the act has left it with.
    """
    try:
        said = act()
        judge_closed(data.store())
        session.remember(DONE, said)
    except MonitorError as error:
        blocks.trouble(error)
        if isinstance(error, ClosedYear):
            way_to_reopen()
    else:
        st.rerun()


def way_to_reopen() -> None:
    """The page where a closed year is opened for a term, for whoever may open it."""
    if offered.may("reopen_year"):
        label = "Открыть закрытый год на срок: порядок приёма"
        st.page_link(navigation.page("board"), label=label)


def guarded(draw: Callable[[], None]) -> None:
    """Draw a part of the page; what forbids it is said in its place."""
    try:
        draw()
    except MonitorError as error:
        blocks.trouble(error)


def say() -> None:
    """The word about the last act, once."""
    if said := session.forget(DONE):
        st.success(safe_markdown(said), icon=":material/check:")


def file(
    label: str, kinds: Sequence[str], take: Callable[[bytes, str], str], key: str, help: str = ""
) -> None:
    """A place for one file and a button that takes it in."""
    chosen = st.file_uploader(label, type=kinds, key=session.fresh_key(key), help=help or None)
    if chosen is None or not st.button("Загрузить файл", key=f"{key}-take", type="primary"):
        return

    def act() -> str:
        said = take(chosen.getvalue(), chosen.name)
        session.renew(key)
        return said

    attempt(act)


P = ParamSpec("P")


def part(draw: Callable[P, None]) -> Callable[P, None]:
    """A part of a page; what forbids it is said in its place."""

    @wraps(draw)
    def alone(*arguments: P.args, **named: P.kwargs) -> None:
        with data.request_scope(), session.at_hand():
            guarded(partial(draw, *arguments, **named))

    drawn: Callable[P, None] = st.fragment(alone, key=draw.__name__)
    return drawn
