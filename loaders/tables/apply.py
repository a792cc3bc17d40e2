"""Applying a profile («применение соответствия»): one verdict for each school of a table.

First percents («проценты для сверки»): never taken, only held against the numbers. Then keeping
what the table does not ask («прежние ответы»): a revision replaces the whole return, so the
answers of the revision in force on which the table is silent are taken over, with the place where
they stand and their open questions. Last, the shares of a table, judged.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from data_model.returns import NO_GRADE, EvidenceDocument, Fact, Problem, Severity, ValueState
from data_model.roadmap import Roadmap, roll_date
from data_model.snapshot import Snapshot
from loaders.files.workbook import Cell, Workbook
from loaders.forms.layout import FORM_VERSION, Identity, Slot, is_awaited
from loaders.returns.checks.rule import label_of
from loaders.returns.context import FormContext, IntakeContext
from loaders.returns.judging import FileVerdict, screen_share
from loaders.returns.parse import Located, RollOf
from loaders.school_tables.table import SchoolTable
from loaders.tables.finding import table_of
from loaders.tables.profile import LayoutKind, LayoutProfile
from loaders.tables.rows import shares_of_pupils, shares_of_rows
from loaders.tables.share import (
    Schools,
    Share,
    is_asked_by_school_year,
    is_of,
    is_told_as_school_year,
    later_ones,
    remark,
    remark_on_file,
    schools_in,
    seen_years,
    year_of,
    years_in_rows,
)
from loaders.values.reading import read_count, read_percent, read_period

# percents

NEAR = 1
"""Points of a percent by which people round."""


def percent_remarks(share: Share, roll_of: RollOf) -> Iterator[Problem]:
    """What is wrong with the stated percents, each held against the roll of its question."""
    for question, cell in share.percents.items():
        read = read_percent(cell)
        if read.code:
            yield remark(read.code, cell, hint=read.hint)
        counted = _counted(share, question, roll_of(question))
        if read.value is not None and counted is not None and abs(read.value - counted) > NEAR:
            yield remark("percent_differs", cell, counted=f"{counted:.1f}".replace(".", ","))


def _counted(share: Share, question: str, roll: Mapping[int, int]) -> Decimal | None:
    """The percent by the numbers of the row; None where a number or the roll is missing."""
    cells = {slot.grade: cell for slot, cell in share.cells.items() if slot.question == question}
    values = [read_count(cell).value for grade, cell in cells.items() if roll.get(grade)]
    base = sum(roll.get(grade, 0) for grade in cells)
    known = [value for value in values if value is not None]
    if not base or len(known) < len(values):
        return None
    return Decimal(100 * sum(known)) / base


# former answers

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


def in_force(snapshot: Snapshot, org: str, year: int) -> Before:
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
        slot: cell
        for slot, cell in share.cells.items()
        if slot in share.joined or not (cell.is_empty and slot in given)
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


# the shares of a table, judged


def apply(
    workbook: Workbook,
    profile: LayoutProfile,
    context: IntakeContext,
    snapshot: Snapshot,
    today: date,
    sha256: str = "",
) -> Iterator[FileVerdict]:
    """A verdict for each school of a table, one after the other, in its order.

    ``snapshot`` is that of the municipality whose profile it is, as it was before this table:
    what the schools answered elsewhere is kept. A row that cannot be taken is a refusal of its
    own and stops no other.
    """
    table = table_of(workbook, profile.fingerprint, profile.sheet)
    if table is None:
        return
    year = year_of(table, workbook, snapshot.roadmaps, profile, sha256)
    said = years_in_rows(table, profile)
    if year is None and not said:
        yield FileVerdict((remark_on_file("table_without_year", seen=seen_years(table, workbook)),))
        return
    known = [one for one in said if one in snapshot.roadmaps]
    own = year if not said else (known[0] if known else None)
    if own is None:
        yield FileVerdict((remark_on_file("table_without_year", seen=seen_years(table, workbook)),))
        return
    yield from _of_years(table, workbook, profile, context, snapshot, today, own)


def _of_years(
    table: SchoolTable,
    workbook: Workbook,
    profile: LayoutProfile,
    context: IntakeContext,
    snapshot: Snapshot,
    today: date,
    year: int,
) -> Iterator[FileVerdict]:
    """The rows one after the other, each for the year that it names."""
    holder = snapshot.municipality.code
    day = roll_date(snapshot.roadmaps[year].roll_years(year)[-1])
    schools = schools_in(context, holder, profile.schools, day)
    shares = later_ones(list(_shares(table, profile, schools, context, snapshot, year)))
    times = Counter((share.org, _own_year(share, year)) for share in shares)
    for share in shares:
        of = _own_year(share, year)
        if of not in snapshot.roadmaps:
            yield FileVerdict(
                (remark("table_row_of_no_year", share.place, year=_said_year(share)),)
            )
            continue
        if _is_single_year(table, workbook, profile, snapshot.roadmaps[of], of):
            share = _with_single_year(share, of)
        yield _refused(share, schools, of, is_twice=times[share.org, of] > 1) or _judged(
            share, workbook, context, in_force(snapshot, share.org or "", of), today, of
        )


def _own_year(share: Share, year: int) -> int | None:
    """The year that a row names; that of the table where it names none."""
    if share.year is None or share.year.is_empty:
        return year
    return read_period(share.year.written).year


def _said_year(share: Share) -> str:
    return share.year.written if share.year else ""


def _is_single_year(
    table: SchoolTable, workbook: Workbook, profile: LayoutProfile, roadmap: Roadmap, year: int
) -> bool:
    """«2021» where a school year is asked for."""
    asked = {one.question for one in profile.columns if one.question}
    is_asked = is_asked_by_school_year(roadmap, asked, year)
    return is_asked and not is_told_as_school_year(table, workbook)


def _with_single_year(share: Share, year: int) -> Share:
    told = remark("single_year", share.place, found=year)
    return replace(share, remarks=(*share.remarks, told))


def _shares(
    table: SchoolTable,
    profile: LayoutProfile,
    schools: Schools,
    context: IntakeContext,
    snapshot: Snapshot,
    year: int,
) -> Iterator[Share]:
    if profile.kind is LayoutKind.CONSOLIDATED:
        return shares_of_rows(table, profile, schools)
    holder = snapshot.municipality.code
    roadmap = snapshot.roadmaps[year]
    return shares_of_pupils(
        table, profile, schools, roadmap, lambda cell: is_of(holder, cell, context)
    )


def _refused(share: Share, schools: Schools, year: int, *, is_twice: bool) -> FileVerdict | None:
    """A row that cannot be judged: no school, twice the same one, or nothing in it."""
    if share.org is None and share.remarks:
        problem = share.remarks[0]
    elif share.org is None:
        guess = schools.guess(share.place.written)
        problem = remark("table_school_unknown", share.place, guess=guess)
    elif is_twice:
        problem = remark("table_school_repeated", share.place)
    elif share.is_silent:
        problem = remark("table_row_empty", share.place)
    else:
        return None
    return FileVerdict((problem,), None, share.org, year if share.org else None)


def _judged(
    share: Share,
    workbook: Workbook,
    context: IntakeContext,
    former: Before,
    today: date,
    year: int,
) -> FileVerdict:
    """The same rules as for a form, then what the table does not say is kept."""
    roadmap = context.roadmap_of(share.org or "", year)
    identity = Identity(roadmap.code if roadmap else "", FORM_VERSION, share.org or "", year)
    form = context.form(share.org or "", year)
    lumps = frozenset(lumps_of(share, form, former))
    cells = asked_anew(share, former) | {
        Slot(question): share.totals[question] for question in lumps
    }
    totals = {question: cell for question, cell in share.totals.items() if question not in lumps}
    located = Located(cells=cells, totals=totals, lumps=lumps, shared=share.shared)
    verdict = screen_share(workbook, context, today, located, identity)
    told = [
        remark("table_taken", share.place, year=year),
        *(
            remark("table_unparted", share.totals[question], question=_label(form, question))
            for question in sorted(lumps)
            if not share.totals[question].is_empty
        ),
        *percent_remarks(share, form.roll),
    ]
    verdict = replace(verdict, problems=(*verdict.problems, *told, *share.remarks))
    kept = with_kept(_with_spans(verdict, share), former, share)
    return replace(kept, problems=(*kept.problems, *unasked(kept, form, share, year)))


def lumps_of(share: Share, form: FormContext, former: Before) -> Iterator[str]:
    """The questions that one number answers for all grades («по классам не разделено»).

    Only where the order sums them over all these grades, and no column tells them by grade; a
    number that is the sum of what the school has told by grade already says nothing new.
    """
    parted = {slot.question for slot in share.cells if slot.grade}
    for question, cell in share.totals.items():
        if question in parted or not is_wanted_whole(form.roadmap, question):
            continue
        told = [one.value for one in former.facts if one.question == question and one.grade]
        known = [value for value in told if value is not None]
        is_told = bool(known) and len(known) == len(told)
        if not (is_told and (cell.is_empty or read_count(cell).value == sum(known))):
            yield question


def is_wanted_whole(roadmap: Roadmap, question: str) -> bool:
    """Whether no row of the order needs less than all the grades of a question."""
    grades = {*roadmap.question(question).grades}
    bases = [one.indicator.base for one in roadmap.activities if one.indicator.counted == question]
    return bool(grades) and all(not base or grades <= {*base} for base in bases)


def unasked(verdict: FileVerdict, form: FormContext, share: Share, year: int) -> Iterator[Problem]:
    """Questions of the year that neither the table nor an earlier return answers: as in a form."""
    if verdict.parsed is None:
        return
    given = {fact.question for fact in verdict.parsed.facts}
    given |= {slot.question for slot in share.cells} | {*share.totals}
    asked = [one for one in form.roadmap.asked(form.respondent) if one.code not in given]
    today = date.today()
    lacking = [one.code for one in asked if is_awaited(form.roadmap, one, year, today)]
    if lacking:
        labels = "; ".join(_label(form, code) for code in lacking)
        yield remark("table_unanswered", share.place, questions=labels)


def _label(form: FormContext, question: str) -> str:
    return label_of(form.roadmap, Slot(question))


def _with_spans(verdict: FileVerdict, share: Share) -> FileVerdict:
    """Counted numbers say over which cells."""
    if verdict.parsed is None or not share.spans:
        return verdict
    facts = tuple(
        one._replace(cell=share.spans.get(Slot(one.question, grade=one.grade), one.cell))
        for one in verdict.parsed.facts
    )
    return replace(verdict, parsed=replace(verdict.parsed, facts=facts))
