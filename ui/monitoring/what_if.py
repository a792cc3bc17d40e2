"""Blocks of «Что если»: another target or another count, and what it would turn."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pandas as pd
import streamlit as st

from data_model.roadmap import Kind, Operator
from indicators import contribution, gaps
from indicators.what_if import Change, ChangedCount, MovedTarget, turned, what_if
from indicators.wording import (
    NBSP,
    fact_exact,
    fact_text,
    is_unknown,
    number,
    status_text,
    status_word,
)
from ui import blocks, data, filters, selection
from ui.filters import Filter
from ui.monitoring import choices, frames, tables, trial, words
from ui.selection import Place

COUNTED = frozenset({Kind.SHARE, Kind.GROWING_SHARE, Kind.COUNT})
MOVABLE = {Operator.AT_LEAST, Operator.AT_MOST, Operator.EQUAL}


def changes(place: Place, row: pd.Series, schools: pd.DataFrame) -> list[Change]:
    """What the person moves: the target of the year, one count."""
    left, right = st.columns(2, gap="large")
    with left:
        moved = list(_target(place, row))
    with right:
        counted = list(_count(place, row, schools))
    return [*moved, *counted]


def _target(place: Place, row: pd.Series) -> Iterator[Change]:
    if is_unknown(row["target"]) or row["operator"] not in MOVABLE:
        words.quiet("Планового значения на этот год нет: менять нечего.")
        return
    planned = float(row["target"])
    asked = filters.number(
        f"План, {row['unit']}",
        Filter(trial.target_key(row), filters.written(planned)),
        planned,
        0.0,
        100.0 if row["unit"] == "%" else None,
        step=1.0,
        format="%g",
    )
    words.quiet(f"В дорожной карте — {number(planned)}{NBSP}{row['unit']}")
    if asked is not None and asked != planned:
        yield MovedTarget(place.year, row["indicator"], Decimal(str(asked)))


def _count(place: Place, row: pd.Series, schools: pd.DataFrame) -> Iterator[Change]:
    """The count of a school; of the district where it answers itself."""
    answering = _answering(place, row, schools)
    names = dict(zip(answering["org"], answering["org_name"], strict=True))
    org = selection.choose("Чьё число", trial.WHOSE, names)
    one = answering[answering["org"] == org].iloc[0]
    now = None if is_unknown(one["numerator"]) else int(one["numerator"])
    whole = None if is_unknown(one["denominator"]) else int(one["denominator"])
    one_count = Filter(trial.count_key(row, org), filters.written(now))
    asked = filters.number("Участников", one_count, now, 0, whole, step=1, placeholder="данных нет")
    words.quiet(f"В отчёте — {number(now)}" + (f" из {number(whole)}" if whole else ""))
    if asked is not None and asked != now:
        yield ChangedCount(place.year, row["indicator"], org, int(asked))
        selection.try_out({trial.WHOSE: org})


def _answering(place: Place, row: pd.Series, schools: pd.DataFrame) -> pd.DataFrame:
    """Those whose counts make the figure."""
    if row["kind"] == Kind.COUNT and row["reported"] <= 1 and row["expected"] == 1:
        return pd.DataFrame([row]).assign(org=place.municipality)
    return schools[schools["status"] != "not_applicable"]


def outcome(place: Place, row: pd.Series, moved: list[Change]) -> None:
    """The district before and after, and every row that would turn."""
    new, rows = computed(place, row, moved)
    with st.container(horizontal=True, gap="medium", vertical_alignment="center"):
        blocks.badge(row["status"])
        st.markdown("было бы", width="content")
        blocks.badge(new["status"])
    words.answer(sentence(row, new))
    if len(rows):
        st.subheader("Что изменится", anchor=False)
        tables.figures(
            frame(rows),
            key="what-if",
            alt="Показатели, которые изменились бы",
            file_name="Что если.xlsx",
        )


def computed(place: Place, row: pd.Series, moved: list[Change]) -> tuple[pd.Series, pd.DataFrame]:
    """The district's row as it would be, and every row that would turn."""
    after = what_if(data.snapshot(place.municipality), moved, date.today())
    new = choices.of_district(contribution.rows_of(after, place.year, row["indicator"])).iloc[0]
    return new, turned(data.plan_fact(place.municipality), after)


def moves(place: Place, row: pd.Series, moved: list[Change]) -> Iterator[str]:
    """What was moved, in words: on paper nobody sees the fields."""
    names = data.names(place.municipality)
    for change in moved:
        if isinstance(change, MovedTarget):
            yield f"План — {number(change.value)}{NBSP}{row['unit']}."
        else:
            yield f"{names[change.org]}: участников — {number(change.value)}."


def now(row: pd.Series) -> str:
    """«Сейчас 37,1 % — не выполнено, не хватает 194 чел.»"""
    said = f"Сейчас {fact_text(row)} — {status_word(row['status'])}"
    gap = gaps.words(row)
    return words.full_stop(f"{said}, {gap}" if gap else said)


def sentence(old: pd.Series, new: pd.Series) -> str:
    """«Сейчас 37,2 % — не выполнено; стало бы 41,0 % — не выполнено, не хватает 133 чел.»"""
    now = f"Сейчас {fact_text(old)} — {status_word(old['status'])}"
    would = f"было бы {fact_text(new)} — {status_word(new['status'])}"
    gap = gaps.words(new)
    return words.full_stop(f"{now}; {would}, {gap}" if gap else f"{now}; {would}")


def frame(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows that would differ, before and after."""
    return pd.DataFrame(
        [
            {
                "Год": str(row["year"]),
                "№": row["indicator"],
                "Чьё": row["org_name"],
                "Было": fact_exact(row, "before"),
                "Стало бы": fact_exact(row, "after"),
                "Итог был": status_text(row["status_before"]),
                frames.VERDICT: status_text(row["status_after"]),
            }
            for row in rows.to_dict("records")
        ]
    )
