"""Goals: which of them no indicator serves, and a table to name them."""

import pandas as pd
import streamlit as st

from data_model.errors import Refused
from data_model.roadmap import Roadmap
from indicators.terms import goal_coverage, goals_answer, outside_goals
from indicators.wording import NBSP
from loaders.roadmaps.editions import GOAL, ROWS, goal_lines, with_goals
from ui import data, offered, proposals, tables, words
from ui.proposals import Proposal
from ui.roadmap import editions
from ui.selection import DistrictYear


def draw(place: DistrictYear) -> None:
    """The answer, the coverage, the rows without a goal, the table to mend."""
    roadmap = data.roadmap(place.municipality, place.year)
    words.answer(f"{goals_answer(roadmap, place.year)}.")
    if roadmap.goals:
        coverage(roadmap, place.year)
    mend(place, roadmap.as_written)


def coverage(roadmap: Roadmap, year: int) -> None:
    """Each goal with its rows, and how many of them have a target in the year."""
    lines = [
        {
            "Цель": one.goal.title,
            "Строки карты": ", ".join(row.number for row in one.rows),
            f"С планом на {year}": one.measured,
            "Замечание": one.finding,
        }
        for one in goal_coverage(roadmap, year)
    ]
    tables.table(
        pd.DataFrame(lines),
        key="goal-coverage",
        alt="Цели дорожной карты и их показатели",
        file_name=f"Цели и показатели {year}.xlsx",
    )
    if outside := outside_goals(roadmap):
        named = "; ".join(f"№{NBSP}{row.number} {row.short or row.title}" for row in outside)
        words.quiet(f"Не отнесены ни к одной цели: {named}.")


def mend(place: DistrictYear, roadmap: Roadmap) -> None:
    """Goals as a table; what is saved is the next edition."""
    if not offered.may_or_told("save_roadmap"):
        return
    st.header("Назвать цели", anchor=False)
    if roadmap.parts:
        st.markdown("Цели называют у каждой карты: выберите её над страницей.")
        return
    newest = newest_edition(place, roadmap)
    if newest != roadmap:
        st.markdown(
            f"Цели меняют в последней редакции ({newest.edition}): выберите год, где она действует."
        )
        return
    st.markdown(
        "Цель берут из вводной части приказа, строки — из таблицы, через запятую. "
        "Сохранённое становится следующей редакцией карты."
    )
    edited = st.data_editor(
        pd.DataFrame(goal_lines(roadmap), columns=[GOAL, ROWS], dtype="str"),
        num_rows="dynamic",
        hide_index=True,
        key=f"goals-{roadmap.code}-{roadmap.edition}",
        column_config={
            GOAL: st.column_config.TextColumn(width=560),
            ROWS: st.column_config.TextColumn(help=f"Есть строки: {numbers(roadmap)}"),
        },
        placeholder="",
        alt="Цели дорожной карты",
    )
    key = f"goals-{place.municipality}"
    if not proposals.draw(key) and st.button("Сохранить цели", type="primary"):
        proposals.ask(key, lambda: proposal(place, edited))


def numbers(roadmap: Roadmap) -> str:
    return ", ".join(row.number for row in roadmap.activities)


def newest_edition(place: DistrictYear, roadmap: Roadmap) -> Roadmap:
    """The last edition of the same roadmap, whatever year it is in force from."""
    stored = data.store().roadmap_editions(place.municipality)
    return next(one.roadmap for one in stored if one.roadmap.code == roadmap.code)


def proposal(place: DistrictYear, edited: pd.DataFrame) -> Proposal:
    """The edition with the goals of the table. Raises WrongDefinition where a row is unknown."""
    roadmap = data.roadmap(place.municipality, place.year).as_written
    changed = with_goals(roadmap, zip(edited[GOAL].tolist(), edited[ROWS].tolist(), strict=True))
    if changed == roadmap:
        raise Refused("Цели не изменились: сохранять нечего.")
    return editions.proposal(changed, place.municipality)
