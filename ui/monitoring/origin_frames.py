"""What the tables of «Откуда цифра» show: cells of returns, the roll, documents."""

from datetime import datetime
from typing import Any

import pandas as pd

from data_model.returns import NO_GRADE, StoredDocument
from data_model.roadmap import Roadmap
from data_model.snapshot import Snapshot
from indicators.trace import Input, Trace
from indicators.wording import date_figures, date_short, state_word


def cell_rows(inputs: tuple[Input, ...], roadmap: Roadmap, names: dict[str, str]) -> pd.DataFrame:
    """One row per cell of a return."""
    return pd.DataFrame([_cell(one, roadmap, names) for one in inputs])


def without_repeats(table: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """The table without the columns that say the same in every row, and what they say."""
    same = [name for name in ("Школа", "Вопрос", "Файл", "Лист") if table[name].nunique() == 1]
    said = [(name, table[name].iloc[0]) for name in same]
    return table.drop(columns=same), [f"{name}: {value}" for name, value in said if value]


def _cell(one: Input, roadmap: Roadmap, names: dict[str, str]) -> dict[str, Any]:
    return {
        "Школа": names.get(one.org, one.org),
        "Вопрос": roadmap.question(one.question).text,
        "Класс": str(one.grade) if one.grade != NO_GRADE else "",
        "Записано": one.written,
        "Понято как": str(one.value) if one.value is not None else state_word(one.state),
        "Лист": one.sheet,
        "Ячейка": one.cell,
        "Файл": one.file,
        "Редакция": one.revision,
        "Получен": day(one.received_at),
        "Причина": one.reason,
    }


def day(moment: datetime | None) -> str:
    return date_figures(moment.astimezone()) if moment else ""


def roll_rows(origin: Trace, names: dict[str, str]) -> pd.DataFrame:
    """One row per school, one column per grade of the base, and their sum."""
    frame = pd.DataFrame(
        [(names.get(row.org, row.org), row.grade, row.pupils) for row in origin.roll],
        columns=["Школа", "grade", "pupils"],
    )
    wide = frame.pivot_table(index="Школа", columns="grade", values="pupils", aggfunc="sum")
    wide.columns = [f"{grade} кл." for grade in wide.columns]
    wide = wide.astype("Int64")
    return wide.assign(Всего=wide.sum(axis=1)).reset_index()


def document_row(one: StoredDocument, names: dict[str, str]) -> dict[str, str]:
    document = one.document
    return {
        "Школа": names.get(one.org, one.org),
        "Наименование": document.name,
        "Номер": document.number,
        "Дата": date_short(document.date) if document.date else "",
        "Ссылка": document.link,
        "Лист": document.sheet,
        "Ячейка": document.cell,
    }


def names_of(seen: Snapshot) -> dict[str, str]:
    """Code -> present short name of every organisation, the municipality included."""
    names = {one.code: one.name.short for one in seen.organisations}
    return {**names, seen.municipality.code: seen.municipality.short}
