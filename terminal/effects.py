"""What checked files would change («было — стало»), in the words of the terminal."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from rich.console import Console

from data_model.returns import Severity, StoredProblem
from data_model.snapshot import Snapshot
from data_model.store import Store
from indicators.plan_fact import plan_fact
from indicators.what_if import Correction, effect_of_correction
from indicators.what_if import Difference as Turn
from loaders.returns.difference import ReturnDifference, difference
from terminal.batches import Dealt
from terminal.printing import sides

LISTED = 12
"""Changed answers that are named one by one."""


def show(console: Console, store: Store, given: Sequence[Dealt]) -> None:
    """Every correction by answer, then what all the files together do to the verdicts."""
    by_holder: dict[str, list[Dealt]] = defaultdict(list)
    for one in given:
        if one.parsed is not None:
            by_holder[store.holder_of(one.parsed.org)].append(one)
    for holder, files in by_holder.items():
        _show_holder(console, store.snapshot(holder), files)


def _show_holder(console: Console, snapshot: Snapshot, files: Sequence[Dealt]) -> None:
    for one in files:
        if one.parsed is not None:
            for line in difference_lines(one.receipt.filename, difference(snapshot, one.parsed)):
                _say(console, line)
    for line in effect_lines(_effect(snapshot, files)):
        _say(console, line)


def _effect(snapshot: Snapshot, files: Sequence[Dealt]) -> Correction:
    """What the files change, with the questions about them open: what is asked about is aside."""
    today = date.today()
    returns = [one.parsed for one in files if one.parsed is not None]
    slots = {(one.org, one.year) for one in returns}
    kept = (one for one in snapshot.problems if (one.org, one.year) not in slots)
    asked = (
        StoredProblem(one.parsed.org, one.parsed.year, 0, problem)
        for one in files
        if one.parsed is not None
        for problem in one.receipt.problems
        if problem.severity is Severity.QUESTION
    )
    known = replace(snapshot, problems=(*kept, *asked))
    return effect_of_correction(known, returns, today, plan_fact(snapshot, today))


def difference_lines(filename: str, found: ReturnDifference) -> list[str]:
    """«580401_2021.xlsx: заменит редакцию 1, изменится ответов — 2», and the answers."""
    if found.replaces is None:
        return []
    head = f"{filename}: заменит редакцию {found.replaces}"
    if not found.changes:
        return [f"{head}, ответы те же"]
    lines = [f"{head}, изменится ответов — {len(found.changes)}"]
    lines += [f"    {one.question}: {one.before} → {one.after}" for one in found.changes[:LISTED]]
    more = len(found.changes) - LISTED
    return lines + ([f"    … и ещё {more}"] if more > 0 else [])


def effect_lines(correction: Correction) -> list[str]:
    """«Если принять: меняется вывод по району», and the verdicts that turn."""
    turning = [one for one in correction.differences if one.turns]
    return [
        f"Если принять: {correction.words}",
        *(f"    {_turn(one)}" for one in turning[:LISTED]),
        *([f"    … и ещё {len(turning) - LISTED}"] if len(turning) > LISTED else []),
    ]


def _turn(one: Turn) -> str:
    row = one.row
    place = f"{row.year}, строка {row.indicator}, {row.org_name}"
    return f"{place}: {' → '.join(sides(one))}"


def _say(console: Console, line: str) -> None:
    console.print(line, markup=False, highlight=False)
