"""Reruns as the server sees them: sessions without a browser, over the real socket.

The messages are the framework's own (its version is pinned); a session opens, the page is asked
for, and each further rerun is timed from the request to «script finished».
"""

import asyncio
import statistics
import time
from concurrent.futures import ThreadPoolExecutor

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect


def rerun_of(page: str) -> bytes:
    message = BackMsg()
    message.rerun_script.query_string = ""
    message.rerun_script.page_name = page
    return message.SerializeToString()


async def run_once(socket: ClientConnection, request: bytes) -> float:
    """Seconds from asking for a run to its end."""
    begun = time.perf_counter()
    await socket.send(request)
    while True:
        answer = ForwardMsg.FromString(await socket.recv())
        if answer.WhichOneof("type") == "script_finished":
            return time.perf_counter() - begun


async def session(address: str, page: str, reruns: int, ready: asyncio.Barrier) -> list[float]:
    """Times of the reruns of one session, begun when all sessions are warm."""
    url = address.replace("http", "ws", 1) + "/_stcore/stream"
    async with connect(url, origin=address, subprotocols=["streamlit"], max_size=None) as socket:
        request = rerun_of(page)
        await run_once(socket, request)
        async with ready:
            pass
        return [await run_once(socket, request) for _ in range(reruns)]


async def together(address: str, page: str, sessions: int, reruns: int) -> list[float]:
    ready = asyncio.Barrier(sessions)
    taken = await asyncio.gather(*(session(address, page, reruns, ready) for _ in range(sessions)))
    return [seconds for one in taken for seconds in one]


def rerun_median(address: str, page: str, sessions: int, reruns: int = 10) -> float:
    """Median seconds of a rerun with so many sessions at once.

    In a thread of its own: the browser's library keeps an event loop in this one.
    """
    with ThreadPoolExecutor(1) as thread:
        times = thread.submit(asyncio.run, together(address, page, sessions, reruns)).result()
    return statistics.median(times)
