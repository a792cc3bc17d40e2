"""Pictures («графики») on a page: the palette of the theme, the alternative text, the click."""

from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from html import escape
from typing import Any, Literal, ParamSpec

import plotly.graph_objects as go
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from charts.palette import DARK, LIGHT, Palette
from charts.theme import PLOTLY_CONFIG, figure_content, headline, note
from indicators.wording import full_stop
from ui import data, session
from ui.words import for_the_hand, safe_markdown

P = ParamSpec("P")
KEY = "picture-format"
FORMATS: dict[str, Literal["png", "svg"]] = {
    "PNG — вставить в текст": "png",
    "SVG — печать и правка": "svg",
}


def chosen() -> Literal["png", "svg"]:
    """The format that this tab has chosen; PNG at first."""
    return FORMATS.get(session.widget_value(KEY), "png")


def choose() -> None:
    """The choice, for the charts of all pages; they stand outside the part that holds it."""
    st.radio(
        "Кнопка над рисунком сохраняет его как",
        list(FORMATS),
        key=KEY,
        persist_state="session",
        on_change=st.rerun,
    )


Follow = Callable[[list[str]], None]
"""What a click on a mark does with the keys that the mark bears."""


def palette() -> Palette:
    """The colours of the theme that the person looks at."""
    return DARK if st.context.theme.type == "dark" else LIGHT


class SettledFigure(go.Figure):  # type: ignore[misc]  # plotly has no types
    """A figure that nothing changes any more: the framework asks for its content at every run."""

    _content: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        """The same content each time, made once; Plotly would copy every part of it."""
        if self._content is None:
            self._content = super().to_dict()
        return self._content


def kept(*, clickable: bool = False) -> Callable[[Callable[P, go.Figure]], Callable[P, go.Figure]]:
    """A picture of a place, codes and a palette, drawn once: see ``data.kept``.

    It is kept as the browser gets it, ``clickable`` or not: Plotly checks each anew otherwise.
    """

    def mark(draw: Callable[P, go.Figure]) -> Callable[P, go.Figure]:
        @data.kept
        @wraps(draw)
        def ready(*arguments: P.args, **named: P.kwargs) -> go.Figure:
            return SettledFigure(figure_content(draw(*arguments, **named), clickable=clickable))

        return ready

    return mark


CELL = "Щёлкните по ячейке — откроются исходные данные."
COLUMN = "Щёлкните по столбцу — откроются исходные данные."


def show(figure: go.Figure, key: str, follow: Follow | None = None, hint: str = "") -> None:
    """A chart under its title and note; ``follow`` is called with a clicked mark.

    ``hint`` says what a click does; it is not printed.
    """
    alt, told = headline(figure), note(figure)
    told = full_stop(told) if told and hint else told
    below = f":gray[:small[{safe_markdown(told)}]] " if told else ""
    below += for_the_hand(hint) if hint else ""
    st.markdown(f"**{safe_markdown(alt)}**" + (f"  \n{below}" if below else ""))
    config = toolbar(alt, chosen())
    if follow is None:
        st.plotly_chart(figure, key=key, theme=None, config=config, alt=alt)
        return
    st.plotly_chart(
        figure,
        key=key,
        theme=None,
        config=config,
        alt=alt,
        selection_mode="points",
        on_select=lambda: _followed(key, follow),
    )


def numbers_told(names: Iterable[str]) -> None:
    """The names of columns in words: on a telephone the heads of a picture are numbers alone."""
    st.html(f'<p class="heads">{escape("; ".join(names))}</p>')


def places(count: int) -> Iterator[DeltaGenerator]:
    """Places for so many pictures, two in a line; a single one has the whole width."""
    for _ in range(0, count, 2):
        yield from st.columns(min(count, 2), gap="large")


def toolbar(name: str, format: str) -> dict[str, Any]:
    """The toolbar; a picture that is saved bears the name of the chart."""
    wanted = {"filename": name[:80], "format": format}
    image = {**PLOTLY_CONFIG["toImageButtonOptions"], **wanted}
    return {**PLOTLY_CONFIG, "toImageButtonOptions": image}


def _followed(key: str, follow: Follow) -> None:
    chosen = session.widget_value(key)
    for point in chosen.selection.points if chosen else ():
        if point.get("customdata"):
            follow([str(part) for part in _flat(point["customdata"])])
            return


def _flat(keys: object) -> list[object]:
    """The keys of a mark come as a list, or as a dict by position."""
    if isinstance(keys, dict):
        return list(keys.values())
    return list(keys) if isinstance(keys, list | tuple) else [keys]
