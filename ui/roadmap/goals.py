"""What the rows serve: goals, which of them no indicator serves; rows of the region's roadmap.

Goals are named in a table. Rows of the region that a row of the district answers are proposed by
their words and linked by a person, here or in the file of the roadmap.
"""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from data_model.errors import Refused
from data_model.places import region_code, region_of
from data_model.roadmap import Roadmap
from indicators import wording
from indicators.region import links_otherwise
from indicators.terms import goal_coverage, goals_answer, outside_goals
from indicators.wording import NBSP
from loaders.roadmaps.editions import (
    GOAL,
    ROWS,
    Ground,
    ParentMatch,
    goal_lines,
    links_of,
    parent_matches,
    rows_of_region,
    standing,
    unanswered,
    with_goals,
    with_parents,
)
from ui import blocks, data, offered, proposals, tables, words
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


# the rows of the region's roadmap that the district's rows answer

OWN, ABOVE, GROUND, UNLIKE = "Строка района", "Строка карты региона", "Предложение", "Различие"
NO_REGION = "Район не отнесён к региону: его указывают в «Органах и должностях»."
NO_ROADMAP = (
    "У региона «{region}» своей карты в программе нет: её загружает сотрудник региона на странице "
    "«Регион», раздел «План региона»."
)


def regional_of(municipality: str) -> tuple[Roadmap, ...]:
    """The roadmaps of the region that a district belongs to; a region belongs to none."""
    region = "" if region_of(municipality) else data.whole(municipality).municipality.region
    return standing(data.store().roadmap_editions(region_code(region))) if region else ()


def rows_above(municipality: str) -> dict[str, str]:
    """The rows of the region's roadmaps, in words by what rows of districts name them."""
    return {key: one.words for key, one in rows_of_region(regional_of(municipality)).items()}


def parents(place: DistrictYear) -> None:
    """Which row of the region each row answers: as confirmed, as proposed; a table to link."""
    regional = regional_of(place.municipality)
    if not regional:
        region = data.whole(place.municipality).municipality.region
        words.quiet(NO_ROADMAP.format(region=region) if region else NO_REGION)
        if not region:
            blocks.link_to_offices()
        return
    roadmap = data.roadmap(place.municipality, place.year).as_written
    if roadmap.parts:
        st.markdown("Строки связывают у каждой карты: выберите её над страницей.")
        return
    newest = newest_edition(place, roadmap)
    matches = parent_matches(newest, regional)
    silent = unanswered(matches, regional)
    words.answer(linked_sentence(matches))
    if silent:
        numbers = ", ".join(one.row.number for one in silent)
        words.quiet(f"Строки карты региона, которым в этой карте ничто не отвечает: {numbers}.")
    link(place, newest, matches, regional)


def linked_sentence(matches: Sequence[ParentMatch]) -> str:
    """«Связаны 10 из 12 строк; предложено — 2, подтвердите.»"""
    linked = sum(one.ground is Ground.CONFIRMED for one in matches)
    proposed = sum(one.is_proposed for one in matches)
    told = f"Связаны с картой региона {wording.of(linked, len(matches))} строк"
    return f"{told}; предложено — {proposed}, подтвердите." if proposed else f"{told}."


def link(
    place: DistrictYear,
    roadmap: Roadmap,
    matches: Sequence[ParentMatch],
    regional: Sequence[Roadmap],
) -> None:
    """The table of links, to be mended by whoever saves roadmaps; else to be read."""
    told = unlike(place)
    lines = pd.DataFrame([line(one, told) for one in matches], columns=[OWN, ABOVE, GROUND, UNLIKE])
    lines = lines.drop(columns=[name for name in (GROUND, UNLIKE) if (lines[name] == "").all()])
    if not offered.may_or_told("save_roadmap"):
        tables.table(
            lines, key="parents", alt="Строки района и региона", file_name="Строки региона.xlsx"
        )
        return
    names = {one.words: key for key, one in rows_of_region(regional).items()}
    edited = st.data_editor(
        lines,
        hide_index=True,
        disabled=[OWN, GROUND, UNLIKE],
        key=f"parents-{roadmap.code}-{roadmap.edition}",
        column_config={
            OWN: st.column_config.TextColumn(width=205),
            ABOVE: st.column_config.SelectboxColumn(options=[*names], width=200),
            GROUND: st.column_config.TextColumn(width=350),
            UNLIKE: st.column_config.TextColumn(width=345),
        },
        height=tables.fitting(lines),
        placeholder="",
        alt="Строки района и строки карты региона",
    )
    key = f"parents-{place.municipality}"
    if proposals.draw(key):
        return
    said = {
        one.row.number: names.get(str(above), one.row.parent_row if one.parent is None else "")
        for one, above in zip(matches, edited[ABOVE].tolist(), strict=True)
    }
    proposed = {
        one.row.number: one.parent.reference for one in matches if one.is_proposed and one.parent
    }
    with st.container(horizontal=True):
        if st.button("Сохранить связи", type="primary"):
            proposals.ask(key, lambda: linking(place, roadmap, said, regional))
        if proposed and st.button(f"Подтвердить предложенные ({len(proposed)})"):
            proposals.ask(key, lambda: linking(place, roadmap, proposed, regional))


@data.kept_for_all
def unlike(place: DistrictYear) -> dict[str, str]:
    """Code of a row → why it would not be in the sum of the region."""
    regional = regional_of(place.municipality)
    written = data.roadmap(place.municipality, place.year).as_written
    roadmap = newest_edition(place, written)
    return links_otherwise(roadmap, regional, links_of(parent_matches(roadmap, regional)))


def line(one: ParentMatch, unlike: Mapping[str, str]) -> dict[str, str | None]:
    """A row beside what it answers; what is only proposed stands in a column of its own."""
    confirmed = one.ground is Ground.CONFIRMED
    words_above = one.parent.words if one.parent else ""
    lost = f"«{one.row.parent_row}» в карте региона нет" if confirmed and not one.parent else ""
    return {
        OWN: f"{one.row.number}. {one.row.short or one.row.title}",
        ABOVE: (words_above or None) if confirmed else None,
        GROUND: lost or (f"{words_above} ({one.ground})" if one.is_proposed else ""),
        UNLIKE: unlike.get(one.row.indicator.code, ""),
    }


def linking(
    place: DistrictYear, roadmap: Roadmap, links: Mapping[str, str], regional: Sequence[Roadmap]
) -> Proposal:
    """The edition with these links. Raises WrongDefinition where two rows would answer one."""
    changed = with_parents(roadmap, links, regional)
    if changed == roadmap:
        raise Refused("Связи не изменились: сохранять нечего.")
    return editions.proposal(changed, place.municipality)
