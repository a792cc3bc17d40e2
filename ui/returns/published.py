"""What a closed year says of a school: its figures beside those of the district, and advice.

The district's figures are those that anybody may read, masked as for publication. They are read
past the row scope of the school, here and nowhere else, and nothing but them leaves this module.
"""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd
import streamlit as st

from data_model.people import PROGRAM
from data_model.snapshot import Snapshot
from data_model.store.access import acting
from indicators import wording
from indicators.plan_fact_row import PlanFactRow
from reports.compose import advice
from reports.handover import collect
from reports.summary import Recommendation
from ui import data, tables
from ui.monitoring import frames
from ui.selection import DistrictYear
from ui.words import quiet, safe_markdown


class Published(NamedTuple):
    """A row of a closed year: the school's own figure, and the district's as it is published."""

    own: PlanFactRow
    district: PlanFactRow


def section(place: DistrictYear, org: str) -> None:
    """Figures and recommendations of a year that is closed; a word where it is not yet."""
    st.header("Ваши цифры рядом с районом", anchor=False)
    if place.year not in data.snapshot(place.municipality).closed_years:
        quiet(f"Появятся, когда район подведёт итоги и закроет {place.year} год.")
        return
    found = rows(place, org)
    if found:
        tables.table(
            table(found),
            key=f"published-{org}",
            alt="Цифры школы и района",
            file_name=f"Цифры школы, {place.year}.xlsx",
            whole=lambda: in_numbers(found),
        )
        quiet("Цифры района — как в опубликованных итогах: малые группы скрыты.")
    recommendations(place, org)


@data.kept
def rows(place: DistrictYear, org: str) -> tuple[Published, ...]:
    """The rows that the school has, each beside the district's."""
    material = collect(_whole(place), place.year, public=True)
    district = {row.code: row for row in material.district}
    own = data.plan_fact(place.municipality).of_place(org, place.year)
    return tuple(Published(one, district[one.code]) for one in own if one.code in district)


@data.kept
def advised(place: DistrictYear, org: str) -> tuple[Recommendation, ...]:
    """What the document «Адресные рекомендации» asks of the school, as it may be published."""
    material = collect(_whole(place), place.year, public=True)
    return advice.for_school(material, org).items if org in material.by_school else ()


def _whole(place: DistrictYear) -> Snapshot:
    """All data of the district. Only what is published may be handed on from it."""
    store = data.store()
    with acting(PROGRAM):
        return store.snapshot(place.municipality)


def table(found: Sequence[Published]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "№": one.own.indicator,
                "Показатель": one.own.title,
                "Ваша школа": wording.fact_cell(one.own),
                "Район": wording.fact_cell(one.district),
                "План района": wording.target(one.district),
                "Оценка района": judged(one.district),
            }
            for one in found
        ]
    )


def in_numbers(found: Sequence[Published]) -> pd.DataFrame:
    """The same in a file: figures and plan as numbers, what is hidden is empty."""
    made = pd.DataFrame(
        [
            {
                "№": one.own.indicator,
                "Показатель": one.own.title,
                **frames.fact_in_units("Ваша школа", one.own),
                **frames.fact_in_units("Район", one.district),
                "План района, условие": wording.condition(one.district),
                **frames.in_units("План района", one.district.target, one.district),
                "Оценка района": judged(one.district),
            }
            for one in found
        ]
    )
    return made.dropna(axis="columns", how="all")


def judged(row: PlanFactRow) -> str:
    """The verdict as it is published; of a hidden figure none."""
    return "скрыто" if row.masked else wording.status_text(wording.shown_status(row))


def recommendations(place: DistrictYear, org: str) -> None:
    found = advised(place, org)
    if not found:
        return
    st.header("Рекомендации школе", anchor=False)
    for one in found:
        term = f" Срок: {one.term.text}." if one.term.text else ""
        told = f"{one.action.rstrip('.')}. Основание: {one.finding.rstrip('.')}.{term}"
        st.markdown(f"- {safe_markdown(told)}")
