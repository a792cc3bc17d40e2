"""Receipts («квитанции»): what a verdict comes to, and one for a file of many schools."""

from collections.abc import Sequence

from data_model.returns import Outcome, Receipt, Revision, outcome_of
from loaders.files.archive import Incoming
from loaders.returns.checks import FileVerdict


def foreseen(one: Incoming, verdict: FileVerdict) -> Receipt:
    """The receipt of a verdict that nothing has been stored of."""
    return Receipt(
        filename=one.filename,
        outcome=Outcome.REFUSED if verdict.is_refused else outcome_of(verdict.problems),
        problems=verdict.problems,
        org=verdict.org,
        year=verdict.year,
        sha256=one.sha256,
    )


def duplicate(filename: str, known: Revision) -> Receipt:
    """These bytes are stored already; nothing changes."""
    return Receipt(
        filename=filename,
        outcome=Outcome.DUPLICATE,
        org=known.org,
        year=known.year,
        revision=known.number,
        sha256=known.sha256,
    )


def together(receipts: Sequence[Receipt]) -> Receipt:
    """One receipt for a file. That of a table of many schools names no school and no revision.

    It is refused where nothing of the table was taken, a duplicate where all is in already;
    what is wrong with single rows stands among its problems, each with its cell.
    """
    if len(receipts) == 1:
        return receipts[0]
    outcomes = {one.outcome for one in receipts}
    mixed = outcomes - {Outcome.REFUSED, Outcome.DUPLICATE}
    return Receipt(
        filename=receipts[0].filename,
        outcome=outcomes.pop() if len(outcomes) == 1 else _of_parts(taken=bool(mixed)),
        problems=tuple(problem for one in receipts for problem in one.problems),
        year=next((one.year for one in receipts if one.year), None),
        sha256=receipts[0].sha256,
    )


def _of_parts(*, taken: bool) -> Outcome:
    """Rows of different outcomes: anything newly taken counts, else some row is refused."""
    return Outcome.ACCEPTED_WITH_WARNINGS if taken else Outcome.REFUSED
