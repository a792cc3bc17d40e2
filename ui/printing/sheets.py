"""What is printed of each page: the same sentences and frames as on the screen.

A function per page, ``SHEETS`` names them; ``print_view`` answers the address /print/<page>.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from access.rights import may_open
from charts.palette import LIGHT
from data_model.errors import MonitorError
from indicators import headlines, wording
from indicators import terms as term_rules
from indicators.cycle import positions
from indicators.headlines import conclusions
from indicators.plan_fact_row import PlanFactRow
from indicators.scoring import AMONG_DISTRICTS
from indicators.wording import NBSP, uncapped
from reports.compose.tables import plan_fact_chart, schools_chart
from reports.html import ScreenSheet, page
from reports.material import gather
from reports.summary import Chart
from ui import data, selection, wrong_address
from ui.blocks import stamp_of
from ui.decisions import assignments, effect, evidence
from ui.monitoring import (
    choices,
    districts,
    frames,
    indicator,
    matrix,
    overview,
    provenance,
    school,
    what_if,
)
from ui.monitoring.provenance import cell_rows, names_of
from ui.returns import collecting
from ui.roadmap import editions, in_force
from ui.selection import DistrictYear

Tables = tuple[tuple[str, pd.DataFrame], ...]
Parts = tuple[str, tuple[str, ...], Tables, tuple[Chart, ...]]
"""Title, sentences, tables with their captions, drawings."""


@dataclass(frozen=True, slots=True)
class PrintRequest:
    """The view that is to be printed: the place, the row of the roadmap, the school."""

    place: DistrictYear
    indicator: str = ""
    school: str = ""
    query: Mapping[str, str] = field(default_factory=dict)


def read_request(name: str, wanted: Mapping[str, str]) -> PrintRequest:
    """From the address. MonitorError where it names what is not there.

    A sheet about several districts needs none: who sees the region has no district of her own.
    """
    municipality = wanted.get("municipality", "")
    year = wanted.get("year", "")
    if name in ACROSS and not municipality:
        year = year or wanted.get(districts.YEAR.name, "")
        place = DistrictYear("", int(year) if year.isdecimal() else 0)
        return PrintRequest(place, query=wanted)
    known = data.municipality_names()
    if municipality not in known or year not in map(str, data.years(municipality)):
        raise MonitorError("Такого района или года нет. Откройте страницу и нажмите «Печать».")
    place = DistrictYear(municipality, int(year))
    return PrintRequest(place, wanted.get("indicator", ""), wanted.get("school", ""), wanted)


def row_asked(wanted: PrintRequest) -> PlanFactRow:
    """The district's row with this number in this year. MonitorError where there is none."""
    plan_fact = data.plan_fact(wanted.place.municipality)
    row = plan_fact.numbered(wanted.place.year, wanted.indicator)
    if row is None:
        seen = data.snapshot(wanted.place.municipality)
        found = wrong_address.of_indicator(seen, wanted.place.year, wanted.indicator)
        raise MonitorError(found.said)
    return row


def school_asked(wanted: PrintRequest) -> str | None:
    """Code of a school; None for the district. MonitorError where it is not awaited."""
    place, org = wanted.place, wanted.school
    if org in {"", place.municipality}:
        return None
    if all(one.code != org for one in data.expected(place.municipality, place.year)):
        seen = data.snapshot(place.municipality)
        found = wrong_address.of_school(seen, place.year, org, data.store())
        raise MonitorError(found.said)
    return org


def control(wanted: PrintRequest) -> Parts:
    lines = assignments.register(wanted.place)
    if not lines:
        return "Поручения", ("Поручений ещё нет.",), (), ()
    shown = assignments.SHOWN.asked(wanted.query, assignments.FILTERS)
    org = assignments.EXECUTOR.asked(wanted.query, assignments.addressees(lines))
    rest = assignments.filter_lines(lines, shown, org)
    tables = ((chosen("Реестр поручений", shown), assignments.table(rest)),) if rest else ()
    return "Поручения", (assignments.headline(wanted.place, lines),), tables, ()


def chosen(caption: str, shown: str) -> str:
    """«Реестр документов: изданы здесь»; the bare caption where all are shown."""
    return caption if shown == "Все" else f"{caption}: {uncapped(shown)}"


def proofs(wanted: PrintRequest) -> Parts:
    lines = evidence.register(wanted.place)
    shown = evidence.SHOWN.asked(wanted.query, evidence.FILTERS)
    table = evidence.table(
        evidence.filter_lines(lines, shown), data.names(wanted.place.municipality)
    )
    tables = ((chosen("Реестр документов", shown), table),) if len(table) else ()
    return "Подтверждающие документы", (evidence.headline(lines),), tables, ()


def chain(wanted: PrintRequest) -> Parts:
    """The links of the indicator that is asked for, then the cycle of the year."""
    place, title = wanted.place, "Меры и эффект"
    cycle = effect.position_rows(positions(data.snapshot(place.municipality), place.year))
    tables: Tables = ((f"Управленческий цикл {place.year}{NBSP}года", cycle),)
    if not wanted.indicator:
        return title, (), tables, ()
    row = row_asked(wanted)
    found = effect.chain(place, row.code)
    said = (effect.sentence(place, row.code, found),)
    links = ("От показателя к показателю", effect.chain_rows(found))
    return f"{title}: {wording.numbered(row)}", said, (links, *tables), ()


def calendar(wanted: PrintRequest) -> Parts:
    place = wanted.place
    seen, plan_fact = data.snapshot(place.municipality), data.plan_fact(place.municipality)
    found = term_rules.terms(seen, plan_fact, place.year, data.today())
    roadmap = data.roadmap(place.municipality, place.year)
    tables = (("Сроки", in_force.lines(found)),) if found else ()
    said = (editions.source(roadmap), term_rules.outlook(found))
    return "Сроки дорожной карты", said, tables, ()


WORK_SHEETS: dict[str, Callable[[PrintRequest], Parts]] = {
    "assignments": control,
    "evidence": proofs,
    "effect": chain,
    "roadmap": calendar,
}


def sheet(name: str, wanted: PrintRequest) -> ScreenSheet:
    """The sheet of a page; MonitorError where the row or the school is unknown."""
    place = wanted.place
    title, sentences, tables, charts = SHEETS[name](wanted)
    if name in ACROSS:
        said = districts.stamp(region_asked(wanted))
        return ScreenSheet(title, said, sentences, tables, charts)
    seen = data.snapshot(place.municipality)
    title = f"{title}. {seen.municipality.short}"
    return ScreenSheet(title, stamp_of(place), sentences, tables, charts)


def first_page(wanted: PrintRequest) -> Parts:
    """Conclusions, counts and all rows of the roadmap, or those of the filter."""
    place, plan_fact = wanted.place, data.plan_fact(wanted.place.municipality)
    now = data.board(place.municipality, place.year)
    said = [one.text for one in conclusions(plan_fact, now, place.year)]
    rows = choices.district_rows(place)
    shown = wanted.query.get(overview.SHOWN.name, overview.EVERYTHING)
    left = overview.narrowed(rows, shown)
    caption = chosen("Показатели дорожной карты", shown if left else overview.EVERYTHING)
    lines = frames.overview(plan_fact, left or rows, LIGHT)
    return "Показатели", tuple(said), ((caption, on_paper(lines, left or rows)),), ()


def on_paper(table: pd.DataFrame, rows: Iterable[PlanFactRow]) -> pd.DataFrame:
    """The same table on paper: its fractions told from the targets of the rows."""
    return frames.on_paper(table, frames.guides(rows))


def all_schools(wanted: PrintRequest) -> Parts:
    """Those that the filters leave, all pages of them; the filters are named."""
    found, words = matrix.rows_for_print(wanted.place, wanted.query)
    table = (("Школы и показатели", frames.matrix(found)),) if found else ()
    said = (headlines.matrix(found) if found else matrix.NOBODY, words)
    return "Школы и показатели", tuple(filter(None, said)), table, ()


def one_row(wanted: PrintRequest) -> Parts:
    place, district = wanted.place, row_asked(wanted)
    plan_fact = data.plan_fact(place.municipality)
    rows = choices.school_rows(place, district.code)
    beside = " · ".join(filter(None, indicator.beside(plan_fact, district)))
    said = [wording.sentence(district), *([beside] if beside else [])]
    tables: Tables = ()
    if rows:
        said.append(frames.totals(district, rows))
        tables = (("По школам", on_paper(frames.schools(plan_fact, rows), rows)),)
    return f"Показатель {wording.numbered(district)}", tuple(said), tables, _drawn(place, district)


def one_school(wanted: PrintRequest) -> Parts:
    place, org = wanted.place, school_asked(wanted)
    if org is None:
        raise MonitorError("Укажите школу: у района своя страница — «Главная».")
    plan_fact = data.plan_fact(place.municipality)
    history, now = choices.rows_of(place, org), choices.rows_of(place, org, place.year)
    over_years = frames.years(plan_fact, history, data.years(place.municipality))
    tables = (
        (f"Показатели {place.year}{NBSP}года", on_paper(frames.own_rows(plan_fact, now), now)),
        ("По годам", on_paper(over_years, history)),
    )
    name = choices.organisation(place, org).name.full
    return name, (school.year_sentence(place, org, now),), tables, ()


def all_years(wanted: PrintRequest) -> Parts:
    place, plan_fact = wanted.place, data.plan_fact(wanted.place.municipality)
    district = choices.rows_of(place, None)
    table = frames.years(plan_fact, district, data.years(place.municipality))
    said = (headlines.better_or_worse(district, place.year),)
    return "По годам", said, (("Факт по годам", on_paper(table, district)),), ()


def origin(wanted: PrintRequest) -> Parts:
    place, district, org = wanted.place, row_asked(wanted), school_asked(wanted)
    row = data.plan_fact(place.municipality).row(place.year, district.code, org)
    if row is None:
        raise MonitorError("По этому показателю отвечает только район.")
    seen = data.snapshot(place.municipality)
    traced = data.trace(place.municipality, place.year, district.indicator, org)
    cells = cell_rows(traced.inputs, data.roadmap(place.municipality, place.year), names_of(seen))
    said = provenance.sentence(seen, row, traced)
    tables = (("Ячейки отчётов", cells),) if len(cells) else ()
    return f"Исходные данные: {wording.numbered(row)}", (said,), tables, ()


def board(wanted: PrintRequest) -> Parts:
    found = data.board(wanted.place.municipality, wanted.place.year)
    shown = collecting.SHOWN.asked(wanted.query, collecting.FILTERS)
    due = data.snapshot(wanted.place.municipality).deadlines.get(wanted.place.year)
    rows = collecting.table(collecting.chosen(found, shown), due)
    table = (chosen("Отчёты", shown), rows)
    return "Сбор отчётов", (collecting.headline(found),), (table,), ()


def on_trial(wanted: PrintRequest) -> Parts:
    """What would turn; the figure as it is where nothing is moved."""
    place, row = wanted.place, row_asked(wanted)
    title = f"Если бы: {wording.numbered(row)}"
    moved = what_if.changes_asked(wanted.query, row, set(data.names(place.municipality)))
    if not moved:
        return title, (what_if.now(row),), (), ()
    new, found = what_if.computed(place, row, moved)
    said = (*what_if.moves(place, row, moved), what_if.sentence(row, new))
    tables = (("Что изменится", what_if.frame(found)),) if found else ()
    return title, said, tables, ()


def region_asked(wanted: PrintRequest) -> districts.RegionYear:
    return districts.view_of(wanted.place, wanted.query.get(districts.REGION.name))


def side_by_side(wanted: PrintRequest) -> Parts:
    view = region_asked(wanted)
    title = f"{view.name}, {view.year} год"
    if wanted.query.get(districts.SECTION.name) == districts.RETURNS:
        told = districts.returns_sentence(districts.returns_of(view))
        return title, (told,), (("Сбор отчётов", districts.returns_table(view)),), ()
    if wanted.query.get(districts.SECTION.name) == districts.PLAN:
        return title, *districts.plan_on_paper(view), ()
    code = wanted.query.get(selection.SHARED)
    rows = (
        districts.rows_of_code(view.region, code)
        if code
        else districts.rows_of_year(view.region, view.year)
    )
    if not rows:
        raise MonitorError(districts.UNSHARED)
    is_on = bool(code) and districts.BEST.asked(wanted.query, ("", str(True))) == str(True)
    limits = (*frames.guides(one.row for one in rows), 100.0)
    made = (
        districts.table_of_code(view, code, against_best=is_on)
        if code
        else districts.table_of_year(view)
    )
    table = frames.on_paper(made, limits)
    tables = [("По районам и годам", table)]
    if is_on:
        means = frames.on_paper(districts.means_table(view), (100.0,))
        tables.append(("Среднее относительно лучшего района", means))
    said = (districts.SAME, f"{AMONG_DISTRICTS}.") if is_on else (districts.SAME,)
    return title, said, tuple(tables), ()


def _drawn(place: DistrictYear, row: PlanFactRow) -> tuple[Chart, ...]:
    """Plan and fact over the years, the schools of the year; nothing for documents."""
    if not row.is_share:
        return ()
    plan_fact = data.plan_fact(place.municipality)
    seen = data.snapshot(place.municipality)
    material = gather(seen, place.year, plan_fact, as_of=data.today())
    drawn = (plan_fact_chart(material, row), schools_chart(material, row))
    return tuple(chart for chart in drawn if chart is not None)


SHEETS: dict[str, Callable[[PrintRequest], Parts]] = {
    "overview": first_page,
    "indicators": first_page,
    "matrix": all_schools,
    "indicator": one_row,
    "school": one_school,
    "dynamics": all_years,
    "provenance": origin,
    "board": board,
    "what_if": on_trial,
    "districts": side_by_side,
    **WORK_SHEETS,
}
ACROSS = {"districts"}
"""Sheets about several districts: no one of them stands in the heading."""


ADDRESS = "/print/{page}"


def print_view(request: Request) -> Response:
    """The sheet of the page that is asked for; 404 in words where there is nothing."""
    name = request.path_params["page"]
    if name not in SHEETS:
        return PlainTextResponse("Такой страницы для печати нет.", 404)
    if not may_open(data.person(), name):
        return PlainTextResponse("Эта страница вам не открыта.", 403)
    try:
        asked_for = request.query_params.get(selection.ROADMAP, selection.ALL)
        code = "" if asked_for == selection.ALL else asked_for
        day = selection.day_of(request.query_params.get(selection.AS_OF, ""))
        with data.request_scope(), data.narrow(code), data.seen_on(day):
            return HTMLResponse(page(sheet(name, read_request(name, request.query_params))))
    except MonitorError as error:
        return PlainTextResponse(str(error), 404)
