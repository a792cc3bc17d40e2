"""Districts side by side: what several of them measure in the same way, year by year."""

from collections.abc import Hashable
from typing import Any

import pandas as pd
import streamlit as st

from indicators.districts import side_by_side
from indicators.wording import NBSP, fact_exact, of, status_text, target_text
from ui import blocks, data, selection
from ui.monitoring import words
from ui.monitoring.frames import VERDICT
from ui.monitoring.tables import figures
from ui.selection import Place

SAME = (
    "Показатель тот же, если в картах районов он имеет один код. План, база и срок у каждого "
    "района — по его приказу, поэтому они стоят рядом с цифрой."
)


def draw(place: Place) -> None:
    """The chosen indicator in each district and year; what else they share."""
    rows = shared_rows()
    if rows.empty:
        nothing_shared()
    names = first_names(rows)
    with st.container(width=480):
        code = selection.choose("Показатель", selection.SHARED, names, usual(rows))
    chosen = rows[rows["code"] == code]
    words.answer(sentence(names[code], chosen))
    figures(
        shown(chosen),
        key="districts",
        alt=f"{names[code]} по районам",
        file_name="Сравнение районов.xlsx",
    )
    words.quiet(SAME)


def usual(rows: pd.DataFrame) -> str:
    """What is shown first: the indicator with most figures that have a base to compare."""
    return str(rows.groupby("code", sort=False)["denominator"].count().idxmax())


def sentence(name: str, rows: pd.DataFrame) -> str:
    """In how many districts and which years the indicator can be compared."""
    years = ", ".join(str(year) for year in sorted(set(rows["year"]), reverse=True))
    places = int(rows["district"].nunique())
    return f"{name}: районов — {places}, годы, за которые сравнение возможно: {years}."


def shared_rows() -> pd.DataFrame:
    """See ``indicators.districts``; read from the cache of each district."""
    names = data.municipality_names()
    with_roadmap = {code: name for code, name in names.items() if data.years(code)}
    frames = {code: data.plan_fact(code) for code in with_roadmap}
    return side_by_side(frames, with_roadmap)


def nothing_shared() -> None:
    """No two districts measure the same in the same year: say what is needed."""
    blocks.empty(
        "Сравнивать пока нечего: нет показателя, который за один и тот же год измеряют хотя бы "
        "два района. Одинаковые показатели имеют в картах районов один код.",
        "roadmap",
        "К дорожной карте",
    )


def first_names(rows: pd.DataFrame) -> dict[str, str]:
    """Code → the name that the indicator bears in one of the districts."""
    first = rows.drop_duplicates("code")
    return dict(zip(first["code"], first["name"], strict=True))


def shown(rows: pd.DataFrame) -> pd.DataFrame:
    """One row per year and district, in words; no column that says nothing."""
    records = rows.sort_values(["year", "district_name"], ascending=[False, True])
    frame = pd.DataFrame([line(row) for row in records.to_dict("records")])
    return frame[[name for name in frame.columns if any(frame[name])]]


def line(row: dict[Hashable, Any]) -> dict[str, Any]:
    """A figure with what it is measured by."""
    known = pd.notna(row["numerator"]) and pd.notna(row["denominator"])
    return {
        "Район": row["district_name"],
        "Период": row["period"],
        "Строка": f"№{NBSP}{row['indicator']}",
        "План": target_text(row["operator"], row["target"], row["target_upper"], row["unit"]),
        "Факт": fact_exact(row),
        "Из скольких": of(row["numerator"], row["denominator"]) if known else "",
        VERDICT: status_text(row["status"]),
        "База": row["base"],
    }
