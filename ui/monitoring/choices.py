"""What can be chosen on the monitoring pages: rows of the roadmap, schools, the district."""

from collections.abc import Sequence
from typing import NoReturn

import streamlit as st

from data_model.places import Organisation
from data_model.roadmap import Kind, Roadmap
from indicators.plan_fact_row import PlanFact, PlanFactRow
from indicators.wording import NBSP
from ui import blocks, data, heading, selection, wrong_address
from ui.selection import DistrictYear
from ui.wrong_address import WrongAddress

CHOICE = 480
"""Width of a choice in pixels: longer names than that are rare."""
WHOLE = "Район в целом"


def indicator(place: DistrictYear, kinds: frozenset[Kind] = frozenset(Kind)) -> str:
    """Row number of the chosen row; a growing share is what a person sees first.

    Ends the page where the address asks for a row that this roadmap, or this page, has not.
    """
    number = _indicator(place, kinds)
    if number is None:
        no_indicator(place)
    heading.thing(district_row(place, number).quoted, selection.place_name(place))
    return number


def _indicator(place: DistrictYear, kinds: frozenset[Kind] = frozenset(Kind)) -> str | None:
    """The choice itself; None where the row of the address is not offered."""
    roadmap = data.roadmap(place.municipality, place.year)
    options = {
        row.number: f"№{NBSP}{row.number} {row.short or row.title}"
        for row in roadmap.activities
        if row.indicator.kind in kinds
    }
    if not options:
        st.info(f"В дорожной карте {place.year} года таких показателей нет.")
        heading.stop()
    with st.container(width=CHOICE):
        return selection.indicator(options, usual=first_growing(roadmap))


def no_indicator(place: DistrictYear) -> NoReturn:
    """The row of the address is not in this roadmap, or not on this page: where it is."""
    number = selection.asked_for(selection.INDICATOR)
    seen = data.snapshot(place.municipality)
    blocks.nothing_there(wrong_address.of_indicator(seen, place.year, number))


def first_growing(roadmap: Roadmap) -> str:
    """The first row that asks for growth; empty where none does."""
    growing = (row.number for row in roadmap.activities if row.indicator.kind is Kind.GROWING_SHARE)
    return next(growing, "")


def school(place: DistrictYear) -> str:
    """Code of a school that is awaited in the chosen year; ends the page where it is not."""
    names = school_names(place)
    if not names:
        blocks.no_school_is_awaited(place)
    with st.container(width=CHOICE):
        code = selection.school(names)
    if code is None:
        no_school(place)
    heading.thing(names[code], selection.place_name(place))
    return code


def no_school(place: DistrictYear) -> NoReturn:
    """The school of the address is not awaited in this year: the page says so and ends."""
    blocks.nothing_there(why_no_school(place))


def why_no_school(place: DistrictYear) -> WrongAddress:
    """Why the school of the address is not awaited in this year, and when it was."""
    code = selection.asked_for(selection.SCHOOL)
    seen = data.snapshot(place.municipality)
    return wrong_address.of_school(seen, place.year, code, data.store())


def school_names(place: DistrictYear) -> dict[str, str]:
    """Code -> present short name of the awaited schools and branches."""
    return _names(data.expected(place.municipality, place.year))


def _names(places: Sequence[Organisation]) -> dict[str, str]:
    return {one.code: one.name.short for one in places}


def figure(place: DistrictYear) -> tuple[str, str | None]:
    """A row of the roadmap, and the code of a school; None for the district as a whole.

    Ends the page where the address asks for a row or a school that is not there.
    """
    with st.container(horizontal=True):
        number, org = _indicator(place), _whose(place)
    if number is None:
        no_indicator(place)
    if org is None:
        no_school(place)
    whose = "" if org == place.municipality else f", {school_names(place)[org]}"
    heading.thing(f"{district_row(place, number).quoted}{whose}", selection.place_name(place))
    return number, None if org == place.municipality else org


def _whose(place: DistrictYear) -> str | None:
    """Code of a school, or of the municipality for the district as a whole, which stands first."""
    names = {place.municipality: WHOLE, **school_names(place)}
    with st.container(width=CHOICE):
        return selection.school(names, label="Организация")


def organisation(place: DistrictYear, code: str) -> Organisation:
    """The place with this code, in the register of the district."""
    seen = data.snapshot(place.municipality).organisations
    return next(one for one in seen if one.code == code)


def kinds(place: DistrictYear) -> dict[str, str]:
    """Code -> type of organisation: СОШ, ООШ, НОШ, филиал."""
    return _kinds(data.expected(place.municipality, place.year))


def _kinds(places: Sequence[Organisation]) -> dict[str, str]:
    return {one.code: str(one.kind) for one in places}


def district_rows(place: DistrictYear) -> tuple[PlanFactRow, ...]:
    """The district's rows of the chosen year, in the order of the roadmap."""
    return rows_of(place, None, place.year)


def district_row(place: DistrictYear, number: str) -> PlanFactRow:
    """The district's row with this number."""
    return next(row for row in district_rows(place) if row.indicator == number)


def district_of(place: DistrictYear, code: str) -> PlanFactRow:
    """The district's row of the indicator with this code."""
    return next(row for row in district_rows(place) if row.code == code)


def school_rows(place: DistrictYear, code: str | None = None) -> tuple[PlanFactRow, ...]:
    """School rows of the chosen year, of one indicator where its code is named."""
    return PlanFact.schools(data.plan_fact(place.municipality), place.year, code)


def rows_of(
    place: DistrictYear, org: str | None, year: int | None = None
) -> tuple[PlanFactRow, ...]:
    """Rows of a school, or of the district (None), of one year or of all."""
    return PlanFact.of_place(data.plan_fact(place.municipality), org, year)


def years_of(place: DistrictYear, code: str, org: str | None = None) -> tuple[PlanFactRow, ...]:
    """An indicator of the district, or of a school, in all its years."""
    return tuple(row for row in rows_of(place, org) if row.code == code)


def row_of(place: DistrictYear, number: str, org: str | None) -> PlanFactRow:
    """The row of a school, or of the district; ends the page where the school has none."""
    row = data.plan_fact(place.municipality).numbered(place.year, number, org)
    if row is None:
        st.info(f"По этому показателю отвечает только район. Выберите «{WHOLE}».")
        heading.stop()
    return row
