"""How the application is served: our routes, the guard around them, the warm start, metrics."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date, datetime
from functools import cache
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from secrets import compare_digest
from time import monotonic
from typing import Any

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest
from prometheus_client.process_collector import ProcessCollector
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from access import sign_in
from access.gate import Gate
from access.modes import mode
from data_model.errors import MonitorError
from data_model.store import Store
from data_model.store.safety import nightly_copy
from indicators.region import JUDGE
from ui import data, downloads, incidents, navigation
from ui.middleware import Doorkeeper, RussianShell, SecurityHeaders
from ui.printing.sheets import ADDRESS, print_view
from ui.returns import batches

STATIC = Path(__file__).parent / "static"
HEAVY = ("pandas", "pyarrow", "plotly.graph_objects", "sqlalchemy", "ui.shell")


def routes() -> list[BaseRoute]:
    """Our own addresses: fonts, icon, translation; and the first page under its own name."""
    return [
        Mount("/assets", StaticFiles(directory=STATIC), name="assets"),
        Route(f"/{navigation.first().name}", to_first_page),
        Route(ADDRESS, print_view),
        Route(downloads.ADDRESS, downloads.hand_over),
        metrics_route(people_store),
        *sign_in.routes(mode(), people_store),
    ]


def to_first_page(request: Request) -> RedirectResponse:
    """The framework knows its first page only as the root."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"./{query}")


def people_store() -> Store:
    """The database as the gate asks it: before and beside the pages."""
    return _people_store(data.database_url())


@cache
def _people_store(url: str) -> Store:
    return Store.create(url)


def middleware() -> list[Middleware]:
    """The guard, outermost first."""
    return [
        Middleware(Doorkeeper),
        Middleware(SecurityHeaders),
        Middleware(Gate, mode=mode(), store=people_store),
        Middleware(GZipMiddleware, minimum_size=1024, compresslevel=6),
        Middleware(RussianShell),
    ]


@asynccontextmanager
async def warm(app: Any) -> AsyncIterator[None]:
    """Import what the first visitor would wait for."""
    incidents.open_log()
    for name in HEAVY:
        import_module(name)
    works = (copy_every_night, deal_with_uploads, hand_files_to_servers, judge_districts)
    beside = [asyncio.ensure_future(work()) for work in works]
    yield
    for one in beside:
        one.cancel()


LOOK_EVERY = 600.0
"""Seconds between two looks whether a copy is due or districts are to be judged."""


async def copy_every_night() -> None:
    """Each day a verified copy of the database; what fails is logged and tried again."""
    while True:
        await asyncio.sleep(LOOK_EVERY)
        try:
            await run_in_threadpool(nightly_copy, data.database_url(), datetime.now())
        except MonitorError as error:
            incidents.record(error)


FIRST_VISITS = 30.0
"""Seconds in which a server that has just begun does nothing of the kind."""
AT_ONCE = 20
"""Districts that are asked for together."""


async def judge_districts() -> None:
    """Make the verdicts of the region before somebody waits for them.

    A new version of the program or a term that has passed makes those of all districts old at
    once. Half of the time is left to the visitors.
    """
    await asyncio.sleep(FIRST_VISITS)
    while True:
        try:
            store = await run_in_threadpool(people_store)
            codes = [one.code for one in await run_in_threadpool(store.districts)]
            for at in range(0, len(codes), AT_ONCE):
                begun, asked = monotonic(), codes[at : at + AT_ONCE]
                await run_in_threadpool(store.district_returns, asked, JUDGE, date.today())
                await asyncio.sleep(monotonic() - begun)
        except MonitorError as error:
            incidents.record(error)
        await asyncio.sleep(LOOK_EVERY)


FIRST_PAGE = 3.0
"""Seconds that are left to the first visitor before anything else is done."""


async def deal_with_uploads() -> None:
    """Go on with what a stopped server has left, and with whatever comes."""
    await asyncio.sleep(FIRST_PAGE)
    intake = None
    try:
        intake = batches.intake(await run_in_threadpool(people_store))
        intake.begin()
        await asyncio.Event().wait()
    except MonitorError as error:
        incidents.record(error)
    finally:
        if intake is not None:
            intake.end()


async def hand_files_to_servers() -> None:
    """Of several servers on one database any may be asked for a file that another has offered."""
    while not data.database_url().startswith(data.SQLITE):
        await asyncio.sleep(downloads.LOOK_EVERY)
        try:
            await run_in_threadpool(lambda: downloads.answer_others(people_store()))
        except MonitorError as error:
            incidents.record(error)
            await asyncio.sleep(FIRST_PAGE)


# what a server is watched by («показатели сервера»): numbers of rows and the process, no names

METRICS = "/metrics"
METRICS_TOKEN = "ROADMAP_METRICS_TOKEN"  # noqa: S105  the name of a setting
SHORTEST_TOKEN = 16
"""Letters of a token that nobody guesses; a shorter one opens nothing."""


def metrics_route(store: Callable[[], Store]) -> Route:
    async def answer(request: Request) -> Response:
        token = os.environ.get(METRICS_TOKEN, "").strip()
        if len(token) < SHORTEST_TOKEN:
            return PlainTextResponse("Нет такой страницы.", 404)
        told = request.headers.get("authorization", "").removeprefix("Bearer ").strip()
        if not compare_digest(told.encode(), token.encode()):
            return PlainTextResponse("Нужен ключ наблюдения.", 401)
        try:
            text = await run_in_threadpool(lambda: exposition(store()))
        except MonitorError as error:
            return PlainTextResponse(str(error), 503)
        return Response(text, media_type=CONTENT_TYPE_LATEST)

    return Route(METRICS, answer)


def exposition(store: Store) -> bytes:
    """The sizes of a database and what its server takes, as Prometheus text."""
    told = CollectorRegistry()
    Gauge("roadmap_info", "Version of the program.", ("version",), registry=told).labels(
        version("roadmap-monitoring")
    ).set(1)
    Gauge("roadmap_data_version", "Counter of storing transactions.", registry=told).set(
        store.version()
    )
    for name, count in store.sizes().items():
        Gauge(f"roadmap_{name}", f"Rows: {name.replace('_', ' ')}.", registry=told).set(count)
    return generate_latest(told) + generate_latest(_process())


@cache
def _process() -> CollectorRegistry:
    """Processor time, memory and open files of this process."""
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    return registry
