"""What is printed of each monitoring page: the same sentences and frames as on the screen."""

from collections.abc import Callable
from datetime import date

from charts.palette import LIGHT
from data_model.errors import MonitorError
from indicators import headlines
from indicators.conclusions import conclusions
from indicators.coverage import collection
from indicators.wording import NBSP
from reports.compose.charts import plan_fact_chart, schools_chart
from reports.material import gather
from reports.sheet import Sheet
from reports.summary import Chart
from ui import collecting, data, selection
from ui.monitoring import (
    choices,
    districts,
    frames,
    indicator,
    matrix,
    provenance,
    school,
    trial,
    what_if,
)
from ui.monitoring.origin_frames import cell_rows, names_of
from ui.printing.asked import Asked, Parts, rows_asked
from ui.printing.work_sheets import WORK_SHEETS, chosen
from ui.selection import Place
from ui.stamp import stamp


def sheet(name: str, wanted: Asked) -> Sheet:
    """The sheet of a page; MonitorError where the row or the school is unknown."""
    seen = data.snapshot(wanted.place.municipality)
    title, sentences, tables, charts = SHEETS[name](wanted)
    heading = title if name in ACROSS else f"{title}. {seen.municipality.short}"
    said = stamp(seen, wanted.place.year)
    return Sheet(heading, said, sentences, tables, charts)


def overview(wanted: Asked) -> Parts:
    place, plan_fact = wanted.place, data.plan_fact(wanted.place.municipality)
    now = collection(data.board(place.municipality, place.year), place.municipality)
    said = tuple(one.text for one in conclusions(plan_fact, now, place.year))
    lines = frames.overview(plan_fact, place.year, LIGHT).drop(columns=[frames.TREND])
    return "Обзор", said, (("Строки дорожной карты", lines),), ()


def all_schools(wanted: Asked) -> Parts:
    """Those that the filters leave, all pages of them; the filters are named."""
    found, words = matrix.asked(wanted.place, wanted.query)
    table = (("Школы и показатели", matrix.table(found)),) if len(found) else ()
    said = (headlines.matrix(found) if len(found) else matrix.NOBODY, words)
    return "Матрица", tuple(filter(None, said)), table, ()


def one_row(wanted: Asked) -> Parts:
    place, number = wanted.place, wanted.indicator
    found = rows_asked(place, number)
    district, schools = choices.of_district(found).iloc[0], choices.of_schools(found)
    table = (("По школам", frames.on_paper(schools)),) if len(schools) else ()
    title = f"Показатель №{NBSP}{number} {district['short']}"
    return title, (indicator.sentence(district),), table, _drawn(place, number)


def one_school(wanted: Asked) -> Parts:
    place = wanted.place
    if wanted.school not in choices.school_names(place):
        raise MonitorError("Такой школы в этом году нет.")
    history = choices.of_school(data.plan_fact(place.municipality), wanted.school)
    now = choices.of_year(history, place.year)
    tables = (
        (f"Показатели {place.year}{NBSP}года", frames.own_rows(now)),
        ("По годам", frames.years(history, data.years(place.municipality))),
    )
    name = choices.organisation(place, wanted.school).name.full
    return name, (school.sentence(now),), tables, ()


def all_years(wanted: Asked) -> Parts:
    place = wanted.place
    district = choices.of_district(data.plan_fact(place.municipality))
    table = frames.years(district, data.years(place.municipality))
    said = (headlines.better_or_worse(district, place.year),)
    return "Год и динамика", said, (("Факт по годам", table),), ()


def origin(wanted: Asked) -> Parts:
    place, number = wanted.place, wanted.indicator
    org = wanted.school if wanted.school in choices.school_names(place) else None
    found = rows_asked(place, number)
    mine = choices.of_district(found) if org is None else choices.of_school(found, org)
    if mine.empty:
        raise MonitorError("По этой строке отвечает только район.")
    traced = data.trace(place.municipality, place.year, number, org)
    names = names_of(data.snapshot(place.municipality))
    cells = cell_rows(traced.inputs, data.roadmap(place.municipality, place.year), names)
    title = f"Откуда цифра: №{NBSP}{number} {mine['short'].iloc[0]}"
    said = provenance.sentence(mine.iloc[0], traced)
    return title, (said,), (("Ячейки отчётов", cells),), ()


def board(wanted: Asked) -> Parts:
    found = data.board(wanted.place.municipality, wanted.place.year)
    shown = collecting.SHOWN.asked(wanted.query, collecting.FILTERS)
    table = (chosen("Отчёты", shown), collecting.table(collecting.chosen(found, shown)))
    return "Сбор отчётов", (collecting.headline(found),), (table,), ()


def on_trial(wanted: Asked) -> Parts:
    """What would turn; the figure as it is where nothing is moved."""
    place = wanted.place
    row = choices.of_district(rows_asked(place, wanted.indicator)).iloc[0]
    title = f"Что если: №{NBSP}{row['indicator']} {row['short']}"
    moved = trial.changes(wanted.query, row, set(data.names(place.municipality)))
    if not moved:
        return title, (what_if.now(row),), (), ()
    new, turned = what_if.computed(place, row, moved)
    said = (*what_if.moves(place, row, moved), what_if.sentence(row, new))
    return title, said, (("Что изменится", what_if.frame(turned)),), ()


def side_by_side(wanted: Asked) -> Parts:
    rows = districts.shared_rows()
    chosen = rows[rows["code"] == wanted.query.get(selection.SHARED)]
    if chosen.empty:
        raise MonitorError("Такого показателя в нескольких районах нет.")
    name = str(chosen["name"].iloc[0])
    said = (districts.sentence(name, chosen), districts.SAME)
    return f"Районы: {name}", said, (("По районам и годам", districts.shown(chosen)),), ()


def _drawn(place: Place, number: str) -> tuple[Chart, ...]:
    """Plan and fact over the years, the schools of the year; nothing for documents."""
    frame = data.plan_fact(place.municipality)
    today = date.today().isoformat()
    material = gather(data.snapshot(place.municipality), place.year, frame, as_of=today)
    line = next(one for one in material.district if one.indicator == number)
    if not line.is_share:
        return ()
    drawn = (plan_fact_chart(material, line), schools_chart(material, line))
    return tuple(chart for chart in drawn if chart is not None)


SHEETS: dict[str, Callable[[Asked], Parts]] = {
    "overview": overview,
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
