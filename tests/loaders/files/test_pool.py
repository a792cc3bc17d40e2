"""Reading processes: warm, lent to one file at a time, replaced, and poor in secrets."""

import pickle
import subprocess
import sys
from datetime import date

import pytest

from data_model.errors import MonitorError, UnreadableFile, WrongDefinition
from data_model.returns import Fact, ValueState
from loaders.files.limits import Limits, limits_of
from loaders.files.messages import packed, unpacked
from loaders.files.reader import cleaned
from loaders.files.workbook import Hollow
from loaders.files.worker_pool import Child, Pool, Work
from tests.loaders.files.hostile import a_killer, an_honest_book
from tests.loaders.files.open_documents import a_slow_ods
from tests.loaders.files.test_hostile import worked


def test_one_warm_child_reads_file_after_file() -> None:
    pool = Pool(1)
    first = pool.take()
    pool.give_back(first)
    for _ in range(3):
        assert pool.ask("read", an_honest_book(), "1.xlsx").filename == "1.xlsx"
    again = pool.take()
    assert again.pid == first.pid
    again.close()


def test_a_refusal_costs_no_child_and_a_death_is_made_good() -> None:
    pool = Pool(1)
    child = pool.take()
    pool.give_back(child)
    with pytest.raises(UnreadableFile):
        pool.ask("read", b"%PDF", "")
    with pytest.raises(UnreadableFile, match="безопасно"):
        pool.ask("read", a_killer(), "")
    assert not child.is_usable
    assert pool.ask("read", an_honest_book(), "").sheets
    pool.close()


def test_a_child_that_ended_while_it_waited_is_not_lent() -> None:
    pool = Pool(1)
    child = pool.take()
    pool.give_back(child)
    subprocess.run(["kill", "-9", str(child.pid)], check=True)
    while child.is_usable:
        pass
    assert pool.ask("read", an_honest_book(), "").sheets
    pool.close()


def test_a_file_that_takes_too_long_ends_its_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROADMAP_LIMIT_SECONDS", "1")
    pool = Pool(1)
    started = worked()
    with pytest.raises(UnreadableFile, match="безопасно"):
        pool.ask("read", a_slow_ods(), "")
    assert worked() - started < 5
    pool.close()


def test_a_reading_that_nobody_waits_for_ends_its_child() -> None:
    pool = Pool(1)
    child = pool.take()
    pool.give_back(child)
    work: Work = pool.begin("read", an_honest_book(), "")
    work.drop()
    assert not child.is_usable
    assert pool.ask("read", an_honest_book(), "").sheets
    pool.close()


def test_a_child_knows_no_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROADMAP_DATABASE_URL", "postgresql://user:secret@host/base")
    child = Child()
    with open(f"/proc/{child.pid}/environ", "rb") as environment:  # noqa: PTH123
        known = environment.read()
    child.close()
    assert b"secret" not in known


def test_what_a_child_imports_is_little() -> None:
    listing = "import loaders.files.worker, loaders.files.reader, sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", listing], capture_output=True, check=True)
    heavy = {b"pandas", b"sqlalchemy", b"streamlit", b"openpyxl", b"pydantic", b"plotly"}
    assert heavy & set(done.stdout.split()) == set()


def test_nouns_and_plain_values_cross_and_code_does_not() -> None:
    fact = Fact("ticket_pupils", 9, 5, ValueState.VALUE)
    told = (fact, Hollow("#Н/Д"), date(2021, 9, 20), {"а": {1, 2}})
    assert unpacked(packed(told)) == told
    for evil in (print, subprocess.Popen, pytest.raises):
        with pytest.raises(pickle.UnpicklingError):
            unpacked(packed(evil))


class OfOldPython:
    """What is packed as a call of ``getattr``, as Python up to 3.11.3 packs a word."""

    def __init__(self, owner: object, name: str) -> None:
        self.parts = owner, name

    def __reduce__(self) -> tuple[object, tuple[object, str]]:
        return getattr, self.parts


def test_a_word_packed_by_an_older_python_is_the_word_and_nothing_else_is_reached() -> None:
    """Debian 12 поставляет Python 3.11.2: слова перечислений он упаковывает иначе."""
    assert unpacked(packed(OfOldPython(ValueState, "ZERO"))) is ValueState.ZERO
    for evil in (OfOldPython(Fact, "__init__"), OfOldPython(ValueState, "mro")):
        with pytest.raises((pickle.UnpicklingError, KeyError)):
            unpacked(packed(evil))


@pytest.mark.parametrize("error", [UnreadableFile("а"), WrongDefinition("б")])
def test_a_refusal_crosses_as_itself(error: MonitorError) -> None:
    crossed = unpacked(packed(error))
    assert (type(crossed), str(crossed)) == (type(error), str(error))


def test_limits_are_settings() -> None:
    assert limits_of({}) == Limits()
    assert limits_of({"ROADMAP_LIMIT_ARCHIVE_FILES": "1000"}).archive_files == 1000
    with pytest.raises(WrongDefinition, match="ROADMAP_LIMIT_SECONDS"):
        limits_of({"ROADMAP_LIMIT_SECONDS": "много"})


def test_signs_that_no_database_takes_are_dropped() -> None:
    assert cleaned("а\x00б\x0bв\ud800г\tд\n") == "абвг\tд\n"
