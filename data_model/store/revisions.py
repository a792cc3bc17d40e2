"""Returns that are in: their history, what was found wrong with them, and what becomes of it.

    revisions        the history of a return («редакции отчёта»), and its undoing
    answer_problem   a question of an accepted return is closed with a text («замечания»)
    send_back        a return goes back to be mended; it stays in force until then
    apply_rechecks   answers looked at anew («перепроверка») after a change of the roll, say

A recheck is the one thing that touches a revision after it came in: an answer that no longer fits
gets a question and counts no more, one that fits again is given its value back, from what the
school wrote. The seal of the revision is renewed, and only where it held before.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, func, insert, select, update
from sqlalchemy.orm import aliased

from data_model.errors import DatabaseTrouble, NothingThere, Refused
from data_model.returns import (
    NO_GRADE,
    Fact,
    Origin,
    Problem,
    Rechecked,
    ReviewState,
    Revision,
    SentBack,
    Severity,
    StoredProblem,
)
from data_model.store.acts import returns_by
from data_model.store.places import holder_of, open_to_author
from data_model.store.roadmaps import closures, refuse_unless_reopened
from data_model.store.rows import (
    AnyRow,
    AnySelect,
    is_as_written,
    raise_version,
    seal,
    sealed_returns,
    today,
    withdraw,
)
from data_model.tables import (
    DocumentRow,
    FactRow,
    RemarkAnswerRow,
    RemarkRow,
    ReturnRow,
    ReviewRow,
    SentBackRow,
    UploadRow,
)

ORIGINS = {origin.value: origin for origin in Origin}
REVIEWS = {state.value: state for state in ReviewState}

REVISION: AnySelect = select(
    ReturnRow.id,
    ReturnRow.organisation,
    ReturnRow.year,
    ReturnRow.revision,
    ReturnRow.is_current,
    ReturnRow.filename,
    ReturnRow.sha256,
    ReturnRow.received_at,
    ReturnRow.origin,
    ReturnRow.reason,
    ReturnRow.errors,
    ReturnRow.questions,
    ReturnRow.notes,
    ReturnRow.undone_at,
    ReturnRow.undone_reason,
    ReviewRow.state,
).outerjoin_from(ReturnRow, ReviewRow, ReviewRow.return_id == ReturnRow.id)


def revisions(connection: Connection, org: str, year: int) -> tuple[Revision, ...]:
    """Every revision of one return from the first on, the undone ones too."""
    found = connection.execute(
        REVISION.where(returns_by(org), ReturnRow.year == year).order_by(ReturnRow.revision)
    )
    return tuple(map(revision_of, found))


def standing_revisions(
    connection: Connection, municipality: str, orgs: Collection[str] | None = None
) -> tuple[Revision, ...]:
    """All revisions of a municipality, or of some in it, but the undone ones.

    By year, organisation, number.
    """
    found = connection.execute(
        REVISION.where(
            ReturnRow.municipality == municipality, ReturnRow.undone_at.is_(None), *_only(orgs)
        ).order_by(ReturnRow.year, ReturnRow.organisation, ReturnRow.revision)
    )
    return tuple(map(revision_of, found.all()))


def _only(orgs: Collection[str] | None) -> tuple[ColumnElement[bool], ...]:
    """The condition that a return is of one of these organisations; None: of any."""
    return () if orgs is None else (ReturnRow.organisation.in_(orgs),)


def current_revisions(
    connection: Connection, of_slots: Sequence[ColumnElement[bool]]
) -> tuple[Revision, ...]:
    """The revisions that some conditions tell, in the order they were stored."""
    return tuple(map(revision_of, connection.execute(REVISION.where(*of_slots)).all()))


def holders_of_numbers(
    connection: Connection, year: int, told: str | None = None
) -> tuple[tuple[str, str, str], ...]:
    """Municipality, organisation and ``print_of`` its numbers, of all current returns of a year.

    With ``told`` only those whose numbers have this print.
    """
    row = ReturnRow
    asked = select(row.municipality, row.organisation, row.numbers_sha256).where(
        row.year == year, row.is_current, *open_to_author(row.municipality)
    )
    found = connection.execute(asked if told is None else asked.where(row.numbers_sha256 == told))
    return tuple((line[0], line[1], line[2]) for line in found)


def reported_years(connection: Connection, municipality: str) -> frozenset[int]:
    """The years for which any organisation of the municipality has reported."""
    row = ReturnRow
    found = connection.scalars(select(row.year).where(row.municipality == municipality).distinct())
    return frozenset(found)


def find_return(connection: Connection, sha256: str) -> Revision | None:
    """The standing revision that holds these bytes, the current one first."""
    found = connection.execute(
        REVISION.where(ReturnRow.sha256 == sha256, ReturnRow.undone_at.is_(None)).order_by(
            ReturnRow.is_current.desc(), ReturnRow.id.desc()
        )
    ).first()
    return revision_of(found) if found else None


def known_returns(connection: Connection) -> dict[str, Revision]:
    """Every standing revision by the checksum of its bytes, the current one over the others."""
    found = connection.execute(
        REVISION.where(ReturnRow.undone_at.is_(None)).order_by(ReturnRow.is_current, ReturnRow.id)
    )
    return {row.sha256: revision_of(row) for row in found}


def one_revision(connection: Connection, revision_id: int) -> Revision:
    found = connection.execute(REVISION.where(ReturnRow.id == revision_id)).first()
    if found is None:
        raise NothingThere(f"Версии № {revision_id} нет. Откройте список версий заново.")
    return revision_of(found)


def original(connection: Connection, revision_id: int) -> tuple[str, bytes]:
    """The file name and the very bytes that a revision came from."""
    found = connection.execute(
        select(ReturnRow.filename, UploadRow.content)
        .join(UploadRow, UploadRow.sha256 == ReturnRow.sha256)
        .where(ReturnRow.id == revision_id)
    ).first()
    if found is None:
        raise NothingThere(f"Версии № {revision_id} нет. Откройте список версий заново.")
    return found.filename, found.content


def undo_return(
    connection: Connection, revision_id: int, reason: str, moment: datetime
) -> Revision | None:
    """Take the current revision back; the former one becomes current and is given back.

    None where there was none before it: the return is not reported then. Nothing is
    deleted. Raises Refused without a reason, or where later revisions stand upon it.
    """
    if not reason.strip():
        raise Refused("Чтобы отменить загрузку, укажите причину.")
    undone = one_revision(connection, revision_id)
    _refuse_closed(connection, undone)
    history = revisions(connection, undone.org, undone.year)
    refuse_unless_last(undone, history)
    _mark(connection, revision_id, is_current=False, undone_at=moment, undone_reason=reason)
    former = [
        past
        for past in history
        if past.undone_at is None and past.id != revision_id and past.has_counted
    ]
    if former:
        _mark(connection, former[-1].id, is_current=True)
    raise_version(connection)
    return one_revision(connection, former[-1].id) if former else None


def _refuse_closed(connection: Connection, undone: Revision) -> None:
    """Raise ClosedYear where the year of a return is closed and not open again for it."""
    holder = holder_of(connection, undone.org)
    if undone.year in {past.year for past in closures(connection, holder)}:
        refuse_unless_reopened(connection, holder, undone.org, undone.year, today())


def refuse_unless_last(undone: Revision, history: tuple[Revision, ...]) -> None:
    if undone.undone_at is not None:
        raise Refused(f"Версия {undone.number} уже отменена.")
    later = [
        f"{one.number} («{one.filename}»)"
        for one in history
        if one.number > undone.number and one.undone_at is None and one.has_counted
    ]
    if later:
        raise Refused(
            f"Версию {undone.number} нельзя отменить: после неё приняты версии "
            f"{', '.join(later)}. Сначала отмените их, начиная с последней."
        )


def revision_of(row: AnyRow) -> Revision:
    """A row of ``REVISION`` as a noun."""
    return Revision(
        id=row[0],
        org=row[1],
        year=row[2],
        number=row[3],
        is_current=row[4],
        filename=row[5],
        sha256=row[6],
        received_at=row[7],
        origin=ORIGINS[row[8]],
        reason=row[9],
        errors=row[10],
        questions=row[11],
        notes=row[12],
        undone_at=row[13],
        undone_reason=row[14],
        review=REVIEWS.get(row[15]),
    )


def _mark(connection: Connection, revision_id: int, **columns: Any) -> None:
    connection.execute(update(ReturnRow).where(ReturnRow.id == revision_id).values(**columns))


LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _in_row(cell: Any) -> ColumnElement[str]:
    """The row of a cell: «12» of «H12»."""
    return func.ltrim(cell, LETTERS)


def _asked_at(row: Any) -> Any:
    """Code of the question whose answers, or documents, stand in the row of a remark."""
    return (
        select(func.min(row.question))
        .where(
            row.return_id == RemarkRow.return_id,
            row.sheet == RemarkRow.sheet,
            _in_row(row.cell) == _in_row(RemarkRow.cell),
        )
        .scalar_subquery()
    )


IS_TYPED = ReturnRow.origin == Origin.PAGE.value
GRADE_AT = (
    select(func.max(FactRow.grade))
    .where(
        FactRow.return_id == RemarkRow.return_id,
        FactRow.sheet == RemarkRow.sheet,
        FactRow.cell == RemarkRow.cell,
    )
    .scalar_subquery()
)

REMARK: AnySelect = (
    select(
        RemarkRow.id,
        ReturnRow.organisation,
        ReturnRow.year,
        ReturnRow.revision,
        RemarkRow.code,
        RemarkRow.severity,
        RemarkRow.message,
        RemarkRow.sheet,
        RemarkRow.cell,
        RemarkAnswerRow.text,
        IS_TYPED.label("is_typed"),
        case(
            (IS_TYPED, func.coalesce(_asked_at(FactRow), _asked_at(DocumentRow), "")), else_=""
        ).label("question"),
        case((IS_TYPED, func.coalesce(GRADE_AT, NO_GRADE)), else_=NO_GRADE).label("grade"),
    )
    .join(ReturnRow, ReturnRow.id == RemarkRow.return_id)
    .outerjoin(RemarkAnswerRow, RemarkAnswerRow.remark_id == RemarkRow.id)
)


def problems_of(connection: Connection, revision_id: int) -> tuple[StoredProblem, ...]:
    """Remarks on one revision in the order they were found."""
    found = connection.execute(
        REMARK.where(RemarkRow.return_id == revision_id).order_by(RemarkRow.ordinal)
    )
    return tuple(map(_stored, found))


def current_problems(
    connection: Connection, municipality: str, orgs: Collection[str] | None = None
) -> tuple[StoredProblem, ...]:
    """Remarks on all current revisions of a municipality, or of some organisations in it."""
    found = connection.execute(
        REMARK.where(
            ReturnRow.municipality == municipality, ReturnRow.is_current, *_only(orgs)
        ).order_by(RemarkRow.return_id, RemarkRow.ordinal)
    )
    return tuple(map(_stored, found.all()))


def answer_problem(
    connection: Connection, problem_id: int, answer: str, moment: datetime
) -> StoredProblem:
    """Close a question with a text; an answer given before is replaced."""
    if not answer.strip():
        raise Refused("Чтобы снять вопрос, напишите ответ на него.")
    if connection.scalar(select(RemarkRow.id).where(RemarkRow.id == problem_id)) is None:
        raise NothingThere(f"Замечания № {problem_id} нет. Откройте список замечаний заново.")
    close_question(connection, problem_id, answer, moment)
    raise_version(connection)
    return _stored(connection.execute(REMARK.where(RemarkRow.id == problem_id)).one())


def close_question(connection: Connection, problem_id: int, answer: str, moment: datetime) -> None:
    """Keep the answer to a question in the place of a former one."""
    row = RemarkAnswerRow
    withdraw(connection, row, row.remark_id == problem_id)
    line = {"remark_id": problem_id, "text": answer.strip(), "answered_at": moment}
    connection.execute(insert(row), [line])
    seal(connection, [RemarkAnswerRow])


def _stored(row: AnyRow) -> StoredProblem:
    severity = Severity(row.severity)
    return StoredProblem(
        org=row.organisation,
        year=row.year,
        revision=row.revision,
        problem=Problem(row.code, severity, row.message, row.sheet, row.cell),
        is_open=severity is Severity.QUESTION and row.text is None,
        answer=row.text or "",
        id=row.id,
        is_typed=row.is_typed,
        question=row.question,
        grade=row.grade,
    )


def send_back(connection: Connection, act: SentBack) -> None:
    """Send the current return of an organisation back; it stays in force until mended.

    Raises Refused without reason and person or a second time, NothingThere without a return.
    """
    if not (act.reason.strip() and act.person.strip()):
        raise Refused("Укажите, что исправить, и кто возвращает отчёт.")
    current = connection.scalar(
        select(ReturnRow.id).where(
            returns_by(act.org), ReturnRow.year == act.year, ReturnRow.is_current
        )
    )
    if current is None:
        raise NothingThere("Отчёта ещё нет: возвращать нечего.")
    known = select(SentBackRow.return_id).where(SentBackRow.return_id == current)
    if connection.scalar(known) is not None:
        raise Refused("Этот отчёт уже возвращён. Ждём исправленный.")
    line = {
        "return_id": current,
        "sent_on": act.sent_on,
        "reason": act.reason.strip(),
        "person": act.person.strip(),
    }
    connection.execute(insert(SentBackRow), line)
    seal(connection, [SentBackRow])
    raise_version(connection)


def sent_back(
    connection: Connection, municipality: str, orgs: Collection[str] | None = None
) -> tuple[SentBack, ...]:
    """Those whose mended return has not come yet, those returned from a review among them."""
    found = connection.execute(
        select(
            ReturnRow.organisation,
            ReturnRow.year,
            SentBackRow.sent_on,
            SentBackRow.reason,
            SentBackRow.person,
        )
        .join(ReturnRow, ReturnRow.id == SentBackRow.return_id)
        .where(ReturnRow.municipality == municipality, ReturnRow.is_current, *_only(orgs))
    )
    in_force = [SentBack(*row) for row in found]
    known = {(one.org, one.year) for one in in_force}
    reviewed = [
        one
        for one in _returned_from_review(connection, municipality, orgs)
        if (one.org, one.year) not in known
    ]
    return tuple(sorted([*in_force, *reviewed], key=lambda one: (one.year, one.org)))


def _returned_from_review(
    connection: Connection, municipality: str, orgs: Collection[str] | None
) -> tuple[SentBack, ...]:
    """Those whose latest return was looked at and went back."""
    row, later = ReturnRow, aliased(ReturnRow)
    latest = (
        select(func.max(later.revision))
        .where(
            later.municipality == row.municipality,
            later.organisation == row.organisation,
            later.year == row.year,
            later.undone_at.is_(None),
        )
        .scalar_subquery()
    )
    found = connection.execute(
        select(row.organisation, row.year, ReviewRow.decided_at, ReviewRow.text, ReviewRow.person)
        .join(ReviewRow, ReviewRow.return_id == row.id)
        .where(
            row.municipality == municipality,
            *_only(orgs),
            ReviewRow.state == ReviewState.RETURNED.value,
            row.revision == latest,
        )
    )
    return tuple(
        SentBack(org, year, decided_at.astimezone().date(), text, person)
        for org, year, decided_at, text, person in found
        if decided_at is not None
    )


CHANGED = (
    "Отчёт «{org}» за {year} год изменён в обход программы, перепроверить его нельзя. "
    "Верните последнюю копию командой «roadmap restore ФАЙЛ»."
)


def apply_rechecks(
    connection: Connection, rechecked: Iterable[Rechecked], moment: datetime
) -> None:
    """Set the answers, open and close the questions, and renew the seals of their revisions."""
    slots: dict[tuple[str, int], list[Rechecked]] = defaultdict(list)
    for one in rechecked:
        slots[one.org, one.year].append(one)
    for (org, year), found in slots.items():
        row = ReturnRow
        current = connection.scalar(
            select(row.id).where(returns_by(org), row.year == year, row.is_current)
        )
        if current is not None:
            _apply(connection, current, found, moment)
    if slots:
        raise_version(connection)


def _apply(
    connection: Connection, return_id: int, found: list[Rechecked], moment: datetime
) -> None:
    ((head, sums),) = sealed_returns(connection, [return_id])
    if not is_as_written(head, sums):
        raise DatabaseTrouble(CHANGED.format(org=head.organisation, year=head.year))
    for one in found:
        if one.fact:
            _set(connection, return_id, one.fact)
        if one.opens:
            _open(connection, return_id, one.opens)
        if one.closes is not None:
            close_question(connection, one.closes, one.answer, moment)
    opened = sum(one.opens is not None for one in found)
    of_return = update(ReturnRow).where(ReturnRow.id == return_id)
    connection.execute(of_return.values(questions=ReturnRow.questions + opened))
    ((_, renewed),) = sealed_returns(connection, [return_id])
    connection.execute(of_return.values(**renewed))


def _set(connection: Connection, return_id: int, fact: Fact) -> None:
    """The value and state of an answer; what was written stays as it is."""
    row = FactRow
    connection.execute(
        update(row)
        .where(row.return_id == return_id, row.question == fact.question, row.grade == fact.grade)
        .values(value=fact.value, state=str(fact.state))
    )


def _open(connection: Connection, return_id: int, problem: Problem) -> None:
    last = connection.scalar(
        select(func.max(RemarkRow.ordinal)).where(RemarkRow.return_id == return_id)
    )
    line = {
        "return_id": return_id,
        "ordinal": (last or 0) + 1,
        "code": problem.code,
        "severity": problem.severity.value,
        "message": problem.message,
        "sheet": problem.sheet,
        "cell": problem.cell,
    }
    connection.execute(insert(RemarkRow), [line])
