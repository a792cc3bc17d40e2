"""Foreign tables among incoming files («таблицы в приёме»): known ones go by themselves."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from data_model.errors import UnreadableFile
from data_model.returns import MappingProfile, Revision
from data_model.roadmap import Roadmap
from data_model.snapshot import Snapshot
from data_model.store import Store
from loaders.files.archive import Incoming
from loaders.files.workbook import Workbook
from loaders.files.worker_pool import read_workbook
from loaders.returns.context import IntakeContext
from loaders.returns.judging import FileVerdict, refusal
from loaders.school_tables.table import SchoolTable
from loaders.tables.apply import apply
from loaders.tables.finding import dropped_columns, is_bare, table_of, tables_in
from loaders.tables.profile import ASKING, LayoutKind, LayoutProfile, find_profile, read_profile
from loaders.tables.proposal import proposal_of, sheets_in_words
from loaders.tables.rows import names_in, shares_of_rows
from loaders.tables.share import is_of, remark_on_file, schools_in

TAKEN = "table_taken"
"""Code of the note that every return taken from a table has."""


@dataclass
class Tables:
    """The confirmed layouts of every municipality, read when the first nameless file comes."""

    store: Store
    context_now: Callable[[], IntakeContext]
    saved: dict[str, tuple[MappingProfile, ...]] | None = field(default=None)

    def profiles(self) -> dict[str, tuple[MappingProfile, ...]]:
        if self.saved is None:
            places = self.store.municipalities()
            self.saved = {one.code: self.store.mappings(one.code) for one in places}
        return self.saved

    def holds(self, known: Revision) -> bool:
        """Whether a stored file is a table: then each of its schools is looked at anew."""
        if not (known.notes and any(self.profiles().values())):
            return False
        return any(one.problem.code == TAKEN for one in self.store.problems_of(known.id))

    def shares(
        self, one: Incoming, former: FileVerdict | Revision, today: date
    ) -> Iterator[FileVerdict]:
        """The verdicts on a file: one for each school of a table, else the one there is."""
        found = False
        for verdict in self._verdicts(one, former, today):
            found = True
            yield verdict
        if not found and isinstance(former, FileVerdict):
            yield former

    def _verdicts(
        self, one: Incoming, former: FileVerdict | Revision, today: date
    ) -> Iterator[FileVerdict]:
        """A verdict for each school of a table; nothing where the file is none."""
        is_personal = isinstance(former, FileVerdict) and former.is_personal
        workbook = _workbook_of(one)
        dropped = dropped_columns(workbook, self.context_now(), today)
        if is_personal and not dropped:
            return
        found = self._wanted(tables_in(workbook), one.sha256)
        table = self._chosen(found)
        if found and table is None:
            yield refusal("table_on_several_sheets", sheets=_sheets(found))
        elif table and (confirmed := self._confirmed(table, one.sha256)):
            municipality, profile = confirmed
            snapshot = self.store.snapshot(municipality)
            verdicts = apply(workbook, profile, self.context_now(), snapshot, today, one.sha256)
            yield from _without_senders(_with_choice(verdicts, table, found), dropped)
        elif table:
            yield refusal("table_unmapped", sheet_name=table.grid.name)

    def _chosen(self, found: Sequence[SchoolTable]) -> SchoolTable | None:
        """The only table, or of several the one whose sheet a person chose, the last time."""
        if len(found) == 1:
            return found[0]
        chosen = [(moment, one) for one in found if (moment := self._chosen_at(one))]
        return max(chosen, key=lambda one: one[0])[1] if chosen else None

    def _chosen_at(self, table: SchoolTable) -> datetime | None:
        """When a person chose the sheet of a table; None where nobody has."""
        saved = (one for profiles in self.profiles().values() for one in profiles)
        return next(
            (
                one.confirmed_at
                for one in saved
                if one.fingerprint == table.fingerprint
                and read_profile(one.content, one.name).sheet == table.grid.name
            ),
            None,
        )

    def _wanted(self, tables: Sequence[SchoolTable], sha256: str) -> list[SchoolTable]:
        """The tables that hold answers: a person said so once, or their headers say it plainly.

        Where none does, the widest one whose headers are somewhat alike, for a person to judge.
        """
        roadmaps = tuple(self._roadmaps())
        seen = [(one, [proposal_of(one, roadmap) for roadmap in roadmaps]) for one in tables]
        plain = [
            table
            for table, proposals in seen
            if self._confirmed(table, sha256) or any(one.is_plain for one in proposals)
        ]
        return (
            plain
            or [table for table, proposals in seen if any(one.is_useful for one in proposals)][:1]
        )

    def _confirmed(self, table: SchoolTable, sha256: str) -> tuple[str, LayoutProfile] | None:
        """The municipality and the profile that were confirmed for these headers.

        Where neither headers nor a title say what is asked, a person's word is about that file
        alone: the next one with «6 класс», «7 класс» may be about something else.
        """
        bare = {one.text for one in table.headings if is_bare(one)}
        for municipality, saved in self.profiles().items():
            profile = find_profile(saved, table.fingerprint)
            read = {one.header for one in profile.columns if one.use in ASKING} if profile else ()
            if profile and (profile.file == sha256 or not bare.intersection(read)):
                return municipality, profile
        return None

    def _roadmaps(self) -> Iterator[Roadmap]:
        for years in self.context_now().everywhere().roadmaps.values():
            if years:
                yield years[max(years)]


def _sheets(tables: Iterable[SchoolTable]) -> str:
    return sheets_in_words(one.grid.name for one in tables)


def _with_choice(
    verdicts: Iterator[FileVerdict], table: SchoolTable, found: Sequence[SchoolTable]
) -> Iterator[FileVerdict]:
    """The verdicts with a word of the tables beside the chosen one."""
    others = [one for one in found if one is not table]
    words = {"chosen": table.grid.name, "others": _sheets(others)}
    told = (remark_on_file("table_sheet_chosen", **words),) if others else ()
    return (replace(one, problems=(*one.problems, *told)) for one in verdicts)


def _without_senders(
    verdicts: Iterator[FileVerdict], dropped: Sequence[str]
) -> Iterator[FileVerdict]:
    """The verdicts with a word of the columns about senders, which nobody reads."""
    columns = ", ".join(f"«{one}»" for one in dropped)
    told = (remark_on_file("table_column_dropped", columns=columns),) if dropped else ()
    return (replace(one, problems=(*one.problems, *told)) for one in verdicts)


def _workbook_of(one: Incoming) -> Workbook:
    """What is in a file; nothing where it cannot be read a second time."""
    try:
        return read_workbook(one.content, one.filename)
    except UnreadableFile:
        return Workbook(one.filename, ())


def roadmap_in_force(snapshot: Snapshot) -> Roadmap | None:
    """The newest roadmap of a municipality: by its questions a table is mapped."""
    return snapshot.roadmaps[max(snapshot.roadmaps)] if snapshot.roadmaps else None


def unknown_schools(
    workbook: Workbook,
    profile: LayoutProfile,
    context: IntakeContext,
    municipality: str,
    day: date,
) -> tuple[str, ...]:
    """Names of schools in a table that only a person can place, in their order."""
    table = table_of(workbook, profile.fingerprint, profile.sheet)
    if table is None:
        return ()
    schools = schools_in(context, municipality, profile.schools, day)
    if profile.kind is LayoutKind.CONSOLIDATED:
        shares = shares_of_rows(table, profile, schools)
        unsaid = (one.place.written for one in shares if one.org is None and not one.remarks)
        return tuple(dict.fromkeys(unsaid))
    return tuple(
        name.written
        for name in names_in(table, profile, lambda cell: is_of(municipality, cell, context))
        if schools.find(name.written) is None
    )
