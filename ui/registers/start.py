"""Three steps to a district of one's own: which are done, which is next."""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from data_model.roadmap import Roadmap
from loaders.roadmaps.file import read_roadmap, read_roadmap_bytes
from sample_data import FOLDER
from ui import data, downloads, navigation, offered, proposals, selection, session
from ui.registers import loading, sections
from ui.roadmap import editions
from ui.words import safe_markdown


@dataclass(frozen=True, slots=True)
class Readiness:
    """What a district has already."""

    name: str
    schools: int = 0
    roll_years: tuple[int, ...] = ()
    roadmap: Roadmap | None = None

    @property
    def is_complete(self) -> bool:
        return bool(self.schools and self.roll_years and self.roadmap)


def readiness(municipality: str) -> Readiness:
    seen = data.snapshot(municipality)
    return Readiness(
        seen.municipality.short,
        len(loading.schools_only(seen.organisations)),
        tuple(sorted({row.year for row in seen.roll})),
        seen.roadmaps[seen.years[-1]] if seen.years else None,
    )


def unfinished() -> str | None:
    """The district that is being prepared: the last one that lacks something."""
    lacking = [code for code in data.municipality_names() if not readiness(code).is_complete]
    return lacking[-1] if lacking else session.remembered("own")


def where_it_lies() -> None:
    """Which file holds the district, and the way to the sample and back."""
    if not data.own_file():
        st.markdown(
            "Учебный район, если он загружен, останется в базе и не смешается с вашим: районы "
            "переключаются вверху, отчёты и показатели у каждого свои."
        )
        _told("Все данные", data.database_place())
        return
    if data.is_on_sample():
        st.markdown(
            "Сейчас открыт учебный район. Ваш будет лежать отдельно от него, в своём файле: как "
            "только вы сохраните школы, программа перейдёт к нему."
        )
        _told("Учебный район", data.database_place())
        _told("Ваш район", data.own_file())
        if Path(data.own_file()).exists() and st.button("Вернуться к своему району"):
            _gone_over(to_own=True)
        return
    st.markdown(
        "Ваш район лежит в своём файле, отдельно от учебного; с ним же работают команды терминала "
        "и резервная копия."
    )
    _told("Ваш район", data.database_place())
    if st.button("Показать учебный район"):
        _gone_over(to_own=False)


def _told(whose: str, place: str) -> None:
    st.markdown(f":gray[{whose}:] `{place}`")


def _gone_over(*, to_own: bool) -> None:
    """The other database from the first page on: nothing that was chosen is there."""
    data.go_over(to_own=to_own)
    session.forget("own")
    selection.begin_anew()
    st.switch_page(navigation.page(navigation.first().name), query_params={})


def later(number: int, title: str) -> None:
    """A step whose turn has not come."""
    st.header(f"{number}. {title}", anchor=False)
    st.markdown(":gray[Откроется, когда будут загружены школы.]")


def heading(number: int, title: str, done: str) -> None:
    st.header(f"{number}. {title}", anchor=False)
    if done:
        st.badge(f"✓ {done}", color="green")


def schools_step(own: str | None) -> None:
    """Step 1: the register of schools."""
    ready = readiness(own) if own else None
    heading(1, "Школы", f"{ready.name}: организаций — {ready.schools}" if ready else "")
    st.markdown(
        "Любой перечень школ, какой у вас есть: Excel, ods или csv, с шапкой, итогами и подписями. "
        "Нет кодов — программа их предложит, нет типа — возьмёт из названия; что взято по смыслу, "
        "будет показано до сохранения. Можно и заполнить шаблон."
    )
    downloads.download("Скачать шаблон", loading.register_template, "Реестр школ.xlsx")
    proposals.table_file("Заполненный реестр", loading.register_proposal, key="start-register")
    if own:
        sections.region(own)


def on_a_server() -> None:
    """Who begins a district where people sign in: nobody has a role in one that is yet to come."""
    st.markdown(
        "На сервере новый район заводит администратор командой `roadmap load-schools`, затем даёт "
        "в нём роли сотрудникам. Реестр, контингент и карту района, который уже есть, меняют на "
        "своих страницах."
    )
    st.page_link(navigation.page("registers"), label="Организации и контингент")
    st.page_link(navigation.page("roadmap"), label="Дорожная карта")


def roll_step(own: str) -> None:
    """Step 2: the roll by grade."""
    ready = readiness(own)
    years = ", ".join(map(str, ready.roll_years))
    heading(2, "Контингент", f"за {years}" if years else "")
    st.markdown(
        "Сколько обучающихся в каждом классе на 20 сентября: форма ОО-1 или ваша таблица, по "
        "классам («5») или с литерами («5а»). Школы узнаются по коду или названию. Для нескольких "
        "лет загрузите файл за каждый или повторите строки школ с другим годом."
    )
    seen = data.snapshot(own)
    downloads.download(
        "Скачать шаблон с вашими школами",
        lambda: loading.roll_template(seen.organisations, loading.year_to_fill(seen)),
        "Контингент.xlsx",
    )
    proposals.table_file(
        "Заполненный контингент",
        lambda content, name: loading.roll_proposal(content, name, seen.organisations),
        key="start-roll",
    )


def roadmap_step(own: str) -> None:
    """Step 3: the roadmap: a ready one, or a file."""
    ready = readiness(own)
    heading(3, "Дорожная карта", safe_markdown(ready.roadmap.title) if ready.roadmap else "")
    ways = {**shipped(), **editions.loaded(exclude=own)}
    st.markdown(
        "Возьмите готовую карту за основу — её можно поправить на странице «Дорожная карта» — "
        "или загрузите свой файл."
    )
    chosen = st.selectbox("Готовая карта", list(ways), key="ready-roadmap")
    if (
        not proposals.draw("start-ready")
        and offered.may_or_told("save_roadmap", own)
        and st.button("Взять эту карту", type="secondary" if ready.roadmap else "primary")
    ):
        proposals.ask("start-ready", lambda: editions.proposal(ways[chosen], own))
    st.page_link(
        navigation.page("roadmap"),
        label="Прочитать карту из приказа (Word, PDF, Excel)",
        icon=":material/map:",
    )
    proposals.file(
        "Свой файл карты",
        ("toml",),
        lambda content, name: editions.proposal(read_roadmap_bytes(content, name), own),
        key="start-roadmap",
    )


def shipped() -> dict[str, Roadmap]:
    """Roadmaps that come with the program."""
    found = (read_roadmap(path) for path in sorted(FOLDER.glob("roadmap_*.toml")))
    return {f"{one.act.body}, {one.years[0]}–{one.years[-1]}": one for one in found}


def finish(own: str) -> None:
    """Where to go when all three are there."""
    ready = readiness(own)
    if not ready.is_complete:
        return
    with st.container(border=True):
        st.markdown(
            f"**Готово: {safe_markdown(ready.name)}.** Выберите район вверху, скачайте "
            "бланки и разошлите их школам."
        )
        st.page_link(navigation.page("forms"), label="Перейти к бланкам")
