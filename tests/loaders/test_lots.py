"""Reading in lots: the order stays, a file is the fault of no other, a large one goes alone."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from data_model.errors import UnreadableFile
from data_model.returns import Origin, Revision
from loaders.files import lots as reading
from loaders.files.archive import Incoming
from loaders.files.lots import lots, read_ahead
from loaders.files.workbook import Workbook
from loaders.files.worker_pool import Pool
from tests.loaders.files.hostile import a_killer, an_honest_book


def a_revision(sha256: str) -> Revision:
    moment = datetime(2022, 1, 15, tzinfo=UTC)
    named = ("есть.xlsx", sha256, moment, Origin.FILE, "")
    return Revision(1, "580401", 2021, 1, True, *named)


def numbered(*contents: bytes) -> list[Incoming]:
    return [Incoming(f"{number}.xlsx", content) for number, content in enumerate(contents)]


def outcomes(files: list[Incoming], jobs: int) -> Iterator[tuple[str, str]]:
    """(name of the file, «read» or why not)."""
    for lot in read_ahead(lots(files, {}), jobs):
        for one, _, read in lot.files():
            try:
                book = read(one.content, one.filename) if read else None
            except UnreadableFile:
                yield one.filename, "refused"
            else:
                yield one.filename, f"read {book.filename}" if book else "not asked"


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_the_order_of_the_files_stays(jobs: int) -> None:
    files = numbered(*[an_honest_book()] * (4 * reading.FIRST))
    expected = [(one.filename, f"read {one.filename}") for one in files]
    assert list(outcomes(files, jobs)) == expected


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_file_that_ends_the_process_is_the_fault_of_no_other(jobs: int) -> None:
    good, bad, odd = an_honest_book(), a_killer(), b"%PDF"
    told = [verdict for _, verdict in outcomes(numbered(good, odd, good, bad, good), jobs)]
    assert told == ["read 0.xlsx", "refused", "read 2.xlsx", "refused", "read 4.xlsx"]


def test_what_is_stored_or_cannot_be_read_is_not_asked_of_a_child() -> None:
    absent = Incoming("нет.xlsx", trouble="Файл не найден.")
    stored = Incoming("есть.xlsx", b"PK")
    known = {stored.sha256: a_revision(stored.sha256)}
    (lot,) = lots([absent, stored], known)
    lot.begin()
    assert lot.work is None
    assert [(revision, read) for _, revision, read in lot.files()] == [
        (None, None),
        (known[stored.sha256], None),
    ]


def test_lots_grow_so_that_the_first_verdicts_are_seen_at_once() -> None:
    sizes = [len(lot.members) for lot in lots(numbered(*[b"PK"] * 200), {})]
    assert sizes == [8, 16, 32, 64, 64, 16]


def test_a_large_file_closes_its_lot() -> None:
    small, large = b"PK", b"PK" + bytes(reading.MOST_BYTES)
    sizes = [len(lot.members) for lot in lots(numbered(small, large, small, small), {})]
    assert sizes == [2, 2]


def test_what_a_child_leaves_open_is_asked_again() -> None:
    """What a child leaves open is asked of it again, one by one."""
    pool = Pool(1)
    wide = an_honest_book()
    work = pool.begin([("read", wide, f"{number}.xlsx") for number in range(3)])
    work.finish()
    del work._answers[1:]
    results = [Workbook.of(work.result(place)) for place in range(3)]
    assert [one.filename for one in results] == ["0.xlsx", "1.xlsx", "2.xlsx"]
    pool.close()


def test_a_lot_that_nobody_waits_for_ends_its_child() -> None:
    files = numbered(*[an_honest_book()] * (3 * reading.FIRST))
    first, second = lots(files, {})
    ahead = read_ahead([first, second], 2)
    assert next(ahead) is first
    first.finish()
    child = second.work._child if second.work else None
    assert child is not None and child.is_usable
    ahead.close()
    assert not child.is_usable
