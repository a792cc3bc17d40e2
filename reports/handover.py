"""Handover («выдача документа»): the kinds and formats there are, and a document as a file."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from io import BytesIO
from operator import attrgetter
from typing import TypedDict, Unpack
from zipfile import ZIP_DEFLATED, ZipFile, is_zipfile

from data_model.decisions import DocumentSlot, IssuedDocument, Note, TextEdit
from data_model.errors import NothingThere, Refused, UnknownPlace
from data_model.file_names import NOT_MADE, UNFIT, files_made, safe_file_name
from data_model.places import region_code
from data_model.snapshot import Snapshot
from data_model.store import Store
from indicators import wording
from indicators.plan_fact import plan_fact
from indicators.plan_fact_row import PlanFact
from indicators.region import (
    JUDGE,
    DistrictRow,
    ParentRow,
    collections,
    district_rows,
    parent_rows,
    region_rows,
)
from reports.compose import diagnostics, effect, minutes, monitoring, order, region, school
from reports.compose import workbook as analytical
from reports.compose.frame import requisites
from reports.edits import edited
from reports.files import member
from reports.material import Material, gather, words_of
from reports.summary import Summary


@dataclass(frozen=True, slots=True)
class Format:
    """How a summary becomes a file."""

    title: str
    mime: str
    write: Callable[[Summary], bytes]


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of document: its Russian name, composer, and the formats it comes in.

    A kind ``per_school`` is composed for one organisation; without one it is a zip of all.
    One that ``has_extracts`` is whole without an organisation, and an extract with one.
    """

    title: str
    file_title: str
    compose: Callable[..., Summary]
    formats: tuple[str, ...]
    per_school: bool = False
    has_extracts: bool = False


def _word(summary: Summary) -> bytes:
    from reports.word.writer import write

    return write(summary)


def _pdf(summary: Summary) -> bytes:
    from reports.pdf import write

    return write(summary)


def _html(summary: Summary) -> bytes:
    from reports.html import write

    return write(summary)


def _excel(summary: Summary) -> bytes:
    from reports.workbook import write

    return write(summary)


FORMATS = {
    "docx": Format(
        "Word",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        _word,
    ),
    "pdf": Format("PDF", "application/pdf", _pdf),
    "html": Format("HTML", "text/html", _html),
    "xlsx": Format(
        "Excel",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _excel,
    ),
}
"""A writer loads its libraries with its first document; together they take 20 MiB."""
DOCUMENTS = ("docx", "pdf", "html")
KINDS = {
    "monitoring": DocumentKind(
        "Аналитический отчёт по итогам мониторинга",
        "Отчёт_мониторинг",
        monitoring.compose,
        DOCUMENTS,
    ),
    "diagnostics": DocumentKind(
        "Аналитический отчёт по итогам диагностики",
        "Отчёт_диагностика",
        diagnostics.compose,
        DOCUMENTS,
    ),
    "effect": DocumentKind(
        "Справка об эффективности мер", "Справка_эффективность", effect.compose, DOCUMENTS
    ),
    "school": DocumentKind(
        "Адресные рекомендации школам", "Рекомендации", school.compose, DOCUMENTS, per_school=True
    ),
    "order": DocumentKind("Проект приказа об итогах", "Приказ_проект", order.compose, DOCUMENTS),
    "minutes": DocumentKind(
        "Протокол и выписка", "Протокол", minutes.compose, DOCUMENTS, has_extracts=True
    ),
    "workbook": DocumentKind("Аналитическая книга", "Мониторинг", analytical.compose, ("xlsx",)),
}


REGION = DocumentKind("Справка по региону", "Справка_регион", region.compose, (*DOCUMENTS, "xlsx"))
"""Of many districts: its workbook is the same in sheets."""


def region_material(
    store: Store, name: str, year: int, day: date, roadmap: str = ""
) -> region.RegionMaterial:
    """The kept verdicts of the districts of a region, by its name; NothingThere."""
    places = [one for one in store.districts() if one.region == name]
    codes = [one.code for one in places]
    verdicts = store.district_verdicts(codes, JUDGE, day, year=year)
    every = district_rows(verdicts, places)
    rows = tuple(one for one in every if roadmap in {"", one.row.roadmap})
    if not rows:
        told = f" региона «{name}»" if name else ""
        raise NothingThere(f"У районов{told} нет показателей за {year} год.")
    stamps = {one.stamp for one in places}
    return region.RegionMaterial(
        region=name,
        year=year,
        day=day,
        rows=rows,
        sums=region_rows(rows, name),
        returns=collections(store.district_returns(codes, JUDGE, day), places, year),
        parents=parent_rows_of(store, name, every, year, day),
        mark=stamps.pop() if len(stamps) == 1 else "",
        version=store.version(),
    )


def parent_rows_of(
    store: Store, region: str, rows: Sequence[DistrictRow], year: int, day: date
) -> tuple[ParentRow, ...]:
    """The rows of a region's own roadmap in a year; none where it has no roadmap."""
    roadmaps = store.roadmaps(region_code(region)) if region else {}
    if year not in roadmaps:
        return ()
    places = [one for one in store.districts() if one.region == region]
    links = store.parent_links([one.code for one in places])
    return parent_rows(roadmaps, rows, links, places, year, day)


def parent_rows_by_year(store: Store, region: str, day: date) -> dict[int, tuple[ParentRow, ...]]:
    """The same of all years; nothing of a region without a roadmap."""
    years = store.roadmaps(region_code(region))
    if not years:
        return {}
    places = [one for one in store.districts() if one.region == region]
    verdicts = store.district_verdicts([one.code for one in places], JUDGE, day)
    rows = district_rows(verdicts, places)
    return {year: parent_rows_of(store, region, rows, year, day) for year in years}


def write_region(file_format: str, material: region.RegionMaterial) -> bytes:
    """The note of a region, or its workbook. Refused for a format that does not exist."""
    if file_format not in REGION.formats:
        raise Refused(
            f"«{REGION.title}» не бывает в формате «{file_format}»; "
            f"укажите: {', '.join(REGION.formats)}."
        )
    make = region.compose_workbook if file_format == "xlsx" else region.compose
    return FORMATS[file_format].write(make(material))


# from a snapshot to a file

BLANK = re.compile(r"\s+")
NAME_LIMIT = 60


class Wishes(TypedDict, total=False):
    """What may be wished of a document beside its kind and year.

    ``public`` masks small groups; ``as_of`` moves terms; ``day`` is the day of the document,
    today unless given. ``office`` are typed values that go before the stored settings,
    ``own_words`` texts by the key of their place, ``measures`` sentences by code of indicator,
    ``template`` the office's own one for Word, ``with_readings`` an annex on how the act was
    read. ``phrases``, ``edits``, ``letterhead``, ``notes`` and
    ``registered_order`` are told by ``Material``.
    ``plan_fact`` is that of this very snapshot where it is already at hand.
    """

    public: bool
    as_of: date | None
    day: date
    office: Mapping[str, str]
    own_words: Mapping[str, str]
    measures: Mapping[str, tuple[str, ...]]
    template: bytes | None
    plan_fact: PlanFact
    with_readings: bool
    phrases: Mapping[str, tuple[str, ...]]
    edits: Mapping[DocumentSlot, tuple[TextEdit, ...]]
    letterhead: bytes | None
    notes: tuple[Note, ...]
    registered_order: str


def write(
    kind: str,
    file_format: str,
    snapshot: Snapshot,
    year: int,
    *,
    org: str | None = None,
    **wishes: Unpack[Wishes],
) -> bytes:
    """One document as a file; of a kind per school without ``org``, a zip of all of them.

    Raises Refused for a kind or format that does not exist, NothingThere and UnknownPlace
    for a year or school that does not, WrongDefinition for a template or rules of the office.
    """
    chosen = _kind(kind, file_format)
    material = collect(snapshot, year, **wishes)
    if chosen.per_school and org is None:
        return _archive(kind, file_format, material)
    return FORMATS[file_format].write(composed(kind, material, org))


def collect(snapshot: Snapshot, year: int, **wishes: Unpack[Wishes]) -> Material:
    """The material of a document, from the snapshot and its plan/fact."""
    as_of, at_hand = wishes.get("as_of"), wishes.get("plan_fact")
    return gather(
        snapshot,
        year,
        plan_fact(snapshot, as_of) if at_hand is None else at_hand,
        as_of=as_of or data_day(snapshot, year),
        day=wishes.get("day"),
        public=wishes.get("public", False),
        typed=wishes.get("office"),
        own_words=wishes.get("own_words"),
        measures=wishes.get("measures"),
        template=wishes.get("template"),
        with_readings=wishes.get("with_readings", False),
        phrases=wishes.get("phrases"),
        edits=wishes.get("edits"),
        letterhead=wishes.get("letterhead"),
        notes=wishes.get("notes", ()),
        registered_order=wishes.get("registered_order", ""),
    )


LETTERHEAD = "letterhead"
"""Where the header of the office for all kinds is kept, among the templates."""


def stored(store: Store, municipality: str, year: int, kind: str, roadmap: str = "") -> Wishes:
    """What an office has stored for a document: words, phrases, edits, template, header.

    The words are those of the documents about one ``roadmap`` (``Snapshot.about``), or several.
    """
    of_all = stored_for_all(store, municipality, year, roadmap)
    return {**of_all, "template": store.template(municipality, kind)}


def stored_for_all(store: Store, municipality: str, year: int, roadmap: str = "") -> Wishes:
    """The same without the template, which each kind has of its own."""
    return {
        "own_words": words_of(store.own_words(municipality, year), roadmap),
        "phrases": words_of(store.own_phrases(municipality, year), roadmap),
        "edits": store.edits(municipality, year),
        "letterhead": store.template(municipality, LETTERHEAD),
        "notes": tuple(
            one for one in store.notes(municipality) if one.year == year and one.for_documents
        ),
        "registered_order": registered_order(
            store.issued_documents(municipality),
            DocumentSlot(municipality, "order", year, roadmap=roadmap),
        ),
    }


def registered_order(issues: Iterable[IssuedDocument], slot: DocumentSlot) -> str:
    """«от 20.01.2023 № 15»: the last order issued on the results; empty while there is none."""
    last = max((one for one in issues if one.slot == slot), key=attrgetter("edition"), default=None)
    return requisites(wording.date_short(last.issued_on), last.number) if last else ""


def composed(kind: str, material: Material, org: str | None = None) -> Summary:
    """The document before it has a format, with what persons made of its sentences."""
    return edited(proposed(kind, material, org), material.edits_of(kind, org or ""))


def proposed(kind: str, material: Material, org: str | None = None) -> Summary:
    """The document in the words of the program; sections that were taken out are out of it."""
    chosen = KINDS[kind]
    if chosen.has_extracts:
        return chosen.compose(material, org)
    if not chosen.per_school:
        return chosen.compose(material)
    if org not in material.by_school:
        raise UnknownPlace(f"Организации «{org}» нет среди отчитывающихся в {material.year} году.")
    return chosen.compose(material, org)


def data_day(snapshot: Snapshot, year: int) -> date | None:
    """The day of the last return of the year; None while none has come."""
    days = (
        item.received_at for item in snapshot.revisions if item.year == year and item.has_counted
    )
    last = max(days, default=None)
    return last.date() if last else None


def file_name(
    kind: str, file_format: str, snapshot: Snapshot, year: int, org: str | None = None
) -> str:
    """«Справка_район_период_дата.docx», of signs that every file system takes.

    A pack names the format of its documents: «…_Word.zip» beside «…_PDF.zip».
    """
    chosen = _kind(kind, file_format)
    whole_pack = chosen.per_school and org is None
    place = _short(snapshot, org) if org else snapshot.municipality.short
    pack = FORMATS[file_format].title if whole_pack else ""
    day = data_day(snapshot, year)
    known = wording.date_short(day) if day else ""
    parts = (chosen.file_title, place, str(year), known, pack)
    named = "_".join(fitting(part) for part in parts if part[:1].isalnum())
    return f"{named}.{'zip' if whole_pack else file_format}"


def _short(snapshot: Snapshot, org: str | None) -> str:
    return next((place.name.short for place in snapshot.organisations if place.code == org), "")


def fitting(text: str) -> str:
    """A part of the name of a file, of signs that every file system takes."""
    return BLANK.sub("_", UNFIT.sub("_", text)).strip("_. ")[:NAME_LIMIT]


def _kind(kind: str, file_format: str) -> DocumentKind:
    if kind not in KINDS:
        raise Refused(f"Документа «{kind}» нет; есть: {', '.join(KINDS)}.")
    if file_format not in KINDS[kind].formats:
        raise Refused(
            f"«{KINDS[kind].title}» не бывает в формате «{file_format}»; "
            f"укажите: {', '.join(KINDS[kind].formats)}."
        )
    return KINDS[kind]


def _archive(kind: str, file_format: str, material: Material) -> bytes:
    """A zip of one document per school, written one after another."""
    if not material.by_school:
        raise NothingThere(f"В {material.year} году нет ни одной отчитывающейся организации.")
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, content in files_made(
            (material.name(org), partial(_document, kind, file_format, material, org))
            for org in material.by_school
        ):
            archive.writestr(member(safe_file_name(name)), content)
    return target.getvalue()


def _document(kind: str, file_format: str, material: Material, org: str) -> tuple[str, bytes]:
    name = f"{org}_{fitting(material.name(org))}_{material.year}.{file_format}"
    return name, FORMATS[file_format].write(composed(kind, material, org))


def not_made_in(content: bytes) -> str:
    """Who is missing from a pack, and why; empty where nobody is, or it is no pack."""
    source = BytesIO(content)
    if not is_zipfile(source):
        return ""
    with ZipFile(source) as archive:
        named = NOT_MADE in archive.namelist()
        return archive.read(NOT_MADE).decode() if named else ""
