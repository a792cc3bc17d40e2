"""Editions («редакции»): all of them on the page, then the words and the file of one roadmap."""

from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from data_model.roadmap import (
    Activity,
    Indicator,
    Operator,
    Roadmap,
    StoredEdition,
    WithdrawnRoadmap,
)
from data_model.snapshot import Snapshot
from indicators.passport import act_words
from indicators.wording import (
    DASH,
    date_short,
    date_words,
    kind_word,
    listed,
    operator_words,
    target_text,
)
from loaders.previews import (
    Preview,
    preview_roadmap,
    preview_withdrawal,
    save_roadmap,
    withdraw_roadmap,
)
from loaders.roadmaps.file import write_roadmap
from loaders.roadmaps.workbook import write_roadmap_workbook
from ui import data, downloads, offered, proposals, tables
from ui.proposals import Proposal
from ui.selection import DistrictYear
from ui.words import safe_markdown


def draw(place: DistrictYear) -> None:
    """All editions, the newest first, and the one in force as xlsx and toml."""
    whole = data.whole(place.municipality).roadmaps
    stored = data.store().roadmap_editions(place.municipality)
    tables.table(
        pd.DataFrame([line(one, whole) for one in stored]),
        key="editions",
        alt="Редакции дорожной карты",
        file_name="Редакции дорожной карты.xlsx",
    )
    parts = [one.as_written for one in data.roadmap(place.municipality, place.year).each]
    in_force = "; ".join(
        f"редакция {part.edition} карты «{safe_markdown(part.title)}»" for part in parts
    )
    st.markdown(
        f"Каждый год считается по своей редакции. За {place.year} год действует {in_force}."
    )
    if len(parts) > 1:
        st.markdown("Чтобы увидеть строки карты и выгрузить её, выберите карту над страницей.")
        return
    files(parts[0])
    rows(parts[0])
    withdrawing(place, parts[0])


def line(one: StoredEdition, in_force: dict[int, Roadmap]) -> dict[str, object]:
    """One edition: its act, when it came, for which years it is in force."""
    roadmap = one.roadmap
    years = [str(year) for year, other in in_force.items() if _holds(other, roadmap)]
    return {
        "Редакция": roadmap.edition,
        "Акт": act_words(roadmap.act),
        "Действует за годы": ", ".join(years) or DASH,
        "Строк": len(roadmap.activities),
        "Сохранена": date_short(one.stored_at.date()),
        "Отозвана": _gone(one.withdrawn) if one.withdrawn else DASH,
        "Орган": roadmap.act.body,
        "Дорожная карта": roadmap.title,
    }


def _holds(in_force: Roadmap, edition: Roadmap) -> bool:
    return edition in [part.as_written for part in in_force.each]


def _gone(one: WithdrawnRoadmap) -> str:
    """«29.11.2026, Иванова: приказ отменён; за годы: 2022»."""
    years = ", ".join(map(str, one.years))
    return f"{date_short(one.withdrawn_at.date())}, {one.person}: {one.reason}; за годы: {years}"


def rows(roadmap: Roadmap) -> None:
    """The rows of the order letter for letter, and how each is measured."""
    st.header(f"Строки редакции {roadmap.edition}", anchor=False)
    tables.table(
        table(roadmap),
        key="roadmap",
        alt="Строки дорожной карты",
        file_name="Дорожная карта.xlsx",
    )


def files(roadmap: Roadmap, place: str = "в разделе «Новая редакция»") -> None:
    """The edition in force, in a form that can be mended and loaded as the next one."""
    st.header("Выгрузить карту", anchor=False)
    st.markdown(
        f"Книгу Excel можно поправить и загрузить {place}: программа покажет отличия и спросит, "
        "с какого года их считать."
    )
    with st.container(horizontal=True):
        downloads.download(
            "Скачать карту (xlsx)",
            lambda: write_roadmap_workbook(roadmap),
            f"Дорожная карта, редакция {roadmap.edition}.xlsx",
        )
        downloads.download(
            "Скачать файл карты (toml)",
            lambda: text(roadmap),
            f"{roadmap.code}.toml",
            mime="text/plain",
        )


@offered.only_who_may("withdraw_roadmap")
def withdrawing(place: DistrictYear, roadmap: Roadmap) -> None:
    """Take the roadmap out of force: with a reason, after what vanishes was seen."""
    st.header("Отозвать карту", anchor=False)
    st.markdown(
        "Строки карты уйдут со страниц и из документов открытых лет, закрытые годы останутся при "
        "ней. Ничего не удаляется: загруженная снова, карта станет новой редакцией."
    )
    if proposals.draw(WITHDRAWING):
        return
    with st.container(width=640):
        reason = st.text_input("Причина", placeholder="Приказ отменён", key=f"{WITHDRAWING}-why")
    if st.button("Отозвать карту", disabled=not reason.strip()):
        proposals.ask(WITHDRAWING, lambda: withdrawal(roadmap, place.municipality, reason))


WITHDRAWING = "withdraw-roadmap"


def withdrawal(roadmap: Roadmap, municipality: str, reason: str) -> Proposal:
    """What would vanish; the reason is asked before, so not again for years that are over."""

    def foresee() -> Preview:
        return replace(preview_withdrawal(data.store(), municipality, roadmap.code), over=())

    def store(seen: Preview, why: str) -> str:
        seen = preview_withdrawal(data.store(), municipality, roadmap.code)
        years = withdraw_roadmap(data.store(), municipality, roadmap.code, seen, reason)
        gone = ", ".join(map(str, years))
        return f"Дорожная карта «{roadmap.title}» отозвана, не действует за годы: {gone}."

    return Proposal(foresee, store, waits=True)


def table(roadmap: Roadmap) -> pd.DataFrame:
    """One row per activity: the words of the order, and how it is measured by year."""
    return pd.DataFrame([row(activity, roadmap.years) for activity in roadmap.activities])


def row(activity: Activity, years: tuple[int, ...]) -> dict[str, str]:
    indicator = activity.indicator
    return {
        "№": activity.number,
        "Мероприятие": activity.title,
        "Индикативный показатель": activity.wording,
        "Вид": kind_word(indicator.kind),
        **{str(year): promise(indicator, year) for year in years},
        "Исполнители": listed(activity.executors),
        "Принятые допущения": " ".join(activity.unsure),
    }


def promise(indicator: Indicator, year: int) -> str:
    """«не менее 35 %, до 31.12.2021»."""
    target, period = indicator.targets.get(year), indicator.periods.get(year)
    if target is None or period is None:
        return DASH
    operator = target.operator or indicator.operator
    words = target_text(operator, target.value, target.upper, indicator.unit)
    return ", ".join(filter(None, (words, period.by_parts, f"до {date_short(period.due)}")))


def promised(indicator: Indicator, year: int) -> dict[str, Any]:
    """The same in columns of a file: operator, numbers by unit, the day."""
    target, period = indicator.targets.get(year), indicator.periods.get(year)
    if target is None or period is None:
        return {"План, условие": DASH}
    operator = target.operator or indicator.operator
    number = None if operator is Operator.EXISTS else float(target.value)
    unit = "%" if indicator.unit == "%" else "ед."
    return {
        "План, условие": operator_words(operator),
        f"План, {unit}": number,
        f"План до, {unit}": None if target.upper is None else float(target.upper),
        "Ед.": "" if number is None else indicator.unit,
        "Срок": period.due,
    }


def source(roadmap: Roadmap) -> str:
    """«Приказ … от 14 июля 2020 года № 94/01-09, редакция 1»."""
    return " ".join(map(_source, roadmap.each))


def _source(roadmap: Roadmap) -> str:
    act = roadmap.act
    day = f" от {date_words(act.date)}" if act.date else ""
    number = f" № {act.number}" if act.number else ""
    return f"{act.body}, {act.kind}{day}{number}. Редакция карты № {roadmap.edition}."


def proposal(roadmap: Roadmap, municipality: str, reason: str = "") -> Proposal:
    """An edition, from the first year on that it may judge; ``reason``: why years that are over."""

    def store(seen: Preview, why: str) -> str:
        if seen.is_stored:
            return f"Дорожная карта «{roadmap.title}» уже сохранена, ничего не изменилось."
        number = save_roadmap(data.store(), municipality, seen, why or reason)
        return f"Дорожная карта «{roadmap.title}» сохранена, редакция {number}."

    return Proposal(
        lambda: preview_roadmap(data.store(), municipality, roadmap, reason),
        store,
        act="save_roadmap",
        municipality=municipality,
    )


def text(roadmap: Roadmap) -> bytes:
    """The roadmap as the file that can be mended and loaded again."""
    return write_roadmap(roadmap).encode("utf-8")


def loaded(exclude: str) -> dict[str, Roadmap]:
    """Roadmaps of the other districts, by what a person would call them."""
    found: dict[str, Roadmap] = {}
    for code, name in data.municipality_names().items():
        if code != exclude:
            seen: Snapshot = data.whole(code)
            parts = (part for one in seen.roadmaps.values() for part in one.each)
            found |= {f"{name}: {part.title}": part.as_written for part in parts}
    return found
