"""Terms («сроки»): what is due when, what comes next, what has passed without a result."""

from datetime import date

import pandas as pd

from data_model.compliance import Status
from data_model.periods import Period, PeriodKind
from data_model.roadmap import Activity, Roadmap
from data_model.snapshot import Snapshot
from indicators import wording
from indicators.wording import NBSP

COLUMNS = ["indicator", "name", "year", "period", "begins", "due", "status", "days", "code"]
YEAR = 365
LEFT_OPEN = {Status.PARTLY, Status.MISSED, Status.NO_DATA}


def begins(period: Period) -> date:
    """The first day of a period; a term before it, of a plan say, begins its own month."""
    first = date(period.year, 1, 1)
    if period.kind is PeriodKind.SCHOOL_YEAR:
        first = date(period.year - 1, 9, 1)
    if period.kind is PeriodKind.ONCE or period.due <= first:
        return period.due.replace(day=1)
    return first


def terms(snapshot: Snapshot, plan_fact: pd.DataFrame, year: int, today: date) -> pd.DataFrame:
    """One row per term of the roadmap in force in ``year``, all its years, by row and term.

    ``plan_fact``: district rows give the verdict of each term. ``days`` are left until it is
    due (negative: have passed). Years are read from the edition in force in each of them.
    """
    verdicts = _verdicts(plan_fact)
    rows = [
        _term(roadmap, number, period, verdicts, today)
        for governed in snapshot.roadmaps[year].years
        if (roadmap := snapshot.roadmaps.get(governed))
        for number, period in _periods(roadmap, governed)
    ]
    order = {row.indicator.code: place for place, row in enumerate(_rows(snapshot, year))}
    rows.sort(key=lambda row: order.get(str(row["code"]), len(order)))
    return pd.DataFrame(rows, columns=COLUMNS)


def _rows(snapshot: Snapshot, year: int) -> tuple[Activity, ...]:
    return snapshot.roadmaps[year].activities


def _verdicts(plan_fact: pd.DataFrame) -> dict[tuple[int, str], str]:
    rows = plan_fact[plan_fact["org"].isna()]
    keys = zip(rows["year"], rows["code"], strict=True)
    return dict(zip(keys, rows["status"], strict=True))


def _periods(roadmap: Roadmap, year: int) -> list[tuple[str, Period]]:
    return [
        (row.number, row.indicator.periods[year])
        for row in roadmap.activities
        if year in row.indicator.periods
    ]


def _term(
    roadmap: Roadmap,
    number: str,
    period: Period,
    verdicts: dict[tuple[int, str], str],
    today: date,
) -> dict[str, object]:
    activity = roadmap.activity(number)
    code = activity.indicator.code
    return {
        "indicator": number,
        "name": activity.short or activity.title,
        "year": period.year,
        "period": period.label,
        "begins": begins(period),
        "due": period.due,
        "status": str(verdicts.get((period.year, code), Status.NO_DATA)),
        "days": (period.due - today).days,
        "code": code,
    }


def coming(rows: pd.DataFrame) -> pd.DataFrame:
    """Terms of today and later, the nearest first."""
    return rows[rows["days"] >= 0].sort_values(["due", "year"], kind="stable")


def left_open(rows: pd.DataFrame) -> pd.DataFrame:
    """Terms that have passed without being met, the oldest first."""
    passed = rows[(rows["days"] < 0) & rows["status"].isin(list(LEFT_OPEN))]
    return passed.sort_values(["due", "year"], kind="stable")


def outlook(rows: pd.DataFrame) -> str:
    """«Ближайший срок — 31.08.2021: № 1 План работы» or «Все сроки прошли: выполнено 24 из 32»."""
    passed = rows[rows["days"] < 0]
    met = int((passed["status"] == Status.MET).sum())
    result = f"из {len(passed)} прошедших сроков выполнено {met}" if len(passed) else ""
    ahead = coming(rows)
    if rows.empty:
        return "Сроков в дорожной карте нет"
    if ahead.empty:
        return f"Все сроки дорожной карты прошли: {result}"
    first = ahead.iloc[0]
    when = wording.date_short(first["due"])
    next_one = f"Ближайший срок — {when}: №{NBSP}{first['indicator']} {first['name']}"
    return f"{next_one}; {result}" if result else next_one


def left_words(days: int) -> str:
    """«через 12 дней», «сегодня», «прошёл 3 дня назад», «прошёл 2 года назад»."""
    if days == 0:
        return "сегодня"
    number, words = abs(days), wording.DAYS
    if number >= YEAR:
        number, words = number // YEAR, wording.YEARS
    counted = f"{number}{NBSP}{wording.plural(number, *words)}"
    return f"через {counted}" if days > 0 else f"прошёл {counted} назад"
