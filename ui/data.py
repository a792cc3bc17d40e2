"""What pages read: each answer made once for a version of the data, never cleared by hand.

The version of the data is a part of every key, so that whatever is stored, here or by another
process, shows at the next run. Each municipality has its own: what is stored in one leaves the
answers of the others as they are. Answers are shared between sessions, pages never change them.

In order: the database and its versions; ``kept``, the mark of whatever is worth keeping; the
reads themselves, the district as a whole first.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from functools import partial, wraps
from inspect import signature
from pathlib import Path
from typing import Any, NamedTuple, ParamSpec, TypeVar

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from access.modes import mode, this_computer
from charts.palette import Palette
from data_model.decisions import Note
from data_model.people import PROGRAM, Author, Role
from data_model.places import Organisation
from data_model.returns import Revision, YearClosure
from data_model.roadmap import Roadmap
from data_model.snapshot import Snapshot
from data_model.store import Store
from data_model.store.access import author, name_author
from data_model.store.rows import COMMON
from indicators.coverage import Board, returns_board
from indicators.plan_fact import plan_fact as compute_plan_fact
from indicators.plan_fact_row import PlanFact
from indicators.trace import Trace
from indicators.trace import trace as compute_trace
from ui import session

P = ParamSpec("P")
T = TypeVar("T")
DEFAULT_URL = "sqlite:///var/roadmap.db"
DISTRICTS = 24
"""Snapshots and plan/facts at most; the one that was not asked for the longest goes first."""
ANSWERS = 600
"""Pictures, tables and sentences at most."""


NOBODY = Author("никто", ())
"""Who has no session any more: nothing is shown to them, nothing is taken from them."""


def current_person(store: Store) -> Author:
    """The person of this run with the roles of this moment; on one PC the account of the system.

    In a run of a page the number of the session comes from the gate, by a header that no browser
    can set. Outside of one, in a print view or in work beside the pages, whoever was named.
    """
    if not mode().is_office:
        return this_computer()
    if get_script_run_ctx() is None:
        return NOBODY if author() is PROGRAM else author()
    number = str(st.user.get("session") or "")
    found = store.signed_in_as(int(number)) if number.isdecimal() else None
    return found or NOBODY


HERE, SAMPLE, OWN = "ROADMAP_DATABASE_URL", "ROADMAP_SAMPLE_DATABASE", "ROADMAP_OWN_DATABASE"
"""The database that is served; where ``roadmap demo`` was begun, its two databases."""
SQLITE = "sqlite:///"


def database_url() -> str:
    return os.environ.get(HERE) or DEFAULT_URL


def database_place() -> str:
    """Where the data lie, for a person: a file, or a server."""
    url = database_url()
    return url.removeprefix(SQLITE) if url.startswith(SQLITE) else "сервер базы данных"


def own_file() -> str:
    """The file in which a district of one's own lies, beside the sample; «» without a sample."""
    return os.environ.get(OWN, "").removeprefix(SQLITE)


def is_on_sample() -> bool:
    """Whether the sample is served, and a district of one's own would go into another file."""
    return bool(own_file()) and os.environ.get(SAMPLE) == database_url()


def go_over(*, to_own: bool) -> None:
    """From now on the server works with the other database, for everybody."""
    os.environ[HERE] = os.environ[OWN if to_own else SAMPLE]
    if scope := _SCOPE.get():
        scope.store, scope.writes = None, -1
        scope.versions.clear()
        scope.answers.clear()


def store_of_own() -> Store:
    """The database in which a district of one's own is begun; an empty one where none is yet."""
    here = store()
    if not is_on_sample():
        return here
    return _store(os.environ[OWN]) if Path(own_file()).exists() else _nothing_yet()


@st.cache_resource(show_spinner=False)
def _nothing_yet() -> Store:
    return Store.create("sqlite://")


@dataclass(slots=True)
class RequestScope:
    """What one run of a page knows: the database, its versions until something is stored.

    ``answers`` are those this run has asked for, by their keys: asked again, they are at hand.
    """

    store: Store | None = None
    person: Author | None = None
    rights: str | None = None
    writes: int = -1
    versions: dict[str | None, int] = field(default_factory=dict)
    answers: dict[str, Any] = field(default_factory=dict)


_SCOPE: ContextVar[RequestScope | None] = ContextVar("request_scope", default=None)


@contextmanager
def request_scope() -> Iterator[None]:
    """Inside it a version is read once, and again only after something was stored here.

    A scope within a scope is the same scope.
    """
    before = _SCOPE.set(_SCOPE.get() or RequestScope())
    try:
        yield
    finally:
        _SCOPE.reset(before)


def store() -> Store:
    """The database of this process, asked by the person of this run.

    Created or upgraded at the first visit.
    """
    scope = _SCOPE.get()
    if scope is None:
        here = _store(database_url())
        name_author(current_person(here))
        return here
    if scope.store is None:
        scope.store = _store(database_url())
    if scope.person is None:
        scope.person = current_person(scope.store)
    name_author(scope.person)
    return scope.store


def person() -> Author:
    """Who acts in this run."""
    store()
    return author()


def is_a_school() -> bool:
    """Whether somebody has signed in as a school: on one PC nobody does."""
    return person().has(Role.SCHOOL)


@st.cache_resource(show_spinner=False, on_release=Store.close)
def _store(url: str) -> Store:
    return Store.create(url)


def version(municipality: str | None = None) -> int:
    """Of one municipality, of COMMON or of the whole database; read anew in each run.

    That of a municipality comes with that of COMMON: every page needs both.
    """
    scope, here = _SCOPE.get(), store()
    if scope is None:
        return here.version(municipality)
    if scope.writes != here.writes:
        scope.writes = here.writes
        scope.versions.clear()
    if municipality not in scope.versions:
        if municipality is None:
            scope.versions[None] = here.version()
        else:
            scope.versions.update(here.versions(municipality))
    return scope.versions[municipality]


_NARROWED: ContextVar[str | None] = ContextVar("narrowed", default=None)
NARROWED = "narrowed"


def narrowed() -> str:
    """Code of the roadmap that the view is about; empty: all that stand side by side.

    Chosen in the frame; outside a run of a page it is what ``narrow`` has said.
    """
    said = _NARROWED.get()
    if said is None and get_script_run_ctx(suppress_warning=True) is not None:
        return str(session.remembered(NARROWED, ""))
    return said or ""


@contextmanager
def narrow(code: str) -> Iterator[None]:
    """Inside it the reads are about one roadmap: what is built or printed later, too."""
    before = _NARROWED.set(code)
    try:
        yield
    finally:
        _NARROWED.reset(before)


_AS_OF: ContextVar[date | None] = ContextVar("as_of", default=None)
AS_OF = "as of"


def as_of() -> date | None:
    """The day that was chosen in the frame for the terms of the view; None: today."""
    said = _AS_OF.get()
    if said is None and get_script_run_ctx(suppress_warning=True) is not None:
        found: date | None = session.remembered(AS_OF)
        return found
    return said


def today() -> date:
    """The day on which terms are looked at; it hides no data."""
    return as_of() or date.today()


@contextmanager
def seen_on(day: date | None) -> Iterator[None]:
    """Inside it terms are looked at on this day: what is built or printed later, too."""
    before = _AS_OF.set(day)
    try:
        yield
    finally:
        _AS_OF.reset(before)


class AnswerScope(NamedTuple):
    """What an answer depends on beside its question.

    The data, the day of the terms, whose eyes see it, and the roadmap that the view is about.
    """

    database: str
    version: int
    today: str
    person: str
    roadmap: str


def answer_scope(municipality: str | None) -> AnswerScope:
    day = today().isoformat()
    return AnswerScope(database_url(), version(municipality), day, rights(), narrowed())


def rights() -> str:
    """Whose eyes see it: people with other rights never share an answer."""
    scope = _SCOPE.get()
    if scope is None or scope.rights is None:
        grants = person().grants
        told = "all" if grants is None else repr(sorted(grants, key=repr))
        if scope is None:
            return told
        scope.rights = told
    return scope.rights


Whose = Callable[[tuple[Any, ...], Mapping[str, Any]], str | None]
"""From the arguments of a question: the municipality whose version its answer hangs on."""


def kept(compute: Callable[P, T]) -> Callable[P, T]:
    """A function of the data and of plain values: codes, years, a place, a choice, a palette.

    A district, a row or a frame is no plain value: such a function takes the place and asks for
    them itself, so that the version stands for all of them. It is that of the municipality which
    the first argument names (``place`` or ``municipality``), else that of the whole database.
    """
    return _kept(compute, _whose(compute))


def kept_for_all(compute: Callable[P, T]) -> Callable[P, T]:
    """As ``kept``, of what all districts are told of: their names and their roadmaps."""
    return _kept(compute, lambda arguments, named: COMMON)


def _whose(compute: Callable[..., Any]) -> Whose:
    first = next(iter(signature(compute).parameters), "")
    if first == "municipality":
        return lambda arguments, named: arguments[0] if arguments else named[first]
    if first == "place":
        return lambda arguments, named: (arguments[0] if arguments else named[first]).municipality
    return lambda arguments, named: None


def _kept(compute: Callable[P, T], whose: Whose) -> Callable[P, T]:
    name = f"{compute.__module__}.{compute.__qualname__}"

    @wraps(compute)
    def answer(*arguments: P.args, **named: P.kwargs) -> T:
        asked = (*map(_plain, arguments), *((one, _plain(named[one])) for one in sorted(named)))
        key = f"{answer_scope(whose(arguments, named))!r} {name}{asked!r}"
        ask = partial(_answer, key=key, _compute=lambda: compute(*arguments, **named))
        made: T = _at_hand(key, ask)
        return made

    return answer


def once(compute: Callable[P, T]) -> Callable[P, T]:
    """A read that no version stands for, done once in a run and again after something was stored.

    Its arguments are plain values, as those of ``kept``.
    """
    name = f"{compute.__module__}.{compute.__qualname__}"

    @wraps(compute)
    def answer(*arguments: P.args, **named: P.kwargs) -> T:
        key = f"{store().writes} {name}{arguments!r}{named!r}"
        found: T = _at_hand(key, lambda: compute(*arguments, **named))
        return found

    return answer


def _plain(value: object) -> object:
    """The two palettes live as long as the program, so each is known by itself."""
    return id(value) if isinstance(value, Palette) else value


def _at_hand(key: str, ask: Callable[[], Any]) -> Any:
    """What this run has asked for already: the framework would look for it anew each time.

    What it keeps takes arguments by name: of others it reads the signature at every hit.
    """
    scope = _SCOPE.get()
    if scope is None:
        return ask()
    if key not in scope.answers:
        scope.answers[key] = ask()
    return scope.answers[key]


@st.cache_resource(max_entries=ANSWERS, show_spinner=False)
def _answer(*, key: str, _compute: Callable[[], Any]) -> Any:
    return _compute()


@kept_for_all
def municipality_names() -> dict[str, str]:
    """Code -> short name, in the order of registration."""
    return {place.code: place.short or place.name for place in store().municipalities()}


def usual_municipality() -> str:
    """The one that opens first: as set by ROADMAP_MUNICIPALITY, else one's own, else the first.

    Synthetic districts bear a stamp: whoever has begun a district of her own wants hers.
    """
    named = os.environ.get("ROADMAP_MUNICIPALITY", "")
    return named if named in municipality_names() else _first_own()


@kept_for_all
def _first_own() -> str:
    places = store().municipalities()
    own = [place.code for place in places if not place.settings.get("stamp")]
    return next(iter(own), places[0].code)


def whole(municipality: str) -> Snapshot:
    """All data of a district, with all roadmaps side by side."""
    key = repr((database_url(), version(municipality), rights(), municipality))
    found: Snapshot = _at_hand(
        f"snapshot {key}", lambda: _snapshot(key=key, _municipality=municipality)
    )
    return found


def snapshot(municipality: str) -> Snapshot:
    """All data of a district, of the roadmap that the view is about; asked for in most blocks."""
    seen, code = whole(municipality), narrowed()
    if not code or not has_several(seen):
        return seen
    key = repr((answer_scope(municipality), municipality))
    found: Snapshot = _at_hand(
        f"narrow {key}", lambda: _narrow(key=key, _municipality=municipality, _code=code)
    )
    return found


def has_several(seen: Snapshot) -> bool:
    """Whether several roadmaps stand side by side, or have stood."""
    return len({part.code for one in seen.roadmaps.values() for part in one.each}) > 1


@st.cache_resource(max_entries=DISTRICTS, show_spinner=False)
def _narrow(*, key: str, _municipality: str, _code: str) -> Snapshot:
    return whole(_municipality).of_roadmap(_code)


@st.cache_resource(max_entries=DISTRICTS, show_spinner="Читаем отчёты…")
def _snapshot(*, key: str, _municipality: str) -> Snapshot:
    return store().snapshot(_municipality)


def plan_fact(municipality: str) -> PlanFact:
    """Plan against fact of all years; see ``indicators.plan_fact``."""
    scope = answer_scope(municipality)
    key = repr((scope, municipality))
    found: PlanFact = _at_hand(
        f"plan/fact {key}",
        lambda: _plan_fact(key=key, _municipality=municipality, _today=scope.today),
    )
    return found


@st.cache_resource(max_entries=DISTRICTS, show_spinner="Считаем показатели…")
def _plan_fact(*, key: str, _municipality: str, _today: str) -> PlanFact:
    return compute_plan_fact(snapshot(_municipality), date.fromisoformat(_today))


@kept
def board(municipality: str, year: int) -> Board:
    """Who has reported; see ``indicators.coverage``. One return answers all roadmaps."""
    return returns_board(whole(municipality), year, as_of())


@kept
def trace(municipality: str, year: int, indicator: str, org: str | None = None) -> Trace:
    """Where a figure comes from; see ``indicators.trace``."""
    return compute_trace(snapshot(municipality), year, indicator, org)


def years(municipality: str) -> tuple[int, ...]:
    """The years of all roadmaps."""
    return whole(municipality).years


def latest_year(municipality: str) -> int:
    """The last year that has a return; without any, the first year of the roadmap.

    A school that has not reported yet opens the year that others have begun.
    """
    seen = whole(municipality)
    reported = {revision.year for revision in seen.revisions}
    if is_a_school():
        reported |= reported_years(municipality)
    return max((year for year in seen.years if year in reported), default=seen.years[0])


@kept
def reported_years(municipality: str) -> frozenset[int]:
    return store().reported_years(municipality)


def roadmap(municipality: str, year: int) -> Roadmap:
    """The edition in force in a year, of all roadmaps or of the chosen one."""
    return snapshot(municipality).roadmaps[year]


@kept
def roadmaps(municipality: str) -> dict[int, Roadmap]:
    """Year → the editions in force, side by side; of a region by its code too."""
    return store().roadmaps(municipality)


@kept
def expected(municipality: str, year: int) -> tuple[Organisation, ...]:
    """Schools and branches whose return is awaited."""
    return snapshot(municipality).expected(year)


@kept
def notes(municipality: str) -> tuple[Note, ...]:
    """The notes of the office, the latest first."""
    return store().notes(municipality)


@kept
def closures(municipality: str) -> tuple[YearClosure, ...]:
    """Years that were closed, with the reason."""
    return store().closures(municipality)


@kept
def revisions(municipality: str, org: str, year: int) -> tuple[Revision, ...]:
    """Every revision of one return, those taken back too."""
    return store().revisions(org, year)


@kept
def names(municipality: str) -> dict[str, str]:
    """Present short names of all organisations, the municipality itself included."""
    seen = snapshot(municipality)
    schools = {place.code: place.name.short for place in seen.organisations}
    return {seen.municipality.code: seen.municipality.short, **schools}
