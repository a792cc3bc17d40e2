"""The selection («выбор»): district, year, school, indicator, all of them in the address.

District and year belong to the frame and are bound to the address by the framework. School
and indicator are written into it here: the address decides, then what this tab remembers.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from ui import data, session
from ui.markdown import safe_markdown

SCHOOL = "school"
INDICATOR = "indicator"
KEPT = (SCHOOL, INDICATOR)
SHARED = "shared"
"""Code of an indicator that several districts measure."""
TRIED = "tried"
HERE = "here"
CAME = "came"
BAR = "bar"
"""Key of the part of the page that shows the link to the view."""


@dataclass(frozen=True, slots=True)
class Place:
    """The district and the year that the whole frame is about."""

    municipality: str
    year: int


def frame() -> None:
    """Draw the choice of district and year."""
    session.remember(TRIED, {})
    districts = data.municipality_names()
    if not districts:
        session.remember("place", None)
        return
    municipality = choose_district(districts)
    if stamp := data.snapshot(municipality).municipality.settings.get("stamp"):
        st.markdown(f":gray[:small[{safe_markdown(stamp)}]]")
    years = data.years(municipality)
    chosen = Place(municipality, choose_year(municipality, years) if years else 0)
    session.remember("place", chosen)


def place() -> Place | None:
    """The chosen district and year; None while nothing is registered, year 0 without a roadmap."""
    chosen: Place | None = session.remembered("place")
    return chosen


def choose_district(districts: Mapping[str, str]) -> str:
    if len(districts) == 1:
        (code, name), *_ = districts.items()
        st.markdown(safe_markdown(name))
        return code
    names = told_apart(districts)
    if wanted := session.forget("district"):
        session.set_widget("district", next(name for name, code in names.items() if code == wanted))
    usual = list(districts).index(data.usual_municipality())
    return names[
        st.selectbox("Район", list(names), index=usual, key="district", bind="query-params")
    ]


def told_apart(districts: Mapping[str, str]) -> dict[str, str]:
    """Name -> code; the code is added to names that two districts bear."""
    twice = {name for name, times in Counter(districts.values()).items() if times > 1}
    return {f"{name} ({code})" if name in twice else name: code for code, name in districts.items()}


def choose_year(municipality: str, years: tuple[int, ...]) -> int:
    usual = data.latest_year(municipality)
    return st.selectbox(
        "Год", years, index=years.index(usual), key="year", bind="query-params", width=120
    )


def arrive(page: str) -> None:
    """Begin a run of this page: whether one has just come to it, and with which choices."""
    if session.remembered(HERE) != page:
        session.remember(CAME, {})
    session.remember(HERE, page)


def here() -> str:
    """Name of the page that is shown."""
    return str(session.remembered(HERE))


def wanted(name: str, memory: str) -> str | None:
    """What the address asks for; where it says nothing, what was chosen before one came here.

    ``memory``: under which name this tab remembers the choice. So Back on the same page leads
    to what was shown there, not to the last choice.
    """
    came = session.remembered(CAME)
    said: str | None = st.query_params.get(name)
    came.setdefault(memory, session.remembered(memory) if said is None else None)
    return came[memory] if said is None else said


def come_without(memory: str) -> None:
    """Forget with which choice one has come."""
    session.remembered(CAME)[memory] = None


def choose(label: str, name: str, options: Mapping[str, str], usual: str = "") -> str:
    """One of ``options`` (code -> text); the choice is kept in the address under ``name``.

    ``usual`` is chosen where nothing was yet; without it the first one.
    """
    chosen = wanted(name, name)
    if chosen not in options:
        chosen = usual if usual in options else next(iter(options))
    session.set_widget(name, chosen)
    session.remember(name, chosen)
    return st.selectbox(
        label,
        list(options),
        format_func=options.__getitem__,
        key=name,
        on_change=publish,
        args=(name,),
    )


def publish(name: str) -> None:
    """Write a choice into the address, so that a link shows the same view."""
    chosen = session.widget_value(name)
    session.remember(name, chosen)
    st.query_params[name] = chosen


def school(options: Mapping[str, str], label: str = "Школа") -> str:
    """Code of the chosen school."""
    return choose(label, SCHOOL, options)


def indicator(options: Mapping[str, str], label: str = "Показатель", usual: str = "") -> str:
    """Row number of the chosen indicator."""
    return choose(label, INDICATOR, options, usual)


def district_and_year(place: Place) -> dict[str, str]:
    """The choice of the frame as it stands in an address; one district needs no name."""
    names = told_apart(data.municipality_names())
    named = next(name for name, code in names.items() if code == place.municipality)
    district = {"district": named} if len(names) > 1 else {}
    return {**district, "year": str(place.year)}


def kept(names: tuple[str, ...]) -> dict[str, str]:
    """What a link of the menu carries, so that the view stays when the page changes."""
    return {name: session.remembered(name) for name in names if session.remembered(name)}


def try_out(values: Mapping[str, str]) -> None:
    """Let the address of this view keep what a person tries on it; the empty is left out."""
    kept = {**tried(), **values}
    session.remember(TRIED, {name: value for name, value in kept.items() if value})


def tried() -> dict[str, str]:
    """Parts of the address of this view alone; no other page has them."""
    return dict(session.remembered(TRIED) or {})
