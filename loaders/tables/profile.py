"""Profiles of layouts («профиль соответствия»): what each column is, once confirmed.

Kept as a small TOML text, so that a person can write, read and mend it. Then the columns of a
table by a profile, known by their headers; last the confirmed profiles in the store.
"""

import json
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from data_model.errors import WrongDefinition
from data_model.places import Alias
from data_model.returns import NO_GRADE, MappingProfile
from data_model.roadmap import Roadmap
from data_model.store import Store
from loaders.school_tables.headers import header_key
from loaders.school_tables.table import ColumnHeading, SchoolTable
from loaders.values.reading import read_period


class LayoutKind(StrEnum):
    """Kinds of foreign tables: a row for each school, or a row for each pupil."""

    CONSOLIDATED = "consolidated"
    PLATFORM = "platform"


class Use(StrEnum):
    """What a column is for."""

    SKIP = "skip"
    SCHOOL = "school"
    CODE = "code"
    ANSWER = "answer"
    TOTAL = "total"
    PERCENT = "percent"
    MUNICIPALITY = "municipality"
    CLASS = "class"
    ARCHIVED = "archived"
    MEASURE = "measure"
    MOMENT = "moment"
    YEAR = "year"


ASKING = (Use.ANSWER, Use.TOTAL, Use.PERCENT, Use.MEASURE)
"""Uses that name a question."""

USE_WORDS = {
    Use.SKIP: "не читать",
    Use.SCHOOL: "название школы",
    Use.CODE: "код школы",
    Use.ANSWER: "ответ",
    Use.TOTAL: "итог для сверки",
    Use.PERCENT: "процент для сверки",
    Use.MUNICIPALITY: "муниципалитет",
    Use.CLASS: "класс ученика",
    Use.ARCHIVED: "отметка об архивации",
    Use.MEASURE: "участие ученика",
    Use.MOMENT: "когда отправлено",
    Use.YEAR: "отчётный год",
}


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """What one column is, known by its header; ``hint`` is what a person should look at."""

    header: str
    use: Use
    question: str = ""
    grade: int = NO_GRADE
    hint: str = ""


@dataclass(frozen=True, slots=True)
class LayoutProfile:
    """How a table is read («профиль соответствия»).

    ``schools`` are spellings that a person confirmed, by code of organisation. ``year`` is
    said of one file only, that of checksum ``file``, where the table does not name its year.
    ``sheet`` is the one that a person chose where several held answers. ``likely`` says beside a
    name that is not known whose it may be; nothing is read from it.
    The settings after it are for exports with a row for each pupil.
    """

    name: str
    kind: LayoutKind
    fingerprint: str
    columns: tuple[ColumnUse, ...]
    schools: dict[str, str] = field(default_factory=dict)
    year: int | None = None
    file: str = ""
    sheet: str = ""
    count_archived: bool = False
    absent_grades_are_zero: bool = True
    likely: dict[str, str] = field(default_factory=dict, compare=False)

    def text(self) -> str:
        """The profile as TOML."""
        return "\n".join(_lines(self)) + "\n"


def _lines(profile: LayoutProfile) -> Iterator[str]:
    yield "# Соответствие столбцов таблицы вопросам дорожной карты."
    yield f"# use: {', '.join(f'{use} — {word}' for use, word in USE_WORDS.items())}."
    for name in ("name", "kind", "fingerprint"):
        yield f"{name} = {_quoted(getattr(profile, name))}"
    yield "# Год этого файла; нужен, только если он не назван в самой таблице."
    yield f"year = {profile.year}" if profile.year else "# year = "
    yield f"file = {_quoted(profile.file)}"
    if profile.sheet:
        yield "# Лист, который выбран, когда таблиц с ответами в книге несколько."
        yield f"sheet = {_quoted(profile.sheet)}"
    if profile.kind is LayoutKind.PLATFORM:
        yield f"count_archived = {_quoted(profile.count_archived)}"
        yield f"absent_grades_are_zero = {_quoted(profile.absent_grades_are_zero)}"
    for column in profile.columns:
        yield from _column_lines(column)
    yield "\n# Названия школ, которые программа не узнала: код из реестра в кавычках."
    yield "[schools]"
    for name, code in profile.schools.items():
        guess = f"  # похоже: {profile.likely[name]}" if profile.likely.get(name) else ""
        yield f"{_quoted(name)} = {_quoted(code)}{guess}"


def _column_lines(column: ColumnUse) -> Iterator[str]:
    yield f"\n[[column]]{f'  # ? {column.hint}' if column.hint else ''}"
    yield f"header = {_quoted(column.header)}"
    yield f"use = {_quoted(column.use)}"
    if column.question:
        yield f"question = {_quoted(column.question)}"
    if column.grade:
        yield f"grade = {column.grade}"


def _quoted(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


class _Column(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    header: str
    use: Use
    question: str = ""
    grade: int = Field(NO_GRADE, ge=0, le=11)


class _Profile(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str = Field(min_length=1)
    kind: LayoutKind
    fingerprint: str = Field(min_length=1)
    year: int | None = None
    file: str = ""
    sheet: str = ""
    count_archived: bool = False
    absent_grades_are_zero: bool = True
    column: list[_Column]
    schools: dict[str, str] = {}


def read_profile(text: str, source: str = "соответствие") -> LayoutProfile:
    """A profile from its TOML. Raises WrongDefinition with file and field, in Russian."""
    try:
        read = _Profile.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as wrong:
        raise WrongDefinition(f"{source}: это не TOML ({wrong}).") from wrong
    except ValidationError as wrong:
        raise WrongDefinition(_complaint(wrong, source)) from wrong
    columns = tuple(ColumnUse(one.header, one.use, one.question, one.grade) for one in read.column)
    rest = read.model_dump(exclude={"column"})
    return LayoutProfile(columns=columns, **rest)


def _complaint(wrong: ValidationError, source: str) -> str:
    first = wrong.errors()[0]
    field = ".".join(str(one + 1) if isinstance(one, int) else one for one in first["loc"])
    return f"{source}, поле {field}: значение не подходит. Исправьте его и повторите."


def refuse_unfit(profile: LayoutProfile, roadmap: Roadmap) -> None:
    """Raises WrongDefinition where a profile asks what the roadmap does not."""
    questions = {one.code: one for one in roadmap.questions}
    if not any(one.use in (Use.SCHOOL, Use.CODE) for one in profile.columns):
        raise WrongDefinition("Не указан столбец с названием или кодом школы (use = school, code).")
    if not any(one.use in (Use.ANSWER, Use.MEASURE, Use.TOTAL) for one in profile.columns):
        raise WrongDefinition("Ни один столбец не сопоставлен с вопросом дорожной карты.")
    for one in profile.columns:
        if one.use not in ASKING:
            continue
        if one.question not in questions:
            raise WrongDefinition(
                f"Столбец «{one.header}»: вопроса «{one.question}» в дорожной карте нет."
            )
        if one.use is Use.ANSWER and not _fits(one.grade, questions[one.question].grades):
            raise WrongDefinition(f"Столбец «{one.header}»: у вопроса нет такого класса.")


def _fits(grade: int, asked: tuple[int, ...]) -> bool:
    return grade in asked if asked else grade == NO_GRADE


# columns of a table by a profile


@dataclass(frozen=True, slots=True)
class PlacedColumn:
    """A column of a profile and where it stands in this table, counted from 0."""

    use: ColumnUse
    column: int


def placed_columns(table: SchoolTable, profile: LayoutProfile) -> Iterator[PlacedColumn]:
    """Every column that is read. Equal headers are told apart by their years, then their order."""
    places: dict[str, list[ColumnHeading]] = defaultdict(list)
    for heading in table.headings:
        places[heading.key].append(heading)
    uses: dict[str, list[ColumnUse]] = defaultdict(list)
    for use in profile.columns:
        uses[header_key(use.header)].append(use)
    for key, of in uses.items():
        columns = sorted(places.get(key, []), key=lambda one: read_period(one.text).year or 0)
        by_year = sorted(of, key=lambda one: read_period(one.header).year or 0)
        for turn, use in enumerate(by_year if columns else ()):
            yield PlacedColumn(use, columns[min(turn, len(columns) - 1)].column)


def column_of_use(columns: tuple[PlacedColumn, ...], use: Use) -> int | None:
    """The column of a use; None where the table has none."""
    return next((one.column for one in columns if one.use.use is use), None)


# profiles in the store


def confirm(store: Store, municipality: str, profile: LayoutProfile, roadmap: Roadmap) -> None:
    """Keep what a person confirmed: the profile, and the spellings of schools as aliases.

    Raises WrongDefinition where it asks what the roadmap does not, UnknownPlace for a code of
    a school that is not in the register.
    """
    refuse_unfit(profile, roadmap)
    said = {name: org for name, org in profile.schools.items() if org}
    for name, org in said.items():
        store.save_alias(org, Alias(name))
    kept = replace(profile, schools=said)
    store.save_mapping(
        municipality,
        MappingProfile(profile.fingerprint, profile.name, kept.text(), datetime.now(UTC)),
    )


def find_profile(saved: Sequence[MappingProfile], fingerprint: str) -> LayoutProfile | None:
    """The confirmed profile for the headers of a table."""
    for one in saved:
        if one.fingerprint == fingerprint:
            return read_profile(one.content, one.name)
    return None
