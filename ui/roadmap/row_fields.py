"""The fields of one row under review: what is counted, its years, its passport, its words.

All stand in one form; they are read when its button is pressed.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

import pandas as pd
import streamlit as st

from data_model.roadmap import ALL_GRADES, Kind, Operator
from indicators.wording import kind_word
from loaders.orders import RowProposal
from loaders.orders.review import DUE, KIND, PART, SIGN, UPPER, VALUE, YEAR, Review, lines_of, typed
from loaders.roadmaps.words import CHANGES, LEVELS, OPERATORS, PERIODS, SCOPES

Choice = TypeVar("Choice", bound=StrEnum)
OPEN = "не определено"
DIRECTIONS = {
    **OPERATORS,
    Operator.AT_LEAST: "не менее (больше — лучше)",
    Operator.AT_MOST: "не более (меньше — лучше)",
}
SCALES = {1: "единицы", 1000: "тысячи", 1_000_000: "миллионы"}


def draw(
    row: RowProposal, review: Review, parents: Mapping[str, str]
) -> tuple[RowProposal, list[dict[str, Any]]]:
    """All fields of a row as widgets; what they hold now, and the lines of its years.

    ``parents``: the rows of the region's roadmap, in words by what names them.
    """
    with st.grid(3, min_column_width=220):
        kind = chosen("Вид показателя", row.kind, {one: kind_word(one) for one in Kind})
        operator = chosen("Сравнение", row.operator, DIRECTIONS)
        unit = st.text_input("Единица", row.unit)
        level = chosen("Уровень", row.level, LEVELS)
        scope = chosen("Охват плана", row.scope, SCOPES)
        scale = st.selectbox(
            "План в таблице ниже пишут в", list(SCALES), list(SCALES).index(row.scale),
            format_func=SCALES.__getitem__,
            help="Приказ считает в тысячах, школы — полным числом.",
        )  # fmt: skip
    base = st.multiselect(
        "База доли: классы", ALL_GRADES, row.base, placeholder="только для доли от обучающихся"
    )
    lines = years(row, review)
    counted = counting(row)
    changed = replace(
        words_of(passport(counted, parents), review),
        kind=kind,
        operator=operator,
        unit=unit,
        level=level,
        scope=scope,
        scale=scale,
        base=tuple(sorted(base)),
    )
    return changed, lines


def chosen(label: str, value: Choice | None, words: Mapping[Choice, str]) -> Choice | None:
    """One of the words, or nothing yet."""
    options: list[Choice | None] = [None, *words]
    return st.selectbox(
        label,
        options,
        index=options.index(value),
        format_func=lambda one: words[one] if one is not None else OPEN,
    )


def years(row: RowProposal, review: Review) -> list[dict[str, Any]]:
    """Plan and term of each year as a table to be mended."""
    frame = pd.DataFrame(
        lines_of(row, review.proposal.years), columns=[YEAR, PART, VALUE, UPPER, SIGN, KIND, DUE]
    )
    edited = st.data_editor(
        frame.astype(
            {PART: "float", VALUE: "float", UPPER: "float", SIGN: "object", DUE: "object"}
        ),
        hide_index=True,
        num_rows="dynamic",
        column_config={
            YEAR: st.column_config.NumberColumn(format="%d", step=1),
            PART: st.column_config.NumberColumn(
                format="%d", step=1, help="Номер квартала, месяца или полугодия; у года пусто."
            ),
            SIGN: st.column_config.SelectboxColumn(
                options=list(OPERATORS.values()), help="Пусто: как у всей строки."
            ),
            KIND: st.column_config.SelectboxColumn(options=list(PERIODS.values())),
            DUE: st.column_config.DateColumn(format="DD.MM.YYYY"),
        },
        placeholder="",
        alt="План и сроки по годам",
    )
    return [
        {str(name): value for name, value in line.items()} for line in edited.to_dict("records")
    ]


def counting(row: RowProposal) -> RowProposal:
    """How the number is made, where it is more than a number of the year."""
    with st.expander("Как считается"):
        with st.grid(3, min_column_width=220):
            whole = st.text_input(
                "Знаменатель, если не обучающиеся", row.whole, help="Например: «Всего педагогов»."
            )
            per = st.number_input(
                "На сколько единиц знаменателя", 1, 1000, row.per,
                placeholder="только у отношения", help="1 — на одного педагога, 10 — на десять.",
            )  # fmt: skip
            change = chosen("Рост считается в", row.change, CHANGES)
            documents = st.number_input("Строк для документов", 0, 20, row.documents)
        with st.grid(2, min_column_width=300):
            options = st.text_area(
                "Варианты ответа, от низшего", "\n".join(row.options),
                help="По одному в строке: базовый, основной, продвинутый. Для вида «уровень из "
                "списка» план — номер уровня в этом списке, первый — 1.",
            )  # fmt: skip
            from_level = st.text_input(
                "Школа засчитывается с уровня", row.from_level,
                help="Для доли организаций, где школа выбирает уровень: «основной».",
            )  # fmt: skip
        cumulative = st.checkbox("Нарастающим итогом с начала срока карты", row.cumulative)
        control = st.checkbox("Числа школ собирать для сверки с числом района", row.control)
    return replace(
        row,
        whole=whole.strip(),
        per=per,
        change=change,
        documents=documents,
        options=tuple(line.strip() for line in options.splitlines() if line.strip()),
        from_level=from_level.strip(),
        cumulative=cumulative,
        control=control,
    )


def passport(row: RowProposal, parents: Mapping[str, str]) -> RowProposal:
    """What the passport of the indicator says beside its plan; it makes no verdict."""
    with st.expander("Паспорт показателя"):
        with st.grid(3, min_column_width=220):
            baseline = st.number_input(
                "Базовое значение", value=_float(row.baseline), format="%g", step=1.0,
                help="В полных единицах.",
            )  # fmt: skip
            baseline_on = st.date_input("На дату", row.baseline_on, format="DD.MM.YYYY")
            weight = st.number_input("Вес", 0.0, None, _float(row.weight), format="%g", step=0.1)
        formula = st.text_area("Формула", row.formula)
        with st.grid(2, min_column_width=300):
            source = st.text_input("Источник данных", row.source)
            frequency = st.text_input("Периодичность", row.frequency)
            methodology = st.text_input("Методика", row.methodology)
            parent = st.text_input("Вышестоящий документ", row.parent)
        parent_row = parent_of(row, parents)
    return replace(
        row,
        baseline=_decimal(baseline),
        baseline_on=baseline_on if isinstance(baseline_on, date) else None,
        weight=_decimal(weight),
        formula=formula.strip(),
        source=source.strip(),
        frequency=frequency.strip(),
        methodology=methodology.strip(),
        parent=parent.strip(),
        parent_row=parent_row,
    )


def parent_of(row: RowProposal, parents: Mapping[str, str]) -> str:
    """Which row of the region's roadmap it answers; asked where the region has one."""
    if not parents and not row.parent_row:
        return ""
    names = {"": "ни одной", row.parent_row: row.parent_row or "ни одной", **parents}
    options = list(names)
    return st.selectbox(
        "Строка карты региона", options, options.index(row.parent_row),
        format_func=names.__getitem__,
        help="Какой строке карты региона отвечает эта: её факт войдёт в сумму региона.",
    )  # fmt: skip


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _decimal(value: float | None) -> Decimal | None:
    return None if value is None else typed(value)


def words_of(row: RowProposal, review: Review) -> RowProposal:
    """The words of the order, for rows by hand and cells that a page break tore apart."""
    with st.expander("Слова приказа", expanded=not row.title):
        number = st.text_input("Номер строки", row.number)
        title = st.text_area("Мероприятие", row.title)
        term = st.text_input("Сроки реализации", row.term)
        wording = st.text_area("Индикативный показатель", row.wording)
        executors = st.text_area("Исполнители, по одному в строке", "\n".join(row.executors))
        section = st.text_input("Раздел, цель или задача", row.section)
        others = {
            one.number: f"№ {one.number} {one.title}"
            for one in review.proposal.rows
            if one.number != row.number
        }
        links = st.multiselect(
            "Связанные мероприятия", list(others), [one for one in row.links if one in others],
            format_func=others.__getitem__, placeholder="строки другого приложения",
            help="Мероприятия приказа, выполнение которых измеряет этот показатель.",
        )  # fmt: skip
        short = st.text_input("Кратко, для таблиц и графиков", row.short)
        note = st.text_area("Примечание", row.note)
    named = tuple(line.strip() for line in executors.splitlines() if line.strip())
    return replace(
        row,
        number=number.strip(),
        title=title.strip(),
        term=term.strip(),
        wording=wording.strip(),
        executors=named,
        section=section.strip(),
        links=tuple(links),
        short=short.strip(),
        note=note.strip(),
    )
