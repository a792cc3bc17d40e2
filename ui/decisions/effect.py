"""«Меры и эффект»: the chain of one indicator, and the cycle of the district."""

from collections.abc import Sequence
from datetime import date, datetime

import pandas as pd
import streamlit as st

from data_model.compliance import Status
from data_model.decisions import ImprovementChain, Measure
from data_model.snapshot import Snapshot
from indicators import cycle
from indicators.changes import change_of
from indicators.cycle import ChainLink, LinkKind, Position, chain_of
from indicators.plan_fact_row import PlanFact
from indicators.wording import NBSP, capital, listed
from reports.compose.effect import UNKNOWN, effect_of
from ui import blocks, data, doors, downloads, navigation, offered, selection, words
from ui.decisions import choices
from ui.selection import DistrictYear
from ui.session import begun_with
from ui.words import safe_markdown

DAY = "DD.MM.YYYY"
COLUMNS = ["Мера", "Кто отвечает", "Исполнено", "Результат", "Документ"]


@offered.only_who_may("save_chain")
def section(place: DistrictYear, code: str) -> None:
    """What a person fills in; figures are computed and are not asked for."""
    snapshot = data.snapshot(place.municipality)
    chain = chain_of(snapshot, place.year, code)
    decisions, documents = choices.decisions(place), choices.documents(place)
    key = f"{code}-{place.year}-{begun_with(chain)}"
    with st.expander("Заполнить или поправить"), st.form(f"chain-{key}"):
        conclusion = st.text_area("Вывод: почему так вышло", chain.conclusion)
        recommendation = st.text_area("Рекомендация", chain.recommendation)
        options = [None, *decisions]
        decision = st.selectbox(
            "Решение",
            options,
            options.index(chain.decision),
            format_func=choices.option_text(decisions),
        )
        act = st.text_input("Или приказ: дата, номер, пункт", chain.act)
        st.markdown("Меры")
        edited = st.data_editor(
            measures_table(chain, documents),
            num_rows="dynamic",
            hide_index=True,
            key=f"measures-{key}",
            column_config={
                "Исполнено": st.column_config.DateColumn(format=DAY),
                "Документ": st.column_config.SelectboxColumn(options=list(documents.values())),
            },
            alt="Меры",
        )
        if st.form_submit_button("Сохранить", type="primary"):
            done = ImprovementChain(
                chain.indicator,
                chain.year,
                conclusion.strip(),
                recommendation.strip(),
                decision,
                act.strip(),
                measures_of(edited, documents),
                snapshot.municipality.stamp,
            )
            doors.attempt(lambda: save(place, done))


def measures_table(chain: ImprovementChain, documents: dict[int, str]) -> pd.DataFrame:
    rows = [
        (
            one.text,
            one.responsible,
            one.executed_on,
            one.result,
            documents.get(one.evidence or 0, ""),
        )
        for one in chain.measures
    ]
    return pd.DataFrame(rows, columns=COLUMNS, dtype=object)


def measures_of(edited: pd.DataFrame, documents: dict[int, str]) -> tuple[Measure, ...]:
    """Filled lines of the table as measures."""
    ids = {text: key for key, text in documents.items()}
    return tuple(
        Measure(
            _text(row["Мера"]),
            _text(row["Кто отвечает"]),
            _day(row["Исполнено"]),
            _text(row["Результат"]),
            ids.get(_text(row["Документ"])),
        )
        for row in edited.to_dict("records")
        if _text(row["Мера"])
    )


def _text(cell: object) -> str:
    return cell.strip() if isinstance(cell, str) else ""


def _day(cell: object) -> date | None:
    if isinstance(cell, datetime):
        return None if pd.isna(cell) else cell.date()
    return cell if isinstance(cell, date) else None


def save(place: DistrictYear, chain: ImprovementChain) -> str:
    data.store().save_chain(place.municipality, chain)
    return "Цепочка сохранена."


PAGES = {
    LinkKind.FIGURE: ("indicator", "Показатель"),
    LinkKind.CONCLUSION: ("dynamics", "По годам"),
    LinkKind.RECOMMENDATION: ("documents", "Документы"),
    LinkKind.DECISION: ("protocols", "Протоколы"),
    LinkKind.MEASURE: ("assignments", "Поручения"),
    LinkKind.EXECUTION: ("evidence", "Подтверждения"),
    LinkKind.EFFECT: ("indicator", "Показатель"),
}
"""Where a link of the chain leads: the page that holds it."""
GAP = "не внесено"
"""What is said of a link that nobody has filled in; it is no failure."""


def chain(place: DistrictYear, code: str) -> tuple[ChainLink, ...]:
    """The seven links of an indicator in the chosen year."""
    seen, plan_fact = data.snapshot(place.municipality), data.plan_fact(place.municipality)
    return cycle.links(seen, plan_fact, place.year, code)


def code_of(place: DistrictYear, number: str) -> str:
    """Code of an indicator by the number of its row."""
    return data.roadmap(place.municipality, place.year).activity(number).indicator.code


def answer(place: DistrictYear, code: str, found: Sequence[ChainLink]) -> None:
    words.answer(sentence(place, code, found))


def sentence(place: DistrictYear, code: str, found: Sequence[ChainLink]) -> str:
    """Whether it helped, where measures are on record; which links are still missing."""
    missing = [str(one.kind) for one in found if one.is_gap]
    seen, plan_fact = data.snapshot(place.municipality), data.plan_fact(place.municipality)
    row = plan_fact.row(place.year, code)
    is_open = row is not None and row.status is Status.NOT_DUE
    told = "Срок показателя ещё не наступил, пока не внесено" if is_open else "Не внесено"
    whole = f"{told}: {listed(missing)}." if missing else "Все звенья внесены."
    judged = verdict(seen, plan_fact, place.year + 1, code)
    return " ".join(part for part in (judged, whole) if part)


def verdict(seen: Snapshot, plan_fact: PlanFact, year: int, code: str) -> str:
    """What the year after says of the measures; empty where there is nothing to judge by."""
    row = plan_fact.row(year, code)
    if row is None or row.is_in_words:
        return ""
    measures = cycle.measures_on_record(seen, year, code)
    found = effect_of(change_of(plan_fact, row), row, measures)
    if found is UNKNOWN:
        return f"Сравнить с {year}{NBSP}годом пока нельзя."
    return found.sentence


def draw(place: DistrictYear, found: Sequence[ChainLink]) -> None:
    """The chain, one link under the other; an empty one is a line, not a box."""
    for position, one in enumerate(found, start=1):
        with st.container(border=bool(one.texts)):
            text, link = blocks.line()
            text.markdown(in_words(position, one))
            with link:
                way(place, one)


def in_words(position: int, one: ChainLink) -> str:
    """A link with what is known of it, a paragraph each."""
    title = f"{position}. {safe_markdown(capital(str(one.kind)))}"
    if not one.texts:
        return f"**{title}** — :gray[{GAP}]"
    return "\n\n".join([f"**{title}**", *map(safe_markdown, one.texts)])


def way(place: DistrictYear, one: ChainLink) -> None:
    """The page of a link; figures open with their year and row, a year outside leads nowhere."""
    if one.is_outside:
        return
    page, label = PAGES[one.kind]
    address = {selection.INDICATOR: one.number} if one.number else {}
    if one.year and one.year != place.year:
        address[selection.YEAR] = str(one.year)
    st.page_link(navigation.page(page), label=label, query_params=address or None)


def cell_text(texts: Sequence[str]) -> str:
    """Texts in one cell; that nothing was entered, where there are none."""
    return "; ".join(text.rstrip(".") for text in texts) or GAP


def chain_rows(found: tuple[ChainLink, ...]) -> pd.DataFrame:
    """One row per link of the chain, in words."""
    return pd.DataFrame(
        [
            {
                "№": place,
                "Звено": capital(str(one.kind)),
                "Чем заполнено": cell_text(one.texts),
            }
            for place, one in enumerate(found, start=1)
        ]
    )


def positions(place: DistrictYear) -> None:
    """The nine positions of the year with the evidence of each."""
    found = the_nine(place)
    missing = cycle.gaps(found)
    st.header(f"Управленческий цикл {place.year}{NBSP}года", anchor=False)
    words.answer(f"Не внесено: {listed(missing)}." if missing else "Внесены все девять позиций.")
    for number, one in enumerate(found, start=1):
        text = f":gray[{GAP}]" if one.is_gap else safe_markdown(cell_text(one.evidence))
        st.markdown(f"**{number}. {safe_markdown(capital(one.title))}** — {text}")
    name = f"Управленческий цикл {place.year}.xlsx"
    downloads.table_row(lambda: position_rows(found), name)


@data.kept
def the_nine(place: DistrictYear) -> tuple[Position, ...]:
    """The positions of the year with their evidence."""
    return cycle.positions(data.snapshot(place.municipality), place.year)


def position_rows(found: tuple[Position, ...]) -> pd.DataFrame:
    """One row per position with its evidence."""
    return pd.DataFrame(
        [
            {
                "№": number,
                "Позиция": capital(one.title),
                "Чем подтверждается": cell_text(one.evidence),
            }
            for number, one in enumerate(found, start=1)
        ]
    )
