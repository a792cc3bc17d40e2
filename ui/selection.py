"""The selection («выбор»): district, year, school, indicator, all of them in the address.

District and year belong to the frame and are bound to the address by the framework. School
and indicator are written into it here: the address decides, then what this tab remembers. What
the address asks for and does not exist is never replaced by something else (``wrong_address``).
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import streamlit as st

from data_model.roadmap import Roadmap
from data_model.snapshot import Snapshot
from ui import data, session, wrong_address
from ui.words import safe_markdown
from ui.wrong_address import WrongAddress

T = TypeVar("T", str, int)
SCHOOL = "school"
INDICATOR = "indicator"
KEPT = (SCHOOL, INDICATOR)
SHARED = "shared"
"""Code of an indicator that several districts measure."""
TRIED = "tried"
HERE = "here"
CAME = "came"
WRITTEN = "written"
"""What clicks have put into the address, and the browser may not have taken over yet."""
CLICKED = "clicked"
CODE = "municipality"
"""The district by its code, as addresses from outside name it; the page goes on by its name."""
DISTRICT, YEAR = "district", "year"
ROADMAP, ALL = "roadmap", "all"
SEVERAL = "several"
"""The roadmap that is chosen where several stand side by side."""
ASKED_YEAR = "asked year"
"""The year without a roadmap that was asked for: the framework takes it out of the address."""
FITTED = "fitted year"
COMPLETED = "completed address"
WRONG = "wrong address"
AS_OF = "as_of"
"""The day of the terms where it is not today: YYYY-MM-DD."""


@dataclass(frozen=True, slots=True)
class DistrictYear:
    """The district and the year that the whole frame is about."""

    municipality: str
    year: int


def frame(narrows: bool) -> None:
    """Draw the choice of district and year; where the page ``narrows``, of a roadmap too."""
    session.remember(data.NARROWED, "")
    session.remember(SEVERAL, None)
    session.remember(TRIED, {})
    session.remember(WRONG, None)
    if not session.forget(CLICKED):  # Back, F5, a link: the address alone decides
        session.remember(WRITTEN, {})
    former = place()
    session.remember("place", None)
    if former:
        data.version(former.municipality)  # with that of the names: one question for both
    districts = data.municipality_names()
    if not districts:
        return
    complete()
    municipality = choose_district(districts)
    if municipality is None:
        return
    if former and former.municipality != municipality:
        forget_choices()
    years = data.years(municipality)
    year = choose_year(municipality, years) if years else 0
    if year is not None:
        session.remember("place", DistrictYear(municipality, year))
        if narrows and year:
            choose_roadmap(municipality, year)


def complete() -> None:
    """Write district and year into an address without them, both at once.

    Else the framework leaves out what is usual, and the same bookmark would mean another year
    next winter. Once they are drawn, the framework keeps them there itself.
    """
    if session.remembered(COMPLETED):
        return
    session.remember(COMPLETED, True)
    said, code = set(st.query_params), data.usual_municipality()
    if {CODE, DISTRICT} & said or not data.years(code):
        return
    usual = district_and_year(DistrictYear(code, data.latest_year(code)))
    added = {name: text for name, text in usual.items() if name not in said}
    st.query_params.update(added)
    for name, text in added.items():
        session.set_widget(name, int(text) if name == YEAR else text)


def of_the_address() -> dict[str, str]:
    """District and year as the address names them, to go on to another page."""
    said = st.query_params
    return {name: said[name] for name in (CODE, DISTRICT, YEAR) if name in said}


def place() -> DistrictYear | None:
    """The chosen district and year; None while nothing is registered, year 0 without a roadmap."""
    chosen: DistrictYear | None = session.remembered("place")
    return chosen


def place_name(place: DistrictYear) -> str:
    """«2022 — Бессоновский район»"""
    return f"{place.year} — {data.municipality_names()[place.municipality]}"


def invented() -> str:
    """The stamp of a district whose data are invented; empty of a real one."""
    here = place()
    seen = data.snapshot(here.municipality).municipality.settings if here else {}
    return str(seen.get("stamp") or "")


def wrong() -> WrongAddress | None:
    """The district or year of the address that does not exist; None where both do."""
    found: WrongAddress | None = session.remembered(WRONG)
    return found


def refuse(found: WrongAddress) -> None:
    """The frame has no place; the page says why."""
    session.remember(WRONG, found)


def forget_choices() -> None:
    """School, row and roadmap of one district mean nothing in another."""
    for name in (*KEPT, ROADMAP):
        session.remember(name, None)
    session.remember(CAME, {})


def begin_anew() -> None:
    """Nothing that was chosen in one database is in the other."""
    for name in (COMPLETED, ASKED_YEAR, FITTED, DISTRICT):
        session.forget(name)
    forget_choices()
    session.drop_widgets(DISTRICT, YEAR, ROADMAP)


def choose_district(districts: Mapping[str, str]) -> str | None:
    """Code of the district; None where the address asks for one that does not exist."""
    names = codes_by_name()
    code, name = st.query_params.get(CODE, ""), st.query_params.get(DISTRICT, "")
    wanted = session.forget(DISTRICT) or code
    asked = wanted or names.get(name, name)
    if asked and asked not in districts:
        refuse(wrong_address.of_district(asked, names))
        return None
    if len(districts) == 1:
        (only, name), *_ = districts.items()
        st.markdown(f"**{safe_markdown(name)}**", width="content")
        return only
    if wanted:
        session.set_widget(DISTRICT, next(name for name, one in names.items() if one == wanted))
    usual = next(name for name, one in names.items() if one == data.usual_municipality())
    chosen = _in_the_address("Район", DISTRICT, list(names), usual, 250, forget_code)
    return names[chosen]


def _in_the_address(
    label: str,
    name: str,
    options: list[T],
    usual: T,
    width: int,
    on_change: Callable[[], None] | None = None,
) -> T:
    """A choice of the frame, always in the address: see ``complete``."""
    if session.widget_value(name) is None and name not in st.query_params:
        session.set_widget(name, usual)
    chosen: T | None = st.selectbox(
        label,
        options,
        index=None,
        key=name,
        bind="query-params",
        on_change=on_change,
        label_visibility="collapsed",
        placeholder=label,
        width=width,
    )
    return usual if chosen is None else chosen


def forget_code() -> None:
    """Whoever chooses a district by its name is no longer bound to the code of the address."""
    if CODE in st.query_params:
        del st.query_params[CODE]
    if chosen := session.widget_value(DISTRICT):
        fit_year(codes_by_name()[chosen])


def fit_year(municipality: str) -> None:
    """Where the district that a click leads to has no such year, its own usual one."""
    years = data.years(municipality)
    if years and session.widget_value(YEAR) not in years:
        session.set_widget(YEAR, data.latest_year(municipality))
        session.remember(FITTED, True)


@data.kept_for_all
def codes_by_name() -> dict[str, str]:
    """Name -> code of a district; the code is added to names that two districts bear."""
    districts = data.municipality_names()
    twice = {name for name, times in Counter(districts.values()).items() if times > 1}
    return {f"{name} ({code})" if name in twice else name: code for code, name in districts.items()}


def choose_year(municipality: str, years: tuple[int, ...]) -> int | None:
    """The year; None where the address asks for one without a roadmap."""
    said = "" if session.forget(FITTED) else st.query_params.get(YEAR, "")
    kept = session.forget(ASKED_YEAR)
    asked = said or kept
    if asked and asked not in map(str, years):
        session.remember(ASKED_YEAR, asked)
        refuse(wrong_address.of_year(asked, years))
        return None
    if kept and not said:
        session.set_widget(YEAR, int(kept))
    usual = data.latest_year(municipality)
    return _in_the_address("Год", YEAR, list(years), usual, 110)


def choose_roadmap(municipality: str, year: int) -> None:
    """One of the roadmaps of the year, or all of them; nothing to choose where there is one."""
    seen = data.whole(municipality)
    titles = seen.codes(year)
    asked = _written().get(ROADMAP, st.query_params.get(ROADMAP, ""))
    asked = asked or session.remembered(ROADMAP) or _holding(seen.roadmaps[year])
    known = {part.code for one in seen.roadmaps.values() for part in one.each}
    if asked and asked != ALL and asked not in known:
        refuse(wrong_address.of_roadmap(asked, titles))
        session.remember("place", None)
        return
    if len(titles) < 2:
        return
    options = {ALL: "Все карты", **_numbered(titles, seen)}
    chosen = asked if asked in options else ALL
    session.set_widget(ROADMAP, chosen)
    st.selectbox(
        "Дорожная карта",
        list(options),
        format_func=options.__getitem__,
        key=ROADMAP,
        on_change=_publish_roadmap,
        label_visibility="collapsed",
        width=250,
    )
    session.remember(data.NARROWED, "" if chosen == ALL else chosen)
    session.remember(SEVERAL, chosen)


def _numbered(titles: Mapping[str, str], seen: Snapshot) -> dict[str, str]:
    """«II. …»: the number that stands before those of its rows."""
    ranks = {
        part.code: row.number.removesuffix(f".{number}")
        for roadmap in seen.roadmaps.values()
        if roadmap.parts
        for part, row, number in roadmap.lines
    }
    return {code: f"{ranks[code]}. {title}" for code, title in titles.items()}


def _holding(roadmap: Roadmap) -> str:
    """The first roadmap with the row that the address asks for by the number of its order."""
    number = st.query_params.get(INDICATOR, "")
    found = [part.code for part, row, plain in roadmap.lines if number == plain != row.number]
    return next(iter(found), "")


def _publish_roadmap() -> None:
    """Another roadmap has other rows: the row that was chosen is let go."""
    chosen = session.widget_value(ROADMAP)
    session.remember(ROADMAP, chosen)
    session.remember(INDICATOR, None)
    erase(INDICATOR)
    write(ROADMAP, chosen)
    begin_whole_run()


def arrive(page: str) -> None:
    """Begin a run of this page: whether one has just come to it, and with which choices."""
    if session.remembered(HERE) != page:
        session.remember(CAME, {})
        session.remember(WRITTEN, {})
    look(is_new=session.remembered(HERE) != page)
    session.remember(HERE, page)


def look(*, is_new: bool) -> None:
    """The day of the terms: the address says it; to another page it is taken along."""
    said = _written().get(AS_OF, st.query_params.get(AS_OF, ""))
    kept_day: date | None = session.remembered(data.AS_OF)
    if not said and is_new and kept_day:
        st.query_params[AS_OF] = kept_day.isoformat()
        return
    day = day_of(said)
    if said and day is None:
        refuse(wrong_address.of_day(said))
    session.remember(data.AS_OF, day)


def day_of(text: str) -> date | None:
    """A day of an address; None where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def look_on(day: date | None) -> None:
    """Look at the terms on another day, or today again."""
    session.remember(data.AS_OF, day)
    if day is None:
        erase(AS_OF)
    else:
        write(AS_OF, day.isoformat())
    begin_whole_run()


def day_chosen() -> dict[str, str]:
    """The day of the terms as it stands in an address; nothing where it is today."""
    day = data.as_of()
    return {AS_OF: day.isoformat()} if day else {}


def here() -> str:
    """Name of the page that is shown."""
    return str(session.remembered(HERE))


def wanted(name: str, memory: str) -> str | None:
    """What the address asks for; where it says nothing, what was chosen before one came here.

    ``memory``: under which name this tab remembers the choice. So Back on the same page leads
    to what was shown there, not to the last choice.
    """
    came = session.remembered(CAME)
    said: str | None = _written().get(name, st.query_params.get(name))
    came.setdefault(memory, session.remembered(memory) if said is None else None)
    return came[memory] if said is None else said


def write(name: str, chosen: str) -> None:
    """Put the choice of a click into the address, and those of the clicks before it once more.

    The browser sends its address with every click. Whoever clicks, or presses Enter, before the
    choice of the last click has come to the browser, sends an address without it.
    """
    written = {**_written(), name: chosen}
    session.remember(WRITTEN, written)
    st.query_params.update(written)


def erase(name: str) -> None:
    """Take a choice out of the address."""
    session.remember(WRITTEN, {one: told for one, told in _written().items() if one != name})
    if name in st.query_params:
        del st.query_params[name]


def begin_whole_run() -> None:
    """A click on a choice draws the whole page: what was written goes on to hold."""
    session.remember(CLICKED, True)


def _written() -> dict[str, str]:
    return session.remembered(WRITTEN) or {}


def come_without(memory: str) -> None:
    """Forget with which choice one has come."""
    session.remembered(CAME)[memory] = None


def choose(label: str, name: str, options: Mapping[str, str], usual: str = "") -> str | None:
    """One of ``options`` (code -> text); the choice is kept in the address under ``name``.

    ``usual`` is chosen where nothing was yet; without it the first one. None where the address
    asks for what is not among them: nothing is chosen then, and the page says so.
    """
    asked = wanted(name, name)
    chosen = asked or (usual if usual in options else next(iter(options)))
    is_there = chosen in options
    session.set_widget(name, chosen if is_there else None)
    if is_there:
        keep(name, chosen)
    picked: str | None = st.selectbox(
        label,
        list(options),
        format_func=options.__getitem__,
        key=name,
        on_change=publish,
        args=(name, options),
        placeholder="Выберите",
        index=0 if is_there else None,
    )
    return picked


def turn(query: Mapping[str, str]) -> None:
    """Ask the same page for something else; called by a click, before the page runs.

    While year and district are drawn, the framework writes them itself. The run begins once
    more, so that it finds the new address when it reads it.
    """
    session.forget(ASKED_YEAR)
    is_drawn = place() is not None
    if is_drawn and query.get(CODE) in data.municipality_names():
        fit_year(query[CODE])
    for name, value in query.items():
        if name == YEAR and is_drawn:
            session.set_widget(YEAR, int(value))
        else:
            st.query_params[name] = value
    st.rerun()


def asked_for(name: str) -> str:
    """What the address asks for under this name, as it is."""
    return wanted(name, name) or ""


def publish(name: str, options: Mapping[str, str]) -> None:
    """Write a choice into the address, so that a link shows the same view.

    A list whose options have changed may still report the words of a former one: no choice.
    """
    chosen = session.widget_value(name)
    if chosen not in options:
        return
    keep(name, chosen)
    write(name, chosen)
    begin_whole_run()


def keep(name: str, chosen: str) -> None:
    """Let other pages begin with this choice; the district as a whole is no school to them."""
    here = place()
    is_district = name == SCHOOL and here is not None and chosen == here.municipality
    session.remember(name, None if is_district else chosen)


def school(options: Mapping[str, str], label: str = "Школа") -> str | None:
    """Code of the chosen school; None where that of the address is not among them."""
    return choose(label, SCHOOL, options)


def indicator(options: Mapping[str, str], label: str = "Показатель", usual: str = "") -> str | None:
    """Row number of the chosen indicator; None where that of the address is not among them."""
    return choose(label, INDICATOR, options, usual)


def district_and_year(place: DistrictYear) -> dict[str, str]:
    """The choice of the frame as it stands in an address; one district needs no name."""
    names = codes_by_name()
    named = next(name for name, code in names.items() if code == place.municipality)
    district = {DISTRICT: named} if len(names) > 1 else {}
    return {**district, YEAR: str(place.year), **roadmap_chosen()}


def roadmap_chosen() -> dict[str, str]:
    """The choice of a roadmap as it stands in an address; nothing where there is but one."""
    chosen = session.remembered(SEVERAL)
    return {ROADMAP: chosen} if chosen else {}


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
