"""Uploads that wait for a decision («ждущие загрузки»), as rows: they outlive the server.

Each is seen and decided on by whoever has sent it, and by one server at a time. Nothing here
changes a figure, so neither the data version nor the journal moves. What is refused goes at once:
of its bytes nothing may stay.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from math import ceil
from shutil import disk_usage
from typing import NamedTuple

from sqlalchemy import Connection, delete, func, insert, select, update

from data_model.database.opening import database_file
from data_model.errors import DatabaseTrouble, NothingThere, Refused
from data_model.people import AUTHOR, Author, Quotas, Role
from data_model.returns import UploadState, WaitingFile, WaitingUpload
from data_model.store.access import Access
from data_model.store.rows import inserted_id, now
from data_model.tables import WaitingFileRow, WaitingUploadRow

SERVER_IS_GONE = timedelta(minutes=1)
"""After so long a silence the uploads of a server may be taken over by another one."""
NOT_YOURS = "Этих файлов уже нет: о них решили в другом окне, или загрузил их другой сотрудник."
MEBIBYTE = 1024 * 1024
QUOTAS = Quotas()
TOO_MANY = (
    "Вашего решения уже ждут загрузки: {limit}, больше одному человеку нельзя. Примите их или "
    "нажмите «Не принимать», потом загрузите эти файлы снова."
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


class Waiting(Access):
    """Acts on one's own waiting uploads; ``server`` names the process that works on them."""

    def receive_upload(
        self,
        files: Sequence[SentBytes],
        server: str,
        municipality: str | None = None,
        year: int | None = None,
        owner: str | None = None,
        quotas: Quotas = QUOTAS,
    ) -> int:
        """Keep what was sent until it is decided on; the number of the upload.

        Refused for who may send nothing there, and where too much of theirs waits already;
        DatabaseTrouble where the disk is nearly full. ``owner`` is named by the program alone.
        """
        file = database_file(self._database.place)
        if file is not None and disk_usage(file.parent).free < LEAST_ROOM:
            raise DatabaseTrouble(LITTLE_ROOM)
        where = (municipality, year)
        return self._write(receive_upload, files, server, *where, owner, now(), quotas)

    def waiting_uploads(self) -> tuple[WaitingUpload, ...]:
        """One's own, the oldest first, with their files."""
        silent_since = None if self._has_one_server else now() - SERVER_IS_GONE
        return self._read(waiting_uploads, silent_since)

    def waiting_content(self, file_id: int) -> bytes:
        """The bytes of a file of one's own; NothingThere."""
        return self._read(waiting_content, file_id)

    def add_waiting(
        self, upload: int, files: Sequence[SentBytes], quotas: Quotas = QUOTAS
    ) -> list[int]:
        """Put members of an archive beside it, each fit to be decided on; their numbers.

        Refused where too much of this person waits already.
        """
        return self._write(add_waiting, upload, files, quotas)

    def finish_check(self, upload: int, fit: Sequence[int]) -> None:
        """The files named wait for a decision, all others go; an upload without any goes too."""
        self._write(finish_check, upload, fit)

    def decide_upload(self, upload: int, server: str) -> bool:
        """Begin to take in what was checked; False where it was decided on meanwhile."""
        return self._write(decide_upload, upload, server)

    def drop_upload(self, upload: int, server: str) -> bool:
        """Its files go; False where another server has them, or they were gone."""
        return self._write(drop_upload, upload, server)

    def check_again(self, upload: int, server: str) -> tuple[WaitingFile, ...]:
        """All its files are to be checked once more; NothingThere where they are gone."""
        return self._write(check_again, upload, server)

    def take_over(self, uploads: Sequence[int], server: str) -> int:
        """Make one upload of some that nobody works on, to be checked anew; NothingThere."""
        silent_since = None if self._has_one_server else now() - SERVER_IS_GONE
        return self._write(take_over, uploads, server, silent_since, now())

    def drop_old_uploads(self, before: datetime) -> None:
        """Files of uploads that began before a moment and that no server works on go."""
        silent_since = None if self._has_one_server else now() - SERVER_IS_GONE
        self._write(drop_old_uploads, before, silent_since)

    def note_server(self, server: str) -> None:
        """Tell other servers that this one still works on its uploads."""
        self._write(note_server, server, now())

    @property
    def _has_one_server(self) -> bool:
        """A SQLite file has one server, so whatever another one has begun is left behind."""
        return self._database.place.get_backend_name() == "sqlite"


# acts


def receive_upload(
    connection: Connection,
    files: Sequence[SentBytes],
    server: str,
    municipality: str | None,
    year: int | None,
    owner: str | None,
    moment: datetime,
    quotas: Quotas,
) -> int:
    who = AUTHOR.get()
    _refuse_stranger(who, municipality)
    _refuse_too_much(connection, files, quotas, fresh=1)
    head = {
        "owner": _login(who) if owner is None or who.grants is not None else owner,
        "municipality": municipality,
        "year": year,
        "state": UploadState.RECEIVED.value,
        "server": server,
        "begun_at": moment,
        "seen_at": moment,
    }
    upload = inserted_id(connection.execute(insert(WaitingUploadRow), head))
    _insert(connection, upload, files, is_checked=False)
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
    own = select(row.id).where(row.owner == _login(who))
    uploads = connection.scalars(select(func.count()).select_from(own.subquery())).one() + fresh
    if uploads > quotas.uploads:
        raise Refused(TOO_MANY.format(limit=quotas.uploads))
    waiting = select(func.coalesce(func.sum(file.size), 0)).where(file.upload_id.in_(own))
    size = connection.scalars(waiting).one() + sum(len(one.content) for one in files)
    if size > quotas.megabytes * MEBIBYTE:
        raise Refused(TOO_LARGE.format(size=ceil(size / MEBIBYTE), limit=quotas.megabytes))


def add_waiting(
    connection: Connection, upload: int, files: Sequence[SentBytes], quotas: Quotas
) -> list[int]:
    _own(connection, upload)
    _refuse_too_much(connection, files, quotas)
    return _insert(connection, upload, files, is_checked=True)


def finish_check(connection: Connection, upload: int, fit: Sequence[int]) -> None:
    _own(connection, upload)
    row, file = WaitingUploadRow, WaitingFileRow
    of_it = file.upload_id == upload
    connection.execute(update(file).where(of_it, file.id.in_(fit)).values(is_checked=True))
    connection.execute(delete(file).where(of_it, file.id.not_in(fit)))
    if fit:
        checked = update(row).where(row.id == upload).values(state=UploadState.CHECKED.value)
        connection.execute(checked)
    else:
        connection.execute(delete(row).where(row.id == upload))


def decide_upload(connection: Connection, upload: int, server: str) -> bool:
    row = WaitingUploadRow
    taken = (
        update(row)
        .where(row.id == upload, row.owner == _login(AUTHOR.get()), row.server == server)
        .where(row.state == UploadState.CHECKED.value)
        .values(state=UploadState.TAKEN.value)
    )
    return connection.execute(taken).rowcount == 1


def drop_upload(connection: Connection, upload: int, server: str) -> bool:
    row = WaitingUploadRow
    is_ours = (row.id == upload, row.owner == _login(AUTHOR.get()), row.server == server)
    if connection.scalar(select(row.id).where(*is_ours)) is None:
        return False
    _drop(connection, [upload])
    return True


def check_again(connection: Connection, upload: int, server: str) -> tuple[WaitingFile, ...]:
    row, file = WaitingUploadRow, WaitingFileRow
    _own(connection, upload)
    received = (
        update(row)
        .where(row.id == upload, row.server == server)
        .values(state=UploadState.RECEIVED.value)
    )
    if connection.execute(received).rowcount == 0:
        raise NothingThere(NOT_YOURS)
    connection.execute(update(file).where(file.upload_id == upload).values(is_checked=False))
    return _files(connection, [upload])[upload]


def take_over(
    connection: Connection,
    uploads: Sequence[int],
    server: str,
    silent_since: datetime | None,
    moment: datetime,
) -> int:
    row, file = WaitingUploadRow, WaitingFileRow
    heads = connection.execute(
        select(row.id, row.state, row.server, row.seen_at)
        .where(row.id.in_(uploads), row.owner == _login(AUTHOR.get()), row.server != server)
        .order_by(row.id)
    ).all()
    free = [
        head.id
        for head in heads
        if head.state == UploadState.CHECKED.value
        or _is_free(head.server, head.seen_at, silent_since)
    ]
    if not free:
        raise NothingThere(NOT_YOURS)
    for upload in free:
        _forget_the_checked(connection, upload)
    first, others = int(free[0]), free[1:]
    connection.execute(
        update(file).where(file.upload_id.in_(free)).values(upload_id=first, is_checked=False)
    )
    if others:
        connection.execute(delete(row).where(row.id.in_(others)))
    ours = {"server": server, "seen_at": moment, "state": UploadState.RECEIVED.value}
    connection.execute(update(row).where(row.id == first).values(ours))
    return first


def _forget_the_checked(connection: Connection, upload: int) -> None:
    """A check that was cut short is begun anew: its archives are still there as they came."""
    file = WaitingFileRow
    of_it = file.upload_id == upload
    unchecked = select(func.count()).where(of_it, file.is_checked.is_(False))
    if connection.scalars(unchecked.select_from(file)).one():
        connection.execute(delete(file).where(of_it, file.is_checked.is_(True)))


def drop_old_uploads(
    connection: Connection, before: datetime, silent_since: datetime | None
) -> None:
    row = WaitingUploadRow
    heads = connection.execute(
        select(row.id, row.server, row.seen_at).where(row.begun_at < before)
    ).all()
    old = [head.id for head in heads if _is_free(head.server, head.seen_at, silent_since)]
    _drop(connection, old)


def note_server(connection: Connection, server: str, moment: datetime) -> None:
    row = WaitingUploadRow
    connection.execute(update(row).where(row.server == server).values(seen_at=moment))


# questions


def waiting_uploads(
    connection: Connection, silent_since: datetime | None
) -> tuple[WaitingUpload, ...]:
    row = WaitingUploadRow
    own = select(row).where(row.owner == _login(AUTHOR.get())).order_by(row.id)
    heads = connection.execute(own).all()
    files = _files(connection, [head.id for head in heads])
    return tuple(
        WaitingUpload(
            head.id, head.owner, head.municipality, head.year, UploadState(head.state),
            head.server, head.begun_at, _is_free(head.server, head.seen_at, silent_since),
            files[head.id],
        )
        for head in heads
    )  # fmt: skip


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


def _login(who: Author) -> str:
    """Whose uploads are seen; on one PC nobody signs in."""
    return who.login or ""


def _own(connection: Connection, upload: int) -> None:
    """Raise NothingThere for an upload of somebody else."""
    row = WaitingUploadRow
    own = select(row.id).where(row.id == upload, row.owner == _login(AUTHOR.get()))
    if connection.scalar(own) is None:
        raise NothingThere(NOT_YOURS)


def _is_free(server: str, seen_at: datetime, silent_since: datetime | None) -> bool:
    """Whether nobody works on it: of one server alone every other one is gone."""
    return not server or silent_since is None or seen_at < silent_since


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
    file, row = WaitingFileRow, WaitingUploadRow
    connection.execute(delete(file).where(file.upload_id.in_(uploads)))
    connection.execute(delete(row).where(row.id.in_(uploads)))
