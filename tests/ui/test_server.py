"""How the application starts: what is read at each run is made once."""

import asyncio
import gc

import pytest
from streamlit.runtime import app_session

from ui import incidents, server, theme_wire


async def started() -> None:
    async with server.warm(None):
        pass


def test_a_server_keeps_its_theme(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(incidents, "open_log", lambda: None)
    monkeypatch.setattr(gc, "freeze", lambda: None)
    monkeypatch.setattr(app_session, theme_wire.NAME, theme_wire._write)
    asyncio.run(started())
    assert vars(app_session)[theme_wire.NAME] is theme_wire.write
