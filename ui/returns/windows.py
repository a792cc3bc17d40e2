"""The life of returns: sent back to be mended, a year closed, a closed year opened again."""

from datetime import date

import streamlit as st

from data_model.errors import Refused
from data_model.returns import Reopening, SentBack
from data_model.snapshot import Snapshot
from indicators.wording import date_short
from loaders import previews
from reports.calendars import calendar_file, days_of_office
from ui import data, doors, downloads, offered, words
from ui.returns import reviews
from ui.selection import DistrictYear

DAY = "DD.MM.YYYY"
ALL = ""


def section(place: DistrictYear) -> None:
    """What has been done about the year, and the three acts."""
    st.header("Порядок приёма", anchor=False)
    for text in window_sentences(place):
        words.quiet(text)
    reviews.switch(place)
    downloads.download(
        "Сроки в календарь",
        lambda: calendar_file(
            "Дорожная карта: сроки района", days_of_office(data.snapshot(place.municipality))
        ),
        f"Сроки {place.municipality}.ics",
        mime=downloads.ICS,
        key="calendar",
    )
    if offered.may("send_back"):
        with st.expander("Вернуть отчёт на доработку"):
            send_back(place)
    if not offered.may("close_judged"):
        return
    if place.year in data.snapshot(place.municipality).closed_years:
        with st.expander("Открыть закрытый год для исправления"):
            reopen(place)
    else:
        with st.expander("Закрыть год после приказа об итогах"):
            close(place)


def window_sentences(place: DistrictYear) -> list[str]:
    """Deadline, closing, reopenings and returns sent back, one sentence each."""
    seen, names = data.snapshot(place.municipality), data.names(place.municipality)
    due = seen.deadlines.get(place.year)
    said = [f"Срок сдачи: {date_short(due)}." if due else "Срок сдачи не задан."]
    said += [
        f"Год закрыт {date_short(one.closed_on)}: {one.reason or 'без указания причины'}."
        for one in data.closures(place.municipality)
        if one.year == place.year
    ]
    said += [
        f"Открыт с {date_short(one.opened_on)} по {date_short(one.until)} "
        f"({names.get(one.org or '', 'все организации')}): {one.reason}; {one.person}."
        for one in seen.reopenings
        if one.year == place.year
    ]
    said += [
        f"Возвращён {date_short(one.sent_on)}: {names.get(one.org, one.org)} — {one.reason}; "
        f"{one.person}."
        for one in seen.sent_back
        if one.year == place.year
    ]
    return said


def reported(place: DistrictYear) -> dict[str, str]:
    """Code -> name of those whose return is here."""
    seen, names = data.snapshot(place.municipality), data.names(place.municipality)
    return _reported(seen, names, place.year)


def _reported(seen: Snapshot, names: dict[str, str], year: int) -> dict[str, str]:
    return {
        one.org: names.get(one.org, one.org)
        for one in seen.revisions
        if one.year == year and one.is_current
    }


def send_back(place: DistrictYear) -> None:
    names = reported(place)
    if not names:
        st.markdown("Отчётов ещё нет.")
        return
    st.markdown("Значения отчёта остаются в силе, пока не придёт исправленный.")
    with st.form("send-back", clear_on_submit=True):
        org = st.selectbox("Организация", list(names), format_func=names.__getitem__)
        reason = st.text_input("Что исправить")
        person = st.text_input("Кто возвращает (должность)")
        if st.form_submit_button("Вернуть отчёт"):
            act = SentBack(org, place.year, date.today(), reason, person)
            doors.attempt(lambda: _sent_back(act, names[org]))


def _sent_back(act: SentBack, name: str) -> str:
    data.store().send_back(act)
    return f"Отчёт возвращён на доработку: {name}."


def close(place: DistrictYear) -> None:
    st.markdown(
        "Закрытый год хранит свою редакцию карты и свои цифры; отчёты за него принимаются, только "
        "пока год снова открыт на срок."
    )
    with st.form("close-year"):
        reason = st.text_input("Основание", placeholder="Приказ об итогах: дата и номер")
        if st.form_submit_button("Закрыть год"):
            doors.attempt(lambda: close_year(place, reason))


def close_year(place: DistrictYear, reason: str) -> str:
    if not reason.strip():
        raise Refused("Укажите основание: например, дату и номер приказа об итогах.")
    previews.close_year(data.store(), place.municipality, place.year, date.today(), reason.strip())
    return f"{place.year} год закрыт."


def reopen(place: DistrictYear) -> None:
    names = {ALL: "Все организации", **data.names(place.municipality)}
    with st.form("reopen-year", clear_on_submit=True):
        org = st.selectbox("Для кого", list(names), format_func=names.__getitem__)
        until = st.date_input("По какой день", value=None, format=DAY, width=220)
        reason = st.text_input("Причина")
        person = st.text_input("Кто разрешил (должность)")
        if st.form_submit_button("Открыть год"):
            doors.attempt(lambda: reopen_year(place, org or None, until, reason, person))


def reopen_year(
    place: DistrictYear, org: str | None, until: object, reason: str, person: str
) -> str:
    if not isinstance(until, date):
        raise Refused("Укажите день, по который год открыт: потом он закроется сам.")
    opened = Reopening(place.year, date.today(), until, reason, person, org)
    data.store().reopen_year(place.municipality, opened)
    return f"{place.year} год открыт по {date_short(until)}, потом закроется сам."
