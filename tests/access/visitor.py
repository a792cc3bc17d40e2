"""A browser for tests of the gate: cookies, forms, sockets, over ASGI and without a port."""

import asyncio
import re
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

from starlette.types import ASGIApp


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: str
    cookies: list[str]


@dataclass
class Visitor:
    """One browser; ``host`` is what stands in its address line."""

    app: ASGIApp
    host: str = "127.0.0.1:8501"
    address: str = "127.0.0.1"
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **headers: str) -> Answer:
        return self._ask("GET", path, b"", {"accept": "text/html", **headers})

    def post(self, path: str, fields: dict[str, str], **headers: str) -> Answer:
        form = {"content-type": "application/x-www-form-urlencoded"}
        given = {"origin": f"http://{self.host}", **form, **headers}
        return self._ask("POST", path, urlencode(fields).encode(), given)

    def sign_in(self, login: str, password: str, following: str = "/") -> Answer:
        """Through the form, as a person does."""
        page = self.get(f"/login?next={following}")
        hidden = dict(re.findall(r'name="(token|next)" value="([^"]*)"', page.body))
        return self.post("/login", {**hidden, "login": login, "password": password})

    def _ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        scope = self._scope("http", path, headers) | {"method": method}
        sent: list[Any] = []

        left = [{"type": "http.request", "body": body}]

        async def receive() -> Any:
            return left.pop() if left else {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            sent.append(message)

        asyncio.run(self.app(scope, receive, send))  # type: ignore[arg-type]
        pairs = [(name.decode(), value.decode()) for name, value in sent[0]["headers"]]
        set_cookies = [value for name, value in pairs if name == "set-cookie"]
        self._keep(set_cookies)
        text = b"".join(one.get("body", b"") for one in sent[1:]).decode()
        return Answer(sent[0]["status"], dict(pairs), text, set_cookies)

    def socket(self, path: str = "/_stcore/stream", **headers: str) -> list[Any]:
        """What comes back from a handshake."""
        scope = self._scope("websocket", path, {"origin": f"http://{self.host}", **headers})
        sent: list[Any] = []

        async def receive() -> Any:
            return {"type": "websocket.connect"}

        async def send(message: Any) -> None:
            sent.append(message)

        asyncio.run(self.app(scope, receive, send))  # type: ignore[arg-type]
        return sent

    def _scope(self, kind: str, path: str, headers: dict[str, str]) -> dict[str, Any]:
        plain, _, query = path.partition("?")
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        given = {"host": self.host, **({"cookie": cookie} if cookie else {}), **headers}
        return {
            "type": kind,
            "path": plain,
            "raw_path": plain.encode(),
            "query_string": query.encode(),
            "scheme": "http" if kind == "http" else "ws",
            "client": (self.address, 50000),
            "headers": [
                (name.replace("_", "-").lower().encode(), value.encode())
                for name, value in given.items()
            ],
        }

    def _keep(self, set_cookies: list[str]) -> None:
        for one in set_cookies:
            for name, value in SimpleCookie(one).items():
                self.cookies[name] = value.value
                if value["max-age"] == "0":
                    del self.cookies[name]
