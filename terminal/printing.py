"""Tables and sentences that a person reads in the terminal."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
from rich import box
from rich.console import Console
from rich.table import Table

from data_model.problems import Severity
from data_model.returns import Outcome, Receipt, ReturnState
from indicators.trace import Trace
from indicators.wording import (
    date_figures,
    fact_text,
    is_unknown,
    number,
    of,
    status_sign,
    status_word,
    target_text,
)
from loaders.checks import Remark, condensed

OUTCOME_WORDS = {
    Outcome.ACCEPTED: "принят",
    Outcome.ACCEPTED_WITH_WARNINGS: "принят, есть замечания",
    Outcome.REFUSED: "не принят",
    Outcome.DUPLICATE: "уже принят раньше",
}
SEVERITY_WORDS = {
    Severity.ERROR: "ошибка",
    Severity.QUESTION: "вопрос",
    Severity.NOTE: "примечание",
}
COMMANDS = {
    "table_unmapped": "roadmap map ФАЙЛ --out МАЛЫЙ.toml, затем приём с --mapping МАЛЫЙ.toml",
    "table_on_several_sheets": "roadmap map ФАЙЛ --sheet ЛИСТ",
}
"""What does the same in a terminal as the page that a remark names."""

STATE_WORDS = {
    ReturnState.NOT_REPORTED: "не сдан",
    ReturnState.WITH_REMARKS: "есть вопросы",
    ReturnState.ACCEPTED: "принят",
    ReturnState.RETURNED: "возвращён",
    ReturnState.REOPENED: "открыт заново",
}


PIPED_WIDTH = 160
"""Characters in a line where no terminal says how many there are."""


def console(*, stderr: bool = False) -> Console:
    """Where to print; wide enough for a table when piped into a file."""
    made = Console(stderr=stderr)
    return made if made.is_terminal else Console(stderr=stderr, width=PIPED_WIDTH)


def table(console: Console, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A plain table that wraps long Russian texts instead of cutting them."""
    drawn = Table(show_lines=False, header_style="bold", box=box.SIMPLE_HEAD)
    for column in columns:
        drawn.add_column(column, overflow="fold")
    for row in rows:
        drawn.add_row(*row)
    console.print(drawn, markup=False)


def receipts(console: Console, given: Sequence[Receipt]) -> None:
    """A line per file, its remarks and what to do here under it, the sum at the end."""
    for one in given:
        console.print(_receipt_line(one), markup=False, highlight=False)
        for remark in condensed(one.problems):
            console.print(f"    {_remark_line(remark)}", markup=False, highlight=False)
        for code in sorted({problem.code for problem in one.problems} & COMMANDS.keys()):
            console.print(f"    В терминале: {COMMANDS[code]}", markup=False, highlight=False)
    console.print(_receipt_sum(given), markup=False, highlight=False)


def _remark_line(remark: Remark) -> str:
    """«вопрос: Показатели H12: …»; many of one rule in one line with their count."""
    place = " ".join(part for part in (remark.sheet, remark.cells) if part)
    return f"{SEVERITY_WORDS[remark.severity]}: {place}{': ' if place else ''}{remark.text}"


def _receipt_line(one: Receipt) -> str:
    place = f", {one.org}, {one.year} год" if one.org else ""
    revision = f", редакция {one.revision}" if one.revision else ""
    return f"{one.filename}: {OUTCOME_WORDS[one.outcome]}{place}{revision}"


def _receipt_sum(given: Sequence[Receipt]) -> str:
    outcomes = [one.outcome for one in given]
    refused, known = outcomes.count(Outcome.REFUSED), outcomes.count(Outcome.DUPLICATE)
    taken = len(outcomes) - refused - known
    return f"Принято: {taken}, не принято: {refused}, принято раньше: {known}"


def status(console: Console, board: pd.DataFrame) -> None:
    """Who has reported: one line per organisation."""
    table(
        console,
        ("Код", "Организация", "Отчёт", "Получен", "Ред.", "Вопросы"),
        (
            (
                row["org"],
                row["name"],
                state_text(row["state"], row["late"]),
                date_figures(row["received_at"]),
                number(row["revision"]),
                number(row["questions"]),
            )
            for row in board.to_dict("records")
        ),
    )


def state_text(state: str, is_late: bool) -> str:
    """«принят, с опозданием», «не сдан, срок прошёл»."""
    words = STATE_WORDS[ReturnState(state)]
    if not is_late:
        return words
    return f"{words}, {'срок прошёл' if state == ReturnState.NOT_REPORTED else 'с опозданием'}"


def indicators(console: Console, frame: pd.DataFrame) -> None:
    """Plan and fact of the district: one line per row of the roadmap."""
    table(
        console,
        ("№", "Показатель", "План", "Факт", "Выполнение", "Отчитались"),
        (
            (
                row["indicator"],
                row["short"],
                target_text(row["operator"], row["target"], row["target_upper"], row["unit"]),
                achieved(row),
                f"{status_sign(row['status'])} {status_word(row['status'])}",
                of(row["reported"], row["expected"]),
            )
            for row in frame[frame["org"].isna()].to_dict("records")
        ),
    )


def achieved(row: Mapping[Any, Any]) -> str:
    """The fact, and what it is a share of: «31,9 %, 532 из 1 669»."""
    fact = fact_text(row)
    parts = "" if is_unknown(row["denominator"]) else of(row["numerator"], row["denominator"])
    return f"{fact}, {parts}" if parts else fact


def trace(console: Console, found: Trace) -> None:
    """Every input that counts, down to its cell."""
    table(
        console,
        ("Организация", "Вопрос", "Класс", "Значение", "Ред.", "Файл", "Лист", "Ячейка"),
        (
            (
                given.org,
                given.question,
                number(given.grade),
                number(given.value),
                number(given.revision),
                given.file,
                given.sheet,
                given.cell,
            )
            for given in found.inputs
        ),
    )
