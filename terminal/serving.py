"""Serving the app: on this computer only, or as an office server with sign-in."""

import os
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import Any

import uvicorn

from access.modes import mode, refuse_without_administrator
from data_model.errors import Refused

OPTIONS: dict[str, Any] = {
    "log_level": "warning",
    "server_header": False,
    "ws_per_message_deflate": False,
}
"""Messages go to this same computer: to pack them costs everybody a twentieth of each rerun."""


def port_is_free(port: int, address: str) -> bool:
    import socket

    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError:
            return False
    return True


def serve_app(url: str, port: int, headless: bool, tell: Callable[[str], None]) -> None:
    """Serve until stopped. Refused where the port is taken or strangers could come in."""
    address = mode().bind
    if not port_is_free(port, address):
        raise Refused(f"Порт {port} занят: закройте другую программу или укажите --port {port + 1}")
    os.environ["ROADMAP_DATABASE_URL"] = absolute(url)
    refuse_without_administrator(mode(), os.environ["ROADMAP_DATABASE_URL"])
    tell(f"Откройте в браузере: http://{address}:{port}  (остановить: Ctrl+C)")
    if not headless:
        threading.Timer(2, webbrowser.open, [f"http://{address}:{port}"]).start()
    uvicorn.run("app:app", host=address, port=port, **OPTIONS)


def absolute(url: str) -> str:
    """The same database wherever the server's working folder is."""
    prefix = "sqlite:///"
    if not url.startswith(prefix):
        return url
    return prefix + Path(url.removeprefix(prefix)).resolve().as_posix()
