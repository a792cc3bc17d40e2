"""Two modes («режим»), chosen by ROADMAP_MODE: one PC without sign-in, or an office server.

Whatever would let a stranger in refuses to start with one sentence (DESIGN.md 6.5).
"""

import getpass
import ipaddress
import os
import socket
import sys
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from types import FrameType

from data_model.errors import MonitorError, Refused
from data_model.people import Author, Quotas, Role

LOOPBACK_NAMES = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True)
class Mode:
    """How the program is served. ``hosts`` are names by which browsers may call it."""

    is_office: bool = False
    hosts: frozenset[str] = frozenset()
    is_behind_proxy: bool = False
    bind: str = "127.0.0.1"
    quotas: Quotas = Quotas()

    @property
    def is_secure(self) -> bool:
        """Browsers reach it by TLS, so the cookie may demand it."""
        return self.is_behind_proxy

    @property
    def cookie(self) -> str:
        """Name of the cookie of the session."""
        return "__Host-rm" if self.is_secure else "rm"


@cache
def mode() -> Mode:
    """The mode of this process."""
    return read_mode()


def read_mode(environment: Mapping[str, str] | None = None) -> Mode:
    """The mode that the environment asks for; Refused where it contradicts itself."""
    given = os.environ if environment is None else environment
    named = given.get("ROADMAP_MODE", "").strip() or "one_pc"
    if named not in {"one_pc", "office"}:
        raise Refused(f"ROADMAP_MODE бывает one_pc или office, а указано «{named}».")
    hosts = frozenset(
        name.strip().lower() for name in given.get("ROADMAP_HOSTS", "").split(",") if name.strip()
    )
    proxy = given.get("ROADMAP_BEHIND_PROXY", "").strip()
    if proxy not in {"", "0", "1"}:
        raise Refused(f"ROADMAP_BEHIND_PROXY бывает 1 или 0, а указано «{proxy}».")
    bind = given.get("ROADMAP_BIND", "").strip() or "127.0.0.1"
    mode = Mode(named == "office", hosts, proxy == "1", bind, read_quotas(given))
    refuse_unsafe(mode, bind)
    return mode


QUOTA = "ROADMAP_QUOTA_"


def read_quotas(given: Mapping[str, str]) -> Quotas:
    """What one person may take; Refused for what is no whole number above 0."""
    names = [one.name for one in fields(Quotas)]
    chosen = {name: given.get(f"{QUOTA}{name.upper()}", "").strip() for name in names}
    for name, value in chosen.items():
        if value and not (value.isascii() and value.isdecimal() and int(value)):
            raise Refused(f"{QUOTA}{name.upper()}: нужно целое число больше нуля.")
    return Quotas(**{name: int(value) for name, value in chosen.items() if value})


def refuse_unsafe(mode: Mode, address: str) -> None:
    """Raise Refused where strangers could reach what is served at this address."""
    if not mode.is_office:
        if mode.hosts or mode.is_behind_proxy or not is_loopback(address):
            raise Refused(
                "Без входа по паролю программа работает только на этом компьютере (127.0.0.1). "
                "Для сервера включите вход: ROADMAP_MODE=office."
            )
        return
    outside = sorted(name for name in mode.hosts if not is_loopback(name))
    if (outside or not is_loopback(address)) and not mode.is_behind_proxy:
        raise Refused(
            "Пароли по сети открытым текстом не передаются: поставьте перед программой "
            "веб-сервер с TLS и укажите ROADMAP_BEHIND_PROXY=1."
        )
    if mode.is_behind_proxy and not mode.hosts:
        raise Refused("Укажите имя сервера, под которым его открывают: ROADMAP_HOSTS.")


def refuse_without_administrator(mode: Mode, url: str) -> None:
    """Raise Refused where nobody could let anybody in, or the database is missing."""
    if not mode.is_office:
        return
    from data_model.store import Store

    store = Store.create(url)
    try:
        people = store.people()
    finally:
        store.close()
    if not any(
        grant.role is Role.ADMINISTRATOR and not person.is_blocked
        for person in people
        for grant in person.grants
    ):
        raise Refused(
            "Входить некому: добавьте администратора командой "
            "«roadmap people add ЛОГИН --name ИМЯ --role administrator --password-stdin»."
        )


def is_loopback(address: str) -> bool:
    """Whether only this computer can reach the address."""
    if address.lower() in LOOPBACK_NAMES:
        return True
    try:
        return ipaddress.ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return False


def served_address() -> str:
    """Where the server that imports the program is about to listen, whoever started it.

    ``uvicorn app:app`` and ``streamlit run app.py`` read their own options; both import the
    program from inside ``uvicorn.Config.load``, which knows the address by then.
    """
    from uvicorn import Config

    frame: FrameType | None = sys._getframe()
    while frame is not None:
        holder = frame.f_locals.get("self")
        if isinstance(holder, Config):
            return "127.0.0.1" if holder.uds or holder.fd is not None else str(holder.host)
        frame = frame.f_back
    return "127.0.0.1"


def refuse_to_serve_strangers(url: str) -> Mode:
    """The mode of this server; ends the process with one sentence and code 2 where unsafe."""
    from access.oidc import identity_provider
    from access.one_server import hold

    try:
        refuse_unsafe(mode(), served_address())
        refuse_without_administrator(mode(), url)
        if mode().is_office:
            identity_provider()
        hold(url)
    except MonitorError as error:
        sys.stderr.write(f"{error}\n")
        raise SystemExit(2) from error
    return mode()


@cache
def this_computer() -> Author:
    """The author in the mode of one PC, and on the command line: the account of the system."""
    try:
        account = getpass.getuser()
    except (OSError, KeyError, ImportError):
        account = "неизвестная учётная запись"
    return Author(f"этот компьютер, {account}", address=socket.gethostname())
