"""A change that is shown before it is stored («было → станет»), in the words of the terminal.

settle                      shows what a change does, and stores it or says how to
register_understood, roll_… how a register or a roll was understood («что понято»)
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import typer
from rich.console import Console

from data_model.decisions import Audience, Decision
from data_model.errors import Refused
from indicators.what_if import Difference
from indicators.wording.decisions import DECISION_KINDS, term_words
from loaders.meetings.minutes import ProtocolProposal
from loaders.previews import Preview
from loaders.registers.file import INFERRED_WORDS, RegisterReading
from loaders.registers.roll import RollReading, Unmatched, by_place
from loaders.registers.school_names import How
from loaders.registers.school_targets import TargetsReading
from loaders.roadmaps.editions import RoadmapChange, diff_roadmaps
from loaders.school_tables.table import Passed
from terminal import contract
from terminal.entrance import errors, out, print_json
from terminal.printing import sides, table

LISTED = 60
"""Changes that are printed one by one."""

NOT_YET = (
    "Ничего не сохранено: изменились бы цифры или выводы ({count}). Сохранить: добавьте --yes{past}"
)
PAST = "; завершились и изменились бы годы: {years}, причину запишет --reason «…»"

UNSAID = (
    "Ничего не сохранено: часть сведений в файле не названа и взята по смыслу, она показана выше. "
    "Проверьте. Сохранить: добавьте --yes"
)
NOTHING = "Ничего не сохранено: ни одна строка файла не узнана."


@dataclass(frozen=True, slots=True)
class Understood:
    """How a file was understood: ``lines`` to be shown, whether it ``waits`` for a look.

    ``left`` says what of the file is not stored even then; ``is_nothing``: none of it is.
    """

    lines: tuple[str, ...] = ()
    waits: bool = False
    left: str = ""
    is_nothing: bool = False


PLAIN = Understood()
DIFFERENCE = ("row", "field", "old", "new")
"""A line of the difference between two editions."""


def settle(
    foresee: Callable[[], Preview],
    store: Callable[[Preview], str],
    answer: dict[str, Any],
    *,
    yes: bool,
    as_json: bool,
    reason: str = "",
    understood: Understood = PLAIN,
) -> None:
    """Show what a change does, and store it where nothing that is there changes, or with ``yes``.

    ``answer`` is printed with `changes` and `stored` for programs; ``store`` gives the sentence
    for people. What was ``understood`` of the file is shown first, and where something was
    inferred it waits for ``yes`` too. Ends with exit code 1 where something was not stored.
    """
    if not as_json:
        for line in understood.lines:
            say(out(), line)
    try:
        seen = foresee()
    except Refused as fault:
        if as_json:
            print_json(answer | {"changes": [], "stored": False})
        say(errors(), str(fault))
        raise typer.Exit(1) from fault
    if not as_json:
        show(out(), seen)
    stored = (yes or not (seen.existing or understood.waits)) and not understood.is_nothing
    told = store(seen) if stored else not_yet(seen, reason, understood)
    if as_json:
        made = {"changes": contract.changes(listed(seen)), "stored": stored}
        lines = [contract.fields(one, DIFFERENCE) for one in difference(seen)]
        print_json(answer | made | ({"difference": lines} if lines else {}))
    elif stored:
        say(out(), told)
    if not stored:
        say(errors(), told)
    if not stored or understood.left:
        say(errors(), understood.left)
        raise typer.Exit(1)


def difference(seen: Preview) -> tuple[RoadmapChange, ...]:
    """What an edition says otherwise than the one before it, row by row."""
    return diff_roadmaps(seen.before, seen.roadmap) if seen.before and seen.roadmap else ()


def listed(seen: Preview) -> list[Difference]:
    """The changes of what there is; the rows of a year that had none are nobody's change."""
    known = {one.before.year for one in seen.differences if one.before}
    return [one for one in seen.differences if one.before or one.row.year in known]


def not_yet(seen: Preview, reason: str, understood: Understood = PLAIN) -> str:
    """Why nothing was stored, and how to store it."""
    if understood.is_nothing:
        return NOTHING
    if not seen.existing:
        return UNSAID
    years = ", ".join(map(str, seen.over))
    past = PAST.format(years=years) if years and not reason else ""
    return NOT_YET.format(count=len(seen.existing), past=past)


def show(console: Console, seen: Preview) -> None:
    """The difference of an edition, the table of changes, the gravest of them, the questions."""
    if lines := difference(seen):
        say(console, f"Отличий от прежней редакции — {len(lines)}.")
        shown = ((one.row or "карта", one.field, one.old, one.new) for one in lines[:LISTED])
        table(console, ("Строка", "Поле", "Было", "Станет"), shown)
        say(console, f"… и ещё {len(lines) - LISTED}" if len(lines) > LISTED else "")
    found = listed(seen)
    if found:
        table(
            console,
            ("Год", "№", "Показатель", "Организация", "Было", "Станет"),
            (_line(one) for one in found[:LISTED]),
        )
        more = len(found) - LISTED
        say(console, f"… и ещё {more}" if more > 0 else "")
        say(console, f"Итог: {seen.words}.")
    for title, count in (
        ("Новых вопросов к сданным отчётам", len(seen.questions)),
        ("Вопросов закроется", len(seen.closed_questions)),
    ):
        say(console, f"{title} — {count}." if count else "")
    for one in seen.questions[:LISTED]:
        say(console, f"    {one.org}, {one.year} год: {one.opens.message if one.opens else ''}")


def _line(one: Difference) -> tuple[str, ...]:
    row = one.row
    place = "район" if row.is_district else f"{row.org_name} ({row.org})"
    return str(row.year), row.indicator, row.short, place, *sides(one)


def say(console: Console, sentence: str) -> None:
    if sentence:
        console.print(sentence, markup=False, highlight=False, soft_wrap=True)


LISTED_ROWS = 200
"""Rows that are printed one by one."""


def register_understood(read: RegisterReading) -> Understood:
    """What was inferred of a register, and what was passed over."""
    return Understood(tuple(_register_lines(read)), waits=not read.says_everything)


def _register_lines(read: RegisterReading) -> Iterator[str]:
    told = [place for place in read.organisations if read.inferred.get(place.code)]
    if told:
        yield f"Район: {read.municipality.name} (код {read.municipality.code})."
        yield "Взято по смыслу, проверьте:"
    for place in told[:LISTED_ROWS]:
        fields = ", ".join(INFERRED_WORDS[one] for one in read.inferred[place.code])
        head = f", головная {place.head}" if place.head else ""
        since = f", действует с {place.valid_from:%d.%m.%Y}" if place.valid_from else ""
        yield f"    {place.code}  {place.name.short} — {place.kind.value}{head}{since} ({fields})"
    yield from _passed(read.passed)


def roll_understood(read: RollReading) -> Understood:
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
        for (org, year), rows in [*by_place(read.rows).items()][:LISTED_ROWS]:
            pupils = sum(row.pupils for row in rows)
            day = f"{rows[0].counted_on:%d.%m.%Y}"
            yield f"    {org}  «{read.written[org]}»: {year} год, на {day}, {pupils} обучающихся"
    yield from _passed(read.passed)


def targets_understood(read: TargetsReading) -> Understood:
    """How the schools of a table of plans were recognised."""
    by_name = [org for org, how in read.matched_by.items() if how is not How.CODE]
    lines = (f"Школы узнаны по названиям: {', '.join(by_name)}.",) if by_name else ()
    return Understood(
        (*lines, *_passed(read.passed)),
        waits=not read.says_everything,
        left=_left(read.unmatched),
        is_nothing=not read.targets,
    )


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


def protocol_lines(read: ProtocolProposal) -> Iterator[str]:
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
