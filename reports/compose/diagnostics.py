"""Diagnostics report («аналитический отчёт по итогам диагностики», row 5 of the roadmap).

Speaks of the indicator whose report collects numbers by grade: who has a report of their
own, how many pupils were diagnosed and advised, grade by grade.
"""

from collections.abc import Hashable, Mapping
from functools import partial
from typing import Any

import pandas as pd

from data_model.compliance import Status
from data_model.errors import NothingThere
from indicators import wording
from indicators.collected import collected, summed, total
from reports import figures
from reports.compose import advice, grouped
from reports.compose.frame import act, document
from reports.lines import Line
from reports.masking import is_small
from reports.material import Material, with_status
from reports.sentences import say
from reports.summary import (
    Block,
    Cell,
    Column,
    Figure,
    Paragraph,
    Role,
    Section,
    Summary,
    Table,
)

Row = Mapping[Hashable, Any]


def compose(material: Material) -> Summary:
    """The report of one year. Raises NothingThere where the roadmap asks for no diagnostics."""
    line = _line(material)
    numbers = _numbers(material, line)
    sections = _sections(material, line, numbers)
    if _is_unplanned(line, numbers):
        sections = _unplanned(material, line)
    title = f"по итогам психолого-педагогической диагностики за {material.year} год"
    return document(material, "diagnostics", "Аналитический отчёт", title, sections)


def _sections(material: Material, line: Line, numbers: pd.DataFrame) -> tuple[Section, ...]:
    return (
        Section("главное", "Главное", _essentials(material, line, numbers)),
        Section("основание", "Основание и порядок", _ground(material, line)),
        Section("результаты", "Результаты по классам", _results(material, numbers)),
        Section("документы", "Отчёты организаций", _documents(material, line, numbers)),
        Section("анализ", "Анализ", _analysis(material, line)),
        Section("рекомендации", "Адресные рекомендации", _advised(material, line)),
    )


def _is_unplanned(line: Line, numbers: pd.DataFrame) -> bool:
    """Whether the roadmap asks for no report in the year, and nobody has given one."""
    return line.status is Status.NO_TARGET and bool(numbers["numerator"].isna().all())


def _unplanned(material: Material, line: Line) -> tuple[Section, ...]:
    """A year without diagnostics: nobody is blamed for what was not asked."""
    told = say(
        "{name}: на {year} год дорожной картой {verdict}, поэтому числа не собирались.",
        Role.LEAD,
        name=line.quoted,
        year=str(material.year),
        verdict=figures.verdict(line),
    )
    empty = ("результаты", "документы", "анализ", "рекомендации")
    return (
        Section("главное", "Главное", (told,)),
        Section("основание", "Основание", _ground(material, line)[:1]),
        *(Section(key, "", ()) for key in empty),
    )


def _line(material: Material) -> Line:
    """The district's row of the indicator that collects numbers for its report."""
    for line in material.district:
        if material.activity(line).indicator.also_counted:
            return line
    raise NothingThere(
        f"В дорожной карте на {material.year} год нет показателя, который собирает числа для "
        "отчёта по диагностике."
    )


def _numbers(material: Material, line: Line) -> pd.DataFrame:
    indicator = material.activity(line).indicator
    return collected(material.snapshot, material.year, indicator.also_counted, indicator.base)


def _text(material: Material, question: str) -> str:
    return material.roadmap.question(question).text


def _essentials(material: Material, line: Line, numbers: pd.DataFrame) -> tuple[Block, ...]:
    whole = [_sentence(material, row) for row in total(numbers).to_dict("records")]
    empty = Paragraph("Чисел по классам за этот год организации не представили.", role=Role.LEAD)
    return (_have(line), *(whole or [empty]))


def _have(line: Line) -> Paragraph:
    if line.numerator is None:
        return say("{name}: {verdict}.", Role.LEAD, name=line.quoted, verdict=figures.verdict(line))
    return say(
        "{name}: свой отчёт есть у {of}; сводный отчёт района — {verdict}.",
        Role.LEAD,
        name=line.quoted,
        of=figures.of(line),
        verdict=figures.verdict(line),
    )


def _sentence(material: Material, row: Row) -> Paragraph:
    of, share = _of(material, row), _share(material, row)
    reported = Figure(
        wording.counted(int(row["organisations"]), wording.ORGANISATIONS),
        int(row["organisations"]),
        "organisations",
    )
    return say(
        "{text}: {of} ({share}); числа представили: {reported}.",
        Role.LEAD,
        text=_text(material, str(row["question"])),
        of=of,
        share=share,
        reported=reported,
    )


def _hidden(material: Material, row: Row) -> bool:
    return material.public and is_small(row["numerator"], row["denominator"])


def _of(material: Material, row: Row) -> Figure:
    if _hidden(material, row):
        return Figure(figures.NOT_SHOWN, None, str(row["question"]))
    text = f"{wording.of(row['numerator'], row['denominator'])}{wording.NBSP}чел."
    return Figure(text, _known(row["numerator"]), str(row["question"]))


def _share(material: Material, row: Row) -> Figure:
    if _hidden(material, row):
        return Figure(figures.NOT_SHOWN, None, str(row["question"]))
    return Figure(wording.share(row["actual"]), _known(row["actual"]), str(row["question"]))


def _known(value: Any) -> float | None:
    return None if wording.is_unknown(value) else float(value)


def _ground(material: Material, line: Line) -> tuple[Block, ...]:
    executors = wording.listed(advice.executors(material.activity(line).executors))
    base = wording.base_words(material.activity(line).indicator.base, material.year)
    return (
        say(
            "Основание: {act}, строка {row} «{wording}». Исполнители: {executors}.",
            act=act(material),
            row=line.indicator,
            wording=material.activity(line).wording,
            executors=executors,
        ),
        say(
            "Учтены разные обучающиеся, {base}. Сумма берётся по организациям, ответившим по "
            "всем своим классам базы; доли не усредняются.",
            base=base,
        ),
        material.place("diagnostics.methods", "методики диагностики и кто её проводил"),
    )


def _results(material: Material, numbers: pd.DataFrame) -> tuple[Block, ...]:
    sums = summed(numbers, "grade")
    return tuple(
        _grades_table(material, str(question), rows)
        for question, rows in sums.groupby("question", sort=False)
    ) or (Paragraph("Числа по классам не представлены."),)


def _grades_table(material: Material, question: str, rows: pd.DataFrame) -> Table:
    columns = (
        Column("Класс", 1.0, "center"),
        Column("Обучающиеся, чел.", 1.6, "right"),
        Column("Из них, чел.", 1.4, "right"),
        Column("Доля", 1.2, "right"),
        Column("Учтено организаций", 1.6, "right"),
    )
    made = tuple(
        (
            Cell(str(row["grade"]), int(row["grade"])),
            Cell(wording.number(row["denominator"]), _known(row["denominator"])),
            _counted(material, row),
            Cell(_share(material, row).text, None if _hidden(material, row) else row["actual"]),
            Cell(str(row["organisations"]), int(row["organisations"])),
        )
        for row in rows.sort_values("grade").to_dict("records")
    )
    return Table(_text(material, question), columns, made)


def _counted(material: Material, row: Row) -> Cell:
    if _hidden(material, row):
        return Cell(figures.HIDDEN)
    return Cell(wording.number(row["numerator"]), _known(row["numerator"]))


def _documents(material: Material, line: Line, numbers: pd.DataFrame) -> tuple[Block, ...]:
    questions = list(dict.fromkeys(numbers["question"]))
    sums = {(row["question"], row["org"]): row for row in summed(numbers, "org").to_dict("records")}
    columns = (
        Column("Организация", 2.8),
        Column("Отчёт", 2.0),
        *(Column(_text(material, question), 2.4, "right") for question in questions),
    )
    cell = partial(_school_cell, material)
    rows = tuple(
        (
            Cell(school.org_name),
            figures.status_cell(school),
            *(cell(sums.get((question, school.org))) for question in questions),
        )
        for school in material.of_schools(line)
    )
    return (Table("Отчёты и числа организаций", columns, rows),)


def _school_cell(material: Material, row: Row | None) -> Cell:
    if row is None or wording.is_unknown(row["numerator"]):
        return Cell(wording.DASH if row is None else "н/д")
    if _hidden(material, row):
        return Cell(figures.NOT_SHOWN)
    return Cell(
        f"{wording.of(row['numerator'], row['denominator'])}, {wording.share(row['actual'])}"
    )


def _analysis(material: Material, line: Line) -> tuple[Block, ...]:
    behind = with_status(material.of_schools(line), Status.MISSED, Status.PARTLY, Status.NO_DATA)
    named = "; ".join(f"{school.org_name} ({figures.verdict(school)})" for school in behind)
    told = f"Без подтверждённого отчёта: {named}." if named else "Отчёты есть у всех организаций."
    return (
        Paragraph(told),
        material.place(
            "diagnostics.findings", "что показала диагностика: склонности, запросы, риски"
        ),
    )


def _advised(material: Material, line: Line) -> tuple[Block, ...]:
    mine = tuple(
        item for item in advice.for_schools(material).items if item.indicator == line.indicator
    )
    empty = Paragraph("Рекомендаций по этому показателю данные не требуют.")
    return tuple(grouped.blocks(material, mine)) or (empty,)
