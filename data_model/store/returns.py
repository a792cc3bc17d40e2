"""A return on its way in («приём отчёта»): one transaction, all of it or nothing."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from data_model.errors import Refused, UnknownPlace
from data_model.mappings import MappingProfile
from data_model.problems import Problem, Severity
from data_model.returns import Outcome, Receipt, Submission, outcome_of
from data_model.store.access import raise_version
from data_model.store.closing import forget_verdicts
from data_model.store.lines import Lines, header_line, parts_of, return_line, upload_line
from data_model.store.lock import refuse_growth
from data_model.store.places import one_municipality
from data_model.store.seals import seal
from data_model.store.slots import SlotRevision, Slots, read_slots
from data_model.store.windows import refuse_unless_reopened
from data_model.tables import MappingProfileRow, ReturnRow

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
    return receipts


def _save(
    connection: Connection, submission: Submission, today: date, slots: Slots, lines: Lines
) -> Receipt:
    """The next revision; it is written with the others."""
    refuse_errors(submission.problems)
    holder, parsed = slots.holder(submission), submission.parsed
    if same := slots.same(submission):
        return _duplicate(submission, same, slots.present(submission))
    if slots.is_closed(submission):
        refuse_unless_reopened(connection, holder, parsed.org, parsed.year, today)
    if slots.is_next_closed(submission):
        refuse_growth(connection, holder, parsed, today)
    if slots.is_closed(submission):
        forget_verdicts(connection, holder, parsed.year)
    if slots.present(submission):
        named = {"holder": holder, "org": parsed.org, "slot_year": parsed.year}
        connection.execute(SUPERSEDE, named)
    if submission.sha256 not in slots.files:
        lines.uploads.append(upload_line(submission))
    revision, parts = slots.take(submission), parts_of(submission)
    lines.add(return_line(header_line(submission, holder, revision), parts), parts)
    return _receipt(submission, outcome_of(submission.problems), revision)


def refuse_errors(problems: Sequence[Problem]) -> None:
    """A return with errors is never stored, whoever asks."""
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise Refused("В отчёте есть ошибки, он не принят. Исправьте их и отправьте файл снова.")


def _duplicate(submission: Submission, same: SlotRevision, present: SlotRevision | None) -> Receipt:
    """The receipt of bytes that are stored already; a word where they do not count now."""
    if same == present:
        return _receipt(submission, Outcome.DUPLICATE, same.number, ())
    counts = f"сейчас действует редакция {present.number}" if present else "сейчас не действует"
    superseded = Problem(
        code="superseded_duplicate",
        severity=Severity.NOTE,
        message=(
            f"Этот файл уже принят как редакция {same.number}, {counts}. Чтобы вернуть прежние "
            "данные, отмените последнюю загрузку."
        ),
    )
    return _receipt(submission, Outcome.DUPLICATE, same.number, (superseded,))


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
    connection.execute(
        delete(row).where(row.municipality == municipality, row.fingerprint == profile.fingerprint)
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
