"""Applying a profile («применение соответствия»): one verdict for each school of a table."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from data_model.periods import roll_date
from data_model.roadmap import Roadmap
from data_model.snapshot import Snapshot
from loaders.files.workbook import Workbook
from loaders.forms.identity import Identity
from loaders.forms.layout import FORM_VERSION, Slot
from loaders.returns.checks import Verdict
from loaders.returns.checks.screening import screen_share
from loaders.returns.context import IntakeContext
from loaders.returns.locate import Located
from loaders.school_tables.table import Table
from loaders.tables.consolidated import shares_of_rows
from loaders.tables.finding import table_of
from loaders.tables.keeping import Before, asked_anew, before, with_kept
from loaders.tables.percents import percent_remarks
from loaders.tables.platform import shares_of_pupils
from loaders.tables.profile import LayoutKind, LayoutProfile
from loaders.tables.schools import Schools, is_of, schools_in
from loaders.tables.share import Share, remark, remark_on_file, repeated
from loaders.tables.years import is_asked_by_school_year, is_told_as_school_year, year_of


def apply(
    workbook: Workbook,
    profile: LayoutProfile,
    context: IntakeContext,
    snapshot: Snapshot,
    today: date,
    sha256: str = "",
) -> Iterator[Verdict]:
    """A verdict for each school of a table, one after the other, in its order.

    ``snapshot`` is that of the municipality whose profile it is, as it was before this table:
    what the schools answered elsewhere is kept. A row that cannot be taken is a refusal of its
    own and stops no other.
    """
    table = table_of(workbook, profile.fingerprint, profile.sheet)
    if table is None:
        return
    year = year_of(table, workbook, snapshot.roadmaps, profile, sha256)
    if year is None:
        yield Verdict((remark_on_file("table_without_year"),))
        return
    holder = snapshot.municipality.code
    day = roll_date(snapshot.roadmaps[year].roll_years(year)[-1])
    schools = schools_in(context, holder, profile.schools, day)
    shares = list(_shares(table, profile, schools, context, snapshot, year))
    twice = repeated(shares)
    if _is_single_year(table, workbook, profile, snapshot.roadmaps[year], year):
        shares = [_with_single_year(share, year) for share in shares]
    for share in shares:
        yield _refused(share, schools, twice, year) or _judged(
            share, workbook, context, before(snapshot, share.org or "", year), today, year
        )


def _is_single_year(
    table: Table, workbook: Workbook, profile: LayoutProfile, roadmap: Roadmap, year: int
) -> bool:
    """«2021» where a school year is asked for."""
    asked = {one.question for one in profile.columns if one.question}
    is_asked = is_asked_by_school_year(roadmap, asked, year)
    return is_asked and not is_told_as_school_year(table, workbook)


def _with_single_year(share: Share, year: int) -> Share:
    told = remark("single_year", share.place, found=year)
    return replace(share, remarks=(*share.remarks, told))


def _shares(
    table: Table,
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


def _refused(share: Share, schools: Schools, twice: set[str], year: int) -> Verdict | None:
    """A row that cannot be judged: no school, twice the same one, or nothing in it."""
    if share.org is None:
        guess = schools.guess(share.place.written)
        problem = remark("table_school_unknown", share.place, guess=guess)
    elif share.org in twice:
        problem = remark("table_school_repeated", share.place)
    elif share.is_empty:
        problem = remark("table_row_empty", share.place)
    else:
        return None
    return Verdict((problem,), None, share.org, year if share.org else None)


def _judged(
    share: Share,
    workbook: Workbook,
    context: IntakeContext,
    former: Before,
    today: date,
    year: int,
) -> Verdict:
    """The same rules as for a form, then what the table does not say is kept."""
    roadmap = context.roadmap_of(share.org or "", year)
    identity = Identity(roadmap.code if roadmap else "", FORM_VERSION, share.org or "", year)
    located = Located(cells=asked_anew(share, former), totals=dict(share.totals))
    verdict = screen_share(workbook, context, today, located, identity)
    told = remark("table_taken", share.place, year=year)
    checked = percent_remarks(share, context.form(share.org or "", year).roll)
    verdict = replace(verdict, problems=(*verdict.problems, told, *checked, *share.remarks))
    return with_kept(_with_spans(verdict, share), former, share)


def _with_spans(verdict: Verdict, share: Share) -> Verdict:
    """Counted numbers say over which cells."""
    if verdict.parsed is None or not share.spans:
        return verdict
    facts = tuple(
        one._replace(cell=share.spans.get(Slot(one.question, grade=one.grade), one.cell))
        for one in verdict.parsed.facts
    )
    return replace(verdict, parsed=replace(verdict.parsed, facts=facts))
