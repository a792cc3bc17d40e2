"""Пик сбора: расчёт очереди проверен на случаях, ответ которых известен."""

import pytest

from bench.peak import DAY, HOUR, ZONES, Cost, arrivals, reckon


def test_all_returns_come_within_the_day_of_the_country() -> None:
    come = arrivals(5000)
    assert len(come) == 5000
    assert come == sorted(come)
    assert min(come) >= (min(DAY) - max(ZONES)) * HOUR
    assert max(come) <= (max(DAY) - min(ZONES) + 1) * HOUR


def test_one_worker_serves_in_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Десять отчётов разом, по секунде каждый: ждут 1, 2, … 10 секунд."""
    monkeypatch.setattr("bench.peak.SPREAD", 0.0)
    day = reckon([0.0] * 10, 1, Cost(check=0.75, store=0.25))
    assert list(day.waits) == pytest.approx([1.0 * number for number in range(1, 11)])
    assert day.longest_queue <= 10


def test_two_workers_check_together_and_store_one_after_the_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bench.peak.SPREAD", 0.0)
    apart = reckon([0.0] * 4, 2, Cost(check=1.0, store=0.0))
    assert sorted(apart.waits) == pytest.approx([1.0, 1.0, 2.0, 2.0])
    alone = reckon([0.0] * 4, 4, Cost(check=1.0, store=0.5))
    assert sorted(alone.waits) == pytest.approx([1.5, 2.0, 2.5, 3.0])


def test_rare_returns_do_not_wait_for_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bench.peak.SPREAD", 0.0)
    day = reckon([100.0 * number for number in range(50)], 1, Cost(check=0.4, store=0.1))
    assert max(day.waits) == pytest.approx(0.5)
    assert day.longest_queue == 1


def test_more_workers_never_let_anybody_wait_longer_at_the_peak() -> None:
    come = arrivals(4000)
    longest = [max(reckon(come, workers, Cost(4.0, 0.02)).waits) for workers in (1, 2, 4, 8)]
    assert longest == sorted(longest, reverse=True)
