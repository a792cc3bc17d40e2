"""The region: districts × indicators of a year, one indicator over districts, who collects how
well, the years. Each district is judged by its own order, so its target stands beside its figure.

All is read from the verdicts that are kept of districts (``indicators.region``): no answers of
schools are read for it, and who only sees the region gets nothing else.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NoReturn

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from access.rights import may_open
from charts.by_school import by_district
from charts.compliance_map import compliance_map
from charts.palette import Palette
from data_model.compliance import Status
from data_model.errors import MonitorError
from data_model.places import Municipality, region_code
from data_model.returns import Collected
from indicators import wording
from indicators.plan_fact_row import PlanFactRow
from indicators.region import (
    JUDGE,
    JUDGED,
    DistrictReturns,
    DistrictRow,
    ParentRow,
    RegionRow,
    collections,
    district_map,
    district_rows,
    movements,
    not_added,
    region_rows,
    years_map,
)
from indicators.scoring import (
    AMONG_DISTRICTS,
    districts_against_the_best,
    mean_against_the_best,
)
from loaders.roadmaps.editions import standing
from reports.handover import FORMATS, parent_rows_of, region_material, write_region
from ui import blocks, data, downloads, filters, heading, offered, selection, words
from ui.monitoring import frames, links, pictures
from ui.monitoring.tables import figures
from ui.roadmap import desk, editions, new_edition
from ui.tables import folded, table
from ui.wrong_address import WrongAddress

SAME = (
    "Показатель тот же, если в картах районов он имеет один код. План, база и срок у каждого "
    "района — по его приказу, поэтому они стоят рядом с цифрой."
)
SUMS = (
    "Верхняя строка складывает людей и организации районов, не проценты; под суммой — сколько "
    "районов выполнили свой план. Где районы считают по-разному (классы, единицы), суммы нет."
)
UNSHARED = "Такого показателя в нескольких районах нет."
NO_REGION = "Районы без региона"
ON_A_PAGE = 30
REGION = filters.Filter("region")
YEAR = filters.Filter("of_year")
SECTION = filters.Filter("section")
PAGE = filters.Filter(filters.PAGE, "1")
BEST = filters.Filter("best")
"""Each district against the best one: off until somebody asks for it."""
AGAINST = "К лучшему району, %"
MAP, ONE, YEARS, RETURNS = "Карта", "Показатель", "Годы", "Сбор отчётов"
PLAN = "План региона"
FIRST_NAMED = 5
"""Districts without a roadmap of the year that are named; of more their number is told."""


@dataclass(frozen=True, slots=True)
class RegionYear:
    """What the page is about: a region by its name (empty: districts without one) and a year."""

    region: str
    year: int

    @property
    def name(self) -> str:
        return self.region or "Все районы"


# what is read


@data.kept
def places(region: str | None = None) -> tuple[Municipality, ...]:
    """The districts that this person may see here, of one region."""
    return tuple(one for one in data.store().districts() if region in {None, one.region})


@data.kept
def collected(region: str) -> dict[str, tuple[Collected, ...]]:
    codes = [one.code for one in places(region)]
    return data.store().district_returns(codes, JUDGE, data.today())


@data.kept
def regions() -> tuple[str, ...]:
    """The regions that this person may see here, those districts that have none at the end."""
    return tuple(sorted({one.region for one in places()}, key=last_without))


@data.kept
def years_of(region: str) -> dict[int, bool]:
    """The years of its districts' roadmaps, the newest first → whether anybody has reported."""
    found: dict[int, bool] = {}
    for years in collected(region).values():
        for one in years:
            found[one.year] = found.get(one.year, False) or one.reported > 0
    return dict(sorted(found.items(), reverse=True))


@data.kept
def rows_of_year(region: str, year: int) -> tuple[DistrictRow, ...]:
    """All indicators of all districts in a year."""
    return _rows(region, year=year)


@data.kept
def rows_of_code(region: str, code: str) -> tuple[DistrictRow, ...]:
    """One indicator of all districts in all years."""
    return _rows(region, code=code)


@data.kept
def sums_of_year(view: RegionYear) -> tuple[RegionRow, ...]:
    """The sums over the districts."""
    return region_rows(rows_of_year(view.region, view.year), view.name)


@data.kept
def names_of_year(view: RegionYear) -> tuple[str, ...]:
    """Codes of the districts that have rows of the year, in their order."""
    return tuple(dict.fromkeys(one.district for one in rows_of_year(view.region, view.year)))


def _rows(region: str, year: int | None = None, code: str | None = None) -> tuple[DistrictRow, ...]:
    of_it = places(region)
    codes = [one.code for one in of_it]
    found = data.store().district_verdicts(codes, JUDGE, data.today(), year=year, code=code)
    rows = district_rows(found, of_it)
    narrowed = data.narrowed()
    return tuple(one for one in rows if not narrowed or one.row.roadmap == narrowed)


# the head of the page


def opening() -> RegionYear:
    """Title, region and year; ends the page where no district has anything to compare."""
    if data.person().grants is None or data.person().municipalities():
        blocks.opening()
    names = regions()
    if not names:
        nothing_there()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        region = names[0]
        if len(names) > 1:
            shown = {name or NO_REGION: name or NO_REGION for name in names}
            region = filters.choose("Регион", REGION, shown, width=320)
            region = "" if region == NO_REGION else region
        year = _year(region)
    heading.title(f"{region or 'Районы'}, {year} год")
    return RegionYear(region, year)


def _year(region: str) -> int:
    """That of the frame; who has no frame chooses here: the last one with returns as usual."""
    with st.spinner("Собираем выводы районов…", show_time=True):
        found = years_of(region)
    if not found:
        nothing_there()
    place = selection.place()
    if place is not None and place.year in found:
        return place.year
    usual = next((year for year, reported in found.items() if reported), next(iter(found)))
    years = list(map(str, found))
    return int(filters.choose("Год", filters.Filter(YEAR.name, str(usual)), years, width=110))


def view_of(place: selection.DistrictYear, region: str | None) -> RegionYear:
    """What a print view asks for: the region named, else that of the district, else the first one.

    MonitorError where this person sees no such region, or it has no such year.
    """
    of_it = {one.code: one.region for one in places()}
    usual = of_it.get(place.municipality, next(iter(regions()), ""))
    named = usual if region is None else region
    view = RegionYear("" if named == NO_REGION else named, place.year)
    if view.year not in years_of(view.region):
        raise MonitorError("Такого региона или года нет. Откройте страницу и нажмите «Печать».")
    return view


def last_without(region: str) -> tuple[bool, str]:
    """Regions by their names, districts without one at the end."""
    return not region, region


def nothing_there() -> NoReturn:
    """No district has a roadmap: say what is needed."""
    blocks.empty(
        "Сравнивать пока нечего: ни у одного района нет дорожной карты. Одинаковые показатели "
        "имеют в картах районов один код.",
        "roadmap",
        "К дорожной карте",
    )


def section(names: Iterable[str]) -> str:
    """Which part is open; a link to an indicator opens its part."""
    usual = ONE if selection.wanted(selection.SHARED, selection.SHARED) else MAP
    return filters.sections("Что показать", filters.Filter(SECTION.name, usual), names)


# districts × indicators


def whole_map(view: RegionYear) -> None:
    """All districts and indicators of the year: a sign and a word in each cell."""
    names = names_of_year(view)
    words.answer(of_the_year(sums_of_year(view), len(names)))
    if told := without_rows(view):
        words.quiet(told)
    pages = -(-len(names) // ON_A_PAGE)
    page = filters.page(pages, PAGE) if pages > 1 else 1
    drawn = map_picture(view, page, pictures.palette())
    pictures.show(
        drawn, "region-map", lambda keys: open_cell(view.region, keys[0], keys[1], view.year), CELL
    )
    blocks.legend()
    words.quiet(SUMS)
    few = len(names) <= ON_A_PAGE
    folded("Таблица", lambda: year_table(view), key="region-open", few=few)


def year_table(view: RegionYear) -> None:
    figures(
        table_of_year(view),
        key="region-year",
        alt=f"Показатели районов за {view.year} год",
        file_name="Показатели районов.xlsx",
    )


@data.kept
def table_of_year(view: RegionYear) -> pd.DataFrame:
    return frames.beside_one_another(rows_of_year(view.region, view.year))


@data.kept
def without_rows(view: RegionYear) -> str:
    """«Нет показателей 2022 года: Башмаковский район и ещё 3 района.»; empty where all have."""
    known = {*names_of_year(view)}
    without = [one.short or one.name for one in places(view.region) if one.code not in known]
    first, rest = without[:FIRST_NAMED], len(without) - FIRST_NAMED
    more = f" и ещё {wording.counted(rest, wording.DISTRICTS)}" if rest > 0 else ""
    return f"Нет показателей {view.year} года: {', '.join(first)}{more}." if without else ""


def open_cell(region: str, district: str, code: str, year: int) -> None:
    """The indicator of a district; of all of them in the sums, and for who opens no district."""
    if district in data.municipality_names() and may_open(data.person(), "indicator"):
        rows = (one.row for one in rows_of_year(region, year) if one.district == district)
        links.to_indicator_of(district, next(row for row in rows if row.code == code))
        return
    selection.keep(selection.SHARED, code)
    selection.write(selection.SHARED, code)
    filters.Filter(SECTION.name, MAP).turn(ONE)
    selection.begin_whole_run()


CELL = "Щёлкните по ячейке — откроется показатель."


@pictures.kept(clickable=True)
def map_picture(view: RegionYear, page: int, palette: Palette) -> go.Figure:
    shown = {*names_of_year(view)[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]}
    rows = [one for one in rows_of_year(view.region, view.year) if one.district in shown]
    cells = district_map(rows, sums_of_year(view), view.name)
    title = f"Районы и показатели, {view.year} год"
    return compliance_map(cells, title=title, palette=palette)


def of_the_year(sums: Sequence[RegionRow], districts: int) -> str:
    """«12 районов: выполнено 61 из 96 показателей. Реже всего — „…“: у 3 из 10 районов.»"""
    judged, met = sum(one.judged for one in sums), sum(one.met for one in sums)
    many = wording.counted(districts, wording.DISTRICTS)
    if not judged:
        return f"{many}, выводов ещё нет."
    of_whole = wording.plural(judged, *wording.OF_INDICATORS)
    told = f"{many}: выполнено {wording.of(met, judged)} {of_whole}."
    worst = min(
        (one for one in sums if one.judged), key=lambda one: one.met / one.judged, default=None
    )
    if worst is None or worst.met == worst.judged:
        return told
    of_all = wording.plural(worst.judged, *wording.OF_DISTRICTS)
    rare = f"у {wording.of(worst.met, worst.judged)} {of_all}"
    return f"{told} Реже всего выполнен показатель {worst.quoted}: {rare}."


# one indicator


def one_indicator(view: RegionYear) -> None:
    """One indicator over districts, each with its own target, and the sum."""
    code, name = indicator(view)
    words.answer(sentence(view, code, name))
    of_year = [one for one in rows_of_code(view.region, code) if one.row.year == view.year]
    if any(one.row.actual is not None and not one.row.is_presence for one in of_year):
        pictures.show(bars(view, code, pictures.palette()), "region-bars")
    is_on = filters.switch("Относительно лучшего района", BEST, help=f"{AMONG_DISTRICTS}.")
    figures(
        table_of_code(view, code, against_best=is_on),
        key="districts",
        alt=f"{name} по районам",
        file_name="Сравнение районов.xlsx",
        limits=(100.0,),
    )
    words.quiet(SAME)
    if is_on:
        against_the_best(view)


def against_the_best(view: RegionYear) -> None:
    """The mean of each district over the indicators of the year, under the printed formula."""
    made = means_table(view)
    if made.empty:
        words.quiet(NOT_COMPARED)
        return
    st.header("Среднее относительно лучшего района", anchor=False)
    words.quiet(f"{AMONG_DISTRICTS}.")
    figures(
        made,
        key="against-the-best",
        alt=f"Среднее относительно лучшего района за {view.year} год",
        file_name="Относительно лучшего района.xlsx",
        limits=(100.0,),
    )


NOT_COMPARED = (
    "Относительно лучшего района сравнить нечего: нужна доля с одной базой, известная за этот год "
    "хотя бы у двух районов."
)


@data.kept
def means_table(view: RegionYear) -> pd.DataFrame:
    """One row per district, the best first."""
    rows = rows_of_year(view.region, view.year)
    names = {one.district: one.name for one in rows}
    found = mean_against_the_best(districts_against_the_best(rows))
    ordered = sorted(found.items(), key=lambda one: (-one[1][0], names[one[0][0]]))
    return pd.DataFrame(
        {"Район": names[place], AGAINST: float(mean), "Показателей": count}
        for (place, _), (mean, count) in ordered
    )


def indicator(view: RegionYear) -> tuple[str, str]:
    """Code and name of the chosen indicator of the year."""
    names = first_names(view)
    with st.container(width=480):
        code = selection.choose("Показатель", selection.SHARED, names, usual(view))
    if code is None:
        blocks.nothing_there(WrongAddress(f"{UNSHARED} Выберите показатель из списка."))
    return code, names[code]


def usual(view: RegionYear) -> str:
    """What is shown first: the first share, else the first indicator."""
    rows = rows_of_year(view.region, view.year)
    return next((one.row.code for one in rows if one.row.is_share), rows[0].row.code)


@pictures.kept()
def bars(view: RegionYear, code: str, palette: Palette) -> go.Figure:
    rows = [one for one in rows_of_code(view.region, code) if one.row.year == view.year]
    return by_district(
        [(one.district, one.name, one.row) for one in rows],
        title=f"{rows[0].row.name}, {view.year} год",
        note="Черта — план района по его приказу.",
        palette=palette,
    )


@data.kept
def sentence(view: RegionYear, code: str, name: str) -> str:
    """«„Билет в будущее“: выполнили 3 из 7 районов; всего 41,2 %, 512 из 1 243 чел.»"""
    of_year = [one for one in rows_of_code(view.region, code) if one.row.year == view.year]
    if not of_year:
        return f"{name}: за {view.year} год ни у одного района такого показателя нет."
    (whole, *_) = region_rows(of_year, view.name)
    many = wording.plural(whole.judged, *wording.OF_DISTRICTS)
    told = f"{whole.quoted}: выполнили {wording.of(whole.met, whole.judged)} {many}"
    if whole.row is None or whole.row.actual is None:
        return f"{told}."
    return f"{told}; по всем районам — {sum_words(whole.row)}".rstrip(".") + "."


def sum_words(row: PlanFactRow) -> str:
    """«41,2 %, 512 из 1 243 чел.»; «2 из 3 районов» of documents."""
    if row.is_presence:
        return wording.of(row.numerator, row.denominator)
    return ", ".join(filter(None, [wording.fact(row), wording.of_words(row)]))


@data.kept
def first_names(view: RegionYear) -> dict[str, str]:
    """Code → the name that the indicator bears in one of the districts."""
    names: dict[str, str] = {}
    for one in rows_of_year(view.region, view.year):
        names.setdefault(one.row.code, one.row.short)
    return names


@data.kept
def table_of_code(view: RegionYear, code: str, *, against_best: bool = False) -> pd.DataFrame:
    """One row per year and district, the newest year first; no column that says nothing.

    ``against_best``: each figure is set against the best one of its year too.
    """
    newest_first = sorted(rows_of_code(view.region, code), key=lambda one: -one.row.year)
    made = frames.beside_one_another(newest_first)
    parts = districts_against_the_best(newest_first) if against_best else {}
    if parts:
        found = (parts.get((one.district, one.row.year, one.row.code)) for one in newest_first)
        shown = [None if part is None else float(part) for part in found]
        made.insert(list(made).index("Факт") + 1, AGAINST, shown)
    return made


# the region's own roadmap

ADDED = (
    "Факт — сумма людей и организаций районов, чьи строки связаны со строкой карты региона. "
    "Вывод предварительный, пока не отчитались все организации или какой-нибудь район в сумму "
    "не вошёл: он не считается нулём."
)
NO_PLAN = (
    "У региона нет своей карты на {year} год. Когда она загружена, её строки сравниваются с "
    "суммой районов, чьи строки на них отвечают."
)
OUTSIDE = "К карте региона относятся районы региона: укажите его в «Органах и должностях»."


@data.kept
def parents_of(region: str, year: int) -> tuple[ParentRow, ...]:
    """The rows of the region's own roadmap, whatever roadmap of a district is looked at."""
    of_it = places(region)
    codes = [one.code for one in of_it]
    found = data.store().district_verdicts(codes, JUDGE, data.today(), year=year)
    rows = district_rows(found, of_it)
    return parent_rows_of(data.store(), region, rows, year, data.today())


def region_plan(view: RegionYear) -> None:
    """What the region has promised, what its districts add up to, who is not in the sum."""
    if not view.region:
        words.quiet(OUTSIDE)
        blocks.link_to_offices()
        return
    if found := parents_of(view.region, view.year):
        words.answer(plan_sentence(found))
        figures(
            plan_table(view),
            key="region-plan",
            alt=f"План региона за {view.year} год",
            file_name="План региона.xlsx",
            limits=frames.guides(one.row for one in found),
        )
        words.quiet(ADDED)
        outside_the_sum(view)
    else:
        words.answer(NO_PLAN.format(year=view.year))
    own_roadmap(view)


def plan_on_paper(
    view: RegionYear,
) -> tuple[tuple[str, ...], tuple[tuple[str, pd.DataFrame], ...]]:
    """Sentences and tables of a print view."""
    found = parents_of(view.region, view.year) if view.region else ()
    if not found:
        return (NO_PLAN.format(year=view.year) if view.region else OUTSIDE,), ()
    made = frames.on_paper(plan_table(view), frames.guides(one.row for one in found))
    missing = outside_table(view)
    beside = () if missing.empty else (("Не вошли в сумму", missing),)
    return (plan_sentence(found), ADDED), ((PLAN, made), *beside)


@data.kept
def plan_table(view: RegionYear) -> pd.DataFrame:
    return frames.of_region(parents_of(view.region, view.year))


def plan_sentence(found: Sequence[ParentRow]) -> str:
    """«Выполнено 5 из 8 показателей карты региона; выводов предварительных — 3.»"""
    judged = [one.row for one in found if one.row.status in JUDGED]
    met = sum(row.status is Status.MET for row in judged)
    unsure = sum(row.provisional for row in judged)
    of_whole = wording.plural(len(judged), *wording.OF_INDICATORS)
    told = f"Выполнено {wording.of(met, len(judged))} {of_whole} карты региона"
    return f"{told}; выводов предварительных — {unsure}." if unsure else f"{told}."


def outside_the_sum(view: RegionYear) -> None:
    """The districts that are not in a sum, with the rows and the reason."""
    missing = outside_table(view)
    if missing.empty:
        return
    st.header("Не вошли в сумму", anchor=False)
    table(
        missing,
        key="region-outside",
        alt="Районы, не вошедшие в сумму",
        file_name="Не вошли в сумму.xlsx",
    )


@data.kept
def outside_table(view: RegionYear) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Район": one.name,
            "Строки карты региона": ", ".join(one.numbers),
            "Почему": one.why,
        }
        for one in not_added(parents_of(view.region, view.year))
    )


def own_roadmap(view: RegionYear) -> None:
    """The roadmap of the region as files, and the desk for whoever keeps it."""
    code = region_code(view.region)
    for roadmap in standing(data.store().roadmap_editions(code)):
        with st.expander(f"Карта «{words.safe_markdown(roadmap.title)}»"):
            words.quiet(editions.source(roadmap))
            editions.files(roadmap, "ниже")
    if offered.may("save_roadmap", code):
        year = view.year if view.year in data.roadmaps(code) else 0
        with st.expander(LOADING, expanded=desk.draft(code) is not None):
            new_edition.draw(selection.DistrictYear(code, year))


LOADING = "Загрузить карту региона или её редакцию"


# years


def all_years(view: RegionYear) -> None:
    """How districts moved from year to year: all indicators in numbers, one of them as a map."""
    moved = movement_table(view)
    if moved.empty:
        words.answer(f"Сравнить {view.year} год с предыдущим нельзя: отчётов за оба года нет.")
    else:
        words.answer(f"Что изменилось у районов за {view.year} год")
        table(moved, key="region-moved", alt="Движение по показателям", file_name="Движение.xlsx")
    code, _ = indicator(view)
    pictures.show(
        years_picture(view, code, pictures.palette()),
        "region-years",
        lambda keys: open_cell(view.region, keys[0], code, int(keys[1])),
        CELL,
    )
    blocks.legend()


@data.kept
def movement_table(view: RegionYear) -> pd.DataFrame:
    """Of each indicator: how many districts went up, down, stayed."""
    return pd.DataFrame(
        {
            "Показатель": one.short,
            "Лучше": one.better,
            "Хуже": one.worse,
            "Без изменений": one.same,
            "Сравнить можно": one.compared,
        }
        for one in movements(rows_of_year(view.region, view.year))
    )


@pictures.kept(clickable=True)
def years_picture(view: RegionYear, code: str, palette: Palette) -> go.Figure:
    rows = rows_of_code(view.region, code)
    cells = years_map(rows, region_rows(rows, view.name), view.name)
    title = f"{rows[0].row.name} по годам"
    return compliance_map(cells, title=title, palette=palette)


# who collects how well


def returns(view: RegionYear) -> None:
    """How many organisations have reported in each district, the least first."""
    words.answer(returns_sentence(returns_of(view)))
    table(
        returns_table(view),
        key="region-returns",
        alt=f"Сбор отчётов за {view.year} год",
        file_name="Сбор отчётов.xlsx",
    )


@data.kept
def returns_of(view: RegionYear) -> tuple[DistrictReturns, ...]:
    return collections(collected(view.region), places(view.region), view.year)


def returns_sentence(found: Sequence[DistrictReturns]) -> str:
    """«Отчитались 96 из 120 организаций; не все отчёты у 7 районов.»"""
    reported, expected = sum(one.reported for one in found), sum(one.expected for one in found)
    behind = sum(one.reported < one.expected for one in found)
    whole = f"Отчитались {wording.of(reported, expected)} организаций"
    if not behind:
        return f"{whole}: сдали все."
    return f"{whole}; не все отчёты у {wording.counted(behind, wording.OF_DISTRICTS)}."


def stamp(view: RegionYear) -> str:
    """«отчётный период — 2022 год · данные на 15.02.2023 · отчитались 96 из 120 организаций»"""
    told = wording.uncapped(returns_sentence(returns_of(view))).rstrip(".")
    day = wording.date_short(data.today())
    return f"отчётный период — {view.year} год · данные на {day} · {told}"


@data.kept
def returns_table(view: RegionYear) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Район": one.name,
            "Отчитались": one.reported,
            "Должны сдать": one.expected,
            "Не сдали": one.expected - one.reported,
            "Доля сдавших": "—" if one.rate is None else wording.value(one.rate, "%"),
        }
        for one in returns_of(view)
    )


def handing_over(view: RegionYear) -> None:
    """The note and the workbook of the region, as the districts stand now."""
    with st.container(horizontal=True):
        for file_format, label in FILES.items():
            downloads.download(
                label,
                partial(document, view, file_format),
                f"Справка {view.name} {view.year}.{file_format}",
                mime=FORMATS[file_format].mime,
                key=f"region-{file_format}",
            )


FILES = {"docx": "Справка (Word)", "pdf": "Справка (PDF)", "xlsx": "Книга (Excel)"}


def document(view: RegionYear, file_format: str) -> bytes:
    day, roadmap = data.today(), data.narrowed()
    return write_region(
        file_format, region_material(data.store(), view.region, view.year, day, roadmap)
    )
