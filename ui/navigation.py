"""The menu: six places and the settings, and the pages that are their parts.

The file name of a page is its address; no address has ever changed when a page got another place.
"""

from base64 import b64encode
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import Page
from streamlit.runtime.scriptrunner import get_script_run_ctx

from access.rights import may_open
from indicators.region import have_shared
from ui import data, selection


@data.kept_for_all
def have_shared_indicators() -> bool:
    """Whether several districts measure one indicator in one year, or a region is looked at."""
    if data.person().regions():
        return True
    store = data.store()
    return have_shared([store.roadmaps(code) for code in data.municipality_names()])


HOUSE = Path(__file__).parent.parent
ICON = "data:image/svg+xml;base64," + b64encode(
    (Path(__file__).parent / "static" / "icon.svg").read_bytes()
).decode("ascii")
"""The icon of the browser's tab, whole: no file is looked at when a page is drawn."""


def always() -> bool:
    return True


@dataclass(frozen=True, slots=True)
class MenuPlace:
    """A row of the menu: one or several pages stand behind it, as parts of one place."""

    title: str
    icon: str


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One page: its file, its title, the place of the menu that it is a part of.

    ``carries`` are the parts of the selection that its link takes along; ``offered`` says
    whether it is shown; ``is_of_all``: it shows all districts, not only the chosen one;
    ``alone``: its title is the thing looked at, without the page's name.
    """

    file: str
    title: str
    place: MenuPlace
    carries: tuple[str, ...] = ()
    offered: Callable[[], bool] = always
    is_of_all: bool = False
    alone: bool = False

    @property
    def name(self) -> str:
        return self.file.rpartition("/")[2].removesuffix(".py")

    def page(self) -> Page:
        """The page as links know it."""
        return built(self, get_script_run_ctx() is not None)

    @property
    def narrows(self) -> bool:
        """Whether one of several roadmaps may be chosen: where rows and figures are shown."""
        is_of_rows = self.place in {HOME, INDICATORS, SCHOOLS, DOCUMENTS} or self.name == "roadmap"
        return is_of_rows and self.name != "districts"

    def page_to_run(self) -> Page:
        """The page of this run: the framework marks the one it shows, so each run has its own."""
        return copy(self.page())


@cache
def built(row: PageEntry, in_a_run: bool) -> Page:
    """The page as the framework has it; it looks at the file, which is not done at each click.

    ``in_a_run``: outside a run of the script the framework makes but half a page.
    """
    return st.Page(
        HOUSE / row.file,
        title=row.title,
        icon=f":material/{row.place.icon}:",
        url_path=row.name,
        default=row is first(),
    )


HOME = MenuPlace("Главная", "home")
INDICATORS = MenuPlace("Показатели", "show_chart")
SCHOOLS = MenuPlace("Школы", "school")
RETURNS = MenuPlace("Сбор отчётов", "fact_check")
DECISIONS = MenuPlace("Решения и контроль", "task_alt")
DOCUMENTS = MenuPlace("Документы", "article")
SETTINGS = MenuPlace("Настройка", "settings")
OF_A_ROW = (selection.INDICATOR,)

PAGES = (
    PageEntry("pages/monitoring/overview.py", "Итоги года", HOME),
    PageEntry("pages/monitoring/dynamics.py", "По годам", HOME),
    PageEntry("pages/monitoring/indicators.py", "Все показатели", INDICATORS),
    PageEntry("pages/monitoring/indicator.py", "Показатель", INDICATORS, OF_A_ROW, alone=True),
    PageEntry("pages/monitoring/provenance.py", "Исходные данные", INDICATORS, selection.KEPT),
    PageEntry("pages/decisions/effect.py", "Меры и эффект", INDICATORS, OF_A_ROW),
    PageEntry("pages/monitoring/what_if.py", "Если бы", INDICATORS, OF_A_ROW),
    PageEntry(
        "pages/monitoring/districts.py",
        "Регион",
        INDICATORS,
        (selection.SHARED,),
        offered=have_shared_indicators,
        is_of_all=True,
    ),
    PageEntry("pages/monitoring/matrix.py", "Школы и показатели", SCHOOLS),
    PageEntry("pages/monitoring/school.py", "Школа", SCHOOLS, (selection.SCHOOL,), alone=True),
    PageEntry("pages/returns/my_return.py", "Мой отчёт", RETURNS, offered=data.is_a_school),
    PageEntry("pages/returns/fill_in.py", "Форма отчёта", RETURNS, offered=data.is_a_school),
    PageEntry("pages/returns/board.py", "Кто сдал", RETURNS),
    PageEntry("pages/returns/upload.py", "Загрузка", RETURNS),
    PageEntry("pages/returns/letters.py", "Письма", RETURNS),
    PageEntry("pages/returns/district_answers.py", "Ответы района", RETURNS),
    PageEntry("pages/returns/forms.py", "Бланки", RETURNS),
    PageEntry("pages/decisions/assignments.py", "Поручения", DECISIONS),
    PageEntry("pages/decisions/protocols.py", "Протоколы", DECISIONS),
    PageEntry("pages/decisions/evidence.py", "Подтверждающие документы", DECISIONS),
    PageEntry("pages/documents/documents.py", "Документы", DOCUMENTS),
    PageEntry("pages/documents/export.py", "Выгрузка", DOCUMENTS),
    PageEntry("pages/registers/roadmap.py", "Дорожная карта", SETTINGS, OF_A_ROW),
    PageEntry("pages/registers/registers.py", "Организации и контингент", SETTINGS),
    PageEntry("pages/registers/start.py", "Добавить район", SETTINGS, is_of_all=True),
    PageEntry("pages/access/people.py", "Сотрудники и доступ", SETTINGS),
    PageEntry("pages/access/journal.py", "Журнал", SETTINGS, is_of_all=True),
)

NAMED = {row.name: row for row in PAGES}


def first() -> PageEntry:
    return PAGES[0]


def row(name: str) -> PageEntry:
    """The page with this address; names are checked by a test, not by the reader."""
    return NAMED[name]


def page(name: str) -> Page:
    """The page with this address, for links and for ``st.switch_page``."""
    return row(name).page()


def unknown() -> str:
    """The name of a page that the address asks for and that does not exist; empty where it does.

    The framework runs its first page then.
    """
    context = get_script_run_ctx()
    name = context.pages_manager.intended_page_name if context else None
    return "" if not name or name in NAMED else name


def entry_of(page: Page) -> PageEntry:
    """The row of the page that the framework chose."""
    return next(row for row in PAGES if row.title == page.title)


def open_pages(place: MenuPlace) -> list[PageEntry]:
    """The parts of a place that this person may open."""
    members = (row for row in PAGES if row.place == place)
    return [row for row in members if may_open(data.person(), row.name) and row.offered()]


def menu(here: PageEntry) -> None:
    """A link per place; the page that is shown stands for its own, so that it is marked.

    Not the framework's own menu, which fails axe's list rules. In one container: each message
    that the menu does not send saves time on every page.
    """
    with st.container(gap="xsmall", key="menu"):
        for place in dict.fromkeys(row.place for row in PAGES):
            members = open_pages(place)
            if not members:
                continue
            entry = here if here in members else members[0]
            icon = f":material/{place.icon}:"
            st.page_link(entry.page(), label=place.title, icon=icon, query_params=_taken(entry))


def parts(here: PageEntry) -> None:
    """The other parts of the place, in a line under the title."""
    members = open_pages(here.place)
    if len(members) < 2:
        return
    with st.container(horizontal=True, gap="small", key="parts"):
        for row in members:
            st.page_link(row.page(), label=row.title, icon=None, query_params=_taken(row))


def _taken(row: PageEntry) -> dict[str, str] | None:
    return selection.kept(row.carries) or None
