"""The mail of the office («почта района»): returns come by letter, an answer is drafted to each.

In order: where letters lie (a mailbox by IMAP, or a folder that may be watched); what is done with
one: its files go the way of uploads, the address of its sender is kept with the school, and helps
to tell whose a file is that does not say so; the draft of an answer, which a person sends.
"""

import imaplib
import re
import ssl
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from data_model.errors import MonitorError, NothingThere, UnreadableFile, WrongDefinition
from data_model.letters import Letter, LetterReason, trusted
from data_model.places import Municipality, Organisation
from data_model.returns import MarkedCopy, Outcome, Receipt
from data_model.store import Store
from loaders.files.archive import is_wanted
from loaders.files.kinds import kind_of
from loaders.files.letters import IncomingLetter, is_letter
from loaders.files.limits import LIMITS
from loaders.files.worker_pool import pool, read_workbook
from loaders.intake import Handled, Owner, context_of, handle_all
from loaders.returns.checks.identity import guess_owner
from loaders.returns.context import IntakeContext
from loaders.returns.marked.copy import Copier, archive
from loaders.returns.marked.remarks import GREETING

# where letters lie


@dataclass(frozen=True, slots=True)
class MailboxSettings:
    """The mailbox of an office, out of the environment («настройки почты»).

    ``authority`` is a file with the office's own certificate authority, where it has one.
    """

    host: str
    user: str
    password: str = field(repr=False)
    port: int = 993
    folder: str = "INBOX"
    security: str = "ssl"
    authority: str = ""


SECURITIES = ("ssl", "starttls", "none")
LOOPBACK = ("127.0.0.1", "::1", "localhost")
SECONDS = 60
PREFIX = "ROADMAP_MAIL_"
ASK = (
    "Почтовый ящик не назван. Укажите ROADMAP_MAIL_HOST, ROADMAP_MAIL_USER и "
    "ROADMAP_MAIL_PASSWORD_FILE (файл с паролем) или папку с письмами: --folder ПАПКА."
)


def mailbox_settings(environment: Mapping[str, str]) -> MailboxSettings:
    """The mailbox that the environment names.

    Raises WrongDefinition where something is missing, or the password would travel in the open.
    """
    told = {
        name.removeprefix(PREFIX).lower(): value.strip()
        for name, value in environment.items()
        if name.startswith(PREFIX) and value.strip()
    }
    if not {"host", "user"} <= told.keys():
        raise WrongDefinition(ASK)
    security = told.get("security", "ssl").lower()
    port = told.get("port", "993" if security == "ssl" else "143")
    if security not in SECURITIES or not port.isdecimal():
        raise WrongDefinition(
            "ROADMAP_MAIL_SECURITY: ssl, starttls или none; ROADMAP_MAIL_PORT: номер порта."
        )
    if security == "none" and told["host"] not in LOOPBACK:
        raise WrongDefinition(
            "Без шифрования почту читают только на этом же компьютере. Укажите "
            "ROADMAP_MAIL_SECURITY=ssl."
        )
    authority = told.get("ca_file", "")
    if authority and not Path(authority).is_file():
        raise WrongDefinition(f"{PREFIX}CA_FILE: файла «{authority}» нет.")
    password, folder = _password(told), told.get("folder", "INBOX")
    return MailboxSettings(
        told["host"], told["user"], password, int(port), folder, security, authority
    )


def _password(told: Mapping[str, str]) -> str:
    if "password_file" not in told:
        if "password" not in told:
            raise WrongDefinition(ASK)
        return told["password"]
    try:
        return Path(told["password_file"]).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as fault:
        raise WrongDefinition(
            f"Файл с паролем почты не читается: {told['password_file']}."
        ) from fault


class LetterSource(Protocol):
    """Where files come from: each with its name, and what is done with one that was dealt with."""

    def files(self) -> Iterator[tuple[str, bytes]]:
        """What has not been dealt with yet; names are labels for people."""
        ...

    def dealt_with(self, name: str) -> None: ...


@dataclass
class FolderOfLetters:
    """Saved letters and files in a folder."""

    folder: Path

    def files(self) -> Iterator[tuple[str, bytes]]:
        if not self.folder.is_dir():
            raise NothingThere(f"Папки «{self.folder}» нет.")
        for path in sorted(self.folder.rglob("*")):
            name = path.relative_to(self.folder).as_posix()
            if path.is_file() and is_wanted(name) and path.stat().st_size <= LIMITS.archive_bytes:
                with suppress(OSError):
                    yield name, path.read_bytes()

    def dealt_with(self, name: str) -> None:
        """A folder stays as it is: what was answered is known by the outbox."""


@dataclass
class ImapMailbox:
    """The unread letters of a mailbox; a letter that was dealt with is marked as read."""

    connection: imaplib.IMAP4
    numbers: dict[str, str] = field(default_factory=dict)

    def files(self) -> Iterator[tuple[str, bytes]]:
        for number in self._unread():
            size = self._asked("FETCH", number, "(RFC822.SIZE)")
            found = re.search(rb"RFC822\.SIZE (\d+)", b" ".join(_flat(size)))
            if found and int(found[1]) > LIMITS.archive_bytes:
                continue
            for part in self._asked("FETCH", number, "(BODY.PEEK[])"):
                if isinstance(part, tuple):
                    name = f"письмо {number}.eml"
                    self.numbers[name] = number
                    yield name, part[1]

    def _unread(self) -> list[str]:
        found = self._asked("SEARCH", "UNSEEN", "UNDELETED")
        return [one.decode("ascii") for part in _flat(found) for one in part.split()]

    def _asked(self, command: str, *words: str) -> list[bytes | tuple[bytes, bytes] | None]:
        with told_in_words():
            state, answer = self.connection.uid(command, *words)
        if state != "OK":
            raise MonitorError("Почтовый сервер не выполнил запрос. Попробуйте позже.")
        return list(answer)

    def dealt_with(self, name: str) -> None:
        self._asked("STORE", self.numbers[name], "+FLAGS", r"(\Seen)")


def _flat(answer: Sequence[bytes | tuple[bytes, bytes] | None]) -> list[bytes]:
    return [part if isinstance(part, bytes) else part[0] for part in answer if part]


@contextmanager
def told_in_words() -> Iterator[None]:
    """Faults of mail and network as one sentence."""
    try:
        yield
    except ssl.SSLCertVerificationError as fault:
        raise MonitorError(
            "Сертификат почтового сервера не подтверждён: проверьте его имя в ROADMAP_MAIL_HOST, а "
            "если у управления свой удостоверяющий центр, укажите ROADMAP_MAIL_CA_FILE."
        ) from fault
    except ssl.SSLError as fault:
        raise MonitorError(
            "Защищённое соединение с почтовым сервером не установлено: проверьте "
            "ROADMAP_MAIL_PORT и ROADMAP_MAIL_SECURITY."
        ) from fault
    except (OSError, imaplib.IMAP4.error) as fault:
        raise MonitorError(
            "С почтовым сервером не удалось связаться: проверьте адрес, имя и пароль ящика."
        ) from fault


@contextmanager
def opened(settings: MailboxSettings) -> Iterator[ImapMailbox]:
    """The mailbox, open as long as it is read. Raises MonitorError: a sentence with a cure."""
    with told_in_words():
        connection = _connected(settings)
    try:
        with told_in_words():
            connection.login(settings.user, settings.password)
            state, _ = connection.select(f'"{mailbox_name(settings.folder)}"')
        if state != "OK":
            raise NothingThere(f"Папки «{settings.folder}» в почтовом ящике нет.")
        yield ImapMailbox(connection)
    finally:
        with suppress(OSError, imaplib.IMAP4.error):
            connection.logout()


def _connected(settings: MailboxSettings) -> imaplib.IMAP4:
    place = (settings.host, settings.port)
    if settings.security == "ssl":
        secure = trusted(settings.authority)
        return imaplib.IMAP4_SSL(*place, ssl_context=secure, timeout=SECONDS)
    connection = imaplib.IMAP4(*place, timeout=SECONDS)
    if settings.security == "starttls":
        try:
            connection.starttls(trusted(settings.authority))
        except BaseException:
            with suppress(OSError):  # a handshake that failed has closed it
                connection.shutdown()
            raise
    return connection


def mailbox_name(name: str) -> str:
    """A folder of a mailbox as IMAP writes it: Russian letters in its own seven-bit way."""
    pieces = re.findall(r"[\x20-\x7e]+|[^\x20-\x7e]+", name)
    written = (
        piece.replace("&", "&-")
        if piece.isascii()
        else "&" + b64encode(piece.encode("utf-16-be")).decode().rstrip("=").replace("/", ",") + "-"
        for piece in pieces
    )
    return "".join(written).replace("\\", "\\\\").replace('"', r"\"")


@contextmanager
def letters_in(folder: Path | None, environment: Mapping[str, str]) -> Iterator[LetterSource]:
    """The folder, where one is named, else the mailbox of the environment."""
    if folder:
        yield FolderOfLetters(folder)
        return
    with opened(mailbox_settings(environment)) as mailbox:
        yield mailbox


# what is done with a letter


@dataclass(frozen=True, slots=True)
class DealtLetter:
    """One letter or file that was dealt with («разобранное письмо»).

    ``answer`` is the number of the draft in the outbox, 0 where none was made; ``asked`` say whose
    a file may be that a person is to decide on.
    """

    name: str
    sender: str = ""
    subject: str = ""
    receipts: tuple[Receipt, ...] = ()
    answer: int = 0
    trouble: str = ""
    asked: tuple[str, ...] = ()


@dataclass
class MailIntake:
    """Takes in the letters of one district; ``district`` is where those of nobody are answered.

    ``seen`` are the names and checksums of files that lay there before: a watched folder is
    looked at again and again.
    """

    store: Store
    district: Municipality
    seen: set[tuple[str, str]] = field(default_factory=set)

    def take_all(self, source: LetterSource) -> Iterator[DealtLetter]:
        """Deal with everything new; a letter that has an answer in the outbox is not opened."""
        self.district = self.store.municipality(self.district.code)
        answered = {one.in_reply_to for one in self.store.letters(self.district.code)}
        for name, content in source.files():
            key = (name, sha256(content).hexdigest())
            dealt = None if key in self.seen else self._taken(name, content, answered)
            self.seen.add(key)
            source.dealt_with(name)
            if dealt:
                yield dealt

    def _taken(self, name: str, content: bytes, answered: set[str]) -> DealtLetter | None:
        if not is_letter(kind_of(content)):
            return self._plain(name, content)
        try:
            letter: IncomingLetter = pool().ask("letter", content)
        except UnreadableFile as fault:
            return DealtLetter(name, trouble=str(fault))
        number = letter.number or f"<{sha256(content).hexdigest()[:40]}@saved.letter>"
        if number in answered:
            return None
        answered.add(number)
        handled, asked = self._handled(_label(letter, name), content, letter.sender)
        self._keep_address(letter.sender, handled)
        answer = 0
        if letter.sender and not letter.is_automatic:
            answer = self._draft(letter, number, handled)
        receipts = tuple(one.receipt for one in handled)
        return DealtLetter(name, letter.sender, letter.subject, receipts, answer, asked=asked)

    def _plain(self, name: str, content: bytes) -> DealtLetter | None:
        """A file of a watched folder; what is in already is passed over."""
        handled, asked = self._handled(name.replace("/", " "), content, "")
        if all(one.receipt.outcome is Outcome.DUPLICATE for one in handled):
            return None
        return DealtLetter(name, receipts=tuple(one.receipt for one in handled), asked=asked)

    def _handled(
        self, label: str, content: bytes, sender: str
    ) -> tuple[list[Handled], tuple[str, ...]]:
        """Each file of a letter; those that do not say whose they are a second time."""
        with TemporaryDirectory() as folder:
            path = Path(folder) / label
            path.write_bytes(content)
            handled = list(handle_all([path], self.store))
            nameless = [one for one in handled if _is_nameless(one.receipt)]
            if not nameless:
                return handled, ()
            context = context_of(self.store)
            owners, asked = self._owners(nameless, sender, context)
            if owners:
                again = list(handle_all([path], self.store, owners=owners))
                told = {one.incoming.sha256: one for one in again}
                handled = [
                    told[one.incoming.sha256] if one.incoming.sha256 in owners else one
                    for one in handled
                ]
        return handled, asked

    def _owners(
        self, nameless: Sequence[Handled], sender: str, context: IntakeContext
    ) -> tuple[dict[str, Owner], tuple[str, ...]]:
        """Whose files are: taken where letter and file say the same school, else asked."""
        owners, asked = dict[str, Owner](), list[str]()
        school = school_of(self.district, sender)
        for one in nameless:
            try:
                guess = guess_owner(read_workbook(one.incoming.content), context)
            except MonitorError:
                continue
            if not guess.may_be_taken:
                continue
            if school and guess.year and guess.org == school:
                owners[one.incoming.sha256] = Owner(school, guess.year)
            elif school or guess.org:
                of = _known(context, school or guess.org or "")
                year = f" за {guess.year} год" if guess.year else ""
                asked.append(
                    f"«{one.incoming.filename}»: похоже, это отчёт {of.name.short} "
                    f"(код {of.code}){year}. Примите его сами, указав школу и год."
                )
        return owners, tuple(asked)

    def _keep_address(self, sender: str, handled: Sequence[Handled]) -> None:
        """The address stays with the school whose return it brought, where it was one school."""
        taken = {one.receipt.org for one in handled if one.receipt.outcome in TAKEN}
        org = next(iter(taken), None) if len(taken) == 1 else None
        if not sender or org is None or org == self.district.code:
            return
        known = self.district.addresses(org)
        if sender not in known and self.store.holder_of(org) == self.district.code:
            fresh = self.store.municipality(self.district.code)  # a person may have edited them
            self.store.save_settings(fresh.code, fresh.with_address(org, sender))
            self.district = self.store.municipality(fresh.code)

    def _draft(self, letter: IncomingLetter, number: str, handled: Sequence[Handled]) -> int:
        copier = Copier(self.store)
        copies = [copier.copy(one) for one in handled]
        orgs = {one.receipt.org for one in handled if one.receipt.org}
        holder = self.store.holder_of(next(iter(orgs))) if orgs else self.district.code
        attachment, content = _enclosed([one for one in copies if one])
        draft = Letter(
            recipient=letter.sender,
            subject=f"Re: {RE.sub('', letter.subject) or 'отчёт'}",
            text=answer_to(handled, copies, self._names(handled)),
            reason=LetterReason.ANSWER,
            about=f"письмо {number}"[:200],
            org=next(iter(orgs)) if len(orgs) == 1 else None,
            attachment=attachment,
            in_reply_to=number,
        )
        return self.store.draft_letters(holder, [(draft, content)])[0]

    def _names(self, handled: Sequence[Handled]) -> dict[str, str]:
        context = context_of(self.store)
        codes = {one.receipt.org for one in handled if one.receipt.org}
        return {code: _known(context, code).name.short for code in codes}


RE = re.compile(r"^(?:(?:re|fwd?|отв|ответ)\s*:\s*)+", re.IGNORECASE)
"""What programs put before a subject, once more with every answer."""
TAKEN = (Outcome.ACCEPTED, Outcome.ACCEPTED_WITH_WARNINGS)


def school_of(district: Municipality, sender: str) -> str | None:
    """The one school of a district that has written from an address before."""
    found = [org for org in district.known_addresses() if sender in district.addresses(org)]
    return found[0] if sender and len(found) == 1 else None


def _known(context: IntakeContext, code: str) -> Organisation:
    """An organisation that a receipt or a guess names."""
    known = context.place(code)
    assert known, "who has sent a return stands in the register"
    return known[1]


def _is_nameless(receipt: Receipt) -> bool:
    return any(one.code == "no_identity" for one in receipt.problems)


def _label(letter: IncomingLetter, name: str) -> str:
    """The name under which files of a letter stand: when it came, and from whom."""
    if not name.startswith("письмо "):
        return name.replace("/", " ")
    day = f" {letter.sent_at:%d.%m.%Y}" if letter.sent_at else ""
    sender = "".join(sign for sign in letter.sender if sign.isalnum() or sign in "@.-_")
    return f"письмо {sender or 'без адреса'}{day}.eml"


# the answer


def answer_to(
    handled: Sequence[Handled], copies: Sequence[MarkedCopy | None], names: Mapping[str, str]
) -> str:
    """The text of an answer: what became of each file, and what to do."""
    if len(handled) == 1 and copies[0]:
        return copies[0].letter
    lines = [
        f"{number}. {_became(one.receipt, names)}"
        if len(handled) > 1
        else _became(one.receipt, names)
        for number, one in enumerate(handled, start=1)
    ]
    paragraphs = [GREETING, "\n".join(lines)]
    if any(copies):
        paragraphs.append(
            "К письму приложены бланки с вашими ответами и пояснения к ним: исправьте отмеченное и "
            "отправьте эти же файлы, они придут как следующие версии отчётов."
        )
    return "\n\n".join(paragraphs) + "\n"


def _became(receipt: Receipt, names: Mapping[str, str]) -> str:
    """«Отчёт за 2022 год, СОШ № 1 (файл «отчёт.xlsx»), принят, версия 2. Замечаний нет.»"""
    name = names.get(receipt.org or "", "")
    whose = f" за {receipt.year} год, {name}" if name else ""
    file = receipt.filename.rpartition("/")[2]
    opening = f"Отчёт{whose} (файл «{file}»){',' if whose else ''}"
    match receipt.outcome:
        case Outcome.DUPLICATE:
            return f"{opening} уже принят раньше, версия {receipt.revision}."
        case Outcome.REFUSED:
            return f"{opening} не принят: {receipt.problems[0].plain}"
        case _:
            more = "есть замечания" if receipt.problems else "замечаний нет"
            return f"{opening} принят, версия {receipt.revision}, {more}."


def _enclosed(copies: Sequence[MarkedCopy]) -> tuple[str, bytes | None]:
    """The file of an answer: one marked form, or all of them in an archive."""
    if len(copies) == 1:
        return (copies[0].filename, copies[0].content) if copies[0].content else ("", None)
    with_forms = [one for one in copies if one.content]
    return ("замечания.zip", archive(copies)) if with_forms else ("", None)
