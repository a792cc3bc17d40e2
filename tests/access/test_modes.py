"""Two modes; whatever would let a stranger in refuses to start with one sentence."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from access.modes import Mode, is_loopback, read_mode, refuse_unsafe, refuse_without_administrator
from access.one_server import hold
from access.passwords import hash_password, is_right
from data_model.errors import Refused
from data_model.people import Grant, Quotas, Role
from data_model.store import Store

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("given", "mode"),
    [
        ({}, Mode()),
        ({"ROADMAP_MODE": "one_pc", "ROADMAP_BIND": "::1"}, Mode(bind="::1")),
        ({"ROADMAP_MODE": "office"}, Mode(is_office=True)),
        (
            {
                "ROADMAP_MODE": "office",
                "ROADMAP_HOSTS": "Roadmap.Example, ",
                "ROADMAP_BEHIND_PROXY": "1",
                "ROADMAP_BIND": "0.0.0.0",
            },
            Mode(True, frozenset({"roadmap.example"}), True, "0.0.0.0"),
        ),
        (
            {"ROADMAP_QUOTA_UPLOADS": "2", "ROADMAP_QUOTA_EXPORTS": " 9 "},
            Mode(quotas=Quotas(uploads=2, exports=9)),
        ),
    ],
)
def test_a_sound_mode_is_read(given: dict[str, str], mode: Mode) -> None:
    assert read_mode(given) == mode


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"ROADMAP_MODE": "server"}, "one_pc или office"),
        ({"ROADMAP_HOSTS": "roadmap.example"}, "ROADMAP_MODE=office"),
        ({"ROADMAP_BIND": "0.0.0.0"}, "только на этом компьютере"),
        ({"ROADMAP_BIND": "192.168.0.5"}, "только на этом компьютере"),
        ({"ROADMAP_BEHIND_PROXY": "1"}, "только на этом компьютере"),
        ({"ROADMAP_BEHIND_PROXY": "да"}, "1 или 0"),
        ({"ROADMAP_QUOTA_MEGABYTES": "0"}, "ROADMAP_QUOTA_MEGABYTES: нужно целое число"),
        ({"ROADMAP_QUOTA_EXPORTS": "много"}, "ROADMAP_QUOTA_EXPORTS: нужно целое число"),
        ({"ROADMAP_MODE": "office", "ROADMAP_HOSTS": "roadmap.example"}, "BEHIND_PROXY=1"),
        ({"ROADMAP_MODE": "office", "ROADMAP_BIND": "0.0.0.0"}, "BEHIND_PROXY=1"),
        ({"ROADMAP_MODE": "office", "ROADMAP_BEHIND_PROXY": "1"}, "ROADMAP_HOSTS"),
    ],
)
def test_an_unsafe_mode_is_refused_in_one_sentence(given: dict[str, str], words: str) -> None:
    with pytest.raises(Refused, match=words):
        read_mode(given)


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "10.0.0.1", "office-pc", ""])
def test_an_address_that_others_reach_is_refused_on_one_pc(address: str) -> None:
    assert not is_loopback(address)
    with pytest.raises(Refused):
        refuse_unsafe(Mode(), address)


def test_an_office_without_an_administrator_does_not_start(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path.as_posix()}/a.db"
    with pytest.raises(Refused, match="добавьте администратора"):
        refuse_without_administrator(Mode(is_office=True), url)
    refuse_without_administrator(Mode(), url)
    store = Store.open(url)
    store.add_person("admin", "Администратор", Grant(Role.ADMINISTRATOR))
    store.close()
    refuse_without_administrator(Mode(is_office=True), url)


STARTS = {
    "uvicorn": ["-m", "uvicorn", "app:app", "--host", "0.0.0.0", "--port", "0"],
    "streamlit": ["-m", "streamlit", "run", "app.py", "--server.address", "0.0.0.0"],
    "serve": ["-m", "cli", "serve", "--headless", "--port", "0"],
}


@pytest.mark.parametrize("start", STARTS)
def test_no_way_of_starting_lets_strangers_in(start: str, tmp_path: Path) -> None:
    environment = os.environ | {
        "ROADMAP_DATABASE_URL": f"sqlite:///{tmp_path.as_posix()}/a.db",
        "PYTHONPATH": str(ROOT),
        **({"ROADMAP_BIND": "0.0.0.0"} if start == "serve" else {}),
    }
    done = subprocess.run(
        [sys.executable, *STARTS[start]],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 2
    assert "только на этом компьютере" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_hash_says_only_whether_a_password_is_right() -> None:
    kept = hash_password("длинный пароль 1")
    assert is_right(kept, "длинный пароль 1")
    assert not is_right(kept, "длинный пароль 2")
    assert not is_right(None, "длинный пароль 1")
    assert "пароль" not in kept


@pytest.mark.parametrize("password", ["короткий", "1111111111", "ЙЦУКЕНгшщз", "anna-anna-anna"])
def test_what_is_easily_guessed_is_no_password(password: str) -> None:
    with pytest.raises(Refused):
        hash_password(password, "anna")


SECOND = "import sys; from access.one_server import hold; hold(sys.argv[1])"


def test_a_second_server_on_the_same_file_ends_with_one_sentence(tmp_path: Path) -> None:
    """Две программы на одной базе: вторая говорит, кто её открыл; убитая ничего не держит."""
    url = f"sqlite:///{tmp_path.as_posix()}/a.db"
    waits = SECOND + "; print('held', flush=True); sys.stdin.read()"
    first = subprocess.Popen(
        [sys.executable, "-c", waits, url],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert first.stdout is not None
    assert first.stdout.readline() == "held\n"
    with pytest.raises(Refused, match=f"процесс {first.pid}"):
        hold(url)
    first.kill()
    first.wait()
    hold(url)
    hold(url)
    for one in (first.stdin, first.stdout):
        assert one is not None
        one.close()
