"""Parts of a page («части страницы»): a click inside a part runs it alone, not menu and frame.

For what depends on its own choices only: nothing outside a part may show what is chosen in it.
A part is known by the name of its function, so that a click can ask for several of them.
"""

from collections.abc import Callable
from functools import partial, wraps
from typing import ParamSpec

import streamlit as st

from ui import data, doors, session

P = ParamSpec("P")


def part(draw: Callable[P, None]) -> Callable[P, None]:
    """A part of a page; what forbids it is said in its place."""

    @wraps(draw)
    def alone(*arguments: P.args, **named: P.kwargs) -> None:
        with data.one_look(), session.at_hand():
            doors.guarded(partial(draw, *arguments, **named))

    drawn: Callable[P, None] = st.fragment(alone, key=draw.__name__)
    return drawn
