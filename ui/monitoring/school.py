"""Blocks of «Школа»: passport, its return, own rows, the years."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from charts.by_school import by_school as schools_chart
from charts.compliance_map import compliance_map
from charts.palette import Palette
from charts.yearly import yearly_share
from data_model.compliance import Status
from data_model.places import Organisation, OrganisationName
from data_model.returns import Revision
from data_model.snapshot import Snapshot
from indicators import matrix, wording
from indicators.changes import changed_years
from indicators.coverage import ReturnLine
from indicators.peers import peers
from indicators.plan_fact_row import PlanFactRow
from indicators.wording import (
    NBSP,
    OPEN_QUESTIONS,
    PUPILS,
    counted,
    date_figures,
    date_short,
    listed,
    numbered,
    placed,
    signed_fact,
)
from reports.compose.advice import for_school
from reports.material import gather
from reports.summary import Recommendation
from ui import data, navigation, selection, words
from ui.monitoring import choices, frames, links, pictures, tables
from ui.monitoring.indicator import yearly_title
from ui.returns import quality
from ui.selection import DistrictYear
from ui.tables import SEVERITIES, table
from ui.words import safe_markdown


def part_of_district(place: DistrictYear, rows: tuple[PlanFactRow, ...]) -> None:
    """What the school adds to the totals of the district: never pass or fail."""
    parts = frames.part_of_district(rows, choices.district_rows(place))
    if parts.empty or parts["Эта школа"].isna().all():
        return
    st.header("Вклад в показатели района", anchor=False)
    tables.figures(
        parts,
        key="school-part",
        alt="Вклад школы в показатели района",
        file_name=f"Вклад школы, {place.year}.xlsx",
    )


def similar(place: DistrictYear, org: str) -> None:
    """The school among those of its type and size, for one share."""
    group, mine = _compared(place, org)
    if not mine:
        return
    st.header("Среди похожих школ", anchor=False)
    words.quiet(f"Группа: {group}")
    for column, part in zip(pictures.places(len(mine)), mine, strict=False):
        with column:
            figure = peers_picture(place, org, part[0].code, pictures.palette())
            key = f"peers-{part[0].indicator}"
            pictures.show(figure, key, lambda keys: links.to_school(keys[0]))


@pictures.kept(clickable=True)
def peers_picture(place: DistrictYear, org: str, code: str, palette: Palette) -> go.Figure:
    """The school among its group, for one share."""
    _, mine = _compared(place, org)
    part = next(part for part in mine if part[0].code == code)
    return schools_chart(
        part, title=_title(part, org), note=part[0].base, highlight=org, palette=palette
    )


def _title(part: tuple[PlanFactRow, ...], org: str) -> str:
    """«№ 9 Билет в будущее: ✕ 32,9 %», of the school itself."""
    mine = next(row for row in part if row.org == org)
    return f"{numbered(mine)}: {signed_fact(mine)}"


@data.kept
def _compared(place: DistrictYear, org: str) -> tuple[str, tuple[tuple[PlanFactRow, ...], ...]]:
    """The group, and the shares in which the school has a figure, each with those of others."""
    group = peers(data.snapshot(place.municipality), place.year, org)
    rows = choices.school_rows(place)
    alike = [row for row in rows if row.org in group.codes and row.is_share]
    if len({row.org for row in alike}) < 2:
        return group.name, ()
    mine = [row.code for row in alike if row.org == org and row.actual is not None]
    parts = (tuple(row for row in alike if row.code == code) for code in mine)
    return group.name, tuple(parts)


def advice(place: DistrictYear, org: str) -> None:
    """What follows for the school, by the district's rules."""
    items = _advice(place, org)
    if not items:
        return
    st.header("Рекомендации", anchor=False)
    for one in items:
        finding = wording.full_stop(wording.capital(one.finding))
        action = wording.full_stop(wording.capital(one.action))
        st.markdown(f"- {safe_markdown(finding)} **{safe_markdown(action)}**")


@data.kept
def _advice(place: DistrictYear, org: str) -> tuple[Recommendation, ...]:
    seen, plan_fact = data.snapshot(place.municipality), data.plan_fact(place.municipality)
    material = gather(seen, place.year, plan_fact, as_of=data.today(), day=data.today())
    return for_school(material, org).items if org in material.by_school else ()


def history(place: DistrictYear, org: str) -> None:
    """Every revision of the school's returns, and what is still asked."""
    found = _revisions(data.snapshot(place.municipality), org)
    st.header("Отчёты школы", anchor=False)
    if not found:
        words.quiet("Школа ещё не присылала отчётов.")
        return
    tables.figures(
        _revision_rows(found),
        key="school-returns",
        alt="Отчёты школы и их версии",
        file_name=f"Отчёты {org}.xlsx",
    )
    st.header("Качество данных", anchor=False)
    tables.figures(
        quality.of_school(place, org),
        key="school-quality",
        alt="Качество данных школы по годам",
        file_name=f"Качество данных {org}.xlsx",
    )
    remarks(_remark_rows(data.snapshot(place.municipality), org))


def _revisions(seen: Snapshot, org: str) -> list[Revision]:
    """Of all years, the newest last; those taken back are shown on «Сбор отчётов»."""
    return [one for one in seen.revisions if one.org == org]


def _revision_rows(found: list[Revision]) -> pd.DataFrame:
    return pd.DataFrame([_revision(one) for one in found])


def _revision(one: Revision) -> dict[str, Any]:
    return {
        "Год": one.year,
        "Версия": one.number,
        "Действует": "да" if one.is_current else "",
        "Получен": date_figures(one.received_at.astimezone()),
        "Файл": one.filename,
        "Вопросов": one.questions,
        "Примечаний": one.notes,
        "Причина исправления": one.reason,
    }


def _remark_rows(seen: Snapshot, org: str) -> pd.DataFrame:
    """Remarks on the current revisions, open ones first."""
    problems = [(one, placed(one, seen.roadmaps)) for one in seen.problems if one.org == org]
    rows = [
        {
            "Год": one.year,
            "Что": SEVERITIES[told.severity],
            "Открыт": "да" if one.is_open else "",
            "Лист": told.sheet,
            "Ячейка": told.cell,
            "Замечание": told.message,
            "Ответ": one.answer,
        }
        for one, told in sorted(problems, key=lambda pair: not pair[0].is_open)
    ]
    return pd.DataFrame(rows)


def remarks(rows: pd.DataFrame) -> None:
    if rows.empty:
        return
    st.header("Замечания", anchor=False)
    table(
        rows,
        key="school-remarks",
        alt="Замечания к отчётам школы",
        file_name="Замечания.xlsx",
    )


ORDER = tuple(Status)
"""Verdicts as a sentence tells them: what is done, what is not, what is not known."""


def passport(place: DistrictYear, org: str) -> None:
    """Present name, type, settlement, pupils; former names with their days."""
    school = choices.organisation(place, org)
    seen = data.snapshot(place.municipality)
    st.markdown(safe_markdown(school.name.full))
    words.quiet_parts(facts(school, seen, place.year))
    if former := school.names[:-1]:
        words.quiet("Прежние названия: " + listed([_named(one) for one in former]))


def facts(school: Organisation, seen: Snapshot, year: int) -> list[str]:
    """Type, settlement, head school, pupils of the year, days of opening and closing."""
    pupils = sum(row.pupils for row in seen.roll if (row.org, row.year) == (school.code, year))
    parts = [str(school.kind), school.settlement, f"код {school.code}"]
    if pupils:
        parts.append(f"{counted(pupils, PUPILS)} на 20.09.{year}")
    if school.valid_to:
        parts.append(f"действует по {date_short(school.valid_to)}")
    if known := seen.municipality.addresses(school.code):
        parts.append(f"почта {', '.join(known)}")
    return [part for part in parts if part]


def _named(name: OrganisationName) -> str:
    return f"«{name.short}» (по {date_short(name.valid_to)})" if name.valid_to else name.short


def its_return(place: DistrictYear, org: str) -> ReturnLine | None:
    """The line of the board that is about this school."""
    return data.board(place.municipality, place.year).of(org)


def year_sentence(place: DistrictYear, org: str, rows: Sequence[PlanFactRow]) -> str:
    """The year of the school in one sentence; before its return has come, that it has not."""
    line = its_return(place, org)
    if line is None or line.is_in:
        return sentence(rows)
    due = data.snapshot(place.municipality).deadlines.get(place.year)
    return not_sent(place.year, due, data.today())


def answer(place: DistrictYear, org: str, rows: Sequence[PlanFactRow]) -> None:
    """The same on the page, with the state of the return, or the way to its form."""
    words.answer(year_sentence(place, org, rows))
    line = its_return(place, org)
    if line is None:
        return
    if line.is_in:
        words.quiet(sent(line, place.year))
        return
    with st.container(horizontal=True):
        st.page_link(
            navigation.page("forms"),
            label="Бланк этой школы",
            icon=":material/description:",
            query_params={selection.SCHOOL: org},
        )
        links.page_link("board", "Напоминание и кто ещё не сдал")


def not_sent(year: int, due: date | None, today: date) -> str:
    """«Отчёт за 2022 год не сдан, срок истёк 20.12.2022.»"""
    if due is None:
        return f"Отчёт за {year}{NBSP}год не сдан, срок не задан."
    term = "срок истёк" if today > due else "срок —"
    return f"Отчёт за {year}{NBSP}год не сдан, {term} {date_short(due)}."


def sent(line: ReturnLine, year: int) -> str:
    """«Отчёт за 2022 год: есть вопросы (2 вопроса), получен 12.12.2022, позже срока.»"""
    parts = [f"Отчёт за {year}{NBSP}год: {wording.return_word(line.state)}"]
    if line.questions:
        parts[0] += f" ({counted(line.questions, OPEN_QUESTIONS)})"
    if line.received_at:
        parts.append(f"получен {date_short(line.received_at.date())}")
    parts += ["позже срока"] if line.late else []
    return ", ".join(parts)


def sentence(rows: Sequence[PlanFactRow]) -> str:
    """«Выполнено: № 5, № 7. Ниже ориентира: № 9 — 32,9 % (…). Малая база: № 8 — 4 из 9.»"""
    ordered = sorted(rows, key=lambda row: ORDER.index(wording.shown_status(row)))
    named: dict[str, list[str]] = {}
    for row in ordered:
        named.setdefault(wording.word(row), []).append(_in_short(row))
    parts = [f"{wording.capital(word)}: {', '.join(rows)}" for word, rows in named.items()]
    told = " ".join(map(wording.full_stop, parts))
    return told or "Показателей, о которых спрашивают школу, в этом году нет."


def _in_short(row: PlanFactRow) -> str:
    name = wording.numbered(row)
    if row.actual is None or row.is_presence:
        return name
    return f"{name} — {frames.fact(row)}"


def headline(rows: Sequence[PlanFactRow], year: int) -> str:
    """«2022: ориентир достигнут — 1, ниже ориентира — 1, нет данных — 2»."""
    now = [row for row in rows if row.year == year]
    ordered = sorted(now, key=lambda row: ORDER.index(wording.shown_status(row)))
    counts: dict[str, int] = {}
    for row in ordered:
        counts[wording.word(row)] = counts.get(wording.word(row), 0) + 1
    told = ", ".join(f"{word} — {count}" for word, count in counts.items())
    return f"{year}: {told}" if told else f"{year}: показателей нет"


def years(place: DistrictYear, org: str) -> None:
    """The school's rows by year; a click opens the origin of a figure."""
    figure = years_picture(place, org, pictures.palette())
    pictures.show(
        figure,
        "school-years",
        lambda keys: links.to_origin(keys[0], org, keys[1]),
        pictures.CELL,
    )


@pictures.kept(clickable=True)
def years_picture(place: DistrictYear, org: str, palette: Palette) -> go.Figure:
    rows = choices.rows_of(place, org)
    return compliance_map(
        matrix.years_matrix(rows),
        title=headline(rows, place.year),
        palette=palette,
    )


def own(place: DistrictYear, org: str, rows: tuple[PlanFactRow, ...]) -> None:
    """The rows of the year as a table."""
    name = choices.organisation(place, org).name.short
    st.header(f"Показатели {place.year}{NBSP}года", anchor=False)
    words.quiet("План района для школы — ориентир: его выполнение считается по району в целом.")
    tables.figures(
        own_table(place, org),
        key="school-own",
        alt=f"Показатели школы {name}",
        file_name=f"{name}, {place.year}.xlsx",
        opens={"Показатель": [links.origin(row.indicator, org) for row in rows]},
    )


@data.kept
def own_table(place: DistrictYear, org: str) -> pd.DataFrame:
    rows = choices.rows_of(place, org, place.year)
    return frames.own_rows(data.plan_fact(place.municipality), rows)


def trend_title(part: Sequence[PlanFactRow], year: int) -> str:
    """«№ 9 Билет в будущее. 2022: 32,9 % при ориентире не менее 50 % — ниже ориентира»."""
    return f"{wording.numbered(part[-1])}. {yearly_title(part, year)}"


def trends(place: DistrictYear, org: str) -> None:
    """Plan and fact over the years for every row that is a share."""
    rows = choices.rows_of(place, org)
    codes = list(dict.fromkeys(row.code for row in rows if row.is_share))
    for column, code in zip(pictures.places(len(codes)), codes, strict=False):
        with column:
            figure = trend_picture(place, org, code, pictures.palette())
            pictures.show(figure, f"school-{code}")


@pictures.kept()
def trend_picture(place: DistrictYear, org: str, code: str, palette: Palette) -> go.Figure:
    part = [row for row in choices.years_of(place, code, org) if row.is_share]
    breaks = changed_years(data.snapshot(place.municipality), code)
    title = trend_title(part, place.year)
    return yearly_share(part, title=title, breaks=breaks, palette=palette)
