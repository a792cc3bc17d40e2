"""Filters («отбор») of one page: each in the address, so F5, Back and a link keep the view.

The address decides; where it says nothing, the choice with which one came to the page. What
stands in the address is the text of an option; the usual choice is left out of a shared link.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import isfinite
from typing import Any

import streamlit as st

from ui import selection, session
from ui.words import safe_markdown

PAGE = "page"
"""Name of the part of the address that holds the page of a long list."""


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter: its name in the address, its usual choice, what else a change starts anew.

    The first option is the usual one where no other is named.
    ``parts`` are the keys of the parts of the page that show it; without them the whole page
    runs again. ``afresh`` names what a change sets back, as the page of a list.
    """

    name: str
    usual: str = ""
    parts: tuple[str, ...] = ()
    afresh: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The widget's key: the same name may stand on several pages."""
        return f"{selection.here()}-{self.name}"

    def wanted(self) -> str:
        """What is asked for; a choice that no longer exists is for the caller to refuse."""
        found = selection.wanted(self.name, self.key)
        return self.usual if found is None else found

    def asked(self, query: Mapping[str, str], options: Iterable[str]) -> str:
        """What a print view asks for; the usual choice where it names none of the options."""
        names = list(options)
        wanted = query.get(self.name, self.usual)
        return wanted if wanted in names else self.usual or names[0]

    def say(self, chosen: str) -> None:
        """Let the link and the print view of this view hold the choice."""
        session.remember(self.key, chosen)
        selection.try_out({self.name: chosen if chosen != self.usual else ""})

    def turn(self, chosen: str) -> None:
        """Write a choice into the address; called by a click, before the page runs."""
        selection.write(self.name, chosen)
        self.say(chosen)
        for other in self.afresh:
            start_afresh(other)

    def publish(self) -> None:
        """The click on the filter itself."""
        self.turn(address_value(session.widget_value(self.key)))
        if self.parts:
            st.rerun(list(self.parts))
        selection.begin_whole_run()


def address_value(value: Any) -> str:
    """A choice as it stands in the address; nothing where a field was cleared."""
    if value is None:
        return ""
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def start_afresh(name: str) -> None:
    """Take a choice back that stands in the address or is remembered."""
    session.remember(f"{selection.here()}-{name}", None)
    selection.come_without(f"{selection.here()}-{name}")
    selection.try_out({name: ""})
    selection.erase(name)


def choose(
    label: str,
    one: Filter,
    options: Sequence[str] | Mapping[str, str],
    draw: Callable[..., Any] = st.selectbox,
    **look: Any,
) -> str:
    """One of ``options`` (texts, or code -> text); the first one where the address errs.

    That it errs is said beside the choice: nothing else is shown in silence.
    """
    first = next(iter(options))
    one = replace(one, usual=one.usual or first)
    wanted = one.wanted()
    chosen = wanted if wanted in options else first
    shown = options if isinstance(options, Mapping) else dict(zip(options, options, strict=True))
    _put(one, chosen)
    draw(label, list(options), format_func=shown.__getitem__, **_wiring(one), **look)
    if wanted not in options and st.query_params.get(one.name) == wanted:
        told = f"{label}: «{wanted}» здесь нет, выбрано «{shown[chosen]}»."
        st.markdown(f":gray[:small[{safe_markdown(told)}]]")
    return chosen


IN_A_LINE = {"horizontal": True, "label_visibility": "collapsed"}
"""How a row of round buttons stands whose label is read aloud only."""


def sections(label: str, one: Filter, options: Iterable[str]) -> str:
    """Which part of a page is open: the first one as usual, its label read aloud only."""
    names = list(options)
    return choose(label, one, names, st.radio, **IN_A_LINE)


def search(label: str, one: Filter, **look: Any) -> str:
    """A part of a name."""
    wanted = one.wanted()
    session.begin_text(one.key, wanted)
    one.say(wanted)
    return str(st.text_input(label, **_wiring(one), **look)).strip()


def switch(label: str, one: Filter, **look: Any) -> bool:
    """Yes or no; no as usual."""
    chosen = one.wanted() == str(True)
    session.set_widget(one.key, chosen)
    one.say(str(chosen))
    return bool(st.toggle(label, **_wiring(one), **look))


def number(
    label: str, one: Filter, now: float | None, low: float, high: float | None, **look: Any
) -> float | None:
    """A number within its limits; ``now`` where the address has none."""
    wanted = parsed(one.wanted(), type(low))
    chosen = now
    if wanted is not None:
        chosen = min(max(wanted, low), wanted if high is None else high)
    session.set_widget(one.key, chosen)
    one.say(address_value(chosen))
    limits: dict[str, Any] = {"min_value": low, "max_value": high, "value": None}
    asked: float | None = st.number_input(label, **limits, **_wiring(one), **look)
    return asked


def parsed(text: str, kind: type[float]) -> float | None:
    """A number of this kind; None where the address has another text, or no end."""
    try:
        found = kind(text)
    except ValueError:
        return None
    return found if isfinite(found) else None


def page(pages: int, one: Filter) -> int:
    """The page of a long list, from 1; the last one where the address goes beyond."""
    wanted = one.wanted()
    chosen = min(max(int(wanted), 1), pages) if wanted.isdecimal() else 1
    session.set_widget(one.key, chosen)
    one.say(str(chosen))
    return int(st.pagination(pages, **_wiring(one)))


def _put(one: Filter, chosen: str) -> None:
    session.set_widget(one.key, chosen)
    one.say(chosen)


def _wiring(one: Filter) -> dict[str, Any]:
    return {"key": one.key, "on_change": one.publish}
