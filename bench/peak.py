"""`python -m bench.peak`: the last day of the country's collection, reckoned («пик 20 декабря»).

40,000 returns come in one day, by the working hours of eleven time zones, most in the afternoon.
Workers take them in turn: each reads and checks beside the others, and stores alone, because
every writing transaction first locks the row of the data version. What is reckoned is how long a
school waits for its verdict, by the number of workers. Nothing is served; what one return costs
are measured figures (bench/growth.md, bench/results.md), and the same ten times dearer.
"""

import argparse
import heapq
import random
import statistics
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

RESULTS = Path(__file__).parent / "peak.md"
RETURNS = 40_000
ZONES = {-1: 1, 0: 62, 1: 8, 2: 13, 3: 3, 4: 8, 5: 2, 6: 1, 7: 1, 8: 1}
"""Hours ahead of Moscow → schools out of a hundred; an assumption, after the sizes of regions."""
DAY = {8: 2, 9: 6, 10: 9, 11: 10, 12: 8, 13: 7, 14: 12, 15: 16, 16: 16, 17: 9, 18: 3, 19: 2}
"""Hour of the working day → returns out of a hundred: the last day is a late one; an assumption."""
HOUR = 3600.0
SPREAD = 0.6
"""Of the logarithm of a file's cost: some files cost several times the usual one."""


@dataclass(frozen=True)
class Cost:
    """Seconds of one return: read and checked beside others, stored alone."""

    check: float
    store: float


MEASURED = Cost(check=0.040, store=0.010)
"""Checked when it comes and when it is accepted (13 ms each) with the reading child (6 ms each);
stored in a transaction of its own on PostgreSQL."""
DEAR = Cost(check=0.400, store=0.020)
"""Ten times dearer: large files, an old server."""


def arrivals(count: int, seed: int = 20) -> list[float]:
    """Seconds of Moscow's day at which returns come, in order."""
    chance = random.Random(seed)
    zones = chance.choices(list(ZONES), list(ZONES.values()), k=count)
    hours = chance.choices(list(DAY), list(DAY.values()), k=count)
    return sorted(
        (hour - zone + chance.random()) * HOUR for zone, hour in zip(zones, hours, strict=True)
    )


@dataclass(frozen=True)
class Reckoned:
    """How the day went: seconds from sending to the verdict, and the longest queue."""

    waits: tuple[float, ...]
    longest_queue: int
    busy: float
    """Share of the busiest hour that the workers worked."""

    def part(self, percent: int) -> float:
        return statistics.quantiles(self.waits, n=100, method="inclusive")[percent - 1]


COMES, CHECKED, STORED = 0, 1, 2


def reckon(come: Sequence[float], workers: int, cost: Cost, seed: int = 12) -> Reckoned:
    """One day, event by event; who came first is taken first."""
    chance = random.Random(seed)
    mean = -SPREAD * SPREAD / 2  # so that the mean of the spread is one
    events = [(moment, COMES, number) for number, moment in enumerate(come)]
    queue, to_store = deque[int](), deque[int]()
    waits, idle, is_storing, longest = [0.0] * len(come), workers, False, 0
    worked: dict[int, float] = {}
    while events:
        now, what, number = heapq.heappop(events)
        if what == COMES:
            queue.append(number)
            longest = max(longest, len(queue))
        elif what == CHECKED:
            to_store.append(number)
        else:
            waits[number] = now - come[number]
            is_storing, idle = False, idle + 1
        if to_store and not is_storing:
            is_storing = True
            heapq.heappush(events, (now + cost.store, STORED, to_store.popleft()))
        while queue and idle:
            idle -= 1
            taken = cost.check * chance.lognormvariate(mean, SPREAD)
            hour = int(now // HOUR)
            worked[hour] = worked.get(hour, 0.0) + taken + cost.store
            heapq.heappush(events, (now + taken, CHECKED, queue.popleft()))
    return Reckoned(tuple(waits), longest, max(worked.values()) / (HOUR * workers))


HEAD = (
    "| a return costs | workers | half wait, s | 95 of 100 wait, s | the longest, s "
    "| longest queue | busiest hour |\n|---|---|---|---|---|---|---|"
)


def line(words: str, workers: int, day: Reckoned) -> str:
    return (
        f"| {words} | {workers} | {day.part(50):.2f} | {day.part(95):.2f} | {max(day.waits):.1f} "
        f"| {day.longest_queue} | {100 * day.busy:.0f} % |"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--returns", type=int, default=RETURNS)
    count = parser.parse_args().returns
    come = arrivals(count)
    by_hour = [int(moment // HOUR) for moment in come]
    hour = statistics.mode(by_hour)
    rows = [
        line(words, workers, reckon(come, workers, cost))
        for words, cost, tried in (
            (f"{1000 * (MEASURED.check + MEASURED.store):.0f} ms", MEASURED, (1, 2, 4)),
            (f"{1000 * (DEAR.check + DEAR.store):.0f} ms", DEAR, (1, 2, 4, 8)),
        )
        for workers in tried
    ]
    told = (
        f"# The peak, reckoned\n\n{date.today()}. {count} returns in a day; the busiest hour is "
        f"{hour}:00 of Moscow with {by_hour.count(hour)} of them, {by_hour.count(hour) / HOUR:.1f} "
        "a second. A simulation (`python -m bench.peak`): the day is an assumption, costs are "
        "measured, and ten times dearer.\n"
    )
    RESULTS.write_text("\n".join([told, HEAD, *rows]) + "\n", encoding="utf-8")
    print(RESULTS.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
