"""Blocks of «Если бы»: another target or another count, and what it would turn.

At the end, what is tried as it stands in an address, for the print view.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation

import pandas as pd
import streamlit as st

from data_model.compliance import Status
from data_model.errors import MonitorError
from data_model.roadmap import Indicator, Kind, Operator
from indicators import wording
from indicators.definitions import promised_target
from indicators.plan_fact_row import PlanFactRow
from indicators.what_if import Change, ChangedCount, Difference, MovedTarget, differences, what_if
from indicators.wording import fact, gap, number, verdict, word
from ui import blocks, data, filters, selection, words
from ui.filters import Filter
from ui.monitoring import choices, frames, tables
from ui.selection import DistrictYear

COUNTED = frozenset({Kind.SHARE, Kind.GROWING_SHARE, Kind.COUNT})
MOVABLE = {Operator.AT_LEAST, Operator.AT_MOST, Operator.EQUAL}


def changes(place: DistrictYear, row: PlanFactRow) -> list[Change]:
    """What the person moves: the target of the year, one count."""
    left, right = st.columns(2, gap="large")
    with left:
        moved = list(_target(place, row))
    with right:
        counted = list(_count(place, row))
    return [*moved, *counted]


def _target(place: DistrictYear, row: PlanFactRow) -> Iterator[Change]:
    """The target of the roadmap: under «в каждой школе» that of one school."""
    indicator = _indicator(place, row)
    target = promised_target(indicator, place.year)
    if target is None or indicator.operator not in MOVABLE:
        words.quiet("Планового значения на этот год нет: менять нечего.")
        return
    planned = float(target.value)
    asked = filters.number(
        f"План, {indicator.unit or 'ед.'}",
        Filter(target_key(row), filters.address_value(planned)),
        planned,
        0.0,
        100.0 if indicator.unit == "%" else None,
        step=1.0,
        format="%g",
    )
    words.quiet(f"В дорожной карте — {wording.promised(planned, indicator.unit)}")
    if asked is not None and asked != planned:
        yield MovedTarget(place.year, row.indicator, Decimal(str(asked)))


def _indicator(place: DistrictYear, row: PlanFactRow) -> Indicator:
    return data.roadmap(place.municipality, place.year).activity(row.indicator).indicator


def _count(place: DistrictYear, row: PlanFactRow) -> Iterator[Change]:
    """The count of a school; of the district where it answers itself."""
    answering = _answering(place, row)
    if not answering:
        words.quiet("Отвечать на этот вопрос некому: менять нечего.")
        return
    names = {org: one.org_name for org, one in answering.items()}
    org = selection.choose("Организация", WHOSE, names)
    if org is None:
        words.quiet("Организация из адреса на этот вопрос не отвечает. Выберите другую.")
        return
    one = answering[org]
    now, whole = one.numerator, one.denominator
    if one.actual is not None and now is None:
        now = round(one.actual)
    one_count = Filter(count_key(row, org), filters.address_value(now))
    counted = "Участников" if one.is_share or one.unit in {"", "чел."} else f"Число, {one.unit}"
    asked = filters.number(counted, one_count, now, 0, whole, step=1, placeholder="данных нет")
    of_whole = f" из {number(whole)}" if whole else ""
    words.quiet("В отчёте числа нет" if now is None else f"В отчёте — {number(now)}{of_whole}")
    if asked is not None and asked != now:
        yield ChangedCount(place.year, row.indicator, org, int(asked))
        selection.try_out({WHOSE: org})


def _answering(place: DistrictYear, row: PlanFactRow) -> dict[str, PlanFactRow]:
    """Code of an organisation -> its row, of those whose counts make the figure."""
    if not row.by_schools:
        return {place.municipality: row}
    schools = choices.school_rows(place, row.code)
    return {one.org or "": one for one in schools if one.status is not Status.NOT_APPLICABLE}


def outcome(place: DistrictYear, row: PlanFactRow, moved: list[Change]) -> None:
    """The district before and after, and every row that would turn."""
    new, found = computed(place, row, moved)
    with st.container(horizontal=True, gap="medium", vertical_alignment="center"):
        blocks.badge(row)
        st.markdown("было бы", width="content")
        blocks.badge(new)
    words.answer(sentence(row, new))
    if found:
        st.header("Что изменится", anchor=False)
        tables.figures(
            frame(found),
            key="what-if",
            alt="Показатели, которые изменились бы",
            file_name="Если бы.xlsx",
            whole=lambda: frame(found, numbers=True),
        )


def computed(
    place: DistrictYear, row: PlanFactRow, moved: list[Change]
) -> tuple[PlanFactRow, tuple[Difference, ...]]:
    """The district's row as it would be, and every row whose figure or verdict would differ."""
    after = what_if(data.snapshot(place.municipality), moved, data.today())
    new = after.row(row.year, row.code)
    found = differences(data.plan_fact(place.municipality), after)
    return new or row, tuple(one for one in found if one.turns or _moves(one))


def _moves(one: Difference) -> bool:
    """Whether the figure itself would be another, not its target alone."""
    return (one.before and one.before.actual) != (one.after and one.after.actual)


def moves(place: DistrictYear, row: PlanFactRow, moved: Iterable[Change]) -> Iterator[str]:
    """What was moved, in words: on paper nobody sees the fields."""
    names = data.names(place.municipality)
    for change in moved:
        if isinstance(change, MovedTarget):
            unit = _indicator(place, row).unit
            yield wording.full_stop(f"План — {wording.promised(change.value, unit)}")
        else:
            yield f"{names[change.org]}: участников — {number(change.value)}."


def now(row: PlanFactRow) -> str:
    """«Сейчас 37,1 % — не выполнено, не хватает 194 обучающихся.»"""
    return wording.full_stop(f"Сейчас {_told(row)}")


def sentence(old: PlanFactRow, new: PlanFactRow) -> str:
    """«Сейчас 37,2 % — не выполнено; было бы 41,0 % — не выполнено, не хватает 133 …»"""
    before = word(old) if old.actual is None else f"{fact(old)} — {word(old)}"
    return wording.full_stop(f"Сейчас {before}; было бы {_told(new)}")


def _told(row: PlanFactRow) -> str:
    """«37,1 % — не выполнено, не хватает 194 обучающихся»; a word where nothing is known."""
    if row.actual is None:
        return word(row)
    said = f"{fact(row)} — {word(row)}"
    return f"{said}, {gap(row)}" if gap(row) else said


def frame(found: Iterable[Difference], *, numbers: bool = False) -> pd.DataFrame:
    """Rows that would differ, before and after; in a file their figures are numbers."""
    return frames.frame(
        {
            "Год": one.row.year,
            "№": one.row.indicator,
            "Организация": one.row.org_name,
            **_figure("Было", one.before, numbers),
            **_figure("Стало бы", one.after, numbers),
            "Выполнение было": verdict(one.before) if one.before else "",
            frames.VERDICT: verdict(one.after) if one.after else "",
        }
        for one in found
    )


def _figure(name: str, row: PlanFactRow | None, numbers: bool) -> frames.Line:
    if numbers:
        return frames.fact_in_units(name, row)
    return {name: frames.fact(row) if row else ""}


WHOSE = "whose"
"""Code of the organisation whose count is changed."""


def target_key(row: PlanFactRow) -> str:
    return f"target-{row.indicator}-{row.year}"


def count_key(row: PlanFactRow, org: str) -> str:
    return f"count-{row.indicator}-{org}-{row.year}"


def changes_asked(
    query: Mapping[str, str], row: PlanFactRow, known: Container[str]
) -> list[Change]:
    """What an address asks to change of a district row; ``known``: codes of organisations.

    MonitorError where it is no number.
    """
    try:
        return list(_changes_asked(query, row, known))
    except (InvalidOperation, ValueError) as error:
        text = "Число в адресе не читается. Откройте «Если бы» и нажмите «Печать»."
        raise MonitorError(text) from error


def _changes_asked(
    query: Mapping[str, str], row: PlanFactRow, known: Container[str]
) -> Iterator[Change]:
    org = query.get(WHOSE, "")
    if moved := query.get(target_key(row)):
        yield MovedTarget(row.year, row.indicator, Decimal(moved))
    counted = query.get(count_key(row, org))
    if counted and org in known:
        yield ChangedCount(row.year, row.indicator, org, int(counted))
