"""The form of a chain: conclusion, recommendation, decision, measures of one indicator."""

from datetime import date, datetime

import pandas as pd
import streamlit as st

from data_model.decisions import ImprovementChain, Measure
from indicators.cycle import chain_of
from ui import data, doors
from ui.beginnings import begun_with
from ui.decisions import choices
from ui.kept import recall
from ui.selection import Place

DAY = "DD.MM.YYYY"
COLUMNS = ["Мера", "Кто отвечает", "Исполнено", "Результат", "Документ"]


def section(place: Place, code: str) -> None:
    """What a person fills in; figures are computed and are not asked for."""
    snapshot = data.snapshot(place.municipality)
    chain = recall(chain_of, snapshot, place.year, code)
    decisions, documents = choices.decisions(place), choices.documents(place)
    key = f"{code}-{place.year}-{recall(begun_with, chain)}"
    with st.expander("Заполнить или поправить"), st.form(f"chain-{key}"):
        conclusion = st.text_area("Вывод: почему так вышло", chain.conclusion)
        recommendation = st.text_area("Рекомендация", chain.recommendation)
        options = [None, *decisions]
        decision = st.selectbox(
            "Решение",
            options,
            options.index(chain.decision),
            format_func=choices.named(decisions),
        )
        act = st.text_input("Или приказ: дата, номер, пункт", chain.act)
        st.markdown("Меры")
        edited = st.data_editor(
            recall(measures_table, chain, documents),
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


def save(place: Place, chain: ImprovementChain) -> str:
    data.store().save_chain(place.municipality, chain)
    return "Цепочка сохранена."
