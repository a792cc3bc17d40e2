"""Who answers for a row, who is judged, and of whom its percent is.

Executors by their sort; level and scope («уровень», «охват планового значения») that follow from
them; denominators that the roll of pupils does not hold.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from data_model.roadmap import Kind, Level, Scope, names_schools
from loaders.orders.document import tidy
from loaders.orders.measures import ReadMeasure
from loaders.orders.wording_signs import EACH, SHARE_OF, Subject


class Sort(StrEnum):
    """Sorts of executors that a level depends on."""

    SCHOOLS = "schools"
    PUBLIC = "public"
    BODY = "body"


OPENERS = (
    r"(?:МКУ|МБУ|МАУ|МБУДО|МБУ ДО|МАУДО|ГБПОУ|ГАПОУ|ГБУ|ГКУ|МКУДО|ММС|РМК|ИМЦ|ММЦ|ЦЗН)(?!\w)"
    r"|Управление|Отдел(?!\w)|Комитет|Департамент|Администрация|Министерство"
    r"|(?:Общео|О)бразовательн(?:ые|ая) (?:организаци|учреждени)[яи]|Общественные организации"
    r"|Руководител[ьи]|Директор[аы]?(?!\w)|Заведующ(?:ий|ая|ие)|Заместител[ьи]|Методист(?:ы)?(?!\w)"
    r"|Специалист(?:ы)?(?!\w)|Школы|Центр занятости|Методический кабинет|Педагог\w*"
    r"|Классные руководители"
)
"""Beginnings of a new executor in the middle of a line that has no comma."""

GOVERNS = re.compile(
    r"(?:методист|специалист|директор|руководител|заведующ|начальник|педагог|психолог|сотрудник"
    r"|работник|заместител)\w*$|(?<!\w)(?:МКУ|МБУ|МАУ|ГБУ|ГКУ|ГБПОУ|ГАПОУ)$",
    re.IGNORECASE,
)
"""A post or a form of body at the end of a text: what follows belongs to it («методисты МКУ …»)."""

ADJECTIVE = re.compile(r"(?:ые|ие|ая|ых|их|ого|ский)$")
"""At the end of a line: the noun follows on the next one."""

STARTS = re.compile(rf"(?<=[\w»)\"]) (?={OPENERS})")
SEPARATORS = re.compile(
    r"[,;](?![^(]*\)|\s*№|\s*\d+\s*(?:[,;.–—-]|и\s|$))"
    r"|\s/\s|(?<=\w) и (?=общеобраз|образоват|школ|ОО|ДОУ|ДОО|МКУ|МБУ|О[ОУ])"
)
PERSON = re.compile(r"^[А-ЯЁ][а-яё-]+\s+[А-ЯЁ]\.\s?[А-ЯЁ]\.$")

PUBLIC = re.compile(r"^общественн\w+ (организаци|объединени)", re.IGNORECASE)


def executors_of(text: str) -> tuple[str, ...]:
    """The bodies of a cell in order, each once.

    Split at commas, at line breaks before a new body, and where a body begins in mid-line.
    """
    lines = "\n".join(_lines(text))
    pieces = (
        piece
        for part in SEPARATORS.split(lines)
        for line in part.split("\n")
        for piece in _bodies(tidy(line))
    )
    return tuple(dict.fromkeys(_with_persons(filter(None, pieces))))


def _lines(text: str) -> Iterator[str]:
    """Line breaks stay where the next line begins a body of its own."""
    line = ""
    for following in filter(None, map(tidy, text.split("\n"))):
        begins = re.match(rf"(?:{OPENERS}|[А-ЯЁ])", following) or (
            sort_of(following) is Sort.SCHOOLS and not ADJECTIVE.search(line)
        )
        is_closed = line[-1:] in {"»", ")"}
        begins = begins or bool(is_closed and re.match(OPENERS, following, re.IGNORECASE))
        named = re.match(r"[А-ЯЁ][а-яё]+(?:ского|ской|цкого|ого)\s", following)
        if line and begins and not named and not GOVERNS.search(line) and line[-1] not in "-–":
            yield line
            line = following
        else:
            line = f"{line} {following}".strip()
    yield line


def _bodies(line: str) -> Iterator[str]:
    """«Управление образования МКУ МЦПРО» → two; «методисты МКУ МЦПРО» stays one."""
    start = 0
    for found in STARTS.finditer(line):
        if not GOVERNS.search(line[start : found.start()]):
            yield line[start : found.start()].strip()
            start = found.end()
    last = line[start:].strip()
    yield last if re.search(r"[А-ЯЁ]\.$", last) else last.rstrip(" .")


def _with_persons(pieces: Iterator[str]) -> Iterator[str]:
    """«Фамилия И. О., методист» is one executor."""
    person = ""
    for piece in pieces:
        if PERSON.match(piece):
            person = piece
            continue
        yield f"{person}, {piece}" if person else piece
        person = ""
    if person:
        yield person


def sort_of(executor: str) -> Sort:
    """Everything that is neither public nor of schools is a body of the district."""
    if PUBLIC.search(executor):
        return Sort.PUBLIC
    return Sort.SCHOOLS if names_schools(executor) else Sort.BODY


OF_SCHOOLS = {Kind.SHARE, Kind.GROWING_SHARE, Kind.SHARE_OF_ORGS}
"""Kinds whose figures only schools can give, whoever is named."""


@dataclass(frozen=True, slots=True)
class JudgedLevels:
    """Who is judged. ``control``: schools give their own number beside the municipality's."""

    level: Level
    scope: Scope | None = None
    control: bool = False


def standing_of(
    measure: ReadMeasure, wording: str, title: str, executors: Sequence[str]
) -> JudgedLevels:
    """The level of a row by its kind and its executors.

    Shares come from schools. A document is the municipality's, the schools', or both, as they
    are named. A number is the district's unless it is promised of each school; where pupils
    take part, the schools' own numbers are asked beside it.
    """
    sorts = {sort_of(executor) for executor in executors}
    each = bool(EACH.search(wording))
    if measure.is_share or measure.per:
        return JudgedLevels(Level.SCHOOL, Scope.EACH_SCHOOL if each else Scope.DISTRICT_SHARE)
    match measure.kind:
        case Kind.PRESENCE:
            return _of_document(sorts, each)
        case Kind.SHARE_OF_ORGS:
            return JudgedLevels(Level.SCHOOL, Scope.DISTRICT_SHARE)
        case Kind.LEVEL:
            of_schools = each or Sort.SCHOOLS in sorts
            municipal = JudgedLevels(Level.MUNICIPALITY)
            return JudgedLevels(Level.SCHOOL, Scope.EACH_SCHOOL) if of_schools else municipal
        case Kind.COUNT | Kind.GROWTH if each:
            return JudgedLevels(Level.SCHOOL, Scope.EACH_SCHOOL)
    return _of_number(measure, sorts, title)


def _of_document(sorts: set[Sort], each: bool) -> JudgedLevels:
    if each or sorts == {Sort.SCHOOLS}:
        return JudgedLevels(Level.SCHOOL, Scope.EACH_SCHOOL)
    return JudgedLevels(Level.BOTH if Sort.SCHOOLS in sorts else Level.MUNICIPALITY)


def _of_number(measure: ReadMeasure, sorts: set[Sort], title: str) -> JudgedLevels:
    """A total of the district: of the municipality's own number, or summed over the schools.

    Hours are a norm of each school that is to carry it out.
    """
    if measure.subject is Subject.HOURS and Sort.SCHOOLS in sorts:
        return JudgedLevels(Level.SCHOOL, Scope.EACH_SCHOOL)
    if sorts == {Sort.SCHOOLS}:
        return JudgedLevels(Level.SCHOOL, Scope.DISTRICT_TOTAL)
    people = measure.subject in {Subject.PUPILS, Subject.PEOPLE}
    taking_part = title.lower().lstrip().startswith("участие")
    control = measure.kind is Kind.COUNT and people and (taking_part or Sort.SCHOOLS in sorts)
    return JudgedLevels(Level.MUNICIPALITY, Scope.DISTRICT_TOTAL, control)


WHOLES = {
    Subject.STAFF: "Всего работников",
    Subject.CHILDREN: "Всего детей",
    Subject.THINGS: "Всего (от чего считается доля)",
}
NAMED = re.compile(
    r"\b(дол[яиюей]+|удельн\w+ вес|охват\w*|процент)\s"
    r"|(?:от|в)\s+(?:общ\w+\s+)?(?:числ|количеств|численност)",
    re.IGNORECASE,
)
"""The words say of whom the share is."""
GROUPS = (
    (r"родител|семе[йи]", "Всего родителей"),
    (r"молод[её]ж", "Всего молодёжи этого возраста"),
    (r"\bОВЗ\b|инвалид", "Всего обучающихся с ОВЗ и инвалидностью"),
    (r"групп\w+ риска|на уч[её]те", "Всего обучающихся этой группы"),
    (r"сирот|опек", "Всего обучающихся этой группы"),
)
"""Groups of pupils that the roll does not tell apart."""

OF_LESSONS = (
    r"начальн\w+ классов|математики|русск\w+ языка(?: и литературы)?|литературы|родн\w+ языка"
    r"|иностранн\w+ языка|английск\w+ языка|физики|химии|биологии|истории|обществознания|географии"
    r"|информатики|физической культуры|технологии|музыки|предметник\w*"
)
ONE_STAFF = (
    rf"(?:педагогов-психологов|учителей-\w+|учителей(?:\s+(?:{OF_LESSONS}))?"
    r"|(?:педагогических|руководящих|медицинских)(?:\s+и\s+\w+их)?\s+работников"
    r"|педагогов(?:\s+дополнительного образования)?|воспитателей|руководителей|директоров"
    r"|психологов|методистов|наставников|специалистов|сотрудников|работников)"
)
STAFF = re.compile(rf"{ONE_STAFF}(?:(?:,| и)\s+{ONE_STAFF})*", re.IGNORECASE)
"""Whom of the staff a share is of: all of them are its whole."""
YOUNG = re.compile(r"молод\w+\W+(?:педагог|учител|специалист)", re.IGNORECASE)


def whole_of(measure: ReadMeasure, wording: str) -> str:
    """The denominator to be asked for; empty where the roll has it, or none is needed."""
    if measure.per:
        return measure.whole
    if not measure.is_share or measure.subject is None:
        return ""
    if measure.subject is Subject.STAFF:
        return _whole_of_staff(wording)
    group = next((whole for words, whole in GROUPS if re.search(words, wording)), "")
    return group or WHOLES.get(measure.subject, "")


def _whole_of_staff(wording: str) -> str:
    """All of those whom the words name behind «доля»; of nobody named all workers."""
    if YOUNG.search(wording):
        return "Всего молодых педагогов"
    share = SHARE_OF.search(wording)
    named = STAFF.search(wording, share.end() if share else 0)
    return f"Всего {' '.join(named[0].lower().split())}" if named else WHOLES[Subject.STAFF]


def is_open_whole(measure: ReadMeasure, wording: str) -> bool:
    """Nobody keeps count of it, or the words do not say of whom the share is."""
    whole = whole_of(measure, wording)
    kept = measure.subject in {Subject.STAFF, Subject.CHILDREN, Subject.PUPILS}
    return bool(whole) and not (kept and NAMED.search(wording))
