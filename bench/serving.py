"""Servers to be measured: started, waited for, ended."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).parents[1]
OPTIONS = ("--log-level", "error", "--ws-per-message-deflate", "false")


@dataclass(frozen=True)
class Server:
    """A running server: its address, seconds until it was healthy, its process."""

    address: str
    started: float
    process: int

    def memory(self) -> float:
        """Resident MiB."""
        for line in Path(f"/proc/{self.process}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                return int(line.split()[1]) / 1024
        return float("nan")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(module: str, folder: Path = ROOT, **settings: str) -> Iterator[Server]:
    """An application served from a folder as `roadmap serve` does it, with these variables."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    begun = time.perf_counter()
    command = [sys.executable, "-m", "uvicorn", module, "--app-dir", str(ROOT)]
    process = subprocess.Popen(
        [*command, "--port", str(port), *OPTIONS],
        cwd=folder,
        env={**os.environ, **settings},
    )
    try:
        wait_until_healthy(address)
        yield Server(address, time.perf_counter() - begun, process.pid)
    finally:
        process.terminate()
        process.wait(20)


def wait_until_healthy(address: str) -> None:
    for _ in range(600):
        try:
            with urlopen(f"{address}/_stcore/health", timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.05)
    sys.exit("the server did not start")
