"""Who may knock, and what the browser may do."""

import asyncio
import gzip
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import HTMLResponse
from starlette.routing import Route

from ui.middleware import Doorkeeper, RussianShell, SecurityHeaders
from ui.middleware.guard import origin_of, policy
from ui.middleware.shell import INDEX, inline_hashes


async def page(request: Any) -> HTMLResponse:
    return HTMLResponse(INDEX.read_text("utf-8"))


GUARDED = Doorkeeper(
    SecurityHeaders(GZipMiddleware(RussianShell(Starlette(routes=[Route("/{any}", page)]))))
)


def ask(path: str = "/school", method: str = "GET", kind: str = "http", **headers: str) -> Any:
    """The messages that a request brings back: status, headers, body."""
    sent_headers = {"host": "127.0.0.1:8501", "accept": "text/html", **headers}
    scope = {
        "type": kind,
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "scheme": "http",
        "headers": [
            (name.replace("_", "-").encode(), value.encode("utf-8"))
            for name, value in sent_headers.items()
        ],
    }
    sent: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.request" if kind == "http" else "websocket.connect"}

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(GUARDED(scope, receive, send))
    return sent


def status(sent: Any) -> int:
    return int(sent[0]["status"])


def headers(sent: Any) -> dict[str, str]:
    return {name.decode(): value.decode() for name, value in sent[0]["headers"]}


def body(sent: Any) -> bytes:
    return b"".join(message.get("body", b"") for message in sent[1:])


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "192.168.1.5:8501"])
def test_an_unknown_host_is_refused(host: str) -> None:
    assert status(ask(host=host)) == 421


@pytest.mark.parametrize("host", ["", "[bad", "127.0.0.1:порт", "a@127.0.0.1", "127.0.0.1/x"])
def test_a_host_that_cannot_be_read_is_refused(host: str) -> None:
    assert status(ask(host=host)) == 400


ANY_TEXT = st.text(st.characters(max_codepoint=255), max_size=40)


@given(host=ANY_TEXT, origin=ANY_TEXT | ANY_TEXT.map("http://{}".format))
def test_whatever_a_header_holds_is_answered(host: str, origin: str) -> None:
    """No header makes the guard itself fall; none but our own gets in."""
    given_headers = [(b"host", host.encode("latin-1")), (b"origin", origin.encode("latin-1"))]
    scope = {"type": "websocket", "path": "/_stcore/stream", "scheme": "ws"}
    refusal = GUARDED.refusal({**scope, "headers": given_headers})
    own = {"127.0.0.1", "localhost", "::1"}
    assert refusal is not None or origin_of("http", host)[1] in own  # type: ignore[index]


@pytest.mark.parametrize("host", ["127.0.0.1:8501", "localhost:8501", "[::1]:8501", "LOCALHOST"])
def test_this_machine_may_knock(host: str) -> None:
    assert status(ask(host=host)) == 200


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "null",
        "",
        "http://127.0.0.1:9999",
        "https://127.0.0.1:8501",
        "ftp://127.0.0.1:8501",
        "http://[bad",
    ],
)
def test_a_socket_of_a_foreign_page_is_refused(origin: str) -> None:
    sent = ask("/_stcore/stream", kind="websocket", origin=origin)
    assert sent == [{"type": "websocket.close", "code": 1008}]


def test_an_upload_of_a_foreign_page_is_refused() -> None:
    assert status(ask("/upload", "PUT", origin="https://evil.example")) == 403


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/interact"])
def test_addresses_that_tell_too_much_are_closed(path: str) -> None:
    assert status(ask(path)) == 404


def test_every_answer_carries_the_security_headers() -> None:
    answered = headers(ask())
    assert answered["content-security-policy"] == policy()
    assert answered["x-content-type-options"] == "nosniff"
    assert answered["x-frame-options"] == "DENY"


def test_the_policy_names_the_scripts_of_the_installed_index_page() -> None:
    assert inline_hashes(INDEX.read_text("utf-8")).count("'sha256-") == 1
    assert "unsafe-inline" not in policy().split("style-src")[0]


def test_the_index_page_is_russian_and_keeps_its_length() -> None:
    sent = ask()
    text = body(sent).decode()
    assert '<html lang="ru">' in text
    assert "./assets/russian.js" in text
    assert "<title>Дорожная карта</title>" in text
    assert headers(sent)["content-length"] == str(len(body(sent)))


def test_what_is_large_travels_compressed() -> None:
    sent = ask(accept_encoding="gzip")
    assert headers(sent)["content-encoding"] == "gzip"
    assert b'<html lang="ru">' in gzip.decompress(body(sent))
