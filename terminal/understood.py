"""How a register, a roll, a protocol was understood («что понято»), in words of the terminal."""

from collections.abc import Iterable, Iterator

from data_model.decisions import Audience, Decision
from indicators.wording.decisions import DECISION_KINDS, term_words
from loaders.meetings.minutes import ProtocolProposal
from loaders.registers.file import INFERRED_WORDS, RegisterReading
from loaders.registers.roll import RollReading, Unmatched, by_place
from loaders.registers.school_names import How
from loaders.school_tables.passed import Passed
from terminal.changes import Understood

LISTED = 200
"""Rows that are printed one by one."""


def register(read: RegisterReading) -> Understood:
    """What was inferred of a register, and what was passed over."""
    return Understood(tuple(_register_lines(read)), waits=not read.says_everything)


def _register_lines(read: RegisterReading) -> Iterator[str]:
    told = [place for place in read.organisations if read.inferred.get(place.code)]
    if told:
        yield f"Район: {read.municipality.name} (код {read.municipality.code})."
        yield "Взято по смыслу, проверьте:"
    for place in told[:LISTED]:
        fields = ", ".join(INFERRED_WORDS[one] for one in read.inferred[place.code])
        head = f", головная {place.head}" if place.head else ""
        since = f", действует с {place.valid_from:%d.%m.%Y}" if place.valid_from else ""
        yield f"    {place.code}  {place.name.short} — {place.kind.value}{head}{since} ({fields})"
    yield from _passed(read.passed)


def roll(read: RollReading) -> Understood:
    """How the schools of a roll were recognised, and what was passed over."""
    return Understood(
        tuple(_roll_lines(read)),
        waits=not read.says_everything,
        left=_left(read.unmatched),
        is_nothing=not read.rows,
    )


def _roll_lines(read: RollReading) -> Iterator[str]:
    yield from (f"Взято по смыслу: {one}." for one in read.told)
    if any(how is not How.CODE for how in read.matched_by.values()):
        yield "Школы узнаны по названиям:"
        for (org, year), rows in [*by_place(read.rows).items()][:LISTED]:
            pupils = sum(row.pupils for row in rows)
            yield f"    {org}  {year} год, на {rows[0].counted_on:%d.%m.%Y}: {pupils} обучающихся"
    yield from _passed(read.passed)


def _left(unmatched: Iterable[Unmatched]) -> str:
    """The names that nobody bears for sure, and how to say whose they are."""
    lines = [_unmatched(one) for one in unmatched]
    if not lines:
        return ""
    return "\n".join(["Школы не узнаны, их строки не взяты:", *lines, CURE])


CURE = "Скажите один раз, чьи они: --school «НАЗВАНИЕ=КОД» (или добавьте написание в реестр)."


def _unmatched(one: Unmatched) -> str:
    likely = ", ".join(f"{place.name.short} ({place.code})" for place in one.suggestions)
    return f"    строка {one.row}: «{one.name}»" + (f". Похоже: {likely}" if likely else "")


def _passed(passed: Iterable[Passed]) -> Iterator[str]:
    lines = [f"    строка {one.row}: {one.why}" for one in passed]
    if lines:
        yield "Пропущено:"
        yield from lines


def protocol(read: ProtocolProposal) -> Iterator[str]:
    """The head of a protocol, who was heard, what was decided, and the questions to a person."""
    whole = read.protocol
    yield f"Протокол № {whole.number} от {whole.date:%d.%m.%Y}. {whole.body}. {whole.heading}"
    if whole.present:
        yield f"Присутствовали: {'; '.join(whole.present)}"
    for item in whole.items:
        yield f"{item.number}. {item.agenda}"
        yield from (f"    слушали: {one.post} {one.about}" for one in item.heard)
        yield from (f"    {_decision(one)}" for one in item.decisions)
    yield from (f"? {sentence}" for sentence in read.unsure)


def _decision(one: Decision) -> str:
    whom = "все школы" if one.audience is Audience.ALL_SCHOOLS else one.addressees_text
    term = term_words(one.term, one.due) if whom else ""
    parts = (DECISION_KINDS[one.kind], one.grade, whom, term, one.text)
    return f"{one.number} " + " | ".join(filter(None, parts))
