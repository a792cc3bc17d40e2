"""Acts («действия»): of each its words, who may do it, and which rows tell what it changed.

An act of the store without a line in ``ACTS`` cannot be done: the journal would not know it.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, select

from data_model.errors import Refused
from data_model.people import Author, Role
from data_model.returns import ReviewState
from data_model.tables import (
    ChainRow,
    ClosedYearRow,
    DeadlineRow,
    DecisionRow,
    DocumentTemplateRow,
    EvidenceRow,
    ExecutionRow,
    GrantRow,
    IssuedDocumentRow,
    IssuedFileRow,
    LetterRow,
    MappingProfileRow,
    MeasureRow,
    MunicipalityRow,
    MunicipalitySettingRow,
    NoteRow,
    OrganisationAliasRow,
    OrganisationNameRow,
    OrganisationRow,
    OwnWordsRow,
    PersonRow,
    ProtocolRow,
    RefusalRow,
    ReleaseRow,
    RemarkAnswerRow,
    RemarkRow,
    ReopeningRow,
    ReturnRow,
    ReviewRow,
    RoadmapRow,
    RollEntry,
    SchoolTargetRow,
    SentBackRow,
    TextEditRow,
    WithdrawnRoadmapRow,
)

AnyQuestion = Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Subject:
    """What one act is about: whose it is, its name in words, and the rows it may change."""

    municipality: str | None
    org: str | None
    object: str
    rows: tuple[AnyQuestion, ...] = ()


@dataclass(frozen=True, slots=True)
class ActKind:
    """A kind of act («действие»): its words, who may do it, what it is about.

    ``of_district``: roles that may do it for the municipality itself too, not for a school.
    ``is_automatic``: the program does it after any other act, so everybody may. ``is_told``: the
    journal has a line of it though no row changes. ``states`` asks for the rows of all subjects at
    once, where there are many of them. ``concerns_all``: it may change the names or the roadmaps
    in force, which the menu of every district looks at.
    """

    words: str
    roles: frozenset[Role]
    subjects: Callable[..., Sequence[Subject]]
    of_district: frozenset[Role] = field(default_factory=frozenset)
    is_automatic: bool = False
    is_told: bool = False
    states: Callable[[Connection, Sequence[Subject]], list[list[str]]] | None = None
    concerns_all: bool = False


def as_json(line: Mapping[Any, Any]) -> str:
    """A row as JSON, in a stable order; of bytes only their SHA-256."""
    plain = {str(name): plain_value(value) for name, value in line.items()}
    return json.dumps(plain, ensure_ascii=False, sort_keys=True)


def plain_value(value: Any) -> Any:
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def states_of(
    connection: Connection, kind: ActKind, subjects: Sequence[Subject]
) -> list[list[str]]:
    """The rows of each subject, as JSON, in a stable order."""
    if kind.states is not None:
        return kind.states(connection, subjects)
    return [
        sorted(
            as_json(line._mapping)
            for question in subject.rows
            for line in connection.execute(question)
        )
        for subject in subjects
    ]


# what an act is about, from its arguments


def _of_register(connection: Connection, municipality: Any, organisations: Any) -> list[Subject]:
    row, name = OrganisationRow, OrganisationNameRow
    return [
        Subject(
            municipality.code,
            None,
            "реестр организаций",
            (
                select(row).where(row.municipality == municipality.code),
                select(name).join(row).where(row.municipality == municipality.code),
            ),
        )
    ]


def _of_settings(
    connection: Connection, municipality: str, settings: Mapping[str, str]
) -> list[Subject]:
    row = MunicipalitySettingRow
    rows = select(row).where(row.municipality == municipality, row.name.in_(list(settings)))
    return [Subject(municipality, None, "настройки района", (rows,))]


def _of_region(connection: Connection, municipality: str, region: str) -> list[Subject]:
    row = MunicipalityRow
    rows = select(row).where(row.code == municipality)
    return [Subject(municipality, None, "регион района", (rows,))]


def _of_alias(connection: Connection, org: str, alias: Any) -> list[Subject]:
    row = OrganisationAliasRow
    rows = select(row).where(row.organisation == org)
    return [Subject(_holder(connection, org), org, "иное написание названия", (rows,))]


def _of_organisation(connection: Connection, org: str) -> list[Subject]:
    row = OrganisationRow
    rows = (select(row).where(row.code == org),)
    return [Subject(_holder(connection, org), org, "строка реестра", rows)]


def _of_roll(connection: Connection, rows: Sequence[Any]) -> list[Subject]:
    entry, subjects = RollEntry, []
    holders = _holders(connection, {row.org for row in rows})
    for municipality in sorted({*holders.values()}):
        named = {row.org for row in rows if holders.get(row.org) == municipality}
        years = {row.year for row in rows if row.org in named}
        found = select(entry).where(entry.organisation.in_(named), entry.year.in_(years))
        years_told = ", ".join(map(str, sorted(years)))
        subjects.append(Subject(municipality, None, f"контингент {years_told}", (found,)))
    return subjects


def _of_deadline(
    connection: Connection, municipality: str, year: int, due: date | None
) -> list[Subject]:
    row = DeadlineRow
    rows = select(row).where(row.municipality == municipality, row.year == year)
    return [Subject(municipality, None, f"срок сдачи за {year} год", (rows,))]


def _of_closing(
    connection: Connection, municipality: str, closure: Any, judge: Any
) -> list[Subject]:
    row = ClosedYearRow
    rows = select(row).where(row.municipality == municipality, row.year == closure.year)
    return [Subject(municipality, None, f"{closure.year} год", (rows,))]


def _of_verdicts(connection: Connection, municipality: str, judge: Any) -> list[Subject]:
    return [Subject(municipality, None, "выводы закрытых лет")]


def _of_reopening(connection: Connection, municipality: str, reopening: Any) -> list[Subject]:
    row = ReopeningRow
    rows = select(row).where(row.municipality == municipality, row.year == reopening.year)
    return [Subject(municipality, reopening.org, f"{reopening.year} год", (rows,))]


def _of_sent_back(connection: Connection, act: Any) -> list[Subject]:
    row, sent = ReturnRow, SentBackRow
    of_slot = (returns_by(act.org), row.year == act.year)
    rows = select(sent).join(row, row.id == sent.return_id).where(*of_slot)
    told = return_of(act.year)
    return [Subject(_holder(connection, act.org), act.org, told, (rows,))]


def _of_roadmap(
    connection: Connection, municipality: str, roadmap: Any, stored_at: datetime
) -> list[Subject]:
    row = RoadmapRow
    rows = select(row).where(row.municipality == municipality, row.code == roadmap.code)
    return [Subject(municipality, None, f"дорожная карта {roadmap.code}", (rows,))]


def _of_school_targets(
    connection: Connection, municipality: str, given: Sequence[Any], without: Sequence[Any] = ()
) -> list[Subject]:
    row, years = SchoolTargetRow, {one.year for one in (*given, *without)}
    rows = select(row).where(row.municipality == municipality, row.year.in_(years))
    told = ", ".join(map(str, sorted(years)))
    return [Subject(municipality, None, f"планы школ за {told}", (rows,))]


def _of_withdrawal(
    connection: Connection, municipality: str, code: str, reason: str, moment: datetime
) -> list[Subject]:
    row, head = WithdrawnRoadmapRow, RoadmapRow
    told = select(row.reason, row.person, row.withdrawn_at)
    rows = told.join(head, head.id == row.roadmap_id)
    rows = rows.where(head.municipality == municipality, head.code == code)
    return [Subject(municipality, None, f"дорожная карта {code}", (rows,))]


def _of_return(connection: Connection, submission: Any, today: date) -> list[Subject]:
    return _of_returns(connection, [submission], today)


def _of_returns(connection: Connection, submissions: Sequence[Any], today: date) -> list[Subject]:
    """All of them have the one question that asks for the rows of all."""
    orgs = {one.parsed.org for one in submissions}
    holders, rows = _holders(connection, orgs), (CURRENT.where(returns_by(*orgs)),)
    return [
        Subject(holders.get(one.parsed.org), one.parsed.org, return_of(one.parsed.year), rows)
        for one in submissions
    ]


CURRENT = (
    select(
        ReturnRow.id,
        ReturnRow.organisation,
        ReturnRow.year,
        ReturnRow.revision,
        ReturnRow.filename,
        ReturnRow.sha256,
        ReturnRow.reason,
    )
    .outerjoin(ReviewRow, ReviewRow.return_id == ReturnRow.id)
    .where(ReturnRow.is_current | (ReviewRow.state == ReviewState.WAITING.value))
)
"""What a return is: the revision that counts, and the one that waits to be looked at."""


def returns_by(*orgs: str) -> ColumnElement[bool]:
    """Whether a return is of one of these: by the indexes, which begin with the municipality."""
    place, row = OrganisationRow, ReturnRow
    held = select(place.municipality).where(place.code.in_(orgs))
    return row.municipality.in_(held) & row.organisation.in_(orgs)


def _current(org: str, year: int) -> AnyQuestion:
    return CURRENT.where(returns_by(org), ReturnRow.year == year)


def _states_of_returns(connection: Connection, subjects: Sequence[Subject]) -> list[list[str]]:
    """The current revision of each, asked for in their one question."""
    found: dict[tuple[str, str], list[str]] = {}
    for question in subjects[0].rows if subjects else ():
        for line in connection.execute(question):
            key = (line.organisation, return_of(line.year))
            found.setdefault(key, []).append(as_json(line._mapping))
    return [found.get((subject.org or "", subject.object), []) for subject in subjects]


def return_of(year: int) -> str:
    """How the journal names the return of a year."""
    return f"отчёт за {year} год"


def _of_undoing(
    connection: Connection, revision_id: int, reason: str, moment: datetime
) -> list[Subject]:
    row = ReturnRow
    found = connection.execute(select(row).where(row.id == revision_id)).first()
    if found is None:
        return [Subject(None, None, "отчёт")]
    rows = (_current(found.organisation, found.year),)
    told = return_of(found.year)
    return [Subject(found.municipality, found.organisation, told, rows)]


def _of_draft(connection: Connection, org: str, year: int, *rest: Any) -> list[Subject]:
    """A draft is typed, not done: the journal has nothing of it, each field tells who typed it."""
    return [Subject(_holder(connection, org), org, f"черновик отчёта за {year} год")]


def _of_reviewed(connection: Connection, revision_ids: Sequence[int], *rest: Any) -> list[Subject]:
    row, review = ReturnRow, ReviewRow
    found = connection.execute(
        select(row.id, row.municipality, row.organisation, row.year).where(
            row.id.in_(list(revision_ids))
        )
    )
    return [
        Subject(
            line.municipality,
            line.organisation,
            return_of(line.year),
            (
                _current(line.organisation, line.year),
                select(review).where(review.return_id == line.id),
            ),
        )
        for line in found
    ]


def _of_switch(connection: Connection, municipality: str, *, is_on: bool) -> list[Subject]:
    return _of_settings(connection, municipality, {"review": ""})


def _of_drafted(
    connection: Connection, municipality: str, letters: Sequence[Any], moment: datetime
) -> list[Subject]:
    return [
        Subject(municipality, None, f"письма: {len(letters)}", (_letters(municipality),)),
    ]


def _of_letter(connection: Connection, letter_id: int, *rest: Any) -> list[Subject]:
    return _of_letters(connection, [letter_id])


def _of_letters(connection: Connection, letter_ids: Sequence[int], *rest: Any) -> list[Subject]:
    row = LetterRow
    found = connection.execute(
        select(row.id, row.municipality, row.organisation, row.subject).where(
            row.id.in_(list(letter_ids))
        )
    )
    return [
        Subject(
            line.municipality,
            line.organisation,
            f"письмо «{line.subject}»",
            (_letters(line.municipality).where(row.id == line.id),),
        )
        for line in found
    ] or [Subject(None, None, "письмо")]


def _letters(municipality: str) -> AnyQuestion:
    """Letters without their texts and files, which may be large."""
    row = LetterRow
    return select(
        row.id, row.organisation, row.recipient, row.subject, row.reason, row.about, row.state,
        row.trouble,
    ).where(row.municipality == municipality)  # fmt: skip


def _of_refusal(connection: Connection, refusal: Any) -> list[Subject]:
    holder = _holders(connection, {refusal.org}).get(refusal.org) if refusal.org else None
    row = RefusalRow
    rows = select(row.id, row.filename, row.sha256).where(row.sha256 == refusal.sha256)
    return [Subject(holder, refusal.org, f"файл «{refusal.filename}»", (rows,))]


def _of_answer(
    connection: Connection, problem_id: int, answer: str, moment: datetime
) -> list[Subject]:
    remark, row, given = RemarkRow, ReturnRow, RemarkAnswerRow
    found = connection.execute(
        select(row.municipality, row.organisation, row.year, remark.code)
        .join(remark, remark.return_id == row.id)
        .where(remark.id == problem_id)
    ).first()
    if found is None:
        return [Subject(None, None, "замечание")]
    rows = (select(given).where(given.remark_id == problem_id),)
    told = f"вопрос «{found.code}» к отчёту за {found.year} год"
    return [Subject(found.municipality, found.organisation, told, rows)]


def _of_mapping(connection: Connection, municipality: str, profile: Any) -> list[Subject]:
    row = MappingProfileRow
    rows = select(row.fingerprint, row.name).where(row.municipality == municipality)
    return [Subject(municipality, None, f"раскладка «{profile.name}»", (rows,))]


def _of_own_words(
    connection: Connection,
    municipality: str,
    year: int,
    texts: Mapping[str, str],
    moment: datetime,
) -> list[Subject]:
    row = OwnWordsRow
    rows = select(row.place, row.text).where(
        row.municipality == municipality, row.year == year, row.place.in_(list(texts))
    )
    return [Subject(municipality, None, f"слова методиста за {year} год", (rows,))]


def _of_edits(
    connection: Connection, slot: Any, section: str, edits: Any, person: str, moment: datetime
) -> list[Subject]:
    row = TextEditRow
    rows = select(row.section, row.sentence, row.text).where(
        row.municipality == slot.municipality,
        row.kind == slot.kind,
        row.year == slot.year,
        row.organisation == slot.org,
        row.roadmap == slot.roadmap,
        *((row.section == section, row.sentence != "") if section else (row.sentence == "",)),
    )
    told = f"правки документа «{slot.kind}» за {slot.year} год"
    return [Subject(slot.municipality, None, told, (rows,))]


def _of_template(
    connection: Connection, municipality: str, kind: str, content: bytes | None
) -> list[Subject]:
    row = DocumentTemplateRow
    rows = select(row).where(row.municipality == municipality, row.kind == kind)
    return [Subject(municipality, None, f"шаблон «{kind}»", (rows,))]


def _of_issue(connection: Connection, document: Any, files: Any) -> list[Subject]:
    row, slot = IssuedDocumentRow, document.slot
    rows = select(
        row.kind,
        row.year,
        row.organisation,
        row.roadmap,
        row.edition,
        row.number,
        row.issued_on,
        row.note,
    ).where(row.municipality == slot.municipality, row.kind == slot.kind, row.year == slot.year)
    told = f"документ «{slot.kind}» за {slot.year} год"
    return [Subject(slot.municipality, None, told, (rows,))]


def _of_signed(connection: Connection, document_id: int, paper: Any) -> list[Subject]:
    row, file = IssuedDocumentRow, IssuedFileRow
    found = connection.execute(select(row).where(row.id == document_id)).first()
    if found is None:
        return [Subject(None, None, "регистрация документа")]
    rows = select(file.file_format, file.filename).where(file.document_id == document_id)
    told = f"документ «{found.kind}» за {found.year} год"
    return [Subject(found.municipality, None, told, (rows,))]


def _of_protocol(connection: Connection, municipality: str, protocol: Any) -> list[Subject]:
    row = ProtocolRow
    rows = select(row).where(row.municipality == municipality, row.number == protocol.number)
    return [Subject(municipality, None, f"протокол № {protocol.number}", (rows,))]


def _of_stored_protocol(connection: Connection, protocol_id: int) -> list[Subject]:
    row = ProtocolRow
    found = connection.execute(select(row).where(row.id == protocol_id)).first()
    if found is None:
        return [Subject(None, None, "протокол")]
    decisions = select(DecisionRow).where(DecisionRow.protocol_id == protocol_id)
    rows = (select(row).where(row.id == protocol_id), decisions)
    return [Subject(found.municipality, None, f"протокол № {found.number}", rows)]


def _of_execution(connection: Connection, assignment_id: int, execution: Any) -> list[Subject]:
    row = ExecutionRow
    rows = select(row).where(row.decision_id == assignment_id)
    whose, told = _assignment(connection, assignment_id)
    return [Subject(whose, execution.addressee, told, (rows,))]


def _of_release(connection: Connection, assignment_id: int, release: Any) -> list[Subject]:
    row = ReleaseRow
    rows = select(row).where(row.decision_id == assignment_id)
    whose, told = _assignment(connection, assignment_id)
    return [Subject(whose, None, told, (rows,))]


def _assignment(connection: Connection, assignment_id: int) -> tuple[str | None, str]:
    """Whose an assignment is, and its name in words."""
    row, protocol = DecisionRow, ProtocolRow
    found = connection.execute(
        select(protocol.municipality, protocol.number, row.number.label("point"))
        .join(row, row.protocol_id == protocol.id)
        .where(row.id == assignment_id)
    ).first()
    if found is None:
        return None, "поручение"
    return found.municipality, f"поручение {found.point} протокола № {found.number}"


def _of_evidence(
    connection: Connection, entry: Any, content: bytes | None, moment: datetime
) -> list[Subject]:
    row = EvidenceRow
    rows = _evidence(row.organisation == entry.org, row.year == entry.year)
    told = f"документ-подтверждение «{entry.name}»"
    return [Subject(_holder(connection, entry.org), entry.org, told, (rows,))]


def _of_stored_evidence(connection: Connection, entry_id: int) -> list[Subject]:
    row = EvidenceRow
    found = connection.execute(
        select(row.municipality, row.organisation, row.name).where(row.id == entry_id)
    ).first()
    if found is None:
        return [Subject(None, None, "документ-подтверждение")]
    told = f"документ-подтверждение «{found.name}»"
    return [Subject(found.municipality, found.organisation, told, (_evidence(row.id == entry_id),))]


def _evidence(*conditions: Any) -> AnyQuestion:
    """Entries without their files, which may be large."""
    row = EvidenceRow
    return select(
        row.id, row.organisation, row.year, row.question, row.name, row.number, row.dated,
        row.filename,
    ).where(*conditions)  # fmt: skip


def _of_note(connection: Connection, municipality: str, note: Any, *rest: Any) -> list[Subject]:
    row = NoteRow
    of_it = (
        row.municipality == municipality,
        row.year == note.year,
        row.indicator == note.code,
        row.organisation == note.org,
    )
    told = f"примечание за {note.year} год"
    return [Subject(municipality, note.org or None, told, (select(row).where(*of_it),))]


def _of_stored_note(connection: Connection, note_id: int, *rest: Any) -> list[Subject]:
    row = NoteRow
    found = connection.execute(select(row).where(row.id == note_id)).first()
    if found is None:
        return [Subject(None, None, "примечание")]
    told = f"примечание за {found.year} год"
    rows = (select(row).where(row.id == note_id),)
    return [Subject(found.municipality, found.organisation or None, told, rows)]


def _of_chain(connection: Connection, municipality: str, chain: Any) -> list[Subject]:
    row, measure = ChainRow, MeasureRow
    of_it = (
        row.municipality == municipality,
        row.indicator == chain.indicator,
        row.year == chain.year,
    )
    rows = (select(row).where(*of_it), select(measure).join(row).where(*of_it))
    return [Subject(municipality, None, f"меры за {chain.year} год", rows)]


def _of_person(connection: Connection, login: str, *rest: Any) -> list[Subject]:
    row, grant = PersonRow, GrantRow
    person = select(row.login, row.name, row.is_blocked).where(row.login == login)
    grants = select(grant).where(grant.login == login)
    return [Subject(None, None, f"сотрудник «{login}»", (person, grants))]


def _of_session(connection: Connection, *rest: Any) -> list[Subject]:
    return [Subject(None, None, "вход в программу")]


def _of_restoring(connection: Connection, told: str) -> list[Subject]:
    return [Subject(None, None, told)]


def _of_export(
    connection: Connection, municipality: str | None, file_name: str, size: int
) -> list[Subject]:
    told = f"файл «{file_name}», {-(-size // 1024)} КБ"
    return [Subject(municipality, None, told)]


def _of_nothing(connection: Connection, *rest: Any) -> list[Subject]:
    """What changes no data has no line; whose upload it is, ``waiting.py`` asks itself."""
    return []


SCHOOL, METHODIST, CONTROLLER, HEAD, ADMINISTRATOR, REGION = (frozenset({role}) for role in Role)
BOTH = METHODIST | CONTROLLER
NOBODY = frozenset[Role]()
WAITING = ActKind("ждущие файлы", NOBODY, _of_nothing, is_automatic=True)
OWN_VIEW = ActKind("свой вид", NOBODY, _of_nothing, is_automatic=True)

ACTS: dict[str, ActKind] = {
    "save_return": ActKind(
        "принят отчёт", SCHOOL | METHODIST, _of_return, BOTH, states=_states_of_returns
    ),
    "save_returns": ActKind(
        "принят отчёт", SCHOOL | METHODIST, _of_returns, BOTH, states=_states_of_returns
    ),
    "record_refusal": ActKind("файл не принят", SCHOOL | BOTH, _of_refusal, is_automatic=True),
    "save_draft": ActKind("черновик отчёта", SCHOOL, _of_draft, BOTH),
    "drop_draft": ActKind("черновик отчёта убран", SCHOOL, _of_draft, BOTH),
    "accept_returns": ActKind("отчёт принят после проверки", METHODIST, _of_reviewed),
    "return_reviewed": ActKind("отчёт возвращён с проверки", METHODIST, _of_reviewed),
    "switch_review": ActKind("проверка перед приёмом", CONTROLLER, _of_switch),
    "draft_letters": ActKind("письма подготовлены", BOTH, _of_drafted),
    "edit_letter": ActKind("письмо изменено", BOTH, _of_letter),
    "begin_sending": ActKind("письмо отправляется", BOTH, _of_letter),
    "end_sending": ActKind("отправка письма", BOTH, _of_letter),
    "settle_letters": ActKind("письмо отмечено", BOTH, _of_letters),
    "answer_problem": ActKind("ответ на замечание", METHODIST, _of_answer),
    "send_back": ActKind("отчёт возвращён на доработку", METHODIST, _of_sent_back),
    "undo_return": ActKind("загрузка отменена", METHODIST, _of_undoing),
    "save_deadline": ActKind("назначен срок", METHODIST, _of_deadline),
    "save_alias": ActKind("запомнено написание названия", BOTH, _of_alias),
    "save_mapping": ActKind("запомнена раскладка таблицы", METHODIST, _of_mapping),
    "close_judged": ActKind("год закрыт", CONTROLLER, _of_closing, concerns_all=True),
    "reopen_year": ActKind("год открыт для исправления", CONTROLLER, _of_reopening),
    "save_verdicts": ActKind(
        "записаны выводы закрытого года", BOTH, _of_verdicts, is_automatic=True
    ),
    "save_district_verdicts": ActKind("выводы района", NOBODY, _of_nothing, is_automatic=True),
    "release_assignment": ActKind("поручение снято с контроля", CONTROLLER, _of_release),
    "save_protocol": ActKind("внесён протокол", BOTH, _of_protocol),
    "remove_protocol": ActKind("протокол отозван", BOTH, _of_stored_protocol),
    "save_execution": ActKind("отметка об исполнении", SCHOOL | BOTH, _of_execution, BOTH),
    "save_evidence": ActKind("внесено подтверждение", SCHOOL | BOTH, _of_evidence, BOTH),
    "remove_evidence": ActKind("подтверждение отозвано", BOTH, _of_stored_evidence),
    "save_note": ActKind("внесено примечание", BOTH | HEAD, _of_note),
    "offer_note": ActKind("примечание для документа", BOTH | HEAD, _of_stored_note),
    "remove_note": ActKind("примечание отозвано", BOTH | HEAD, _of_stored_note),
    "save_chain": ActKind("записаны меры", BOTH, _of_chain),
    "save_register": ActKind("изменён реестр", CONTROLLER, _of_register, concerns_all=True),
    "remove_organisation": ActKind("строка реестра убрана", CONTROLLER, _of_organisation),
    "save_roll": ActKind("загружен контингент", CONTROLLER, _of_roll),
    "save_roadmap": ActKind(
        "сохранена дорожная карта", CONTROLLER | REGION, _of_roadmap, concerns_all=True
    ),
    "withdraw_roadmap": ActKind(
        "отозвана дорожная карта", CONTROLLER | REGION, _of_withdrawal, concerns_all=True
    ),
    "save_school_targets": ActKind("заданы планы школ", CONTROLLER, _of_school_targets),
    "save_settings": ActKind("изменены настройки", BOTH, _of_settings, concerns_all=True),
    "save_region": ActKind("указан регион", CONTROLLER, _of_region, concerns_all=True),
    "save_own_words": ActKind("изменены слова документа", BOTH, _of_own_words),
    "save_edits": ActKind("исправлен текст документа", BOTH | HEAD, _of_edits),
    "save_template": ActKind("изменён шаблон документа", BOTH, _of_template),
    "issue_document": ActKind("документ выпущен", HEAD, _of_issue),
    "attach_signed": ActKind("приложен подписанный документ", BOTH | HEAD, _of_signed),
    "add_person": ActKind("добавлен сотрудник", ADMINISTRATOR, _of_person),
    "give_role": ActKind("дана роль", ADMINISTRATOR, _of_person),
    "take_role": ActKind("роль снята", ADMINISTRATOR, _of_person),
    "block": ActKind("вход закрыт", ADMINISTRATOR, _of_person),
    "unblock": ActKind("вход открыт", ADMINISTRATOR, _of_person),
    "set_password": ActKind("сменён пароль", ADMINISTRATOR, _of_person),
    "invite": ActKind("выдан код приглашения", ADMINISTRATOR, _of_person),
    "accept_invitation": ActKind(
        "пароль задан по приглашению", NOBODY, _of_session, is_automatic=True
    ),
    "begin_session": ActKind("вход", NOBODY, _of_session, is_automatic=True),
    "end_session": ActKind("выход", NOBODY, _of_session, is_automatic=True),
    "end_sessions": ActKind("завершены входы сотрудника", ADMINISTRATOR, _of_person),
    "note_sign_in_error": ActKind("неверный пароль", NOBODY, _of_session, is_automatic=True),
    "save_view": OWN_VIEW,
    "remove_view": OWN_VIEW,
    "note_seen": OWN_VIEW,
    "receive_upload": WAITING,
    "add_waiting": WAITING,
    "begin_work": WAITING,
    "note_progress": WAITING,
    "end_work": WAITING,
    "break_off": WAITING,
    "queue_lost_uploads": WAITING,
    "decide_upload": WAITING,
    "drop_upload": WAITING,
    "check_again": WAITING,
    "drop_old_uploads": WAITING,
    "want_file": WAITING,
    "begin_wanted": WAITING,
    "answer_wanted": WAITING,
    "drop_wanted": WAITING,
    "note": ActKind("отмечено", NOBODY, _of_restoring, is_automatic=True),
    "note_export": ActKind("скачан файл", NOBODY, _of_export, is_automatic=True, is_told=True),
}
"""Every act of the store; one that has no line here cannot be done.

The words of an act stand in journals that are kept, and some are found again by them: they stay.
"""


# who may


def authorise(kind: ActKind, subjects: Sequence[Subject], who: Author) -> None:
    """Raise Refused where the person has no role for the act on each of its subjects."""
    if who.grants is None or kind.is_automatic:
        return
    for subject in subjects:
        if not any(_admits(kind, grant, subject) for grant in who.grants):
            raise Refused(
                f"Это действие («{kind.words}») вам не разрешено. "
                "Кому оно доступно, скажет администратор."
            )


def may_do(who: Author, act: str, municipality: str) -> bool:
    """Whether a person has a role for an act on anything of a municipality: else no button."""
    kind = ACTS[act]
    return (
        who.grants is None
        or kind.is_automatic
        or any(
            grant.place == municipality and grant.role in kind.roles | kind.of_district
            for grant in who.grants
        )
    )


def _admits(kind: ActKind, grant: Any, subject: Subject) -> bool:
    if grant.role is Role.ADMINISTRATOR:
        return Role.ADMINISTRATOR in kind.roles
    if grant.place != subject.municipality:
        return False
    if grant.role is Role.SCHOOL:
        return Role.SCHOOL in kind.roles and grant.org == subject.org
    is_district = subject.org in {None, subject.municipality}
    return grant.role in kind.roles or (is_district and grant.role in kind.of_district)


def _holder(connection: Connection, org: str) -> str | None:
    return _holders(connection, {org}).get(org)


def _holders(connection: Connection, orgs: set[str]) -> dict[str, str]:
    """Code of an organisation → its municipality."""
    row = OrganisationRow
    found = connection.execute(select(row.code, row.municipality).where(row.code.in_(orgs)))
    return {line.code: line.municipality for line in found}
