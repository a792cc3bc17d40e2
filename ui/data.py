"""Cached reads. The version of the data is an argument, so nothing is ever cleared by hand.

Answers are shared between sessions, the very same object as long as the data are the same: what
is made of them can be kept by ``ui/kept.py``. Pages never change them.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from typing import ParamSpec, TypeVar

import streamlit as st

from data_model.places import Organisation
from data_model.returns import Revision, YearClosure
from data_model.roadmap import Roadmap
from data_model.snapshot import Snapshot
from data_model.store import Store
from indicators.coverage import Board, returns_board
from indicators.plan_fact import plan_fact as compute_plan_fact
from indicators.plan_fact_row import PlanFact
from indicators.trace import Trace
from indicators.trace import trace as compute_trace
from ui.kept import SHELF, is_kept, recall

P = ParamSpec("P")
Found = TypeVar("Found")
DEFAULT_URL = "sqlite:///var/roadmap.db"


def database_url() -> str:
    return os.environ.get("ROADMAP_DATABASE_URL") or DEFAULT_URL


@dataclass(slots=True)
class RequestScope:
    """What one run of a page knows: the database, and its version until something is stored."""

    store: Store | None = None
    writes: int = -1
    version: int = 0
    snapshots: dict[tuple[str, int], Snapshot] = field(default_factory=dict)


_LOOK: ContextVar[RequestScope | None] = ContextVar("look", default=None)


@contextmanager
def one_look() -> Iterator[None]:
    """Inside it the version is read once, and again only after something was stored here.

    A look within a look is the same look.
    """
    before = _LOOK.set(_LOOK.get() or RequestScope())
    try:
        yield
    finally:
        _LOOK.reset(before)


def store() -> Store:
    """The database of this process, created or upgraded at the first visit."""
    look = _LOOK.get()
    if look is None:
        return _store(database_url())
    if look.store is None:
        look.store = _store(database_url())
    return look.store


@st.cache_resource(show_spinner=False, on_release=Store.close)
def _store(url: str) -> Store:
    return Store.create(url)


def version() -> int:
    """Raised by every storing transaction; read anew in each run."""
    look, here = _LOOK.get(), store()
    if look is None:
        return _version(here)
    if look.writes != here.writes:
        look.writes, look.version = here.writes, _version(here)
    return look.version


def _version(here: Store) -> int:
    found = here.version()
    SHELF.turn((here.url, found))
    return found


def municipality_names() -> dict[str, str]:
    """Code -> short name, in the order of registration."""
    return recall(_municipality_names, database_url(), version())


def usual_municipality() -> str:
    """The one that opens first: as set by ROADMAP_MUNICIPALITY, else one's own, else the first.

    Synthetic districts bear a stamp: whoever has begun a district of her own wants hers.
    """
    codes = list(municipality_names())
    named = os.environ.get("ROADMAP_MUNICIPALITY", "")
    return named if named in codes else recall(_first_own, database_url(), version())


def _first_own(url: str, version: int) -> str:
    places = store().municipalities()
    own = [place.code for place in places if not place.settings.get("stamp")]
    return next(iter(own), places[0].code)


def _municipality_names(url: str, version: int) -> dict[str, str]:
    return {place.code: place.short or place.name for place in store().municipalities()}


def snapshot(municipality: str) -> Snapshot:
    """All data of a district; asked for in almost every block of a page."""
    asked, look = (municipality, version()), _LOOK.get() or RequestScope()
    if asked not in look.snapshots:
        look.snapshots[asked] = _told("Читаем отчёты…", _snapshot, database_url(), *asked)
    return look.snapshots[asked]


def _snapshot(url: str, municipality: str, version: int) -> Snapshot:
    return store().snapshot(municipality)


def plan_fact(municipality: str) -> PlanFact:
    """Plan against fact of all years; see ``indicators.plan_fact``."""
    said, seen = "Считаем показатели…", snapshot(municipality)
    return _told(said, compute_plan_fact, seen, date.today())


def board(municipality: str, year: int) -> Board:
    """Who has reported; see ``indicators.coverage``."""
    return recall(returns_board, snapshot(municipality), year)


def _told(said: str, compute: Callable[P, Found], *arguments: P.args, **named: P.kwargs) -> Found:
    """``recall`` with a word to the person while the answer is not there yet."""
    if is_kept(compute, *arguments, **named):
        return recall(compute, *arguments, **named)
    with st.spinner(said):
        return recall(compute, *arguments, **named)


def trace(municipality: str, year: int, indicator: str, org: str | None = None) -> Trace:
    """Where a figure comes from; see ``indicators.trace``."""
    return recall(compute_trace, snapshot(municipality), year, indicator, org)


def years(municipality: str) -> tuple[int, ...]:
    return snapshot(municipality).years


def latest_year(municipality: str) -> int:
    """The last year that has a return; without any, the first year of the roadmap."""
    return recall(_latest_year, snapshot(municipality))


def _latest_year(seen: Snapshot) -> int:
    reported = {revision.year for revision in seen.revisions}
    return max((year for year in seen.years if year in reported), default=seen.years[0])


def roadmap(municipality: str, year: int) -> Roadmap:
    """The edition in force in a year."""
    return snapshot(municipality).roadmaps[year]


def expected(municipality: str, year: int) -> tuple[Organisation, ...]:
    """Schools and branches whose return is awaited."""
    return recall(Snapshot.expected, snapshot(municipality), year)


def closures(municipality: str) -> tuple[YearClosure, ...]:
    """Years that were closed, with the reason."""
    return recall(_closures, database_url(), version(), municipality)


def _closures(url: str, version: int, municipality: str) -> tuple[YearClosure, ...]:
    return store().closures(municipality)


def revisions(org: str, year: int) -> tuple[Revision, ...]:
    """Every revision of one return, those taken back too."""
    return recall(_revisions, database_url(), version(), org, year)


def _revisions(url: str, version: int, org: str, year: int) -> tuple[Revision, ...]:
    return store().revisions(org, year)


def names(municipality: str) -> dict[str, str]:
    """Present short names of all organisations, the municipality itself included."""
    return recall(_names, snapshot(municipality))


def _names(seen: Snapshot) -> dict[str, str]:
    schools = {place.code: place.name.short for place in seen.organisations}
    return {seen.municipality.code: seen.municipality.short, **schools}
