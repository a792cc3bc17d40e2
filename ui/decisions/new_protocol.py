"""A new protocol: typed into tables, or taken from a file."""

from collections.abc import Iterable, Mapping
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
)
from data_model.errors import Refused
from indicators.wording.decisions import DECISION_KINDS, TERMS
from loaders.meetings.protocol import read_protocol, refuse_contradictions
from reports.office import office_of
from ui import data, doors
from ui.decisions.choices import one_day
from ui.kept import recall
from ui.selection import Place

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


def section(place: Place) -> None:
    """Both ways to enter a protocol."""
    st.subheader("Внести протокол", anchor=False)
    with st.expander("Набрать"):
        typed(place)
    with st.expander("Из файла"):
        doors.file(
            "Файл протокола",
            ("toml",),
            lambda content, name: save(place, read_protocol(content, name)),
            key="protocol-file",
        )


def typed(place: Place) -> None:
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
        recall(beginning, example),
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


def decision_columns(place: Place) -> dict[str, Any]:
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
    place: Place,
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


def item(place: Place, row: Row, heard: Iterable[Row], decided: Iterable[Row]) -> AgendaItem:
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


def decision(place: Place, row: Row) -> Decision:
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


def save(place: Place, protocol: MeetingProtocol) -> str:
    data.store().save_protocol(place.municipality, protocol)
    return f"Протокол № {protocol.number} внесён. Поручения — на странице «Поручения»."
