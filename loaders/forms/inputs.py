"""What may be typed into a cell: one row per kind of input, with its words for the person."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from openpyxl.worksheet.datavalidation import DataValidation

from loaders.forms import look
from loaders.forms.look import CellStyle
from loaders.values.reading import CONFIRMED, NO, YES


class InputCell(StrEnum):
    """Kinds of input cell."""

    COUNT = "count"
    PRESENCE = "presence"
    CONFIRMATION = "confirmation"
    DATE = "date"
    TEXT = "text"
    NUMBER_OF_ACT = "number_of_act"
    LINK = "link"
    REASON = "reason"


@dataclass(frozen=True)
class InputKind:
    """Its look, its rule, the hint beside the chosen cell, and the word on a wrong entry."""

    look: CellStyle
    prompt: str
    rule: Callable[[int], dict[str, Any]] = lambda _year: {}
    error: str = ""


def _excel_day(day: date) -> str:
    return str((day - date(1899, 12, 30)).days)


def _near(year: int) -> dict[str, Any]:
    """Dates from five years before the return's year to the end of the next one."""
    return {
        "type": "date",
        "operator": "between",
        "formula1": _excel_day(date(year - 5, 1, 1)),
        "formula2": _excel_day(date(year + 1, 12, 31)),
    }


INPUTS = {
    InputCell.COUNT: InputKind(
        look.NUMBER_INPUT,
        "Целое число, разные люди. Если участников не было, поставьте 0. "
        "Если данных нет, оставьте пусто и напишите почему.",
        lambda _year: {"type": "whole", "operator": "greaterThanOrEqual", "formula1": "0"},
        "Нужно целое число: 0 или больше. Без слов «чел.», без процентов и дробей.",
    ),
    InputCell.PRESENCE: InputKind(
        look.CHOICE_INPUT,
        "Выберите «есть» или «нет». К «есть» внесите наименование, номер и дату документа.",
        lambda _year: {"type": "list", "formula1": f'"{YES},{NO}"'},
        "Выберите из списка: есть или нет.",
    ),
    InputCell.CONFIRMATION: InputKind(
        look.CHOICE_INPUT,
        "Сверьте строку выше с формой ОО-1. Не совпадает — выберите «нет» и напишите, в чём.",
        lambda _year: {"type": "list", "formula1": f'"{CONFIRMED},нет"'},
        "Выберите из списка: да или нет.",
    ),
    InputCell.DATE: InputKind(
        look.DATE_INPUT,
        "Дата документа: день.месяц.год, например 25.08.2021.",
        _near,
        "Нужна дата вида 25.08.2021, близкая к отчётному году.",
    ),
    InputCell.TEXT: InputKind(look.TEXT_INPUT, "Наименование документа, как в его заголовке."),
    InputCell.NUMBER_OF_ACT: InputKind(
        look.CHOICE_INPUT, "Номер документа. Если номера нет, напишите б/н."
    ),
    InputCell.LINK: InputKind(look.TEXT_INPUT, "Адрес страницы с документом, если он опубликован."),
    InputCell.REASON: InputKind(
        look.TEXT_INPUT, "Заполняйте, если ответа нет: коротко, почему. Без фамилий учеников."
    ),
}


def validation(kind: InputCell, year: int) -> DataValidation:
    """The rule and the words of one kind of input, ready to take its cells."""
    row = INPUTS[kind]
    made = DataValidation(**row.rule(year), allow_blank=True, showInputMessage=True)
    made.prompt = row.prompt
    if row.error:
        made.showErrorMessage, made.errorStyle = True, "stop"
        made.errorTitle, made.error = "Проверьте запись", row.error
    return made
