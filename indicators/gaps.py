"""Gaps («отставание от плана») in words: how many, of what, short of the target or above it."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from data_model.roadmap import Kind, Operator
from indicators import wording

WANTED_ORGANISATIONS = wording.PluralForms(
    "организации", "организаций", "организаций", "организации"
)
"""The genitive after «не хватает»."""
OF_PUPILS = {Kind.SHARE, Kind.GROWING_SHARE, Kind.GROWTH}


def is_over(row: Mapping[Hashable, Any] | pd.Series) -> bool:
    """Whether the figure is on the far side of its target: more than was allowed."""
    if row["operator"] == Operator.AT_LEAST or wording.is_unknown(row["actual"]):
        return False
    limit = row["target_upper"] if row["operator"] == Operator.RANGE else row["target"]
    return bool(not wording.is_unknown(limit) and row["actual"] > limit)


def amount(row: Mapping[Hashable, Any] | pd.Series) -> str:
    """«194 чел.», «3 организации», «1 мероприятий»; empty where nothing is missing."""
    gap = row["missing_to_target"]
    if wording.is_unknown(gap) or not gap:
        return ""
    if row["kind"] == Kind.SHARE_OF_ORGS:
        return wording.counted(int(gap), wording.ORGANISATIONS)
    if row["kind"] in OF_PUPILS or row["unit"] in {"", "чел."}:
        return wording.people(int(gap))
    return wording.value(int(gap), row["unit"])


def words(row: Mapping[Hashable, Any] | pd.Series) -> str:
    """«не хватает 194 чел.», «не хватает 3 организаций»; empty where nothing is missing."""
    gap = amount(row)
    if not gap:
        return ""
    if is_over(row):
        return f"превышение {gap}"
    if row["kind"] == Kind.SHARE_OF_ORGS:
        gap = wording.counted(int(row["missing_to_target"]), WANTED_ORGANISATIONS)
    return f"не хватает {gap}"
