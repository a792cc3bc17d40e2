"""What checked files would change («было — стало»): by file, by answer, by verdict."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from data_model.returns import Outcome
from indicators.wording import ANSWERS, counted, fact_exact, status_text
from ui import tables
from ui.batches import Batch, Ready

OUTCOMES = {
    Outcome.ACCEPTED: "✓ можно принять",
    Outcome.ACCEPTED_WITH_WARNINGS: "½ можно принять, есть вопросы",
    Outcome.REFUSED: "✕ нельзя принять",
    Outcome.DUPLICATE: "— уже был принят",
}
FIRST = "первый отчёт"
SAME = "ответы те же"


def files_table(batch: Batch, names: Mapping[str, str]) -> None:
    """A verdict per file, and what taking it in would change."""
    rows = [
        {
            **tables.receipt_row(receipt, names),
            "Итог": OUTCOMES[receipt.outcome],
            "Что изменится": told(batch.ready.get(number)),
        }
        for number, receipt in enumerate(batch.receipts)
    ]
    frame = pd.DataFrame(rows).drop(columns="Редакция")
    tables.table(frame, key="receipts", alt="Что можно принять и что изменится")


def told(ready: Ready | None) -> str:
    """«4 ответа, меняется вывод по школе»; empty where nothing would be taken."""
    if ready is None:
        return ""
    found = ready.difference
    if found.replaces is None:
        return FIRST
    if not found.changes:
        return SAME
    effect = f", {ready.correction.words}" if ready.correction else ""
    return f"{counted(len(found.changes), ANSWERS)}{effect}"


def answers_table(batch: Batch, names: Mapping[str, str]) -> None:
    """Every answer of a correction that would be another."""
    rows = [
        {
            "Школа": names.get(ready.parsed.org, ready.parsed.org),
            "Год": ready.parsed.year,
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
        st.subheader("Какие ответы изменятся", anchor=False)
        wide = {"Ответ": st.column_config.TextColumn(width=420)}
        file_name = "Какие ответы изменятся.xlsx"
        tables.table(
            pd.DataFrame(rows),
            key="changes",
            alt="Было и стало",
            file_name=file_name,
            columns=wide,
            row_height=tables.TWO_LINES,
        )


def verdicts_table(batch: Batch) -> None:
    """The district's figures and all verdicts that would be others with all the files in."""
    if batch.correction is None:
        return
    st.markdown(f"Если принять всё, {batch.correction.words}.")
    rows = batch.correction.rows
    shown = rows[rows["turns"] | rows["org"].isna()]
    if not shown.empty:
        frame = pd.DataFrame([_turn(row) for row in shown.to_dict("records")])
        st.subheader("Цифры района и выводы: было и стало", anchor=False)
        file_name = "Цифры и выводы, было и стало.xlsx"
        tables.table(frame, key="turns", alt="Цифры и выводы до и после", file_name=file_name)


def _turn(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {
        "Год": row["year"],
        "Строка": row["indicator"],
        "Показатель": row["short"],
        "Кто": row["org_name"],
        "Было": _side(row, "before"),
        "Стало": _side(row, "after"),
    }


def _side(row: Mapping[Any, Any], when: str) -> str:
    return f"{fact_exact(row, when)} · {status_text(row[f'status_{when}'])}"
