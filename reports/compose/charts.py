"""Charts of documents: what is drawn, from rows as they are."""

from collections.abc import Iterable

from data_model.compliance import Status
from indicators import wording
from indicators.plan_fact_row import PlanFactRow, RowMeasure
from reports.compose.tables import by_organisations, least_first
from reports.material import Material
from reports.summary import Chart, ChartStyle, Series

MOST_BARS = 30
"""More bars than that are not told apart on a page; the table stands alone then."""


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


def _promised(row: PlanFactRow) -> str:
    if row.target is None:
        return wording.status_sign(Status.NO_TARGET)
    return wording.promised(row.target, row.unit)


def schools_chart(material: Material, row: PlanFactRow) -> Chart | None:
    """One share by school beside the plan and the district; none where bars are too many.

    A small base is compared with nothing and a hidden one is not shown: neither has a bar, and
    the caption says how many there are.
    """
    if row.measure is not RowMeasure.SHARE:
        return None
    schools = sorted(material.of_schools(row), key=least_first, reverse=True)
    known = [other for other in schools if other.actual is not None and not other.small_base]
    if not known or len(known) > MOST_BARS:
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
