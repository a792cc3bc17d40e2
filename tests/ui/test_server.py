"""Работа сервера рядом со страницами."""

import asyncio
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from data_model.errors import MonitorError
from data_model.store import Store
from data_model.store import snapshot as reading
from indicators.region import JUDGE
from tests.conftest import Copier
from tests.data_model.conftest import fill
from tests.data_model.test_regions import HERE, THERE, with_neighbour
from ui import incidents, server


@pytest.fixture
def store(copy_of: Copier, tmp_path: Path) -> Store:
    """Two districts of a region."""
    return with_neighbour(copy_of(f"sqlite:///{tmp_path}/region.db", fill))


def work_for(seconds: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """The work beside the pages with no rest between, for so long."""
    for name in ("FIRST_VISITS", "LOOK_EVERY"):
        monkeypatch.setattr(server, name, 0.01)

    async def some_rounds() -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(server.judge_districts(), seconds)

    asyncio.run(some_rounds())


def old(store: Store) -> tuple[str, ...]:
    return store._read(reading.old_verdicts, [HERE, THERE], JUDGE.rules, date.today())


def test_the_region_is_judged_before_anybody_opens_it(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Новая сборка или прошедший срок: выводы районов готовы до первого посетителя."""
    monkeypatch.setattr(server, "people_store", lambda: store)
    assert old(store) == (HERE, THERE)
    work_for(2, monkeypatch)
    assert old(store) == ()


def test_a_database_that_does_not_answer_is_told_and_asked_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """База не ответила: запись в журнале, работа продолжается."""
    answers, told = iter([MonitorError("База не отвечает.")]), []

    def sometimes() -> Store:
        for error in answers:
            raise error
        return store

    monkeypatch.setattr(server, "people_store", sometimes)
    monkeypatch.setattr(incidents, "record", told.append)
    work_for(2, monkeypatch)
    assert [str(one) for one in told] == ["База не отвечает."]
    assert old(store) == ()
