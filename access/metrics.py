"""What a server is watched by («показатели сервера»): ``/metrics`` as Prometheus reads it.

It answers the bearer of ``ROADMAP_METRICS_TOKEN``; where none is set there is no such page. What is
told are numbers of rows and the process itself: no name, no figure of a return.
"""

import os
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from secrets import compare_digest

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest
from prometheus_client.process_collector import ProcessCollector
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from data_model.errors import MonitorError
from data_model.store import Store

ADDRESS = "/metrics"
TOKEN = "ROADMAP_METRICS_TOKEN"  # noqa: S105  the name of a setting
SHORTEST = 16
"""Letters of a token that nobody guesses; a shorter one opens nothing."""


def route(store: Callable[[], Store]) -> Route:
    async def answer(request: Request) -> Response:
        token = os.environ.get(TOKEN, "").strip()
        if len(token) < SHORTEST:
            return PlainTextResponse("Нет такой страницы.", 404)
        told = request.headers.get("authorization", "").removeprefix("Bearer ").strip()
        if not compare_digest(told.encode(), token.encode()):
            return PlainTextResponse("Нужен ключ наблюдения.", 401)
        try:
            text = await run_in_threadpool(lambda: exposition(store()))
        except MonitorError as error:
            return PlainTextResponse(str(error), 503)
        return Response(text, media_type=CONTENT_TYPE_LATEST)

    return Route(ADDRESS, answer)


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
