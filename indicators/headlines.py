"""Headlines («заголовки графиков»): one sentence per picture that says the finding.

Only words and counts of rows; every verdict is taken from plan/fact as it stands there.
"""

from collections.abc import Iterable
from datetime import date

import pandas as pd

from data_model.compliance import Status
from data_model.roadmap import Operator
from indicators import gaps, wording
from indicators.wording import PluralForms

OF_SCHOOLS = PluralForms("школы", "школ", "школ", "школы")
"""«из 1 школы, из 12 школ»"""
WITHOUT_FIGURE = {Status.NO_TARGET, Status.NOT_APPLICABLE}
SMALL_BASE = 10
NAMED = 2
"""Schools that a sentence names."""


def of_schools(part: int, whole: int) -> str:
    """«9 из 12 школ»"""
    return f"{wording.of(part, whole)} {wording.plural(whole, *OF_SCHOOLS)}"


def yearly(rows: pd.DataFrame) -> str:
    """«2022 год: 51,4 % при плане не менее 50 % — выполнено». ``rows``: one per year."""
    known = rows[rows["actual"].notna()]
    if known.empty:
        return "Данных ещё нет ни за один год"
    last = known.iloc[-1]
    target = wording.target_text(
        last["operator"], last["target"], last["target_upper"], last["unit"]
    )
    value = wording.fact_text(last)
    if wording.is_unknown(last["target"]):
        return f"{last['period']}: {value}, план не предусмотрен"
    tail = ", предварительно" if last["provisional"] else ""
    verdict = wording.status_word(last["status"])
    return f"{last['period']}: {value} при плане {target} — {verdict}{tail}"


def by_school(rows: pd.DataFrame) -> str:
    """How many schools reached the guide, have the document, or took part."""
    known = rows[rows["actual"].notna()]
    if known.empty:
        return "Ни одна школа ещё не дала этих данных"
    targets = known["target"].dropna()
    if (known["unit"] == wording.YES_NO).all():
        met = int((known["status"] == Status.MET).sum())
        return f"Документ подтвердили {of_schools(met, len(known))}, которые ответили"
    if targets.empty:
        some = int((known["actual"] > 0).sum())
        return f"Участники есть в {of_schools(some, len(known))}, которые отчитались"
    reached = int(_reached(known).sum())
    guide = wording.promised(targets.iloc[0], known["unit"].iloc[0])
    return f"Ориентира {guide} достигли {of_schools(reached, len(known))} с данными"


def _reached(rows: pd.DataFrame) -> pd.Series:
    """Whether the school's own figure keeps to the guide; growth is another question."""
    if (rows["operator"] == Operator.AT_MOST).all():
        return rows["actual"] <= rows["target"]
    if (rows["operator"] == Operator.AT_LEAST).all():
        return rows["actual"] >= rows["target"]
    return rows["status"] == Status.MET


def of_district(rows: pd.DataFrame, year: int) -> str:
    """«2022: выполнено» for a row that the district alone answers."""
    row = rows[rows["year"] == year].iloc[0]
    return f"{row['period']}: {wording.status_word(row['status'])}"


def contribution(schools: pd.DataFrame, district: pd.Series) -> str:
    """Whom the district misses most, or who carried it. ``schools`` as in ``contribution``."""
    missing, over = gaps.amount(district), gaps.is_over(district)
    behind = schools[schools["balance"] < 0]
    if missing and len(behind):
        named = wording.listed(
            [f"{row['org_name']} ({-row['balance']})" for _, row in behind.head(NAMED).iterrows()]
        )
        if over:
            return f"У района сверх предела {missing}; больше всех — {named}"
        return f"Району {gaps.words(district)}; больше всех недобрали {named}"
    best = schools.sort_values("balance").iloc[-1]
    if best["balance"] <= 0:
        return "План района достигнут"
    added = wording.signed_people(int(best["balance"]))
    return f"План района достигнут; больше всех сверх плана — {best['org_name']} ({added})"


def by_grade(grades: pd.DataFrame) -> str:
    """The grades that take part most and least; small ones are not compared."""
    large = grades["denominator"].isna() | (grades["denominator"] >= SMALL_BASE)
    known = grades[grades["actual"].notna() & large].sort_values("actual", kind="stable")
    if len(known) < 2 or known["actual"].iloc[0] == known["actual"].iloc[-1]:
        return "Участие по классам"
    low, high = known.iloc[0], known.iloc[-1]
    return (
        f"Больше всего участвуют в {high['grade']} классе "
        f"({wording.value(high['actual'], high['unit'])}), меньше всего — в {low['grade']} "
        f"({wording.value(low['actual'], low['unit'])})"
    )


def distribution(rows: pd.DataFrame) -> str:
    """The middle and both ends of the schools' shares."""
    known = rows["actual"].dropna().astype(float)
    if known.empty:
        return "Данных по школам ещё нет"
    return (
        f"В половине школ доля не ниже {wording.share(known.median())}; "
        f"разброс — от {wording.share(known.min())} до {wording.share(known.max())}"
    )


def growth(rows: pd.DataFrame) -> str:
    """How many schools have more participants than a year ago. ``rows``: growth_people."""
    known = rows[rows["growth_people"].notna()]
    if known.empty:
        return "Сравнить с прошлым годом ещё нельзя"
    more = int((known["growth_people"] > 0).sum())
    return f"Участников стало больше в {of_schools(more, len(known))}, где известны оба года"


def matrix(rows: pd.DataFrame) -> str:
    """The row of the roadmap that most schools miss. ``rows``: school rows of one year."""
    missed = rows[rows["status"] == Status.MISSED]
    if missed.empty:
        return "Ни одна школа не отстаёт по своим показателям"
    counts = missed.groupby(["indicator", "short"], sort=False).size().sort_values(kind="stable")
    number, short = counts.index[-1]
    schools = rows.loc[rows["indicator"] == number, "org"].nunique()
    return f"Чаще всего не выполнено: № {number} {short} — {of_schools(counts.iloc[-1], schools)}"


def terms(rows: pd.DataFrame, today: date) -> str:
    """What comes next, or what was not done when all terms have passed."""
    ahead = rows[[due >= today for due in rows["due"]]]
    if len(ahead):
        nearest = min(ahead["due"])
        numbers = [f"№ {number}" for number in ahead.loc[ahead["due"] == nearest, "indicator"]]
        return f"Ближайший срок — {wording.date_words(nearest)}: {wording.listed(numbers)}"
    late = int((~rows["status"].isin([Status.MET, *WITHOUT_FIGURE])).sum())
    if not late:
        return "Все сроки года прошли, всё выполнено"
    rows_late = wording.counted(late, wording.INDICATORS)
    return f"Все сроки года прошли; не выполнено полностью: {rows_late}"


def coverage(reported: int, expected: int, missing: Iterable[str]) -> str:
    """«Отчитались 13 из 15 школ; ждём: …»."""
    names = list(missing)
    head = f"Отчитались {of_schools(reported, expected)}"
    if not names:
        return head
    shown = wording.listed(names[:3]) if len(names) <= 3 else f"{', '.join(names[:3])} и другие"
    return f"{head}; ждём: {shown}"


def reporting(row: pd.Series) -> str:
    """«Отчитались 8 из 14 организаций, 56,1 % контингента»; nothing for a row of one answer."""
    if wording.is_unknown(row["expected"]) or row["expected"] < 2:
        return ""
    head = f"Отчитались {wording.of(row['reported'], row['expected'])} организаций"
    if wording.is_unknown(row["roll_expected"]) or not row["roll_expected"]:
        return head
    part = 100 * row["roll_reported"] / row["roll_expected"]
    return f"{head}, {wording.share(part)} контингента"


def better_or_worse(district: pd.DataFrame, year: int) -> str:
    """«2022: выполнено 8 из 11 показателей, годом раньше — 9 из 12»."""
    now, before = _met(district, year), _met(district, year - 1)
    text = f"{year}: выполнено {now} показателей" if now else f"{year}: выполнять ещё нечего"
    return f"{text}, годом раньше — {before}" if before else text


def _met(district: pd.DataFrame, year: int) -> str:
    """«8 из 11» of the rows that had a target and a term in the year."""
    rows = district[(district["year"] == year) & ~district["status"].isin(WITHOUT_FIGURE)]
    if rows.empty:
        return ""
    return wording.of(int((rows["status"] == Status.MET).sum()), len(rows))
