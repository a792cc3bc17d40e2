"""Who may knock, and what the browser may do: host, origin, security headers."""

from collections.abc import Callable
from functools import cache
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from access.modes import LOOPBACK_NAMES, mode
from ui.middleware.shell import INDEX, inline_hashes

CLOSED = ("/_stcore/metrics", "/_stcore/agent")
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def allowed_hosts() -> frozenset[str]:
    """This machine, and the names of an office server."""
    return LOOPBACK_NAMES | mode().hosts


def origin_of(scheme: str, host: str) -> tuple[str, str, int | None] | None:
    """Scheme, host name and port of an address; None for what is no address."""
    try:
        parts = urlsplit(f"{scheme}://{host}")
        port = parts.port or PORTS.get(scheme)
    except ValueError:
        return None
    if parts.netloc != host or not parts.hostname or "@" in host or not host.isascii():
        return None
    return scheme, parts.hostname.lower(), port


PORTS = {"http": 80, "https": 443}


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
        asked = origin_of(self.scheme(scope), headers.get("host", ""))
        if asked is None:
            return PlainTextResponse("Неверный адрес сервера.", 400)
        if asked[1] not in self.hosts:
            return PlainTextResponse("Неизвестный адрес сервера.", 421)
        if scope["path"].startswith(CLOSED):
            return PlainTextResponse("Нет такой страницы.", 404)
        if self.changes_something(scope) and self.sender(headers) != asked:
            return PlainTextResponse("Запрос пришёл с чужой страницы.", 403)
        return None

    @staticmethod
    def changes_something(scope: Scope) -> bool:
        return scope["type"] == "websocket" or scope["method"] not in SAFE_METHODS

    @staticmethod
    def scheme(scope: Scope) -> str:
        """As the browser sees it: behind a proxy always https."""
        return "https" if mode().is_behind_proxy else scope["scheme"].replace("ws", "http")

    @staticmethod
    def sender(headers: Headers) -> tuple[str, str, int | None] | None:
        """Scheme, host and port of the page that has sent the request; None: unknown."""
        scheme, _, host = headers.get("origin", "").partition("://")
        return origin_of(scheme, host) if scheme in PORTS else None


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
