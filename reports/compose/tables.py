"""Tables that several documents share, each from lines as they are."""

from data_model.compliance import Status
from indicators import wording
from reports import figures
from reports.lines import Line
from reports.material import Material
from reports.sentences import uncapped
from reports.summary import Cell, Column, Table

SHOWN_SHARE = (
    "Доля — сумма участников, делённая на сумму обучающихся базы, по школам, давшим оба числа."
)


def results_table(material: Material) -> Table:
    """The rows of the district: target, actual, deviation, verdict."""
    columns = (
        Column("№", 0.6, "center"),
        Column("Показатель", 4.4),
        Column("План", 2.4, "center"),
        Column("Факт", 1.2, "right"),
        Column("Сколько из скольких", 1.5, "right"),
        Column("Отклонение", 1.5, "right"),
        Column("Оценка", 1.9),
    )
    rows = tuple(
        (
            Cell(line.indicator),
            Cell(line.name),
            Cell(figures.target(line).text, None if line.kind == "presence" else line.target),
            figures.actual_cell(line),
            Cell(figures.of_numbers(line)),
            Cell(figures.deviation(line).text, line.deviation),
            figures.status_cell(line),
        )
        for line in material.district
    )
    return Table(f"Выполнение дорожной карты за {material.year} год", columns, rows, legend())


def legend() -> str:
    """The signs of the verdicts in words."""
    signs = "; ".join(wording.status_text(status) for status in Status)
    return f"Оценки: {signs}."


def indicators_table(material: Material) -> Table:
    """How each row is measured: kind, base, target."""
    columns = (
        Column("№", 0.6, "center"),
        Column("Мероприятие", 7.6),
        Column("Вид показателя и база", 2.5),
        Column("План", 1.6),
        Column("Срок", 1.5, "center"),
    )
    rows = tuple(
        (
            Cell(line.indicator),
            Cell(line.title),
            Cell(_kind_and_base(line)),
            Cell(figures.target(line).text),
            Cell(wording.date_short(line.due)),
        )
        for line in material.district
    )
    return Table("Показатели и их плановые значения", columns, rows)


def _kind_and_base(line: Line) -> str:
    """«доля: 1–11 классы, на 20.09.2022»; what is no share has no base."""
    kind = wording.kind_word(line.kind)
    return f"{kind}: {uncapped(line.base)}" if line.base and line.is_share else kind


def coverage_table(lines: tuple[Line, ...]) -> Table:
    """Shares of the district with coverage and bounds."""
    columns = (
        Column("№", 0.6, "center"),
        Column("Показатель", 3.2),
        Column("Учтено организаций", 1.8, "center"),
        Column("Факт", 1.2, "right"),
        Column("Возможные границы", 2.3, "center"),
        Column("База", 2.4),
    )
    rows = tuple(
        (
            Cell(line.indicator),
            Cell(line.name),
            Cell(figures.reported(line).text, line.reported),
            figures.actual_cell(line),
            Cell(figures.bounds(line).text),
            Cell(line.base),
        )
        for line in lines
    )
    return Table("Полнота данных по долевым показателям", columns, rows, SHOWN_SHARE)


def years_table(material: Material, lines: tuple[Line, ...]) -> Table:
    """Actual and target of each year side by side."""
    years = [year for year in material.snapshot.years if year <= material.year]
    columns = (
        Column("№", 0.6, "center"),
        Column("Показатель", 3.2),
        *(Column(f"{year}: {what}", 1.2, "right") for year in years for what in ("план", "факт")),
    )
    rows = tuple(
        (
            Cell(line.indicator),
            Cell(line.name),
            *(cell for year in years for cell in _year_cells(material, line, year)),
        )
        for line in lines
    )
    return Table("Динамика показателей", columns, rows)


def _year_cells(material: Material, line: Line, year: int) -> tuple[Cell, Cell]:
    found = material.by_place.get((year, line.code, line.org))
    if found is None:
        return Cell(wording.DASH), Cell(wording.DASH)
    plain = found.unit in ("%", "чел.") and found.target_upper is None
    target = wording.promised(found.target, found.unit) if plain else figures.target(found).text
    promised = target if found.target is not None else wording.DASH
    return Cell(promised, found.target), figures.actual_cell(found)


def schools_table(material: Material, line: Line) -> Table:
    """One share by school, the least first, with the plan above and the district below."""
    columns = (
        Column("Организация", 3.4),
        Column("Участники", 1.4, "right"),
        Column("Обучающиеся базы", 1.6, "right"),
        Column("Факт", 1.2, "right"),
        Column("До плана, чел.", 1.4, "right"),
        Column("Оценка", 2.4),
    )
    plan = (
        Cell("План района"),
        Cell(wording.DASH),
        Cell(wording.DASH),
        Cell(wording.promised(line.target, line.unit), line.target),
        Cell(wording.DASH),
        Cell(""),
    )
    schools = sorted(material.of_schools(line), key=least_first)
    rows = (plan, *(_school_row(other) for other in schools), _school_row(line, "Район"))
    return Table(
        by_organisations(line),
        columns,
        rows,
        "Плановое значение утверждено для района; для организации оно служит ориентиром.",
        strong=frozenset((0, len(rows) - 1)),
    )


def by_organisations(line: Line) -> str:
    """«„Билет в будущее“ по организациям, 6–11 классы, на 20.09.2022»."""
    base = f", {uncapped(line.base)}" if line.base else ""
    return f"{line.quoted} по организациям{base}"


def least_first(line: Line) -> tuple[bool, float, str]:
    return (line.actual is None, line.actual or 0.0, line.org_name)


def _school_row(line: Line, name: str = "") -> tuple[Cell, ...]:
    hidden = figures.HIDDEN if line.masked else ""
    return (
        Cell(name or line.org_name),
        Cell(hidden or wording.number(line.numerator), line.numerator),
        Cell(wording.number(line.denominator), line.denominator),
        Cell(figures.actual_cell(line).text, line.actual, ratio=(1, 2)),
        Cell(wording.number(line.missing_to_target), line.missing_to_target),
        figures.status_cell(line),
    )


def matrix_table(material: Material) -> Table:
    """Schools by indicators: sign and short number in each cell."""
    asked = tuple(line for line in material.district if material.of_schools(line))
    columns = (
        Column("Организация", 3.0),
        *(Column(f"№{wording.NBSP}{line.indicator}. {line.name}", 1.6, "center") for line in asked),
    )
    rows = tuple(
        (Cell(material.name(org)), *(_matrix_cell(lines, line) for line in asked))
        for org, lines in material.by_school.items()
    )
    return Table("Организации и показатели", columns, rows, legend())


def _matrix_cell(lines: tuple[Line, ...], asked: Line) -> Cell:
    line = next((line for line in lines if line.code == asked.code), None)
    if line is None:
        return Cell(wording.DASH)
    sign = wording.status_sign(line.status)
    if line.kind == "presence" or (line.actual is None and not line.masked):
        return Cell(wording.status_text(line.status), status=line.status)
    return Cell(f"{sign}{wording.NBSP}{figures.label(line)}", status=line.status)
