"""The analytical workbook («аналитическая книга»): one section is one sheet."""

from data_model.returns import StoredProblem
from data_model.roadmap import Operator
from indicators import wording
from indicators.coverage import ReturnLine
from indicators.plan_fact_row import PlanFactRow
from reports import figures
from reports.compose import tables
from reports.compose.frame import document
from reports.compose.tables import plan_fact_chart, schools_chart
from reports.material import Material
from reports.summary import Block, Section, Summary, Table, TableCell, TableColumn


def compose(material: Material) -> Summary:
    """Summary, dynamics, matrix, schools, remarks, definitions.

    For publication without the remarks: they quote numbers of single schools.
    """
    remarks = Section("замечания", "Замечания", (remarks_table(material),))
    sections = (
        Section("сводка", "Сводка", (summary_table(material),)),
        Section("динамика", "Динамика", _dynamics(material)),
        Section("школы", "Школы и показатели", (tables.matrix_table(material),)),
        *(_by_school(material, row) for row in material.of_parts),
        Section("строки", "По школам", (all_rows(material),)),
        Section("отчёты", "Отчёты", (returns_table(material),)),
        *(() if material.public else (remarks,)),
        Section("показатели", "Показатели", (tables.indicators_table(material),)),
    )
    title = f"Мониторинг дорожной карты за {material.period}"
    return document(material, "workbook", "Аналитическая книга", title, sections)


def _dynamics(material: Material) -> tuple[Block, ...]:
    numeric = tuple(row for row in material.district if not row.is_in_words)
    charts = (plan_fact_chart(material, row) for row in material.shares)
    return (tables.years_table(material, numeric), *(chart for chart in charts if chart))


def _by_school(material: Material, row: PlanFactRow) -> Section:
    chart = schools_chart(material, row)
    blocks: tuple[Block, ...] = (tables.schools_table(material, row),)
    return Section(
        f"показатель_{row.indicator}",
        f"Показатель {row.indicator}",
        blocks if chart is None else (*blocks, chart),
    )


def summary_table(material: Material) -> Table:
    """The district's rows with everything that is known of them, on one page that can be read."""
    columns = (
        tables.number_column(material),
        TableColumn("Показатель", 2.8),
        TableColumn("Единица", 1.1, "center"),
        TableColumn("План", 1.6, "right"),
        TableColumn("Факт", 0.9, "right"),
        TableColumn("Числитель", 1.2, "right"),
        TableColumn("Знаменатель", 1.4, "right"),
        TableColumn("Отклонение", 1.3, "right"),
        TableColumn("Отставание", 0.9, "right"),
        TableColumn("Нижняя граница", 1.0, "right"),
        TableColumn("Верхняя граница", 1.0, "right"),
        TableColumn("Отчитались", 1.3, "right"),
        TableColumn("Ожидались", 1.2, "right"),
        TableColumn("Оценка", 2.2),
        TableColumn("База", 1.6),
        TableColumn("Пояснение", 3.0),
    )
    rows = tuple(_summary_row(row) for row in material.district)
    return Table(f"Район за {material.period}", columns, rows, tables.legend(), wide=True)


def _summary_row(row: PlanFactRow) -> tuple[TableCell, ...]:
    return (
        TableCell(row.indicator),
        TableCell(row.name),
        TableCell(row.unit),
        _promise(row),
        figures.fact_cell(row, ratio=(5, 6)),
        _counted(row, row.numerator),
        _counted(row, row.denominator),
        _plain(row.deviation, 0),
        _plain(row.deficit),
        _plain(row.lower, row.target),
        _plain(row.upper, row.target),
        _plain(row.reported),
        _plain(row.expected),
        figures.verdict_cell(row),
        TableCell(row.base),
        TableCell(wording.explanation(row, official=True)),
    )


def _promise(row: PlanFactRow) -> TableCell:
    """The target as a number; in words where it is none, is a document, or not the least."""
    is_least = row.operator is Operator.AT_LEAST
    if row.target is None or row.is_in_words or not is_least:
        is_open = not row.masked or row.target is not None
        return TableCell(
            wording.target(row) if is_open and not wording.is_contribution(row) else ""
        )
    return TableCell(wording.number(row.target), row.target)


def _counted(row: PlanFactRow, value: int | None) -> TableCell:
    return TableCell(wording.HIDDEN) if row.masked else _plain(value)


def _plain(value: float | None, *limits: float | None) -> TableCell:
    """A number without its unit; a fraction is told from the limits beside it."""
    if value is None:
        return TableCell("")
    digits = None if float(value).is_integer() else wording.decimals(value, *limits)
    return TableCell(wording.number(value, digits), value)


def all_rows(material: Material) -> Table:
    """Every row of every school of the year."""
    columns = (
        TableColumn("Код", 1.0),
        TableColumn("Организация", 3.2),
        tables.number_column(material),
        TableColumn("Показатель", 3.0),
        TableColumn("Числитель", 1.3, "right"),
        TableColumn("Знаменатель", 1.5, "right"),
        TableColumn("Факт", 1.0, "right"),
        TableColumn("Ориентир", 1.7, "right"),
        TableColumn("Отставание", 1.1, "right"),
        TableColumn("Год назад", 1.0, "right"),
        TableColumn("Изменение", 1.4, "right"),
        TableColumn("Оценка", 2.4),
        TableColumn("Пояснение", 3.0),
    )
    rows = tuple(_school_row(material, row) for rows in material.by_school.values() for row in rows)
    return Table("Показатели организаций", columns, rows, tables.legend(), wide=True)


def _school_row(material: Material, row: PlanFactRow) -> tuple[TableCell, ...]:
    """A small base has its two numbers, and neither a percent nor a change."""
    change = None if row.small_base else material.change(row)
    return (
        TableCell(row.org or ""),
        TableCell(row.org_name),
        TableCell(row.indicator),
        TableCell(row.name),
        _counted(row, row.numerator),
        _counted(row, row.denominator),
        figures.fact_cell(row, ratio=(4, 5)),
        _promise(row),
        _plain(None if wording.is_silent(row) else row.deficit),
        _plain(change.before if change else None),
        _plain(change.amount if change else None, 0),
        figures.verdict_cell(row),
        TableCell(wording.explanation(row, official=True)),
    )


def returns_table(material: Material) -> Table:
    """Who has reported, when, with which revision, and what is still asked."""
    columns = (
        TableColumn("Код", 1.0),
        TableColumn("Организация", 3.2),
        TableColumn("Отчёт", 1.6),
        TableColumn("Получен", 1.6, "center"),
        TableColumn("Позже срока", 1.1, "center"),
        TableColumn("Редакция", 1.0, "right"),
        TableColumn("Вопросов", 1.0, "right"),
        TableColumn("Файл", 3.0),
    )
    rows = tuple(_return_row(line) for line in material.board.lines)
    return Table(f"Отчёты за {material.year} год", columns, rows)


def _return_row(line: ReturnLine) -> tuple[TableCell, ...]:
    return (
        TableCell(line.org),
        TableCell(line.name),
        TableCell(wording.return_word(line.state)),
        TableCell(wording.date_figures(line.received_at) if line.is_in else ""),
        TableCell("да" if line.late else ""),
        _plain(line.revision),
        _plain(line.questions),
        TableCell(line.filename or ""),
    )


def _remark_state(item: StoredProblem) -> str:
    if item.is_open:
        return "открыто"
    return f"закрыто: {item.answer}" if item.answer else "закрыто"


SEVERITIES = {"error": "ошибка", "question": "вопрос", "note": "примечание"}


def remarks_table(material: Material) -> Table:
    """Remarks on the current returns of the year."""
    columns = (
        TableColumn("Организация", 2.6),
        TableColumn("Вид", 1.2),
        TableColumn("Лист", 1.4),
        TableColumn("Ячейка", 1.0, "center"),
        TableColumn("Замечание", 7.4),
        TableColumn("Состояние", 1.3),
    )
    rows = tuple(
        (
            TableCell(material.names.get(item.org, item.org)),
            TableCell(SEVERITIES[told.severity]),
            TableCell(told.sheet),
            TableCell(told.cell),
            TableCell(told.message),
            TableCell(_remark_state(item)),
        )
        for item in material.snapshot.problems
        if item.year == material.year
        for told in [wording.placed(item, material.snapshot.roadmaps)]
    )
    none = "" if rows else "Замечаний к отчётам нет."
    return Table(f"Замечания к отчётам за {material.year} год", columns, rows, none, wide=True)
