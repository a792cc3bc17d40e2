"""`python -m bench.documents`: seconds and peak memory of documents, one district at a time.

Goals: the note of a district in 2 s and the pack of its 14 schools in 5 s on two cores; the
pack of 300 schools in 60 s, with memory that does not grow with the number of schools.
"""

import argparse
from dataclasses import replace
from datetime import UTC, date, datetime

from bench import district
from bench.measure import once, peak_of
from data_model.returns import Origin, Revision
from data_model.snapshot import Snapshot
from indicators.plan_fact import plan_fact
from reports import write

YEARS = (2020, 2021, 2022)
SIZES = (14, 300)
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


def measure(schools: int, kind: str, file_format: str) -> float:
    """Wall seconds of one document of a district, plan/fact at hand."""
    snapshot = reported(schools)
    frame = plan_fact(snapshot, date(2023, 1, 1))
    return once(lambda: write(kind, file_format, snapshot, YEARS[-1], frame=frame)).wall


def report() -> str:
    lines = ["| schools | document | seconds | peak MiB |", "|---|---|---|---|"]
    for schools in SIZES:
        for kind, file_format in KINDS:
            chosen = (str(schools), kind, file_format)
            peak = peak_of("bench.documents", *chosen)
            seconds = measure(schools, kind, file_format)
            lines.append(f"| {schools} | {kind}.{file_format} | {seconds:.2f} | {peak:.0f} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("one", nargs="*", help="schools, kind and format of a single document")
    chosen = parser.parse_args().one
    print(measure(int(chosen[0]), *chosen[1:]) if chosen else report())


if __name__ == "__main__":
    main()
