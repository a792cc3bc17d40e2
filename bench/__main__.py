"""`make bench`: our intake and plan/fact beside the script a user would write and the floors.

Ratios carry over to other machines; seconds do not. Results go to bench/results.md.
"""

import argparse
import platform
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from importlib.metadata import version
from pathlib import Path

from bench import district
from bench.intake import intake_report, table
from bench.measure import Costs, in_turns
from indicators.plan_fact import plan_fact
from loaders.forms.book import write_form
from loaders.forms.request import FormRequest
from loaders.intake import handle_all
from loaders.returns.marked.copy import Copier

RESULTS = Path(__file__).parent / "results.md"
LIBRARIES = ("pandas", "openpyxl", "python-calamine", "SQLAlchemy", "streamlit", "plotly")
FORM, COPY = "empty form", "marked copy"
YEAR = 2021
YEARS = (2018, 2019, 2020, 2021, 2022)


def copy_costs(rounds: int, count: int = 20) -> dict[str, Costs]:
    """The marked copy of a return with remarks beside the empty form that it is made of."""
    plan, places = district.roadmap(), district.schools(count)
    blanks = [FormRequest(plan, place, YEAR, district.rolls((place,), (YEAR,))) for place in places]
    with tempfile.TemporaryDirectory() as scratch:
        for number, blank in enumerate(blanks):
            (Path(scratch) / f"{number}.xlsx").write_bytes(write_form(blank))
        with closing(district.empty_store("sqlite://", count)) as store:
            refused = list(handle_all([Path(scratch)], store, dry_run=True))
            copier = Copier(store)
            ways: dict[str, Callable[[], object]] = {
                FORM: lambda: [write_form(blank) for blank in blanks],
                COPY: lambda: [copier.copy(one) for one in refused],
            }
            return in_turns(ways, rounds)


def plan_fact_costs(rounds: int) -> dict[str, Costs]:
    districts = {count: district.snapshot(count, YEARS) for count in (15, 1000)}
    ways: dict[str, Callable[[], object]] = {
        f"plan/fact, {count} schools × {len(YEARS)} years": (
            lambda data=data: plan_fact(data, date(2023, 1, 1))
        )
        for count, data in districts.items()
    }
    return in_turns(ways, rounds)


def copy_rows(costs: dict[str, Costs], count: int = 20) -> Iterator[tuple[str, ...]]:
    for name, cost in costs.items():
        yield name, f"{1000 * cost.cpu / count:.1f}", f"{cost.times(costs[FORM]):.2f}"


def plan_fact_rows(costs: dict[str, Costs]) -> Iterator[tuple[str, ...]]:
    for name, cost in costs.items():
        yield name, f"{1000 * cost.wall:.0f}", f"{1000 * cost.cpu:.0f}"


def report(counts: list[int], rounds: int, forms: Path | None = None) -> str:
    versions = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    parts = [
        "# Measured",
        f"{date.today()}, Python {platform.python_version()}, {versions}.",
        "Our intake is the whole way: child, parse, all checks, durable store. The script "
        "reads three sheets of each file and checks nothing; it runs with the first number only. "
        "The forms were filled in by openpyxl; a school sends what an office program has saved, "
        "so the first number is measured with such files as well. Ratios are medians of the "
        "ratios round by round: a machine that is slow for a minute is slow for all ways.",
    ]
    for number, count in enumerate(counts):
        parts += intake_report(count, rounds, forms, is_first=number == 0)
    return "\n\n".join(
        [
            *parts,
            "## Marked copies",
            table(("way", "CPU ms each", "× an empty form"), copy_rows(copy_costs(rounds))),
            "## Plan and fact of a whole district",
            table(("district", "wall ms", "CPU ms"), plan_fact_rows(plan_fact_costs(rounds))),
        ]
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--returns", type=int, nargs="+", default=[300])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--forms", type=Path, help="where filled forms of an earlier run lie")
    chosen = parser.parse_args()
    text = report(chosen.returns, chosen.rounds, chosen.forms)
    print(text)
    RESULTS.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
