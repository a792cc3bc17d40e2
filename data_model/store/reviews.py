"""A return before it counts: its draft on screen, and the review that it waits for.

    save_draft       a field as it was typed; a draft is nobody's figure and raises no version
    let_wait         a return that came while reviews are on («на проверке») waits
    accept_returns   somebody has looked at them: from now on they count
    return_reviewed  they go back with words; what counted before goes on counting

A draft lies field by field, so that two people of one school never undo each other's typing. Of
the returns of one organisation and year one waits at most: the next one takes its place.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from data_model.errors import NothingThere, Refused
from data_model.people import AUTHOR
from data_model.returns import DraftEntry, Receipt, Rejudged, ReviewState, Severity
from data_model.store.acts import returns_by
from data_model.store.journal import basis_changes
from data_model.store.places import holder_of
from data_model.store.rows import (
    now,
    parts_of,
    raise_version,
    seal,
    sealed_returns,
    withdraw,
    write_parts,
)
from data_model.tables import (
    DocumentRow,
    DraftRow,
    FactRow,
    RemarkAnswerRow,
    RemarkRow,
    ReturnRow,
    ReviewRow,
)

LONGEST_ENTRY = 2000
"""Letters of one field that are kept; no answer is as long."""


# the draft


def save_draft(
    connection: Connection, org: str, year: int, entries: Mapping[str, str], moment: datetime
) -> None:
    """Keep fields of a form on screen, in place of what stood in them."""
    holder_of(connection, org)
    if any(len(written) > LONGEST_ENTRY for written in entries.values()):
        raise Refused(f"В одно поле помещается не больше {LONGEST_ENTRY} знаков.")
    row, person = DraftRow, AUTHOR.get().name
    _drop(connection, org, year, row.field.in_(list(entries)))
    lines = [
        {
            "organisation": org,
            "year": year,
            "field": field,
            "written": written,
            "person": person,
            "saved_at": moment,
        }
        for field, written in entries.items()
    ]
    if lines:
        connection.execute(insert(row), lines)


def drop_draft(connection: Connection, org: str, year: int) -> None:
    """Nothing is left of a draft: it was sent, or is begun anew."""
    _drop(connection, org, year)


def _drop(connection: Connection, org: str, year: int, *which: ColumnElement[bool]) -> None:
    row = DraftRow
    connection.execute(delete(row).where(row.organisation == org, row.year == year, *which))


def draft(connection: Connection, org: str, year: int) -> tuple[DraftEntry, ...]:
    """The fields of a form on screen that were typed into, by their names."""
    row = DraftRow
    found = connection.execute(
        select(row.field, row.written, row.person, row.saved_at)
        .where(row.organisation == org, row.year == year)
        .order_by(row.field)
    )
    return tuple(DraftEntry(*line) for line in found)


# the review


def let_wait(connection: Connection, receipt: Receipt) -> None:
    """The revision that was just stored waits to be looked at."""
    row = ReturnRow
    number = connection.scalar(
        select(row.id).where(
            row.organisation == receipt.org,
            row.year == receipt.year,
            row.revision == receipt.revision,
        )
    )
    line = {"return_id": number, "state": ReviewState.WAITING.value, "text": "", "person": ""}
    connection.execute(insert(ReviewRow), [line])
    seal(connection, [ReviewRow])


def replace_waiting(connection: Connection, org: str, year: int) -> None:
    """Another return of the organisation comes in the place of the one that waits."""
    of_slot = select(ReturnRow.id).where(returns_by(org), ReturnRow.year == year)
    _decide(connection, ReviewRow.return_id.in_(of_slot), ReviewState.REPLACED)


def _decide(
    connection: Connection, which: ColumnElement[bool], state: ReviewState, text: str = ""
) -> None:
    row = ReviewRow
    connection.execute(
        update(row)
        .where(which, row.state == ReviewState.WAITING.value)
        .values(state=state.value, text=text, person=AUTHOR.get().name, decided_at=now())
    )
    seal(connection, [row])


def accept_returns(
    connection: Connection, revision_ids: Sequence[int], rejudged: Sequence[Rejudged] = ()
) -> None:
    """They count from now on, each in the place of the one before; all or none.

    Where register, roll or roadmap changed since one was sent, it must have been judged again by
    the last of the changes; its answers and remarks are then what was found. Raises NothingThere
    where one of them waits no longer, Refused where one was not judged again or holds errors.
    """
    waiting = _waiting(connection, revision_ids)
    _take_what_was_found(connection, waiting, {one.id: one for one in rejudged})
    row = ReturnRow
    for org, year in waiting.values():
        connection.execute(
            update(row)
            .where(returns_by(org), row.year == year, row.is_current)
            .values(is_current=False)
        )
    connection.execute(update(row).where(row.id.in_(list(waiting))).values(is_current=True))
    _decide(connection, ReviewRow.return_id.in_(list(waiting)), ReviewState.ACCEPTED)
    raise_version(connection)


CHANGED_SINCE = (
    "С тех пор как отчёт прислали, изменили {told}. Обновите страницу: он будет проверен заново."
)


def _take_what_was_found(
    connection: Connection, waiting: Mapping[int, tuple[str, int]], found: Mapping[int, Rejudged]
) -> None:
    municipalities = connection.scalars(
        select(ReturnRow.municipality).where(ReturnRow.id.in_(list(waiting))).distinct()
    )
    changes = {
        number: lines
        for municipality in municipalities.all()
        for number, lines in basis_changes(connection, municipality).items()
        if number in waiting
    }
    for number, lines in changes.items():
        one = found.get(number)
        if one is None or one.seen != lines[-1].number:
            told = dict.fromkeys(line.told for line in lines)
            raise Refused(CHANGED_SINCE.format(told=", ".join(told)))
        if any(problem.severity is Severity.ERROR for problem in one.problems):
            raise Refused("В отчёте теперь есть ошибки: принять его нельзя, верните его школе.")
        _replace_parts(connection, one)


def _replace_parts(connection: Connection, one: Rejudged) -> None:
    """Answers, documents and remarks as they were found anew; the former ones are kept hidden."""
    row = ReturnRow
    remarks = select(RemarkRow.id).where(RemarkRow.return_id == one.id)
    withdraw(connection, RemarkAnswerRow, RemarkAnswerRow.remark_id.in_(remarks))
    for part in (FactRow, DocumentRow, RemarkRow):
        withdraw(connection, part, part.return_id == one.id)
    write_parts(connection, [(one.id, parts_of(one.parsed, one.problems))])
    severities = [problem.severity for problem in one.problems]
    of_it = update(row).where(row.id == one.id)
    connection.execute(
        of_it.values(
            questions=severities.count(Severity.QUESTION), notes=severities.count(Severity.NOTE)
        )
    )
    ((_, renewed),) = sealed_returns(connection, [one.id])
    connection.execute(of_it.values(**renewed))
    seal(connection, [RemarkAnswerRow])


def return_reviewed(connection: Connection, revision_ids: Sequence[int], text: str) -> None:
    """They go back to be mended; Refused without words, NothingThere as ``accept_returns``."""
    if not text.strip():
        raise Refused("Напишите, что исправить: без этого школа не узнает, почему отчёт вернулся.")
    waiting = _waiting(connection, revision_ids)
    _decide(connection, ReviewRow.return_id.in_(list(waiting)), ReviewState.RETURNED, text.strip())
    raise_version(connection)


def _waiting(connection: Connection, revision_ids: Sequence[int]) -> dict[int, tuple[str, int]]:
    """Number of a revision → its organisation and year."""
    row = ReturnRow
    found = connection.execute(
        select(row.id, row.organisation, row.year)
        .join(ReviewRow, ReviewRow.return_id == row.id)
        .where(row.id.in_(list(revision_ids)), ReviewRow.state == ReviewState.WAITING.value)
    )
    waiting = {number: (org, year) for number, org, year in found}
    if not revision_ids or waiting.keys() != {*revision_ids}:
        raise NothingThere(
            "Среди выбранных отчётов есть такие, которые уже не ждут проверки: их приняли, "
            "вернули, или пришла новая версия. Посмотрите список ещё раз."
        )
    return waiting
