"""A real server in the office mode: what a thief of ids, a foreign page and a demoted person get.

The browser's part is played by a socket that speaks the framework's own messages.
"""

import os
import re
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from shutil import copy

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from access.passwords import hash_password
from data_model.people import Grant, Role
from data_model.store import Store
from tests.browser.conftest import ROOT, free_port, wait_until_healthy

PASSWORD = "длинный пароль 1"  # noqa: S105
PATIENCE = 60


@pytest.fixture(scope="module")
def served(
    sample_database: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Store]]:
    """The address of an office server, and its database."""
    folder = tmp_path_factory.mktemp("office")
    database = Path(copy(sample_database, folder / "roadmap.db"))
    store = Store.create(f"sqlite:///{database.as_posix()}")
    hashed = hash_password(PASSWORD)
    store.add_person("admin", "Администратор", Grant(Role.ADMINISTRATOR), hashed)
    for login in ("anna", "olga"):
        store.add_person(login, login.title(), Grant(Role.METHODIST, "58040"), hashed)
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "uvicorn", "app:app", "--app-dir", str(ROOT), "--port", str(port)],
        cwd=folder,
        env={
            **os.environ,
            "ROADMAP_DATABASE_URL": f"sqlite:///{database.as_posix()}",
            "ROADMAP_MODE": "office",
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_until_healthy(f"http://127.0.0.1:{port}", process)
        yield f"127.0.0.1:{port}", store
    finally:
        process.terminate()
        process.wait(10)
        store.close()


class Person:
    """One signed-in browser: its cookie, and one tab."""

    def __init__(self, host: str, login: str) -> None:
        self.host, jar = host, CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        with self.opener.open(f"http://{host}/login", timeout=PATIENCE) as answer:
            page = answer.read().decode()
        token = re.findall(r'name="token" value="([^"]*)"', page)[0]
        form = {"token": token, "login": login, "password": PASSWORD, "next": "/account"}
        sent = urllib.request.Request(
            f"http://{host}/login",
            urllib.parse.urlencode(form).encode(),
            {"Origin": f"http://{host}"},
        )
        self.opener.open(sent, timeout=PATIENCE).close()
        self.cookie = "; ".join(f"{one.name}={one.value}" for one in jar)

    def tab(self, *, former: str = "", origin: str = "") -> ClientConnection:
        """An open socket; ``former`` is the id of a session that it asks to go on with."""
        protocols = ["streamlit", "no-xsrf", *([former] if former else [])]
        return connect(
            f"ws://{self.host}/_stcore/stream",
            origin=origin or f"http://{self.host}",  # type: ignore[arg-type]
            subprotocols=protocols,  # type: ignore[arg-type]
            additional_headers={"Cookie": self.cookie, "X-RM-Session": "1"},
            max_size=None,
            open_timeout=PATIENCE,
        )


def run(tab: ClientConnection, page: str = "") -> tuple[str, str]:
    """Have the page run; the id of the session, and everything that was sent, as text."""
    message = BackMsg()
    message.rerun_script.query_string = "year=2022"
    message.rerun_script.page_name = page
    tab.send(message.SerializeToString())
    session, told = "", ""
    while True:
        came = ForwardMsg()
        came.ParseFromString(bytes(tab.recv(PATIENCE)))  # type: ignore[arg-type]
        session = came.new_session.initialize.session_id or session
        told += str(came.delta) if came.HasField("delta") else ""
        if came.HasField("script_finished"):
            return session, told


def shows(told: str, words: str) -> bool:
    """Whether the words stand in what was sent; the messages print letters as octal bytes."""
    octal = "".join(f"\\{byte:03o}" if byte > 127 else chr(byte) for byte in words.encode())
    return octal in told or words in told


@pytest.mark.timeout(300)
def test_a_stolen_id_of_a_session_opens_a_fresh_one_and_ends_nobody(
    served: tuple[str, Store],
) -> None:
    host, _ = served
    anna, olga = Person(host, "anna"), Person(host, "olga")
    with anna.tab() as hers:
        session, told = run(hers)
        assert session
        assert shows(told, "Anna")
        with olga.tab(former=session) as thief:
            other, seen = run(thief)
            assert other != session
            assert shows(seen, "Olga")
            assert not shows(seen, "Anna")
        again, _ = run(hers)
        assert again in {"", session}, "Anna's own socket goes on"


def test_a_foreign_page_opens_no_socket(served: tuple[str, Store]) -> None:
    anna = Person(served[0], "anna")
    for origin in ("http://evil.example", "null", f"https://{served[0]}"):
        with pytest.raises(InvalidStatus, match="403"):
            anna.tab(origin=origin).close()


@pytest.mark.timeout(300)
def test_nobody_uploads_into_the_page_of_another(served: tuple[str, Store]) -> None:
    host, _ = served
    anna, olga = Person(host, "anna"), Person(host, "olga")
    with anna.tab() as hers:
        session, _ = run(hers, "upload")
        put = urllib.request.Request(
            f"http://{host}/_stcore/upload_file/{session}/file",
            b"",
            {"Origin": f"http://{host}"},
            method="PUT",
        )
        with pytest.raises(urllib.error.HTTPError) as refused:
            olga.opener.open(put, timeout=PATIENCE)
        assert refused.value.code == 403
        refused.value.close()


@pytest.mark.timeout(300)
def test_the_next_click_of_a_demoted_person_shows_nothing_of_the_district(
    served: tuple[str, Store],
) -> None:
    host, store = served
    olga = Person(host, "olga")
    with olga.tab() as hers:
        _, told = run(hers, "board")
        assert shows(told, "Порядок приёма")
        store.give_role("olga", Grant(Role.SCHOOL, "58040", "580401"))
        store.take_role("olga", Grant(Role.METHODIST, "58040"))
        try:
            _, told = run(hers, "board")
        except ConnectionClosed as ended:
            assert ended.rcvd is None or ended.rcvd.code == 4401
        else:
            assert not shows(told, "Порядок приёма")
