"""Material of a document («материал»): what a composer chooses from, read once."""

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from data_model.decisions import DocumentSlot, Note, TextEdit
from data_model.errors import NothingThere
from data_model.places import Organisation
from data_model.roadmap import Activity, Roadmap, roll_date
from data_model.snapshot import Snapshot
from indicators import wording
from indicators.by_grade import GradeFigure, of_schools
from indicators.changes import YearChange, change_of
from indicators.coverage import Board, returns_board
from indicators.cycle import measures_on_record
from indicators.headlines import JUDGED
from indicators.plan_fact_row import SMALL_BASE, PlanFact, PlanFactRow
from indicators.reasons import SHORT, Reason
from reports.masking import masked
from reports.office import Office, office_of
from reports.recommendations import AdviceRule, read_rules
from reports.summary import Place

Made = TypeVar("Made")
Told = TypeVar("Told")
RULES_SETTING = "recommendations"
"""Key of the municipality's own rules among its settings."""


@dataclass(frozen=True, eq=False)
class Material:
    """Plan/fact of all years of one municipality, and what stands around it.

    ``as_of`` is the day of the data, None while no return has come; ``day`` is that of the
    document, which terms are counted from. ``public``: small groups are hidden in ``plan_fact``.
    ``own_words`` are the methodist's texts by the key of their place. ``measures`` are the
    measures taken («меры») by code of indicator, as sentences, those on record unless others
    are given; ``template`` is the office's own one for Word. ``with_readings``: how the act was
    read where it can be read otherwise is annexed. ``phrases`` are lines of the years before by
    the key of their place, ``edits`` what persons made of the sentences of each document,
    ``letterhead`` a docx with the header of the office, ``notes`` those of the year that were
    ticked for documents, ``registered_order`` date and number of the order on the results.
    """

    snapshot: Snapshot
    year: int
    plan_fact: PlanFact
    office: Office
    as_of: date | None
    day: date
    public: bool = False
    own_words: Mapping[str, str] = field(default_factory=dict)
    measures: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    template: bytes | None = None
    with_readings: bool = False
    phrases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    edits: Mapping[DocumentSlot, tuple[TextEdit, ...]] = field(default_factory=dict)
    letterhead: bytes | None = None
    notes: tuple[Note, ...] = ()
    registered_order: str = ""
    made: dict[str, Any] = field(default_factory=dict, repr=False)

    def once(self, name: str, make: Callable[[], Made]) -> Made:
        """What several sections of a document want, made for the first of them."""
        if name not in self.made:
            self.made[name] = make()
        found: Made = self.made[name]
        return found

    def edits_of(self, kind: str, org: str = "") -> tuple[TextEdit, ...]:
        """What persons made of one document."""
        code, about = self.snapshot.municipality.code, self.snapshot.about(self.year)
        slot = DocumentSlot(code, kind, self.year, org, about)
        return self.edits.get(slot, ())

    @property
    def roadmap(self) -> Roadmap:
        return self.snapshot.roadmaps[self.year]

    @cached_property
    def period(self) -> str:
        """«2021 год»; «2020/21 учебный год» where every row of the year counts by it."""
        periods = {row.period for row in self.district}
        label = periods.pop() if len(periods) == 1 else str(self.year)
        return f"{label} учебный год" if "/" in label else f"{self.year} год"

    def label_of(self, year: int) -> str:
        """«2021» or «2020/21»: a year as the year of the document is counted."""
        return f"{year - 1}/{year % 100:02d}" if "/" in self.period else str(year)

    @cached_property
    def rules(self) -> tuple[AdviceRule, ...]:
        return read_rules(self.snapshot.municipality.settings.get(RULES_SETTING, ""))

    @cached_property
    def district(self) -> tuple[PlanFactRow, ...]:
        """The rows of the district in the year, in the order of the roadmap."""
        return self.plan_fact.district(self.year)

    @cached_property
    def shares(self) -> tuple[PlanFactRow, ...]:
        """The district's shares of the year."""
        return tuple(row for row in self.district if row.is_share)

    @cached_property
    def of_parts(self) -> tuple[PlanFactRow, ...]:
        """The district's numbers of the year that are made from those of its schools."""
        return tuple(row for row in self.district if row.by_schools and not row.is_presence)

    @cached_property
    def by_school(self) -> dict[str, tuple[PlanFactRow, ...]]:
        """Rows of the year by code of school, schools in the order of the register."""
        codes = (place.code for place in self.expected)
        return {code: self.plan_fact.of_place(code, self.year) for code in codes}

    @cached_property
    def expected(self) -> tuple[Organisation, ...]:
        return self.snapshot.expected(self.year)

    def of_schools(self, row: PlanFactRow) -> tuple[PlanFactRow, ...]:
        """The schools' rows of the same indicator and year."""
        return self.plan_fact.schools(row.year, row.code)

    def years_of(self, row: PlanFactRow) -> tuple[PlanFactRow, ...]:
        """The same indicator and place over the years, up to the year of the document."""
        return self.plan_fact.years_of(row, self.year)

    def before(self, row: PlanFactRow) -> PlanFactRow | None:
        """The same indicator and place a year earlier."""
        return self.plan_fact.before(row)

    def change(self, row: PlanFactRow) -> YearChange | None:
        """The change to the year before, over those that answered in both."""
        return change_of(self.plan_fact, row)

    def activity(self, row: PlanFactRow) -> Activity:
        return self.snapshot.roadmaps[row.year].activity(row.indicator)

    def name(self, org: str) -> str:
        """The short name in force in the year; as registered, never declined."""
        return self.names[org]

    @cached_property
    def names(self) -> dict[str, str]:
        day = roll_date(self.year)
        return {place.code: place.name_on(day).short for place in self.snapshot.organisations}

    @cached_property
    def board(self) -> Board:
        """Who has reported: the one source of every count of returns."""
        days = [item.received_at.date() for item in self.snapshot.revisions if item.has_counted]
        return returns_board(self.snapshot, self.year, max(days, default=None))

    def is_silent(self, org: str) -> bool:
        """Whether the return of an organisation has not come."""
        return org in self._silent

    @cached_property
    def _silent(self) -> frozenset[str | None]:
        return frozenset(line.org for line in self.board.missing)

    @cached_property
    def roll(self) -> tuple[int, int]:
        """Pupils of all expected organisations, and of those that have reported."""
        absent = {line.org for line in self.board.missing}
        codes = {place.code for place in self.expected}
        year = self.roadmap.roll_years(self.year)[-1]
        rows = [row for row in self.snapshot.roll if row.year == year and row.org in codes]
        counted = sum(row.pupils for row in rows if row.org not in absent)
        return sum(row.pupils for row in rows), counted

    @cached_property
    def weakest_grades(self) -> dict[tuple[str, str], GradeFigure]:
        """By indicator and school: the grade that takes part least, where it is large enough."""
        if self.public:
            return {}
        return {
            (row.code, org): min(large, key=lambda one: (one.actual or 0, one.grade))
            for row in self.shares
            for org, grades in of_schools(self.snapshot, row.year, row.indicator).items()
            if len(large := [one for one in grades if (one.denominator or 0) >= SMALL_BASE]) > 1
        }

    def years_behind(self, row: PlanFactRow) -> int:
        """For how many years running a row has been below its target, this one included."""
        years, one = 0, row
        while one.reason in SHORT and not wording.is_silent(one):
            years += 1
            before = self.before(one)
            if before is None:
                break
            one = before
        return years

    def place(self, key: str, prompt: str, choices: tuple[str, ...] = ()) -> Place:
        """A place for own words, filled with what the methodist wrote there before.

        Lines of the years before are offered beside the phrases that fit the data.
        """
        offered = tuple(dict.fromkeys((*choices, *self.phrases.get(key, ()))))
        return Place(key, prompt, self.own_words.get(key, ""), offered)


def with_reason(rows: Iterable[PlanFactRow], reasons: Container[Reason]) -> tuple[PlanFactRow, ...]:
    """Rows of which something may be concluded, for one of these reasons.

    Never of a hidden row or a small base, of a term that has not come, of what was not promised.
    """
    return tuple(
        row
        for row in rows
        if row.reason in reasons
        and not wording.is_silent(row)
        and wording.shown_status(row) in JUDGED
    )


def gather(
    snapshot: Snapshot,
    year: int,
    plan_fact: PlanFact,
    *,
    as_of: date | None,
    day: date | None = None,
    public: bool = False,
    typed: Mapping[str, str] | None = None,
    own_words: Mapping[str, str] | None = None,
    measures: Mapping[str, tuple[str, ...]] | None = None,
    template: bytes | None = None,
    with_readings: bool = False,
    phrases: Mapping[str, tuple[str, ...]] | None = None,
    edits: Mapping[DocumentSlot, tuple[TextEdit, ...]] | None = None,
    letterhead: bytes | None = None,
    notes: tuple[Note, ...] = (),
    registered_order: str = "",
) -> Material:
    """Material from a snapshot and its plan/fact; small groups hidden where public.

    ``day``: the day of the document, today unless given.
    """
    if year not in snapshot.roadmaps:
        raise NothingThere(f"На {year} год дорожной карты нет. {_years(snapshot)}")
    return Material(
        snapshot,
        year,
        masked(plan_fact) if public else plan_fact,
        office_of(snapshot.municipality, typed),
        as_of,
        day or date.today(),
        public,
        dict(own_words or {}),
        _measures(snapshot, year) if measures is None else dict(measures),
        template,
        with_readings,
        dict(phrases or {}),
        dict(edits or {}),
        letterhead,
        notes,
        registered_order,
    )


def words_key(key: str, roadmap: str) -> str:
    """Under which key own words are kept: each roadmap has its own, several together too."""
    return f"{roadmap}@{key}" if roadmap else key


def words_of(texts: Mapping[str, Told], roadmap: str) -> dict[str, Told]:
    """The own words (or phrases) of documents about one roadmap, or about several (none named)."""
    head = words_key("", roadmap)
    own = {key[len(head) :]: text for key, text in texts.items() if key.startswith(head)}
    return {key: text for key, text in own.items() if "@" not in key}


def _measures(snapshot: Snapshot, year: int) -> dict[str, tuple[str, ...]]:
    """What was done so that the figures of the year may show its effect."""
    codes = [row.indicator.code for row in snapshot.roadmaps[year].activities]
    return {code: told for code in codes if (told := measures_on_record(snapshot, year, code))}


def _years(snapshot: Snapshot) -> str:
    years = ", ".join(str(year) for year in snapshot.years)
    return f"Есть: {years}." if years else "Загрузите дорожную карту."
