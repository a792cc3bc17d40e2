"""Tables that several pages show: remarks, receipts, any frame with its download."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal

import pandas as pd
import streamlit as st

from data_model.returns import Outcome, Problem, Receipt, ReturnState, Severity
from indicators.wording import return_sign
from loaders.returns.checks.catalogue import condensed, grouped
from ui import downloads, session
from ui.glossary import explained

SEVERITIES = {Severity.ERROR: "Ошибка", Severity.QUESTION: "Вопрос", Severity.NOTE: "Примечание"}
WHOLE = 25
"""Rows up to which a table is shown whole, without a scroll bar of its own."""
LONG = 620
"""Height of a longer one in pixels: its head and foot are seen together on a screen."""
TWO_LINES = 76
"""Height of a row in pixels, so that a remark is read and not guessed."""


def outcome_words(receipt: Receipt, *, is_check: bool = False) -> str:
    """What became of a file, or would become, by the signs of the states of a return."""
    taken = "можно принять" if is_check else "принят"
    match receipt.outcome:
        case Outcome.REFUSED:
            refused = "нельзя принять" if is_check else "не принят"
            return f"{return_sign(ReturnState.RETURNED)} {refused}"
        case Outcome.DUPLICATE:
            return "= уже был принят"
        case Outcome.ACCEPTED_WITH_WARNINGS if receipt.count(Severity.QUESTION):
            return f"{return_sign(ReturnState.WITH_REMARKS)} {taken}, есть вопросы"
        case Outcome.ACCEPTED_WITH_WARNINGS:
            return f"{return_sign(ReturnState.ACCEPTED)} {taken}, есть примечания"
        case _:
            return f"{return_sign(ReturnState.ACCEPTED)} {taken}"


def fitting(frame: pd.DataFrame) -> Literal["content"] | int:
    """A short table stands whole on the page; a long one scrolls inside most of a screen."""
    return "content" if len(frame) <= WHOLE else LONG


def table(
    frame: pd.DataFrame,
    *,
    key: str,
    alt: str,
    file_name: str = "",
    columns: Mapping[str, Any] | None = None,
    row_height: int | None = None,
    follow: Callable[[int], None] | None = None,
) -> None:
    """A plain table in Russian; with ``file_name`` it can be taken away as xlsx.

    ``follow`` is called with the place of the row that is clicked.
    """
    options: dict[str, Any] = {}
    if follow is not None:
        options = {"on_select": lambda: _followed(key, follow), "selection_mode": "single-cell"}
    st.dataframe(
        frame,
        key=key,
        alt=alt,
        hide_index=True,
        placeholder="—",
        column_config=explained(frame.columns, columns),
        height=fitting(frame),
        row_height=row_height,
        **options,
    )
    if file_name:
        downloads.table_row(frame, file_name)


def _followed(key: str, follow: Callable[[int], None]) -> None:
    chosen = session.widget_value(key)
    for row, _ in chosen.selection.cells if chosen else ():
        follow(row)


def problem_rows(problems: Iterable[Problem], **beside: str) -> list[dict[str, str]]:
    """One row per remark; ``beside`` are columns before it (school, file)."""
    return [
        {
            **beside,
            "Что": SEVERITIES[problem.severity],
            "Лист": problem.sheet,
            "Ячейка": problem.cell,
            "Замечание": problem.message,
        }
        for problem in problems
    ]


def remark_rows(problems: Iterable[Problem], **beside: str) -> list[dict[str, str]]:
    """The same for reading: many remarks of one rule on one sheet are one row with a count."""
    return [
        {
            **beside,
            "Что": SEVERITIES[remark.severity],
            "Лист": remark.sheet,
            "Ячейка": remark.cells,
            "Замечание": remark.text,
        }
        for remark in condensed(problems)
    ]


def receipt_row(receipt: Receipt, names: Mapping[str, str]) -> dict[str, Any]:
    """What became of one file, in words."""
    return {
        "Файл": receipt.filename,
        "Что с файлом": outcome_words(receipt),
        "Школа": names.get(receipt.org or "", receipt.org or ""),
        "Год": receipt.year,
        "Версия": receipt.revision,
        "Ошибок": receipt.count(Severity.ERROR),
        "Вопросов": receipt.count(Severity.QUESTION),
        "Примечаний": receipt.count(Severity.NOTE),
    }


def receipts_table(receipts: Iterable[Receipt], names: Mapping[str, str]) -> None:
    """A verdict per file."""
    frame = pd.DataFrame([receipt_row(receipt, names) for receipt in receipts])
    table(frame, key="receipts", alt="Что стало с каждым файлом")


def remarks_table(receipts: Iterable[Receipt]) -> None:
    """Remarks of a batch, root causes first; the file to take away holds each of them."""
    listed = [one for one in receipts if one.problems]
    if not listed:
        return
    st.subheader("Замечания", anchor=False)
    causes_table(listed)
    rows = [row for one in listed for row in remark_rows(one.problems, Файл=one.filename)]
    table(
        pd.DataFrame(rows),
        key="remarks",
        alt="Замечания к загруженным файлам",
        columns={"Замечание": st.column_config.TextColumn(width=560)},
        row_height=TWO_LINES,
    )
    whole = [row for one in listed for row in problem_rows(one.problems, Файл=one.filename)]
    downloads.table_row(pd.DataFrame(whole), "Замечания.xlsx")


def causes_table(receipts: Sequence[Receipt]) -> None:
    """Which rules were broken how often, where several files have many remarks."""
    files = Counter(code for one in receipts for code in {problem.code for problem in one.problems})
    groups = grouped(problem for one in receipts for problem in one.problems)
    if sum(group.count for group in groups) <= WHOLE:
        return
    rows = [
        {
            "Что": SEVERITIES[group.severity],
            "Причина": group.title,
            "Замечаний": group.count,
            "Файлов": files[group.code],
        }
        for group in groups
    ]
    table(pd.DataFrame(rows), key="causes", alt="Причины замечаний и сколько их")
