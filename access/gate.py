"""The gate («вход»): in the office mode nothing but sign-in answers without a session.

It stands before the framework, over pages, sockets, uploads, media, print and export alike.
The session goes on as a header that no client can set; sockets end within seconds of the
session.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from access.modes import Mode, this_computer
from access.passwords import digest
from access.sign_in import login_address
from data_model.errors import MonitorError
from data_model.people import Author
from data_model.store import Store
from data_model.store.access import acting

OPEN = ("/login", "/invite", "/logout", "/_stcore/health", "/metrics")
OPEN_FOLDERS = ("/assets/", "/static/", "/oidc/")
CLOSED = ("/auth/", "/oauth2callback")
"""The framework's own sign-in: never used, never answered."""
SESSION_HEADER = "X-RM-Session"
"""Carries the number of the session to the script; what a client sends under it is dropped."""
LOOK_EVERY = 2.0
"""Seconds between two looks whether the session of an open socket still stands."""
SESSION_OVER = 4401


PAGES_KEPT = 10_000
UPLOADS = "/_stcore/upload_file/"
_owners: dict[str, int] = {}


def own_page(page: str, session: int) -> None:
    """From now on the page (a session of the framework) takes files of this session alone."""
    _owners[page] = session
    while len(_owners) > PAGES_KEPT:
        del _owners[next(iter(_owners))]


def takes_files_of(path: str, session: int | None) -> bool:
    """Whether an address of upload is that of a page of one's own; others are no uploads."""
    if not path.startswith(UPLOADS):
        return True
    return _owners.get(path.removeprefix(UPLOADS).partition("/")[0]) == session


class Gate:
    """ASGI middleware; ``store`` opens the database at the first request."""

    def __init__(self, app: ASGIApp, mode: Mode, store: Callable[[], Store]) -> None:
        self.app = app
        self.mode = mode
        self.store = store

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        headers = MutableHeaders(scope=scope)
        del headers[SESSION_HEADER]
        if scope["path"].startswith(CLOSED):
            await answer(PlainTextResponse("Нет такой страницы.", 404), scope, receive, send)
            return
        if not self.mode.is_office:
            with acting(this_computer()):
                await self.app(scope, receive, send)
            return
        await self._admit(scope, receive, send, headers)

    async def _admit(
        self, scope: Scope, receive: Receive, send: Send, headers: MutableHeaders
    ) -> None:
        token = cookie_parser(headers.get("cookie", "")).get(self.mode.cookie, "")
        try:
            who = await self._person(token)
        except MonitorError as error:
            await answer(PlainTextResponse(str(error), 503), scope, receive, send)
            return
        if who is None:
            await self._turn_away(scope, receive, send)
            return
        if scope["type"] == "http" and not takes_files_of(scope["path"], who.session):
            await answer(PlainTextResponse("Это не ваша страница.", 403), scope, receive, send)
            return
        headers[SESSION_HEADER] = f"{who.session}"
        with acting(who):
            if scope["type"] == "http":
                await self.app(scope, receive, not_kept(send))
            else:
                await self._until_over(scope, receive, send, token)

    async def _person(self, token: str) -> Author | None:
        if not token:
            return None
        return await run_in_threadpool(lambda: self.store().signed_in(digest(token)))

    async def _turn_away(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"]
        if scope["type"] == "http" and (path in OPEN or path.startswith(OPEN_FOLDERS)):
            await self.app(scope, receive, send)
            return
        await answer(refusal(scope), scope, receive, send)

    async def _until_over(self, scope: Scope, receive: Receive, send: Send, token: str) -> None:
        """The socket, for as long as the session stands."""
        over = asyncio.Event()

        async def look() -> None:
            while not over.is_set():
                await asyncio.sleep(LOOK_EVERY)
                with suppress(MonitorError):  # a database that is away for a moment ends nobody
                    if not await run_in_threadpool(self.store().is_signed_in, digest(token)):
                        over.set()

        async def received() -> Message:
            """What the browser sends, or its end where the session is over first."""
            coming = asyncio.ensure_future(receive())
            ending = asyncio.ensure_future(over.wait())
            done, left = await asyncio.wait({coming, ending}, return_when=asyncio.FIRST_COMPLETED)
            for one in left:
                one.cancel()
            if coming in done:
                return coming.result()
            with suppress(RuntimeError):  # closed by the browser in the same moment
                await send({"type": "websocket.close", "code": SESSION_OVER})
            return {"type": "websocket.disconnect", "code": SESSION_OVER}

        watching = asyncio.ensure_future(look())
        try:
            await self.app(scope, received, send)
        finally:
            over.set()
            watching.cancel()


def refusal(scope: Scope) -> Response:
    """A page leads to sign-in; all else is refused."""
    if scope["type"] == "websocket":
        return PlainTextResponse("Войдите.", 403)
    headers = Headers(scope=scope)
    is_page = scope["method"] in {"GET", "HEAD"} and "text/html" in headers.get("accept", "")
    closed = scope["path"].startswith(("/media", "/export", "/print", "/_stcore"))
    if is_page and not closed:
        query = scope["query_string"].decode("latin-1")
        return RedirectResponse(login_address(scope["path"], query), 303)
    return PlainTextResponse("Войдите.", 401)


async def answer(given: Response, scope: Scope, receive: Receive, send: Send) -> None:
    """Send it; of a socket the handshake is refused before it is accepted."""
    if scope["type"] == "http":
        await given(scope, receive, send)
        return
    await receive()
    await send({"type": "websocket.close", "code": 1008})


def not_kept(send: Send) -> Send:
    """What is answered to a person stays in no cache, their own browser's apart."""

    async def marked(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.setdefault("Cache-Control", "private, no-cache")
        await send(message)

    return marked
