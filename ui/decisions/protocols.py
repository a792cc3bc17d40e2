"""«Протоколы»: one protocol as it reads, its files and extracts, taking it out."""

from dataclasses import replace

import streamlit as st

from data_model.decisions import AgendaItem, Decision, MeetingProtocol, school_year_end
from data_model.snapshot import Snapshot
from indicators.wording import NBSP, date_short, date_words
from indicators.wording.decisions import DECISION_KINDS
from reports import FORMATS, KINDS, write
from reports.compose.minutes import KIND, clause
from ui import data, doors, downloads, filters
from ui.filters import Filter
from ui.markdown import safe_markdown
from ui.monitoring import choices, words
from ui.selection import Place


def of(place: Place) -> tuple[MeetingProtocol, ...]:
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


def read(protocol: MeetingProtocol) -> None:
    """The protocol as it reads: header, agenda, СЛУШАЛИ, РЕШИЛИ."""
    with st.container(border=True):
        lines(protocol.body, protocol.mark)
        st.subheader(f"Протокол №{NBSP}{protocol.number}", anchor=False)
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


def files(place: Place, protocol: MeetingProtocol) -> None:
    """The protocol as a document, and an extract for one organisation."""
    snapshot = data.snapshot(place.municipality)
    year = year_of(snapshot, protocol)
    if year is None:
        return
    alone = replace(snapshot, protocols=(protocol,))
    st.subheader("Файлами", anchor=False)
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


def remove(protocol: MeetingProtocol) -> None:
    """Take a mistaken protocol out, while nothing follows from it."""
    if st.button("Удалить протокол", icon=":material/delete:"):
        doors.attempt(lambda: _removed(protocol))


def _removed(protocol: MeetingProtocol) -> str:
    data.store().remove_protocol(protocol.id)
    return f"Протокол № {protocol.number} удалён."
