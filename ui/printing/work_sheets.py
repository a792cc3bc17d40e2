"""What is printed of the pages on which people work: control lists to take along."""

from collections.abc import Callable
from datetime import date

from indicators import terms as term_rules
from indicators import wording
from indicators.cycle import positions
from indicators.wording import NBSP
from ui import data, roadmaps
from ui.decisions import assignments, effect, evidence
from ui.printing.asked import Asked, Parts, Tables, row_asked
from ui.roadmap import in_force


def control(wanted: Asked) -> Parts:
    lines = assignments.register(wanted.place)
    if not lines:
        return "Поручения", ("Поручений ещё нет.",), (), ()
    shown = assignments.SHOWN.asked(wanted.query, assignments.FILTERS)
    org = assignments.EXECUTOR.asked(wanted.query, assignments.addressees(lines))
    rest = assignments.left(lines, shown, org)
    tables = ((chosen("Реестр поручений", shown), assignments.table(rest)),) if rest else ()
    return "Поручения", (assignments.headline(wanted.place, lines),), tables, ()


def chosen(caption: str, shown: str) -> str:
    """«Реестр документов: изданы здесь»; the bare caption where all are shown."""
    return caption if shown == "Все" else f"{caption}: {shown[:1].lower()}{shown[1:]}"


def proofs(wanted: Asked) -> Parts:
    lines = evidence.register(wanted.place)
    shown = evidence.SHOWN.asked(wanted.query, evidence.FILTERS)
    table = evidence.table(evidence.left(lines, shown), data.names(wanted.place.municipality))
    tables = ((chosen("Реестр документов", shown), table),) if len(table) else ()
    return "Документы-подтверждения", (evidence.headline(lines),), tables, ()


def chain(wanted: Asked) -> Parts:
    """The links of the indicator that is asked for, then the cycle of the year."""
    place, title = wanted.place, "Что сделано и помогло ли"
    cycle = effect.position_rows(positions(data.snapshot(place.municipality), place.year))
    tables: Tables = ((f"Управленческий цикл {place.year}{NBSP}года", cycle),)
    if not wanted.indicator:
        return title, (), tables, ()
    row = row_asked(wanted)
    found = effect.chain(place, row.code)
    said = (effect.sentence(place, row.code, found),)
    links = ("От показателя к показателю", effect.chain_rows(found))
    return f"{title}: {wording.numbered(row)}", said, (links, *tables), ()


def calendar(wanted: Asked) -> Parts:
    place = wanted.place
    seen, plan_fact = data.snapshot(place.municipality), data.plan_fact(place.municipality)
    found = term_rules.terms(seen, plan_fact, place.year, date.today())
    roadmap = data.roadmap(place.municipality, place.year)
    tables = (("Сроки", in_force.lines(found)),) if found else ()
    said = (roadmaps.source(roadmap), term_rules.outlook(found))
    return "Сроки дорожной карты", said, tables, ()


WORK_SHEETS: dict[str, Callable[[Asked], Parts]] = {
    "assignments": control,
    "evidence": proofs,
    "effect": chain,
    "roadmap": calendar,
}
