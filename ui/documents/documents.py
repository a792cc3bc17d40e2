"""Documents on pages («документы»): what is read, built and issued when a button is pressed."""

from collections.abc import Container, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date

from data_model.decisions import DocumentSlot, IssuedDocument, TextEdit
from data_model.errors import NothingThere, Refused
from indicators.wording import NBSP, PluralForms, counted, date_short
from reports import FORMATS, KINDS, collect, composed, export, file_name, write
from reports.compose import advice
from reports.edits import (
    ASKED_FOR,
    OPEN,
    READINGS,
    EditableSentence,
    edited,
    is_optional,
    left_out,
)
from reports.edits import sentences as edited_sentences
from reports.handover import LETTERHEAD, Wishes, proposed, stored_for_all
from reports.issuing import DocumentChange, Missing, changes, missing, prepared, signed_paper
from reports.letterhead import Letterhead, checked, letterhead_of
from reports.material import RULES_SETTING, Material, words_key
from reports.office import LABELS, as_settings, office_of
from reports.recommendations import AdviceRule, read_rules, write_rules
from reports.summary import Chart, Recommendation, Section, Summary
from reports.summary import Place as OwnPlace
from reports.svg import vector
from reports.word import TEMPLATES
from ui import data, session
from ui.selection import DistrictYear

DONE = "document-done"
"""What was done at the last press of a button."""
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
        place = self.place
        return DocumentSlot(place.municipality, self.kind, place.year, self.org or "", about(place))

    @property
    def formats(self) -> tuple[str, ...]:
        return KINDS[self.kind].formats


def about(place: DistrictYear) -> str:
    """Code of the roadmap that the documents of the view are about; empty: of several."""
    return data.snapshot(place.municipality).about(place.year)


def analytical_workbook(place: DistrictYear) -> bytes:
    """The analytical workbook of the year."""
    return built(place, "workbook", "xlsx")


def built(
    place: DistrictYear, kind: str, file_format: str, org: str | None = None, public: bool = False
) -> bytes:
    """Any document from what the pages show: the same snapshot and the same plan/fact."""
    snapshot = data.snapshot(place.municipality)
    asked = wishes(place, kind, public)
    return write(kind, file_format, snapshot, place.year, org=org, **asked)


def wishes(place: DistrictYear, kind: str, public: bool = False) -> Wishes:
    """What is stored for a document, and the plan/fact that the pages show."""
    mine: Wishes = {"plan_fact": data.plan_fact(place.municipality), "public": public}
    return {**stored(place, kind), **mine}


def stored(place: DistrictYear, kind: str) -> Wishes:
    """What is stored for a document; all but its template is that of all kinds."""
    return {**_stored_for_all(place), "template": _template(place, kind)}


@data.once
def _stored_for_all(place: DistrictYear) -> Wishes:
    return stored_for_all(data.store(), place.municipality, place.year, about(place))


@data.once
def _template(place: DistrictYear, kind: str) -> bytes | None:
    return data.store().template(place.municipality, kind)


@data.once
def issued(place: DistrictYear) -> tuple[IssuedDocument, ...]:
    """All documents that the district has issued."""
    return tuple(data.store().issued_documents(place.municipality))


def of(chosen: ChosenDocument, file_format: str) -> bytes:
    """The chosen document as a file."""
    return built(chosen.place, chosen.kind, file_format, chosen.org, chosen.public)


def material(chosen: ChosenDocument, typed: Mapping[str, str] | None = None) -> Material:
    """What the document is made of; ``typed`` requisites go before those that are stored."""
    asked = wishes(chosen.place, chosen.kind, chosen.public)
    if typed:
        asked["office"] = typed
    return collect(data.snapshot(chosen.place.municipality), chosen.place.year, **asked)


def summary(chosen: ChosenDocument) -> Summary:
    """The document before it has a format: what the preview and the issue are made from."""
    return _made(chosen.place, chosen, _stored(chosen.place, chosen.kind))[0]


def sentences(chosen: ChosenDocument) -> tuple[EditableSentence, ...]:
    """Its sentences with what persons made of them."""
    return _made(chosen.place, chosen, _stored(chosen.place, chosen.kind))[1]


def gaps(chosen: ChosenDocument) -> tuple[Missing, ...]:
    """What an expert would miss."""
    return _made(chosen.place, chosen, _stored(chosen.place, chosen.kind))[2]


def sections(chosen: ChosenDocument) -> tuple[Section, ...]:
    """All sections that may stand in the document, those taken out among them."""
    return _made(chosen.place, chosen, _stored(chosen.place, chosen.kind))[3]


Made = tuple[Summary, tuple[EditableSentence, ...], tuple[Missing, ...], tuple[Section, ...]]


@data.once
def _stored(place: DistrictYear, kind: str) -> str:
    """Words, edits and templates do not raise the version of the data, so they are asked about."""
    return session.begun_with(*stored(place, kind).values())


@data.kept
def _made(place: DistrictYear, chosen: ChosenDocument, stored_words: str) -> Made:
    """The document, its sentences, its gaps and all its sections, composed once."""
    of_it = material(chosen)
    edits = of_it.edits_of(chosen.kind, chosen.org or "")
    plain = proposed(chosen.kind, of_it, chosen.org)
    whole = (
        proposed(chosen.kind, replace(of_it, edits={}, with_readings=True), chosen.org)
        if left_out(edits) or chosen.kind == "monitoring"
        else plain
    )
    made = edited(plain, edits)
    return made, edited_sentences(plain, edits), missing(made, of_it), whole.sections


def pages(chosen: ChosenDocument) -> list[bytes]:
    """The pages of the document as pictures."""
    return _pages(chosen.place, chosen, _stored(chosen.place, chosen.kind))


@data.kept
def _pages(place: DistrictYear, chosen: ChosenDocument, stored_words: str) -> list[bytes]:
    from reports.pdf import preview

    return preview(summary(chosen))


# what state a kind is in


def state(place: DistrictYear, kind: str) -> str:
    """«готов», «не хватает сведений: 5», «зарегистрирован № 12…; данные изменились»."""
    mine = [one for one in issued(place) if (one.slot.kind, one.slot.year) == (kind, place.year)]
    if KINDS[kind].per_school:
        return _of_pack(place, {one.slot.org for one in mine})
    chosen = ChosenDocument(place, kind)
    try:
        made = summary(chosen)
    except NothingThere:
        return "дорожной картой не предусмотрен"
    if made.is_empty:
        return "регистрировать нечего"
    mine = [one for one in mine if not one.slot.org]
    if mine:
        last = f"зарегистрирован №{NBSP}{mine[0].number} от{NBSP}{date_short(mine[0].issued_on)}"
        return f"{last}; данные изменились" if changes(mine[0], made) else last
    gap = len(gaps(chosen))
    return f"не хватает сведений: {gap}" if gap else "готов"


LETTERS = PluralForms("письмо", "письма", "писем", "письма")


def _of_pack(place: DistrictYear, issued: set[str]) -> str:
    whole = len(schools(place))
    letters = counted(whole, LETTERS)
    return f"{letters}, зарегистрировано {len(issued)}"


def tidy(place: DistrictYear, suffix: str) -> bytes:
    """Facts, plan/fact and the data dictionary of all years."""
    return export(data.snapshot(place.municipality), data.plan_fact(place.municipality), suffix)


REGION_SHARE = """
SELECT region, year, 100.0 * sum(numerator) / sum(denominator) AS "доля, %"
FROM read_parquet('выгрузка/plan_fact/**/*.parquet', hive_partitioning = true)
WHERE org IS NULL AND indicator = '9'
GROUP BY region, year ORDER BY region, year
""".strip()
"""How the folder of all districts is asked; a district's own row names no organisation."""


def document_file_name(
    place: DistrictYear, kind: str, file_format: str, org: str | None = None
) -> str:
    return file_name(kind, file_format, data.snapshot(place.municipality), place.year, org)


def mime(chosen: ChosenDocument, file_format: str) -> str:
    whole_pack = KINDS[chosen.kind].per_school and chosen.org is None
    return "application/zip" if whole_pack else FORMATS[file_format].mime


def schools(place: DistrictYear) -> dict[str, str]:
    """Code -> name of those who may be addressed."""
    names = data.names(place.municipality)
    return {one.code: names[one.code] for one in data.expected(place.municipality, place.year)}


# charts


def _picture(chart: Chart) -> bytes:
    from reports.pdf import picture

    return picture(chart)


PICTURES = {"svg": vector, "png": _picture}
"""How one chart becomes a picture file."""


def charts(chosen: ChosenDocument) -> tuple[Chart, ...]:
    return tuple(summary(chosen).charts())


# own words and edits


def own_places(chosen: ChosenDocument) -> tuple[OwnPlace, ...]:
    return tuple(summary(chosen).places())


def save_words(chosen: ChosenDocument, texts: dict[str, str]) -> None:
    """Keep the words, and who has ticked which phrase."""
    store = data.store()
    places = {one.key: one for one in own_places(chosen)}
    kept = {words_key(key, about(chosen.place)): text for key, text in texts.items()}
    store.save_own_words(chosen.place.municipality, chosen.place.year, kept)
    for key, text in texts.items():
        taken = replace(places[key], text=text).taken
        store.save_edits(chosen.slot, key, [TextEdit(key, one, one) for one in taken])


def confirmed(chosen: ChosenDocument) -> dict[tuple[str, str], TextEdit]:
    """Who has ticked a phrase: by the key of the place and the phrase."""
    found = data.store().edits(chosen.place.municipality, chosen.place.year)
    return {(one.section, one.sentence): one for one in found.get(chosen.slot, ())}


def save_sentences(
    chosen: ChosenDocument,
    section: str,
    texts: Mapping[EditableSentence, str],
    looked_at: Container[EditableSentence] = (),
) -> None:
    """Keep what a person made of a section; a sentence as proposed is no edit.

    A sentence whose figures have changed stays marked until it is among those ``looked_at`` or
    its words are changed.
    """
    made: list[TextEdit] = []
    for one in sentences(chosen):
        text = texts.get(one, one.shown).strip()
        if one.section != section:
            continue
        if one.edit and one.state in OPEN and one not in looked_at and text == one.shown:
            made.append(one.edit)
        elif text != one.proposed:
            made.append(TextEdit(section, one.proposed, text, one.about))
    data.store().save_edits(chosen.slot, section, made)


def save_sections(chosen: ChosenDocument, wanted: Container[str]) -> None:
    """Keep which sections stand in the document."""
    made = [
        TextEdit(one.key, "", ASKED_FOR if one.key == READINGS else "")
        for one in sections(chosen)
        if is_optional(one) and (one.key in wanted) == (one.key == READINGS)
    ]
    data.store().save_edits(chosen.slot, "", made)


# issues


def issue(
    chosen: ChosenDocument,
    number: str,
    issued_on: date,
    note: str,
    typed: Mapping[str, str],
    paper: tuple[str, bytes] | None,
) -> None:
    """Freeze the chosen document with its files and the data it was made from.

    ``typed`` are requisites that were still missing: they stand in this paper, and are kept for
    the next ones where the person may change settings.
    """
    given = {key: value.strip() for key, value in typed.items() if value.strip()}
    signed = signed_paper(*paper) if paper else None
    document, files = prepared(
        summary(chosen),
        material(chosen, given),
        data.plan_fact(chosen.place.municipality),
        number,
        issued_on,
        org=chosen.org or "",
        note=note,
        signed=signed,
        head=data.store().journal_head(chosen.place.municipality),
    )
    data.store().issue_document(document, files)
    if given:
        with suppress(Refused):
            save_office(chosen.place, given)


def issued_by(issued: IssuedDocument) -> str:
    """«Регистрация: Иванова; запись журнала № 120 (ab12cd34ef56)»; empty where nobody noted it."""
    found = data.store().issue_authors(issued.slot.municipality).get(issued.id)
    if found is None:
        return ""
    return (
        f"Регистрация: {found.person}; запись журнала № {found.number}, контрольная сумма "
        f"{found.sha256[:12]}"
    )


def attach(issued: IssuedDocument, name: str, content: bytes) -> None:
    """Add the signed paper to an issue."""
    data.store().attach_signed(issued.id, signed_paper(name, content))


def issues(chosen: ChosenDocument) -> tuple[IssuedDocument, ...]:
    """Issues of the chosen document, the latest first."""
    return tuple(one for one in issued(chosen.place) if one.slot == chosen.slot)


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


def rules(place: DistrictYear) -> tuple[AdviceRule, ...]:
    """The rules of recommendations: the municipality's own, or the shipped ones."""
    return read_rules(
        data.snapshot(place.municipality).municipality.settings.get(RULES_SETTING, "")
    )


def has_own_rules(place: DistrictYear) -> bool:
    return bool(data.snapshot(place.municipality).municipality.settings.get(RULES_SETTING))


def save_rules(place: DistrictYear, found: Iterable[AdviceRule]) -> None:
    """Keep rules of one's own after reading them anew; the shipped ones take them away again."""
    text = write_rules(found)
    rules = read_rules(text)
    own = "" if rules == read_rules() else text
    data.store().save_settings(place.municipality, {RULES_SETTING: own})


def advised(place: DistrictYear, found: Iterable[AdviceRule]) -> tuple[Recommendation, ...]:
    """What the rules would recommend in this year; WrongDefinition where one is wrong."""
    text = write_rules(found)
    read_rules(text)
    snapshot = data.snapshot(place.municipality)
    settings = {**snapshot.municipality.settings, RULES_SETTING: text}
    tried = replace(snapshot, municipality=replace(snapshot.municipality, settings=settings))
    of_it = collect(tried, place.year, plan_fact=data.plan_fact(place.municipality))
    return (*advice.for_schools(of_it).items, *advice.for_district(of_it).items)


def questions(place: DistrictYear) -> dict[str, str]:
    """Code of a question that an indicator counts -> short title of the indicator."""
    roadmap = data.snapshot(place.municipality).roadmaps[place.year]
    return {one.indicator.counted: one.short or one.title for one in roadmap.activities}


def template_of(chosen: ChosenDocument) -> bytes:
    """The template in use, to be opened in Word."""
    own = data.store().template(chosen.place.municipality, chosen.kind)
    return own or (TEMPLATES / f"{chosen.kind}.docx").read_bytes()


def has_own_template(chosen: ChosenDocument) -> bool:
    return data.store().template(chosen.place.municipality, chosen.kind) is not None


def save_template(chosen: ChosenDocument, content: bytes | None) -> None:
    """Use a template after a document was made by it for trial; None: the shipped one."""
    if content is not None:
        FORMATS["docx"].write(_by(content, chosen))
    data.store().save_template(chosen.place.municipality, chosen.kind, content)


def _by(content: bytes, chosen: ChosenDocument) -> Summary:
    """A document to try a template on: the first school's where the kind is per school."""
    first = next(iter(schools(chosen.place)), None)
    org = chosen.org or (first if KINDS[chosen.kind].per_school else None)
    tried = composed(chosen.kind, material(chosen), org)
    return replace(tried, template=content)


def letterhead(place: DistrictYear) -> Letterhead:
    """The letterhead for all kinds, empty where there is none."""
    return letterhead_of(data.store().template(place.municipality, LETTERHEAD))


def save_letterhead(place: DistrictYear, content: bytes | None) -> None:
    if content is not None:
        checked(content)
    data.store().save_template(place.municipality, LETTERHEAD, content)
