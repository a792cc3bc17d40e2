"""Reasons («пояснения»): in words, why a row is partly fulfilled, unknown or provisional."""

from decimal import Decimal
from typing import Any

import pandas as pd

from data_model.compliance import Growth, Status
from data_model.periods import roll_date
from data_model.returns import ValueState
from data_model.roadmap import Kind
from indicators.wording import date_short, number, of, percent

Row = dict[Any, Any]

USED = [
    "year",
    "org",
    "measured",
    "single",
    "beside",
    "base",
    "grows",
    "each_school",
    "reached",
    "status",
    "state",
    "growth",
    "met",
    "tried",
    "partly",
    "partly_scale",
    "current_common",
    "previous",
    "whole_unknown",
    "sent",
    "places",
    "reported",
    "expected",
    "provisional",
]

NO_DOCUMENT = "не подтверждено: нет документа с наименованием, номером и датой"


def reasons(rows: pd.DataFrame) -> pd.Series:
    """One sentence part per row, empty where there is nothing to explain."""
    chosen = rows.loc[rows["provisional"] | rows["status"].isin(list(REASONS)), USED]
    texts = [reason(row) for row in chosen.to_dict("records")]
    return pd.Series(texts, index=chosen.index, dtype=object).reindex(rows.index, fill_value="")


def reason(row: Row) -> str:
    """Why the verdict is what it is, then whether it may still change."""
    explain = REASONS.get(Status(str(row["status"])))
    parts = [explain(row) if explain else "", _provisional(row)]
    return "; ".join(part for part in parts if part)


def _partly(row: Row) -> str:
    if row["measured"] == Kind.PRESENCE and (row["single"] or row["beside"]):
        return NO_DOCUMENT
    if row["each_school"]:
        return f"выполнили {of(int(str(row['met'])), int(str(row['tried'])))} организаций"
    if row["reached"] and row["grows"]:
        return _without_growth(row)
    share = Decimal(str(row["partly"])) / Decimal(str(row["partly_scale"])) * 100
    return f"достигнуто не менее {percent(share)} планового значения"


def _without_growth(row: Row) -> str:
    year = int(row["year"]) - 1
    if row["growth"] == Growth.NO_DATA:
        return f"плановое значение достигнуто, рост не проверить: нет данных за {year} год"
    now, before = int(row["current_common"]), int(row["previous"])
    return (
        "плановое значение достигнуто, но участников не больше, чем год назад: "
        f"{number(now)} против {number(before)}"
    )


def _no_data(row: Row) -> str:
    day = date_short(roll_date(int(row["year"])))
    if not row["places"]:
        return "нет организаций, от которых ждут отчёт"
    if row["sent"] and row["whole_unknown"]:
        return f"неизвестен контингент на {day}"
    if row["state"] == ValueState.NO_DATA:
        return "данных нет, причина названа в отчёте"
    if not row["sent"]:
        return "отчёт не сдан"
    return "в отчёте ответ неполный" if row["base"] else "в отчёте нет ответа"


def _not_applicable(row: Row) -> str:
    if row["measured"] == Kind.GROWTH and row["expected"]:
        return "сравнить не с чем: нет участников год назад"
    return "нет контингента в базе показателя" if row["base"] else ""


def _provisional(row: Row) -> str:
    """Said of the district only: a school that has not reported has its own words."""
    if not row["provisional"] or isinstance(row["org"], str) or row["single"]:
        return ""
    known = of(int(row["reported"]), int(row["expected"]))
    return f"предварительно: отчитались {known} организаций"


REASONS = {
    Status.PARTLY: _partly,
    Status.NO_DATA: _no_data,
    Status.NOT_APPLICABLE: _not_applicable,
}
"""Verdicts that need an explanation."""
