"""A tiny proxy for tests: each request goes to the next server, the socket of a page stays.

Requests of an open page to the framework itself (``/_stcore/``, ``/media/``) belong to its socket;
all others may be answered by any server.
"""

import asyncio
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

from tests.browser.conftest import free_port

OF_THE_SOCKET = ("/_stcore/", "/media/")


class RoundRobin:
    """``answered`` are the paths that were asked for, each with the number of its server."""

    def __init__(self, servers: Sequence[str]) -> None:
        self.places = [(urlsplit(one).hostname, urlsplit(one).port) for one in servers]
        self.answered: list[tuple[str, int]] = []
        self.port = free_port()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def serve(self, is_up: threading.Event) -> None:
        self.loop, self.ends = asyncio.get_running_loop(), asyncio.Event()
        server = await asyncio.start_server(self.pass_on, "127.0.0.1", self.port)
        is_up.set()
        await self.ends.wait()
        server.close()
        rest = asyncio.all_tasks() - {asyncio.current_task()}
        for one in rest:
            one.cancel()
        await asyncio.gather(*rest, return_exceptions=True)
        await asyncio.sleep(0.1)  # a closed connection is let go by the loop

    def end(self) -> None:
        self.loop.call_soon_threadsafe(self.ends.set)

    async def pass_on(self, came: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        opened = [back]
        try:
            with suppress(OSError, asyncio.IncompleteReadError):
                head = (await came.readuntil(b"\r\n\r\n")).decode("latin-1")
                path = head.split(" ", 2)[1]
                number = 0 if path.startswith(OF_THE_SOCKET) else len(self.answered)
                number %= len(self.places)
                self.answered.append((path, number))
                there, onward = await asyncio.open_connection(*self.places[number])
                opened.append(onward)
                onward.write(alone(head).encode("latin-1"))
                await asyncio.gather(copied(came, onward), copied(there, back))
        finally:
            for one in opened:
                one.close()


def alone(head: str) -> str:
    """One request a connection, so that the next one may go elsewhere; a socket stays open."""
    if "\r\nupgrade: websocket" in head.lower():
        return head
    lines = [one for one in head.split("\r\n") if not one.lower().startswith("connection:")]
    return "\r\n".join([lines[0], "Connection: close", *lines[1:]])


async def copied(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while part := await source.read(65536):
            target.write(part)
            await target.drain()
    with suppress(OSError):
        target.close()


@contextmanager
def before(servers: Sequence[str]) -> Iterator[RoundRobin]:
    """A proxy before some servers, in a thread of its own."""
    proxy, is_up = RoundRobin(servers), threading.Event()
    thread = threading.Thread(target=lambda: asyncio.run(proxy.serve(is_up)))
    thread.start()
    is_up.wait(10)
    try:
        yield proxy
    finally:
        proxy.end()
        thread.join(10)
