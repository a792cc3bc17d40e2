"""The gallery («галерея дорожных карт»): ready roadmaps to begin with, each a proposal to confirm.

A file of ``sample_data/gallery`` is one roadmap. Its thresholds are empty, for they are the
office's own; one that a document names stands with its source and the day of that. Nothing of it
counts before a person has confirmed it and named the act.
"""

import tomllib
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, model_validator

from data_model.errors import WrongDefinition
from data_model.roadmap import Act, Kind, Level, Operator, Period, PeriodKind, Scope, Target
from loaders.orders.amending import proposal_of
from loaders.orders.proposal import RoadmapProposal, RowProposal
from loaders.roadmaps.editions import copy_to_term
from loaders.roadmaps.file import read_roadmap_bytes
from sample_data import FOLDER

GALLERY = FOLDER / "gallery"
CYCLE = "cycle.toml"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class GallerySource(_Part):
    """A document that an entry rests on, and its day (of some only the year is known)."""

    title: str = Field(min_length=10)
    date: date | int

    @property
    def words(self) -> str:
        """«Приказ … (14.07.2020)»."""
        day = self.date if isinstance(self.date, int) else f"{self.date:%d.%m.%Y}"
        return f"{self.title} ({day})"


class GalleryRow(_Part):
    """One row: its words, how it is measured; a threshold only with its source and day."""

    section: str
    title: str
    wording: str
    kind: Kind | None = None
    level: Level | None = None
    scope: Scope | None = None
    operator: Operator | None = None
    unit: str = ""
    base: tuple[int, ...] = ()
    whole: str = ""
    per: int | None = None
    documents: int = 1
    options: tuple[str, ...] = ()
    from_level: str = ""
    asked: str = ""
    target: Decimal | None = None
    source: str = ""
    source_date: date | None = None

    @model_validator(mode="after")
    def _has_source(self) -> "GalleryRow":
        if self.target is not None and not (self.source and self.source_date):
            raise ValueError("у порога нужны source и source_date")
        return self


class GalleryEntry(_Part):
    """A roadmap of the gallery («заготовка»): what it is about, what it rests on, its rows.

    ``years`` is how many it runs; ``cycle`` names the subject whose rows of the management cycle
    are put around its indicators; ``roadmap`` is a file of a whole roadmap instead of rows.
    """

    code: str
    title: str
    subject: str
    about: str
    years: int = Field(ge=1, le=10)
    period: PeriodKind
    cycle: str = ""
    roadmap: str = ""
    unknown: tuple[str, ...] = ()
    sources: tuple[GallerySource, ...] = Field(default=(), alias="source")
    rows: tuple[GalleryRow, ...] = Field(default=(), alias="row")


@cache
def gallery() -> tuple[GalleryEntry, ...]:
    """All entries, by subject and title."""
    files = (path for path in sorted(GALLERY.glob("*.toml")) if path.name != CYCLE)
    return tuple(sorted(map(_entry, files), key=lambda entry: (entry.subject, entry.title)))


def gallery_entry(code: str) -> GalleryEntry:
    """The entry of a code; Raises WrongDefinition with those there are."""
    found = next((entry for entry in gallery() if entry.code == code), None)
    if found is None:
        known = ", ".join(entry.code for entry in gallery())
        raise WrongDefinition(f"В галерее нет карты «{code}». Есть: {known}.")
    return found


def _entry(path: Path) -> GalleryEntry:
    said = tomllib.loads(path.read_text(encoding="utf-8"))
    entry = GalleryEntry(code=path.stem.replace("_", "-"), **said)
    return _with_cycle(entry) if entry.cycle else entry


def _with_cycle(entry: GalleryEntry) -> GalleryEntry:
    """Goals, ways of collecting, then the indicators, then what follows from them."""
    text = (GALLERY / CYCLE).read_text(encoding="utf-8").replace("{subject}", entry.cycle)
    cycle = GalleryEntry(
        code="", title="", subject="", about="", years=1, period=entry.period, **tomllib.loads(text)
    )
    rows = (*cycle.rows[:1], *entry.rows, *cycle.rows[1:])
    return entry.model_copy(update={"rows": rows, "sources": (*cycle.sources, *entry.sources)})


def proposal_from_gallery(entry: GalleryEntry, first_year: int) -> RoadmapProposal:
    """The entry for the years from ``first_year`` on; its act is still to come."""
    act = Act("", "приказ", None, "")
    if entry.roadmap:
        return _of_roadmap(entry, first_year, act)
    years = tuple(range(first_year, first_year + entry.years))
    rows = tuple(_row(str(place), row, entry, years) for place, row in enumerate(entry.rows, 1))
    return RoadmapProposal(entry.title, act, years, rows, _said(entry, rows))


def _of_roadmap(entry: GalleryEntry, first_year: int, act: Act) -> RoadmapProposal:
    """A whole roadmap in new years: its rows as they are, its act named as their source."""
    path = FOLDER / entry.roadmap
    roadmap = read_roadmap_bytes(path.read_bytes(), path.name)
    moved = copy_to_term(roadmap, first_year, act, roadmap.code)
    source = "; ".join(one.words for one in entry.sources)
    rows = tuple(
        replace(row, source=source, unsure=(), stored=None) for row in proposal_of(moved).rows
    )
    compare = (
        "Пороги и слова — из приказа-образца, годы сдвинуты. Сверьте каждую строку со своим актом."
    )
    return RoadmapProposal(entry.title, act, moved.years, rows, (_act(), compare, *entry.unknown))


def _row(number: str, row: GalleryRow, entry: GalleryEntry, years: tuple[int, ...]) -> RowProposal:
    end = (8, 31) if entry.period is PeriodKind.SCHOOL_YEAR else (12, 31)
    day = f" ({row.source_date:%d.%m.%Y})" if row.source_date else ""
    target = None if row.target is None else Target(row.target)
    return RowProposal(
        number=number,
        title=row.title,
        term="",
        wording=row.wording,
        executors=(),
        kind=row.kind,
        operator=row.operator,
        unit=row.unit,
        targets=dict.fromkeys(years, target) if target else {},
        level=row.level,
        scope=row.scope or (Scope.DISTRICT_SHARE if row.per else None),
        periods={year: Period(year, entry.period, date(year, *end)) for year in years},
        unsure=() if row.kind else (OPEN_ROW,),
        base=row.base,
        whole=row.whole,
        per=row.per,
        documents=row.documents if row.kind is Kind.PRESENCE else 1,
        section=row.section,
        options=row.options,
        from_level=row.from_level,
        asked=row.asked,
        source=f"{row.source}{day}" if row.source else "",
    )


OPEN_ROW = "Название и вид показателя впишите из своего документа. Выберите вид показателя."


def _act() -> str:
    return "Карта из галереи: впишите реквизиты своего акта."


def _said(entry: GalleryEntry, rows: tuple[RowProposal, ...]) -> tuple[str, ...]:
    """What is left to the office, once for all rows, and what is not known for sure."""
    empty = [row.number for row in rows if row.kind is not Kind.PRESENCE and not row.targets]
    filled = [row.number for row in rows if row.targets]
    thresholds = f"Пороги впишите из своего акта, в галерее они пусты. Строки: {', '.join(empty)}."
    known = f"Порог с источником вписан в строках: {', '.join(filled)}."
    rests = f"Опирается на: {'; '.join(one.words for one in entry.sources)}."
    said = (_act(), thresholds if empty else "", known if filled else "", rests, *entry.unknown)
    return tuple(filter(None, said))
