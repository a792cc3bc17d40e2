"""Where marked copies come from: stored returns with questions, and files just dealt with."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from data_model.errors import MonitorError
from data_model.returns import Outcome, Receipt, Revision, Severity, StoredProblem
from data_model.snapshot import Snapshot
from data_model.store import Store
from loaders.forms.pack import STAMP
from loaders.forms.request import FormRequest, request_from
from loaders.returns.marked.copy import MarkedCopy, copy_of, letter_about
from loaders.returns.storing import Handled

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


@dataclass
class Copier:
    """Makes the copies of files just checked or taken in, one after the other.

    ``snapshots`` are kept by municipality, so that a batch reads each only once.
    """

    store: Store
    snapshots: dict[str, Snapshot] = field(default_factory=dict)

    def copy(self, one: Handled) -> MarkedCopy | None:
        """The copy of a file, refused or taken in; None where there is nothing to say of it."""
        receipt = one.receipt
        if not receipt.problems or receipt.outcome is Outcome.DUPLICATE:
            return None
        request = self._request(receipt)
        if request is None:
            return letter_about(receipt.filename, receipt.problems)
        return copy_of(one.incoming.content, receipt.filename, request, receipt.problems)

    def _request(self, receipt: Receipt) -> FormRequest | None:
        """The form that a file should have been; None where it is nobody's we know."""
        codes = {problem.code for problem in receipt.problems}
        if receipt.org is None or receipt.year is None or codes & NOTHING_KEPT:
            return None
        try:
            return request_of(self._snapshot(receipt.org), receipt.org, receipt.year)
        except MonitorError:
            return None

    def _snapshot(self, org: str) -> Snapshot:
        holder = self.store.holder_of(org)
        if holder not in self.snapshots:
            self.snapshots[holder] = self.store.snapshot(holder)
        return self.snapshots[holder]


def request_of(snapshot: Snapshot, org: str, year: int) -> FormRequest:
    """The form of an organisation with the stamp of its office."""
    return request_from(snapshot, org, year, snapshot.municipality.settings.get(STAMP, ""))
