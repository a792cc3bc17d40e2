"""How the application is served: our routes, the guard around them, the warm start."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from ui import incidents
from ui.middleware import CompressedScripts, Doorkeeper, RussianShell, SecurityHeaders

STATIC = Path(__file__).parent / "static"
HEAVY = ("pandas", "pyarrow", "plotly.graph_objects", "sqlalchemy", "ui.shell")


def routes() -> list[BaseRoute]:
    """Our own addresses: fonts, icon and the translation, from this machine only."""
    return [Mount("/assets", StaticFiles(directory=STATIC), name="assets")]


def middleware() -> list[Middleware]:
    """The guard, outermost first."""
    return [
        Middleware(Doorkeeper),
        Middleware(SecurityHeaders),
        Middleware(CompressedScripts),
        Middleware(RussianShell),
    ]


@asynccontextmanager
async def warm(app: Any) -> AsyncIterator[None]:
    """Import what the first visitor would wait for, and keep it out of later collections."""
    incidents.open_log()
    for name in HEAVY:
        import_module(name)
    gc.collect()
    gc.freeze()
    yield
