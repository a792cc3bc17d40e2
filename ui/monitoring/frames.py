"""The tables of the monitoring pages: the one place where rows of plan/fact become frames.

Numbers stay numbers, in columns of one unit each, so that a table sorts and a file adds up. How
a number is written on screen and paper is told by ``written``.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd

from charts.palette import Palette
from charts.places import is_small
from charts.yearly import spark
from data_model.compliance import Status
from data_model.roadmap import is_in_hours
from indicators import wording
from indicators.changes import YearChange, change_of, change_words
from indicators.plan_fact_row import PlanFact, PlanFactRow, RowMeasure
from indicators.reasons import Reason
from indicators.region import JUDGED, DistrictRow, ParentRow
from indicators.wording import NBSP
from reports.tidy import whole_or_not

VERDICT, TREND = "Выполнение", "По годам"
SHARE, COVERAGE = "Доля, %", "Охват, %"
"""A share of a number of the return, or of the pupils of the roll."""
OFF_POINTS, OFF_UNITS = "Отклонение, п. п.", "Отклонение, ед."
YEAR_POINTS, YEAR_UNITS = "К прошлому году, п. п.", "К прошлому году, ед."
COMPARED = "Сравнение с прошлым годом"
ROLL, WHOLE_OF = "Контингент", "Всего"
"""What a figure is taken of: pupils of the roll; answers to a question, or organisations."""
SIGNED = (OFF_POINTS, OFF_UNITS, YEAR_POINTS, YEAR_UNITS)
UNITS = ("%", "ед.")
CONDITION = "План, условие"
FOR_FILES = (
    CONDITION,
    *(
        f"{name}, {one}"
        for name in ("План", "План до", "Факт", "Граница снизу", "Граница сверху")
        for one in UNITS
    ),
)
"""Columns that are in a file only: numbers, in columns of one unit each."""
IN_WORDS = ("План", "План, ориентир", "Факт", "Границы")
"""What says the same on a screen, and is in no file beside them."""
NAMED = 6
"""Organisations that a sentence under a table names, per reason."""
Line = dict[str, Any]


# cells


def fact(row: PlanFactRow) -> str:
    """The figure in a cell: «37,1 %», «4 из 9» of a small base, «н/д»."""
    return wording.matrix_text(row) if is_small(row) else wording.fact_cell(row)


def explanation(row: PlanFactRow) -> str:
    """Why the verdict is what it is; nothing where no verdict is said."""
    return "" if wording.is_silent(row) else wording.explanation(row)


def verdict_and_fact(row: PlanFactRow) -> str:
    """Verdict and figure in one cell: «✓ выполнено, 37,1 %», «4 из 9, малая база», «3 чел.»."""
    if row.actual is None or row.is_presence:
        return wording.verdict(row)
    if is_small(row) or row.status is Status.NO_TARGET:
        return wording.signed_fact(row)
    return f"{wording.verdict(row)}, {wording.fact_cell(row)}"


def off_points(row: PlanFactRow) -> float | None:
    """How far a share is from its target, in percentage points."""
    return row.deviation if row.unit == "%" and not is_small(row) else None


def off_units(row: PlanFactRow) -> float | None:
    """The same in people, organisations or units: of a share only what is missing or too much."""
    if is_small(row) or row.measure is RowMeasure.LEVEL:
        return None
    if row.unit != "%":
        return row.deviation
    if row.deficit is None:
        return None
    return float(row.deficit if row.is_over else -row.deficit)


def unit(row: PlanFactRow) -> str:
    """What the columns «ед.» count."""
    if row.is_in_words:
        return ""
    if row.measure in {RowMeasure.EACH_SCHOOL, RowMeasure.SHARE_OF_ORGS}:
        return wording.ORGANISATION_UNIT
    return "чел." if row.unit in {"", "%"} else row.unit


def year_points(change: YearChange | None) -> float | None:
    """The change of a share over the organisations that answered in both years."""
    if change is None or change.row.unit != "%" or is_small(change.row):
        return None
    return change.amount


def year_units(change: YearChange | None) -> float | None:
    """The same in people, organisations or units."""
    if change is None:
        return None
    return float(change.matched.people) if change.row.is_share else change.amount


def _year(change: YearChange | None) -> Line:
    return {YEAR_POINTS: year_points(change), YEAR_UNITS: year_units(change)}


def _compared(change: YearChange | None) -> Line:
    """The same in words, both sums named."""
    small = change is not None and is_small(change.row)
    return {COMPARED: "" if change is None or small else change_words(change)}


def in_units(name: str, value: float | None, row: PlanFactRow) -> Line:
    """A number of a row under the head of its unit: «Факт, %» or «Факт, ед.»."""
    known = None if row.is_in_words else value
    is_percent = row.unit == "%"
    return {
        f"{name}, %": known if is_percent else None,
        f"{name}, ед.": None if is_percent else known,
    }


def fact_in_units(name: str, row: PlanFactRow | None) -> Line:
    """The figure as a number; none of a small base, and none that is hidden."""
    if row is None:
        return dict.fromkeys(f"{name}, {one}" for one in UNITS)
    return in_units(name, None if row.masked or is_small(row) else row.actual, row)


def _for_files(row: PlanFactRow) -> Line:
    """Plan, figure and bounds as numbers."""
    is_open = row.provisional and not row.masked
    return {
        CONDITION: wording.condition(row),
        **in_units("План", row.target, row),
        **in_units("План до", row.target_upper, row),
        **fact_in_units("Факт", row),
        **in_units("Граница снизу", row.lower if is_open else None, row),
        **in_units("Граница сверху", row.upper if is_open else None, row),
    }


def in_file(table: pd.DataFrame) -> pd.DataFrame:
    """A table as its file holds it: no drawings, nothing in words that stands there as a number."""
    words = IN_WORDS if CONDITION in table else ()
    return table.drop(columns=[TREND, *words], errors="ignore")


def _counts(row: PlanFactRow) -> Line:
    """The numbers that a figure is made from; unknown ones are empty, so that columns add up."""
    known = row.actual is not None and not row.masked
    divided = known and row.denominator is not None
    number: int | float | None = row.numerator if divided else None
    if known and not divided and not row.is_in_words:
        number = whole(row.actual)
    is_percent = divided and row.unit == "%" and not is_small(row)
    return {
        "Число": number,
        ROLL: row.denominator if divided and row.base_date else None,
        WHOLE_OF: row.denominator if divided and not row.base_date else None,
        COVERAGE: row.actual if is_percent and row.base_date else None,
        SHARE: row.actual if is_percent and not row.base_date else None,
    }


def _of_a_figure(row: PlanFactRow) -> Line:
    """The same beside the figure itself, which says the share."""
    return {name: value for name, value in _counts(row).items() if name not in {SHARE, COVERAGE}}


def whole(value: float | None) -> int | float | None:
    """A number without needless decimals; hours keep theirs."""
    return None if value is None else int(value) if float(value).is_integer() else value


SPARING = (*FOR_FILES, *SIGNED, ROLL, WHOLE_OF, SHARE, COVERAGE, "Пояснение", COMPARED)


def _says_nothing(column: pd.Series) -> bool:
    return bool((column.isna() | (column == "")).all())


WHOLE = (
    *(
        "Число",
        ROLL,
        WHOLE_OF,
        "Участников",
        "Эта школа",
        "Все школы вместе",
        "Прирост",
        "Год назад",
    ),
    "Версия",
)


def frame(lines: Iterable[Line]) -> pd.DataFrame:
    """Lines as a frame: people whole, differences as fractions, numbers of rows as numbers.

    Columns of differences and of words that hold nothing are left out.
    """
    made = pd.DataFrame(list(lines))
    if made.empty:
        return made
    idle = [name for name in SPARING if name in made and _says_nothing(made[name])]
    made = made.drop(columns=idle)
    types = {name: whole_or_not(made[name]) for name in WHOLE if name in made}
    types |= {
        name: "Float64"
        for name in made
        if name in {*SIGNED, *FOR_FILES[1:], SHARE, COVERAGE, "Вклад, %", "Рост, %"}
    }
    if "№" in made and all(str(number).isdecimal() for number in made["№"]):
        types["№"] = "Int64"
    return made.astype(types)


# the tables


def overview(plan_fact: PlanFact, rows: Iterable[PlanFactRow], palette: Palette) -> pd.DataFrame:
    """One line per row of the roadmap: plan, fact, deviation, bounds, the years as a trend.

    ``rows``: rows of the district of one year.
    """
    return frame(
        {
            "№": row.indicator,
            "Показатель": row.short,
            VERDICT: wording.verdict(row),
            "План": wording.target(row),
            "Факт": fact(row),
            **_for_files(row),
            TREND: trend(plan_fact.years_of(row), palette),
            OFF_POINTS: off_points(row),
            OFF_UNITS: off_units(row),
            **_year(change_of(plan_fact, row)),
            "Ед.": unit(row),
            "Срок": row.due,
            "Границы": bounds(row),
            **_of_a_figure(row),
            "Пояснение": explanation(row),
            **_compared(change_of(plan_fact, row)),
        }
        for row in rows
    )


def bounds(row: PlanFactRow) -> str:
    """Where the figure can still end while returns are missing."""
    return wording.bounds(row) if row.provisional else ""


def trend(rows: Sequence[PlanFactRow], palette: Palette) -> str | None:
    """The years of one row as a small drawing; a document has no trend."""
    if all(row.is_in_words for row in rows):
        return None
    return spark([row.actual for row in rows], [row.target for row in rows], palette)


def over_years(
    table: pd.DataFrame, plan_fact: PlanFact, rows: Sequence[PlanFactRow], palette: Palette
) -> pd.DataFrame:
    """The table of these rows with the years of each beside it, all of them on one scale."""
    years = [[_own_value(one) for one in plan_fact.years_of(row)] for row in rows]
    known = [value for values in years for value in values if value is not None]
    if len(max(years, key=len, default=[])) < 2 or not known:
        return table
    top = max([*known, *guides(rows)])
    drawn = [spark(values, [None] * len(values), palette, top) for values in years]
    place = list(table.columns).index(VERDICT) + 1
    table.insert(place, TREND, drawn)
    return table


def _own_value(row: PlanFactRow) -> float | None:
    """What is drawn of a year: no documents, nothing of a small base."""
    return None if row.is_in_words or is_small(row) else row.actual


def guides(rows: Iterable[PlanFactRow]) -> tuple[float, ...]:
    """The targets that the figures of these rows stand against."""
    both = {target for row in rows for target in (row.target, row.target_upper)}
    return tuple(sorted(target for target in both if target is not None))


def schools(plan_fact: PlanFact, rows: Sequence[PlanFactRow]) -> pd.DataFrame:
    """School rows of one indicator and one year; what does not count is left empty."""
    return frame(
        {
            "Школа": row.org_name,
            VERDICT: wording.verdict(row),
            **_own_counts(row),
            OFF_POINTS: off_points(row),
            OFF_UNITS: off_units(row),
            "Пояснение": explanation(row),
            **_year(change_of(plan_fact, row)),
        }
        for row in rows
    )


def sources(rows: Iterable[tuple[PlanFactRow, int | None, str, str]]) -> pd.DataFrame:
    """School rows with the version, the file and the day of their returns."""
    return frame(
        {
            "Школа": row.org_name,
            **(_own_counts(row) or {VERDICT: wording.verdict(row)}),
            "Версия": version,
            "Файл": file,
            "Получен": day,
        }
        for row, version, file, day in rows
    )


def _own_counts(row: PlanFactRow) -> Line:
    """The same numbers under the names of what is counted."""
    counts = _counts(row)
    if row.is_in_words:
        return {"Уровень": wording.fact_cell(row)} if row.measure is RowMeasure.LEVEL else {}
    number = counts.pop("Число")
    if row.measure is RowMeasure.GROWTH:
        return {"Прирост": number, "Год назад": counts[WHOLE_OF], "Рост, %": counts[SHARE]}
    if row.is_share:
        return {"Участников": number, **counts}
    named = "Участников" if row.unit in {"", "чел."} else f"Число, {row.unit}"
    return {named: number}


def own_rows(plan_fact: PlanFact, rows: Iterable[PlanFactRow]) -> pd.DataFrame:
    """Rows of one school in one year."""
    return frame(
        {
            "№": row.indicator,
            "Показатель": row.short,
            VERDICT: wording.verdict(row),
            "Факт": fact(row),
            "План, ориентир": wording.target(row),
            **_for_files(row),
            OFF_POINTS: off_points(row),
            OFF_UNITS: off_units(row),
            **_year(change_of(plan_fact, row)),
            "Ед.": unit(row),
            **_of_a_figure(row),
            "Пояснение": explanation(row),
            **_compared(change_of(plan_fact, row)),
        }
        for row in rows
    )


def part_of_district(rows: Iterable[PlanFactRow], district: Iterable[PlanFactRow]) -> pd.DataFrame:
    """The school's people beside those of all schools, for rows that count people or units.

    Hours that each school is to give are no part of a sum.
    """
    whole = {row.code: row for row in district}
    counted = (row for row in rows if not row.is_in_words and not is_in_hours(row.unit))
    return frame(_part(row, of_all_schools(whole[row.code])) for row in counted)


def _part(row: PlanFactRow, total: int | float | None) -> Line:
    mine = _counts(row)["Число"]
    return {
        "№": row.indicator,
        "Показатель": row.short,
        "Эта школа": mine,
        "Все школы вместе": total,
        "Вклад, %": 100 * mine / total if mine is not None and total else None,
    }


def of_all_schools(row: PlanFactRow) -> int | float | None:
    """The sum of the schools: beside a municipal number, under «в каждой школе», or the figure."""
    if row.control is not None:
        return row.control
    return row.total if row.measure is RowMeasure.EACH_SCHOOL else row.numerator


def years(
    plan_fact: PlanFact,
    rows: Iterable[PlanFactRow],
    all_years: Sequence[int],
    *,
    numbers: bool = False,
) -> pd.DataFrame:
    """Rows of the roadmap with the figure of each year and the change of the last one.

    With ``numbers`` the verdict of each year, and its figure as a number beside it.
    """
    of_code: dict[str, dict[int, PlanFactRow]] = {}
    for row in rows:
        of_code.setdefault(row.code, {})[row.year] = row
    made = frame(_over_years(plan_fact, found, all_years, numbers) for found in of_code.values())
    parts = [f"{year}, {one}" for year in all_years for one in UNITS if numbers]
    return made.drop(columns=[name for name in parts if name in made and _says_nothing(made[name])])


def _over_years(
    plan_fact: PlanFact, found: Mapping[int, PlanFactRow], all_years: Sequence[int], numbers: bool
) -> Line:
    last = found[max(found)]
    figures: Line = {}
    for year in all_years:
        row = found.get(year)
        figures[str(year)] = said_of(row) if numbers else _figure(row)
        figures |= fact_in_units(str(year), row) if numbers else {}
    return {
        "№": last.indicator,
        "Показатель": last.short,
        **figures,
        **_year(change_of(plan_fact, last)),
        "Ед.": unit(last),
        **_compared(change_of(plan_fact, last)),
    }


def _figure(row: PlanFactRow | None) -> str:
    return "" if row is None else wording.signed_fact(row)


def said_of(row: PlanFactRow | None) -> str:
    """The verdict alone, where the figure stands beside it as a number; a small base has none."""
    if row is None:
        return ""
    return wording.signed_fact(row) if is_small(row) else wording.verdict(row)


def matrix(rows: Iterable[PlanFactRow], *, numbers: bool = False) -> pd.DataFrame:
    """School × row of the roadmap in words; with ``numbers`` verdicts, and figures as numbers."""
    lines: dict[str, Line] = {}
    for row in rows:
        line = lines.setdefault(row.org or "", {"Школа": row.org_name})
        name = wording.numbered(row)
        line[name] = said_of(row) if numbers else verdict_and_fact(row)
        if numbers and not row.is_in_words:
            hidden = row.masked or is_small(row)
            line[f"{name}, {row.unit or 'число'}"] = None if hidden else row.actual
    return pd.DataFrame(lines.values())


def beside_one_another(rows: Iterable[DistrictRow]) -> pd.DataFrame:
    """One indicator in several districts and years; no column that says nothing."""
    made = frame(
        {
            "Район": one.name,
            "Отчётный период": one.row.period,
            "Показатель": wording.numbered(one.row),
            "План": wording.target(one.row),
            "Факт": fact(one.row),
            **_for_files(one.row),
            **_of_a_figure(one.row),
            VERDICT: wording.verdict(one.row),
            "База": one.row.base,
        }
        for one in rows
    )
    return made[[name for name in made if made[name].replace("", pd.NA).notna().any()]]


def of_region(rows: Iterable[ParentRow]) -> pd.DataFrame:
    """The rows of the region's own roadmap, and how many of its districts are in each sum."""
    made = frame(
        {
            "№": one.row.indicator,
            "Показатель": one.row.short,
            VERDICT: wording.verdict(one.row),
            "План": wording.target(one.row),
            "Факт": fact(one.row),
            **_for_files(one.row),
            "Районов в сумме": wording.of(len(one.added), len(one.answers)),
            "Границы": bounds(one.row),
            "Вывод": conclusion(one),
            **_of_a_figure(one.row),
            "Срок": one.row.due,
        }
        for one in rows
    )
    return made.drop(columns=[name for name in ("Границы",) if _says_nothing(made[name])])


def conclusion(one: ParentRow) -> str:
    """How firm the verdict of a row of the region is; nothing where there is none."""
    if one.row.status not in JUDGED:
        return ""
    return "предварительный" if one.row.provisional else "по всем районам"


# what stands under a table of parts


def totals(district: PlanFactRow, rows: Sequence[PlanFactRow]) -> str:
    """«Итого: 556 из 1 499 чел., 37,1 % — по 9 организациям. Не вошли: … — отчёт не сдан.»

    The sums are those of the lines with a figure, so a clerk's addition comes out.
    """
    known = [row for row in rows if row.actual is not None and not row.masked]
    sentences = [f"Итого: {_sum(district, known)}"] if known else []
    aside = [row for row in rows if row.actual is None]
    sentences += [f"Не вошли: {set_aside(aside)}"] if aside else []
    return " ".join(f"{one.rstrip('.')}." for one in sentences)


def _sum(district: PlanFactRow, known: Sequence[PlanFactRow]) -> str:
    over = f"по{NBSP}{wording.counted(len(known), OVER)}"
    if district.measure is RowMeasure.EACH_SCHOOL:
        reached = sum(row.reason is Reason.REACHED for row in known)
        total = wording.value(district.total, district.total_unit)
        whole = "" if district.total is None else f", всего {total}"
        return f"выполнили {wording.of(reached, len(known))} ответивших{whole}"
    if all(row.measure is RowMeasure.LEVEL for row in known):
        reached = sum(row.reason is Reason.REACHED for row in known)
        return f"нужного уровня достигли {wording.of(reached, len(known))} ответивших"
    if all(row.is_presence for row in known):
        confirmed = sum(row.reason is Reason.REACHED for row in known)
        return f"подтвердили {wording.of(confirmed, len(known))} ответивших"
    above = sum(row.numerator or 0 for row in known)
    below = sum(row.denominator or 0 for row in known)
    if district.is_share and below:
        share = wording.exactly(100 * above / below, "%", district.target, district.target_upper)
        return f"{wording.of(above, below)}{NBSP}чел., {share} — {over}"
    text = f"{wording.with_unit(wording.number(above), unit(district))} {over}"
    if district.control is not None and district.actual is not None:
        return f"{text}; по ответу района — {wording.fact(district)}"
    return text


OVER = wording.PluralForms("организации", "организациям", "организациям", "организации")


def set_aside(rows: Iterable[PlanFactRow]) -> str:
    """«А, Б — отчёт не сдан; В — число под вопросом»; of many only how many."""
    of_reason: dict[str, list[str]] = {}
    for row in rows:
        of_reason.setdefault(wording.why(row), []).append(row.org_name)
    return "; ".join(
        f"{', '.join(names) if len(names) <= NAMED else len(names)} — {why}"
        for why, names in of_reason.items()
    )


# how numbers are written


def number_writer(name: str, limits: tuple[float, ...] = ()) -> Callable[[Any], str]:
    """How the numbers of a column are written; ``limits``: the targets they are told from."""
    if name in {OFF_POINTS, YEAR_POINTS}:
        return _points
    if name in {OFF_UNITS, YEAR_UNITS}:
        return _units
    return partial(fraction, limits=limits)


def _points(value: Any) -> str:
    """«−12,9»: a difference in points; a real one is never written as zero."""
    if wording.is_unknown(value):
        return ""
    return wording.signed(float(value), wording.decimals(float(value), 0))


def _units(value: Any) -> str:
    return "" if wording.is_unknown(value) else wording.signed(float(value))


def fraction(value: Any, limits: tuple[float, ...] = ()) -> str:
    """A fraction in a table, told from the targets beside it; an unknown one is empty."""
    if wording.is_unknown(value):
        return ""
    return wording.number(float(value), wording.decimals(float(value), *limits))


def on_paper(table: pd.DataFrame, limits: tuple[float, ...] = ()) -> pd.DataFrame:
    """The same table as it is printed: fractions in words, no drawings, what fits a sheet."""
    wide = [TREND, "Ед.", COMPARED, *FOR_FILES]
    shown = table.drop(columns=wide, errors="ignore")
    for name in shown.select_dtypes("float").columns:
        shown[name] = [number_writer(name, limits)(value) or wording.DASH for value in shown[name]]
    return shown
