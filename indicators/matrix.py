"""Matrix («матрица»): verdicts as cells with a sign, a short number and the full words."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from data_model.compliance import Status
from indicators import wording

CELLS = ["row", "row_name", "group", "column", "column_name", "status", "text", "word", "hover"]
SMALL_BASE = 10
LATER = {"СОШ": 0, "ООШ": 1, "НОШ": 2, "филиал": 3}
"""Order of the groups by type of organisation."""


def school_matrix(
    rows: pd.DataFrame, district: pd.DataFrame, kinds: Mapping[str, str]
) -> pd.DataFrame:
    """Schools × rows of the roadmap of one year, the district on top.

    ``rows``: school rows of plan/fact, already chosen; ``district``: the district's rows;
    ``kinds``: code of an organisation -> its type. One row per cell, groups by type, inside
    a group the school that misses most people first, then the one with most misses.
    """
    columns = list(dict.fromkeys(rows["indicator"]))
    top = district[district["indicator"].isin(columns)]
    schools = rows.assign(group=[kinds.get(code, "") for code in rows["org"]])
    return pd.concat([_cells(top.assign(group="")), _cells(in_order(schools))], ignore_index=True)


def in_order(rows: pd.DataFrame) -> pd.DataFrame:
    """By type of organisation, then by what is missing most, then by name."""
    weights = rows.assign(
        people=rows["missing_to_target"].fillna(0),
        misses=(rows["status"] == Status.MISSED).astype(int),
    )
    sums = weights.groupby("org")[["people", "misses"]].transform("sum")
    keyed = weights.assign(
        place=[LATER.get(group, len(LATER)) for group in rows["group"]],
        people=-sums["people"],
        misses=-sums["misses"],
    )
    return keyed.sort_values(["place", "people", "misses", "org_name"], kind="stable")


def years_matrix(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of the roadmap × years of one place."""
    cells = _cells(rows.assign(group=""))
    return cells.assign(
        row=rows["indicator"].tolist(),
        row_name=[_title(number, short) for number, short in _named(rows)],
        column=[str(year) for year in rows["year"]],
        column_name=[str(year) for year in rows["year"]],
    )


def places_over_years(rows: pd.DataFrame) -> pd.DataFrame:
    """Places × years of one row of the roadmap, the district on top."""
    cells = _cells(rows.assign(group=""))
    years = [str(year) for year in rows["year"]]
    return cells.assign(column=years, column_name=years)


def _cells(rows: pd.DataFrame) -> pd.DataFrame:
    """One cell per row of plan/fact, as school × indicator. ``rows`` have a ``group``."""
    records = rows.to_dict("records")
    cells = pd.DataFrame(
        {
            "row": [record["org"] or "" for record in records],
            "row_name": [record["org_name"] for record in records],
            "group": [record["group"] for record in records],
            "column": [record["indicator"] for record in records],
            "column_name": [_title(record["indicator"], record["short"]) for record in records],
            "status": [_look(record) for record in records],
            "text": [cell_text(record) for record in records],
            "word": [cell_word(record) for record in records],
            "hover": [cell_words(record) for record in records],
        }
    )
    return cells[CELLS]


def _named(rows: pd.DataFrame) -> list[tuple[str, str]]:
    return list(zip(rows["indicator"], rows["short"], strict=True))


def _title(number: str, short: str) -> str:
    return f"№\u00a0{number} {short}"


def _is_small(record: Mapping[Hashable, Any]) -> bool:
    base = record["denominator"]
    return record["unit"] == "%" and not wording.is_unknown(base) and int(str(base)) < SMALL_BASE


def _look(record: Mapping[Hashable, Any]) -> str:
    """The verdict to colour by; a percent of a small base has no colour."""
    judged = Status(str(record["status"])) in {Status.MET, Status.PARTLY, Status.MISSED}
    return str(Status.NO_TARGET if judged and _is_small(record) else record["status"])


def cell_text(record: Mapping[Hashable, Any]) -> str:
    """Sign and number, a sign alone, «4 из 8» on a small base."""
    actual = record["actual"]
    sign = wording.status_sign(str(record["status"]))
    if wording.is_unknown(actual) or record["unit"] == wording.YES_NO:
        return sign
    if _is_small(record):
        return wording.of(int(str(record["numerator"])), int(str(record["denominator"])))
    short = wording.fact_exact(record).removesuffix(f"{wording.NBSP}{record['unit']}")
    return short if record["status"] == Status.NO_TARGET else f"{sign}{wording.NBSP}{short}"


def cell_word(record: Mapping[Hashable, Any]) -> str:
    """The verdict in a word; what takes its place where a percent would say too much."""
    judged = not wording.is_unknown(record["actual"])
    return "малая база" if judged and _is_small(record) else wording.status_word(record["status"])


def cell_words(record: Mapping[Hashable, Any]) -> str:
    """All that is known of a cell, in lines of plain text."""
    lines = [
        f"{record['org_name']}, {record['period']}",
        _title(str(record["indicator"]), str(record["short"])),
        _value_words(record),
        str(record["reason"] or ""),
        str(record["base"] or ""),
    ]
    return "\n".join(line for line in lines if line)


def _value_words(record: Mapping[Hashable, Any]) -> str:
    verdict = wording.status_text(str(record["status"]))
    if wording.is_unknown(record["actual"]):
        return verdict
    value = wording.fact_text(record)
    if record["unit"] == wording.YES_NO:
        value = ""
    elif not wording.is_unknown(record["denominator"]):
        value += f" ({wording.of(int(str(record['numerator'])), int(str(record['denominator'])))})"
    return f"{verdict}: {value}" if value else verdict
