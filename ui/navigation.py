"""The menu: a row per page. The file name is the address of the page."""

from base64 import b64encode
from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import Page
from streamlit.runtime.scriptrunner import get_script_run_ctx

from access.rights import may_open
from indicators.peers import have_shared
from ui import data, selection
from ui.returns import desk


@data.kept_for_all
def have_shared_indicators() -> bool:
    """Whether several districts measure one indicator in one year."""
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
class PageEntry:
    """One page: its file, its title, its icon, the group it stands in.

    ``carries`` are the parts of the selection that its link takes along; ``offered`` says
    whether the menu shows it. ``is_of_all``: it shows all districts, not only the chosen one.
    """

    file: str
    title: str
    icon: str
    group: str
    carries: tuple[str, ...] = ()
    offered: Callable[[], bool] = always
    is_of_all: bool = False

    @property
    def name(self) -> str:
        return self.file.rpartition("/")[2].removesuffix(".py")

    def page(self) -> Page:
        """The page as links know it."""
        return built(self, get_script_run_ctx() is not None)

    @property
    def narrows(self) -> bool:
        """Whether one of several roadmaps may be chosen: where rows and figures are shown."""
        is_of_rows = self.group in {MONITORING, DOCUMENTS} or self.name in {"roadmap", "effect"}
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
        icon=f":material/{row.icon}:",
        url_path=row.name,
        default=row is first(),
    )


MONITORING = "Мониторинг"
RETURNS = "Отчёты школ"
DECISIONS = "Решения"
DOCUMENTS = "Документы"
REGISTERS = "Настройка"
ACCESS = "Доступ"

PAGES = (
    PageEntry("pages/monitoring/overview.py", "Обзор", "dashboard", MONITORING),
    PageEntry("pages/monitoring/matrix.py", "Матрица", "grid_on", MONITORING),
    PageEntry(
        "pages/monitoring/indicator.py",
        "Показатель",
        "show_chart",
        MONITORING,
        (selection.INDICATOR,),
    ),
    PageEntry("pages/monitoring/school.py", "Школа", "school", MONITORING, (selection.SCHOOL,)),
    PageEntry("pages/monitoring/dynamics.py", "Год и динамика", "timeline", MONITORING),
    PageEntry(
        "pages/monitoring/provenance.py",
        "Откуда цифра",
        "account_tree",
        MONITORING,
        selection.KEPT,
    ),
    PageEntry(
        "pages/monitoring/districts.py",
        "Районы",
        "compare",
        MONITORING,
        (selection.SHARED,),
        offered=have_shared_indicators,
        is_of_all=True,
    ),
    PageEntry(
        "pages/monitoring/what_if.py", "Что если", "tune", MONITORING, (selection.INDICATOR,)
    ),
    PageEntry(
        "pages/returns/my_return.py", "Мой отчёт", "assignment", RETURNS, offered=desk.is_a_school
    ),
    PageEntry(
        "pages/returns/fill_in.py", "Форма отчёта", "edit_note", RETURNS, offered=desk.is_a_school
    ),
    PageEntry("pages/returns/upload.py", "Загрузка", "upload_file", RETURNS),
    PageEntry("pages/returns/board.py", "Сбор отчётов", "fact_check", RETURNS),
    PageEntry("pages/returns/forms.py", "Бланки", "description", RETURNS),
    PageEntry("pages/returns/letters.py", "Письма", "mail", RETURNS),
    PageEntry("pages/returns/district_answers.py", "Ответы района", "edit_note", RETURNS),
    PageEntry(
        "pages/decisions/effect.py",
        "Что сделано и помогло ли",
        "stairs",
        DECISIONS,
        (selection.INDICATOR,),
    ),
    PageEntry("pages/decisions/assignments.py", "Поручения", "task_alt", DECISIONS),
    PageEntry("pages/decisions/protocols.py", "Протоколы", "groups", DECISIONS),
    PageEntry("pages/decisions/evidence.py", "Документы-подтверждения", "verified", DECISIONS),
    PageEntry("pages/documents/documents.py", "Документы", "article", DOCUMENTS),
    PageEntry("pages/documents/export.py", "Выгрузка", "download", DOCUMENTS),
    PageEntry(
        "pages/registers/roadmap.py",
        "Дорожная карта",
        "map",
        REGISTERS,
        (selection.INDICATOR,),
    ),
    PageEntry("pages/registers/registers.py", "Справочники", "list_alt", REGISTERS),
    PageEntry("pages/registers/start.py", "Начать свой район", "flag", REGISTERS, is_of_all=True),
    PageEntry("pages/access/people.py", "Сотрудники и доступ", "badge", ACCESS),
    PageEntry("pages/access/journal.py", "Журнал", "history", ACCESS, is_of_all=True),
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


def shown(page: Page) -> PageEntry:
    """The row of the page that the framework chose."""
    return next(row for row in PAGES if row.title == page.title)


def groups() -> Iterator[tuple[str, list[PageEntry]]]:
    for name, members in groupby(PAGES, key=lambda row: row.group):
        yield name, list(members)


def menu() -> None:
    """Group headings and links: the framework's own sectioned menu fails axe's list rules.

    In one container: each message that the menu does not send saves time on every page.
    """
    with st.container(gap="xsmall"):
        for name, members in groups():
            shown = [row for row in members if may_open(data.person(), row.name) and row.offered()]
            if shown:
                st.markdown(f"#### {name}", anchors=False)
            for member in shown:
                st.page_link(member.page(), query_params=selection.kept(member.carries) or None)
