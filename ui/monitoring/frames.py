"""What the tables of the monitoring pages show: plan/fact in Russian columns, one row a line."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from charts.palette import Palette
from charts.places import is_small
from charts.spark import spark
from data_model.roadmap import Operator
from indicators import gaps, wording
from indicators.changes import with_changes

VERDICT = "Итог"
TREND = "По годам"

Record = dict[Any, Any] | pd.Series


def known(value: Any) -> Any:
    """The value, or None where it is unknown."""
    return None if wording.is_unknown(value) else value


def plan(row: Record) -> str:
    return wording.target_text(
        row["operator"], row["target"], known(row["target_upper"]), row["unit"]
    )


def fact(row: Record) -> str:
    return wording.fact_exact(row)


def of(row: Record) -> str:
    """«114 из 326»; nothing where there is no base."""
    if wording.is_unknown(row["numerator"]) or wording.is_unknown(row["denominator"]):
        return ""
    return wording.of(row["numerator"], row["denominator"])


def deviation(row: Record) -> str:
    """In points for shares, in units for numbers."""
    if wording.is_unknown(row["deviation"]):
        return ""
    if row["unit"] == "%":
        return wording.points(row["deviation"])
    return wording.signed_people(int(row["deviation"]))


def bounds(row: Record) -> str:
    """Where the figure can still end while returns are missing."""
    if not row["provisional"] or wording.is_unknown(row["upper"]):
        return ""
    unit = "\u00a0%" if row["unit"] == "%" else " организаций"
    return f"{_bound(row, 'lower')}–{_bound(row, 'upper')}{unit}"


def _bound(row: Record, name: str) -> str:
    """A bound of a share is told from the targets, as the fact is."""
    if row["unit"] != "%":
        return wording.number(row[name])
    digits = wording.decimals(row[name], known(row["target"]), known(row["target_upper"]))
    return wording.number(row[name], digits)


def is_presence(rows: pd.DataFrame) -> bool:
    """Whether the rows are answers «есть» and «нет», for which nothing is counted."""
    return bool((rows["unit"] == wording.YES_NO).all())


def gap_column(rows: pd.DataFrame) -> str:
    """What the missing number is called under «не более»."""
    limited = (rows["operator"] == Operator.AT_MOST).all()
    return "Сверх предела, чел." if limited else "Не хватает, чел."


def verdict(row: Record) -> str:
    """Sign and word; a percent of fewer than ten pupils says so, and so bears no colour."""
    text = wording.status_text(row["status"])
    judged = row["unit"] == "%" and not wording.is_unknown(row["actual"])
    return f"{text}, малая база" if judged and is_small(row["denominator"]) else text


def overview(plan_fact: pd.DataFrame, year: int, palette: Palette) -> pd.DataFrame:
    """One line per row of the roadmap: plan, fact, deviation, bounds, the years as a trend."""
    frame = with_changes(plan_fact[plan_fact["org"].isna()])
    rows = frame[frame["year"] == year].to_dict("records")
    lines = [
        {
            "№": row["indicator"],
            "Показатель": row["short"],
            VERDICT: wording.status_text(row["status"]),
            "План": plan(row),
            "Факт": fact(row),
            TREND: trend(frame[frame["code"] == row["code"]], palette),
            "Отклонение": deviation(row),
            "Отставание": gaps.amount(row),
            "Срок": known(row["due"]),
            "Из скольких": of(row),
            "Границы": bounds(row),
            "Пояснение": row["reason"],
        }
        for row in rows
    ]
    return pd.DataFrame(lines)


def whole_numbers(frame: pd.DataFrame, *names: str) -> pd.DataFrame:
    """Columns of people stay whole where some of them are unknown."""
    return frame.astype(dict.fromkeys(names, "Int64")) if len(frame) else frame


def trend(rows: pd.DataFrame, palette: Palette) -> str | None:
    """The years of one row as a small drawing; a document has no trend."""
    if is_presence(rows):
        return None
    return spark(
        [known(value) for value in rows["actual"]],
        [known(value) for value in rows["target"]],
        palette,
    )


def guides(rows: pd.DataFrame) -> tuple[float, ...]:
    """The targets that the figures of these rows stand against."""
    both = pd.concat([rows["target"], rows["target_upper"]]).dropna()
    return tuple(sorted({float(target) for target in both}))


def schools(rows: pd.DataFrame) -> pd.DataFrame:
    """School rows of one indicator and one year, numbers as numbers."""
    unit, present = rows["unit"].iloc[0], is_presence(rows)
    table = pd.DataFrame({"Школа": rows["org_name"]})
    if not present:
        table["Участников"] = rows["numerator"]
    if unit == "%":
        table["Из"] = rows["denominator"]
        table["Доля, %"] = rows["actual"]
    if rows["target"].notna().any() and not present:
        table[gap_column(rows)] = rows["missing_to_target"]
    if rows["previous"].notna().any():
        table["К прошлому году, чел."] = rows["current_common"] - rows["previous"]
    table[VERDICT] = [verdict(row) for row in rows.to_dict("records")]
    table["Пояснение"] = rows["reason"]
    return table.reset_index(drop=True)


def fraction(value: Any, limits: tuple[float, ...]) -> str:
    """A fraction in a table, told from the targets beside it; an unknown one is empty."""
    if wording.is_unknown(value):
        return ""
    return str(wording.number(value, wording.decimals(value, *limits)))


def on_paper(rows: pd.DataFrame) -> pd.DataFrame:
    """The same table with its shares in words, as the screen shows them."""
    table, limits = schools(rows), guides(rows)
    if "Доля, %" not in table:
        return table
    words = [fraction(share, limits) or wording.DASH for share in table["Доля, %"]]
    return table.assign(**{"Доля, %": words})


def own_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of one school in one year."""
    lines = [
        {
            "№": row["indicator"],
            "Показатель": row["short"],
            VERDICT: wording.status_text(row["status"]),
            "Факт": fact(row),
            "Из скольких": of(row),
            "Ориентир": plan(row),
            "Отставание": gaps.amount(row),
            "К прошлому году, чел.": known(row["change_people"]),
            "Пояснение": row["reason"],
        }
        for row in with_changes(rows).to_dict("records")
    ]
    return whole_numbers(pd.DataFrame(lines), "К прошлому году, чел.")


def part_of_district(rows: pd.DataFrame, district: pd.DataFrame) -> pd.DataFrame:
    """The school's people beside those of the district, for rows that count people."""
    whole = district.set_index("indicator")
    lines = []
    for row in rows[rows["unit"] != wording.YES_NO].to_dict("records"):
        total = _of_all_schools(whole.loc[row["indicator"]])
        mine = known(row["numerator"])
        lines.append(
            {
                "№": row["indicator"],
                "Показатель": row["short"],
                "Эта школа": mine,
                "Все школы вместе": total,
                "Вклад, %": 100 * mine / total if mine is not None and total else None,
            }
        )
    return whole_numbers(pd.DataFrame(lines), "Эта школа", "Все школы вместе")


def _of_all_schools(row: pd.Series) -> int | None:
    """The sum of the schools: a control beside a municipal number, else the numerator."""
    total = known(row["numerator"] if wording.is_unknown(row["control"]) else row["control"])
    return None if total is None else int(total)


def years(rows: pd.DataFrame, all_years: Sequence[int]) -> pd.DataFrame:
    """Rows of the roadmap with the fact of each year and the change between the last two."""
    frame = with_changes(rows)
    lines = []
    for _, group in frame.groupby("code", sort=False):
        of_year = {row["year"]: row for row in group.to_dict("records")}
        last = of_year[max(of_year)]
        line = {"№": last["indicator"], "Показатель": last["short"]}
        line |= {str(year): _of_year(of_year.get(year)) for year in all_years}
        lines.append({**line, "Изменение": change(last)})
    return pd.DataFrame(lines)


def _of_year(row: Record | None) -> str:
    if row is None:
        return ""
    if wording.is_unknown(row["actual"]):
        return wording.status_text(row["status"])
    return f"{wording.status_sign(row['status'])}\u00a0{fact(row)}"


def change(row: Record) -> str:
    """To the year before: points for shares, units for numbers."""
    if wording.is_unknown(row["change"]) or row["unit"] == wording.YES_NO:
        return ""
    if row["unit"] == "%":
        return wording.points(row["change"])
    return wording.signed_people(int(row["change"]))
