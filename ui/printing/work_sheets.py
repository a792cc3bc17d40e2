"""What is printed of the pages on which people work: control lists to take along."""

from collections.abc import Callable
from datetime import date

import pandas as pd

from indicators import terms as term_rules
from indicators.cycle import Rung, positions
from indicators.wording import NBSP
from ui import data, roadmaps
from ui.decisions import assignments, effect, evidence
from ui.printing.asked import Asked, Parts, Tables
from ui.roadmap import in_force


def control(wanted: Asked) -> Parts:
    rows = assignments.register(wanted.place)
    if rows.empty:
        return "Поручения", ("Поручений ещё нет.",), (), ()
    shown = assignments.SHOWN.asked(wanted.query, assignments.FILTERS)
    org = assignments.EXECUTOR.asked(wanted.query, ["", *rows["addressee"]])
    rest = assignments.left(rows, shown, org)
    tables = ((chosen("Реестр поручений", shown), assignments.table(rest)),) if len(rest) else ()
    return "Поручения", (assignments.headline(wanted.place, rows),), tables, ()


def chosen(caption: str, shown: str) -> str:
    """«Реестр документов: изданы здесь»; the bare caption where all are shown."""
    return caption if shown == "Все" else f"{caption}: {shown[:1].lower()}{shown[1:]}"


def proofs(wanted: Asked) -> Parts:
    rows = evidence.register(wanted.place)
    shown = evidence.SHOWN.asked(wanted.query, evidence.FILTERS)
    rest = rows[evidence.FILTERS[shown](rows).astype(bool)]
    table = evidence.table(rest, data.names(wanted.place.municipality))
    tables = ((chosen("Реестр документов", shown), table),) if len(table) else ()
    return "Документы-подтверждения", (evidence.headline(rows),), tables, ()


def ladder(wanted: Asked) -> Parts:
    """The rungs of the indicator that is asked for, then the cycle of the year."""
    place = wanted.place
    seen = data.snapshot(place.municipality)
    cycle = effect.position_rows(positions(seen, place.year))
    tables: Tables = ((f"Управленческий цикл {place.year}{NBSP}года", cycle),)
    numbers = {row.number: row for row in data.roadmap(place.municipality, place.year).activities}
    if wanted.indicator not in numbers:
        return "Что сделано и помогло ли", (), tables, ()
    row = numbers[wanted.indicator]
    steps = effect.rungs(place, row.indicator.code)
    title = f"Что сделано и помогло ли: №{NBSP}{row.number} {row.short or row.title}"
    said = (effect.sentence(place, row.indicator.code, steps),)
    return title, said, (("От показателя к показателю", rung_rows(steps)), *tables), ()


def rung_rows(steps: tuple[Rung, ...]) -> pd.DataFrame:
    """One row per rung of the ladder, in words."""
    return pd.DataFrame(
        [
            {
                "№": place,
                "Звено": str(one.step),
                "Чем заполнено": "; ".join(one.texts) or effect.GAP,
            }
            for place, one in enumerate(steps, start=1)
        ]
    )


def calendar(wanted: Asked) -> Parts:
    place = wanted.place
    seen, plan_fact = data.snapshot(place.municipality), data.plan_fact(place.municipality)
    rows = term_rules.terms(seen, plan_fact, place.year, date.today())
    chosen = data.roadmap(place.municipality, place.year)
    tables = (("Сроки", in_force.lines(rows)),) if len(rows) else ()
    said = (roadmaps.source(chosen), term_rules.outlook(rows))
    return "Сроки дорожной карты", said, tables, ()


WORK_SHEETS: dict[str, Callable[[Asked], Parts]] = {
    "assignments": control,
    "evidence": proofs,
    "effect": ladder,
    "roadmap": calendar,
}
