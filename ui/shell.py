"""The frame around every page: page settings, selection, menu, errors in words.

At the end, the bar above the page: print the view, save its charts, send its address.
"""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import NoReturn
from urllib.parse import parse_qsl, urlencode

import streamlit as st
from streamlit.navigation.page import Page
from streamlit.runtime.scriptrunner import get_script_run_ctx

from access.gate import own_page
from access.rights import may_open
from data_model.errors import MonitorError
from data_model.people import Author, SavedView
from data_model.store.safety import last_copy
from indicators.wording import NBSP, date_short
from ui import (
    blocks,
    data,
    doors,
    heading,
    navigation,
    selection,
    session,
    wrong_address,
)
from ui.documents import documents
from ui.doors import part
from ui.monitoring import pictures
from ui.selection import DistrictYear
from ui.words import safe_markdown

MENU = 232
"""Pixels of the menu."""


def main() -> None:
    """Draw the frame, then the page that was asked for."""
    # the icon first: else the browser asks a foreign server for the icon of the page
    st.set_page_config(page_icon=navigation.ICON, layout="wide", initial_sidebar_state=MENU)
    page = st.navigation([row.page_to_run() for row in navigation.PAGES], position="hidden")
    try:
        with data.request_scope(), session.at_hand():
            draw(page)
    except MonitorError as error:
        blocks.trouble(error)


def draw(page: Page) -> None:
    """The head of the page with the choice of the view, the menu, the page itself."""
    row = navigation.entry_of(page)
    heading.begin(row.title, alone=row.alone)
    turn_away()
    if not may_open(data.person(), row.name):
        go_elsewhere(row)
    with heading.above():
        choose_view(row)
    selection.arrive(row.name)
    navigation.parts(row)
    with st.sidebar:
        sidebar(row)
    doors.say()
    misled(row)
    page.run()
    heading.settle()
    with heading.above():
        bar(row)


def choose_view(row: navigation.PageEntry) -> None:
    """District, year, roadmap and the search over everything."""
    who = data.person()
    if who.grants is None or who.municipalities():
        selection.frame(row.narrows)
        search_field()


def turn_away() -> None:
    """End the run of who has no session any more; note whose page this is, for its uploads."""
    who, context = data.person(), get_script_run_ctx()
    if who.grants is None:
        return
    if who.session is None:
        heading.title("Вход завершён")
        st.markdown("Вы вышли, или вход закрыт администратором. [Войти снова](/login)")
        heading.stop()
    if context is not None:
        own_page(context.session_id, who.session)


def go_elsewhere(row: navigation.PageEntry) -> NoReturn:
    """The page is not for this person: the first one goes over to the first that is."""
    open_ones = [one for one in navigation.PAGES if may_open(data.person(), one.name)]
    if open_ones and row is navigation.first():
        st.switch_page(open_ones[0].page(), query_params=selection.of_the_address())
    with st.sidebar:
        sidebar(row)
    heading.title("Эта страница вам не открыта")
    st.markdown("Кому что доступно, назначает администратор. Ваши страницы — в меню слева.")
    heading.stop()


def misled(row: navigation.PageEntry) -> None:
    """End the run where page, district or year of the address do not exist: nothing is shown then.

    For an unknown page the framework would show its first one.
    """
    if name := navigation.unknown():
        heading.title("Такой страницы нет")
        blocks.nothing_there(wrong_address.of_page(name))
    if found := selection.wrong():
        blocks.nothing_there(found)


def sidebar(row: navigation.PageEntry) -> None:
    """The name, the menu, what is known of the data and the person."""
    st.markdown(f"### {heading.PROGRAM}")
    who = data.person()
    navigation.menu(row)
    if told := "\n\n".join(lines_below_menu(who)):
        st.markdown(told)
    note(row)
    watch()


def lines_below_menu(who: Author) -> Iterator[str]:
    """What is known of the data and the person, a paragraph each."""
    if stamp := selection.invented():
        yield f":gray[:small[{safe_markdown(stamp)}]]"
    if day := copied_on(data.database_url()):
        yield f":gray[:small[Копия базы: {date_short(day)}]]"
    if who.session is not None:
        yield f"{safe_markdown(who.name)}, [выйти](/account)"


@st.cache_data(ttl=60, show_spinner=False)
def copied_on(url: str) -> date | None:
    """The day of the last copy; the folder of copies is looked into once a minute."""
    return last_copy(url)


EVERY = 5.0
"""Seconds."""
SEEN, THEME = "version", "theme"


def note(row: navigation.PageEntry) -> None:
    """Keep the version that this run shows, and say so when it is newer than the last.

    Of the district that is shown; of all of them where the page shows them all.
    """
    place = selection.place()
    whose = None if place is None or row.is_of_all else place.municipality
    session.remember(SEEN, (whose, data.version(whose)))
    session.remember(THEME, st.context.theme.type)
    if session.forget("updated"):
        st.toast("Данные обновлены", icon=":material/sync:")


@st.fragment(run_every=EVERY)
def watch() -> None:
    """Drawn once in the frame; runs by itself every few seconds.

    A page that was drawn for the other theme is drawn anew: its pictures have inks of their own.
    """
    whose, seen = session.remembered(SEEN)
    if data.version(whose) != seen:
        session.remember("updated", True)
        st.rerun()
    if st.context.theme.type != session.remembered(THEME):
        st.rerun()


WITH_CHARTS = {"overview", "matrix", "indicator", "school", "dynamics", "roadmap"}


@part
def bar(row: navigation.PageEntry) -> None:
    """«Печать» of the page itself, the format of its pictures, «Ссылка на этот вид»."""
    place = selection.place()
    is_shown = bool(place.year) if place else row.name == "districts"
    if not is_shown:
        return
    with st.container(horizontal=True, width="content"):
        st.link_button("Печать", "#print", key="print", icon=":material/print:", type="tertiary")
        if place is None:  # who sees a region has no district, of which a view would be kept
            return
        if row.name in WITH_CHARTS:
            dropped("Рисунки", "image", pictures.choose)
        dropped(views_told(), "bookmark", partial(views, row, place))
        dropped("Ссылка на этот вид", "link", partial(link, row, place))


def dropped(label: str, icon: str, draw: Callable[[], None]) -> None:
    """What hangs below a word of the bar, drawn when it is opened: most runs need none of it."""
    icon = f":material/{icon}:"
    with st.popover(
        label, icon=icon, type="tertiary", key=f"bar-{label}", on_change="rerun"
    ) as one:
        if one.open:
            draw()


def views(row: navigation.PageEntry, place: DistrictYear) -> None:
    saved_views(row.name, urlencode(query(row, place)))
    st.divider()
    day_of_terms()


def link(row: navigation.PageEntry, place: DistrictYear) -> None:
    st.markdown("Скопируйте адрес и отправьте: откроется та же страница с тем же выбором.")
    st.code(address(row, place), language=None, wrap_lines=True)


def address(row: navigation.PageEntry, place: DistrictYear) -> str:
    """The whole address of the view, also of what the address bar leaves out as usual."""
    here = (st.context.url or f"/{row.name}").split("?")[0]
    return f"{here}?{urlencode(query(row, place))}"


def query(row: navigation.PageEntry, place: DistrictYear) -> dict[str, str]:
    """The parts of that address."""
    chosen = {**selection.kept(row.carries), **selection.day_chosen(), **selection.tried()}
    return {selection.CODE: place.municipality, selection.YEAR: str(place.year), **chosen}


# what a person makes of a view: a name for it, the day of its terms

DAY = "DD.MM.YYYY"


def saved_views(page: str, query: str) -> None:
    """One's own views as links, and the form that names this one."""
    for one in data.store().saved_views():
        if one.page not in navigation.NAMED or not may_open(data.person(), one.page):
            continue
        with st.container(horizontal=True, vertical_alignment="center"):
            st.page_link(
                navigation.page(one.page),
                label=safe_markdown(one.name),
                query_params=dict(parse_qsl(one.query)),
            )
            if st.button("Убрать", key=f"view-{one.id}", type="tertiary"):
                doors.attempt(partial(view_removed, one))
    with st.form("view-name", border=False, clear_on_submit=True):
        name = st.text_input("Название этого вида", placeholder="Например: мои красные")
        if st.form_submit_button("Сохранить вид"):
            doors.attempt(lambda: view_kept(SavedView(name, page, query)))


def view_kept(view: SavedView) -> str:
    """Raises Refused without a name."""
    data.store().save_view(view)
    return "Вид сохранён, он открывается из «Виды» на любой странице."


def view_removed(view: SavedView) -> str:
    data.store().remove_view(view.id)
    return "Вид убран из списка."


def day_of_terms() -> None:
    """The day on which terms are looked at: today, or another one, kept in the address."""
    st.markdown("Сроки и просрочка считаются на этот день; данные остаются все.")
    asked = data.as_of()
    chosen = st.date_input("Сроки на день", value=asked or date.today(), format=DAY, key="as-of")
    wanted = chosen if isinstance(chosen, date) and chosen != date.today() else None
    if wanted != asked:
        selection.look_on(wanted)
        st.rerun()
    if asked and st.button("Вернуть сегодняшний день", type="tertiary"):
        selection.look_on(None)
        st.rerun()


def views_told() -> str:
    """«Виды», with the day of the terms where it is not today."""
    day = data.as_of()
    return f"На {date_short(day)}" if day else "Виды"


# the search over everything: a school, an indicator, a document or a page, from every page

SEARCH = "search"
Found = tuple[str, str, str]
"""The page, the part of its address and the value of it; both empty of a bare page."""


def search_field() -> None:
    """One field above each page; a choice leads there at once."""
    place = selection.place()
    if place is None or not place.year:
        return
    options = things_to_find(place)
    st.selectbox(
        "Поиск: школа, показатель, документ",
        list(options),
        index=None,
        key=session.fresh_key(SEARCH),
        format_func=options.__getitem__,
        placeholder="Поиск: школа, показатель, документ",
        label_visibility="collapsed",
        on_change=follow_search,
    )


def follow_search() -> None:
    """Go to what was chosen; the field is empty there."""
    chosen: Found | None = session.widget_value(session.fresh_key(SEARCH))
    if chosen is None:
        return
    session.renew(SEARCH)
    page, name, value = chosen
    query = {name: value} if name else None
    st.switch_page(navigation.page(page), query_params=query)


@data.kept
def things_to_find(place: DistrictYear) -> dict[Found, str]:
    """Everything that this person can find, with the words by which it is found."""
    roadmap = data.roadmap(place.municipality, place.year)
    schools = data.expected(place.municipality, place.year)
    rows, numbers = roadmap.activities, selection.INDICATOR
    things: dict[Found, str] = {
        **{("indicator", numbers, row.number): f"№{NBSP}{row.number} {row.short}" for row in rows},
        **{("school", selection.SCHOOL, one.code): one.name.short for one in schools},
        **{
            ("documents", "kind", kind): f"Документ: {title}"
            for kind, title in documents.ON_PAGE.items()
        },
        **{(row.name, "", ""): f"Страница: {row.title}" for row in navigation.PAGES},
    }
    who = data.person()
    open_pages = {row.name for row in navigation.PAGES if may_open(who, row.name)}
    return {found: text for found, text in things.items() if found[0] in open_pages}
