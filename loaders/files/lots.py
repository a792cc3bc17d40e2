"""Reading in lots («чтение партиями»): a child reads some files at one go, others go ahead.

Two processes that take turns at every file keep sending each other to sleep; some files at a
time cost each of them less. The first lots are small, so that progress is seen at once.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from data_model.returns import Revision
from loaders.files.archive import Incoming
from loaders.files.limits import LIMITS
from loaders.files.open import begin_reading
from loaders.files.workbook import Workbook
from loaders.files.worker_pool import Work

FIRST, MOST = 8, 64
"""Files of the first lot, and of the largest: each may hold twice as many as the one before."""
MOST_BYTES = 1024 * 1024
"""Bytes of a lot; a large file goes alone."""

Known = Mapping[str, Revision]
"""What is stored already, by the checksum of its bytes."""

Read = Callable[[bytes, str], Workbook]


@dataclass(slots=True)
class Lot:
    """Files that are read at one go («партия»), and what is stored already among them.

    ``most`` is how many it may hold, ``size`` the bytes of those that are to be read.
    """

    most: int
    members: list[tuple[Incoming, Revision | None]] = field(default_factory=list)
    work: Work | None = None
    size: int = 0

    def add(self, one: Incoming, known: Revision | None) -> None:
        self.members.append((one, known))
        if not known and _is_readable(one):
            self.size += len(one.content)

    @property
    def is_full(self) -> bool:
        return len(self.members) >= self.most or self.size > MOST_BYTES

    def _to_read(self) -> list[Incoming]:
        """What a child can be asked to read; of the rest judging says why it cannot be read."""
        return [one for one, revision in self.members if not revision and _is_readable(one)]

    def begin(self) -> None:
        """Let a child read, where there is something to be read."""
        if wanted := self._to_read():
            self.work = begin_reading([(one.content, one.filename) for one in wanted])

    def finish(self) -> None:
        """Wait for the reading, so that its child is free for the next lot."""
        if self.work:
            self.work.finish()

    def drop(self) -> None:
        """Nobody waits for it any more."""
        if self.work:
            self.work.drop()

    def files(self) -> Iterator[tuple[Incoming, Revision | None, Read | None]]:
        """Each file with what is known of it, or with the way to its cells."""
        place = 0
        for one, revision in self.members:
            if revision or not _is_readable(one) or self.work is None:
                yield one, revision, None
            else:
                yield one, None, _result_of(self.work, place)
                place += 1


def _is_readable(one: Incoming) -> bool:
    return not one.trouble and len(one.content) <= LIMITS.file_bytes


def _result_of(work: Work, place: int) -> Read:
    def read(_content: bytes, _filename: str) -> Workbook:
        return Workbook.of(work.result(place))

    return read


def lots(files: Iterable[Incoming], known: Known) -> Iterator[Lot]:
    """The files in their order, some at a time."""
    lot = Lot(FIRST)
    for one in files:
        lot.add(one, known.get(one.sha256))
        if lot.is_full:
            yield lot
            lot = Lot(min(2 * lot.most, MOST))
    if lot.members:
        yield lot


def read_ahead(all_lots: Iterable[Lot], jobs: int) -> Iterator[Lot]:
    """The lots, begun; with several jobs the next ones are begun before one is handed out."""
    waiting: deque[Lot] = deque()
    ahead = jobs if jobs > 1 else 0
    try:
        for lot in all_lots:
            if waiting and len(waiting) > ahead - 1:
                waiting[0].finish()
            lot.begin()
            waiting.append(lot)
            if len(waiting) > ahead:
                yield waiting.popleft()
        while waiting:
            yield waiting.popleft()
    finally:
        for lot in waiting:
            lot.drop()
