"""Keeping what the table does not ask («прежние ответы»): a table never wipes a school's form.

A revision replaces the whole return, so the answers of the revision in force on which the
table is silent are taken over, with the place where they stand and their open questions.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from data_model.returns import NO_GRADE, EvidenceDocument, Fact, Problem, Severity, ValueState
from data_model.snapshot import Snapshot
from loaders.files.workbook import Cell
from loaders.forms.layout import Slot
from loaders.returns.checks import FileVerdict
from loaders.tables.share import Share, remark

UNANSWERED = "table_unanswered"
"""Asked anew each time, of what is still without an answer."""

FROM_REVISION = " · редакция "
"""Between a sheet and the number of the revision whose file it belongs to."""


@dataclass(frozen=True, slots=True)
class Before:
    """The revision in force of one organisation and year; ``number`` is None where none is."""

    number: int | None = None
    facts: tuple[Fact, ...] = ()
    documents: tuple[EvidenceDocument, ...] = ()
    questions: tuple[Problem, ...] = field(default=())


def before(snapshot: Snapshot, org: str, year: int) -> Before:
    slot = (org, year)
    current = [one for one in snapshot.revisions if one.is_current and (one.org, one.year) == slot]
    if not current:
        return Before()
    return Before(
        current[0].number,
        tuple(one.fact for one in snapshot.facts if (one.org, one.year) == slot),
        tuple(one.document for one in snapshot.documents if (one.org, one.year) == slot),
        tuple(
            one.problem
            for one in snapshot.problems
            if (one.org, one.year) == slot
            and one.is_open
            and one.problem.severity is Severity.QUESTION
        ),
    )


def asked_anew(share: Share, former: Before) -> dict[Slot, Cell]:
    """The cells of a share that count: an empty one beside a former answer says nothing."""
    given = {
        Slot(one.question, grade=one.grade)
        for one in former.facts
        if one.state is not ValueState.NOT_REPORTED
    }
    return {
        slot: cell for slot, cell in share.cells.items() if not (cell.is_empty and slot in given)
    }


def with_kept(verdict: FileVerdict, former: Before, share: Share) -> FileVerdict:
    """The verdict with the former answers on all that the table does not say, and a word of it."""
    parsed = verdict.parsed
    if parsed is None or former.number is None:
        return verdict
    said = {(one.question, one.grade) for one in parsed.facts}
    lumps = {one.question for one in parsed.facts if one.grade == NO_GRADE}
    parted = {one.question for one in parsed.facts if one.grade != NO_GRADE}
    facts = [
        one
        for one in former.facts
        if (one.question, one.grade) not in said
        and one.question not in (parted if one.grade == NO_GRADE else lumps)
    ]
    told = remark("answers_kept", share.place, count=len(facts), revision=former.number)
    kept = replace(
        parsed,
        facts=(*parsed.facts, *(one._replace(sheet=_sheet(one.sheet, former)) for one in facts)),
        documents=tuple(replace(one, sheet=_sheet(one.sheet, former)) for one in former.documents),
    )
    questions = _still_open(former, facts)
    return replace(verdict, parsed=kept, problems=(*verdict.problems, told, *questions))


def _still_open(former: Before, kept: list[Fact]) -> Iterator[Problem]:
    """Questions of the former revision, but those about answers that the table gives anew."""
    before = {(one.sheet, one.cell) for one in former.facts}
    over = before - {(one.sheet, one.cell) for one in kept}
    for one in former.questions:
        if one.code != UNANSWERED and (one.sheet, one.cell) not in over:
            yield replace(one, sheet=_sheet(one.sheet, former))


def _sheet(name: str, former: Before) -> str:
    """The sheet together with the revision whose file it stands in."""
    return name if not name or FROM_REVISION in name else f"{name}{FROM_REVISION}{former.number}"
