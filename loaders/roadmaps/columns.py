"""Columns of a roadmap workbook: header, field of the noun, and how a cell shows its value.

A codec is two functions that undo each other; a column is a line of a table. Writer and reader
use the same tables, so that what is written is what is read.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from data_model.errors import WrongDefinition
from data_model.roadmap import Goal
from loaders.roadmaps.words import (
    ANSWERS,
    CHANGES,
    KINDS,
    LEVELS,
    OPERATORS,
    PERIODS,
    RESPONDENTS,
    SCOPES,
    meant,
)
from loaders.values.days import day_of_text

CellValue = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class Codec:
    """``show`` makes a cell of a value, ``read`` a value of a cell (``where`` is for errors)."""

    show: Callable[[Any], CellValue]
    read: Callable[[Any, str], Any]


@dataclass(frozen=True, slots=True)
class RoadmapColumn:
    """A column: its header, the field it holds, its codec, its width in characters.

    ``later``: workbooks that were written before it came have it not, and it is empty then.
    """

    header: str
    field: str
    codec: Codec
    width: int = 14
    later: bool = False


def _text(value: Any, where: str) -> str:
    return "" if value is None else str(value)


def _parts(separator: str) -> Codec:
    """A tuple of texts in one cell."""

    def read(value: Any, where: str) -> tuple[str, ...]:
        return tuple(filter(None, (part.strip() for part in _text(value, where).split(separator))))

    joint = separator if separator == "\n" else f"{separator} "
    return Codec(joint.join, read)


def _grades(value: Any, where: str) -> tuple[int, ...]:
    """«6, 7, 8» and, as a person writes it, «6–8»."""
    grades: list[int] = []
    for part in filter(None, (part.strip() for part in _text(value, where).split(","))):
        found = re.fullmatch(r"(\d{1,2})(?:\s*[-–—]\s*(\d{1,2}))?", part)
        if not found:
            raise WrongDefinition(f"{where}: «{part}» не подходит. Нужны классы: 6, 7, 8 или 6–8.")
        grades += range(int(found[1]), int(found[2] or found[1]) + 1)
    return tuple(grades)


def _shown_grades(grades: tuple[int, ...]) -> str:
    return ", ".join(map(str, grades))


def _bases(value: Any, where: str) -> tuple[tuple[int, ...], ...]:
    parts = _text(value, where).split(";")
    return tuple(_grades(part, where) for part in parts if part.strip())


def _decimal(value: Any, where: str) -> Decimal | None:
    """A number of the workbook, or one written with a comma; empty is None."""
    text = _text(value, where).replace(",", ".").replace("\u00a0", "").strip()
    if not text:
        return None
    try:
        return Decimal(text)
    except InvalidOperation as trouble:
        raise WrongDefinition(f"{where}: «{value}» — нужно число.") from trouble


def _shown_decimal(value: Decimal | None) -> CellValue:
    """A number where the workbook holds it exactly, else its text."""
    if value is None:
        return None
    if value == value.to_integral_value():
        return int(value)
    return float(value) if Decimal(repr(float(value))) == value else f"{value:f}"


def _whole(value: Any, where: str) -> int:
    number = _decimal(value, where)
    if number is None or number != number.to_integral_value():
        raise WrongDefinition(f"{where}: «{_text(value, where)}» — нужно целое число.")
    return int(number)


def _years(value: Any, where: str) -> tuple[int, ...]:
    return tuple(int(year) for year in re.findall(r"\d{4}", _text(value, where)))


def _year(value: Any, where: str) -> int | None:
    return _whole(value, where) if _text(value, where).strip() else None


def _shown_goal(goal: Goal) -> str:
    """«Ранняя профориентация: 1, 2, 9»."""
    return f"{goal.title}: {', '.join(goal.rows)}"


def _goals(value: Any, where: str) -> tuple[Goal, ...]:
    """A goal per line: its title, a colon, the numbers of its rows."""
    lines = filter(None, map(str.strip, _text(value, where).splitlines()))
    parts = (line.rpartition(":") if ":" in line else (line, "", "") for line in lines)
    return tuple(
        Goal(title.strip(), tuple(filter(None, map(str.strip, rows.split(",")))))
        for title, _, rows in parts
    )


def _day(value: Any, where: str) -> date | None:
    """A date of the workbook, or «31.08.2021»."""
    if isinstance(value, datetime):
        return value.date()
    text = _text(value, where).strip()
    if isinstance(value, date) or not text:
        return value or None
    if day := day_of_text(text):
        return day
    raise WrongDefinition(f"{where}: «{text}» — нужна дата вида 31.08.2021.")


def _words(words: Mapping[Any, str], optional: bool = False) -> Codec:
    def read(value: Any, where: str) -> StrEnum | None:
        text = _text(value, where)
        return None if optional and not text.strip() else meant(text, words, where)

    return Codec(lambda value: words[value] if value is not None else None, read)


def _asked(value: Any, where: str) -> tuple[Any, ...]:
    parts = _text(value, where).split(",")
    return tuple(meant(part, RESPONDENTS, where) for part in parts if part.strip())


TEXT = Codec(lambda value: value or None, _text)
OPTIONAL = Codec(lambda value: value, lambda value, where: _text(value, where) or None)
LINES, CODES = _parts("\n"), _parts(",")
GRADES = Codec(_shown_grades, _grades)
BASES = Codec(lambda bases: "; ".join(map(_shown_grades, bases)), _bases)
DECIMAL = Codec(_shown_decimal, _decimal)
WHOLE = Codec(lambda value: value, _whole)
YEARS = Codec(lambda years: ", ".join(map(str, years)), _years)
DAY = Codec(lambda value: value, _day)
YEAR = Codec(lambda value: value, _year)
OPTIONAL_WHOLE = YEAR
GOALS = Codec(lambda goals: "\n".join(map(_shown_goal, goals)) or None, _goals)
YES_NO = Codec(
    lambda value: "да" if value else "нет",
    lambda value, where: _text(value, where).strip().lower() in {"да", "true", "1"},
)
ASKED = Codec(lambda asked: ", ".join(RESPONDENTS[one] for one in asked), _asked)

HEAD: tuple[RoadmapColumn, ...] = (
    RoadmapColumn("Код", "code", TEXT),
    RoadmapColumn("Название", "title", TEXT),
    RoadmapColumn("Годы", "years", YEARS),
    RoadmapColumn("Редакция", "edition", WHOLE),
    RoadmapColumn("Данные синтетические", "synthetic", YES_NO),
    RoadmapColumn("Действует с года", "in_force_from", YEAR),
    RoadmapColumn("Цели", "goals", GOALS),
)
ACT: tuple[RoadmapColumn, ...] = (
    RoadmapColumn("Орган", "body", TEXT),
    RoadmapColumn("Вид акта", "kind", TEXT),
    RoadmapColumn("Дата акта", "date", DAY),
    RoadmapColumn("Номер акта", "number", TEXT),
    RoadmapColumn("Название акта", "title", TEXT),
)
ROWS: tuple[RoadmapColumn, ...] = (
    RoadmapColumn("№", "number", TEXT, 6),
    RoadmapColumn("Мероприятие", "title", TEXT, 50),
    RoadmapColumn("Кратко", "short", TEXT, 24),
    RoadmapColumn("Срок по приказу", "term", TEXT, 24),
    RoadmapColumn("Показатель по приказу", "wording", TEXT, 40),
    RoadmapColumn("Исполнители", "executors", LINES, 36),
    RoadmapColumn("Примечание", "note", TEXT, 30),
    RoadmapColumn("В чём не уверены", "unsure", LINES, 50),
    RoadmapColumn("Раздел", "section", TEXT, 24, later=True),
    RoadmapColumn("Вышестоящий документ", "parent", TEXT, 30, later=True),
)
MEASURES: tuple[RoadmapColumn, ...] = (
    RoadmapColumn("Код показателя", "code", TEXT, 20),
    RoadmapColumn("Вид", "kind", _words(KINDS), 16),
    RoadmapColumn("Уровень", "level", _words(LEVELS), 18),
    RoadmapColumn("Охват плана", "scope", _words(SCOPES, optional=True), 18),
    RoadmapColumn("Числитель", "counted", TEXT, 20),
    RoadmapColumn("Знаменатель", "out_of", OPTIONAL, 16),
    RoadmapColumn("База, классы", "base", GRADES, 18),
    RoadmapColumn("Базы для сравнения", "comparison_bases", BASES, 18),
    RoadmapColumn("Сравнение", "operator", _words(OPERATORS), 12),
    RoadmapColumn("Единица", "unit", TEXT, 10),
    RoadmapColumn("Нужен рост", "requires_growth", YES_NO, 10),
    RoadmapColumn("Частично от", "partly_from", DECIMAL, 10),
    RoadmapColumn("Числа школ для сверки", "control", YES_NO, 12),
    RoadmapColumn("Собирается для отчёта", "also_counted", CODES, 24),
    RoadmapColumn("Рост считается в", "change", _words(CHANGES, optional=True), 16, later=True),
    RoadmapColumn("На сколько единиц знаменателя", "per", OPTIONAL_WHOLE, 14, later=True),
    RoadmapColumn("Нарастающим итогом", "cumulative", YES_NO, 12, later=True),
    RoadmapColumn("Не ниже уровня", "from_level", TEXT, 16, later=True),
    RoadmapColumn("Вес", "weight", DECIMAL, 8, later=True),
    RoadmapColumn("Базовое значение", "baseline", DECIMAL, 12, later=True),
    RoadmapColumn("Дата базового значения", "baseline_on", DAY, 14, later=True),
    RoadmapColumn("Формула", "formula", TEXT, 30, later=True),
    RoadmapColumn("Источник данных", "source", TEXT, 24, later=True),
    RoadmapColumn("Периодичность", "frequency", TEXT, 18, later=True),
    RoadmapColumn("Методика", "methodology", TEXT, 30, later=True),
)
BEHIND: tuple[RoadmapColumn, ...] = (
    RoadmapColumn("Связанные мероприятия", "links", CODES, 20, later=True),
    RoadmapColumn("Строка карты региона", "parent_row", TEXT, 30, later=True),
)
"""Of the row too, behind those of its indicator."""
YEARLY: tuple[RoadmapColumn, ...] = (
    RoadmapColumn("№", "row", TEXT, 6),
    RoadmapColumn("Год", "year", WHOLE, 8),
    RoadmapColumn("Период", "kind", _words(PERIODS, optional=True), 18),
    RoadmapColumn("Срок", "due", DAY, 12),
    RoadmapColumn("План", "value", DECIMAL, 10),
    RoadmapColumn("План до", "upper", DECIMAL, 10),
    RoadmapColumn(
        "Сравнение в этом году", "operator", _words(OPERATORS, optional=True), 14, later=True
    ),
    RoadmapColumn("Часть года", "part", OPTIONAL_WHOLE, 10, later=True),
)
QUESTIONS: tuple[RoadmapColumn, ...] = (
    RoadmapColumn("Код вопроса", "code", TEXT, 24),
    RoadmapColumn("Вопрос", "text", TEXT, 60),
    RoadmapColumn("Ответ", "answer", _words(ANSWERS), 12),
    RoadmapColumn("Кто отвечает", "asked_of", ASKED, 24),
    RoadmapColumn("Классы", "grades", GRADES, 24),
    RoadmapColumn("Единица", "unit", TEXT, 12),
    RoadmapColumn("Подсказка", "hint", TEXT, 50),
    RoadmapColumn("Строк для документов", "documents", WHOLE, 12),
    RoadmapColumn("Варианты ответа, от низшего", "options", LINES, 24, later=True),
)
"""Sheets of the workbook, one table each; HEAD and ACT stand side by side as «поле — значение»."""
