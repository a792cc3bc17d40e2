"""Ways between the monitoring pages: from a figure to its origin, its school, its row.

Links of a page, addresses for the links of a table, and where a click on a picture goes.
"""

from collections.abc import Iterable
from urllib.parse import quote_plus, urlencode

import streamlit as st

from indicators.plan_fact_row import PlanFactRow
from ui import navigation, selection, session
from ui.words import safe_markdown


def origin_link(
    indicator: str,
    org: str,
    label: str = "Исходные данные",
    icon: str = ":material/account_tree:",
) -> None:
    """A link from a figure to the files and cells that it was made from.

    ``org``: code of a school, or of the municipality for the district's figure.
    """
    st.page_link(
        navigation.page("provenance"),
        label=label,
        icon=icon,
        query_params={selection.INDICATOR: indicator, selection.SCHOOL: org},
    )


def indicator_link(indicator: str, label: str) -> None:
    st.page_link(
        navigation.page("indicator"), label=label, query_params={selection.INDICATOR: indicator}
    )


def page_link(name: str, label: str) -> None:
    st.page_link(navigation.page(name), label=label)


def address(page: str, /, **wanted: str) -> str:
    """Where a link in a table leads: a page for this district and year, and what is ``wanted``.

    Another ``year`` may be among it.
    """
    here = selection.place()
    frame = selection.district_and_year(here) | selection.day_chosen() if here else {}
    return f"./{page}?{urlencode({**frame, **wanted})}"


def addresses(page: str, name: str, values: Iterable[str], /, **beside: str) -> list[str]:
    """The same for a column: ``name`` is what the links differ in, ``beside`` what they share."""
    others = {one: value for one, value in beside.items() if one != name}
    begun = address(page, **others, **{name: ""})
    return [f"{begun}{quote_plus(value)}" for value in values]


def this_page(**wanted: str) -> str:
    """The page that is shown, with its choices and what is ``wanted`` beside them."""
    return address(selection.here(), **{**selection.tried(), **wanted})


def along_this_page(name: str, values: Iterable[str]) -> list[str]:
    """The same for a column of links that differ in ``name``."""
    return addresses(selection.here(), name, values, **selection.tried())


def whole_sheet(label: str) -> None:
    """A link to the sheet of this page with all rows, where the page shows them in parts."""
    here = selection.place()
    if here is None:
        return
    wanted = {selection.CODE: here.municipality, selection.YEAR: str(here.year)}
    wanted |= selection.roadmap_chosen() | selection.day_chosen()
    wanted |= {**selection.kept(selection.KEPT), **selection.tried()}
    address = f"./print/{selection.here()}?{urlencode(wanted)}"
    st.link_button(safe_markdown(label), address, icon=":material/print:", type="tertiary")


def origin(indicator: str, org: str, **wanted: str) -> str:
    """Address of the origin of a figure; ``org`` as in ``origin_link``."""
    return address("provenance", indicator=indicator, school=org, **wanted)


def origins(indicator: str, orgs: Iterable[str]) -> list[str]:
    """The same for a column: addresses of one indicator's figures, organisation by organisation."""
    return addresses("provenance", selection.SCHOOL, orgs, indicator=indicator)


def to_origin(indicator: str, org: str, year: str | None = None) -> None:
    """Go to the origin of a figure; called from a click, so the year may still be changed."""
    if year:
        session.set_widget(selection.YEAR, int(year))
    st.switch_page(
        navigation.page("provenance"),
        query_params={selection.INDICATOR: indicator, selection.SCHOOL: org},
    )


def to_indicator(indicator: str) -> None:
    st.switch_page(navigation.page("indicator"), query_params={selection.INDICATOR: indicator})


def to_indicator_of(municipality: str, row: PlanFactRow) -> None:
    """Go to a row of another district, in its own year; called from a click."""
    session.remember(selection.DISTRICT, municipality)
    session.set_widget(selection.YEAR, row.year)
    wanted = {selection.INDICATOR: row.in_order, selection.ROADMAP: row.roadmap}
    st.switch_page(navigation.page("indicator"), query_params=wanted)


def to_school(org: str) -> None:
    st.switch_page(navigation.page("school"), query_params={selection.SCHOOL: org})
