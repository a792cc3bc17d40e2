"""`python -m bench.documents`: seconds and peak memory of documents, one district at a time.

Goals: the note of a district in 2 s and the pack of its 14 schools in 5 s on two cores; the
pack of 300 schools in 60 s, with memory that does not grow with the number of schools; the note
of 3,000 schools in 10 s as Word, in 30 s and 1 GiB as PDF.
Results go to bench/documents.md.
"""

import argparse
import os
import resource
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from bench import district
from bench.measure import once
from data_model.returns import Origin, Revision
from data_model.snapshot import Snapshot
from indicators.plan_fact import plan_fact
from reports import write

RESULTS = Path(__file__).with_suffix(".md")
YEARS = (2020, 2021, 2022)
SIZES = (14, 300, 3000)
MOST_IN_A_PACK = 300
KINDS = (
    ("monitoring", "docx"),
    ("monitoring", "pdf"),
    ("monitoring", "html"),
    ("workbook", "xlsx"),
    ("school", "docx"),
    ("school", "pdf"),
)


def reported(schools: int) -> Snapshot:
    """A district whose schools have all sent their returns; else nothing is asked of them."""
    found = district.snapshot(schools, YEARS)
    sent = enumerate(((place.code, year) for place in found.organisations for year in YEARS), 1)
    return replace(found, revisions=tuple(_revision(key, *slot) for key, slot in sent))


def _revision(key: int, org: str, year: int) -> Revision:
    return Revision(
        id=key,
        org=org,
        year=year,
        number=1,
        is_current=True,
        filename=f"{org}_{year}.xlsx",
        sha256="",
        received_at=datetime(year, 12, 15, 12, tzinfo=UTC),
        origin=Origin.FILE,
        reason="",
    )


def measure(schools: int, kind: str, file_format: str) -> tuple[float, float, float]:
    """Wall and CPU seconds of one document, plan/fact at hand, and this process's peak in MiB."""
    snapshot = reported(schools)
    rows = plan_fact(snapshot, date(2023, 1, 1))
    cost = once(lambda: write(kind, file_format, snapshot, YEARS[-1], plan_fact=rows))
    return cost.wall, cost.cpu, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def fresh(schools: int, kind: str, file_format: str) -> tuple[float, ...]:
    """The same in a process of its own, so that no document pays for another."""
    command = [sys.executable, "-m", "bench.documents", str(schools), kind, file_format]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return tuple(float(part) for part in done.stdout.split())


def report() -> str:
    head = (
        "# Documents\n\nEach in a fresh process, plan/fact at hand; seconds hold the first use of "
        "fonts and templates.\nCPU seconds depend little on other work, wall seconds "
        f"very much: {os.cpu_count()} cores, load {os.getloadavg()[1]:.0f} while this was made.\n"
    )
    lines = [head, "| schools | document | wall s | CPU s | peak MiB |", "|---|---|---|---|---|"]
    for schools in SIZES:
        for kind, suffix in KINDS:
            if kind == "school" and schools > MOST_IN_A_PACK:
                continue
            wall, cpu, peak = fresh(schools, kind, suffix)
            lines.append(f"| {schools} | {kind}.{suffix} | {wall:.2f} | {cpu:.2f} | {peak:.0f} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("one", nargs="*", help="schools, kind and format of a single document")
    chosen = parser.parse_args().one
    if chosen:
        print(*measure(int(chosen[0]), *chosen[1:]))
    else:
        RESULTS.write_text(report(), encoding="utf-8")


if __name__ == "__main__":
    main()
