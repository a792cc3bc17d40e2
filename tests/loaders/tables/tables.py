"""Foreign tables as districts make them: junk above, headers over two rows, merged, totals."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from loaders.registers.roll import read_roll
from sample_data import FOLDER

TICKET = "Участники проекта «Билет в будущее», чел."
LESSONS = "Онлайн-уроки «ПроеКТОриЯ» (кол-во обучающихся)"
OLDER = (6, 7, 8, 9, 10, 11)
SCHOOLS = ("580401", "580402", "580403")
NAMES = {
    "580401": "МБОУ СОШ с. Светлополье Бессоновского района",
    "580402": "МБОУСОШ  с.Заозерино",
    "580403": "Муниципальное бюджетное общеобразовательное учреждение «СОШ с.Новолипово»",
}
Change = Callable[[Worksheet], None]


def saved(book: Workbook) -> bytes:
    target = BytesIO()
    book.save(target)
    return target.getvalue()


@dataclass(frozen=True)
class Group:
    """A group of columns: its title over the grades, then its total and its percent."""

    title: str
    grades: Sequence[int] = OLDER
    with_percent: bool = True

    @property
    def inner(self) -> list[str]:
        percent = ["% от контингента"] if self.with_percent else []
        return [f"{grade} кл." for grade in self.grades] + ["Итого"] + percent


def count(org: str, grade: int, shift: int = 0) -> int:
    """Figures that differ from cell to cell and are never over the smallest roll."""
    return 1 + (int(org[-2:]) * 2 + grade + shift) % 5


@cache
def pupils(org: str) -> int:
    """Pupils of the older grades by the roll of the sample district."""
    rows = read_roll((FOLDER / "roll.xlsx").read_bytes(), "roll.xlsx")
    of = (one for one in rows if (one.org, one.year) == (org, 2021) and one.grade in OLDER)
    return sum(one.pupils for one in of)


def percent_of(org: str, counts: Sequence[int]) -> float:
    return round(100 * sum(counts) / pupils(org), 1) if pupils(org) else 0


def true_percent(org: str) -> float:
    """That of the first group of columns."""
    return percent_of(org, [count(org, grade) for grade in OLDER])


def consolidated(
    *changes: Change,
    groups: Sequence[Group] = (Group(TICKET), Group("Арт-Профи-Форум", (), with_percent=False)),
    names: dict[str, str] | None = None,
    title: str = "Сводная информация по образовательным организациям за 2021 год",
) -> bytes:
    """A consolidated table: two header rows, merged cells, numbering, totals, notes below."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Свод"
    sheet["H1"] = "Приложение 1 к приказу от 14.07.2020 № 94/01-09"
    sheet["A2"] = title
    sheet.merge_cells("A2:H2")
    _head(sheet, groups)
    rows = names or NAMES
    for number, (org, name) in enumerate(rows.items(), start=1):
        sheet.append([number, name, *_line(org, groups)])
    last = sheet.max_row
    sheet.append([None, "ИТОГО по району", *[999] * (sheet.max_column - 2)])
    sheet.cell(last + 3, 2, "Исполнитель: методист, 2-15-15")
    for change in changes:
        change(sheet)
    return saved(book)


@cache
def table() -> bytes:
    """The plain consolidated table, the same bytes each time."""
    return consolidated()


def _head(sheet: Worksheet, groups: Sequence[Group]) -> None:
    """Rows 4 and 5 are the header, row 6 numbers the columns."""
    for column, text in ((1, "№ п/п"), (2, "Наименование  образовательной\nорганизации")):
        sheet.cell(4, column, text)
        sheet.merge_cells(start_row=4, start_column=column, end_row=5, end_column=column)
    column = 3
    for group in groups:
        sheet.cell(4, column, group.title)
        inner = group.inner if group.grades else [""]
        for shift, text in enumerate(inner):
            sheet.cell(5, column + shift, text or None)
        if len(inner) > 1:
            end = column + len(inner) - 1
            sheet.merge_cells(start_row=4, start_column=column, end_row=4, end_column=end)
        column += len(inner)
    for number in range(1, column):
        sheet.cell(6, number, number)


def _line(org: str, groups: Sequence[Group]) -> list[Any]:
    line: list[Any] = []
    for shift, group in enumerate(groups):
        counts = [count(org, grade, shift) for grade in group.grades]
        line += [*counts, sum(counts)] if counts else [count(org, 0, shift)]
        line += [f"{percent_of(org, counts)} %"] if group.grades and group.with_percent else []
    return line


EXPORT = (
    "Муниципалитет", "образовательная  организация", "Класс", "Дата последнего входа",
    "Кол-во пройденных диагностик за календарный год 2021-2025 гг.",
    "кол-во посещенных профессиональных и партнерских проб за календарный год",
    "Дата архивации",
)  # fmt: skip
PERSONAL = ("ФИО обучающегося", "Дата рождения", "Ответственный педагог")
OWN, OTHER = "Бессоновский муниципальный район", "Башмаковский муниципальный район"
PUPILS: tuple[tuple[Any, ...], ...] = (
    (OWN, NAMES["580401"], "6а", "01.10.2021", 2, 0, "Нет"),
    (OWN, NAMES["580401"], "6 «А»", "01.10.2021", 1, 3, "Нет"),
    (OWN, NAMES["580401"], "6-Б", "01.10.2021", 0, 0, "Нет"),
    (OWN, "Светлопольская школа", "7", "02.10.2021", 0, "Проба, экскурсия", "Нет"),
    (OWN, NAMES["580401"], "7Б", "02.10.2021", 5, 5, "01.09.2021"),
    (OWN, NAMES["580402"], "9 класс", "02.10.2021", 1, None, "Нет"),
    (OWN, NAMES["580402"], "выпускной", "02.10.2021", 1, None, "Нет"),
    (OTHER, "МБОУ СОШ с. Дальнее", "9", "02.10.2021", 1, None, "Нет"),
)


@cache
def export(*, personal: bool = False, pupils: tuple[tuple[Any, ...], ...] = PUPILS) -> bytes:
    """An export of the platform: the header in row 4, numbers of columns in row 5."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Выгрузка"
    sheet["A1"] = "Билет в будущее. Отчёт по обучающимся"
    sheet["A2"] = "за 2021 год"
    more = PERSONAL if personal else ()
    sheet.append([])
    sheet.append([*EXPORT, *more])
    sheet.append(list(range(1, len(EXPORT) + len(more) + 1)))
    for number, pupil in enumerate(pupils):
        line = ("Иванова Анна Петровна", f"0{number + 1}.03.2009", "Петрова И. И.")
        sheet.append([*pupil, *(line if personal else ())])
    return saved(book)
