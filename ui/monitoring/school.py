"""Blocks of «Школа»: passport, own rows, part of the district, peers, returns, advice."""

from typing import Any

import pandas as pd
import streamlit as st

from charts.compliance_map import compliance_map
from charts.yearly_share import yearly_share
from data_model.places import Organisation, OrganisationName
from data_model.roadmap import Kind
from data_model.snapshot import Snapshot
from indicators import headlines, matrix
from indicators.breaks import changed_years
from indicators.wording import (
    NBSP,
    PUPILS,
    YES_NO,
    counted,
    date_short,
    fact_text,
    is_unknown,
    listed,
    status_word,
)
from ui import data
from ui.kept import recall
from ui.markdown import safe_markdown
from ui.monitoring import choices, frames, links, pictures, tables, words
from ui.selection import Place

MEASURED = {Kind.SHARE, Kind.GROWING_SHARE, Kind.COUNT}


def passport(place: Place, org: str) -> None:
    """Present name, type, settlement, pupils; former names with their days."""
    school = choices.organisation(place, org)
    seen = data.snapshot(place.municipality)
    st.markdown(safe_markdown(school.name.full))
    words.quiet_parts(recall(facts, school, seen, place.year))
    if former := school.names[:-1]:
        words.quiet("Прежние названия: " + listed([_named(one) for one in former]))


def facts(school: Organisation, seen: Snapshot, year: int) -> list[str]:
    """Type, settlement, head school, pupils of the year, days of opening and closing."""
    pupils = sum(row.pupils for row in seen.roll if (row.org, row.year) == (school.code, year))
    parts = [str(school.kind), school.settlement, f"код {school.code}"]
    if pupils:
        parts.append(f"{counted(pupils, PUPILS)} на 20.09.{year}")
    if school.valid_to:
        parts.append(f"действует по {date_short(school.valid_to)}")
    return [part for part in parts if part]


def _named(name: OrganisationName) -> str:
    return f"«{name.short}» (по {date_short(name.valid_to)})" if name.valid_to else name.short


def answer(rows: pd.DataFrame) -> None:
    """The year of the school in one sentence."""
    words.answer(recall(sentence, rows))


def sentence(rows: pd.DataFrame) -> str:
    """«Выполнено: № 5, № 8. Не выполнено: № 9 — 32,9 % (…), не хватает 12 чел.»"""
    parts = []
    for status in ("met", "partly", "missed", "no_data", "not_due"):
        found = rows[rows["status"] == status].to_dict("records")
        if found:
            named = ", ".join(_in_short(row) for row in found)
            parts.append(f"{status_word(status).capitalize()}: {named}.")
    return " ".join(parts) or "Показателей, по которым судят школу, в этом году нет."


def _in_short(row: dict[Any, Any]) -> str:
    name = f"№{NBSP}{row['indicator']} {row['short']}"
    if is_unknown(row["actual"]) or row["unit"] == YES_NO:
        return name
    return f"{name} — {fact_text(row)}"


def years(place: Place, org: str, rows: pd.DataFrame) -> None:
    """The school's rows by year; a click opens the origin of a figure."""
    figure = recall(
        compliance_map,
        recall(matrix.years_matrix, rows),
        title=recall(headlines.better_or_worse, rows, place.year),
        note="Щёлкните по ячейке — откроется, откуда цифра.",
        palette=pictures.palette(),
    )
    pictures.show(figure, "school-years", lambda keys: links.to_origin(keys[0], org, keys[1]))


def own(place: Place, org: str, rows: pd.DataFrame) -> None:
    """The rows of the year as a table."""
    name = choices.organisation(place, org).name.short
    table = recall(frames.own_rows, rows)
    st.subheader(f"Показатели {place.year}{NBSP}года", anchor=False)
    words.quiet("План района для школы — ориентир: его выполнение считается по району в целом.")
    tables.figures(
        table,
        key="school-own",
        alt=f"Показатели школы {name}",
        file_name=f"{name}, {place.year}.xlsx",
        follow=lambda row, _: links.to_origin(str(table["№"].iloc[row]), org),
    )


def _shares(rows: pd.DataFrame) -> list[pd.DataFrame]:
    """The years of each row that is a share."""
    return [part for _, part in rows[rows["unit"] == "%"].groupby("code", sort=False)]


def _trend_title(part: pd.DataFrame, year: int) -> str:
    last = part.iloc[-1]
    said = headlines.yearly(part[part["year"] <= year])
    return f"№{NBSP}{last['indicator']} {last['short']}. {said}"


def trends(place: Place, rows: pd.DataFrame) -> None:
    """Plan and fact over the years for every row that is counted in people."""
    seen = data.snapshot(place.municipality)
    shares = recall(_shares, rows)
    for column, part in zip(st.columns(max(len(shares), 1), gap="large"), shares, strict=False):
        code = choices.first_of(part)["code"]
        with column:
            figure = recall(
                yearly_share,
                part,
                title=recall(_trend_title, part, place.year),
                breaks=recall(changed_years, seen, code),
                palette=pictures.palette(),
            )
            pictures.show(figure, f"school-{code}")
