"""«Протоколы»: one protocol as it reads, its files and extracts, taking it out."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pandas as pd
import streamlit as st

from data_model.decisions import (
    AgendaItem,
    Audience,
    Decision,
    DecisionKind,
    Heard,
    MeetingProtocol,
    TermKind,
    school_year_end,
)
from data_model.errors import Refused
from data_model.snapshot import Snapshot
from indicators.wording import NBSP, date_short, date_words
from indicators.wording.decisions import DECISION_KINDS, TERMS
from loaders.meetings.protocol import read_protocol, refuse_contradictions
from reports import FORMATS, KINDS, write
from reports.compose.minutes import KIND, clause
from reports.office import office_of
from ui import data, doors, downloads, filters, offered, words
from ui.decisions.choices import one_day
from ui.filters import Filter
from ui.monitoring import choices
from ui.selection import DistrictYear
from ui.words import safe_markdown

ALL_SCHOOLS = "Все школы"
Row = Mapping[str, Any]
KIND_OF = {word: kind for kind, word in DECISION_KINDS.items()}
TERM_OF = {word: term for term, word in TERMS.items()}
DAY = "DD.MM.YYYY"
AGENDA = {"Вопрос": "1", "О чём": ""}
HEARD = {"Вопрос": "1", "Кого слушали (должность)": "", "О чём": ""}
DECISION = {
    "Вопрос": "1",
    "Пункт": "1.1",
    "Вид": DECISION_KINDS[DecisionKind.NOTE],
    "Кому": "",
    "Текст": "",
    "Срок": TERMS[TermKind.NONE],
    "День": None,
    "Оценка": "",
    "Показатель": "",
}


@offered.only_who_may("save_protocol")
def section(place: DistrictYear) -> None:
    """Both ways to enter a protocol."""
    st.header("Внести протокол", anchor=False)
    with st.expander("Ввести вручную"):
        typed(place)
    with st.expander("Из файла"):
        doors.file(
            "Файл протокола",
            ("toml",),
            lambda content, name: save(place, read_protocol(content, name)),
            key="protocol-file",
        )


def typed(place: DistrictYear) -> None:
    """The form: requisites, then three tables that the numbers of the questions tie together."""
    office = office_of(data.snapshot(place.municipality).municipality)
    with st.form("protocol-new"):
        with st.container(horizontal=True):
            number = st.text_input("Номер")
            day = st.date_input("Дата заседания", value=None, format=DAY)
            place_name = st.text_input("Место", office.place)
        body = st.text_input("Орган", " ".join(office.header_lines))
        heading = st.text_input("Заголовок", "Заседание рабочей группы")
        with st.container(horizontal=True):
            chair = st.text_input("Председатель (должность)")
            secretary = st.text_input("Секретарь (должность)", "секретарь")
        present = st.text_area("Присутствовали (каждый с новой строки, должности)")
        st.markdown("Повестка")
        agenda = editor(AGENDA, "Повестка", {})
        st.markdown("Слушали")
        heard = editor(HEARD, "Слушали", {})
        st.markdown("Решили")
        decided = editor(DECISION, "Решили", decision_columns(place))
        if st.form_submit_button("Внести протокол", type="primary"):
            people = tuple(one.strip() for one in present.splitlines() if one.strip())
            head = {
                "number": number.strip(),
                "body": body.strip(),
                "heading": heading.strip(),
                "place": place_name.strip(),
                "chair": chair.strip(),
                "secretary": secretary.strip(),
                "present": people,
            }
            filled = rows_of(agenda), rows_of(heard), rows_of(decided)
            doors.attempt(lambda: save(place, whole(place, head, day, filled)))


def editor(example: dict[str, Any], name: str, columns: dict[str, Any]) -> pd.DataFrame:
    """A table that begins with one line."""
    return st.data_editor(
        beginning(example),
        key=f"protocol-{name}",
        num_rows="dynamic",
        hide_index=True,
        column_config=columns,
        alt=name,
    )


def beginning(example: dict[str, Any]) -> pd.DataFrame:
    return pd.DataFrame([example], dtype=object)


def rows_of(edited: pd.DataFrame) -> list[Row]:
    """The lines of a table; an empty cell is an empty text."""
    return [
        {str(column): "" if _is_empty(cell) else cell for column, cell in row.items()}
        for row in edited.to_dict("records")
    ]


def _is_empty(cell: object) -> bool:
    return cell is None or cell is pd.NaT or cell != cell


def decision_columns(place: DistrictYear) -> dict[str, Any]:
    """Choices of the table of decisions; addressees may be typed in the text as well."""
    names = [ALL_SCHOOLS, *data.names(place.municipality).values()]
    rows = [row.number for row in data.roadmap(place.municipality, place.year).activities]
    return {
        "Вид": st.column_config.SelectboxColumn(options=list(KIND_OF), width=150),
        "Кому": st.column_config.SelectboxColumn(options=["", *names], width=180),
        "Срок": st.column_config.SelectboxColumn(options=list(TERM_OF), width=150),
        "День": st.column_config.DateColumn(format=DAY),
        "Показатель": st.column_config.SelectboxColumn(options=["", *rows]),
        "Текст": st.column_config.TextColumn(width=320),
    }


def whole(
    place: DistrictYear,
    head: dict[str, Any],
    day: object,
    tables: tuple[list[Row], list[Row], list[Row]],
) -> MeetingProtocol:
    """The protocol of the form. Raises Refused for what is missing, WrongDefinition within."""
    held_on = one_day(day)
    agenda, heard, decided = tables
    items = tuple(item(place, row, heard, decided) for row in agenda if row["О чём"])
    if held_on is None or not (head["number"] and head["body"] and items):
        raise Refused("Укажите номер, дату, орган и хотя бы один вопрос повестки.")
    mark = data.snapshot(place.municipality).municipality.stamp
    roadmap = data.roadmap(place.municipality, place.year).code
    protocol = MeetingProtocol(**head, date=held_on, items=items, roadmap=roadmap, mark=mark)
    refuse_contradictions(protocol, f"Протокол № {protocol.number}")
    return protocol


def item(place: DistrictYear, row: Row, heard: Iterable[Row], decided: Iterable[Row]) -> AgendaItem:
    """A question of the agenda with the lines of the other tables that name its number."""
    number = str(row["Вопрос"]).strip()
    return AgendaItem(
        number,
        row["О чём"],
        tuple(
            Heard(one["Кого слушали (должность)"], one["О чём"])
            for one in heard
            if str(one["Вопрос"]).strip() == number and one["Кого слушали (должность)"]
        ),
        tuple(
            decision(place, one)
            for one in decided
            if str(one["Вопрос"]).strip() == number and one["Текст"]
        ),
    )


def decision(place: DistrictYear, row: Row) -> Decision:
    """A line of the table of decisions."""
    whom = str(row["Кому"])
    codes = {name: code for code, name in data.names(place.municipality).items()}
    roadmap = data.roadmap(place.municipality, place.year)
    indicators = {one.number: one.indicator.code for one in roadmap.activities}
    return Decision(
        number=str(row["Пункт"]).strip(),
        kind=KIND_OF[row["Вид"]],
        text=row["Текст"],
        grade=row["Оценка"],
        audience=Audience.ALL_SCHOOLS if whom == ALL_SCHOOLS else Audience.NAMED,
        addressees=(codes.get(whom, whom),) if whom and whom != ALL_SCHOOLS else (),
        addressees_text=whom,
        term=TERM_OF[row["Срок"] or TERMS[TermKind.NONE]],
        due=_day(row["День"]),
        indicator=indicators.get(row["Показатель"], ""),
    )


def _day(cell: object) -> date | None:
    return cell.date() if isinstance(cell, datetime) else cell if isinstance(cell, date) else None


def save(place: DistrictYear, protocol: MeetingProtocol) -> str:
    data.store().save_protocol(place.municipality, protocol)
    return f"Протокол № {protocol.number} внесён. Поручения — на странице «Поручения»."


def of(place: DistrictYear) -> tuple[MeetingProtocol, ...]:
    """Protocols of the district, the latest first."""
    return tuple(reversed(data.snapshot(place.municipality).protocols))


def chosen(protocols: tuple[MeetingProtocol, ...]) -> MeetingProtocol:
    """The protocol that a person reads."""
    with st.container(width=choices.CHOICE):
        by_code = {f"{one.number} {one.date:%d.%m.%Y}": one for one in protocols}
        names = {code: title(one) for code, one in by_code.items()}
        return by_code[filters.choose("Протокол", Filter("protocol"), names)]


def title(protocol: MeetingProtocol) -> str:
    return f"№{NBSP}{protocol.number} от {date_short(protocol.date)}"


def show_protocol(protocol: MeetingProtocol) -> None:
    """The protocol as it reads: header, agenda, СЛУШАЛИ, РЕШИЛИ."""
    with st.container(border=True):
        lines(protocol.body, protocol.mark)
        st.header(f"Протокол №{NBSP}{safe_markdown(protocol.number)}", anchor=False)
        words.quiet_parts((date_words(protocol.date), protocol.place))
        words.answer(protocol.heading)
        for text in opening(protocol):
            st.markdown(safe_markdown(text))
        for item in protocol.items:
            question(protocol, item)


def lines(*texts: str) -> None:
    for text in texts:
        if text:
            words.quiet(text)


def opening(protocol: MeetingProtocol) -> list[str]:
    """Chair, secretary, those present, the agenda."""
    parts = (
        ("Председатель", protocol.chair),
        ("Секретарь", protocol.secretary.removeprefix("секретарь")),
        ("Присутствовали", ", ".join(protocol.present)),
    )
    said = [f"{name}: {text}" for name, text in parts if text]
    return [*said, "Повестка:", *(f"{one.number}. {one.agenda}" for one in protocol.items)]


def question(protocol: MeetingProtocol, item: AgendaItem) -> None:
    """One question of the agenda: who was heard, what was decided."""
    st.markdown(f"**{safe_markdown(f'{item.number}. СЛУШАЛИ:')}**")
    for heard in item.heard:
        st.markdown(safe_markdown(f"{heard.post} — {heard.about}"))
    st.markdown("**РЕШИЛИ:**")
    for decision in item.decisions:
        st.markdown(safe_markdown(clause(protocol, decision)))
        words.quiet(kind_words(decision))


def kind_words(decision: Decision) -> str:
    """«поручить», «оценка: удовлетворительно»."""
    return ": ".join(part for part in (DECISION_KINDS[decision.kind], decision.grade) if part)


def files(place: DistrictYear, protocol: MeetingProtocol) -> None:
    """The protocol as a document, and an extract for one organisation."""
    snapshot = data.snapshot(place.municipality)
    year = year_of(snapshot, protocol)
    if year is None:
        return
    alone = replace(snapshot, protocols=(protocol,))
    st.header("Скачать", anchor=False)
    names = {"": "Весь протокол", **addressees(snapshot, protocol)}
    with st.container(width=choices.CHOICE):
        org = st.selectbox("Протокол или выписка", list(names), format_func=names.__getitem__)
    with st.container(horizontal=True):
        for suffix in KINDS[KIND].formats:
            file = Wanted(alone, year, suffix, org)
            downloads.download(
                f"Скачать {FORMATS[suffix].title}",
                file.bytes,
                f"{'Выписка' if org else 'Протокол'} {protocol.number}.{suffix}",
                mime=FORMATS[suffix].mime,
            )


class Wanted:
    """A file to be built when its button is pressed."""

    def __init__(self, snapshot: Snapshot, year: int, suffix: str, org: str) -> None:
        self.snapshot, self.year, self.suffix, self.org = snapshot, year, suffix, org

    def bytes(self) -> bytes:
        return write(KIND, self.suffix, self.snapshot, self.year, org=self.org or None)


def year_of(snapshot: Snapshot, protocol: MeetingProtocol) -> int | None:
    """The year of the roadmap that a meeting belongs to; None where there is none."""
    near = (protocol.date.year, school_year_end(protocol.date).year)
    return next((year for year in near if year in snapshot.roadmaps), None)


def addressees(snapshot: Snapshot, protocol: MeetingProtocol) -> dict[str, str]:
    """Code -> name of the organisations that the protocol gives something to do."""
    names = {one.code: one.name.short for one in snapshot.organisations}
    return {
        one.addressee: names[one.addressee]
        for given in snapshot.assignments
        if given.protocol == protocol.id
        for one in given.executions
        if one.addressee in names
    }


@offered.only_who_may("remove_protocol")
def remove(protocol: MeetingProtocol) -> None:
    """Take a mistaken protocol out, while nothing follows from it."""
    if st.button("Отозвать протокол", icon=":material/undo:"):
        doors.attempt(lambda: _removed(protocol))


def _removed(protocol: MeetingProtocol) -> str:
    data.store().remove_protocol(protocol.id)
    return f"Протокол № {protocol.number} отозван: он сохранён и больше не показывается."
