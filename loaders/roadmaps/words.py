"""Kinds, levels, scopes and comparisons of a roadmap as a person reads and writes them."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from data_model.errors import WrongDefinition
from data_model.roadmap import (
    AnswerType,
    Change,
    Kind,
    Level,
    Operator,
    PeriodKind,
    Respondent,
    Scope,
)

KINDS = {
    Kind.PRESENCE: "наличие",
    Kind.COUNT: "количество",
    Kind.SHARE: "доля",
    Kind.GROWING_SHARE: "растущая доля",
    Kind.SHARE_OF_ORGS: "доля организаций",
    Kind.GROWTH: "рост",
    Kind.LEVEL: "уровень",
}
CHANGES = {
    Change.PERCENT: "проценты",
    Change.POINTS: "процентные пункты",
    Change.NUMBER: "число",
}
LEVELS = {
    Level.MUNICIPALITY: "муниципалитет",
    Level.SCHOOL: "школа",
    Level.BOTH: "муниципалитет и школы",
}
SCOPES = {
    Scope.DISTRICT_TOTAL: "по району всего",
    Scope.DISTRICT_SHARE: "доля по району",
    Scope.EACH_SCHOOL: "для каждой школы",
}
OPERATORS = {
    Operator.AT_LEAST: "не менее",
    Operator.AT_MOST: "не более",
    Operator.EQUAL: "ровно",
    Operator.RANGE: "от и до",
    Operator.EXISTS: "есть",
}
PERIODS = {
    PeriodKind.CALENDAR: "календарный год",
    PeriodKind.SCHOOL_YEAR: "учебный год",
    PeriodKind.ONCE: "один раз",
}
RESPONDENTS = {Respondent.SCHOOL: "школа", Respondent.MUNICIPALITY: "муниципалитет"}
ANSWERS = {
    AnswerType.COUNT: "число",
    AnswerType.PRESENCE: "есть / нет",
    AnswerType.CHOICE: "выбор из списка",
    AnswerType.HOURS: "часы",
}

Value = TypeVar("Value", bound=StrEnum)


def meant(word: str, words: Mapping[Value, str], where: str) -> Value:
    """The value that a word of a table stands for; its code is understood too.

    Raises WrongDefinition with the words that are possible.
    """
    asked = word.strip().lower()
    for value, name in words.items():
        if asked in {name, value.value}:
            return value
    raise WrongDefinition(f"{where}: «{word}» не подходит. Можно: {', '.join(words.values())}.")
