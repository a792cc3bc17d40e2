"""The analytical workbook («аналитическая книга»): one section is one sheet."""

from collections.abc import Hashable, Mapping
from typing import Any

from data_model.returns import ReturnState, StoredProblem
from indicators import wording
from reports import figures
from reports.compose import tables
from reports.compose.charts import plan_fact_chart, schools_chart
from reports.compose.frame import document
from reports.lines import Line
from reports.material import Material
from reports.summary import Block, Cell, Column, Section, Summary, Table


def compose(material: Material) -> Summary:
    """Summary, dynamics, matrix, schools, remarks, definitions."""
    shares = tuple(line for line in material.district if line.is_share)
    sections = (
        Section("сводка", "Сводка", (summary_table(material),)),
        Section("динамика", "Динамика", _dynamics(material, shares)),
        Section("матрица", "Матрица", (tables.matrix_table(material),)),
        *(_by_school(material, line) for line in shares),
        Section("строки", "По школам", (all_rows(material),)),
        Section("отчёты", "Отчёты", (returns_table(material),)),
        Section("замечания", "Замечания", (remarks_table(material),)),
        Section("показатели", "Показатели", (tables.indicators_table(material),)),
    )
    title = f"Мониторинг дорожной карты за {material.year} год"
    return document(material, "workbook", "Аналитическая книга", title, sections)


def _dynamics(material: Material, shares: tuple[Line, ...]) -> tuple[Block, ...]:
    numeric = tuple(line for line in material.district if line.unit and line.kind != "presence")
    charts = (plan_fact_chart(material, line) for line in shares)
    return (tables.years_table(material, numeric), *(chart for chart in charts if chart))


def _by_school(material: Material, line: Line) -> Section:
    chart = schools_chart(material, line)
    blocks: tuple[Block, ...] = (tables.schools_table(material, line),)
    return Section(
        f"показатель_{line.indicator}",
        f"Строка {line.indicator}",
        blocks if chart is None else (*blocks, chart),
    )


def summary_table(material: Material) -> Table:
    """The district's rows with everything that is known of them, on one page that can be read."""
    columns = (
        Column("№", 0.6, "center"),
        Column("Показатель", 2.8),
        Column("Единица", 1.1, "center"),
        Column("План", 1.5, "right"),
        Column("Факт", 0.9, "right"),
        Column("Числитель", 1.2, "right"),
        Column("Знаменатель", 1.4, "right"),
        Column("Отклонение", 1.3, "right"),
        Column("До плана", 0.9, "right"),
        Column("Нижняя граница", 1.0, "right"),
        Column("Верхняя граница", 1.0, "right"),
        Column("Отчитались", 1.3, "right"),
        Column("Ожидались", 1.2, "right"),
        Column("Оценка", 2.2),
        Column("База", 1.6),
        Column("Пояснение", 3.0),
    )
    rows = tuple(_summary_row(line) for line in material.district)
    return Table(f"Район за {material.year} год", columns, rows, tables.legend(), wide=True)


def _summary_row(line: Line) -> tuple[Cell, ...]:
    return (
        Cell(line.indicator),
        Cell(line.name),
        Cell(line.unit if line.kind != "presence" else "есть / нет"),
        _promise(line),
        Cell(figures.actual_cell(line).text, figures.actual_cell(line).value, ratio=_ratio(line)),
        _plain(line.numerator),
        _plain(line.denominator),
        _plain(line.deviation, 0),
        _plain(line.missing_to_target),
        _plain(line.lower, line.target),
        _plain(line.upper, line.target),
        _plain(line.reported),
        _plain(line.expected),
        figures.status_cell(line),
        Cell(line.base),
        Cell(line.reason),
    )


def _ratio(line: Line) -> tuple[int, int] | None:
    return (5, 6) if line.is_share else None


def _promise(line: Line) -> Cell:
    """The target as a number; in words where it is none, or is a document."""
    if line.target is None or line.kind == "presence":
        return Cell(figures.target(line).text)
    return Cell(wording.number(line.target), line.target)


def _plain(value: float | None, *limits: float | None) -> Cell:
    """A number without its unit; a fraction is told from the limits beside it."""
    if value is None:
        return Cell(wording.DASH)
    digits = None if float(value).is_integer() else wording.decimals(value, *limits)
    return Cell(wording.number(value, digits), value)


def all_rows(material: Material) -> Table:
    """Every row of every school of the year."""
    columns = (
        Column("Код", 1.0),
        Column("Организация", 3.2),
        Column("№", 0.6, "center"),
        Column("Показатель", 3.0),
        Column("Числитель", 1.3, "right"),
        Column("Знаменатель", 1.5, "right"),
        Column("Факт", 1.0, "right"),
        Column("Ориентир", 1.7, "right"),
        Column("До плана", 1.1, "right"),
        Column("Год назад", 1.0, "right"),
        Column("Изменение", 1.4, "right"),
        Column("Оценка", 2.4),
        Column("Пояснение", 3.0),
    )
    rows = tuple(_school_row(line) for lines in material.by_school.values() for line in lines)
    return Table("Строки организаций", columns, rows, tables.legend(), wide=True)


def _school_row(line: Line) -> tuple[Cell, ...]:
    return (
        Cell(line.org or ""),
        Cell(line.org_name),
        Cell(line.indicator),
        Cell(line.name),
        _plain(line.numerator),
        _plain(line.denominator),
        Cell(
            figures.actual_cell(line).text,
            figures.actual_cell(line).value,
            ratio=(4, 5) if line.is_share else None,
        ),
        _promise(line),
        _plain(line.missing_to_target),
        _plain(line.actual_before if line.kind != "presence" else None),
        _plain(line.change if line.kind != "presence" else None),
        figures.status_cell(line),
        Cell(line.reason),
    )


def returns_table(material: Material) -> Table:
    """Who has reported, when, with which revision, and what is still asked."""
    columns = (
        Column("Код", 1.0),
        Column("Организация", 3.2),
        Column("Отчёт", 1.6),
        Column("Получен", 1.6, "center"),
        Column("Позже срока", 1.1, "center"),
        Column("Редакция", 1.0, "right"),
        Column("Вопросов", 1.0, "right"),
        Column("Файл", 3.0),
    )
    rows = tuple(_return_row(row) for row in material.board.to_dict("records"))
    return Table(f"Отчёты за {material.year} год", columns, rows)


def _return_row(row: Mapping[Hashable, Any]) -> tuple[Cell, ...]:
    came = row["state"] != ReturnState.NOT_REPORTED
    return (
        Cell(row["org"]),
        Cell(row["name"]),
        Cell(wording.return_word(row["state"])),
        Cell(wording.date_figures(row["received_at"]) if came else wording.DASH),
        Cell("да" if row["late"] else ""),
        _plain(int(row["revision"]) if came else None),
        _plain(int(row["questions"])),
        Cell(row["filename"] if came else wording.DASH),
    )


def _remark_state(item: StoredProblem) -> str:
    if item.is_open:
        return "открыто"
    return f"закрыто: {item.answer}" if item.answer else "закрыто"


SEVERITIES = {"error": "ошибка", "question": "вопрос", "note": "примечание"}


def remarks_table(material: Material) -> Table:
    """Remarks on the current returns of the year."""
    columns = (
        Column("Организация", 2.6),
        Column("Вид", 1.2),
        Column("Лист", 1.4),
        Column("Ячейка", 1.0, "center"),
        Column("Замечание", 7.4),
        Column("Состояние", 1.3),
    )
    rows = tuple(
        (
            Cell(material.names.get(item.org, item.org)),
            Cell(SEVERITIES[item.problem.severity]),
            Cell(item.problem.sheet),
            Cell(item.problem.cell),
            Cell(item.problem.message),
            Cell(_remark_state(item)),
        )
        for item in material.snapshot.problems
        if item.year == material.year
    )
    return Table(f"Замечания к отчётам за {material.year} год", columns, rows, wide=True)
