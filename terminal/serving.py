"""Serving the app on this computer only."""

import os
import threading
import webbrowser
from pathlib import Path
from typing import Any

import uvicorn

from data_model.errors import Refused

ADDRESS = "127.0.0.1"
OPTIONS: dict[str, Any] = {
    "log_level": "warning",
    "server_header": False,
    "ws_per_message_deflate": False,
}
"""Messages go to this same computer: to pack them costs everybody a twentieth of each rerun."""


def port_is_free(port: int) -> bool:
    import socket

    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except OSError:
            return False
    return True


def serve_app(url: str, port: int, headless: bool) -> None:
    """Serve until stopped. Raises Refused where the port is taken."""
    if not port_is_free(port):
        raise Refused(f"Порт {port} занят: закройте другую программу или укажите --port {port + 1}")
    os.environ["ROADMAP_DATABASE_URL"] = absolute(url)
    if not headless:
        threading.Timer(2, webbrowser.open, [f"http://{ADDRESS}:{port}"]).start()
    uvicorn.run("app:app", host=ADDRESS, port=port, **OPTIONS)


def absolute(url: str) -> str:
    """The same database wherever the server's working folder is."""
    prefix = "sqlite:///"
    if not url.startswith(prefix):
        return url
    return prefix + Path(url.removeprefix(prefix)).resolve().as_posix()
