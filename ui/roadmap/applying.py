"""The last step of a new edition: from which year, what changes, and only then «Сохранить»."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
import streamlit as st

from data_model.errors import MonitorError
from data_model.roadmap import Roadmap
from indicators.wording import listed
from loaders.previews import is_over
from loaders.roadmaps.editions import (
    RoadmapChange,
    as_edition,
    changes,
    of_same_act,
    predecessor,
)
from ui import blocks, data, doors, offered, proposals, tables
from ui.roadmap import desk, editions
from ui.selection import DistrictYear
from ui.words import safe_markdown

TALL = 62
"""Height of a row in pixels, so that both values can be read."""


def draw(place: DistrictYear, roadmap: Roadmap) -> None:
    """Whose edition it is, from which year, what it changes; then «Сохранить»."""
    in_force = data.roadmaps(place.municipality)
    code = whose(roadmap, in_force)
    roadmap = replace(roadmap, code=code)
    before = predecessor(roadmap, in_force)
    st.header("Что изменится", anchor=False)
    start = start_year(place, roadmap, is_first=before is None)
    edition = as_edition(roadmap, start, in_force, code)
    is_alone = start not in in_force
    show(changes(edition, start, in_force), start, is_new=before is None, is_alone=is_alone)
    if before:
        keeping(place, roadmap, start)
    judging(place, edition)


NEW = "новая карта рядом с имеющимися"


def whose(roadmap: Roadmap, in_force: Mapping[int, Roadmap]) -> str:
    """The code of the roadmap whose edition this is, or of a new one: a person says which.

    The same act is the same roadmap; another act is another one, unless somebody says so.
    """
    known = {part.code: part.title for one in in_force.values() for part in one.each}
    if not known:
        return roadmap.code
    same = of_same_act(roadmap, in_force)
    usual = same.code if same else roadmap.code
    options = {"": NEW, **{code: f"редакция карты «{title}»" for code, title in known.items()}}
    with st.container(width=640):
        chosen = st.selectbox(
            "Что это",
            list(options),
            format_func=options.__getitem__,
            index=list(options).index(usual) if usual in options else 0,
            key=f"whose-{roadmap.code}",
            help="Карты одного района действуют рядом: бланк у школы один, вопросы не повторяются.",
        )
        if chosen:
            return chosen
        free = roadmap.code if roadmap.code not in known else f"{roadmap.code}-2"
        return st.text_input(
            "Код новой карты",
            value=free,
            help="Строчные латинские буквы, цифры и дефис. Стоит в ссылках и в коде бланка.",
            key=f"code-{roadmap.code}",
        )


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
    asked = editions.proposal(edition, place.municipality, reason.strip())
    try:
        seen = asked.foresee()
    except MonitorError as error:
        blocks.trouble(error)
        return
    proposals.show(seen, key)
    if seen.shared:
        shared = "; ".join(f"«{safe_markdown(one.text)}»" for one in seen.shared)
        st.markdown(f"Общие вопросы с другими картами, школа отвечает один раз: {shared}.")
    if seen.spared:
        kept = listed([str(year) for year in seen.spared])
        why = "остаются по прежней редакции" if seen.before else "закрыты и не меняются"
        st.markdown(f"Уже завершились и {why}: {kept}.")
    if offered.may_or_told("save_roadmap", place.municipality) and st.button(
        "Сохранить редакцию", type="primary"
    ):
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


def show(found: tuple[RoadmapChange, ...], start: int, *, is_new: bool, is_alone: bool) -> None:
    if is_alone:
        st.markdown(f"На {start} год дорожной карты ещё нет: это первая редакция.")
    elif is_new:
        st.markdown("Это первая редакция: карта встанет рядом с имеющимися, их строки не меняются.")
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
        )


def keeping(place: DistrictYear, roadmap: Roadmap, start: int) -> None:
    """Which years stay with the edition they have."""
    closed = {one.year for one in data.closures(place.municipality)}
    kept = [str(year) for year in roadmap.years if year < start or year in closed]
    if kept:
        st.markdown(f"По прежней редакции остаются: {listed(kept)}.")


def save(municipality: str, edition: Roadmap, reason: str = "") -> str:
    """Store the edition; it is foreseen anew, so what is stored is what is said."""
    asked = editions.proposal(edition, municipality, reason.strip())
    said = asked.store(asked.foresee(), reason.strip())
    desk.clear(municipality)
    return said
