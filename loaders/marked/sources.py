"""Where marked copies come from: stored returns with questions, and files just dealt with."""

from collections.abc import Iterable, Iterator

from data_model.errors import MonitorError
from data_model.problems import Severity
from data_model.returns import Outcome, Receipt, Revision, StoredProblem
from data_model.snapshot import Snapshot
from data_model.store import Store
from loaders.form.pack import STAMP
from loaders.form.request import FormRequest, request_from
from loaders.intake import Handled
from loaders.marked.copy import MarkedCopy, copy_of, letter_about

NOTHING_KEPT = {"personal_data"}
"""Codes of errors after which nothing of a file may be kept, its good answers neither."""


def copy_of_revision(store: Store, revision: Revision) -> MarkedCopy | None:
    """The copy of a stored return; None where nothing is left to say of it.

    Questions that were closed with an answer are not sent again.
    """
    problems = [one.problem for one in store.problems_of(revision.id) if _is_unsettled(one)]
    if not problems:
        return None
    snapshot = store.snapshot(store.holder_of(revision.org))
    filename, content = store.original(revision.id)
    return copy_of(content, filename, request_of(snapshot, revision.org, revision.year), problems)


def _is_unsettled(one: StoredProblem) -> bool:
    return one.is_open or one.problem.severity is not Severity.QUESTION


def copies_of_year(store: Store, municipality: str, year: int) -> Iterator[MarkedCopy]:
    """The copies of all current returns of a year that have an open question."""
    snapshot = store.snapshot(municipality)
    asked = {one.org for one in snapshot.problems if one.year == year and one.is_open}
    for revision in snapshot.revisions:
        if revision.is_current and revision.year == year and revision.org in asked:
            copy = copy_of_revision(store, revision)
            if copy is not None:
                yield copy


def copies_of_handled(handled: Iterable[Handled], store: Store) -> Iterator[MarkedCopy]:
    """The copies of files just checked or taken in, refused ones too, in their order."""
    snapshots: dict[str, Snapshot] = {}
    for one in handled:
        if one.receipt.problems and one.receipt.outcome is not Outcome.DUPLICATE:
            yield _copy_of_handled(one, store, snapshots)


def _copy_of_handled(one: Handled, store: Store, snapshots: dict[str, Snapshot]) -> MarkedCopy:
    receipt = one.receipt
    request = _request_of_receipt(receipt, store, snapshots)
    if request is None:
        return letter_about(receipt.filename, receipt.problems)
    return copy_of(one.incoming.content, receipt.filename, request, receipt.problems)


def _request_of_receipt(
    receipt: Receipt, store: Store, snapshots: dict[str, Snapshot]
) -> FormRequest | None:
    """The form that a file should have been; None where it is nobody's we know."""
    codes = {problem.code for problem in receipt.problems}
    if receipt.org is None or receipt.year is None or codes & NOTHING_KEPT:
        return None
    holder = store.holder_of(receipt.org)
    if holder not in snapshots:
        snapshots[holder] = store.snapshot(holder)
    try:
        return request_of(snapshots[holder], receipt.org, receipt.year)
    except MonitorError:
        return None


def request_of(snapshot: Snapshot, org: str, year: int) -> FormRequest:
    """The form of an organisation with the stamp of its office."""
    return request_from(snapshot, org, year, snapshot.municipality.settings.get(STAMP, ""))
