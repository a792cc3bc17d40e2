"""`python -m bench.documents`: seconds and peak memory of documents, one district at a time.

Goals: the note of a district in 2 s and the pack of its 14 schools in 5 s on two cores; the
pack of 300 schools in 60 s, with memory that does not grow with the number of schools.
"""

import argparse
from datetime import date

from bench import district
from bench.measure import once, peak_of
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


def measure(schools: int, kind: str, file_format: str) -> float:
    """Wall seconds of one document of a district, plan/fact at hand."""
    snapshot = district.snapshot(schools, YEARS)
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
