"""The layout of a form («бланк»): which question stands where, one truth for writer and reader.

The sheet of a question follows from its shape: counts by grade stand on «Показатели», single
counts, hours and choices from a list on «Мероприятия», presence with its documents on
«Документы». A cell is found again by the code of its row and the header of its column, never by
its address.

Last, the identity of a form («код формы»): what it is, whose it is, and for which year. It stands
in a visible locked line on every data sheet and in the hidden sheet «_meta», because no single
carrier survives every office program. The checksum catches a hand that edits it; it is no secret.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple

from data_model.places import Municipality, Organisation, OrganisationKind
from data_model.returns import NO_GRADE
from data_model.roadmap import (
    ALL_GRADES,
    ROLL,
    AnswerType,
    Question,
    Respondent,
    Roadmap,
)
from loaders.files.workbook import Cell
from loaders.values.reading import plain

FORM_VERSION = 1
"""Raised when forms already handed out can no longer be read."""

HEADER_ROW = 6
"""The row with the headers of a data sheet; over it stand whose form it is and of what year."""
REPORT_OF = " · отчёт за "
"""Between the name and the year over a table."""

ROLL_CONFIRMED = "roll_confirmed"
"""Code of the row that asks whether the roll is right."""

NOT_APPLICABLE_SIGN = "—"
IDENTITY_LABEL = "Код формы:"


class SheetName(StrEnum):
    """Sheets of a form, in their order."""

    TITLE = "Титул"
    INDICATORS = "Показатели"
    EVENTS = "Мероприятия"
    DOCUMENTS = "Документы"
    GUIDE = "Как заполнять"
    META = "_meta"


REMARKS_SHEET = "Замечания"
"""The sheet that a marked copy has beyond a form; never read back."""
REMARK = "Замечание"
"""The header of the column that it has beside its tables."""
NOT_ASKED_THIS_YEAR = "по желанию"
"""What stands in the place of a count of empty cells where the year asks nothing."""

DATA_SHEETS = (SheetName.INDICATORS, SheetName.EVENTS, SheetName.DOCUMENTS)


class InputPart(StrEnum):
    """What a cell of a question holds; the value is the ending of its defined name."""

    ANSWER = ""
    NAME = "name"
    NUMBER = "number"
    DATE = "date"
    LINK = "link"
    REASON = "reason"


DOCUMENT_PARTS = (InputPart.NAME, InputPart.NUMBER, InputPart.DATE, InputPart.LINK)


class Slot(NamedTuple):
    """One input cell of a form, told by what it asks and not by where it stands."""

    question: str
    part: InputPart = InputPart.ANSWER
    grade: int = NO_GRADE
    ordinal: int = 1

    @property
    def name(self) -> str:
        """The defined name, such as ``q_ticket_pupils_g9`` or ``q_work_plan_name_2``."""
        grade = f"_g{self.grade}" if self.grade else ""
        part = f"_{self.part}" if self.part else ""
        ordinal = f"_{self.ordinal}" if self.ordinal > 1 else ""
        return f"q_{self.question}{grade}{part}{ordinal}"


class ColumnRole(StrEnum):
    """What a column is for."""

    CODE = "code"
    TEXT = "text"
    UNIT = "unit"
    GRADE = "grade"
    TOTAL = "total"
    ANSWER = "answer"
    PREVIOUS = "previous"
    ORDINAL = "ordinal"
    NAME = "name"
    NUMBER = "number"
    DATE = "date"
    LINK = "link"
    REASON = "reason"
    LEFT = "left"
    CHECK = "check"


PART_OF_ROLE = {
    ColumnRole.ANSWER: InputPart.ANSWER,
    ColumnRole.GRADE: InputPart.ANSWER,
    ColumnRole.NAME: InputPart.NAME,
    ColumnRole.NUMBER: InputPart.NUMBER,
    ColumnRole.DATE: InputPart.DATE,
    ColumnRole.LINK: InputPart.LINK,
    ColumnRole.REASON: InputPart.REASON,
}
"""Columns that are read, and what their cells hold; all others are only for the person."""


@dataclass(frozen=True, slots=True)
class FormColumn:
    """A column of a data sheet: its header in words, its width in characters."""

    role: ColumnRole
    header: str
    width: float
    grade: int = NO_GRADE


CODE = FormColumn(ColumnRole.CODE, "Код вопроса", 13)
LEFT = FormColumn(ColumnRole.LEFT, "Не заполнено", 11)
CHECK = FormColumn(ColumnRole.CHECK, "Проверка", 26)
"""What is wrong with a row, in words, as soon as it is typed."""

COLUMNS: dict[SheetName, tuple[FormColumn, ...]] = {
    SheetName.INDICATORS: (
        CODE,
        FormColumn(ColumnRole.TEXT, "Что указать", 50),
        *(FormColumn(ColumnRole.GRADE, f"{grade} класс", 6.7, grade) for grade in ALL_GRADES),
        FormColumn(ColumnRole.TOTAL, "Итого", 8),
        FormColumn(ColumnRole.REASON, "Если данных нет: почему", 30),
        LEFT,
        CHECK,
    ),
    SheetName.EVENTS: (
        CODE,
        FormColumn(ColumnRole.TEXT, "Что указать", 62),
        FormColumn(ColumnRole.UNIT, "Единица", 9),
        FormColumn(ColumnRole.ANSWER, "Число", 12),
        FormColumn(ColumnRole.PREVIOUS, "Год назад", 10),
        FormColumn(ColumnRole.REASON, "Если данных нет: почему", 42),
        LEFT,
        CHECK,
    ),
    SheetName.DOCUMENTS: (
        CODE,
        FormColumn(ColumnRole.TEXT, "Что указать", 44),
        FormColumn(ColumnRole.ANSWER, "Есть или нет", 9),
        FormColumn(ColumnRole.PREVIOUS, "Год назад", 8),
        FormColumn(ColumnRole.ORDINAL, "Документ №", 10),
        FormColumn(ColumnRole.NAME, "Наименование документа", 40),
        FormColumn(ColumnRole.NUMBER, "Номер", 13),
        FormColumn(ColumnRole.DATE, "Дата", 12),
        FormColumn(ColumnRole.LINK, "Ссылка", 24),
        FormColumn(ColumnRole.REASON, "Если нет: почему", 28),
        LEFT,
        CHECK,
    ),
}


def roll_code(roll_year: int) -> str:
    """Code of a second row of the roll, where the questions of a form take two rolls."""
    return f"{ROLL}_{roll_year}"


def respondent_of(place: Organisation | Municipality) -> Respondent:
    """Who answers: a municipality, or a school (a branch with a return of its own too)."""
    if isinstance(place, Municipality) or place.kind is OrganisationKind.MUNICIPALITY:
        return Respondent.MUNICIPALITY
    return Respondent.SCHOOL


def sheet_of(question: Question) -> SheetName:
    """The sheet on which a question stands."""
    if question.answer is AnswerType.PRESENCE:
        return SheetName.DOCUMENTS
    return SheetName.INDICATORS if question.grades else SheetName.EVENTS


def document_lines(question: Question) -> range:
    """Ordinals of the document lines offered under a presence question: at least one."""
    return range(1, max(1, question.documents) + 1)


def slots_of(question: Question) -> Iterator[Slot]:
    """Every cell that a question may have."""
    grades = question.grades or (NO_GRADE,)
    yield from (Slot(question.code, InputPart.ANSWER, grade) for grade in grades)
    yield Slot(question.code, InputPart.REASON)
    if question.answer is AnswerType.PRESENCE:
        for ordinal in document_lines(question):
            yield from (Slot(question.code, part, ordinal=ordinal) for part in DOCUMENT_PARTS)


def is_asked_in(roadmap: Roadmap, question: Question, year: int) -> bool:
    """Whether some row of the roadmap has a term in the year that needs this answer.

    What is not asked for in a year may be answered, and is never missed.
    """
    using = [row.indicator for row in roadmap.rows_asking(question.code)]
    return not using or any(not one.periods or year in one.periods for one in using)


def is_awaited(roadmap: Roadmap, question: Question, year: int, day: date) -> bool:
    """Whether the answer is missing where it is not there: asked, and its quarter is over.

    What is asked by quarters or months is written as it comes, into the one form of the year.
    """
    using = [row.indicator.periods.get(year) for row in roadmap.rows_asking(question.code)]
    periods = [one for one in using if one]
    has_ended = not periods or any(one.has_ended(day) for one in periods)
    return has_ended and is_asked_in(roadmap, question, year)


GRADE_HEADER = re.compile(r"(\d{1,2})(?: ?-?й)?(?: ?(?:класс|кл\.?))?")
NUMBER_OR_CHOICE = "Число или ответ из списка"
"""The header of «Число» where something is chosen from a list too."""
ROLE_OF_HEADER = {plain(NUMBER_OR_CHOICE): ColumnRole.ANSWER} | {
    plain(column.header): column.role
    for columns in COLUMNS.values()
    for column in columns
    if column.role is not ColumnRole.GRADE
}


def header_meaning(text: object) -> tuple[ColumnRole, int] | None:
    """The role and the grade that a header cell names; None where it names none."""
    wording = plain(text)
    if role := ROLE_OF_HEADER.get(wording):
        return role, NO_GRADE
    grade = GRADE_HEADER.fullmatch(wording)
    if grade and int(grade[1]) in ALL_GRADES:
        return ColumnRole.GRADE, int(grade[1])
    return None


# identity

PART = r"([^/\s]+)"
LINE = re.compile(r"код формы:\s*" + r"\s*/\s*".join([PART] * 5), re.IGNORECASE)
DAMAGED_LINE = re.compile(r"код формы:\s*[^/\s]+(\s*/\s*[^/\s]*){2,}", re.IGNORECASE)
"""A line of which something is left: two slashes and more stand in no code of a foreign form."""


LONGEST_WRITTEN = 120


@dataclass(frozen=True, slots=True)
class Identity:
    """Form id (the code of the roadmap), form version, organisation and year."""

    form: str
    version: int
    org: str
    year: int

    @property
    def code(self) -> str:
        return f"{self.form}/{self.version}/{self.org}/{self.year}"

    @property
    def checksum(self) -> str:
        return checksum_of(self.code)

    @property
    def line(self) -> str:
        """The visible line: «Код формы: …/1/580401/2021/a1b2c3»."""
        return f"{IDENTITY_LABEL} {self.code}/{self.checksum}"


def checksum_of(code: str) -> str:
    return sha256(code.encode()).hexdigest()[:6]


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose return a file is and for which year, as a person says («чей это отчёт»)."""

    org: str
    year: int


class Claim(NamedTuple):
    """An identity as some cell states it; ``checksum`` is empty where none is given.

    ``is_sound``: readable, and its checksum is its own.
    """

    sheet: str
    cell: str
    identity: Identity | None
    checksum: str = ""
    written: str = ""
    is_sound: bool = False


def claim_from(parts: tuple[str, ...], checksum: str, sheet: str, cell: str, written: str) -> Claim:
    """A claim of four parts as written: form, version, organisation, year."""
    identity = _identity(parts)
    is_sound = identity is not None and checksum in ("", identity.checksum)
    return Claim(sheet, cell, identity, checksum, written, is_sound)


def _identity(parts: tuple[str, ...]) -> Identity | None:
    """What four parts say; the sheets of a return say the same, so each is read once."""
    form, version, org, year = (part.strip() for part in parts)
    if not (form and org and version.isdecimal() and year.isdecimal()):
        return None
    return Identity(form, int(version), org, int(year))


def claim_in_line(cell: Cell) -> Claim | None:
    """The claim of a visible line; None where the text is no such line, as most are."""
    text = str(cell.value)
    if "/" not in text or DAMAGED_LINE.search(text) is None:
        return None
    if (found := LINE.search(text)) is None:
        return Claim(cell.sheet, cell.address, None, written=text[:LONGEST_WRITTEN])
    *told, checksum = found.groups()
    return claim_from(tuple(told), checksum.casefold(), cell.sheet, cell.address, text)
