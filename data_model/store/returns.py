"""A return on its way in («приём отчёта»): one transaction, all of it or nothing.

    Slots           what must be known of places of returns before revisions are added
    save_returns    the next revision of each, up to the first that brings nothing new
    record_refusal  a file that was refused, and why, never its bytes
    save_mapping    how a foreign layout is read, as a person confirmed it

Slots are read at one go for all returns of a transaction, and kept up while they are added: a
question for each return would cost more than the return itself. Nobody else writes meanwhile.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Connection, bindparam, insert, select, update

from data_model.errors import Refused, UnknownPlace
from data_model.people import AUTHOR
from data_model.returns import (
    MappingProfile,
    Outcome,
    Problem,
    Receipt,
    Refusal,
    ReviewState,
    Severity,
    Submission,
    outcome_of,
    superseded,
)
from data_model.store.lock import forget_verdicts, refuse_later
from data_model.store.places import one_municipality, reviewing, unknown_organisation
from data_model.store.reviews import let_wait, replace_waiting
from data_model.store.roadmaps import refuse_unless_reopened
from data_model.store.rows import (
    AnyRow,
    Lines,
    header_line,
    inserted_id,
    parts_of,
    raise_version,
    return_line,
    seal,
    upload_line,
    withdraw,
)
from data_model.tables import (
    ClosedYearRow,
    MappingProfileRow,
    OrganisationRow,
    RefusalRemarkRow,
    RefusalRow,
    ReturnRow,
    ReviewRow,
    UploadRow,
)

Slot = tuple[str, int]
"""Organisation and year."""


class SlotRevision(NamedTuple):
    """A revision of a slot, as far as the next one depends on it."""

    number: int
    sha256: str
    is_current: bool
    is_undone: bool
    review: str | None = None


@dataclass(frozen=True, slots=True)
class Slots:
    """``holders`` is the municipality by organisation, ``revisions`` the history by slot,
    ``files`` the checksums of stored bytes, ``closed`` municipalities with their closed years
    (``last_closed``: the latest of them),
    ``reviewed`` those whose returns wait until somebody has looked at them.
    """

    holders: dict[str, str]
    revisions: dict[Slot, list[SlotRevision]]
    files: set[str]
    closed: set[Slot]
    last_closed: dict[str, int]
    reviewed: frozenset[str] = frozenset()

    def holder(self, submission: Submission) -> str:
        """The municipality of a return. Raises UnknownPlace."""
        org = submission.parsed.org
        if org not in self.holders:
            raise UnknownPlace(unknown_organisation(org))
        return self.holders[org]

    def is_closed(self, submission: Submission) -> bool:
        return (self.holder(submission), submission.parsed.year) in self.closed

    def is_later_closed(self, submission: Submission) -> bool:
        """Whether a later year is closed: its figures may be counted from this return."""
        return self.last_closed.get(self.holder(submission), 0) > submission.parsed.year

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

    def waits(self, submission: Submission) -> bool:
        """Whether it counts only after somebody has looked at it."""
        return self.holder(submission) in self.reviewed

    def has_waiting(self, submission: Submission) -> bool:
        """Whether an earlier revision waits to be looked at."""
        history = self.revisions[slot_of(submission)]
        return any(one.review == ReviewState.WAITING for one in history)

    def take(self, submission: Submission) -> int:
        """From now on it is the current revision of its slot, or waits; gives its number."""
        slot, waits = slot_of(submission), self.waits(submission)
        history = self.revisions[slot]
        if not waits:
            history = [one._replace(is_current=False) for one in history]
        number = max((one.number for one in history), default=0) + 1
        review = ReviewState.WAITING if waits else None
        new = SlotRevision(number, submission.sha256, not waits, is_undone=False, review=review)
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
        ReviewRow.state,
    )
    .outerjoin(ReviewRow, ReviewRow.return_id == ReturnRow.id)
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
    for org, year, number, sha256, is_current, is_undone, review in connection.execute(
        HISTORY, named
    ):
        line = SlotRevision(number, sha256, is_current, is_undone, review)
        revisions[org, year].append(line)
    closed = sorted((row.municipality, row.year) for row in connection.execute(CLOSED))
    return Slots(
        holders={row.code: row.municipality for row in connection.execute(HOLDERS, named)},
        revisions=revisions,
        files=set(connection.scalars(FILES, checksums)),
        closed={*closed},
        last_closed=dict(closed),
        reviewed=_reviewed(connection),
    )


def _reviewed(connection: Connection) -> frozenset[str]:
    """What the office takes in counts at once; what a school sends may have to wait."""
    who = AUTHOR.get()
    if who.grants is None:
        return frozenset()
    return reviewing(connection) - who.whole()


SUPERSEDE = (
    update(ReturnRow)
    .where(
        ReturnRow.municipality == bindparam("holder"),
        ReturnRow.organisation == bindparam("org"),
        ReturnRow.year == bindparam("slot_year"),
        ReturnRow.is_current,
    )
    .values(is_current=False)
)


def save_return(connection: Connection, submission: Submission, today: date) -> Receipt:
    """Store a submission as the next revision and make it current.

    The same bytes in the same slot change nothing. Raises UnknownPlace, Refused where the
    submission holds errors, ClosedYear where a figure of a closed year would change.
    """
    return save_returns(connection, [submission], today)[0]


def save_returns(
    connection: Connection, submissions: Sequence[Submission], today: date
) -> list[Receipt]:
    """Several in one transaction, up to the first that brings nothing new.

    A duplicate is the last of the receipts. What is forbidden ends them before it, and raises
    as ``save_return`` where it is the first: so whoever asks knows what is in.
    """
    slots, lines = read_slots(connection, submissions), Lines()
    receipts: list[Receipt] = []
    for submission in submissions:
        try:
            receipts.append(_save(connection, submission, today, slots, lines))
        except (Refused, UnknownPlace):  # raised before anything of it is written
            if not receipts:
                raise
            break
        if receipts[-1].outcome is Outcome.DUPLICATE:
            break
    lines.write(connection)
    for one in receipts:
        if one.is_in_review and one.outcome is not Outcome.DUPLICATE:
            let_wait(connection, one)
    return receipts


def _save(
    connection: Connection, submission: Submission, today: date, slots: Slots, lines: Lines
) -> Receipt:
    """The next revision; it is written with the others."""
    refuse_errors(submission.problems)
    holder, parsed = slots.holder(submission), submission.parsed
    if same := slots.same(submission):
        return _duplicate(submission, same, slots.present(submission))
    refuse_another_basis(submission, slots.present(submission))
    waits = slots.waits(submission)
    if slots.has_waiting(submission):
        replace_waiting(connection, parsed.org, parsed.year)
    if slots.is_closed(submission):
        refuse_unless_reopened(connection, holder, parsed.org, parsed.year, today)
    if slots.is_later_closed(submission) and not waits:
        refuse_later(connection, holder, parsed, today)
    if slots.is_closed(submission) and not waits:
        forget_verdicts(connection, holder, parsed.year)
    if slots.present(submission) and not waits:
        named = {"holder": holder, "org": parsed.org, "slot_year": parsed.year}
        connection.execute(SUPERSEDE, named)
    if submission.sha256 not in slots.files:
        lines.uploads.append(upload_line(submission))
    revision, parts = slots.take(submission), parts_of(parsed, submission.problems)
    line = return_line(header_line(submission, holder, revision), parts)
    lines.add(line | {"is_current": not waits}, parts)
    receipt = _receipt(submission, outcome_of(submission.problems), revision)
    return replace(receipt, is_in_review=waits)


def refuse_another_basis(submission: Submission, present: SlotRevision | None) -> None:
    """What a person confirmed was the difference to the revision that was shown, to no other."""
    number = present.number if present else 0
    if submission.basis not in {None, number}:
        raise Refused(
            f"Пока вы смотрели, пришла другая версия (№ {number}) этого отчёта. "
            "Проверьте файл ещё раз: разница будет показана заново."
        )


def refuse_errors(problems: Sequence[Problem]) -> None:
    """A return with errors is never stored, whoever asks."""
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise Refused("В отчёте есть ошибки, он не принят. Исправьте их и отправьте файл снова.")


def _duplicate(submission: Submission, same: SlotRevision, present: SlotRevision | None) -> Receipt:
    """The receipt of bytes that are stored already; a word where they do not count now."""
    if same == present or same.review == ReviewState.WAITING:
        receipt = _receipt(submission, Outcome.DUPLICATE, same.number, ())
        return replace(receipt, is_in_review=same != present)
    if same.review == ReviewState.RETURNED:
        returned = Problem("returned_duplicate", Severity.NOTE, RETURNED.format(same.number))
        return _receipt(submission, Outcome.DUPLICATE, same.number, (returned,))
    slot = (submission.parsed.org, submission.parsed.year)
    told = superseded(*slot, same.number, present.number if present else None)
    return _receipt(submission, Outcome.DUPLICATE, same.number, (told,))


RETURNED = (
    "Этот файл уже был отправлен как версия {} и возвращён на доработку. Исправьте то, о чём "
    "написал методист, и отправьте отчёт снова."
)


def _receipt(
    submission: Submission,
    outcome: Outcome,
    revision: int,
    problems: tuple[Problem, ...] | None = None,
) -> Receipt:
    return Receipt(
        filename=submission.filename,
        outcome=outcome,
        problems=submission.problems if problems is None else problems,
        org=submission.parsed.org,
        year=submission.parsed.year,
        revision=revision,
        sha256=submission.sha256,
    )


def save_mapping(connection: Connection, municipality: str, profile: MappingProfile) -> None:
    """Keep what a person confirmed for a layout, in place of what was confirmed before."""
    one_municipality(connection, municipality)
    row = MappingProfileRow
    withdraw(
        connection, row, row.municipality == municipality, row.fingerprint == profile.fingerprint
    )
    line = {
        "municipality": municipality,
        "fingerprint": profile.fingerprint,
        "name": profile.name,
        "content": profile.content,
        "confirmed_at": profile.confirmed_at,
    }
    connection.execute(insert(row), [line])
    seal(connection, [row])
    raise_version(connection)


def mappings(connection: Connection, municipality: str) -> tuple[MappingProfile, ...]:
    """All confirmed layouts of a municipality by name."""
    row = MappingProfileRow
    found = connection.execute(
        select(row.fingerprint, row.name, row.content, row.confirmed_at)
        .where(row.municipality == municipality)
        .order_by(row.name, row.fingerprint)
    )
    return tuple(MappingProfile(*line) for line in found)


Place = tuple[str, str, str]
"""Rule, sheet and cell of a remark."""


def record_refusal(connection: Connection, refusal: Refusal) -> None:
    """Keep that it was tried, so that «мы отправляли» can be looked up.

    The same file under the same name with the same remarks is one attempt: after a cut in the
    middle a batch is sent again, and what was refused before is refused again.
    """
    if _is_known(connection, refusal):
        return
    line = {
        "filename": refusal.filename,
        "sha256": refusal.sha256,
        "received_at": refusal.received_at,
        "organisation": refusal.org,
        "year": refusal.year,
    }
    refusal_id = inserted_id(connection.execute(insert(RefusalRow), line))
    remarks = [
        _remark(refusal_id, ordinal, problem)
        for ordinal, problem in enumerate(refusal.problems, start=1)
    ]
    if remarks:
        connection.execute(insert(RefusalRemarkRow), remarks)
    raise_version(connection)


def _is_known(connection: Connection, refusal: Refusal) -> bool:
    row, remark = RefusalRow, RefusalRemarkRow
    same = select(row.id).where(row.sha256 == refusal.sha256, row.filename == refusal.filename)
    told = select(remark).where(remark.refusal_id.in_(same))
    before: dict[int, set[Place]] = {known: set() for known in connection.scalars(same)}
    for line in connection.execute(told) if before else ():
        before[line.refusal_id].add((line.code, line.sheet, line.cell))
    return {(one.code, one.sheet, one.cell) for one in refusal.problems} in before.values()


def refusals(connection: Connection) -> tuple[Refusal, ...]:
    """All refused attempts, the latest first."""
    remarks: dict[int, list[Problem]] = defaultdict(list)
    for row in connection.execute(
        select(RefusalRemarkRow).order_by(RefusalRemarkRow.refusal_id, RefusalRemarkRow.ordinal)
    ):
        remarks[row.refusal_id].append(_problem(row))
    found = connection.execute(select(RefusalRow).order_by(RefusalRow.id.desc())).all()
    return tuple(
        Refusal(
            filename=row.filename,
            sha256=row.sha256,
            received_at=row.received_at,
            problems=tuple(remarks[row.id]),
            org=row.organisation,
            year=row.year,
        )
        for row in found
    )


def _remark(refusal_id: int, ordinal: int, problem: Problem) -> dict[str, Any]:
    return {
        "refusal_id": refusal_id,
        "ordinal": ordinal,
        "code": problem.code,
        "severity": problem.severity.value,
        "message": problem.message,
        "sheet": problem.sheet,
        "cell": problem.cell,
    }


def _problem(row: AnyRow) -> Problem:
    return Problem(row.code, Severity(row.severity), row.message, row.sheet, row.cell)
