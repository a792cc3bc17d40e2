"""Sending letters of the outbox («отправка писем»): by the office's mail server, or as .eml files.

Off where no server is named. Of each letter only one person can be the sender (the store sees to
that); why one did not go is kept in words, and the others go on.

    mail_server   what the settings name; None where sending is off
    send          the letters named, over one connection
    message       a letter as a mail: one text, one file, nothing that a reader must render
    eml_archive   letters to be sent by a mail program of one's own
"""

import os
import smtplib
import ssl
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, make_msgid, parseaddr
from functools import partial
from io import BytesIO
from mimetypes import guess_type
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from data_model.errors import NothingThere, Refused, WrongDefinition
from data_model.file_names import files_made, safe_file_name
from data_model.letters import Letter, trusted
from data_model.store import Store

PATIENCE = 20
"""Seconds that the mail server may take for an answer."""
SECURITY = ("starttls", "tls", "none")
"""How the connection is kept private: raised to TLS, TLS from the start, or not at all."""
PREFIX = "ROADMAP_SMTP_"


@dataclass(frozen=True, slots=True)
class MailServer:
    """The office's mail server; ``sender`` is the address that letters come from.

    ``authority`` is a file with the office's own certificate authority, where it has one.
    """

    host: str
    port: int
    sender: str
    login: str = ""
    password: str = field(default="", repr=False)
    security: str = "starttls"
    authority: str = ""


def mail_server(settings: Mapping[str, str] = os.environ) -> MailServer | None:
    """The server that ``ROADMAP_SMTP_HOST`` and its sisters name; None where none is named.

    Raises WrongDefinition with the setting that is wrong.
    """
    asked = {name: settings.get(f"{PREFIX}{name.upper()}", "").strip() for name in NAMES}
    if not asked["host"]:
        return None
    security = asked["security"] or "starttls"
    port = asked["port"] or ("465" if security == "tls" else "587")
    if security not in SECURITY:
        raise WrongDefinition(f"{PREFIX}SECURITY: «{security}». Можно: {', '.join(SECURITY)}.")
    if not (port.isdecimal() and 0 < int(port) < 65536):
        raise WrongDefinition(f"{PREFIX}PORT: «{port}». Нужен номер порта, например 587.")
    if not is_address(asked["from"]):
        raise WrongDefinition(f"{PREFIX}FROM: назовите адрес, с которого уходят письма.")
    if asked["ca_file"] and not Path(asked["ca_file"]).is_file():
        raise WrongDefinition(f"{PREFIX}CA_FILE: файла «{asked['ca_file']}» нет.")
    if security == "none" and asked["login"] and asked["host"].lower() not in LOOPBACK:
        raise WrongDefinition(
            f"{PREFIX}SECURITY: с «none» пароль ушёл бы по сети открытым текстом. Укажите "
            "starttls или tls."
        )
    said = (asked["host"], int(port), asked["from"], asked["login"], asked["password"])
    return MailServer(*said, security, asked["ca_file"])


NAMES = ("host", "port", "login", "password", "from", "security", "ca_file")
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


def is_address(text: str) -> bool:
    """Whether a mail can be sent to it: one address, with or without a name before it."""
    name, address = parseaddr(text)
    local, at, host = address.rpartition("@")
    is_plain = not any(sign.isspace() or ord(sign) < 32 for sign in address)
    return bool(local and at and "." in host and is_plain) and text.count("@") == 1


def message(letter: Letter, sender: str, content: bytes | None = None) -> EmailMessage:
    """A letter as a mail; its Message-ID is made of its number, so the same letter is one mail."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = sender or "methodist@localhost"
    mail["To"] = letter.recipient
    mail["Subject"] = letter.subject
    mail["Date"] = formatdate(localtime=True)
    mail["Message-ID"] = make_msgid(f"letter{letter.id}", domain=_domain(sender))
    if letter.in_reply_to:
        mail["In-Reply-To"] = letter.in_reply_to
        mail["References"] = letter.in_reply_to
    mail.set_content(letter.text)
    if content is not None:
        kind = guess_type(letter.attachment)[0] or "application/octet-stream"
        main, _, sub = kind.partition("/")
        mail.add_attachment(content, maintype=main, subtype=sub, filename=letter.attachment)
    return mail


def _domain(sender: str) -> str:
    return parseaddr(sender)[1].rpartition("@")[2] or "localhost"


def mail_of(store: Store, letter: Letter, sender: str = "") -> EmailMessage:
    """A stored letter with its file."""
    content = None
    if letter.attachment:
        with suppress(NothingThere):
            _, content = store.letter_file(letter.id)
    return message(letter, sender, content)


@dataclass(slots=True)
class Sending:
    """How many letters went, and a sentence about each that did not."""

    went: int = 0
    troubles: list[str] = field(default_factory=list)


def send(store: Store, letter_ids: Sequence[int], server: MailServer) -> Sending:
    """Send letters, each once. Raises Refused where the server is not to be reached at all."""
    sent = Sending()
    with _connected(server) as connection:
        for letter_id in letter_ids:
            trouble = _send_one(store, letter_id, server, connection)
            if trouble:
                sent.troubles.append(trouble)
            else:
                sent.went += 1
    return sent


def _send_one(store: Store, letter_id: int, server: MailServer, connection: smtplib.SMTP) -> str:
    """Why it did not go; empty where it went."""
    try:
        letter = store.begin_sending(letter_id)
    except (Refused, NothingThere) as fault:
        return str(fault)
    if not is_address(letter.recipient):
        trouble = f"«{letter.recipient}» — не адрес почты."
    else:
        trouble = _trouble(lambda: _hand_over(store, letter, server, connection))
    store.end_sending(letter_id, trouble)
    return f"{letter.subject} ({letter.recipient}): {trouble}" if trouble else ""


def _hand_over(store: Store, letter: Letter, server: MailServer, connection: smtplib.SMTP) -> None:
    connection.send_message(mail_of(store, letter, server.sender))


def _connected(server: MailServer) -> smtplib.SMTP:
    """An open connection, signed in. Raises Refused with the reason in words."""
    opened: list[smtplib.SMTP] = []

    def connect() -> None:
        connection = _opened(server)
        opened.append(connection)
        if server.security == "starttls":
            connection.starttls(context=trusted(server.authority))
        if server.login:
            connection.login(server.login, server.password)

    if trouble := _trouble(connect):
        for connection in opened:
            connection.close()
        raise Refused(f"Письма не отправлены. {trouble}")
    return opened[0]


def _opened(server: MailServer) -> smtplib.SMTP:
    if server.security == "tls":
        context = trusted(server.authority)
        return smtplib.SMTP_SSL(server.host, server.port, timeout=PATIENCE, context=context)
    return smtplib.SMTP(server.host, server.port, timeout=PATIENCE)


def _trouble(act: Callable[[], None]) -> str:
    """Do it; what forbids it, in a Russian sentence."""
    try:
        act()
    except smtplib.SMTPAuthenticationError:
        return "Почтовый сервер не принял логин или пароль."
    except UnicodeError:
        return "В логине, пароле или адресе есть буквы, которых почтовый сервер не принимает."
    except smtplib.SMTPRecipientsRefused:
        return "Почтовый сервер не принял адрес получателя."
    except smtplib.SMTPSenderRefused:
        return "Почтовый сервер не принял адрес отправителя."
    except smtplib.SMTPNotSupportedError:
        return "Почтовый сервер не умеет того, что указано в настройках: проверьте защиту и вход."
    except ssl.SSLCertVerificationError:
        return (
            "Сертификат почтового сервера не подтверждён: проверьте его имя в ROADMAP_SMTP_HOST, а "
            "если у управления свой удостоверяющий центр, укажите ROADMAP_SMTP_CA_FILE."
        )
    except ssl.SSLError:
        return "Защищённое соединение с почтовым сервером не установлено: проверьте порт и защиту."
    except smtplib.SMTPResponseException as fault:
        return f"Почтовый сервер отказал, код {fault.smtp_code}."
    except (smtplib.SMTPException, OSError):
        return "Почтовый сервер не отвечает."
    return ""


def eml_archive(store: Store, letters: Iterable[Letter], sender: str = "") -> bytes:
    """Letters as .eml files in one zip, to be opened and sent by a mail program."""
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, content in files_made(
            (letter.recipient or letter.subject, partial(_eml, store, letter, sender))
            for letter in letters
        ):
            archive.writestr(name, content)
    return target.getvalue()


def _eml(store: Store, letter: Letter, sender: str) -> tuple[str, bytes]:
    name = safe_file_name(f"{letter.id}_{letter.org or letter.recipient}.eml")
    return name, mail_of(store, letter, sender).as_bytes()
