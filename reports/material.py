"""Material of a document («материал»): what a composer chooses from, read once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from data_model.compliance import Status
from data_model.errors import NothingThere
from data_model.periods import roll_date
from data_model.places import Organisation
from data_model.returns import ReturnState
from data_model.roadmap import Activity, Roadmap
from data_model.snapshot import Snapshot
from indicators.changes import with_changes
from indicators.coverage import returns_board
from reports.lines import Line, lines_of
from reports.masking import masked
from reports.measures import measures_of
from reports.office import Office, office_of
from reports.recommendations import Rule, read_rules
from reports.summary import Place

RULES_SETTING = "recommendations"
"""Key of the municipality's own rules among its settings."""


@dataclass(frozen=True)
class Material:
    """Lines of all years of one municipality, and what stands around them.

    ``own_words`` are the methodist's texts by the key of their place. ``measures`` are the
    measures taken («меры») by code of indicator, as sentences, those of the chains unless
    others are given; ``template`` is the office's
    own one for Word.
    """

    snapshot: Snapshot
    year: int
    lines: tuple[Line, ...]
    office: Office
    as_of: str
    public: bool = False
    own_words: Mapping[str, str] = field(default_factory=dict)
    measures: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    template: bytes | None = None

    @property
    def roadmap(self) -> Roadmap:
        return self.snapshot.roadmaps[self.year]

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        return read_rules(self.snapshot.municipality.settings.get(RULES_SETTING, ""))

    @cached_property
    def by_place(self) -> dict[tuple[int, str, str | None], Line]:
        return {(line.year, line.code, line.org): line for line in self.lines}

    @cached_property
    def district(self) -> tuple[Line, ...]:
        """The rows of the district in the year, in the order of the roadmap."""
        return tuple(line for line in self.lines if line.year == self.year and line.org is None)

    @cached_property
    def by_school(self) -> dict[str, tuple[Line, ...]]:
        """Rows of the year by code of school, schools in the order of the register."""
        schools: dict[str, list[Line]] = {place.code: [] for place in self.expected}
        for line in self.lines:
            if line.year == self.year and line.org in schools:
                schools[line.org].append(line)
        return {code: tuple(lines) for code, lines in schools.items()}

    @cached_property
    def expected(self) -> tuple[Organisation, ...]:
        return self.snapshot.expected(self.year)

    def of_schools(self, line: Line) -> tuple[Line, ...]:
        """The schools' rows of the same indicator and year."""
        return tuple(
            other for lines in self.by_school.values() for other in lines if other.code == line.code
        )

    def years_of(self, line: Line) -> tuple[Line, ...]:
        """The same indicator and place over the years, up to the year of the document."""
        return tuple(
            other
            for year in self.snapshot.years
            if year <= self.year
            and (other := self.by_place.get((year, line.code, line.org))) is not None
        )

    def before(self, line: Line) -> Line | None:
        """The same indicator and place a year earlier."""
        return self.by_place.get((line.year - 1, line.code, line.org))

    def activity(self, line: Line) -> Activity:
        return self.snapshot.roadmaps[line.year].activity(line.indicator)

    def name(self, org: str) -> str:
        """The short name in force in the year; as registered, never declined."""
        return self.names[org]

    @cached_property
    def names(self) -> dict[str, str]:
        day = roll_date(self.year)
        return {place.code: place.name_on(day).short for place in self.snapshot.organisations}

    @cached_property
    def board(self) -> pd.DataFrame:
        """Who has reported, one row per awaited organisation and the municipality."""
        days = [item.received_at.date() for item in self.snapshot.revisions]
        return returns_board(self.snapshot, self.year, max(days, default=None))

    @cached_property
    def silent(self) -> tuple[str, ...]:
        """Codes of expected organisations whose return has not come."""
        codes = {place.code for place in self.expected}
        absent = self.board[self.board["state"] == ReturnState.NOT_REPORTED]["org"]
        return tuple(org for org in absent if org in codes)

    @cached_property
    def corrected(self) -> int:
        """Organisations whose current return is not their first one."""
        schools = self.board[self.board["org"] != self.snapshot.municipality.code]
        return int((schools["revision"] > 1).fillna(False).sum())

    @cached_property
    def questions(self) -> int:
        """Questions that are still open, the municipality's own included."""
        return int(self.board["questions"].sum())

    @cached_property
    def roll(self) -> tuple[int, int]:
        """Pupils of all expected organisations, and of those that have reported."""
        silent = set(self.silent)
        codes = {place.code for place in self.expected}
        rows = [row for row in self.snapshot.roll if row.year == self.year and row.org in codes]
        counted = sum(row.pupils for row in rows if row.org not in silent)
        return sum(row.pupils for row in rows), counted

    def place(self, key: str, prompt: str) -> Place:
        """A place for own words, filled with what the methodist wrote there before."""
        return Place(key, prompt, self.own_words.get(key, ""))


def with_status(lines: Iterable[Line], *statuses: Status) -> tuple[Line, ...]:
    return tuple(line for line in lines if line.status in statuses)


def gather(
    snapshot: Snapshot,
    year: int,
    frame: pd.DataFrame,
    *,
    as_of: str,
    public: bool = False,
    typed: Mapping[str, str] | None = None,
    own_words: Mapping[str, str] | None = None,
    measures: Mapping[str, tuple[str, ...]] | None = None,
    template: bytes | None = None,
) -> Material:
    """Material from a snapshot and its plan/fact frame; small groups masked where public."""
    if year not in snapshot.roadmaps:
        raise NothingThere(f"На {year} год дорожной карты нет. {_years(snapshot)}")
    changed = with_changes(frame)
    lines = lines_of(masked(changed) if public else changed)
    office = office_of(snapshot.municipality, typed)
    return Material(
        snapshot,
        year,
        lines,
        office,
        as_of,
        public,
        dict(own_words or {}),
        measures_of(snapshot, year) if measures is None else dict(measures),
        template,
    )


def _years(snapshot: Snapshot) -> str:
    years = ", ".join(str(year) for year in snapshot.years)
    return f"Есть: {years}." if years else "Загрузите дорожную карту."
