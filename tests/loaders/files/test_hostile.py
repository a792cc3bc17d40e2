"""No file hurts the one that reads it: a clear verdict in seconds, and the server lives on."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from data_model.errors import UnreadableFile
from loaders.files.workbook import Value
from loaders.files.worker_pool import read_workbook
from tests.loaders.files.hostile import READ, REFUSED, a_killer, an_honest_book

SECONDS = 10
GROWTH = 50 * 1024 * 1024


def resident() -> int:
    """Bytes of memory that this process really holds; 0 where the system does not say."""
    statm = Path("/proc/self/statm")
    return int(statm.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") if statm.exists() else 0


def worked() -> float:
    """Seconds of the processor: of this process and of its children that have ended."""
    return sum(os.times()[:4])


@pytest.mark.parametrize(("make", "words"), REFUSED.values(), ids=REFUSED)
def test_what_means_harm_is_refused_with_a_cure(make: Callable[[], bytes], words: str) -> None:
    content = make()
    before, started = resident(), worked()
    with pytest.raises(UnreadableFile, match=words) as caught:
        read_workbook(content, "отчёт.xlsx")
    assert worked() - started < SECONDS
    assert resident() - before < GROWTH
    assert re.search("отправьте|сохраните", str(caught.value), re.IGNORECASE)


@pytest.mark.parametrize(("make", "value"), READ.values(), ids=READ)
def test_what_is_only_odd_is_read_right(make: Callable[[], bytes], value: Value) -> None:
    assert read_workbook(make(), "отчёт.xlsx").sheets[0].cell(0, 0).value == value


def test_deaths_leave_the_server_as_it_was() -> None:
    """Each file kills its child; the process that serves lives on and does not grow."""
    killer = a_killer()
    before = resident()
    for _ in range(5):
        with pytest.raises(UnreadableFile, match="безопасно"):
            read_workbook(killer)
    assert resident() - before < GROWTH
    assert read_workbook(an_honest_book()).sheets[0].cell(0, 0).value == 1.0
