"""Slots («места отчётов»): what must be known of them before revisions are added.

Read at one go for all returns of a transaction, and kept up while they are added: a question
for each return would cost more than the return itself. Nobody else writes meanwhile.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import BindParameter, Connection, bindparam, select

from data_model.errors import UnknownPlace
from data_model.returns import Submission
from data_model.store.places import unknown_organisation
from data_model.tables import ClosedYearRow, OrganisationRow, ReturnRow, UploadRow

Slot = tuple[str, int]
"""Organisation and year."""


class SlotRevision(NamedTuple):
    """A revision of a slot, as far as the next one depends on it."""

    number: int
    sha256: str
    is_current: bool
    is_undone: bool


@dataclass(frozen=True, slots=True)
class Slots:
    """``holders`` is the municipality by organisation, ``revisions`` the history by slot,
    ``files`` the checksums of stored bytes, ``closed`` municipalities with their closed years.
    """

    holders: dict[str, str]
    revisions: dict[Slot, list[SlotRevision]]
    files: set[str]
    closed: set[Slot]

    def holder(self, submission: Submission) -> str:
        """The municipality of a return. Raises UnknownPlace."""
        org = submission.parsed.org
        if org not in self.holders:
            raise UnknownPlace(unknown_organisation(org))
        return self.holders[org]

    def is_closed(self, submission: Submission) -> bool:
        return (self.holder(submission), submission.parsed.year) in self.closed

    def is_next_closed(self, submission: Submission) -> bool:
        """Whether the year after it is closed: its growth may be counted from this return."""
        return (self.holder(submission), submission.parsed.year + 1) in self.closed

    def same(self, submission: Submission) -> SlotRevision | None:
        """The revision that these very bytes are already; an undone one is none."""
        history = self.revisions[slot_of(submission)]
        return next(
            (one for one in history if one.sha256 == submission.sha256 and not one.is_undone), None
        )

    def present(self, submission: Submission) -> SlotRevision | None:
        """The revision that counts."""
        history = self.revisions[slot_of(submission)]
        return next((one for one in history if one.is_current), None)

    def take(self, submission: Submission) -> int:
        """From now on it is the current revision of its slot; gives its number."""
        slot = slot_of(submission)
        history = [one._replace(is_current=False) for one in self.revisions[slot]]
        number = max((one.number for one in history), default=0) + 1
        new = SlotRevision(number, submission.sha256, is_current=True, is_undone=False)
        self.revisions[slot] = [*history, new]
        self.files.add(submission.sha256)
        return number


def slot_of(submission: Submission) -> Slot:
    return submission.parsed.org, submission.parsed.year


ORGANISATIONS: BindParameter[list[str]] = bindparam("organisations", expanding=True)
HOLDERS = select(OrganisationRow.code, OrganisationRow.municipality).where(
    OrganisationRow.code.in_(ORGANISATIONS)
)
HISTORY = (
    select(
        ReturnRow.organisation,
        ReturnRow.year,
        ReturnRow.revision,
        ReturnRow.sha256,
        ReturnRow.is_current,
        ReturnRow.undone_at.is_not(None),
    )
    .join(
        OrganisationRow,
        (OrganisationRow.code == ReturnRow.organisation)
        & (OrganisationRow.municipality == ReturnRow.municipality),
    )
    .where(OrganisationRow.code.in_(ORGANISATIONS))
)
"""Returns to the municipality that an organisation belongs to now."""

FILES = select(UploadRow.sha256).where(UploadRow.sha256.in_(bindparam("checksums", expanding=True)))
CLOSED = select(ClosedYearRow.municipality, ClosedYearRow.year)


def read_slots(connection: Connection, submissions: Sequence[Submission]) -> Slots:
    """What is known of the slots of some submissions, and of their bytes."""
    named = {"organisations": sorted({one.parsed.org for one in submissions})}
    checksums = {"checksums": [one.sha256 for one in submissions]}
    revisions: dict[Slot, list[SlotRevision]] = defaultdict(list)
    for org, year, number, sha256, is_current, is_undone in connection.execute(HISTORY, named):
        revisions[org, year].append(SlotRevision(number, sha256, is_current, is_undone))
    return Slots(
        holders={row.code: row.municipality for row in connection.execute(HOLDERS, named)},
        revisions=revisions,
        files=set(connection.scalars(FILES, checksums)),
        closed={(row.municipality, row.year) for row in connection.execute(CLOSED)},
    )
