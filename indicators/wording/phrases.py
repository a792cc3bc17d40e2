"""States, kinds, grades and terms as Russian text."""

from collections.abc import Iterable
from datetime import date

from data_model.returns import ReturnState, ValueState
from data_model.roadmap import Kind
from indicators.wording.numbers import NBSP, date_short

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

RETURN_SIGNS: dict[str, str] = {
    ReturnState.NOT_REPORTED: "○",
    ReturnState.RETURNED: "←",
    ReturnState.REOPENED: "◇",
    ReturnState.WITH_REMARKS: "◐",
    "in_review": "◒",
    ReturnState.ACCEPTED: "●",
}
"""One sign per state of a return, the most urgent first; none of them is a sign of a verdict."""

KIND_WORDS = {
    Kind.PRESENCE: "наличие документа",
    Kind.COUNT: "количество",
    Kind.SHARE: "доля",
    Kind.GROWING_SHARE: "доля с ежегодным ростом",
    Kind.SHARE_OF_ORGS: "доля организаций",
    Kind.GROWTH: "рост к прошлому году",
}


def state_word(state: str) -> str:
    """One of the six states of a value."""
    return STATE_WORDS[ValueState(state)]


def return_word(state: str) -> str:
    """State of a return: «принят», «не сдан»…"""
    return RETURN_WORDS[ReturnState(state)]


def return_sign(state: str) -> str:
    """The sign of a state, the same on every page: «●», «○»…"""
    return RETURN_SIGNS[ReturnState(state)]


def return_text(state: str) -> str:
    """Sign and word: «● принят», «○ не сдан»…"""
    return f"{return_sign(state)}{NBSP}{return_word(state)}"


def kind_word(kind: str) -> str:
    """«доля», «наличие документа»…"""
    return KIND_WORDS[Kind(kind)]


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


def base_words(grades: Iterable[int], day: date) -> str:
    """The base of a share: «6–11 классы, на 20.09.2021»."""
    return f"{grades_words(grades)}, на{NBSP}{date_short(day)}"


def due_words(due: date | None) -> str:
    """«до 31.08.2021»"""
    return f"до{NBSP}{date_short(due)}" if due else ""
