"""A return on its way in («приём отчёта»): one transaction, all of it or nothing."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, bindparam, exists, func, select, update

from data_model.errors import Refused, UnknownPlace
from data_model.problems import Problem, Severity
from data_model.returns import Outcome, Receipt, Submission, outcome_of
from data_model.store.lines import (
    Lines,
    header_line,
    parts_of,
    return_line,
    upload_line,
)
from data_model.store.places import unknown_organisation
from data_model.store.rows import AnyRow
from data_model.store.windows import refuse_unless_reopened
from data_model.tables import (
    ClosedYearRow,
    OrganisationRow,
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


def save_return(connection: Connection, submission: Submission, today: date) -> Receipt:
    """Store a submission as the next revision and make it current.

    The same bytes in the same slot change nothing. Raises UnknownPlace, and Refused where
    the year is closed or the submission holds errors.
    """
    return save_returns(connection, [submission], today)[0]


def save_returns(
    connection: Connection, submissions: Sequence[Submission], today: date
) -> list[Receipt]:
    """Several in one transaction, up to the first that brings nothing new.

    A duplicate is the last of the receipts. What is forbidden ends them before it, and raises
    as ``save_return`` where it is the first: so whoever asks knows what is in.
    """
    receipts: list[Receipt] = []
    lines = Lines()
    for submission in submissions:
        try:
            receipts.append(_save(connection, submission, today, lines))
        except (Refused, UnknownPlace):  # raised before anything of it is written
            if not receipts:
                raise
            break
        if receipts[-1].outcome is Outcome.DUPLICATE:
            break
    lines.write(connection)
    return receipts


def _save(connection: Connection, submission: Submission, today: date, lines: Lines) -> Receipt:
    """The next revision; it is written with the others, or when it must be known."""
    refuse_errors(submission.problems)
    if lines.holds(submission):
        lines.write(connection)
    slot = _slot(connection, submission)
    if slot.same is not None:
        return _duplicate(submission, slot)
    if slot.is_closed and not submission.reason.strip():
        parsed = submission.parsed
        refuse_unless_reopened(connection, slot.municipality, parsed.org, parsed.year, today)
    revision = (slot.last or 0) + 1
    _add(connection, submission, slot, revision, lines)
    return _receipt(submission, outcome_of(submission.problems), revision)


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


def _add(
    connection: Connection, submission: Submission, slot: AnyRow, revision: int, lines: Lines
) -> None:
    """Bytes, and the revision in place of the current one."""
    parsed, parts = submission.parsed, parts_of(submission)
    if not slot.bytes_known:
        lines.uploads.append(upload_line(submission))
    if slot.present is not None:
        named = {"holder": slot.municipality, "org": parsed.org, "slot_year": parsed.year}
        connection.execute(SUPERSEDE, named)
    header = header_line(submission, slot.municipality, revision)
    lines.add(return_line(header, parts), parts)


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
