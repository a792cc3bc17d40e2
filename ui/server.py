"""How the application is served: our routes, the guard around them, the warm start."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from access import metrics, sign_in
from access.gate import Gate
from access.modes import mode
from data_model.errors import MonitorError
from data_model.store import Store
from data_model.store.safety import nightly_copy
from ui import data, downloads, incidents, navigation
from ui.middleware import Doorkeeper, RussianShell, SecurityHeaders
from ui.printing.sheets import ADDRESS, print_view
from ui.returns.inbox import SERVER

STATIC = Path(__file__).parent / "static"
HEAVY = ("pandas", "pyarrow", "plotly.graph_objects", "sqlalchemy", "ui.shell")


def routes() -> list[BaseRoute]:
    """Our own addresses: fonts, icon, translation; and the first page under its own name."""
    return [
        Mount("/assets", StaticFiles(directory=STATIC), name="assets"),
        Route(f"/{navigation.first().name}", to_first_page),
        Route(ADDRESS, print_view),
        Route(downloads.ADDRESS, downloads.hand_over),
        metrics.route(people_store),
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
    beside = [asyncio.ensure_future(work()) for work in (copy_every_night, tell_other_servers)]
    yield
    for one in beside:
        one.cancel()


LOOK_EVERY = 600.0
"""Seconds between two looks whether the copy of the night is due."""


async def copy_every_night() -> None:
    """Each day a verified copy of the database; what fails is logged and tried again."""
    while True:
        await asyncio.sleep(LOOK_EVERY)
        try:
            await run_in_threadpool(nightly_copy, data.database_url(), datetime.now())
        except MonitorError as error:
            incidents.record(error)


TELL_EVERY = 20.0
"""Seconds between two signs of life; after a minute without one another server may go on."""


async def tell_other_servers() -> None:
    """Of several servers on one database each says that it works on its uploads."""
    while not data.database_url().startswith("sqlite"):
        await asyncio.sleep(TELL_EVERY)
        try:
            await run_in_threadpool(lambda: people_store().note_server(SERVER))
        except MonitorError as error:
            incidents.record(error)
