"""Tables and charts that several documents share, each from rows as they are."""

from collections.abc import Iterable

from data_model.compliance import Status
from data_model.roadmap import Operator
from indicators import wording
from indicators.passport import passport
from indicators.plan_fact_row import PlanFactRow, RowMeasure
from indicators.reasons import UNKNOWN, Reason
from indicators.wording import uncapped
from reports import figures
from reports.material import Material
from reports.summary import (
    Chart,
    ChartStyle,
    Series,
    Table,
    TableCell,
    TableColumn,
    without_empty,
)

SHOWN_SHARE = (
    "Доля — сумма значений, делённая на сумму базы показателя, по школам, давшим оба числа."
)
GUIDE = "Плановое значение утверждено для района; для организации оно служит ориентиром."
MOST_NAMES = 20
"""More names than that are a number, not a sentence."""


def number_column(material: Material) -> TableColumn:
    """The number of a row; with that of its roadmap where several stand side by side."""
    return TableColumn("№", 1.1 if material.roadmap.parts else 0.6, "center")


def results_table(material: Material, *, full: bool = False) -> Table:
    """The rows of the district: target, actual, deviation, verdict.

    ``full``: by the titles of the order, where no table before has said them.
    """
    columns = (
        number_column(material),
        TableColumn("Мероприятие дорожной карты", 4.4),
        TableColumn("План", 2.4, "center"),
        TableColumn("Факт", 1.2, "right"),
        TableColumn("Из общего числа", 1.5, "right"),
        TableColumn("Отклонение", 1.5, "right"),
        TableColumn("Оценка", 1.9),
    )
    rows = tuple(
        (
            TableCell(row.indicator),
            TableCell(name_and_period(row, full=full)),
            TableCell(wording.target(row), None if row.is_in_words else row.target),
            figures.fact_cell(row),
            _of_cell(row),
            figures.deviation_cell(row),
            figures.verdict_cell(row),
        )
        for row in material.district
    )
    caption = f"Выполнение дорожной карты за {material.period}"
    return Table(caption, columns, rows, legend(), key="results")


def _of_cell(row: PlanFactRow) -> TableCell:
    """Empty where the figure is «k из n» itself."""
    return TableCell("") if row.measure is RowMeasure.EACH_SCHOOL else figures.of_cell(row)


def name_and_period(row: PlanFactRow, *, full: bool = False) -> str:
    """The name; with the school year where the row counts by school years."""
    name = row.title if full else row.name
    return f"{name} ({row.period} учебный год)" if "/" in row.period else name


def legend() -> str:
    """The signs of the verdicts in words, and what stands in the place of a number."""
    signs = "; ".join(wording.status_text(status) for status in Status)
    return f"Оценки: {signs}. {absent()}"


def absent() -> str:
    """«„—“ не предусмотрено; „∅“ не применимо; „н/д“ нет данных»: three states, three signs."""
    signs = (
        (wording.status_sign(Status.NO_TARGET), Status.NO_TARGET),
        (wording.status_sign(Status.NOT_APPLICABLE), Status.NOT_APPLICABLE),
        (wording.NO_VALUE, Status.NO_DATA),
    )
    told = "; ".join(f"«{sign}» {wording.status_word(status)}" for sign, status in signs)
    return f"Вместо числа: {told}."


def indicators_table(material: Material) -> Table:
    """How each row is measured: kind, base, target."""
    columns = (
        number_column(material),
        TableColumn("Мероприятие", 5.6),
        TableColumn("Далее по тексту", 2.2),
        TableColumn("Вид показателя и база", 2.5),
        TableColumn("План", 1.6),
        TableColumn("Срок", 1.5, "center"),
    )
    rows = tuple(
        (
            TableCell(row.indicator),
            TableCell(row.title),
            TableCell(row.name if row.name != row.title else ""),
            TableCell(_kind_and_base(row)),
            TableCell(wording.target(row)),
            TableCell(wording.date_short(row.due)),
        )
        for row in material.district
    )
    table = Table("Показатели и их плановые значения", columns, rows, key="indicators")
    return without_empty(table, "Далее по тексту")


def methods_table(material: Material) -> Table:
    """How each number comes about, from the passports of the indicators."""
    columns = (
        number_column(material),
        TableColumn("Показатель", 2.2),
        TableColumn("Как вычисляется", 5.0),
        TableColumn("Источник", 2.4),
        TableColumn("Кто представляет", 1.6),
        TableColumn("Периодичность", 1.4),
    )
    rows = tuple(
        (
            TableCell(row.indicator),
            TableCell(row.name),
            *(TableCell(card[line]) for line in ("Формула", "Источник", "Кто отчитывается")),
            TableCell(card["Отчётный период"]),
        )
        for row in material.district
        for card in (passport(material.snapshot.roadmaps[row.year], row.indicator),)
    )
    return Table("Методы сбора данных по показателям", columns, rows, key="methods")


def _kind_and_base(row: PlanFactRow) -> str:
    """«доля: 1–11 классы, на 20.09.2022»; what is no share has no base."""
    kind = wording.kind_word(row.kind)
    return f"{kind}: {uncapped(row.base)}" if row.base else kind


def coverage_table(material: Material) -> Table:
    """Figures made from schools with coverage and bounds."""
    columns = (
        number_column(material),
        TableColumn("Показатель", 3.2),
        TableColumn("Представили данные", 1.8, "center"),
        TableColumn("Факт", 1.2, "right"),
        TableColumn("Возможные границы", 2.3, "center"),
        TableColumn("База", 2.4),
    )
    made = tuple(
        (
            TableCell(row.indicator),
            TableCell(row.name),
            TableCell(wording.of(row.reported, row.expected), row.reported),
            figures.fact_cell(row),
            TableCell(wording.bounds(row)),
            TableCell(row.base),
        )
        for row in material.of_parts
    )
    caption = "Полнота данных по показателям организаций"
    note = SHOWN_SHARE if any(row.measure is RowMeasure.SHARE for row in material.of_parts) else ""
    return Table(caption, columns, made, note, key="coverage")


def years_table(material: Material, rows: Iterable[PlanFactRow]) -> Table:
    """Actual and target of each year side by side."""
    years = [year for year in material.snapshot.years if year <= material.year]
    columns = (
        number_column(material),
        TableColumn("Показатель", 3.2),
        *(
            TableColumn(f"{material.label_of(year)}: {what}", 1.2, "right")
            for year in years
            for what in ("план", "факт")
        ),
    )
    made = tuple(
        (
            TableCell(row.indicator),
            TableCell(row.name),
            *(cell for year in years for cell in _year_cells(material, row, year)),
        )
        for row in rows
    )
    return Table("Динамика показателей", columns, made, absent(), key="years")


def _year_cells(material: Material, row: PlanFactRow, year: int) -> tuple[TableCell, TableCell]:
    """A year in which the roadmap has no such row has no cell to fill."""
    found = material.plan_fact.row(year, row.code, row.org)
    if found is None:
        return TableCell(""), TableCell("")
    return plan_cell(found), figures.fact_cell(found)


# by school


def schools_table(material: Material, row: PlanFactRow) -> Table:
    """One figure by school, the least first, with the plan above and the district below."""
    return (
        _shares_table(material, row) if row.measure is RowMeasure.SHARE else _parts(material, row)
    )


def _shares_table(material: Material, row: PlanFactRow) -> Table:
    columns = (
        TableColumn("Организация", 5.0),
        TableColumn("Участники" if wording.ones(row) == "участников" else "Учтено", 1.4, "right"),
        TableColumn("Обучающиеся базы" if row.is_of_pupils else "База", 1.6, "right"),
        TableColumn("Факт", 1.2, "right"),
        TableColumn(_short_of(row), 1.5, "right"),
        TableColumn("Оценка", 2.4),
    )
    plan = plan_cell(row)
    head = (
        TableCell("План района"),
        TableCell(""),
        TableCell(""),
        plan,
        TableCell(""),
        TableCell(""),
    )
    schools = sorted(material.of_schools(row), key=worst_first)
    shown = (*((other, other.org_name) for other in schools), (row, "Итого по району"))
    rows = (
        *((head,) if row.target is not None else ()),
        *(_share_row(other, name) for other, name in shown),
    )
    guide = GUIDE if row.target is not None else ""
    note = " ".join(one for one in (guide, *_set_aside(schools), _gaps(row, schools)) if one)
    strong = frozenset({len(rows) - 1} | ({0} if row.target is not None else set()))
    return Table(by_organisations(row), columns, rows, note, strong, key=f"table {row.code}")


def _short_of(row: PlanFactRow) -> str:
    """What stands above the people that are missing, or too many where most are allowed."""
    is_most = row.operator is Operator.AT_MOST
    return f"{'Превышение' if is_most else 'Недостаёт до ориентира'}, {row.counted_in}"


def _share_row(row: PlanFactRow, name: str) -> tuple[TableCell, ...]:
    hidden = wording.HIDDEN if row.masked else ""
    absent = hidden or (wording.NO_VALUE if row.reason in UNKNOWN else "")
    missing = None if wording.is_silent(row) else row.deficit
    is_idle = row.actual is None and row.reason is Reason.NOT_ASKED
    return (
        TableCell(name),
        figures.count_cell(row.numerator, absent),
        figures.count_cell(None if is_idle else row.denominator, hidden),
        figures.fact_cell(row, ratio=(1, 2)),
        figures.count_cell(missing),
        figures.verdict_cell(row),
    )


def _parts(material: Material, row: PlanFactRow) -> Table:
    """A number or an answer by school; the sum, and how many reached it, below."""
    columns = (
        TableColumn("Организация", 5.0),
        TableColumn("План", 1.6, "center"),
        TableColumn("Факт", 1.4, "right"),
        TableColumn(SHORT_OF.get(row.operator, "Недостаёт до плана"), 1.4, "right"),
        TableColumn("Оценка", 2.4),
    )
    schools = sorted(material.of_schools(row), key=worst_first)
    rows = [_part_row(other, other.org_name) for other in schools]
    strong = {len(rows)}
    if row.total is not None and schools:
        total = wording.value(row.total, schools[0].unit)
        rows.append(
            (
                TableCell("Всего"),
                TableCell(""),
                TableCell(total, row.total),
                TableCell(""),
                TableCell(""),
            )
        )
        strong.add(len(rows))
    rows.append(_part_row(row, "Итого по району"))
    note = " ".join(_set_aside(schools))
    caption, key = by_organisations(row), f"table {row.code}"
    return Table(caption, columns, tuple(rows), note, frozenset(strong), key=key)


SHORT_OF = {Operator.AT_MOST: "Сверх плана", Operator.RANGE: "Вне плана"}


def _part_row(row: PlanFactRow, name: str) -> tuple[TableCell, ...]:
    target = "" if wording.is_silent(row) or row.target is None else wording.target(row)
    return (
        TableCell(name),
        TableCell(target),
        figures.fact_cell(row),
        TableCell(wording.gap_amount(row), row.deficit),
        figures.verdict_cell(row),
    )


def _set_aside(schools: Iterable[PlanFactRow]) -> list[str]:
    """Who is in no sum, and why: so that a clerk's sum comes out."""
    found: dict[str, list[str]] = {}
    for row in schools:
        if row.actual is None and row.reason in UNKNOWN:
            found.setdefault(wording.why(row, official=True), []).append(row.org_name)
    if not found:
        return []
    told = "; ".join(f"{why} — {_names(names)}" for why, names in found.items())
    return [f"В итог не вошли: {told}."]


def _names(names: list[str]) -> str:
    if len(names) > MOST_NAMES:
        return wording.counted(len(names), wording.ORGANISATIONS)
    return ", ".join(names)


def _gaps(row: PlanFactRow, schools: Iterable[PlanFactRow]) -> str:
    """Why «До ориентира» of the schools does not add up to the district's."""
    shown = [other for other in schools if not wording.is_silent(other)]
    total, own = sum(other.deficit or 0 for other in shown), row.deficit or 0
    if row.masked or row.actual is None or row.is_over or total == own:
        return ""
    sums = f"До ориентира в сумме по организациям {wording.counted_ones(row, total)}, по району "
    sums += wording.counted_ones(row, own)
    if total < own:
        return f"{sums}: остальное приходится на показатели без вывода."
    if all(other.deficit for other in shown):
        return f"{sums}: недостающее округлено до целого по каждой организации."
    return f"{sums}: превышение ориентира в одних организациях восполняет нехватку в других."


def by_organisations(row: PlanFactRow) -> str:
    """«„Билет в будущее“ по организациям, 6–11 классы, на 20.09.2022»."""
    base = f", {uncapped(row.base)}" if row.base else ""
    return f"{row.quoted} по организациям{base}"


def worst_first(row: PlanFactRow) -> tuple[bool, float, str]:
    """The least figure first, the greatest where less is better; after them what has no verdict."""
    unranked = row.actual is None or row.small_base
    sign = -1 if row.operator is Operator.AT_MOST else 1
    return unranked, 0.0 if unranked else sign * (row.actual or 0.0), row.org_name


def matrix_table(material: Material) -> Table:
    """Schools by indicators: sign and short number in each cell."""
    asked = tuple(row for row in material.district if material.of_schools(row))
    columns = (
        TableColumn("Организация", 4.2),
        *(
            TableColumn(f"№{wording.NBSP}{row.indicator}. {row.name}", 1.6, "center")
            for row in asked
        ),
    )
    rows = tuple(
        (TableCell(material.name(org)), *(_matrix_cell(material, row, org) for row in asked))
        for org in material.by_school
    )
    return Table("Организации и показатели", columns, rows, legend(), key="matrix")


def _matrix_cell(material: Material, asked: PlanFactRow, org: str) -> TableCell:
    row = material.plan_fact.row(asked.year, asked.code, org)
    if row is None:
        return TableCell("")
    has_number = row.masked or (row.actual is not None and not row.is_presence)
    text = wording.matrix_text(row) if has_number else wording.verdict(row)
    return TableCell(text, status=wording.shown_status(row))


MOST_BARS = 30
"""More bars than that are not told apart on a page; the table stands alone then."""
FEWEST_BARS = 2
"""One organisation is the district's own figure again."""


def plan_fact_chart(material: Material, row: PlanFactRow) -> Chart | None:
    """Target and actual of one indicator over the years; none where no year has a figure."""
    years = material.years_of(row)
    if all(other.actual is None for other in years):
        return None
    plan = Series(
        "План",
        tuple(other.target for other in years),
        tuple(_promised(other) for other in years),
    )
    fact = Series(
        "Факт",
        tuple(other.actual for other in years),
        tuple(wording.fact_cell(other) for other in years),
    )
    told = "; ".join(
        f"{other.period} — план {first}, факт {second}"
        for other, first, second in zip(years, plan.labels, fact.labels, strict=True)
    )
    return Chart(
        ChartStyle.PLAN_FACT,
        f"{row.quoted}: план и факт по годам",
        f"Столбцы плана и факта показателя {row.quoted} по годам: {told}.",
        row.unit,
        tuple(other.period for other in years),
        (plan, fact),
        key=f"years {row.code}",
    )


def plan_cell(row: PlanFactRow) -> TableCell:
    """The target; a number only where it is the least, for «не более 5» is no 5 in a workbook."""
    is_least = row.operator is Operator.AT_LEAST
    return TableCell(_promised(row), row.target if is_least else None)


def _promised(row: PlanFactRow) -> str:
    """«55 %» where the word «План» says enough; «не более 5 %» where less is better."""
    if row.target is None:
        return wording.status_sign(Status.NO_TARGET)
    is_least = row.operator is Operator.AT_LEAST and row.unit in {"%", "чел."}
    return wording.promised(row.target, row.unit) if is_least else wording.target(row)


def schools_chart(material: Material, row: PlanFactRow) -> Chart | None:
    """One share by school beside the plan and the district; none where bars are too many.

    A small base is compared with nothing and a hidden one is not shown: neither has a bar, and
    the caption says how many there are.
    """
    if row.measure is not RowMeasure.SHARE:
        return None
    schools = sorted(material.of_schools(row), key=worst_first, reverse=True)
    known = [other for other in schools if other.actual is not None and not other.small_base]
    if len(known) < FEWEST_BARS or len(known) > MOST_BARS:
        return None
    bars = [("План района", row.target, _promised(row))]
    bars += [("Район", row.actual, wording.fact_cell(row))]
    bars += [(other.org_name, other.actual, wording.fact_cell(other)) for other in known]
    names, values, labels = zip(*bars, strict=True)
    return Chart(
        ChartStyle.SCHOOLS,
        f"{by_organisations(row)}{_left_out(schools)}",
        f"Полосы показателя {row.quoted} по организациям: "
        + "; ".join(f"{name} — {label}" for name, label in zip(names, labels, strict=True))
        + ".",
        row.unit,
        tuple(names),
        (Series("Факт", tuple(values), tuple(labels)),),
        key=f"schools {row.code}",
    )


def _left_out(schools: Iterable[PlanFactRow]) -> str:
    """«; без малых баз: 2», «; скрыто: 2»; nothing where every school has its bar."""
    small = sum(row.small_base and row.actual is not None for row in schools)
    hidden = sum(row.masked for row in schools)
    text = f"; без малых баз: {small}" if small else ""
    return f"{text}; скрыто: {hidden}" if hidden else text
