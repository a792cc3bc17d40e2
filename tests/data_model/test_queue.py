"""The queue of uploads on PostgreSQL: who works on it is known as long as it lives."""

import signal
import sys
import time

import pytest

from bench.faults.workers import SILENCE, all_at_work, running, worker
from data_model.store import Store

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif(sys.platform == "win32", reason="SIGSTOP есть только в POSIX"),
]


def test_a_worker_that_wakes_up_is_known_again(postgresql_url: str) -> None:
    """Замерший исполнитель (сон компьютера) после пробуждения снова на учёте, и без загрузок."""
    Store.create(postgresql_url).close()
    sleeper, other = worker(postgresql_url), worker(postgresql_url)
    with running([sleeper]):
        all_at_work(postgresql_url, 1)
        assert sleeper.running is not None
        sleeper.running.send_signal(signal.SIGSTOP)
        time.sleep(2 * SILENCE)
        with running([other]):
            all_at_work(postgresql_url, 1)
            sleeper.running.send_signal(signal.SIGCONT)
            all_at_work(postgresql_url, 2, patience=10 * SILENCE)
