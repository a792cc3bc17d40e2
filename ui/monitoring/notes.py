"""Notes («примечания») beside an indicator, a school or a figure: who, when, and for documents."""

import streamlit as st

from data_model.decisions import Note
from indicators.wording import date_short
from ui import data, doors, offered, words
from ui.monitoring import choices
from ui.selection import DistrictYear
from ui.words import safe_markdown

MOST = 1000
"""Letters of a note."""


def section(place: DistrictYear, *, code: str = "", org: str | None = None) -> None:
    """The notes of the year about it, and the form for one more.

    ``code``: the indicator, with the notes on its schools where no ``org`` is given; ``org``: the
    organisation, empty for the district's own figure.
    """
    found = about(data.notes(place.municipality), place.year, code, org)
    if not found and not offered.may("save_note"):
        return
    count = f": {len(found)}" if found else ""
    with st.expander(f"Примечания{count}", expanded=bool(found), icon=":material/sticky_note_2:"):
        for one in found:
            show_note(place, one, code, org)
        if offered.may("save_note"):
            form(place, code, org)


def about(notes: tuple[Note, ...], year: int, code: str, org: str | None) -> list[Note]:
    """Those of a year about an indicator, about an organisation, or about one figure."""
    return [
        one
        for one in notes
        if one.year == year
        and (not code or one.code == code)
        and (one.org == org if org is not None else True)
    ]


def subject(place: DistrictYear, one: Note, code: str, org: str | None) -> str:
    """What a note is about beyond what the page is about: a school, an indicator."""
    names = data.names(place.municipality)
    numbers = {row.code: f"показатель {row.indicator}" for row in choices.district_rows(place)}
    parts = [
        numbers.get(one.code, one.code) if one.code and not code else "",
        names.get(one.org, one.org) if one.org and org is None else "",
    ]
    return ", ".join(filter(None, parts))


def show_note(place: DistrictYear, one: Note, code: str, org: str | None) -> None:
    """One note with what may be done with it."""
    day = date_short(one.written_at.astimezone().date()) if one.written_at else ""
    st.markdown(safe_markdown(one.text))
    words.quiet_parts([one.person, day, subject(place, one, code, org)])
    if not offered.may("offer_note"):
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        ticked = st.checkbox(
            "В документы года",
            one.for_documents,
            key=f"note-{one.id}",
            help="Встанет в раздел «Примечания» аналитического отчёта; примечание о школе — "
            "и в её адресные рекомендации. В документы для публикации школы не попадают.",
        )
        if ticked != one.for_documents:
            doors.attempt(lambda: offer(one, ticked))
        if st.button("Убрать", key=f"note-{one.id}-out", type="tertiary"):
            doors.attempt(lambda: remove(one))


def form(place: DistrictYear, code: str, org: str | None) -> None:
    with st.form(f"note-{code}-{org}", clear_on_submit=True, border=False):
        text = st.text_area("Новое примечание", max_chars=MOST, height="content")
        ticked = st.checkbox("В документы года")
        if st.form_submit_button("Сохранить примечание"):
            note = Note(place.year, text, code, org or "", ticked)
            doors.attempt(lambda: save(place, note))


def save(place: DistrictYear, note: Note) -> str:
    """Raises Refused without words."""
    data.store().save_note(place.municipality, note)
    return "Примечание сохранено."


def offer(one: Note, ticked: bool) -> str:
    data.store().offer_note(one.id, for_documents=ticked)
    return "Примечание встанет в документы года." if ticked else "В документах его не будет."


def remove(one: Note) -> str:
    data.store().remove_note(one.id)
    return "Примечание убрано, его запись сохранена."
