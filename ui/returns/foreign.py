"""«Сводная таблица»: what its columns are is proposed here, and confirmed once by a person."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from data_model.roadmap import AnswerType, Question, Respondent, Roadmap, roll_date
from loaders.files.workbook import Workbook
from loaders.files.worker_pool import read_workbook
from loaders.intake import context_of
from loaders.tables.finding import table_of
from loaders.tables.profile import (
    USE_WORDS,
    ColumnUse,
    LayoutKind,
    LayoutProfile,
    Use,
    confirm,
    find_profile,
)
from loaders.tables.proposal import MappingProposal, propose, rival_sheets
from loaders.tables.share import schools_in, year_of
from loaders.tables.tables import roadmap_in_force, unknown_schools
from loaders.uploads import WaitingTable
from ui import data, doors
from ui.returns import batches
from ui.returns.batches import UploadBatch
from ui.selection import DistrictYear
from ui.tables import fitting
from ui.words import safe_markdown

COLUMN, MEANING, EXAMPLE, HINT = "Столбец таблицы", "Что это", "Пример", "Проверьте"
LONGEST_TEXT = 70
Meaning = tuple[Use, str, int]
"""Use, question and grade of a column."""

COMMON = {
    LayoutKind.CONSOLIDATED: (Use.SKIP, Use.SCHOOL, Use.CODE, Use.YEAR, Use.MOMENT),
    LayoutKind.PLATFORM: (
        Use.SKIP,
        Use.SCHOOL,
        Use.CODE,
        Use.MUNICIPALITY,
        Use.CLASS,
        Use.ARCHIVED,
    ),
}


def ask(batch: UploadBatch, place: DistrictYear) -> None:
    """One waiting table after the other: what its columns are, whose rows, which year."""
    waiting = batch.tables[0]
    roadmap = roadmap_in_force(data.snapshot(place.municipality))
    content = batches.content_of(batch, (waiting.filename, waiting.sha256))
    workbook = read_workbook(content, waiting.filename)
    if roadmap is None:
        return
    sheets = rival_sheets(workbook, roadmap)
    sheet = _sheet(waiting, sheets) if sheets else ""
    proposal = propose(workbook, roadmap, sheet) if sheet or not sheets else None
    if proposal:
        doors.guarded(lambda: _form(batch, place, waiting, workbook, proposal, roadmap))


def _sheet(waiting: WaitingTable, sheets: tuple[str, ...]) -> str:
    """The sheet to read, as the person says; nothing as long as nobody does."""
    st.header("Сводная таблица: с какого листа брать ответы", anchor=False)
    st.markdown(
        f"В файле «{safe_markdown(waiting.filename)}» таблиц с ответами несколько. Выбранный лист "
        "запомнится, остальные не читаются; если нужны и они, загрузите их отдельными файлами."
    )
    key = f"sheet-{waiting.sha256[:12]}"
    return st.radio("Лист с ответами", sheets, None, safe_markdown, key=key) or ""


def _form(
    batch: UploadBatch,
    place: DistrictYear,
    waiting: WaitingTable,
    workbook: Workbook,
    proposal: MappingProposal,
    roadmap: Roadmap,
) -> None:
    before = _profile(place, waiting, proposal)
    st.header("Сводная таблица: что в её столбцах", anchor=False)
    st.markdown(
        f"Файл «{safe_markdown(waiting.filename)}». {safe_markdown(proposal.found)} Проверьте "
        "соответствие и подтвердите: дальше такие таблицы принимаются сами."
    )
    with st.form(f"mapping-{batch.id}-{waiting.sha256[:12]}"):
        columns = _columns(before, proposal, choices(proposal.kind, roadmap))
        schools = _schools(workbook, before, place)
        year = _year(workbook, before, waiting, place)
        name = st.text_input("Как назвать это соответствие", before.name)
        is_said = st.form_submit_button("Подтвердить и проверить", type="primary")
    if is_said:
        said = {**before.schools, **schools}
        named = replace(before, name=name.strip() or before.name, year=year, file=waiting.sha256)
        profile = replace(named, columns=columns, schools=said)
        doors.attempt(lambda: _keep(batch, place, profile, roadmap))


def _profile(
    place: DistrictYear, waiting: WaitingTable, proposal: MappingProposal
) -> LayoutProfile:
    """What was confirmed for these headers before, else what is proposed."""
    saved = find_profile(data.store().mappings(place.municipality), proposal.fingerprint)
    proposed = proposal.profile(f"Таблица «{waiting.filename.rsplit('/')[-1]}»")
    return replace(saved, sheet=proposed.sheet or saved.sheet) if saved else proposed


def _columns(
    profile: LayoutProfile, proposal: MappingProposal, options: dict[str, Meaning]
) -> tuple[ColumnUse, ...]:
    """The columns as the person leaves them."""
    hints = {one.use.header: (one.example, one.use.hint) for one in proposal.columns}
    rows = [
        {
            COLUMN: one.header,
            MEANING: words_of(one, options),
            EXAMPLE: hints.get(one.header, ("", ""))[0],
            HINT: hints.get(one.header, ("", ""))[1],
        }
        for one in profile.columns
    ]
    frame = pd.DataFrame(rows)
    edited = st.data_editor(
        frame,
        key=f"columns-{profile.fingerprint}",
        hide_index=True,
        disabled=[COLUMN, EXAMPLE, HINT],
        column_config={
            MEANING: st.column_config.SelectboxColumn(options=list(options), required=True)
        },
        height=fitting(frame),
    )
    meant = [options[words] for words in edited[MEANING]]
    pairs = zip(profile.columns, meant, strict=True)
    return tuple(ColumnUse(one.header, *meaning) for one, meaning in pairs)


def _schools(workbook: Workbook, profile: LayoutProfile, place: DistrictYear) -> dict[str, str]:
    """The schools behind names that the register does not know; unsaid ones stay unknown."""
    day = roll_date(max(data.years(place.municipality)))
    names = data.names(place.municipality)
    context = context_of(data.store())
    schools = schools_in(context, place.municipality, {}, day)
    codes = list(names)
    said: dict[str, Any] = {
        name: st.selectbox(
            f"Какая это школа: «{safe_markdown(name)}»",
            codes,
            index=codes.index(found.code) if (found := schools.likely(name)) else None,
            format_func=lambda code: names[code],
            placeholder="Выберите",
        )
        for name in unknown_schools(workbook, profile, context, place.municipality, day)
    }
    return {name: code for name, code in said.items() if code}


def _year(
    workbook: Workbook, profile: LayoutProfile, waiting: WaitingTable, place: DistrictYear
) -> int | None:
    """Asked only where the table does not name its year."""
    years = data.years(place.municipality)
    table = table_of(workbook, profile.fingerprint, profile.sheet)
    if table is None or year_of(table, workbook, years, profile, waiting.sha256):
        return profile.year
    return st.selectbox("За какой год эта таблица", years, index=None, placeholder="Выберите")


def _keep(batch: UploadBatch, place: DistrictYear, profile: LayoutProfile, roadmap: Roadmap) -> str:
    confirm(data.store(), place.municipality, profile, roadmap)
    batches.check_again(batch)
    return f"Соответствие «{profile.name}» сохранено, файлы проверяются ещё раз."


def choices(kind: LayoutKind, roadmap: Roadmap) -> dict[str, Meaning]:
    """Words of every choice → what they mean, in the order of the roadmap."""
    questions = tuple(roadmap.asked(Respondent.SCHOOL))
    asking = _counted(questions) if kind is LayoutKind.PLATFORM else _answers(questions)
    return {USE_WORDS[use]: (use, "", 0) for use in COMMON[kind]} | dict(asking)


def _answers(questions: Iterable[Question]) -> Iterator[tuple[str, Meaning]]:
    for one in questions:
        for grade in one.grades:
            yield f"{_short(one)}: {grade} класс", (Use.ANSWER, one.code, grade)
        if one.grades:
            yield f"{_short(one)}: итог для сверки", (Use.TOTAL, one.code, 0)
            yield f"{_short(one)}: процент для сверки", (Use.PERCENT, one.code, 0)
        else:
            yield _short(one), (Use.ANSWER, one.code, 0)


def _counted(questions: Iterable[Question]) -> Iterator[tuple[str, Meaning]]:
    for one in questions:
        if one.grades and one.answer is AnswerType.COUNT:
            yield f"{_short(one)}: считать учеников", (Use.MEASURE, one.code, 0)


def _short(question: Question) -> str:
    text = question.text
    return text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 1]}…"


def words_of(use: ColumnUse, options: dict[str, Meaning]) -> str:
    """The words of a column; «не читать» where it means nothing that is offered."""
    meaning = (use.use, use.question, use.grade)
    return next((words for words, one in options.items() if one == meaning), USE_WORDS[Use.SKIP])
