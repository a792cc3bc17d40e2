"""Отправка писем: настоящий почтовый сервер, запущенный тестом, получает то, что видел человек."""

import asyncio
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import Any, cast
from zipfile import ZipFile

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

from data_model.errors import Refused, WrongDefinition
from data_model.letters import Letter, LetterReason, LetterState
from data_model.store import Store
from reports.mailing import MailServer, eml_archive, is_address, mail_server, message, send
from tests.authority import OwnAuthority, own_authority
from tests.builders import a_municipality, a_school

HERE, SENDER = "58040", "mc@example.ru"


class Mailbox:
    """What the server took; addresses of «нет» are refused."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []

    async def handle_RCPT(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, address: str,
                          options: Any) -> str:  # fmt: skip
        if address.startswith("net@"):
            return "550 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, server: Any, session: Any, envelope: Any
    ) -> str:
        found = message_from_bytes(envelope.content, policy=default)
        self.taken.append(cast("EmailMessage", found))
        return "250 OK"


@pytest.fixture(scope="module")
def mailbox() -> Iterator[tuple[Mailbox, MailServer]]:
    def admits(server: Any, session: Any, envelope: Any, mechanism: str, given: Any) -> AuthResult:
        return AuthResult(success=given.password == b"tajna", handled=False)

    box = Mailbox()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    controller = Controller(
        box, hostname="127.0.0.1", port=port, authenticator=admits, auth_require_tls=False
    )
    controller.start()
    yield box, MailServer("127.0.0.1", port, SENDER, "mc", "tajna", "none")
    controller.stop()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.create(f"sqlite:///{tmp_path.as_posix()}/a.db")
    opened.save_register(a_municipality(), [a_school()])
    yield opened
    opened.close()


def a_letter(**changes: object) -> Letter:
    told: dict[str, object] = {
        "recipient": "school1@example.ru",
        "subject": "Отчёт за 2021 год: замечания",
        "text": "Уважаемые коллеги!\n\nПроверьте 9 класс.",
        "reason": LetterReason.REMARKS,
        "org": "580401",
    }
    return Letter(**{**told, **changes})  # type: ignore[arg-type]


def test_what_was_seen_is_what_arrives_with_its_file(
    store: Store, mailbox: tuple[Mailbox, MailServer]
) -> None:
    box, server = mailbox
    letter = a_letter(attachment="580401_2021_замечания.xlsx", in_reply_to="<mail-7@school.ru>")
    ids = store.draft_letters(HERE, [(letter, b"form")])
    done = send(store, ids, server)
    assert (done.went, done.troubles) == (1, [])
    mail = box.taken[-1]
    assert (mail["To"], mail["From"]) == ("school1@example.ru", SENDER)
    assert mail["Subject"] == "Отчёт за 2021 год: замечания"
    assert mail["In-Reply-To"] == "<mail-7@school.ru>"
    body = mail.get_body(("plain",))
    assert body is not None
    assert body.get_content().replace("\r\n", "\n").strip() == letter.text
    (file,) = mail.iter_attachments()
    assert (file.get_filename(), file.get_payload(decode=True)) == (letter.attachment, b"form")
    assert store.letters(HERE)[0].state is LetterState.SENT


def test_one_that_does_not_go_stops_no_other(
    store: Store, mailbox: tuple[Mailbox, MailServer]
) -> None:
    box, server = mailbox
    before = len(box.taken)
    wrong = [a_letter(recipient=address, about=address) for address in ("net@example.ru", "нигде")]
    ids = store.draft_letters(HERE, [*((one, None) for one in wrong), (a_letter(), None)])
    done = send(store, ids, server)
    assert (done.went, len(done.troubles), len(box.taken) - before) == (1, 2, 1)
    told = {one.recipient: (one.state, one.trouble) for one in store.letters(HERE)}
    assert told["net@example.ru"] == (
        LetterState.FAILED, "Почтовый сервер не принял адрес получателя.",
    )  # fmt: skip
    assert told["нигде"] == (LetterState.FAILED, "«нигде» — не адрес почты.")
    assert "уже ушло" in send(store, ids[2:], server).troubles[0]


def test_a_server_that_is_not_there_or_does_not_let_in_leaves_drafts(
    store: Store, mailbox: tuple[Mailbox, MailServer]
) -> None:
    _, server = mailbox
    ids = store.draft_letters(HERE, [(a_letter(), None)])
    nowhere = MailServer("127.0.0.1", 1, SENDER, security="none")
    stranger = MailServer(server.host, server.port, SENDER, "mc", "drugoe", "none")
    typo = MailServer(server.host, server.port, SENDER, "mc", "тайна", "none")
    no_tls = MailServer(server.host, server.port, SENDER)
    for wrong, words in ((nowhere, "не отвечает"), (stranger, "логин или пароль"),
                         (no_tls, "не умеет"), (typo, "есть буквы")):  # fmt: skip
        with pytest.raises(Refused, match=words):
            send(store, ids, wrong)
    assert store.letters(HERE)[0].state is LetterState.DRAFT


# TLS, with an authority of the office's own


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> OwnAuthority:
    return own_authority(tmp_path_factory.mktemp("authority"))


@contextmanager
def secured(security: str, context: ssl.SSLContext) -> Iterator[tuple[Mailbox, int]]:
    """A real mail server on this computer that speaks TLS from the start, or demands STARTTLS."""
    box, loop = Mailbox(), asyncio.new_event_loop()

    def admits(server: Any, session: Any, envelope: Any, mechanism: str, given: Any) -> AuthResult:
        return AuthResult(success=given.password == b"tajna", handled=False)

    def factory() -> SMTP:
        is_raised = security == "starttls"
        return SMTP(
            box,
            hostname="localhost",
            tls_context=context if is_raised else None,
            require_starttls=is_raised,
            authenticator=admits,
            auth_require_tls=is_raised,
            loop=loop,
        )

    from_start = context if security == "tls" else None
    serving = loop.create_server(factory, "127.0.0.1", 0, ssl=from_start)
    server = loop.run_until_complete(serving)
    thread = Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield box, server.sockets[0].getsockname()[1]
    finally:
        asyncio.run_coroutine_threadsafe(ended(server), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()


async def ended(server: asyncio.Server) -> None:
    """Nothing of the server is left behind: its port, its connections, what they wait for."""
    server.close()
    left = asyncio.all_tasks() - {asyncio.current_task()}
    for one in left:
        one.cancel()
    await asyncio.gather(*left, return_exceptions=True)
    await asyncio.sleep(0.05)  # the loop tells transports that they are closed


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_letter_goes_by_tls_to_a_server_of_the_offices_own_authority(
    store: Store, authority: OwnAuthority, security: str
) -> None:
    """Свой удостоверяющий центр: с ним письмо уходит, без него и к чужому имени — нет."""
    ids = store.draft_letters(HERE, [(a_letter(), None)])
    with secured(security, authority.server("localhost")) as (box, port):
        given = ("localhost", port, SENDER, "mc", "tajna", security)
        with pytest.raises(Refused, match="ROADMAP_SMTP_CA_FILE"):
            send(store, ids, MailServer(*given))
        assert box.taken == [] and store.letters(HERE)[0].state is LetterState.DRAFT
        done = send(store, ids, MailServer(*given, authority.file))
        assert (done.went, done.troubles) == (1, [])
        assert [mail["To"] for mail in box.taken] == ["school1@example.ru"]
    more = store.draft_letters(HERE, [(a_letter(about="ещё"), None)])
    with secured(security, authority.server("other")) as (box, port):
        stranger = MailServer("localhost", port, SENDER, "mc", "tajna", security, authority.file)
        with pytest.raises(Refused, match="не подтверждён"):
            send(store, more, stranger)
        assert box.taken == []


def test_settings_by_which_a_password_would_be_read_by_others_are_refused(tmp_path: Path) -> None:
    named = {"ROADMAP_SMTP_HOST": "mail.example.ru", "ROADMAP_SMTP_FROM": SENDER}
    open_one = named | {"ROADMAP_SMTP_SECURITY": "none", "ROADMAP_SMTP_LOGIN": "mc"}
    with pytest.raises(WrongDefinition, match="открытым текстом"):
        mail_server(open_one)
    assert mail_server(open_one | {"ROADMAP_SMTP_HOST": "127.0.0.1"}) is not None
    with pytest.raises(WrongDefinition, match="CA_FILE"):
        mail_server(named | {"ROADMAP_SMTP_CA_FILE": str(tmp_path / "нет.pem")})
    assert "tajna" not in repr(MailServer("a", 1, SENDER, "mc", "tajna"))


def test_off_until_the_settings_name_a_server() -> None:
    assert mail_server({}) is None
    named = {"ROADMAP_SMTP_HOST": "mail.example.ru", "ROADMAP_SMTP_FROM": SENDER}
    assert mail_server(named) == MailServer("mail.example.ru", 587, SENDER)
    assert mail_server({**named, "ROADMAP_SMTP_SECURITY": "tls"}) == MailServer(
        "mail.example.ru", 465, SENDER, security="tls"
    )
    for wrong in ({"FROM": ""}, {"PORT": "много"}, {"SECURITY": "ssl"}):
        with pytest.raises(WrongDefinition, match=f"ROADMAP_SMTP_{next(iter(wrong))}"):
            mail_server({**named, **{f"ROADMAP_SMTP_{k}": v for k, v in wrong.items()}})


def test_letters_can_be_taken_to_a_mail_program_of_ones_own(store: Store) -> None:
    store.draft_letters(HERE, [(a_letter(attachment="а.xlsx"), b"form")])
    with ZipFile(BytesIO(eml_archive(store, store.letters(HERE)))) as archive:
        (name,) = archive.namelist()
        mail = message_from_bytes(archive.read(name), policy=default)
    assert name.endswith(".eml")
    assert mail["Subject"] == "Отчёт за 2021 год: замечания"


@pytest.mark.parametrize("text", ["a@b.ru", "Школа № 1 <a@b.ru>"])
def test_an_address(text: str) -> None:
    assert is_address(text)


@pytest.mark.parametrize("text", ["", "a@b", "a b@c.ru", "a@b.ru, c@d.ru", "a@b.ru\nBcc: x@y.ru"])
def test_no_single_address(text: str) -> None:
    assert not is_address(text)


def test_a_second_line_makes_no_header() -> None:
    with pytest.raises(ValueError, match=r"[Hh]eader"):
        message(a_letter(subject="Тема\nBcc: x@y.ru"), SENDER)
