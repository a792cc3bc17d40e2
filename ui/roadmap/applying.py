"""The last step of a new edition: from which year, what changes, and only then «Сохранить»."""

import pandas as pd
import streamlit as st

from data_model.errors import MonitorError
from data_model.roadmap import Roadmap
from indicators.wording import listed
from loaders.previews import is_over
from loaders.roadmaps.diff import RoadmapChange
from loaders.roadmaps.edition import as_edition, changes, predecessor
from ui import blocks, data, doors, proposals, tables
from ui.roadmap import desk, roadmaps
from ui.selection import DistrictYear

TALL = 62
"""Height of a row in pixels, so that both values can be read."""


def draw(place: DistrictYear, roadmap: Roadmap, *, read: bool) -> None:
    """``read``: the roadmap comes from an order and not from definitions."""
    in_force = data.snapshot(place.municipality).roadmaps
    before = predecessor(roadmap, in_force)
    st.subheader("Что изменится", anchor=False)
    start = start_year(place, roadmap, is_first=before is None)
    edition = as_edition(roadmap, start, in_force, read)
    show(changes(edition, start, in_force), start, is_new=start not in in_force)
    keeping(place, roadmap, start)
    judging(place, edition)


def judging(place: DistrictYear, edition: Roadmap) -> None:
    """Figures and verdicts that turn, the years that are over, and «Сохранить»."""
    key = f"edition-{edition.code}"
    over = [str(year) for year in edition.years if edition.covers(year) and is_over(year)]
    reason = ""
    if over:
        reason = st.text_input(
            f"Причина, если редакция действует и за завершившиеся годы ({listed(over)})",
            help="Без причины завершившиеся годы, где строки отличаются, остаются по прежней.",
            key=f"{key}-why",
        )
    asked = roadmaps.proposal(edition, place.municipality, reason.strip())
    try:
        seen = asked.foresee()
    except MonitorError as error:
        blocks.trouble(error)
        return
    proposals.show(seen, key)
    if seen.spared:
        kept = listed([str(year) for year in seen.spared])
        st.markdown(f"Уже завершились и остаются по прежней редакции: {kept}.")
    if st.button("Сохранить редакцию", type="primary"):
        doors.attempt(lambda: save(place.municipality, edition, reason))


def start_year(place: DistrictYear, roadmap: Roadmap, *, is_first: bool) -> int:
    """The first year that the edition counts for; the whole span where it is the first."""
    years = roadmap.years
    usual = years.index(place.year) if place.year in years and not is_first else 0
    with st.container(width=260):
        return st.selectbox(
            "Действует с года",
            years,
            index=usual,
            key=f"start-{roadmap.code}",
            help="Годы до него считаются по прежней редакции.",
        )


def show(found: tuple[RoadmapChange, ...], start: int, *, is_new: bool) -> None:
    if is_new:
        st.markdown(f"На {start} год дорожной карты ещё нет: это первая редакция.")
    elif not found:
        st.markdown(f"От действующей на {start} год редакции ничем не отличается.")
    else:
        st.markdown(f"Отличий от действующей на {start} год редакции — {len(found)}.")
        tables.table(
            pd.DataFrame(
                {
                    "Строка": [change.row or "карта" for change in found],
                    "Поле": [change.field for change in found],
                    "Было": [change.old for change in found],
                    "Станет": [change.new for change in found],
                }
            ),
            key="edition-changes",
            alt="Отличия новой редакции",
            file_name="Отличия редакций.xlsx",
            columns=dict.fromkeys(("Было", "Станет"), st.column_config.TextColumn(width=400)),
            row_height=TALL,
        )


def keeping(place: DistrictYear, roadmap: Roadmap, start: int) -> None:
    """Which years stay with the edition they have."""
    closed = data.snapshot(place.municipality).closed_years
    kept = [str(year) for year in roadmap.years if year < start or year in closed]
    if kept:
        st.markdown(f"По прежней редакции остаются: {listed(kept)}.")


def save(municipality: str, edition: Roadmap, reason: str = "") -> str:
    """Store the edition; it is foreseen anew, so what is stored is what is said."""
    asked = roadmaps.proposal(edition, municipality, reason.strip())
    said = asked.store(asked.foresee(), reason.strip())
    desk.clear(municipality)
    return said
