"""A return on its way in («приём отчёта»): one transaction, all of it or nothing."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, bindparam, exists, func, insert, select, update

from data_model.errors import Refused, UnknownPlace
from data_model.problems import Problem, Severity
from data_model.returns import Outcome, Receipt, Submission, outcome_of
from data_model.store.lines import (
    DOCUMENT_COLUMNS,
    REMARK_COLUMNS,
    header_line,
    parts_of,
    return_line,
    upload_line,
)
from data_model.store.places import unknown_organisation
from data_model.store.rows import AnyRow, insert_plain, inserted_id
from data_model.store.version import raise_version
from data_model.store.windows import refuse_unless_reopened
from data_model.tables import (
    ClosedYearRow,
    DocumentRow,
    FactRow,
    OrganisationRow,
    RemarkRow,
    ReturnRow,
    UploadRow,
)

IN_SLOT = (
    (ReturnRow.organisation == bindparam("org"))
    & (ReturnRow.municipality == OrganisationRow.municipality)
    & (ReturnRow.year == bindparam("slot_year"))
)
SLOT = (
    select(
        OrganisationRow.municipality,
        select(func.max(ReturnRow.revision)).where(IN_SLOT).scalar_subquery().label("last"),
        select(ReturnRow.revision)
        .where(IN_SLOT, ReturnRow.is_current)
        .scalar_subquery()
        .label("present"),
        select(ReturnRow.revision)
        .where(IN_SLOT, ReturnRow.sha256 == bindparam("bytes"), ReturnRow.undone_at.is_(None))
        .scalar_subquery()
        .label("same"),
        exists().where(UploadRow.sha256 == bindparam("bytes")).label("bytes_known"),
        exists()
        .where(
            ClosedYearRow.municipality == OrganisationRow.municipality,
            ClosedYearRow.year == bindparam("slot_year"),
        )
        .label("is_closed"),
    )
    .where(OrganisationRow.code == bindparam("org"))
    .correlate_except(ReturnRow, UploadRow, ClosedYearRow)
)
"""All that must be known of a slot before a revision is added to it, in one question."""

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
INSERT_UPLOAD = insert(UploadRow)
INSERT_RETURN = insert(ReturnRow)
INSERT_FACTS = insert(FactRow)
INSERT_DOCUMENTS = insert(DocumentRow)
INSERT_REMARKS = insert(RemarkRow)


def save_return(connection: Connection, submission: Submission, today: date) -> Receipt:
    """Store a submission as the next revision and make it current.

    The same bytes in the same slot change nothing. Raises UnknownPlace, and Refused where
    the year is closed or the submission holds errors.
    """
    refuse_errors(submission.problems)
    slot = _slot(connection, submission)
    if slot.same is not None:
        return _duplicate(submission, slot)
    if slot.is_closed and not submission.reason.strip():
        parsed = submission.parsed
        refuse_unless_reopened(connection, slot.municipality, parsed.org, parsed.year, today)
    revision = (slot.last or 0) + 1
    _store(connection, submission, slot, revision)
    raise_version(connection)
    return _receipt(submission, outcome_of(submission.problems), revision)


def save_returns(
    connection: Connection, submissions: Sequence[Submission], today: date
) -> list[Receipt]:
    """Several in one transaction, up to the first that brings nothing new.

    A duplicate is the last of the receipts. What is forbidden ends them before it, and raises
    as ``save_return`` where it is the first: so whoever asks knows what is in.
    """
    receipts: list[Receipt] = []
    for submission in submissions:
        try:
            receipts.append(save_return(connection, submission, today))
        except (Refused, UnknownPlace):  # raised before a line of it is written
            if not receipts:
                raise
            break
        if receipts[-1].outcome is Outcome.DUPLICATE:
            break
    return receipts


def refuse_errors(problems: Sequence[Problem]) -> None:
    """A return with errors is never stored, whoever asks."""
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise Refused("В отчёте есть ошибки, он не принят. Исправьте их и отправьте файл снова.")


def _slot(connection: Connection, submission: Submission) -> AnyRow:
    parsed = submission.parsed
    wanted = {"org": parsed.org, "slot_year": parsed.year, "bytes": submission.sha256}
    found = connection.execute(SLOT, wanted).first()
    if found is None:
        raise UnknownPlace(unknown_organisation(parsed.org))
    return found


def _store(connection: Connection, submission: Submission, slot: AnyRow, revision: int) -> None:
    """Bytes, then the revision in place of the current one, then its lines."""
    parsed = submission.parsed
    if not slot.bytes_known:
        connection.execute(INSERT_UPLOAD, upload_line(submission))
    if slot.present is not None:
        named = {"holder": slot.municipality, "org": parsed.org, "slot_year": parsed.year}
        connection.execute(SUPERSEDE, named)
    parts = parts_of(submission)
    header = header_line(submission, slot.municipality, revision)
    return_id = inserted_id(connection.execute(INSERT_RETURN, return_line(header, parts)))
    if parts.facts:
        insert_plain(connection, INSERT_FACTS, [(return_id, *fact) for fact in parts.facts])
    for statement, columns, lines in (
        (INSERT_DOCUMENTS, DOCUMENT_COLUMNS, parts.documents),
        (INSERT_REMARKS, REMARK_COLUMNS, parts.remarks),
    ):
        if lines:
            owned = [dict(zip(columns, line, strict=True), return_id=return_id) for line in lines]
            connection.execute(statement, owned)


def _duplicate(submission: Submission, slot: AnyRow) -> Receipt:
    """The receipt of bytes that are stored already; a word where they do not count now."""
    if slot.same == slot.present:
        return _receipt(submission, Outcome.DUPLICATE, slot.same, ())
    superseded = Problem(
        code="superseded_duplicate",
        severity=Severity.NOTE,
        message=(
            f"Этот файл уже принят как редакция {slot.same}, сейчас действует редакция "
            f"{slot.present}. Чтобы вернуть прежние данные, отмените последнюю загрузку."
        ),
    )
    return _receipt(submission, Outcome.DUPLICATE, slot.same, (superseded,))


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
