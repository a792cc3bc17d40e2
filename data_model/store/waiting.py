"""Uploads that wait for a worker or for a decision («ждущие загрузки»), as rows.

They outlive every server: whoever has sent one sees it and decides on it by whichever server
answers, and any worker goes on where another one has stopped. A worker has an upload alone: what
it writes after another one has taken over is refused (``server``). Nothing here changes a figure,
so neither the data version nor the journal moves. What is refused goes at once: of its bytes
nothing may stay.

In order: the acts of people and of workers; turns, fair between districts and people; files that
one server has offered and another one was asked for.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from math import ceil
from shutil import disk_usage
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from data_model.database.opening import database_file
from data_model.errors import DatabaseTrouble, NothingThere, Refused
from data_model.people import AUTHOR, PROGRAM, Author, Grant, Quotas, Role
from data_model.returns import MarkedCopy, UploadState, WaitingFile, WaitingUpload
from data_model.store.access import Access
from data_model.store.rows import inserted_id, now
from data_model.tables import (
    GrantRow,
    MarkedCopyRow,
    PersonRow,
    WaitingFileRow,
    WaitingUploadRow,
    WantedFileRow,
)

KEPT = 3
"""Uploads of one person that are over and stay to be looked at."""
MOST_ATTEMPTS = 3
"""How often an upload is begun: one that ends its worker each time is left to a person."""
GIVEN_UP = (
    "Приём прерывался несколько раз подряд. Принятые файлы сохранены, остальные ждут: "
    "проверьте их ещё раз, а если повторится — по одному."
)
NOT_YOURS = "Этих файлов уже нет: о них решили в другом окне, или загрузил их другой сотрудник."


MEBIBYTE = 1024 * 1024
QUOTAS = Quotas()
TOO_MANY = (
    "Вашего решения уже ждут загрузки: {limit}, больше одному человеку нельзя. Откройте их здесь "
    "же («Показать здесь»), примите или нажмите «Не принимать», потом загрузите эти файлы снова."
)
TOO_LARGE = (
    "Ваши файлы, которые ждут решения, заняли бы {size} МБ, одному человеку можно до {limit}. "
    "Примите прежние или нажмите «Не принимать», потом загрузите эти файлы снова."
)

LEAST_ROOM = 500 * MEBIBYTE
"""Bytes that must be left on the disk of the database before files are received."""
LITTLE_ROOM = (
    "На диске с базой данных осталось меньше 500 МБ, файлы не приняты. Освободите место и "
    "повторите то же действие; принятое раньше цело."
)


class SentBytes(NamedTuple):
    """A file as it came: its label and its bytes."""

    filename: str
    content: bytes


class CopyOf(NamedTuple):
    """A marked copy, and label and checksum of the file that it is of."""

    filename: str
    sha256: str
    copy: MarkedCopy


class FileAnswer(NamedTuple):
    """What a server says to a wanted file: its bytes, or one sentence why there are none."""

    status: int
    file_name: str
    mime: str
    content: bytes


class WantedFile(NamedTuple):
    """An address that another server was asked for, and by which session."""

    number: str
    session: int | None


class Waiting(Access):
    """Acts on waiting uploads. ``server`` names the process that works on one."""

    @property
    def is_shared(self) -> bool:
        """Whether other processes may work on the same database: then a queue hands work out."""
        return self._database.place.get_backend_name() != "sqlite"

    # people

    def receive_upload(
        self,
        files: Sequence[SentBytes],
        municipality: str | None = None,
        year: int | None = None,
        owner: str | None = None,
        quotas: Quotas = QUOTAS,
    ) -> int:
        """Keep what was sent until it is decided on, and have it checked; its number.

        Refused for who may send nothing there, and where too much of theirs waits already;
        DatabaseTrouble where the disk is nearly full. ``owner`` is named by the program alone.
        """
        file = database_file(self._database.place)
        if file is not None and disk_usage(file.parent).free < LEAST_ROOM:
            raise DatabaseTrouble(LITTLE_ROOM)
        return self._write(receive_upload, files, municipality, year, owner, now(), quotas)

    def waiting_uploads(self) -> tuple[WaitingUpload, ...]:
        """One's own, the oldest first, with their files; without what came out of them."""
        return self._read(waiting_uploads)

    def waiting_outcome(self, upload: int) -> str:
        """What came out of one of one's own, as the intake wrote it; NothingThere."""
        return self._read(waiting_outcome, upload)

    def waiting_content(self, file_id: int) -> bytes:
        """The bytes of a file of one's own; NothingThere."""
        return self._read(waiting_content, file_id)

    def marked_copies(self, upload: int) -> dict[tuple[str, str], MarkedCopy]:
        """Label and checksum of each refused file of one's own → what goes back of it."""
        return self._read(marked_copies, upload)

    def decide_upload(self, upload: int, decision: str) -> bool:
        """Have what was checked taken in; False where it was decided on meanwhile."""
        return self._write(decide_upload, upload, decision, now())

    def drop_upload(self, upload: int) -> bool:
        """Its files go; False where it was decided on meanwhile, or they were gone."""
        return self._write(drop_upload, upload)

    def check_again(self, upload: int, decision: str = "") -> None:
        """All its files are to be checked once more; NothingThere where they are gone."""
        self._write(check_again, upload, decision, now())

    def drop_old_uploads(self, before: datetime) -> None:
        """Uploads that came before a moment and that no worker is asked for go."""
        self._write(drop_old_uploads, before)

    # workers

    def next_upload(self) -> int | None:
        """Whose turn it is; None where nothing is to be done. For a process that works alone."""
        return self._read(next_upload)

    def begin_work(self, upload: int, server: str) -> WaitingUpload | None:
        """Take an upload, whoever had it before; None where nothing is to be done with it."""
        return self._write(begin_work, upload, server, now())

    def note_progress(self, upload: int, server: str, done: int, total: int) -> None:
        """So many files are through; NothingThere where another worker has taken over."""
        self._write(note_progress, upload, server, done, total, now())

    def add_waiting(
        self, upload: int, server: str, files: Sequence[SentBytes], quotas: Quotas = QUOTAS
    ) -> list[int]:
        """Put members of an archive beside it, each fit to be decided on; their numbers.

        Refused where too much of this person waits already.
        """
        return self._write(add_waiting, upload, server, files, quotas)

    def end_work(
        self,
        upload: int,
        server: str,
        state: UploadState,
        outcome: str,
        waiting: Sequence[int],
        copies: Sequence[CopyOf] = (),
    ) -> None:
        """What came out of a check or an intake; the files named wait on, all others go."""
        self._write(end_work, upload, server, state, outcome, waiting, copies, now())

    def break_off(self, upload: int, server: str, trouble: str) -> None:
        """It ends with a sentence; all its files wait to be checked again."""
        self._write(break_off, upload, server, trouble, now())

    def queue_lost_uploads(self) -> None:
        """Whatever is to be done stands in the queue, also after a move or a lost job."""
        self._write(queue_lost_uploads)

    # files between servers

    def want_file(self, number: str, server: str, session: int | None) -> None:
        """Ask another server for the file that it has offered under an address."""
        self._write(want_file, number, server, session, now())

    def wanted_files(self, server: str) -> tuple[WantedFile, ...]:
        """What this server is asked for and has not begun to make."""
        return self._read(wanted_files, server)

    def begin_wanted(self, number: str) -> bool:
        """The file is being made; False where nobody waits for it any more."""
        return self._write(begin_wanted, number)

    def answer_wanted(self, number: str, answer: FileAnswer) -> None:
        """Hand over what was made."""
        self._write(answer_wanted, number, answer)

    def wanted_answer(self, number: str) -> tuple[bool, FileAnswer | None]:
        """Whether the file is being made, and what was made."""
        return self._read(wanted_answer, number)

    def drop_wanted(self, number: str) -> None:
        """Nobody waits any more: the answer goes."""
        self._write(drop_wanted, number, now())


# what people do


def receive_upload(
    connection: Connection,
    files: Sequence[SentBytes],
    municipality: str | None,
    year: int | None,
    owner: str | None,
    moment: datetime,
    quotas: Quotas,
) -> int:
    who = AUTHOR.get()
    _refuse_stranger(who, municipality)
    _refuse_too_much(connection, files, quotas, fresh=1)
    whose = _login(who) if owner is None or who.grants is not None else owner
    _forget_ended(connection, whose)
    head = {
        "owner": whose,
        "municipality": municipality,
        "year": year,
        "state": UploadState.RECEIVED.value,
        "server": "",
        "begun_at": moment,
        "seen_at": moment,
        "is_at_work": False,
        "is_settled": False,
        "author": _author_text(Author(owner or who.name) if whose != _login(who) else who),
        "turn": 0,
        "attempts": 0,
        "done": 0,
        "total": len(files),
        "trouble": "",
        "decision": "",
        "outcome": "",
    }
    upload = inserted_id(connection.execute(insert(WaitingUploadRow), head))
    _insert(connection, upload, files, is_checked=False)
    _put_to_work(connection, upload, moment)
    return upload


def _refuse_stranger(who: Author, municipality: str | None) -> None:
    """Raise Refused for who sends nothing in this municipality: returns come from two roles."""
    senders = {Role.SCHOOL, Role.METHODIST}
    if who.grants is not None and not any(
        grant.role in senders and grant.municipality == municipality for grant in who.grants
    ):
        raise Refused("Отчёты загружают школа и методист района.")


def _refuse_too_much(
    connection: Connection, files: Sequence[SentBytes], quotas: Quotas, fresh: int = 0
) -> None:
    """Raise Refused where more of this person would wait than is one person's part."""
    who, row, file = AUTHOR.get(), WaitingUploadRow, WaitingFileRow
    if who.grants is None:
        return
    waiting = select(func.count(file.upload_id.distinct()), func.coalesce(func.sum(file.size), 0))
    own = waiting.join(row, row.id == file.upload_id).where(row.owner == _login(who))
    uploads, size = connection.execute(own).one()
    if uploads + fresh > quotas.uploads:
        raise Refused(TOO_MANY.format(limit=quotas.uploads))
    size += sum(len(one.content) for one in files)
    if size > quotas.megabytes * MEBIBYTE:
        raise Refused(TOO_LARGE.format(size=ceil(size / MEBIBYTE), limit=quotas.megabytes))


def _forget_ended(connection: Connection, owner: str) -> None:
    """Only the last uploads of a person that are over stay to be looked at."""
    row, file = WaitingUploadRow, WaitingFileRow
    waits = select(file.id).where(file.upload_id == row.id).exists()
    over = (row.owner == owner, row.is_at_work.is_(False), row.is_settled.is_(True) | ~waits)
    ended = connection.scalars(select(row.id).where(*over).order_by(row.id.desc())).all()
    _drop(connection, ended[KEPT - 1 :])


def waiting_uploads(connection: Connection) -> tuple[WaitingUpload, ...]:
    row = WaitingUploadRow
    own = select(*_HEAD).where(row.owner == _login(AUTHOR.get())).order_by(row.id)
    heads = connection.execute(own).all()
    files = _files(connection, [head.id for head in heads])
    return tuple(_upload(head, files[head.id]) for head in heads)


def waiting_outcome(connection: Connection, upload: int) -> str:
    _own(connection, upload)
    row = WaitingUploadRow
    return connection.scalars(select(row.outcome).where(row.id == upload)).one()


def waiting_content(connection: Connection, file_id: int) -> bytes:
    row, file = WaitingUploadRow, WaitingFileRow
    own = (
        select(file.content)
        .join(row, row.id == file.upload_id)
        .where(file.id == file_id, row.owner == _login(AUTHOR.get()))
    )
    found = connection.scalar(own)
    if found is None:
        raise NothingThere(NOT_YOURS)
    return bytes(found)


def marked_copies(connection: Connection, upload: int) -> dict[tuple[str, str], MarkedCopy]:
    _own(connection, upload)
    return _copies(connection, upload)


def _copies(connection: Connection, upload: int) -> dict[tuple[str, str], MarkedCopy]:
    row = MarkedCopyRow
    found = connection.execute(
        select(row.filename, row.sha256, row.name, row.letter, row.content)
        .where(row.upload_id == upload)
        .order_by(row.id)
    )
    return {
        (line.filename, line.sha256): MarkedCopy(line.name, line.letter, line.content)
        for line in found
    }


def decide_upload(connection: Connection, upload: int, decision: str, moment: datetime) -> bool:
    row = WaitingUploadRow
    taken = (
        update(row)
        .where(*_undecided(upload))
        .values(state=UploadState.TAKEN.value, decision=decision, done=0)
    )
    if connection.execute(taken).rowcount != 1:
        return False
    _put_to_work(connection, upload, moment)
    return True


def drop_upload(connection: Connection, upload: int) -> bool:
    row, file = WaitingUploadRow, WaitingFileRow
    settled = update(row).where(*_undecided(upload)).values(is_settled=True)
    if connection.execute(settled).rowcount != 1:
        return False
    connection.execute(delete(file).where(file.upload_id == upload))
    return True


def _undecided(upload: int) -> tuple[Any, ...]:
    row = WaitingUploadRow
    return (
        row.id == upload,
        row.owner == _login(AUTHOR.get()),
        row.state == UploadState.CHECKED.value,
        row.is_at_work.is_(False),
        row.is_settled.is_(False),
    )


def check_again(connection: Connection, upload: int, decision: str, moment: datetime) -> None:
    row, file = WaitingUploadRow, WaitingFileRow
    files = connection.scalars(
        select(func.count()).select_from(file).where(file.upload_id == upload)
    ).one()
    received = (
        update(row)
        .where(row.id == upload, row.owner == _login(AUTHOR.get()))
        .where(row.is_at_work.is_(False), row.is_settled.is_(False))
        .values(state=UploadState.RECEIVED.value, decision=decision, done=0, total=files)
    )
    if not files or connection.execute(received).rowcount != 1:
        raise NothingThere(NOT_YOURS)
    connection.execute(update(file).where(file.upload_id == upload).values(is_checked=False))
    _put_to_work(connection, upload, moment)


def drop_old_uploads(connection: Connection, before: datetime) -> None:
    row = WaitingUploadRow
    old = select(row.id).where(row.begun_at < before, row.is_at_work.is_(False))
    _drop(connection, connection.scalars(old).all())


# turns


def _put_to_work(connection: Connection, upload: int, moment: datetime) -> None:
    """From now on a worker is asked for, in its turn."""
    row = WaitingUploadRow
    turn = _turn(connection, upload)
    connection.execute(
        update(row)
        .where(row.id == upload)
        .values(is_at_work=True, turn=turn, attempts=0, trouble="", server="", seen_at=moment)
    )
    _queue(connection, upload, turn)


def _turn(connection: Connection, upload: int) -> int:
    """The place in the queue: each district has its share of it, each person one of her district's.

    Start-time fair queueing: an upload stands behind the last one of the same person by as much
    as all who wait in her district take meanwhile, and never before what is being worked on.
    """
    row = WaitingUploadRow
    head = connection.execute(select(row.owner, row.municipality).where(row.id == upload)).one()
    waiting = connection.execute(
        select(row.owner, row.municipality, func.min(row.turn), func.max(row.turn))
        .where(row.is_at_work.is_(True))
        .group_by(row.owner, row.municipality)
    ).all()
    present = min((line[2] for line in waiting), default=0)
    colleagues = {line.owner for line in waiting if line.municipality == head.municipality}
    last = [line[3] for line in waiting if (line.owner, line.municipality) == tuple(head)]
    return max([present, *(turn + len(colleagues) for turn in last)])


def _queue(connection: Connection, upload: int, turn: int) -> None:
    """On a server of databases the queue tells a worker as soon as this transaction is through."""
    if connection.dialect.name == "postgresql":
        from data_model.database.queue import enqueue

        enqueue(connection, upload, turn)


def queue_lost_uploads(connection: Connection) -> None:
    if connection.dialect.name != "postgresql":
        return
    from data_model.database.queue import queued

    row = WaitingUploadRow
    at_work = connection.execute(select(row.id, row.turn).where(row.is_at_work.is_(True))).all()
    known = queued(connection) if at_work else set()
    for line in at_work:
        if line.id not in known:
            _queue(connection, line.id, line.turn)


# what workers do


def next_upload(connection: Connection) -> int | None:
    row = WaitingUploadRow
    first = select(row.id).where(row.is_at_work.is_(True)).order_by(row.turn, row.id).limit(1)
    return connection.scalar(first)


def begin_work(
    connection: Connection, upload: int, server: str, moment: datetime
) -> WaitingUpload | None:
    row = WaitingUploadRow
    whole = (*_HEAD, row.author, row.outcome, row.attempts)
    head = connection.execute(
        select(*whole).where(row.id == upload, row.is_at_work.is_(True))
    ).first()
    if head is None:
        return None
    ours = {"server": server, "seen_at": moment, "attempts": head.attempts + 1, "done": 0}
    connection.execute(update(row).where(row.id == upload).values(ours))
    if head.attempts >= MOST_ATTEMPTS:
        _end(connection, upload, UploadState.CHECKED, moment, trouble=GIVEN_UP)
        return None
    if head.state == UploadState.RECEIVED.value:
        _forget_the_checked(connection, upload)
    found = _upload(head, _files(connection, [upload])[upload])
    who = _author(connection, head.author)
    return replace(found, author=who, outcome=head.outcome, server=server)


def _forget_the_checked(connection: Connection, upload: int) -> None:
    """A check that was cut short is begun anew: its archives are still there as they came."""
    file = WaitingFileRow
    of_it = file.upload_id == upload
    unchecked = select(func.count()).where(of_it, file.is_checked.is_(False))
    if connection.scalars(unchecked.select_from(file)).one():
        connection.execute(delete(file).where(of_it, file.is_checked.is_(True)))


def note_progress(
    connection: Connection, upload: int, server: str, done: int, total: int, moment: datetime
) -> None:
    _at_work(connection, upload, server)
    row = WaitingUploadRow
    values = {"done": done, "total": total, "seen_at": moment}
    connection.execute(update(row).where(row.id == upload).values(values))


def add_waiting(
    connection: Connection,
    upload: int,
    server: str,
    files: Sequence[SentBytes],
    quotas: Quotas,
) -> list[int]:
    _at_work(connection, upload, server)
    _refuse_too_much(connection, files, quotas)
    return _insert(connection, upload, files, is_checked=True)


def end_work(
    connection: Connection,
    upload: int,
    server: str,
    state: UploadState,
    outcome: str,
    waiting: Sequence[int],
    copies: Sequence[CopyOf],
    moment: datetime,
) -> None:
    _at_work(connection, upload, server)
    file, copy = WaitingFileRow, MarkedCopyRow
    of_it = file.upload_id == upload
    connection.execute(update(file).where(of_it, file.id.in_(waiting)).values(is_checked=True))
    connection.execute(delete(file).where(of_it, file.id.not_in(waiting)))
    if state is UploadState.TAKEN:
        connection.execute(delete(copy).where(copy.upload_id == upload))
    known = _copies(connection, upload)
    lines = {
        (one.filename, one.sha256): {
            "upload_id": upload,
            "filename": one.filename,
            "sha256": one.sha256,
            "name": one.copy.filename,
            "letter": one.copy.letter,
            "content": one.copy.content,
        }
        for one in copies
        if (one.filename, one.sha256) not in known
    }
    if lines:
        connection.execute(insert(copy), list(lines.values()))
    _end(connection, upload, state, moment, outcome=outcome)


def break_off(
    connection: Connection, upload: int, server: str, trouble: str, moment: datetime
) -> None:
    _at_work(connection, upload, server)
    _end(connection, upload, UploadState.CHECKED, moment, trouble=trouble)


def _end(
    connection: Connection, upload: int, state: UploadState, moment: datetime, **told: str
) -> None:
    row = WaitingUploadRow
    over = {"state": state.value, "is_at_work": False, "server": "", "seen_at": moment}
    connection.execute(update(row).where(row.id == upload).values(over | told))


def _at_work(connection: Connection, upload: int, server: str) -> None:
    """Raise NothingThere where another worker has it by now, or it is over."""
    row = WaitingUploadRow
    ours = select(row.id).where(row.id == upload, row.server == server, row.is_at_work.is_(True))
    if connection.scalar(ours) is None:
        raise NothingThere(NOT_YOURS)


# files between servers


def want_file(
    connection: Connection, number: str, server: str, session: int | None, moment: datetime
) -> None:
    drop_wanted(connection, number, moment)
    head = {"number": number, "server": server, "session": session, "asked_at": moment}
    rest = {"is_begun": False, "status": None, "file_name": "", "mime": "", "content": None}
    connection.execute(insert(WantedFileRow), head | rest)


def wanted_files(connection: Connection, server: str) -> tuple[WantedFile, ...]:
    row = WantedFileRow
    open_ones = select(row.number, row.session).where(row.server == server, row.is_begun.is_(False))
    return tuple(WantedFile(*line) for line in connection.execute(open_ones))


def begin_wanted(connection: Connection, number: str) -> bool:
    row = WantedFileRow
    begun = update(row).where(row.number == number, row.is_begun.is_(False)).values(is_begun=True)
    return connection.execute(begun).rowcount == 1


def answer_wanted(connection: Connection, number: str, answer: FileAnswer) -> None:
    row = WantedFileRow
    connection.execute(update(row).where(row.number == number).values(**answer._asdict()))


def wanted_answer(connection: Connection, number: str) -> tuple[bool, FileAnswer | None]:
    row = WantedFileRow
    columns = (row.status, row.file_name, row.mime, row.content)
    line = connection.execute(select(row.is_begun, *columns).where(row.number == number)).first()
    if line is None or line.status is None:
        return bool(line and line.is_begun), None
    return True, FileAnswer(line.status, line.file_name, line.mime, bytes(line.content or b""))


WANTED_FOR = timedelta(minutes=10)


def drop_wanted(connection: Connection, number: str, moment: datetime) -> None:
    """Also what was asked for by a server that has ended since."""
    row = WantedFileRow
    gone = (row.number == number) | (row.asked_at < moment - WANTED_FOR)
    connection.execute(delete(row).where(gone))


# rows


_HEAD = tuple(
    getattr(WaitingUploadRow, name)
    for name in WaitingUpload.__dataclass_fields__
    if name not in ("files", "author", "outcome")
)
"""Columns of an upload without its large texts."""


def _upload(head: Row[Any], files: tuple[WaitingFile, ...]) -> WaitingUpload:
    told = {column.key: getattr(head, column.key) for column in _HEAD}
    return WaitingUpload(**told | {"state": UploadState(head.state), "files": files})


def _login(who: Author) -> str:
    """Whose uploads are seen; on one PC nobody signs in."""
    return who.login or ""


def _author_text(who: Author) -> str:
    """Who has sent it; the roles are those of the day on which it is worked on."""
    told = [who.name, who.login, who.session, who.address, who.grants is None]
    return json.dumps(told, ensure_ascii=False)


def _author(connection: Connection, text: str) -> Author:
    """The person with the roles of today: none for who may no longer enter."""
    if not text:
        return PROGRAM
    name, login, session, address, is_all = json.loads(text)
    row, person = GrantRow, PersonRow
    given = (
        select(row.role, row.municipality, row.organisation)
        .join(person, person.login == row.login)
        .where(row.login == login, person.is_blocked.is_(False))
        .order_by(row.id)
    )
    grants = tuple(Grant(Role(line[0]), *line[1:]) for line in connection.execute(given))
    return Author(name, None if is_all else grants, login, session, address)


def _own(connection: Connection, upload: int) -> None:
    """Raise NothingThere for an upload of somebody else."""
    row = WaitingUploadRow
    own = select(row.id).where(row.id == upload, row.owner == _login(AUTHOR.get()))
    if connection.scalar(own) is None:
        raise NothingThere(NOT_YOURS)


def _files(connection: Connection, uploads: Iterable[int]) -> dict[int, tuple[WaitingFile, ...]]:
    file, found = WaitingFileRow, defaultdict[int, tuple[WaitingFile, ...]](tuple)
    columns = (file.upload_id, file.id, file.filename, file.sha256, file.size, file.is_checked)
    question = select(*columns).where(file.upload_id.in_(list(uploads))).order_by(file.id)
    for line in connection.execute(question):
        found[line.upload_id] += (WaitingFile(*line[1:]),)
    return found


def _insert(
    connection: Connection, upload: int, files: Sequence[SentBytes], *, is_checked: bool
) -> list[int]:
    return [
        inserted_id(
            connection.execute(
                insert(WaitingFileRow),
                {
                    "upload_id": upload,
                    "filename": one.filename,
                    "sha256": sha256(one.content).hexdigest(),
                    "size": len(one.content),
                    "is_checked": is_checked,
                    "content": one.content,
                },
            )
        )
        for one in files
    ]


def _drop(connection: Connection, uploads: Sequence[int]) -> None:
    for part in (WaitingFileRow, MarkedCopyRow):
        connection.execute(delete(part).where(part.upload_id.in_(uploads)))
    connection.execute(delete(WaitingUploadRow).where(WaitingUploadRow.id.in_(uploads)))
