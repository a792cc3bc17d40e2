"""Defects that a form cannot be filled in with, and that schools manage nevertheless."""

from collections.abc import Callable, Mapping
from datetime import datetime
from io import BytesIO

from openpyxl import Workbook, load_workbook

from loaders.files.saving import saved

SENT = datetime(2020, 1, 1)


def with_formulas(content: bytes, formulas: Mapping[str, str]) -> bytes:
    """A program wrote formulas into input cells and saved no results, by defined name."""
    book = load_workbook(BytesIO(content))
    for name, formula in formulas.items():
        ((sheet, cell),) = book.defined_names[name].destinations
        book[sheet][cell].value = formula
    return saved(book, SENT)


def with_a_list_of_pupils(content: bytes) -> bytes:
    """An export of the platform was left in the file: names and birth dates (invented)."""
    book = load_workbook(BytesIO(content))
    book.security = Workbook().security
    sheet = book.create_sheet("Выгрузка")
    sheet.append(["№", "ФИО", "Дата рождения", "Класс"])
    sheet.append([1, "Примеров Пример Примерович", "01.02.2007", "7"])
    sheet.append([2, "Образцова Проба Тестовна", "15.06.2006", "8"])
    return saved(book, SENT)


BREAKAGES: dict[str, Callable[[bytes], bytes]] = {"pupil_list": with_a_list_of_pupils}
"""Values of the column ``extra`` of returns.csv."""
