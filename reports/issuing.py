"""Issuing («выпуск документа»): what an expert would miss is listed, then all is frozen.

The list is no lock: the head may sign a paper that lacks something, but not without being told.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum
from pathlib import PurePath

from data_model.decisions import DocumentFile, DocumentSlot, IssuedDocument
from data_model.errors import Refused
from data_model.people import JournalHead
from data_model.snapshot import Snapshot
from indicators import wording
from indicators.cycle import gaps, positions
from indicators.plan_fact_row import PlanFact
from indicators.reasons import UNKNOWN, Reason
from indicators.terms import goal_coverage
from indicators.wording import capital
from reports.compose.frame import UNNUMBERED, requisites
from reports.handover import FORMATS, KINDS, composed, file_name, fitting
from reports.material import Material, with_reason
from reports.summary import Paragraph, Place, Section, Summary
from reports.tidy import export


class Where(StrEnum):
    """Where what is missing is entered, as the menu names it."""

    WORDS = "Документы → Пояснения"
    TEXT = "Документы → Текст"
    OFFICE = "Документы → Реквизиты"
    RETURNS = "Сбор отчётов → Кто сдал"
    ROADMAP = "Настройка → Дорожная карта"
    MEASURES = "Показатели → Меры и эффект"
    MEETINGS = "Решения и контроль → Протоколы"

    @property
    def page(self) -> str:
        """The address of the page that a link leads to."""
        return PAGES[self]


PAGES = {
    Where.WORDS: "documents",
    Where.TEXT: "documents",
    Where.OFFICE: "documents",
    Where.RETURNS: "board",
    Where.ROADMAP: "roadmap",
    Where.MEASURES: "effect",
    Where.MEETINGS: "protocols",
}


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing: the position of the management cycle, a sentence, the place.

    ``key`` is that of the place for own words, or of the setting of the office, where it is one.
    """

    position: str
    told: str
    where: Where
    key: str = ""


PAPER = "Оформление"
REPORTS = frozenset({"monitoring", "diagnostics", "effect"})
"""Kinds that an expert reads as evidence of the cycle."""


def missing(summary: Summary, material: Material) -> tuple[Missing, ...]:
    """Everything, in the order of the document: its form first, then the nine positions."""
    if summary.is_empty:
        return ()
    found = [*_form(summary, material), *_text(summary), *_words(summary)]
    if summary.kind in REPORTS:
        found += [*_goals(material), *_of_data(summary, material), *_cycle(summary, material)]
    return tuple(found)


def _form(summary: Summary, material: Material) -> Iterator[Missing]:
    office = material.office
    is_head = summary.signature.post == office.head_post
    signs = "head_name" if is_head else "methodist_name"
    approves = office.head_name or not _names_head(summary, material)
    for value, told, key in (
        (summary.signature.name, "не названы инициалы и фамилия подписывающего", signs),
        (summary.place, "не указано место составления", "place"),
        (office.executor, "не указан исполнитель", "executor"),
        (office.phone, "не указан телефон исполнителя", "phone"),
        (approves, "не назван утверждающий", "head_name"),
    ):
        if not value:
            yield Missing(PAPER, told, Where.OFFICE, key)


def _names_head(summary: Summary, material: Material) -> bool:
    """Whether the head approves by a signature of his own, not by an order."""
    return material.office.head_post in summary.approval


def _text(summary: Summary) -> Iterator[Missing]:
    """What persons have changed and should look at again, and what they have taken out."""
    for one in summary.unsettled:
        said = one or "исключённое предложение"
        yield Missing(PAPER, f"в этом предложении цифры изменились: «{said}»", Where.TEXT)
    for key in summary.left_out:
        yield Missing(POSITIONS.get(key, key.capitalize()), "раздел исключён", Where.TEXT)


POSITIONS = {
    "цели": "Цели",
    "показатели": "Показатели",
    "методы": "Методы сбора данных",
    "результаты": "Мониторинг",
    "анализ": "Анализ",
    "рекомендации": "Адресные рекомендации",
    "меры": "Меры",
    "решения": "Управленческие решения",
    "эффективность": "Анализ эффективности мер",
}
"""Positions of the management cycle by the section that answers each."""


def _words(summary: Summary) -> Iterator[Missing]:
    """Places that are still empty, by the section that they stand in."""
    for section in summary.sections:
        for block in section.blocks:
            if isinstance(block, Place) and not block.text.strip():
                told = f"не вписано: {block.prompt}"
                yield Missing(section.title or summary.form, told, Where.WORDS, block.key)


def _goals(material: Material) -> Iterator[Missing]:
    found = goal_coverage(material.roadmap, material.year)
    if not found:
        yield Missing("Цели", "цели дорожной карты не названы", Where.ROADMAP)
    for one in found:
        if one.finding:
            yield Missing("Цели", f"«{one.goal.title}»: {one.finding}", Where.ROADMAP)


def _of_data(summary: Summary, material: Material) -> Iterator[Missing]:
    if summary.stamp.provisional:
        told = f"данные предварительные: {summary.stamp.provisional}"
        yield Missing("Методы сбора данных", told, Where.RETURNS)
    for row in with_reason(material.district, {*UNKNOWN, Reason.UNCONFIRMED}):
        why = wording.why(row, official=True)
        yield Missing("Показатели", f"{row.quoted}: {why}", Where.RETURNS)


def _cycle(summary: Summary, material: Material) -> Iterator[Missing]:
    """Positions of the cycle without evidence; the paper itself is that of its own."""
    for title in gaps(positions(material.snapshot, material.year)):
        if title in GAPS and title not in OWN.get(summary.kind, ()):
            told, where = GAPS[title]
            yield Missing(capital(title), f"{told} за {material.year} год", where)


GAPS = {
    "мониторинг": ("нет ни одного отчёта", Where.RETURNS),
    "анализ": ("не записаны выводы и нет аналитического отчёта", Where.MEASURES),
    "адресные рекомендации": ("не записаны рекомендации по показателям", Where.MEASURES),
    "меры": ("не названы меры", Where.MEASURES),
    "управленческие решения": ("нет решений: ни протокола заседания, ни приказа", Where.MEETINGS),
    "анализ эффективности": ("нет справки об эффективности мер", Where.MEASURES),
}
OWN = {"monitoring": ("анализ",), "diagnostics": ("анализ",), "effect": ("анализ эффективности",)}
"""The positions that a document is itself the evidence of."""


# the issue

FROZEN_DATA = "data"
"""Format of the file with the data of an issue: facts and plan/fact as they were."""
SIGNED = "signed"
"""Format of the paper as it was signed: what the register holds, where there is one."""
OTHER_FILES = {SIGNED: "Подписанный документ", FROZEN_DATA: "Данные при регистрации"}


@dataclass(frozen=True, slots=True)
class DocumentChange:
    """What a document would say now in place of what it said; empty where nothing stood."""

    before: str
    now: str


def numbered(
    summary: Summary, number: str, issued_on: date, head: JournalHead | None = None
) -> Summary:
    """The document with its requisites and the end of the journal; it is no draft any more.

    Its annexes name it, and what has not been written is not asked for in a signed paper.
    """
    filled = {"номер": number.strip(), "дата": wording.date_short(issued_on)}
    said = requisites(filled["дата"], filled["номер"])
    return replace(
        summary,
        fields=summary.fields | filled,
        stamp=replace(summary.stamp, journal=str(head or "")),
        sections=tuple(_finished(one, said) for one in summary.sections),
        draft=False,
    )


def _finished(section: Section, said: str) -> Section:
    """A section without places that stayed empty; its annex mark with the requisites."""
    blocks = tuple(
        block for block in section.blocks if not (isinstance(block, Place) and not block.lines)
    )
    none = (Paragraph("Сведения не представлены."),) if section.title else ()
    annex = tuple(line.replace(UNNUMBERED, said) for line in section.annex)
    return replace(section, blocks=blocks or none, annex=annex)


def prepared(
    summary: Summary,
    material: Material,
    plan_fact: PlanFact,
    number: str,
    issued_on: date,
    *,
    org: str = "",
    note: str = "",
    signed: DocumentFile | None = None,
    head: JournalHead | None = None,
) -> tuple[IssuedDocument, tuple[DocumentFile, ...]]:
    """An issue ready to be stored, with every format of its kind and the data beside them.

    It is composed anew for its own day, so that no term lies before it. ``signed``: the paper
    that was signed (``signed_paper``), where the head corrected it in Word or it was scanned.
    ``head``: where the journal ends, printed at the foot of each page.
    """
    snapshot = material.snapshot
    final = composed(summary.kind, replace(material, day=issued_on, made={}), org or None)
    code, about = snapshot.municipality.code, snapshot.about(summary.year)
    slot = DocumentSlot(code, summary.kind, summary.year, org, about)
    issue = IssuedDocument(
        slot, number, issued_on, snapshot.version, tuple(final.sentences()), note, head=head
    )
    files = _files(numbered(final, number, issued_on, head), snapshot, org)
    paper = (signed,) if signed else ()
    return issue, (*paper, *files, _data(snapshot, plan_fact))


SIGNATURES = {
    ".pdf": (b"%PDF-",),
    ".docx": (b"PK\x03\x04",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".png": (b"\x89PNG\r\n",),
}
"""What a signed paper may be, and how such a file begins."""
MOST_OF_A_PAPER = 30 * 1024 * 1024


def signed_paper(filename: str, content: bytes) -> DocumentFile:
    """The signed scan or the Word that the head corrected, as a file of an issue.

    Raises Refused for a file of another kind, one that is not what its name says, or too large.
    """
    suffix = PurePath(filename).suffix.lower()
    if suffix not in SIGNATURES:
        known = ", ".join(kind.lstrip(".") for kind in SIGNATURES)
        raise Refused(f"Подписанный документ прикладывают файлом {known}; прислан «{filename}».")
    if not content.startswith(SIGNATURES[suffix]):
        raise Refused(f"Файл «{filename}» повреждён или назван не тем, что в нём.")
    if len(content) > MOST_OF_A_PAPER:
        raise Refused(f"Файл «{filename}» больше 30 МБ: отсканируйте с меньшим разрешением.")
    return DocumentFile(SIGNED, f"Подписано_{fitting(PurePath(filename).stem)}{suffix}", content)


def file_title(file_format: str) -> str:
    """What a file of an issue is called on a button."""
    return OTHER_FILES.get(file_format) or FORMATS[file_format].title


def _files(summary: Summary, snapshot: Snapshot, org: str) -> tuple[DocumentFile, ...]:
    return tuple(
        DocumentFile(
            suffix,
            file_name(summary.kind, suffix, snapshot, summary.year, org or None),
            FORMATS[suffix].write(summary),
        )
        for suffix in KINDS[summary.kind].formats
    )


def _data(snapshot: Snapshot, plan_fact: PlanFact) -> DocumentFile:
    name = f"Данные_{snapshot.municipality.code}_версия_{snapshot.version}.zip"
    return DocumentFile(FROZEN_DATA, name, export(snapshot, plan_fact, ".zip"))


def changes(issue: IssuedDocument, summary: Summary) -> tuple[DocumentChange, ...]:
    """Sentences that would read differently if the document were made now."""
    before, now = list(issue.sentences), list(summary.sentences())
    matcher = SequenceMatcher(None, before, now, autojunk=False)
    return tuple(
        change
        for tag, start, end, now_start, now_end in matcher.get_opcodes()
        if tag != "equal"
        for change in _paired(before[start:end], now[now_start:now_end])
    )


def _paired(before: list[str], now: list[str]) -> list[DocumentChange]:
    """Replaced sentences side by side, the rest as taken away or added."""
    most = max(len(before), len(now))
    fill = [""] * most
    return [
        DocumentChange(one, other)
        for one, other in zip((before + fill)[:most], (now + fill)[:most], strict=True)
    ]
