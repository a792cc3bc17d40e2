"""Many processes that correct one return at once: every correction is a revision, one counts."""

import multiprocessing
from collections.abc import Sequence
from pathlib import Path

from bench import district
from bench.faults import Outcome, complaints
from data_model.store import Store
from loaders.intake import context_of, receive

YEAR = 2021


def correct_at_once(folder: Path, processes: int, corrections: int) -> Outcome:
    url = f"sqlite:///{folder / 'corrections.db'}"
    district.empty_store(url, 1).close()
    forms = district.corrections(district.schools(1)[0], YEAR, processes * corrections)
    fresh = multiprocessing.get_context("spawn")
    with fresh.Pool(processes) as pool:
        shares = [(url, forms[number::processes]) for number in range(processes)]
        accepted = sum(pool.starmap(_send, shares))
    store = Store.open(url)
    history = store.revisions(district.schools(1)[0].code, YEAR)
    store.close()
    current = sum(one.is_current for one in history)
    holds = (
        len(history) == accepted == len(forms)
        and [one.number for one in history] == list(range(1, len(forms) + 1))
        and current == 1
        and history[-1].is_current
        and not complaints(folder / "corrections.db")
    )
    return Outcome(
        f"{processes} processes × {corrections} corrections of one return",
        f"{len(forms)} revisions, 1 current",
        f"{len(history)} revisions, {current} current, {accepted} receipts",
        holds,
    )


def _send(url: str, forms: Sequence[bytes]) -> int:
    """One process: the whole way of each of its forms; how many were acknowledged."""
    store = Store.open(url)
    context = context_of(store)
    receipts = [receive(content, "correction.xlsx", context, store) for content in forms]
    store.close()
    return sum(receipt.revision is not None for receipt in receipts)
