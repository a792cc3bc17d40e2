"""Matrix («матрица»): verdicts as cells with a sign, a short number and the full words."""

import re
from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from data_model.compliance import Status
from indicators import wording

CELLS = ["row", "row_name", "group", "column", "column_name", "status", "text", "word", "hover"]
SMALL_BASE = 10
LATER = {"СОШ": 0, "ООШ": 1, "НОШ": 2, "филиал": 3}
"""Order of the groups by type of organisation."""
BEHIND, AHEAD, BY_NAME = "Сначала отстающие", "Сначала выполнившие", "По названию"
ORDERS = {
    BEHIND: ["people", "misses", "name"],
    AHEAD: ["met", "name"],
    BY_NAME: ["name"],
}
"""What schools of one type are ordered by."""

NUMBER = re.compile(r"\d+")


def school_matrix(
    rows: pd.DataFrame, district: pd.DataFrame, kinds: Mapping[str, str], order: str = BEHIND
) -> pd.DataFrame:
    """Schools × rows of the roadmap of one year, the district on top.

    ``rows``: school rows of plan/fact, already chosen; ``district``: the district's rows;
    ``kinds``: code of an organisation -> its type. One row per cell, groups by type, inside
    a group in one of ``ORDERS``.
    """
    columns = list(dict.fromkeys(rows["indicator"]))
    top = district[district["indicator"].isin(columns)]
    schools = rows.assign(group=[kinds.get(code, "") for code in rows["org"]])
    return pd.concat(
        [_cells(top.assign(group="")), _cells(in_order(schools, order))], ignore_index=True
    )


def in_order(rows: pd.DataFrame, order: str = BEHIND) -> pd.DataFrame:
    """By type of organisation, inside a type as ``ORDERS`` says.

    Those behind: who misses most people first, then who has most misses. Those ahead: the
    greatest share of the verdicts met first; a school without any verdict comes last.
    """
    judged = rows["status"].isin([Status.MET, Status.PARTLY, Status.MISSED])
    weights = rows.assign(
        people=rows["missing_to_target"].fillna(0),
        misses=rows["status"] == Status.MISSED,
        met=rows["status"] == Status.MET,
        judged=judged,
    )
    sums = weights.groupby("org")[["people", "misses", "met", "judged"]].transform("sum")
    keyed = rows.assign(
        place=[LATER.get(group, len(LATER)) for group in rows["group"]],
        people=-sums["people"],
        misses=-sums["misses"],
        met=-(sums["met"] / sums["judged"].where(sums["judged"] > 0)).fillna(-1),
        name=[by_number(name) for name in rows["org_name"]],
    )
    return keyed.sort_values(["place", *ORDERS[order]], kind="stable")


def by_number(name: str) -> str:
    """A name to sort by, its numbers as numbers: № 2 stands before № 10."""
    return NUMBER.sub(lambda found: found[0].zfill(6), name.casefold())


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
