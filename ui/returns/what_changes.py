"""What checked files would change («было — стало»): by file, by answer, by verdict."""

from collections.abc import Callable, Iterable, Mapping

import pandas as pd
import streamlit as st

from data_model.returns import Outcome, Receipt, Severity
from indicators.plan_fact_row import PlanFactRow
from indicators.what_if import Difference
from indicators.wording import ANSWERS, counted
from loaders.uploads import Ready
from ui import downloads, filters, tables
from ui.filters import Filter
from ui.monitoring import frames
from ui.returns.batches import UploadBatch
from ui.words import safe_markdown

SHOWN = Filter("show")
FILTERS: dict[str, Callable[[Receipt], bool]] = {
    "Все файлы": lambda one: True,
    "С вопросами": lambda one: one.count(Severity.QUESTION) > 0,
    "Нельзя принять": lambda one: one.outcome is Outcome.REFUSED,
}
FIRST = "первый отчёт"
SAME = "ответы те же"
AT_ONCE = 5
"""Changed figures that stand in one table; of more those of the schools are folded."""


def files_table(batch: UploadBatch, names: Mapping[str, str]) -> None:
    """A verdict per file, the gravest first, and what taking it in would change."""
    wanted = next(iter(FILTERS))
    if len(batch.receipts) > 1:
        wanted = filters.choose("Показать", SHOWN, list(FILTERS), st.radio, **filters.IN_A_LINE)
    found = [(number, one) for number, one in enumerate(batch.receipts) if FILTERS[wanted](one)]
    found.sort(key=lambda one: (-one[1].count(Severity.ERROR), -one[1].count(Severity.QUESTION)))
    if not found:
        st.markdown("Таких файлов нет.")
        return
    rows = [
        {
            **tables.receipt_row(receipt, names),
            "Что с файлом": tables.outcome_words(receipt, is_check=True),
            "Что изменится": change_sentence(batch.ready.get(number)),
        }
        for number, receipt in found
    ]
    frame = pd.DataFrame(rows).drop(columns="Версия")
    tables.table(frame, key="receipts", alt="Что можно принять и что изменится")


def change_sentence(ready: Ready | None) -> str:
    """«4 ответа, меняется вывод по школе»; empty where nothing would be taken."""
    if ready is None:
        return ""
    found = ready.difference
    if found.replaces is None:
        return FIRST
    if not found.changes:
        return SAME
    effect = f", {ready.effect}" if ready.effect else ""
    return f"{counted(len(found.changes), ANSWERS)}{effect}"


def answers_table(batch: UploadBatch, names: Mapping[str, str]) -> None:
    """Every answer of a correction that would be another."""
    rows = [
        {
            "Школа": names.get(ready.org, ready.org),
            "Год": ready.year,
            "Ответ": change.question,
            "Было": change.before,
            "Стало": change.after,
            "Лист": change.sheet,
            "Ячейка": change.cell,
        }
        for ready in batch.ready.values()
        for change in ready.difference.changes
    ]
    if rows:
        st.header("Какие ответы изменятся", anchor=False)
        file_name = "Какие ответы изменятся.xlsx"
        frame = pd.DataFrame(rows)
        tables.table(
            frame,
            key="changes",
            alt="Было и стало",
            file_name=file_name,
            whole=lambda: downloads.with_numbers(frame, "Было", "Стало"),
        )


def verdicts_table(batch: UploadBatch) -> None:
    """The district's figures and all verdicts that would be others with all the files in.

    Where they are many, those of the schools are folded, so that the decision is in sight.
    """
    if batch.correction is None:
        return
    st.markdown(f"Если принять всё, {safe_markdown(batch.correction.words)}.")
    shown = [one for one in batch.correction.differences if _reads_otherwise(one)]
    if not shown:
        return
    st.header("Цифры района и выводы: было и стало", anchor=False)
    folded = len(shown) > AT_ONCE
    of_schools = [one for one in shown if folded and not one.row.is_district]
    if at_once := [one for one in shown if not folded or one.row.is_district]:
        _turns_table(at_once, "turns", "Цифры и выводы, было и стало.xlsx")
    if of_schools:
        with st.expander(f"По школам: {len(of_schools)}"):
            own = "Цифры и выводы школ, было и стало.xlsx"
            _turns_table(of_schools, "turns-of-schools", own)


def _turns_table(shown: list[Difference], key: str, file_name: str) -> None:
    tables.table(
        turned(shown),
        key=key,
        alt="Цифры и выводы до и после",
        file_name=file_name,
        whole=lambda: turned(shown, numbers=True),
    )


def _reads_otherwise(one: Difference) -> bool:
    """Whether a reader sees a change: a reason may be another under the same words."""
    told = [row and frames.verdict_and_fact(row) for row in (one.before, one.after)]
    return told[0] != told[1]


def turned(shown: Iterable[Difference], *, numbers: bool = False) -> pd.DataFrame:
    """One row of plan/fact a line, before and after; in a file the figures are numbers."""
    return pd.DataFrame(
        [
            {
                "Год": one.row.year,
                "№": one.row.indicator,
                "Показатель": one.row.short,
                "Организация": one.row.org_name,
                **_side("Было", one.before, numbers),
                **_side("Стало", one.after, numbers),
            }
            for one in shown
        ]
    )


def _side(name: str, row: PlanFactRow | None, numbers: bool) -> frames.Line:
    if numbers:
        return {name: frames.said_of(row), **frames.fact_in_units(name, row)}
    return {name: "" if row is None else frames.verdict_and_fact(row)}
