"""Verdicts, targets and bases as Russian text: what is said of a row of plan/fact."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from data_model.compliance import Growth, Status
from data_model.periods import roll_date
from data_model.returns import ReturnState, ValueState
from data_model.roadmap import Kind, Operator
from indicators.wording.numbers import (
    NBSP,
    Number,
    date_short,
    exactly,
    is_unknown,
    number,
    promised,
    value,
)

Row = Mapping[Any, Any] | pd.Series

STATUS_WORDS = {
    Status.MET: "выполнено",
    Status.PARTLY: "выполнено частично",
    Status.MISSED: "не выполнено",
    Status.NO_DATA: "нет данных",
    Status.NO_TARGET: "не предусмотрено",
    Status.NOT_APPLICABLE: "не применимо",
    Status.NOT_DUE: "срок не наступил",
}

STATUS_SIGNS = {
    Status.MET: "✓",
    Status.PARTLY: "½",
    Status.MISSED: "✕",
    Status.NO_DATA: "?",
    Status.NO_TARGET: "—",
    Status.NOT_APPLICABLE: "—",
    Status.NOT_DUE: "…",
}

GROWTH_WORDS = {
    Growth.MET: "участников больше, чем год назад",
    Growth.MISSED: "участников не больше, чем год назад",
    Growth.NO_DATA: "рост не проверить: нет данных",
    Growth.NOT_APPLICABLE: "рост не применим",
}

STATE_WORDS = {
    ValueState.VALUE: "значение",
    ValueState.ZERO: "ноль",
    ValueState.NOT_APPLICABLE: "не применимо",
    ValueState.NO_DATA: "нет данных (с причиной)",
    ValueState.NOT_REPORTED: "не сдано",
    ValueState.NOT_DUE: "срок не наступил",
}

RETURN_WORDS = {
    ReturnState.NOT_REPORTED: "не сдан",
    ReturnState.WITH_REMARKS: "есть вопросы",
    ReturnState.ACCEPTED: "принят",
    ReturnState.RETURNED: "возвращён",
    ReturnState.REOPENED: "открыт для исправления",
}

KIND_WORDS = {
    Kind.PRESENCE: "наличие документа",
    Kind.COUNT: "количество",
    Kind.SHARE: "доля",
    Kind.GROWING_SHARE: "доля с ежегодным ростом",
    Kind.SHARE_OF_ORGS: "доля организаций",
    Kind.GROWTH: "рост к прошлому году",
}

OPERATOR_WORDS = {
    Operator.AT_LEAST: "не менее {}",
    Operator.AT_MOST: "не более {}",
    Operator.EQUAL: "ровно {}",
    Operator.RANGE: "от {} до {}",
    Operator.EXISTS: "наличие",
}


def status_word(status: str) -> str:
    """«выполнено», «не выполнено»…"""
    return STATUS_WORDS[Status(status)]


def status_sign(status: str) -> str:
    """One sign per verdict; always shown with its word or a title, never colour alone."""
    return STATUS_SIGNS[Status(status)]


def status_text(status: str) -> str:
    """Sign and word, «✓ выполнено»."""
    return f"{status_sign(status)}{NBSP}{status_word(status)}"


def growth_word(growth: str) -> str:
    """The second condition of a growing share in words."""
    return GROWTH_WORDS[Growth(growth)]


def state_word(state: str) -> str:
    """One of the six states of a value."""
    return STATE_WORDS[ValueState(state)]


def return_word(state: str) -> str:
    """State of a return: «принят», «не сдан»…"""
    return RETURN_WORDS[ReturnState(state)]


def kind_word(kind: str) -> str:
    """«доля», «наличие документа»…"""
    return KIND_WORDS[Kind(kind)]


def target_text(operator: str, target: Number, upper: Number = None, unit: str = "") -> str:
    """«не менее 55 %», «от 3 до 5 чел.», «наличие»; «не предусмотрено» without a target."""
    if is_unknown(target):
        return STATUS_WORDS[Status.NO_TARGET]
    if operator == Operator.RANGE:
        return f"от{NBSP}{number(target)} до{NBSP}{promised(upper, unit)}"
    return OPERATOR_WORDS[Operator(operator)].format(promised(target, unit))


def fact_text(row: Row, when: str = "") -> str:
    """The fact of a row of plan/fact in a sentence: «55,0 %, точнее 54,96 %» beside 55 %.

    ``when``: «before» or «after» in a row that has two sides.
    """
    return value(*_fact(row, when))


def fact_exact(row: Row, when: str = "") -> str:
    """The fact in a cell or on a chart, where there is room for one number: «54,96 %»."""
    return exactly(*_fact(row, when))


def _fact(row: Row, when: str) -> tuple[Number, str, Number, Number]:
    """The fact, its unit and its targets."""
    side = f"_{when}" if when else ""
    upper = row.get(f"target_upper{side}")
    return row[f"actual{side}"], row["unit"], row[f"target{side}"], upper


def _runs(grades: Iterable[int]) -> list[tuple[int, int]]:
    """Unbroken stretches: 1, 2, 3, 7 gives (1, 3), (7, 7)."""
    runs: list[tuple[int, int]] = []
    for grade in sorted(grades):
        if runs and grade == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], grade)
        else:
            runs.append((grade, grade))
    return runs


def grades_words(grades: Iterable[int]) -> str:
    """«6–11 классы», «9 класс», «1–4, 9 классы»."""
    chosen = sorted(grades)
    runs = _runs(chosen)
    text = ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in runs)
    return f"{text}{NBSP}{'класс' if len(chosen) == 1 else 'классы'}" if chosen else ""


def base_words(grades: Iterable[int], year: int) -> str:
    """The base of a share: «6–11 классы, на 20.09.2021»."""
    return f"{grades_words(grades)}, на{NBSP}{date_short(roll_date(year))}"


def due_words(due: date | None) -> str:
    """«до 31.08.2021»"""
    return f"до{NBSP}{date_short(due)}" if due else ""
