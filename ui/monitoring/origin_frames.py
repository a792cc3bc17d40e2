"""What the tables of «Откуда цифра» show: cells of returns, the roll, documents."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import pandas as pd

from data_model.returns import NO_GRADE, StoredDocument, ValueState
from data_model.roadmap import AnswerType, Question, Roadmap
from data_model.snapshot import Snapshot
from indicators.trace import Input, Trace
from indicators.wording import date_figures, date_short, state_word

WHOSE = "Организация"


def cell_rows(
    inputs: Iterable[Input],
    roadmap: Roadmap,
    names: Mapping[str, str],
    reasons: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """One row per cell of a return; ``reasons``: code of a place -> why it does not count."""
    lines = []
    for one in inputs:
        line = _cell(one, roadmap, names)
        if reasons is not None:
            line["Почему не вошло"] = reasons.get(one.org, "")
        lines.append(line)
    frame = pd.DataFrame(lines)
    if lines and frame["Класс"].notna().all():
        frame = frame.astype({"Класс": "Int64"})
    idle = [name for name in ("Класс", "Причина") if lines and not frame[name].any()]
    return frame.drop(columns=idle)


def without_repeats(table: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """The table without the columns that say the same in every row, and what they say."""
    alike = (WHOSE, "Вопрос", "Файл", "Лист", "Почему не вошло")
    same = [name for name in alike if name in table and table[name].nunique() == 1]
    said = [(name, table[name].iloc[0]) for name in same]
    return table.drop(columns=same), [f"{name}: {value}" for name, value in said if value]


def _cell(one: Input, roadmap: Roadmap, names: Mapping[str, str]) -> dict[str, Any]:
    question = roadmap.question(one.question)
    return {
        WHOSE: names.get(one.org, one.org),
        "Вопрос": question.text,
        "Класс": one.grade if one.grade != NO_GRADE else None,
        "В отчёте": one.written,
        "Учтено": understood(one, question),
        "Лист": one.sheet,
        "Ячейка": one.cell,
        "Файл": one.file,
        "Редакция": one.revision,
        "Получен": day(one.received_at),
        "Причина": one.reason,
    }


def understood(one: Input, question: Question) -> int | str:
    """The number of a cell, «есть» or «нет»; else why it gives none, never «не сдано»."""
    if one.value is not None:
        if question.answer is AnswerType.PRESENCE:
            return "есть" if one.value else "нет"
        return one.value
    if one.state == ValueState.NOT_REPORTED:
        return "нет ответа"
    return state_word(one.state)


def day(moment: datetime | None) -> str:
    return date_figures(moment.astimezone()) if moment else ""


def roll_rows(origin: Trace, names: Mapping[str, str]) -> pd.DataFrame:
    """One row per school, one column per grade of the base, and their sum."""
    frame = pd.DataFrame(
        [(names.get(row.org, row.org), row.grade, row.pupils) for row in origin.roll],
        columns=[WHOSE, "grade", "pupils"],
    )
    wide = frame.pivot_table(index=WHOSE, columns="grade", values="pupils", aggfunc="sum")
    wide.columns = [f"{grade} кл." for grade in wide.columns]
    wide = wide.astype("Int64")
    return wide.assign(Всего=wide.sum(axis=1)).reset_index()


def document_row(one: StoredDocument, names: Mapping[str, str]) -> dict[str, str]:
    document = one.document
    return {
        WHOSE: names.get(one.org, one.org),
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
