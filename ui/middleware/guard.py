"""Who may knock, and what the browser may do: host, origin, security headers."""

import os
from collections.abc import Callable
from functools import cache
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.middleware.shell import INDEX, inline_hashes

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
CLOSED = ("/_stcore/metrics", "/_stcore/agent")
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def allowed_hosts() -> frozenset[str]:
    """This machine, and the names in ROADMAP_HOSTS (comma separated) for an office server."""
    named = os.environ.get("ROADMAP_HOSTS", "").split(",")
    return LOOPBACK | {name.strip().lower() for name in named if name.strip()}


def hostname(address: str) -> str:
    """Host name of a Host or Origin header, without scheme and port."""
    return (urlsplit(address if "//" in address else f"//{address}").hostname or "").lower()


class Doorkeeper:
    """Refuses unknown hosts and foreign origins before the framework sees them.

    A handshake from a foreign page would make the framework ask an outside service for its
    own address inside the event loop, and stop everybody.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.hosts = allowed_hosts()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if refusal := self.refusal(scope):
            await refuse(scope, receive, send, refusal)
            return
        await self.app(scope, receive, send)

    def refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if hostname(headers.get("host", "")) not in self.hosts:
            return PlainTextResponse("Неизвестный адрес сервера.", 421)
        if scope["path"].startswith(CLOSED):
            return PlainTextResponse("Нет такой страницы.", 404)
        if self.changes_something(scope) and not self.comes_from_here(headers):
            return PlainTextResponse("Запрос пришёл с чужой страницы.", 403)
        return None

    @staticmethod
    def changes_something(scope: Scope) -> bool:
        return scope["type"] == "websocket" or scope["method"] not in SAFE_METHODS

    @staticmethod
    def comes_from_here(headers: Headers) -> bool:
        """The same host and port as the one that is asked."""
        return urlsplit(headers.get("origin", "")).netloc.lower() == headers["host"].lower()


async def refuse(scope: Scope, receive: Receive, send: Send, answer: Response) -> None:
    if scope["type"] == "http":
        await answer(scope, receive, send)
        return
    await receive()
    await send({"type": "websocket.close", "code": 1008})


def watching(send: Send, change: Callable[[MutableHeaders], None]) -> Send:
    """A ``send`` that lets ``change`` mend the headers of an answer."""

    async def mended(message: Message) -> None:
        if message["type"] == "http.response.start":
            change(MutableHeaders(scope=message))
        await send(message)

    return mended


@cache
def policy() -> str:
    """Content-Security-Policy: our own files only, no inline script but the framework's one."""
    hashes = inline_hashes(INDEX.read_text("utf-8"))
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' {hashes}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "frame-src 'none'",
            "frame-ancestors 'none'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
        )
    )


class SecurityHeaders:
    """Headers on every answer; downloads are never kept in a cache."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        def guard(headers: MutableHeaders) -> None:
            headers["Content-Security-Policy"] = policy()
            headers["X-Content-Type-Options"] = "nosniff"
            headers["X-Frame-Options"] = "DENY"
            headers["Referrer-Policy"] = "same-origin"
            if scope["path"].startswith("/media/"):
                headers["Cache-Control"] = "no-store"

        await self.app(scope, receive, watching(send, guard))
