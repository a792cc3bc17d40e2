"""Tables that several pages show: remarks, receipts, any frame with its download."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal

import pandas as pd
import streamlit as st

from charts.palette import Palette
from data_model.returns import (
    Outcome,
    Problem,
    Receipt,
    ReturnState,
    Severity,
    without_command,
)
from indicators.wording import number, return_sign
from loaders.returns.checks.catalogue import condensed, grouped
from ui import downloads, words
from ui.html_table import MOST, Addresses, TableView, Write, Writes, drawn
from ui.monitoring import pictures

NAMES = {"№", "Год", "Версия"}
"""Whole numbers that are names: nothing is counted by them."""
SEVERITIES = {Severity.ERROR: "Ошибка", Severity.QUESTION: "Вопрос", Severity.NOTE: "Примечание"}
GRAVEST = tuple(SEVERITIES.values())
MANY = 25
"""Rows to fill in up to which they stand whole; remarks up to which each is read."""
LONG = 620
"""Height of a longer one in pixels: its head and foot are seen together on a screen."""


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
    """Height of a table that is filled in: a long one scrolls inside most of a screen."""
    return "content" if len(frame) <= MANY else LONG


def table(
    frame: pd.DataFrame,
    *,
    key: str,
    alt: str,
    file_name: str = "",
    opens: Addresses | None = None,
    later: tuple[str, ...] = (),
    hidden: tuple[str, ...] = (),
    writes: Writes | None = None,
    whole: Callable[[], pd.DataFrame] | None = None,
    total: str = "",
) -> None:
    """A table in Russian; with ``file_name`` it can be taken away as xlsx.

    ``opens`` are the addresses behind the cells of a column, ``later`` the columns that are shown
    by choice, ``hidden`` those of the file alone. ``whole`` gives the table of the file where the
    page shows but a part of it. ``total`` stands under the table.
    """
    view = TableView(key, alt, opens or {}, later, hidden, writes or whole_numbers)
    st.html(kept(frame=frame, view=view, palette=pictures.palette())[1])
    if len(frame) > MOST:
        rest = " Все — в файле." if file_name else ""
        words.quiet(f"Показаны первые {number(MOST)} строк из {number(len(frame))}.{rest}")
    if total:
        words.quiet(total)
    if file_name:
        downloads.table_row(whole or frame, file_name)


def folded(
    label: str, draw: Callable[[], None], *, key: str, few: bool, expanded: bool = False
) -> None:
    """A table below its name, to be opened: where its rows are not ``few``, it is sent then."""
    fold = st.expander(words.safe_markdown(label), expanded=expanded, key=key, on_change="rerun")
    if few or fold.open:
        with fold:
            draw()


TABLES = 48
"""Tables that are kept as the browser gets them; each holds the frame that it was made of."""


@st.cache_resource(
    max_entries=TABLES,
    show_spinner=False,
    hash_funcs={pd.DataFrame: id, Palette: id, TableView: repr},
)
def kept(*, frame: pd.DataFrame, view: TableView, palette: Palette) -> tuple[pd.DataFrame, str]:
    """The frame and how it is shown: a frame that is kept (``data.kept``) is written once.

    A frame is known by its place in memory, which nobody else takes while it is held here.
    """
    return frame, drawn(frame, view, palette)


def whole_numbers(frame: pd.DataFrame) -> dict[str, Write]:
    """How the numbers of each column are written where nothing else is said."""
    return {str(name): plain if name in NAMES else number for name in frame}


def plain(value: Any) -> str:
    """A whole number without grouping: a year, the number of a row."""
    return str(int(value))


def problem_rows(problems: Iterable[Problem], **beside: str) -> list[dict[str, str]]:
    """One row per remark; ``beside`` are columns before it (school, file)."""
    return [
        {
            **beside,
            "Что": SEVERITIES[problem.severity],
            "Лист": problem.sheet,
            "Ячейка": problem.cell,
            "Замечание": problem.plain,
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
            "Замечание": without_command(remark.text),
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
    st.header("Замечания", anchor=False)
    causes_table(listed)
    rows = [row for one in listed for row in remark_rows(one.problems, Файл=one.filename)]
    rows.sort(key=lambda row: GRAVEST.index(row["Что"]))
    table(
        pd.DataFrame(rows),
        key="remarks",
        alt="Замечания к загруженным файлам",
    )
    whole = [row for one in listed for row in problem_rows(one.problems, Файл=one.filename)]
    downloads.table_row(pd.DataFrame(whole), "Замечания.xlsx")


def causes_table(receipts: Sequence[Receipt]) -> None:
    """Which rules were broken how often, where several files have many remarks."""
    files = Counter(code for one in receipts for code in {problem.code for problem in one.problems})
    groups = grouped(problem for one in receipts for problem in one.problems)
    if sum(group.count for group in groups) <= MANY:
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
