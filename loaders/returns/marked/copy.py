"""A marked copy as bytes, with its letter; many of them as one zip.

Then what the school wrote, cell by cell, ready to be put into a fresh form. Last, where marked
copies come from: stored returns with questions, and files just dealt with.
"""

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook as Book

from data_model.errors import MonitorError, UnreadableFile
from data_model.file_names import safe_file_name
from data_model.returns import (
    MarkedCopy,
    Origin,
    Outcome,
    Problem,
    Receipt,
    Revision,
    Severity,
    StoredProblem,
)
from data_model.snapshot import Snapshot
from data_model.store import Store
from loaders.files.saving import EARLIEST_ZIP_TIME
from loaders.files.workbook import Cell, Hollow, Value
from loaders.files.worker_pool import read_workbook
from loaders.forms.book import STAMP, form_book, saved_form
from loaders.forms.layout import NOT_APPLICABLE_SIGN, ROLL_CONFIRMED, InputPart, Slot, slots_of
from loaders.forms.request import Entry, FormRequest, request_from
from loaders.returns.judging import Handled
from loaders.returns.marked.marks import mark, write_remarks
from loaders.returns.marked.remarks import Fields, MarkedRemark, letter, remarks_of
from loaders.returns.parse import Located, locate

log = logging.getLogger(__name__)


def copy_of(
    original: bytes,
    filename: str,
    request: FormRequest,
    problems: Sequence[Problem],
    fields: Fields | None = None,
) -> MarkedCopy:
    """The form of a request with the entries of a file, its remarks beside its cells.

    ``problems`` name cells of the file; in the copy they stand at the cells of the fresh form,
    wherever rows and columns had moved to. Where no copy can be made the letter goes alone.
    ``fields`` as for ``letter``.
    """
    name = f"{request.place.code}_{request.year}_замечания.xlsx"
    try:
        located = _located(original, filename)
        asked = request.holding(entries_of(located))
        book = form_book(asked)
        remarks = remarks_of(problems, located, places_of(book, asked), request.roadmap)
        mark(book, remarks)
        write_remarks(book, remarks, request)
        return MarkedCopy(name, letter(remarks, filename, request, fields), saved_form(book, asked))
    except Exception:  # noqa: BLE001  one odd file must not end the letters of all schools
        log.exception("a marked copy could not be made; its letter goes without it")
        plain = tuple(MarkedRemark(one) for one in problems)
        return MarkedCopy(name, letter(plain, filename, request, fields))


def letter_about(filename: str, problems: Sequence[Problem]) -> MarkedCopy:
    """A letter without a form, where the file is nobody's we know."""
    remarks = tuple(MarkedRemark(one) for one in problems)
    named = safe_file_name(filename.replace("/", "_"))
    name = named.rpartition(".")[0] or named
    return MarkedCopy(f"{name}.xlsx", letter(remarks, filename))


def _located(original: bytes, filename: str) -> Located:
    """Answer cells of a file; none where it cannot be read, so the copy is an empty form."""
    try:
        return locate(read_workbook(original, filename))
    except UnreadableFile:
        return Located()


def places_of(book: Book, request: FormRequest) -> dict[Slot, tuple[str, str]]:
    """Where each input cell stands in a form that was just written, by its defined name."""
    asked = (slot for question in request.questions for slot in slots_of(question))
    roll = (Slot(ROLL_CONFIRMED), Slot(ROLL_CONFIRMED, InputPart.REASON))
    return {
        slot: (sheet, address.replace("$", ""))
        for slot in {*asked, *roll, *request.entries}
        if slot.name in book.defined_names
        for sheet, address in book.defined_names[slot.name].destinations
    }


def archive(copies: Iterable[MarkedCopy]) -> bytes:
    """All copies and letters in one zip, the same bytes for the same copies."""
    target, taken = BytesIO(), set[str]()
    with ZipFile(target, "w") as zipped:
        for one in copies:
            for name, content in files_of(one):
                entry = ZipInfo(unused(name, taken), EARLIEST_ZIP_TIME)
                entry.compress_type = ZIP_DEFLATED
                zipped.writestr(entry, content)
    return target.getvalue()


def files_of(one: MarkedCopy) -> Iterable[tuple[str, bytes]]:
    """File names and bytes of one copy: the form, where there is one, and its letter."""
    form = [(one.filename, one.content)] if one.content is not None else []
    return [*form, (one.letter_name, one.letter.encode())]


def unused(name: str, taken: set[str]) -> str:
    """The name, numbered where it was given out before: two files of one school stay two."""
    stem, dot, suffix = name.rpartition(".")
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{stem}_{number}{dot}{suffix}"
    taken.add(free)
    return free


# what the school wrote


def entries_of(located: Located) -> dict[Slot, Entry]:
    """The entry of every filled answer cell, as written: wrong ones stay wrong."""
    found = {slot: entry_of(cell) for slot, cell in located.cells.items()}
    return {slot: entry for slot, entry in found.items() if entry is not None}


def entry_of(cell: Cell) -> Entry | None:
    """A value as it may stand in an input cell; None where nothing usable stands."""
    value: Value = cell.value
    if cell.is_empty or isinstance(value, Hollow) or cell.written == NOT_APPLICABLE_SIGN:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float | str | date):
        return cell.written
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value.date() if isinstance(value, datetime) else value


# where copies come from

NOTHING_KEPT = {"personal_data"}
"""Codes of errors after which nothing of a file may be kept, its good answers neither."""


def copy_of_revision(store: Store, revision: Revision) -> MarkedCopy | None:
    """The copy of a stored return; None where nothing is left to say of it.

    Questions that were closed with an answer are not sent again.
    """
    unsettled = [one for one in store.problems_of(revision.id) if _is_unsettled(one)]
    if not unsettled:
        return None
    snapshot = store.snapshot(store.holder_of(revision.org))
    filename, content = store.original(revision.id)
    request = request_of(snapshot, revision.org, revision.year)
    problems = [one.problem for one in unsettled]
    fields = _fields(unsettled, snapshot) if revision.origin is Origin.PAGE else None
    return copy_of(content, filename, request, problems, fields)


def _fields(remarks: Iterable[StoredProblem], snapshot: Snapshot) -> Fields:
    """Where the remarks on a return that was typed stand; words take a second to load."""
    from indicators.wording import placed

    return {one.problem: placed(one, snapshot.roadmaps).cell for one in remarks}


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
