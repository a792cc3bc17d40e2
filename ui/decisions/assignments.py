"""«Поручения»: the register with its filters, marks of execution, taking off control."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

import pandas as pd
import streamlit as st

from data_model.decisions import Assignment, AssignmentState, Execution, Release
from data_model.errors import Refused
from indicators.next_steps import AssignmentLine, assignment_lines
from indicators.wording import EXECUTORS, NBSP, PluralForms, counted, date_short, of
from indicators.wording.decisions import ASSIGNMENT_STATES, term_words
from reports.office import office_of
from ui import data, doors, downloads, filters, navigation, offered, tables, words
from ui.decisions import choices
from ui.filters import Filter
from ui.selection import DistrictYear
from ui.words import safe_markdown

ASSIGNMENTS = PluralForms("поручение", "поручения", "поручений", "поручения")
Lines = tuple[AssignmentLine, ...]
DAY = "DD.MM.YYYY"
SHOWN, EXECUTOR = Filter("show"), Filter("executor")
OPEN = (AssignmentState.SET, AssignmentState.IN_WORK)
MARKED = (AssignmentState.SET, AssignmentState.IN_WORK, AssignmentState.DONE)
FILTERS: dict[str, Callable[[AssignmentLine], bool]] = {
    "Все": lambda line: True,
    "Просрочено": lambda line: line.overdue,
    "Без срока": lambda line: line.assignment.due is None,
    "Не исполнено": lambda line: line.state in OPEN,
    "Исполнено": lambda line: line.state is AssignmentState.DONE,
    "Снято с контроля": lambda line: line.state is AssignmentState.RELEASED,
}


@data.kept
def register(place: DistrictYear) -> Lines:
    """Every assignment and addressee of the district, judged today."""
    return assignment_lines(data.snapshot(place.municipality), data.today())


def headline(place: DistrictYear, lines: Lines) -> str:
    """«Под контролем 2 поручения. Не исполнили в срок 12 организаций. Без срока: 2 поручения.»"""
    followed = [one for one in assignments_of(place) if one.release is None]
    endless = [one for one in followed if one.due is None]
    parts = [f"Под контролем {counted(len(followed), ASSIGNMENTS)}."]
    late = overdue(lines)
    told = counted(late, EXECUTORS)
    parts.append(f"Не исполнили в срок: {told}." if late else "Просроченных нет.")
    parts += [f"Без срока: {counted(len(endless), ASSIGNMENTS)}."] if endless else []
    return " ".join(parts)


def overdue(lines: Iterable[AssignmentLine]) -> int:
    """How many addressees are late with something."""
    return len({line.name for line in lines if line.overdue})


def late_items(place: DistrictYear) -> list[str]:
    """«13 из 15 не исполнили п. 1.3 протокола № 2, срок 15.04.2022»: an item a line."""
    late: dict[int, int] = {}
    for line in register(place):
        late[line.assignment.id] = late.get(line.assignment.id, 0) + line.overdue
    return [
        f"{of(late[one.id], len(one.executions))} не исполнили п.{NBSP}{one.number} протокола "
        f"№{NBSP}{one.protocol_number}, срок {date_short(one.due)}"
        for one in assignments_of(place)
        if late.get(one.id)
    ]


def assignments_of(place: DistrictYear) -> tuple[Assignment, ...]:
    return data.snapshot(place.municipality).assignments


def choose_lines(lines: Lines) -> Lines:
    """The lines that a person wants to see: by state, by addressee."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        shown = filters.choose("Показать", SHOWN, list(FILTERS), st.radio, horizontal=True)
        org = filters.choose("Исполнитель", EXECUTOR, addressees(lines))
    return filter_lines(lines, shown, org)


def addressees(lines: Iterable[AssignmentLine]) -> dict[str, str]:
    """Code of an addressee -> its name; «» for all of them."""
    return {"": "Все", **{line.execution.addressee: line.name for line in lines}}


def filter_lines(lines: Iterable[AssignmentLine], shown: str, org: str) -> Lines:
    """The lines that the filters leave, the overdue ones first; without an addressee of all."""
    found = [
        line for line in lines if FILTERS[shown](line) and org in {"", line.execution.addressee}
    ]
    return tuple(sorted(found, key=lambda line: not line.overdue))


def table(lines: Iterable[AssignmentLine]) -> pd.DataFrame:
    """The register in words, one addressee of one assignment a line."""
    return pd.DataFrame([_line(one) for one in lines])


def _line(one: AssignmentLine) -> dict[str, str]:
    given, done = one.assignment, one.execution
    act = f"№{NBSP}{given.protocol_number} от {date_short(given.given_on)}"
    return {
        "Кому": one.name,
        "Поручение": given.text,
        "Срок": term_words(given.term, given.due),
        "Состояние": state_text(one),
        "Отметка": note_text(one),
        "Когда": date_short(done.changed_on) if done.changed_on else "",
        "Протокол, пункт": f"{act}, п.{NBSP}{given.number}",
    }


def state_text(one: AssignmentLine) -> str:
    """«не исполнено, срок истёк 15.04.2022»: that the term has passed goes with the state."""
    word = ASSIGNMENT_STATES[one.state]
    if not one.overdue:
        return word
    state = "не исполнено" if one.state is AssignmentState.SET else word
    return f"{state}, срок истёк {date_short(one.assignment.due)}"


def note_text(one: AssignmentLine) -> str:
    """The note of the executor, then who took the assignment off control."""
    release = one.assignment.release
    if release is None:
        return one.execution.note
    released = f"снял с контроля: {release.post}, {date_short(release.released_on)}"
    return "; ".join(part for part in (one.execution.note, released) if part)


def show(lines: Lines, place: DistrictYear) -> None:
    """Item by item, those with something undone open; who has not done it yet first."""
    if not lines:
        st.markdown("Таких поручений нет.")
        return
    items: dict[int, list[AssignmentLine]] = {}
    for line in lines:
        items.setdefault(line.assignment.id, []).append(line)
    for some in items.values():
        one = some[0].assignment
        with st.expander(safe_markdown(title(one)), expanded=any(line.overdue for line in some)):
            words.quiet_parts(progress(one, some))
            tables.table(of_item(some), key=f"item-{one.id}", alt=f"Исполнители: {title(one)}")
    downloads.table_row(table(lines), f"Поручения {place.year}.xlsx")


def progress(one: Assignment, lines: Iterable[AssignmentLine]) -> list[str]:
    """Protocol, term, how many of the shown have done it, how many are late."""
    found = list(lines)
    done = sum(line.state is AssignmentState.DONE for line in found)
    late = sum(line.overdue for line in found)
    released = note_text(found[0]) if one.release else ""
    return [
        f"протокол № {one.protocol_number} от {date_short(one.given_on)}",
        term_words(one.term, one.due),
        f"исполнили {of(done, len(found))}",
        f"срок истёк у {late}" if late else "",
        released,
    ]


def of_item(lines: Iterable[AssignmentLine]) -> pd.DataFrame:
    """The addressees of one item: the undone first, each with what was noted."""
    ordered = sorted(lines, key=lambda line: (line.state not in OPEN, not line.overdue))
    return pd.DataFrame(
        [
            {
                "Кому": line.name,
                "Состояние": state_text(line),
                "Отметка": line.execution.note,
                "Когда": line.execution.changed_on,
            }
            for line in ordered
        ]
    )


def title(one: Assignment) -> str:
    return f"п.{NBSP}{one.number} протокола №{NBSP}{one.protocol_number}: {one.text}"


@offered.only_who_may("save_execution")
def mark(place: DistrictYear) -> None:
    """How far an addressee has come, with the document that proves it."""
    followed = [one for one in assignments_of(place) if one.release is None]
    if not followed:
        return
    st.header("Отметить исполнение", anchor=False)
    names = data.names(place.municipality)
    documents = choices.documents(place)
    one = st.selectbox("Поручение", followed, format_func=title, key="mark-what")
    with st.form("mark", clear_on_submit=True):
        who = st.multiselect(
            "Исполнители",
            [done.addressee for done in sorted(one.executions, key=is_done)],
            format_func=lambda code: names.get(code, code),
            placeholder="Один или несколько",
        )
        state = st.selectbox("Состояние", MARKED, 2, format_func=ASSIGNMENT_STATES.__getitem__)
        day = st.date_input("Когда", value=None, format=DAY, width=220)
        note = st.text_input("Что сделано")
        proof = st.selectbox(
            "Документ", [None, *documents], format_func=choices.option_text(documents)
        )
        if st.form_submit_button("Сохранить", type="primary"):
            marks = [Execution(org, state, choices.one_day(day), note, proof) for org in who]
            doors.attempt(lambda: _marked(one, marks))


def is_done(one: Execution) -> bool:
    return one.state not in OPEN


def _marked(one: Assignment, marks: Sequence[Execution]) -> str:
    """Raises Refused where nobody is chosen."""
    if not marks:
        raise Refused("Выберите, кто исполнил: одного или нескольких.")
    for execution in marks:
        data.store().save_execution(one.id, execution)
    state = ASSIGNMENT_STATES[marks[0].state]
    return f"Отмечено «{state}»: {counted(len(marks), EXECUTORS)}."


@offered.only_who_may("release_assignment")
def take_off(place: DistrictYear) -> None:
    """Taking off control: an act of the controller, apart from the execution."""
    followed = [one for one in assignments_of(place) if one.release is None]
    if not followed:
        return
    st.header("Снять с контроля", anchor=False)
    st.markdown("Снимает тот, кто контролирует, а не исполнитель.")
    office = office_of(data.snapshot(place.municipality).municipality)
    with st.form("release", clear_on_submit=True):
        one = st.selectbox("Поручение", followed, format_func=title)
        post = st.text_input("Должность контролёра", office.controller_post)
        day = st.date_input("Когда", value=None, format=DAY, width=220)
        reason = st.text_input("Основание", help="Обязательно, если исполнили не все.")
        if st.form_submit_button("Снять с контроля"):
            doors.attempt(lambda: _released(one, post, choices.one_day(day), reason))


def _released(one: Assignment, post: str, day: date | None, reason: str) -> str:
    if day is None:
        raise Refused("Укажите день снятия с контроля.")
    data.store().release_assignment(one.id, Release(post, day, reason))
    return "Поручение снято с контроля."


def of_school(place: DistrictYear, org: str) -> None:
    """The block of the school's page: what is assigned to it."""
    mine = [line for line in register(place) if line.execution.addressee == org]
    if not mine:
        return
    st.header("Поручения", anchor=False)
    for one in mine:
        state = f"{term_words(one.assignment.term, one.assignment.due)}; {state_text(one)}"
        st.markdown(f"- {safe_markdown(one.assignment.text)} **{safe_markdown(state)}**")
    st.page_link(navigation.page("assignments"), label="Все поручения", icon=":material/task_alt:")
