"""Foreign tables among incoming files («таблицы в приёме»): known ones go by themselves."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from data_model.errors import UnreadableFile
from data_model.mappings import MappingProfile
from data_model.returns import Revision
from data_model.roadmap import Roadmap
from data_model.snapshot import Snapshot
from data_model.store import Store
from loaders.cells import Workbook
from loaders.checks import Verdict, refusal
from loaders.context import IntakeContext
from loaders.foreign.apply import apply
from loaders.foreign.consolidated import shares_of_rows
from loaders.foreign.platform import names_in
from loaders.foreign.profile import LayoutKind, LayoutProfile
from loaders.foreign.proposal import proposal_of
from loaders.foreign.saving import find_profile
from loaders.foreign.schools import is_of, schools_in
from loaders.foreign.table import Table, find_table
from loaders.incoming import Incoming
from loaders.workbook import read_workbook

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
        if not any(self.profiles().values()):
            return False
        return any(one.problem.code == TAKEN for one in self.store.problems_of(known.id))

    def shares(self, one: Incoming, former: Verdict | Revision, today: date) -> Iterator[Verdict]:
        """The verdicts on a file: one for each school of a table, else the one there is."""
        found = False
        for verdict in self._verdicts(one, former, today):
            found = True
            yield verdict
        if not found and isinstance(former, Verdict):
            yield former

    def _verdicts(
        self, one: Incoming, former: Verdict | Revision, today: date
    ) -> Iterator[Verdict]:
        """A verdict for each school of a table; nothing where the file is none."""
        if isinstance(former, Verdict) and not _is_nameless(former):
            return
        table, workbook = _table_in(one)
        if table is None or workbook is None:
            return
        for municipality, saved in self.profiles().items():
            if profile := find_profile(saved, table.fingerprint):
                snapshot = self.store.snapshot(municipality)
                yield from apply(workbook, profile, self.context_now(), snapshot, today, one.sha256)
                return
        if any(proposal_of(table, roadmap).is_useful for roadmap in self._roadmaps()):
            yield refusal("table_unmapped", sheet_name=table.grid.name)

    def _roadmaps(self) -> Iterator[Roadmap]:
        for years in self.context_now().roadmaps.values():
            if years:
                yield years[max(years)]


def _is_nameless(verdict: Verdict) -> bool:
    return any(problem.code == "no_identity" for problem in verdict.problems)


def _table_in(one: Incoming) -> tuple[Table | None, Workbook | None]:
    try:
        workbook = read_workbook(one.content, one.filename)
    except UnreadableFile:
        return None, None
    return find_table(workbook), workbook


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
    table = find_table(workbook)
    if table is None:
        return ()
    schools = schools_in(context, municipality, profile.schools, day)
    if profile.kind is LayoutKind.CONSOLIDATED:
        shares = shares_of_rows(table, profile, schools)
        return tuple(dict.fromkeys(one.place.written for one in shares if one.org is None))
    return tuple(
        name.written
        for name in names_in(table, profile, lambda cell: is_of(municipality, cell, context))
        if schools.find(name.written) is None
    )
