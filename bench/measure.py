"""Timing that can be trusted on a shared machine: ways take turns, medians are compared."""

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple


class Cost(NamedTuple):
    """Wall and CPU seconds of one whole run of a way."""

    wall: float
    cpu: float


@dataclass(frozen=True)
class Costs:
    """One way over the rounds; a machine that is slow for a minute is slow for all ways of it."""

    rounds: tuple[Cost, ...]

    @property
    def wall(self) -> float:
        return statistics.median(one.wall for one in self.rounds)

    @property
    def cpu(self) -> float:
        return statistics.median(one.cpu for one in self.rounds)

    def times(self, base: "Costs") -> float:
        """How many times the CPU of another way: the median of the ratios round by round."""
        pairs = zip(self.rounds, base.rounds, strict=True)
        return statistics.median(own.cpu / other.cpu for own, other in pairs)

    def speed(self, base: "Costs") -> float:
        """How many times faster than another way, likewise."""
        pairs = zip(self.rounds, base.rounds, strict=True)
        return statistics.median(other.wall / own.wall for own, other in pairs)


def cpu_seconds() -> float:
    """CPU time of this process, of the children that have ended and of those that wait warm."""
    own = resource.getrusage(resource.RUSAGE_SELF)
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    ended = own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime
    return ended + sum(map(_spent_by, _living_children()))


def _living_children() -> list[str]:
    listings = Path("/proc/self/task").glob("*/children")
    return [pid for listing in listings for pid in listing.read_text().split()]


def _spent_by(pid: str) -> float:
    """User and system seconds of a living process, as Linux tells them."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def once(way: Callable[[], object]) -> Cost:
    wall, cpu = time.perf_counter(), cpu_seconds()
    way()
    return Cost(time.perf_counter() - wall, cpu_seconds() - cpu)


def in_turns(ways: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, Costs]:
    """Each way once per round, in turns."""
    taken: dict[str, list[Cost]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            taken[name].append(once(way))
    return {name: Costs(tuple(costs)) for name, costs in taken.items()}


def peak_of(module: str, *arguments: str) -> float:
    """Peak memory in MiB of a fresh process that runs `python -m module arguments`."""
    script = (
        "import resource, subprocess, sys;"
        "code = subprocess.run([sys.executable, '-m', *sys.argv[1:]]).returncode;"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024);"
        "sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, module, *arguments],
        check=True,
        capture_output=True,
        text=True,
    )
    return float(done.stdout.splitlines()[-1])
