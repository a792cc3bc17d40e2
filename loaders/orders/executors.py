"""Executors («исполнители»): a cell split into bodies, and what sort of body each is."""

import re
from collections.abc import Iterator
from enum import StrEnum

from loaders.orders.document import tidy


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
    r"[,;](?![^(]*\)|\s*№)|\s/\s|(?<=\w) и (?=общеобраз|образоват|школ|ОО|ДОУ|ДОО|МКУ|МБУ|О[ОУ])"
)
PERSON = re.compile(r"^[А-ЯЁ][а-яё-]+\s+[А-ЯЁ]\.\s?[А-ЯЁ]\.$")

SORTS: tuple[tuple[Sort, str], ...] = (
    (Sort.PUBLIC, r"^общественн\w+ (организаци|объединени)"),
    (
        Sort.SCHOOLS,
        r"^(обще)?образовательн\w+ (организаци|учреждени)|^(все )?школ|^(М[БКА]?ОУ|СОШ|ООШ|ГБОУ)"
        r"|^(ОО|ОУ|ДОУ|ДОО|МДОУ|МБДОУ)\b|^детск\w+ сад|^дошкольн"
        r"|(руководител|директор|заведующ|заместител|педагог|психолог|учител|воспитател|администраци)"
        r".*(\bОО\b|\bОУ\b|\bДО[ОУ]\b|школ|образовательн\w+ (организаци|учреждени)|детск\w+ сад)"
        r"|^классн\w+ руководител|^учител|^психологи$|^педагоги-психологи$|^педагоги$",
    ),
)
"""Sort → how it is written; everything else is a body of the district."""


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
    return next(
        (sort for sort, words in SORTS if re.search(words, executor, re.IGNORECASE)), Sort.BODY
    )
