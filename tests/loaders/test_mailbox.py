"""Returns travel: a letter in, a receipt and a draft out, the corrected file in, a revision.

The mailbox is a real IMAP server that pip brought.
"""

import asyncio
import imaplib
import json
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path
from threading import Thread
from zipfile import ZipFile

import pytest
from aiosmtpd.controller import Controller

import cli
from access.one_server import hold_mail
from data_model.errors import MonitorError, Refused, WrongDefinition
from data_model.letters import Letter, LetterReason, LetterState
from data_model.store import Store
from loaders.forms.book import write_form
from loaders.forms.request import FormRequest
from loaders.mailbox import FolderOfLetters, MailIntake, mailbox_name, mailbox_settings, opened
from reports.mailing import mail_server, send
from tests.authority import OwnAuthority, own_authority
from tests.builders import YEARS, a_municipality, a_roll, a_school
from tests.loaders.files.letters import a_letter, an_outlook_letter
from tests.loaders.filling import a_good_return, changed, filled, good_answers, roadmap, school
from tests.loaders.test_owner import nameless
from tests.reports.test_mailing import Mailbox, ended

SECOND = a_school("580403")
PYMAP = "from pymap.main import main; main()"
OFFICE, SENDER = "office", "zavuch@school.example"
TICKET = "q_ticket_pupils_g9"


@pytest.fixture
def database(tmp_path: Path) -> str:
    url = f"sqlite:///{(tmp_path / 'district.db').as_posix()}"
    store = Store.create(url)
    store.save_register(a_municipality(), [school(), SECOND])
    for org in (school().code, SECOND.code):
        for year in YEARS:
            store.save_roll(a_roll(org, year))
    store.save_roadmap(a_municipality().code, roadmap())
    store.close()
    return url


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    opened = Store.open(database)
    yield opened
    opened.close()


def second_return() -> bytes:
    form = write_form(FormRequest(roadmap(), SECOND, 2021, a_roll(SECOND.code)))
    return filled(form, good_answers() | {TICKET: 11})


def zipped(**members: bytes) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        for name, content in members.items():
            archive.writestr(f"{name}.xlsx", content)
    return target.getvalue()


def intake(store: Store) -> MailIntake:
    return MailIntake(store, store.municipality(a_municipality().code))


def drafts(store: Store) -> list[Letter]:
    return list(reversed(store.letters(a_municipality().code)))


@pytest.fixture(scope="module")
def mailbox() -> Iterator[int]:
    """The port of an IMAP server with an empty mailbox; it ends with the module."""
    with imap_server("--no-tls") as port:
        with _office(port) as connection:
            connection.create(mailbox_name("Отчёты"))
        yield port


@contextmanager
def imap_server(*security: str) -> Iterator[int]:
    """The port of a real IMAP server of this computer, with a mailbox that has letters."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    command = [sys.executable, "-c", PYMAP, "--host", "127.0.0.1", "--port", str(port)]
    command += [*security, "--no-service", "admin", "dict"]
    command += ["--demo-user", OFFICE, "--demo-password", "secret", "--demo-data"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.1)
        yield port
    finally:
        server.terminate()
        server.wait(10)


def _office(port: int) -> imaplib.IMAP4:
    connection = imaplib.IMAP4("127.0.0.1", port)
    connection.login(OFFICE, "secret")
    return connection


def deliver(port: int, *letters: bytes) -> None:
    with _office(port) as connection:
        for one in letters:
            state, _ = connection.append(f'"{mailbox_name("Отчёты")}"', "", "", one)
            assert state == "OK"


def read_mail(database: str, capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    cli.outcome(["--db", database, "mail", "--json"])
    told: dict[str, object] = json.loads(capsys.readouterr().out)
    return told


@pytest.fixture
def posted() -> Iterator[tuple[Mailbox, int]]:
    """A real server of outgoing mail, and what it took."""
    box = Mailbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    yield box, port
    controller.stop()


def test_returns_travel_by_mail(
    mailbox: int,
    posted: tuple[Mailbox, int],
    database: str,
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Письмо с архивом → черновик ответа → ответ ушёл → исправленный бланк → новая редакция."""
    for name, value in {
        "HOST": "127.0.0.1", "PORT": str(mailbox), "USER": OFFICE, "PASSWORD": "secret",
        "SECURITY": "none", "FOLDER": "Отчёты",
    }.items():  # fmt: skip
        monkeypatch.setenv(f"ROADMAP_MAIL_{name}", value)
    wrong = filled(a_good_return(), {TICKET: "двенадцать"})
    deliver(
        mailbox,
        a_letter(("все.zip", zipped(а=second_return())), sender="b@school.example", subject="б"),
        a_letter(("отчёт.xlsx", wrong), sender=SENDER, subject="Отчёт за 2021"),
    )
    told = read_mail(database, capsys)
    assert (told["accepted"], told["refused"]) == (2, 0)
    good, remarks = drafts(store)
    assert (good.recipient, good.org, good.reason) == (
        "b@school.example",
        SECOND.code,
        LetterReason.ANSWER,
    )
    assert "принят, версия 1, замечаний нет" in good.text
    assert (remarks.recipient, remarks.subject) == (SENDER, "Re: Отчёт за 2021")
    assert "двенадцать" in remarks.text
    assert remarks.in_reply_to.endswith("@school.example>")
    assert read_mail(database, capsys)["letters"] == []

    name, copy = store.letter_file(remarks.id)
    assert name == f"{school().code}_2021_замечания.xlsx"
    box, port = posted
    for setting, value in {"HOST": "127.0.0.1", "PORT": str(port), "SECURITY": "none"}.items():
        monkeypatch.setenv(f"ROADMAP_SMTP_{setting}", value)
    monkeypatch.setenv("ROADMAP_SMTP_FROM", "office@office.example")
    sent = send(store, [remarks.id], mail_server() or pytest.fail("no server"))
    assert (sent.went, box.taken[0]["To"]) == (1, SENDER)
    (form,) = box.taken[0].iter_attachments()
    assert (form.get_filename(), form.get_content()) == (name, copy)

    deliver(mailbox, a_letter((name, filled(copy, {TICKET: 12})), sender=SENDER, subject="испр"))
    monkeypatch.setenv("ROADMAP_MAIL_SEND", "1")
    (letter,) = read_mail(database, capsys)["letters"]  # type: ignore[misc]
    assert "версия 2" in box.taken[-1].get_content()
    assert [file["revision"] for file in letter["files"]] == [2]
    assert drafts(store)[-1].state is LetterState.SENT


# a folder


def put(folder: Path, **letters: bytes) -> FolderOfLetters:
    folder.mkdir(exist_ok=True)
    for name, content in letters.items():
        (folder / name.replace("_", ".")).write_bytes(content)
    return FolderOfLetters(folder)


def test_a_folder_of_letters_and_files_is_taken_once(store: Store, tmp_path: Path) -> None:
    outlook = an_outlook_letter("b@school.example", "отчёт.xlsx", second_return())
    folder = put(tmp_path / "почта", а_msg=outlook, б_xlsx=a_good_return())
    first = list(intake(store).take_all(folder))
    assert [(one.sender, [file.revision for file in one.receipts]) for one in first] == [
        ("b@school.example", [1]),
        ("", [1]),
    ]
    assert len(drafts(store)) == 1
    assert list(intake(store).take_all(folder)) == []


def test_a_letter_without_a_report_is_answered_so(store: Store, tmp_path: Path) -> None:
    (one,) = intake(store).take_all(put(tmp_path / "почта", а_eml=a_letter(sender=SENDER)))
    assert one.answer
    (draft,) = drafts(store)
    assert "не приложено ни одного файла" in draft.text


def test_a_machine_gets_no_answer(store: Store, tmp_path: Path) -> None:
    letter = b"Auto-Submitted: auto-replied\r\n" + a_letter(sender=SENDER)
    (one,) = intake(store).take_all(put(tmp_path / "почта", а_eml=letter))
    assert (one.answer, drafts(store)) == (0, [])


# whose it is


def test_the_address_is_kept_and_tells_whose_a_nameless_file_is(
    store: Store, tmp_path: Path
) -> None:
    """Школа названа и адресом, и в файле: отчёт принят; только адресом — спрошено."""
    first = a_letter(("отчёт.xlsx", a_good_return()), sender=SENDER)
    taking = intake(store)
    list(taking.take_all(put(tmp_path / "почта", а_eml=first)))
    assert store.municipality("58040").addresses(school().code) == (SENDER,)

    second = a_letter(("мой.xlsx", filled_nameless()), sender=SENDER, subject="ещё")
    (one,) = taking.take_all(put(tmp_path / "вторая", б_eml=second))
    (receipt,) = one.receipts
    assert (receipt.org, receipt.year, receipt.revision) == (school().code, 2021, 2)
    assert "owner_stated" in [problem.code for problem in receipt.problems]


def filled_nameless() -> bytes:
    def answer(book: object) -> None:
        book["Показатели"]["K12"].value = 13  # type: ignore[index]

    return changed(nameless(), answer)


def test_a_nameless_file_of_a_stranger_waits_for_a_person(store: Store, tmp_path: Path) -> None:
    letter = a_letter(("мой.xlsx", nameless()), sender="who@mail.example")
    (one,) = intake(store).take_all(put(tmp_path / "почта", а_eml=letter))
    assert store.revisions(school().code, 2021) == ()
    assert "похоже, это отчёт" in one.asked[0]


# settings


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"HOST": "mail.example", "USER": "a"},
        {"HOST": "mail.example", "USER": "a", "PASSWORD": "b", "SECURITY": "none"},
        {"HOST": "mail.example", "USER": "a", "PASSWORD": "b", "SECURITY": "tls"},
        {"HOST": "mail.example", "USER": "a", "PASSWORD_FILE": "нет.txt"},
        {"HOST": "mail.example", "USER": "a", "PASSWORD": "b", "CA_FILE": "нет.pem"},
    ],
)
def test_a_mailbox_that_is_not_named_well_is_refused(given: dict[str, str]) -> None:
    with pytest.raises(WrongDefinition):
        mailbox_settings({f"ROADMAP_MAIL_{name}": value for name, value in given.items()})


def test_no_server_is_one_sentence(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"HOST": "127.0.0.1", "PORT": "1", "USER": "a", "PASSWORD": "b"}.items():
        monkeypatch.setenv(f"ROADMAP_MAIL_{name}", value)
    assert cli.outcome(["--db", database, "mail"]) == 2
    with (
        pytest.raises(MonitorError, match="почтовым сервером"),
        opened(
            mailbox_settings(
                {
                    "ROADMAP_MAIL_HOST": "127.0.0.1",
                    "ROADMAP_MAIL_PORT": "1",
                    "ROADMAP_MAIL_USER": "a",
                    "ROADMAP_MAIL_PASSWORD": "b",
                }
            )
        ),
    ):
        pass


@contextmanager
def behind_tls(context: ssl.SSLContext, port: int) -> Iterator[int]:
    """The port at which the same server speaks TLS from the first byte."""
    loop = asyncio.new_event_loop()

    async def pass_on(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await source.read(65536):
                target.write(data)
                await target.drain()
        with suppress(OSError, RuntimeError):
            target.close()

    async def relay(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection("127.0.0.1", port)
        await asyncio.gather(pass_on(reader, back), pass_on(there, writer))

    serving = asyncio.start_server(relay, "127.0.0.1", 0, ssl=context)
    server = loop.run_until_complete(serving)
    thread = Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        asyncio.run_coroutine_threadsafe(ended(server), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()


@contextmanager
def secured(authority: OwnAuthority, name: str, security: str) -> Iterator[int]:
    """A mail server that shows the certificate of ``name``: at once, or after STARTTLS."""
    if security == "starttls":
        with imap_server("--cert", authority.of(name), "--key", authority.of(name)) as port:
            yield port
        return
    with imap_server("--no-tls") as port, behind_tls(authority.server(name), port) as secure:
        yield secure


@pytest.mark.parametrize("security", ["ssl", "starttls"])
def test_a_mailbox_is_read_by_tls_from_a_server_of_the_offices_own_authority(
    tmp_path: Path, security: str
) -> None:
    """Свой удостоверяющий центр: с его файлом ящик открывается, без него и чужому имени — нет."""
    authority = own_authority(tmp_path)
    named = {"HOST": "localhost", "USER": OFFICE, "PASSWORD": "secret", "SECURITY": security}

    def letters(port: int, **more: str) -> int:
        given = {**named, "PORT": str(port), **more}
        settings = mailbox_settings({f"ROADMAP_MAIL_{name}": one for name, one in given.items()})
        with opened(settings) as mailbox:
            return len(list(mailbox.files()))

    with secured(authority, "localhost", security) as port:
        assert letters(port, CA_FILE=authority.file) > 0
        with pytest.raises(MonitorError, match="ROADMAP_MAIL_CA_FILE"):
            letters(port)
    with (
        secured(authority, "other", security) as port,
        pytest.raises(MonitorError, match="не подтверждён"),
    ):
        letters(port, CA_FILE=authority.file)


@pytest.mark.parametrize(
    ("name", "written"), [("INBOX", "INBOX"), ("Отчёты", "&BB4EQgRHBFEEQgRL-"), ("a&b", "a&-b")]
)
def test_russian_folders_are_written_as_imap_has_them(name: str, written: str) -> None:
    assert mailbox_name(name) == written


# again and again


class Stopped(BaseException):
    """The end of a watch, as a person ends it."""


def test_a_watch_waits_out_what_fails_and_says_it_once(
    database: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Папка пропала и вернулась: сказано один раз, пришедшее после этого разобрано."""
    folder, away = tmp_path / "почта", tmp_path / "нет"
    put(folder)
    rounds: list[Callable[[], object]] = [
        lambda: folder.rename(away),
        lambda: None,
        lambda: away.rename(folder),
        lambda: put(folder, а_eml=a_letter(("отчёт.xlsx", a_good_return()), sender=SENDER)),
    ]

    def sleep(_seconds: float) -> None:
        if not rounds:
            raise Stopped
        rounds.pop(0)()

    monkeypatch.setattr("time.sleep", sleep)
    with pytest.raises(Stopped):
        cli.outcome(["--db", database, "mail", "--folder", str(folder), "--watch", "60"])
    told = capsys.readouterr()
    assert told.err.count("нет.") == 1
    assert SENDER in told.out
    assert cli.outcome(["--db", database, "mail", "--watch", "60", "--json"]) == 2


HOLDS = (
    "import sys; from access.one_server import hold_mail; hold_mail(sys.argv[1]); input(print())"
)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_two_processes_do_not_deal_with_the_same_mail(kind: str, tmp_path: Path) -> None:
    """Второй разбор тех же писем говорит, кто занят первым; убитый ничего не держит."""
    of_file = f"sqlite:///{(tmp_path / 'a.db').as_posix()}"
    url = of_file if kind == "sqlite" else f"postgresql://a@b.example/{tmp_path.name}"
    first = subprocess.Popen(
        [sys.executable, "-c", HOLDS, url],
        cwd=Path(__file__).parents[2],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert first.stdout and first.stdout.readline()
    with pytest.raises(Refused, match=f"процесс {first.pid}"):
        hold_mail(url)
    first.communicate(b"\n")
    hold_mail(url)
    hold_mail(url)


def test_an_address_that_a_person_took_away_meanwhile_does_not_come_back(
    store: Store, tmp_path: Path
) -> None:
    taking = MailIntake(store, a_municipality())
    store.save_settings("58040", {f"mail.{school().code}": "old@school.example"})
    letters = put(tmp_path / "почта", а_eml=a_letter(("о.xlsx", a_good_return()), sender=SENDER))
    files = letters.files()

    class Meanwhile:
        def files(self) -> Iterator[tuple[str, bytes]]:
            for one in files:
                store.save_settings("58040", {f"mail.{school().code}": ""})
                yield one

        def dealt_with(self, name: str) -> None: ...

    list(taking.take_all(Meanwhile()))
    assert store.municipality("58040").addresses(school().code) == (SENDER,)
