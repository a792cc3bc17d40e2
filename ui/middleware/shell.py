"""The index page of the framework, served in Russian."""

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import streamlit
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PARTS = Path(streamlit.__file__).parent / "static"
INDEX = PARTS / "index.html"
INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def inline_hashes(page: str) -> str:
    """CSP sources of the inline scripts of the installed index page."""
    digests = (sha256(script.encode()).digest() for script in INLINE_SCRIPT.findall(page))
    return " ".join(f"'sha256-{b64encode(digest).decode()}'" for digest in digests)


HEAVY = ("PlotlyChart.*.js", "Html.*.js")
"""Scripts that nearly every page needs: fetched while the frame is still being drawn."""


def preloads() -> str:
    """Links that ask for the heavy scripts at once; their names change with each version."""
    found = (path for name in HEAVY for path in sorted((PARTS / "static" / "js").glob(name)))
    links = (f'<link rel="modulepreload" href="./static/js/{path.name}">' for path in found)
    return "\n    ".join(links)


OURS = ("russian", "history", "menu", "tables", "charts", "print_page")
SCRIPTS = "\n    ".join(f'<script src="./assets/{name}.js"></script>' for name in OURS)
"""Ours, before those of the framework: words, one step back for one step, menu, tables…"""

STYLE = '<link rel="stylesheet" href="./assets/screen.css">'
THEIR_FONT = re.compile(r'<link\s+rel="preload"\s+href="[^"]*SourceSans[^"]*"[^>]*>')
FONTS = Path(__file__).parents[1] / "static" / "fonts"


def fonts() -> str:
    """Links that ask for our fonts at once: what is drawn before they are here is drawn again."""
    found = (path.name for path in sorted(FONTS.glob("pt-sans-*.woff2")))
    links = (
        f'<link rel="preload" href="./assets/fonts/{name}" as="font" type="font/woff2" crossorigin>'
        for name in found
    )
    return "\n    ".join(links)


def russian(page: str) -> str:
    """The index page in Russian: its language, first title, our translations and style."""
    return (
        THEIR_FONT.sub(fonts(), page)
        .replace('<html lang="en">', '<html lang="ru">')
        .replace("<title>Streamlit</title>", "<title>Дорожная карта</title>")
        .replace("./favicon.png", "./assets/icon.svg")
        .replace("</head>", f"  {preloads()}\n    {STYLE}\n  </head>", 1)
        .replace("<head>", f"<head>\n    {SCRIPTS}", 1)
    )


class RussianShell:
    """Rewrites the index page, whatever address it is served under."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not asks_for_index(scope):
            await self.app(scope, receive, send)
            return
        plain = [
            pair
            for pair in scope["headers"]
            if pair[0] not in {b"accept-encoding", b"if-none-match", b"if-modified-since"}
        ]
        await self.app({**scope, "headers": plain}, receive, Rewriting(send))


def asks_for_index(scope: Scope) -> bool:
    """Whether the answer may be the framework's index page; print views are our own."""
    wants_page = scope["type"] == "http" and "text/html" in Headers(scope=scope).get("accept", "")
    ours = ("/print/", "/export/", "/login", "/invite", "/account", "/oidc/")
    return wants_page and not scope["path"].startswith(ours)


class Rewriting:
    """Holds an HTML answer back until it is whole, and sends it in Russian."""

    def __init__(self, send: Send) -> None:
        self.send = send
        self.start: Message | None = None
        self.body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and is_page(message):
            self.start = message
        elif message["type"] == "http.response.body" and self.start is not None:
            await self.collect(self.start, message)
        else:
            await self.send(message)

    async def collect(self, start: Message, message: Message) -> None:
        self.body += message.get("body", b"")
        if message.get("more_body"):
            return
        page = russian(self.body.decode("utf-8")).encode("utf-8")
        headers = MutableHeaders(scope=start)
        headers["Content-Length"] = str(len(page))
        for stale in ("etag", "last-modified"):
            del headers[stale]
        await self.send(start)
        await self.send({"type": "http.response.body", "body": page})


def is_page(message: Message) -> bool:
    return Headers(raw=message["headers"]).get("content-type", "").startswith("text/html")
