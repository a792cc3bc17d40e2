"""Charts of documents: what is drawn, from lines as they are."""

from indicators import wording
from reports import figures
from reports.compose.tables import by_organisations, least_first
from reports.lines import Line
from reports.material import Material
from reports.summary import Chart, Look, Series

MOST_BARS = 30
"""More bars than that are not told apart on a page; the table stands alone then."""


def plan_fact_chart(material: Material, line: Line) -> Chart | None:
    """Target and actual of one indicator over the years; none where no year has a figure."""
    years = material.years_of(line)
    if all(other.actual is None for other in years):
        return None
    plan = Series(
        "План",
        tuple(other.target for other in years),
        tuple(wording.promised(other.target, other.unit) for other in years),
    )
    fact = Series(
        "Факт",
        tuple(other.actual for other in years),
        tuple(figures.label(other) for other in years),
    )
    told = "; ".join(
        f"{other.period} — план {first}, факт {second}"
        for other, first, second in zip(years, plan.labels, fact.labels, strict=True)
    )
    return Chart(
        Look.PLAN_FACT,
        f"{line.quoted}: план и факт по годам",
        f"Столбцы плана и факта показателя {line.quoted} по годам: {told}.",
        line.unit,
        tuple(other.period for other in years),
        (plan, fact),
    )


def schools_chart(material: Material, line: Line) -> Chart | None:
    """One share by school beside the plan and the district; none where bars are too many."""
    schools = sorted(material.of_schools(line), key=least_first)
    known = [other for other in schools if other.actual is not None]
    if not known or len(known) > MOST_BARS:
        return None
    bars = [("План района", line.target, wording.promised(line.target, line.unit))]
    bars += [("Район", line.actual, figures.label(line))]
    bars += [(other.org_name, other.actual, figures.label(other)) for other in reversed(known)]
    names, values, labels = zip(*bars, strict=True)
    return Chart(
        Look.SCHOOLS,
        by_organisations(line),
        f"Полосы показателя {line.quoted} по организациям: "
        + "; ".join(f"{name} — {label}" for name, label in zip(names, labels, strict=True))
        + ".",
        line.unit,
        tuple(names),
        (Series("Факт", tuple(values), tuple(labels)),),
    )
