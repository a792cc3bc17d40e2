"""Documents on pages («документы»): what is read, built and issued when a button is pressed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from data_model.documents import DocumentSlot, IssuedDocument
from reports import FORMATS, KINDS, collect, composed, export, file_name, write
from reports.handover import Wishes
from reports.issuing import DocumentChange, changes, prepared
from reports.material import RULES_SETTING, Material
from reports.office import LABELS, as_settings, office_of
from reports.pdf import picture, preview
from reports.recommendations import SHIPPED, read_rules
from reports.summary import Chart, Summary
from reports.summary import Place as OwnPlace
from reports.svg import vector
from reports.word.writer import TEMPLATES
from reports.word.writer import write as write_word
from ui import data
from ui.selection import DistrictYear

ON_PAGE = {code: kind.title for code, kind in KINDS.items() if "docx" in kind.formats}
"""Kinds of the page «Документы»; the workbook has a page of its own."""


@dataclass(frozen=True, slots=True)
class ChosenDocument:
    """What a person has chosen on the page: a kind, and a school where the kind asks for one."""

    place: DistrictYear
    kind: str
    org: str | None = None
    public: bool = False

    @property
    def slot(self) -> DocumentSlot:
        return DocumentSlot(self.place.municipality, self.kind, self.place.year, self.org or "")

    @property
    def formats(self) -> tuple[str, ...]:
        return KINDS[self.kind].formats


def analytical_workbook(place: DistrictYear) -> bytes:
    """The analytical workbook of the year."""
    return built(place, "workbook", "xlsx")


def built(
    place: DistrictYear, kind: str, file_format: str, org: str | None = None, public: bool = False
) -> bytes:
    """Any document from what the pages show: the same snapshot and the same plan/fact."""
    snapshot = data.snapshot(place.municipality)
    stored = wishes(place, kind, public)
    return write(kind, file_format, snapshot, place.year, org=org, **stored)


def wishes(place: DistrictYear, kind: str, public: bool = False) -> Wishes:
    """What is stored for a document: its plan/fact, the words and the template of the office."""
    store = data.store()
    return {
        "plan_fact": data.plan_fact(place.municipality),
        "own_words": store.own_words(place.municipality, place.year),
        "template": store.template(place.municipality, kind),
        "public": public,
    }


def of(chosen: ChosenDocument, file_format: str) -> bytes:
    """The chosen document as a file."""
    return built(chosen.place, chosen.kind, file_format, chosen.org, chosen.public)


def material(chosen: ChosenDocument) -> Material:
    snapshot = data.snapshot(chosen.place.municipality)
    return collect(snapshot, chosen.place.year, **wishes_of(chosen))


def wishes_of(chosen: ChosenDocument) -> Wishes:
    return wishes(chosen.place, chosen.kind, chosen.public)


def summary(chosen: ChosenDocument) -> Summary:
    """The document before it has a format: what the preview and the issue are made from."""
    stored = wishes_of(chosen)
    return _summary(chosen, stored["own_words"], stored["template"])


@data.kept
def _summary(
    chosen: ChosenDocument, own_words: Mapping[str, str], template: bytes | None
) -> Summary:
    """Own words and templates do not raise the version of the data, so they are asked about."""
    municipality = chosen.place.municipality
    material = collect(
        data.snapshot(municipality),
        chosen.place.year,
        plan_fact=data.plan_fact(municipality),
        own_words=own_words,
        template=template,
        public=chosen.public,
    )
    return composed(chosen.kind, material, chosen.org)


def pages(chosen: ChosenDocument) -> list[bytes]:
    """The pages of the document as pictures."""
    return preview(summary(chosen))


def tidy(place: DistrictYear, suffix: str) -> bytes:
    """Facts, plan/fact and the data dictionary of all years."""
    return export(data.snapshot(place.municipality), data.plan_fact(place.municipality), suffix)


def named(place: DistrictYear, kind: str, file_format: str, org: str | None = None) -> str:
    return file_name(kind, file_format, data.snapshot(place.municipality), place.year, org)


def mime(chosen: ChosenDocument, file_format: str) -> str:
    whole_pack = KINDS[chosen.kind].per_school and chosen.org is None
    return "application/zip" if whole_pack else FORMATS[file_format].mime


def schools(place: DistrictYear) -> dict[str, str]:
    """Code -> name of those who may be addressed."""
    names = data.names(place.municipality)
    return {one.code: names[one.code] for one in data.expected(place.municipality, place.year)}


# charts

PICTURES = {"svg": vector, "png": picture}
"""How one chart becomes a picture file."""


def charts(chosen: ChosenDocument) -> tuple[Chart, ...]:
    return tuple(summary(chosen).charts())


# own words


def own_places(chosen: ChosenDocument) -> tuple[OwnPlace, ...]:
    return tuple(summary(chosen).places())


def save_words(chosen: ChosenDocument, texts: dict[str, str]) -> None:
    data.store().save_own_words(chosen.place.municipality, chosen.place.year, texts)


# issues


def issue(chosen: ChosenDocument, number: str, issued_on: date, note: str) -> None:
    """Freeze the chosen document with its files and the data it was made from."""
    document, files = prepared(
        summary(chosen),
        material(chosen),
        data.plan_fact(chosen.place.municipality),
        number,
        issued_on,
        org=chosen.org or "",
        note=note,
    )
    data.store().issue_document(document, files)


def issues(chosen: ChosenDocument) -> tuple[IssuedDocument, ...]:
    """Issues of the chosen document, the latest first."""
    found = data.store().issued_documents(chosen.place.municipality)
    return tuple(one for one in found if one.slot == chosen.slot)


def changed_since(issued: IssuedDocument, chosen: ChosenDocument) -> tuple[DocumentChange, ...]:
    """Sentences that would read differently now."""
    return changes(issued, summary(chosen))


def issued_content(issued: IssuedDocument, file_format: str) -> bytes:
    return data.store().issued_file(issued.id, file_format).content


def issued_name(issued: IssuedDocument, file_format: str) -> str:
    return data.store().issued_file(issued.id, file_format).filename


# the office


def office_fields(place: DistrictYear) -> dict[str, tuple[str, str]]:
    """Key -> label and present value."""
    office = office_of(data.snapshot(place.municipality).municipality)
    return {key: (label, getattr(office, key)) for key, label in LABELS.items()}


def save_office(place: DistrictYear, typed: dict[str, str]) -> None:
    data.store().save_settings(place.municipality, as_settings(typed))


def rules(place: DistrictYear) -> str:
    """The rules of recommendations as text: the municipality's own, or the shipped ones."""
    own = data.snapshot(place.municipality).municipality.settings.get(RULES_SETTING, "")
    return own or SHIPPED.read_text(encoding="utf-8")


def save_rules(place: DistrictYear, text: str) -> None:
    """Keep rules of one's own after reading them; the shipped text takes them away again."""
    read_rules(text)
    own = "" if text.strip() == SHIPPED.read_text(encoding="utf-8").strip() else text
    data.store().save_settings(place.municipality, {RULES_SETTING: own})


def template_of(chosen: ChosenDocument) -> bytes:
    """The template in use, to be opened in Word."""
    own = data.store().template(chosen.place.municipality, chosen.kind)
    return own or (TEMPLATES / f"{chosen.kind}.docx").read_bytes()


def has_own_template(chosen: ChosenDocument) -> bool:
    return data.store().template(chosen.place.municipality, chosen.kind) is not None


def save_template(chosen: ChosenDocument, content: bytes | None) -> None:
    """Use a template after a document was made by it for trial; None: the shipped one."""
    if content is not None:
        write_word(_by(content, chosen))
    data.store().save_template(chosen.place.municipality, chosen.kind, content)


def _by(content: bytes, chosen: ChosenDocument) -> Summary:
    """A document to try a template on: the first school's where the kind is per school."""
    first = next(iter(schools(chosen.place)), None)
    org = chosen.org or (first if KINDS[chosen.kind].per_school else None)
    tried = composed(chosen.kind, material(chosen), org)
    return replace(tried, template=content)
