"""Issued documents, own words, edits, own templates, evidence: nothing issued is ever changed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from data_model.decisions import (
    ISSUED_PROOFS,
    DocumentFile,
    DocumentSlot,
    EvidenceEntry,
    EvidenceSource,
    IssuedDocument,
    TextEdit,
)
from data_model.errors import NothingThere, Refused
from data_model.people import JournalHead
from data_model.store.places import holder_of, one_municipality
from data_model.store.rows import ISSUES, AnyRow, inserted_id, raise_version, seal, withdraw
from data_model.tables import (
    ActRow,
    DocumentTemplateRow,
    EvidenceRow,
    ExecutionRow,
    IssuedDocumentRow,
    IssuedFileRow,
    IssueHeadRow,
    MeasureRow,
    OwnWordsRow,
    QuestionRow,
    RoadmapRow,
    TextEditRow,
)

Edits = tuple[TextEdit, ...]


def own_words(connection: Connection, municipality: str, year: int) -> dict[str, str]:
    """Texts by the key of their place."""
    found = connection.execute(
        select(OwnWordsRow.place, OwnWordsRow.text)
        .where(OwnWordsRow.municipality == municipality, OwnWordsRow.year == year)
        .order_by(OwnWordsRow.place)
    )
    return {row.place: row.text for row in found}


def save_own_words(
    connection: Connection, municipality: str, year: int, texts: Mapping[str, str], now: datetime
) -> None:
    """Set the texts of the places named; an empty text takes one away."""
    one_municipality(connection, municipality)
    withdraw(
        connection,
        OwnWordsRow,
        OwnWordsRow.municipality == municipality,
        OwnWordsRow.year == year,
        OwnWordsRow.place.in_(list(texts)),
    )
    lines = [
        {
            "municipality": municipality,
            "year": year,
            "place": place,
            "text": text.strip(),
            "changed_at": now,
        }
        for place, text in texts.items()
        if text.strip()
    ]
    if lines:
        connection.execute(insert(OwnWordsRow), lines)
    seal(connection, [OwnWordsRow])


def own_phrases(connection: Connection, municipality: str, year: int) -> dict[str, tuple[str, ...]]:
    """Lines of the years before by the key of their place, the latest first: to be taken again."""
    found = connection.execute(
        select(OwnWordsRow.place, OwnWordsRow.text)
        .where(OwnWordsRow.municipality == municipality, OwnWordsRow.year < year)
        .order_by(OwnWordsRow.place, OwnWordsRow.year.desc())
    )
    phrases: dict[str, dict[str, None]] = {}
    for row in found:
        lines = (line.strip() for line in row.text.splitlines())
        phrases.setdefault(row.place, {}).update(dict.fromkeys(line for line in lines if line))
    return {place: tuple(lines) for place, lines in phrases.items()}


def edits(connection: Connection, municipality: str, year: int) -> dict[DocumentSlot, Edits]:
    """The edits of a year by the document that they are of."""
    found = connection.execute(
        select(TextEditRow)
        .where(TextEditRow.municipality == municipality, TextEditRow.year == year)
        .order_by(TextEditRow.id)
    )
    made: dict[DocumentSlot, Edits] = {}
    for row in found:
        slot = DocumentSlot(municipality, row.kind, year, row.organisation, row.roadmap)
        made[slot] = (*made.get(slot, ()), _edit(row))
    return made


def _edit(row: AnyRow) -> TextEdit:
    day = row.changed_at.date()
    return TextEdit(row.section, row.sentence, row.text, row.about, row.person, day)


def save_edits(
    connection: Connection,
    slot: DocumentSlot,
    section: str,
    made: Sequence[TextEdit],
    person: str,
    now: datetime,
) -> None:
    """Put edits in the place of all former ones of a section; what stays keeps its author.

    ``section`` empty: which sections are left out.
    """
    one_municipality(connection, slot.municipality)
    row = TextEditRow
    of_it = (
        row.municipality == slot.municipality,
        row.kind == slot.kind,
        row.year == slot.year,
        row.organisation == slot.org,
        row.roadmap == slot.roadmap,
        *((row.section == section, row.sentence != "") if section else (row.sentence == "",)),
    )
    former = {
        (one.section, one.about, one.sentence, one.text): one
        for one in connection.execute(select(row).where(*of_it))
    }
    withdraw(connection, row, *of_it)
    lines = [
        {
            "municipality": slot.municipality,
            "kind": slot.kind,
            "year": slot.year,
            "organisation": slot.org,
            "roadmap": slot.roadmap,
            "section": one.section,
            "about": one.about,
            "sentence": one.sentence,
            "text": one.text,
            "person": known.person if known else person,
            "changed_at": known.changed_at if known else now,
        }
        for one in made
        for known in (former.get((one.section, one.about, one.sentence, one.text)),)
    ]
    if lines:
        connection.execute(insert(row), lines)
    seal(connection, [row])


def issue_document(
    connection: Connection, document: IssuedDocument, files: Iterable[DocumentFile]
) -> int:
    """Freeze an issue with its files and give its number in the database.

    An issue that is evidence of a row gives the data a new version; no other does.
    Raises Refused without a number, without a note where an issue stands already, or where the
    journal does not lead to the head that the paper names.
    """
    one_municipality(connection, document.slot.municipality)
    edition = _last_edition(connection, document.slot) + 1
    _refuse_unexplained(document, edition)
    _refuse_other_journal(connection, document)
    line = {
        "municipality": document.slot.municipality,
        "kind": document.slot.kind,
        "year": document.slot.year,
        "organisation": document.slot.org,
        "roadmap": document.slot.roadmap,
        "edition": edition,
        "number": document.number.strip(),
        "issued_on": document.issued_on,
        "data_version": document.data_version,
        "note": document.note.strip(),
        "sentences": document.sentences,
    }
    issued = inserted_id(connection.execute(insert(IssuedDocumentRow), line))
    connection.execute(insert(IssuedFileRow), [_file_line(issued, file) for file in files])
    if document.head:
        known = {"number": document.head.number, "sha256": document.head.sha256}
        connection.execute(insert(IssueHeadRow).values(document_id=issued, **known))
    seal(connection, ISSUES)
    if document.slot.kind in ISSUED_PROOFS and not document.slot.org:
        raise_version(connection)
    return issued


def attach_signed(connection: Connection, document_id: int, paper: DocumentFile) -> None:
    """Add the paper as it was signed to an issue; Refused where one stands already."""
    row = IssuedFileRow
    formats = set(connection.scalars(select(row.file_format).where(row.document_id == document_id)))
    if not formats:
        raise NothingThere("Такого документа нет: обновите страницу.")
    if paper.file_format in formats:
        raise Refused(
            "Подписанный документ уже приложен. Исправленный регистрируют новой редакцией."
        )
    connection.execute(insert(row), [_file_line(document_id, paper)])
    seal(connection, ISSUES)


def _refuse_unexplained(document: IssuedDocument, edition: int) -> None:
    if not document.number.strip():
        raise Refused("Укажите номер документа; если номера нет, напишите «б/н».")
    if edition > 1 and not document.note.strip():
        raise Refused(
            "Этот документ уже зарегистрирован. Новая редакция требует примечания: что изменилось."
        )


def _refuse_other_journal(connection: Connection, document: IssuedDocument) -> None:
    head, row = document.head, ActRow
    if head is None:
        return
    line = select(row.number).where(
        row.chain == document.slot.municipality,
        row.number == head.number,
        row.sha256 == head.sha256,
    )
    if connection.scalar(line) is None:
        raise Refused("Журнал с тех пор стал другим. Обновите страницу и выпустите ещё раз.")


def _file_line(issued: int, file: DocumentFile) -> dict[str, object]:
    return {
        "document_id": issued,
        "file_format": file.file_format,
        "filename": file.filename,
        "content": file.content,
    }


def _last_edition(connection: Connection, slot: DocumentSlot) -> int:
    found = connection.scalar(
        select(func.max(IssuedDocumentRow.edition)).where(
            IssuedDocumentRow.municipality == slot.municipality,
            IssuedDocumentRow.kind == slot.kind,
            IssuedDocumentRow.year == slot.year,
            IssuedDocumentRow.organisation == slot.org,
            IssuedDocumentRow.roadmap == slot.roadmap,
        )
    )
    return found or 0


def issued_documents(connection: Connection, municipality: str) -> tuple[IssuedDocument, ...]:
    """Every issue of a district, the latest first."""
    formats: dict[int, list[str]] = {}
    for file in connection.execute(
        select(IssuedFileRow.document_id, IssuedFileRow.file_format).order_by(
            IssuedFileRow.document_id, IssuedFileRow.file_format
        )
    ):
        formats.setdefault(file.document_id, []).append(file.file_format)
    head = IssueHeadRow
    found = connection.execute(
        select(IssuedDocumentRow, head.number.label("line"), head.sha256)
        .outerjoin(head, head.document_id == IssuedDocumentRow.id)
        .where(IssuedDocumentRow.municipality == municipality)
        .order_by(IssuedDocumentRow.id.desc())
    )
    return tuple(_issued(row, tuple(formats.get(row.id, ()))) for row in found)


def _issued(row: AnyRow, formats: tuple[str, ...]) -> IssuedDocument:
    return IssuedDocument(
        slot=DocumentSlot(row.municipality, row.kind, row.year, row.organisation, row.roadmap),
        number=row.number,
        issued_on=row.issued_on,
        data_version=row.data_version,
        sentences=row.sentences,
        note=row.note,
        edition=row.edition,
        formats=formats,
        id=row.id,
        head=JournalHead(row.line, row.sha256) if row.line else None,
    )


def issued_file(connection: Connection, document_id: int, file_format: str) -> DocumentFile:
    """The very bytes that were handed out; NothingThere."""
    row = connection.execute(
        select(IssuedFileRow).where(
            IssuedFileRow.document_id == document_id, IssuedFileRow.file_format == file_format
        )
    ).one_or_none()
    if row is None:
        raise NothingThere(f"У документа нет файла «{file_format}».")
    return DocumentFile(row.file_format, row.filename, row.content)


def template(connection: Connection, municipality: str, kind: str) -> bytes | None:
    """The office's own template of a kind; None where it uses the shipped one."""
    return connection.scalar(
        select(DocumentTemplateRow.content).where(
            DocumentTemplateRow.municipality == municipality, DocumentTemplateRow.kind == kind
        )
    )


def save_template(
    connection: Connection, municipality: str, kind: str, content: bytes | None
) -> None:
    """Put a template in the place of the former one; None goes back to the shipped one."""
    one_municipality(connection, municipality)
    withdraw(
        connection,
        DocumentTemplateRow,
        DocumentTemplateRow.municipality == municipality,
        DocumentTemplateRow.kind == kind,
    )
    if content is not None:
        line = {"municipality": municipality, "kind": kind, "content": content}
        connection.execute(insert(DocumentTemplateRow), line)
    seal(connection, [DocumentTemplateRow])


KEPT = [column for column in EvidenceRow.__table__.columns if column.name != "content"]


def save_evidence(
    connection: Connection, entry: EvidenceEntry, content: bytes | None, now: datetime
) -> int:
    """Enter a document and give its id; the same one again changes nothing.

    Requisites may be missing: the entry then proves nothing and says what it lacks. Raises
    Refused without a name, UnknownPlace for a foreign organisation.
    """
    municipality = holder_of(connection, entry.org)
    if not entry.name.strip():
        raise Refused("Укажите наименование документа.")
    for known in _by_hand(connection, municipality):
        if _requisites(known) == _requisites(entry):
            return known.id
    line = {
        "municipality": municipality,
        "organisation": entry.org,
        "year": entry.year,
        "question": entry.question,
        "kind": entry.kind.strip(),
        "name": entry.name.strip(),
        "number": entry.number.strip(),
        "dated": entry.date,
        "body": entry.body.strip(),
        "link": entry.link.strip(),
        "filename": entry.filename if content else "",
        "content": content,
        "entered_at": now,
    }
    added = inserted_id(connection.execute(insert(EvidenceRow), line))
    seal(connection, [EvidenceRow])
    raise_version(connection)
    return added


def _requisites(entry: EvidenceEntry) -> tuple[object, ...]:
    texts = (entry.kind, entry.name, entry.number, entry.body, entry.link, entry.filename)
    return entry.org, entry.year, entry.question, entry.date, *(text.strip() for text in texts)


def remove_evidence(connection: Connection, entry_id: int) -> None:
    """Take a mistaken entry out; Refused while an execution or a measure rests on it."""
    used = (
        select(ExecutionRow.addressee).where(ExecutionRow.evidence_id == entry_id).exists()
        | select(MeasureRow.text).where(MeasureRow.evidence_id == entry_id).exists()
    )
    if connection.scalar(select(used)):
        raise Refused("Документ нельзя отозвать: им подтверждено исполнение.")
    removed = withdraw(connection, EvidenceRow, EvidenceRow.id == entry_id)
    if not removed:
        raise NothingThere("Такого документа нет: обновите страницу.")
    seal(connection, [EvidenceRow])
    raise_version(connection)


def evidence(connection: Connection, municipality: str) -> tuple[EvidenceEntry, ...]:
    """Entries by hand, then what we issued ourselves; documents of returns stand in facts."""
    one_municipality(connection, municipality)
    return (*_by_hand(connection, municipality), *_issued_entries(connection, municipality))


def _by_hand(connection: Connection, municipality: str) -> tuple[EvidenceEntry, ...]:
    found = connection.execute(
        select(*KEPT)
        .where(EvidenceRow.municipality == municipality)
        .order_by(EvidenceRow.year, EvidenceRow.organisation, EvidenceRow.id)
    )
    return tuple(_entry(row) for row in found)


def _issued_entries(connection: Connection, municipality: str) -> tuple[EvidenceEntry, ...]:
    """Issues for the district whose kind proves a row; the last edition of each.

    What is issued about one roadmap proves a row of this one only.
    """
    latest = {issue.slot: issue for issue in reversed(issued_documents(connection, municipality))}
    asked = _asked(connection, municipality)
    return tuple(
        EvidenceEntry(
            org=municipality,
            year=slot.year,
            question=question,
            name=f"{ISSUED_PROOFS[slot.kind].name} за {slot.year} год",
            kind="изданный документ",
            number=issue.number,
            date=issue.issued_on,
            source=EvidenceSource.ISSUED,
            id=issue.id,
        )
        for slot, issue in latest.items()
        if slot.kind in ISSUED_PROOFS and not slot.org
        for question in _proved(ISSUED_PROOFS[slot.kind].question, asked.get(slot.roadmap))
    )


def _asked(connection: Connection, municipality: str) -> dict[str, set[str]]:
    """Codes of the questions that each roadmap asks, in any of its editions."""
    found = connection.execute(
        select(RoadmapRow.code, QuestionRow.code)
        .join(QuestionRow, QuestionRow.roadmap_id == RoadmapRow.id)
        .where(RoadmapRow.municipality == municipality)
        .distinct()
    )
    asked: dict[str, set[str]] = {}
    for roadmap, question in found:
        asked.setdefault(roadmap, set()).add(question)
    return asked


def _proved(question: str, asked: set[str] | None) -> tuple[str, ...]:
    """The code under which a roadmap asks for a document; empty where it does not ask for it."""
    if asked is None:
        return (question,)
    return tuple(sorted(one for one in asked if one.split("__")[-1] == question)) or ("",)


def evidence_file(connection: Connection, entry_id: int) -> tuple[str, bytes]:
    """Name and bytes of the file of an entry; NothingThere."""
    row = connection.execute(
        select(EvidenceRow.filename, EvidenceRow.content).where(EvidenceRow.id == entry_id)
    ).one_or_none()
    if row is None or row.content is None:
        raise NothingThere("У этого документа нет файла.")
    return row.filename, row.content


def _entry(row: AnyRow) -> EvidenceEntry:
    return EvidenceEntry(
        org=row.organisation,
        year=row.year,
        question=row.question,
        name=row.name,
        kind=row.kind,
        number=row.number,
        date=row.dated,
        body=row.body,
        link=row.link,
        filename=row.filename,
        id=row.id,
    )
