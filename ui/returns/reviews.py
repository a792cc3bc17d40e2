"""«На проверке»: returns that wait until a methodist has looked at them; the district's switch.

In order: which wait, each with its remarks and its file; what was changed since they were
sent; what becomes of those chosen; the switch.
"""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from data_model.errors import Refused
from data_model.returns import BasisChange, Rejudged, ReviewState, Revision, Severity
from indicators.wording import OPEN_QUESTIONS, RETURNS, counted, date_figures, placed
from loaders.intake import context_of, judge_again
from loaders.returns.judging import FileVerdict
from ui import data, doors, downloads, offered, tables
from ui.selection import DistrictYear
from ui.words import quiet, safe_markdown

ANY_FILE = "application/octet-stream"


def waiting(place: DistrictYear) -> list[Revision]:
    """Returns of the year that wait, in the order they came."""
    found = [
        one
        for one in data.snapshot(place.municipality).revisions
        if one.year == place.year and one.review is ReviewState.WAITING
    ]
    return sorted(found, key=lambda one: one.received_at)


def section(place: DistrictYear) -> None:
    """The returns that wait; nothing where none does."""
    found = waiting(place)
    if not found:
        return
    names = data.names(place.municipality)
    st.header(f"На проверке: {counted(len(found), RETURNS)}", anchor=False)
    quiet("Эти отчёты ещё не входят в цифры. Пока их не приняли, действуют прежние.")
    changed = data.store().basis_changes(place.municipality)
    for one in found:
        with st.expander(safe_markdown(title(one, names)), expanded=one.id in changed):
            if one.id in changed:
                judged_again(place, one, changed[one.id])
            looked_at(place, one)
    decide(place, found, names, changed)


def title(one: Revision, names: dict[str, str]) -> str:
    came = date_figures(one.received_at.astimezone())
    asked = f", {counted(one.questions, OPEN_QUESTIONS)}" if one.questions else ", без вопросов"
    return f"{names.get(one.org, one.org)}: версия {one.number} от {came}{asked}"


def looked_at(place: DistrictYear, one: Revision) -> None:
    """What the checks say of a return, and its very file."""
    roadmaps = data.snapshot(place.municipality).roadmaps
    problems = [placed(stored, roadmaps) for stored in data.store().problems_of(one.id)]
    if problems:
        tables.table(
            pd.DataFrame(tables.remark_rows(problems)),
            key=f"review-remarks-{one.id}",
            alt="Замечания к отчёту на проверке",
        )
    else:
        st.markdown("Замечаний нет.")
    author = data.store().return_authors(one.org, one.year).get(one.id, "")
    with st.container(horizontal=True, vertical_alignment="center"):
        downloads.download(
            "Скачать отчёт",
            lambda: data.store().original(one.id)[1],
            one.filename.rpartition("/")[2],
            mime=ANY_FILE,
            key=f"review-file-{one.id}",
        )
        quiet(
            " ".join(
                part for part in (f"Отправил: {author}." if author else "", one.reason) if part
            )
        )


@data.kept
def anew(place: DistrictYear, revision: int) -> FileVerdict:
    """What the checks say of a waiting return by the register, the roll and the roadmap of now."""
    store = data.store()
    one = next(one for one in waiting(place) if one.id == revision)
    return judge_again(one, context_of(store), store)


def judged_again(place: DistrictYear, one: Revision, changes: Sequence[BasisChange]) -> None:
    """What was changed since a return was sent, and what becomes of its remarks by that."""
    told = "; ".join(
        dict.fromkeys(
            f"{change.told} ({date_figures(change.at.astimezone())})" for change in changes
        )
    )
    st.warning(safe_markdown(f"С тех пор как отчёт прислали, изменили: {told}."))
    verdict = anew(place, one.id)
    before = [stored.problem.message for stored in data.store().problems_of(one.id)]
    now = [problem.message for problem in verdict.problems]
    same = {*before} == {*now}
    st.markdown("Отчёт проверен заново: замечания те же." if same else "Отчёт проверен заново:")
    for text in now:
        if text not in before:
            st.markdown(f"- новое: {safe_markdown(text)}")
    for text in before:
        if text not in now:
            st.markdown(f"- снято: {safe_markdown(text)}")
    if verdict.is_refused:
        st.markdown("Принять его теперь нельзя: верните отчёт школе.")


def decide(
    place: DistrictYear,
    found: Sequence[Revision],
    names: dict[str, str],
    changed: Mapping[int, Sequence[BasisChange]],
) -> None:
    """Accept or return several at once; those without questions are chosen beforehand.

    Whatever was changed in the meantime, a click that was made before it is nobody's: the button
    is another one then.
    """
    if not offered.may_or_told("accept_returns"):
        return
    by_number = {one.id: one for one in found}
    asked = [one.id for one in found if _is_asked(place, one, changed)]
    also = bool(asked) and st.toggle("Выбрать и отчёты с вопросами", key="review-also")
    last = max((lines[-1].number for lines in changed.values()), default=0)
    chosen = st.multiselect(
        "Какие отчёты",
        list(by_number),
        default=[number for number in by_number if also or number not in asked],
        format_func=lambda number: names.get(by_number[number].org, by_number[number].org),
        key=f"review-{also}-{last}-{'-'.join(map(str, by_number))}",
        placeholder="Выберите отчёты",
    )
    if not chosen:
        quiet("Выберите отчёты, чтобы принять их или вернуть.")
        return
    many = counted(len(chosen), RETURNS)
    key = f"review-accept-{last}"
    if st.button(f"Принять {many}", type="primary", icon=":material/check:", key=key):
        doors.attempt(lambda: accepted(place, chosen, changed))
    with st.form("review-return", clear_on_submit=True, border=False):
        text = st.text_input("Что исправить", placeholder="Увидит школа")
        if st.form_submit_button(f"Вернуть {many}", icon=":material/undo:"):
            doors.attempt(lambda: returned(chosen, text))


def _is_asked(
    place: DistrictYear, one: Revision, changed: Mapping[int, Sequence[BasisChange]]
) -> bool:
    """Whether a return has questions, or errors, by what is known now."""
    if one.id not in changed:
        return bool(one.questions)
    return any(problem.severity is not Severity.NOTE for problem in anew(place, one.id).problems)


def accepted(
    place: DistrictYear, chosen: Sequence[int], changed: Mapping[int, Sequence[BasisChange]]
) -> str:
    """Accept them, those that were judged again as they were found then; Refused for errors."""
    names, rejudged = data.names(place.municipality), []
    for one in waiting(place):
        if one.id not in chosen or one.id not in changed:
            continue
        verdict = anew(place, one.id)
        if verdict.parsed is None:
            raise Refused(f"{names.get(one.org, one.org)}: отчёт теперь с ошибками, верните его.")
        last = changed[one.id][-1].number
        rejudged.append(Rejudged(one.id, last, verdict.parsed, verdict.problems))
    data.store().accept_returns(chosen, rejudged)
    return f"Принято: {counted(len(chosen), RETURNS)}."


def returned(chosen: Sequence[int], text: str) -> str:
    data.store().return_reviewed(chosen, text)
    return f"Возвращено на доработку: {counted(len(chosen), RETURNS)}."


def switch(place: DistrictYear) -> None:
    """Whether returns are looked at before they count: said to all, turned by the controller."""
    is_on = data.snapshot(place.municipality).municipality.reviews
    quiet(
        "Отчёты, которые присылают школы, сначала проверяет методист."
        if is_on
        else "Отчёты, которые присылают школы, входят в цифры сразу."
    )
    if data.person().grants is None or not offered.may("switch_review"):
        return
    label = "Принимать без проверки" if is_on else "Сначала проверять"
    if st.button(label, key="review-switch"):
        doors.attempt(lambda: switched(place, is_on=not is_on))


def switched(place: DistrictYear, *, is_on: bool) -> str:
    data.store().switch_review(place.municipality, is_on=is_on)
    return "Отчёты школ теперь проверяются до приёма." if is_on else "Отчёты школ входят сразу."
