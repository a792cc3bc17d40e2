"""Minutes («протокол») and extract («выписка из протокола»): СЛУШАЛИ, РЕШИЛИ.

The form is that of municipal working groups: body, number and day of the meeting, those
present, the agenda, then per question who was heard and what was decided. Persons are named
by their posts. An extract holds the clauses that are addressed to one organisation.
"""

from collections.abc import Iterator
from dataclasses import replace

from data_model.decisions import (
    AgendaItem,
    Decision,
    MeetingProtocol,
    TermKind,
    school_year_end,
    unfolded,
)
from data_model.errors import UnknownPlace
from indicators import wording
from indicators.wording import capital, full_stop, uncapped
from indicators.wording.decisions import term_words
from reports.compose import advice
from reports.compose.frame import BLANK_DATE, document, nothing_there
from reports.material import Material
from reports.summary import (
    Block,
    Heading,
    Paragraph,
    ParagraphRole,
    Section,
    SignatureBlock,
    Stamp,
    Summary,
)
from reports.typography import bound

KIND = "minutes"


def compose(material: Material, org: str | None = None) -> Summary:
    """Every protocol of the year, or with ``org`` what was decided for that organisation."""
    chosen = [one for one in of_year(material) if org is None or concerns(material, one, org)]
    if not chosen:
        return _nothing(material, org)
    blocks = [block for one in chosen for block in _protocol(material, one, org, len(chosen) > 1)]
    form = "Протокол" if org is None else "Выписка из протокола"
    summary = document(
        material,
        KIND,
        form,
        bound("; ".join(dict.fromkeys(uncapped(one.heading) for one in chosen))),
        (Section("протокол", "", tuple(blocks)),),
        signature=_signature(chosen[-1], whole=org is None),
        header=material.office.header_lines,
    )
    summary.fields.update(
        номер=", ".join(one.number for one in chosen),
        дата=", ".join(wording.date_short(one.date) for one in chosen),
    )
    return replace(summary, stamp=_stamp(summary.stamp, chosen))


def _stamp(stamp: Stamp, chosen: list[MeetingProtocol]) -> Stamp:
    """A protocol is no computation: it has the day and the mark of its own text."""
    return replace(
        stamp,
        as_of=chosen[-1].date,
        edition="",
        has_day=False,
        coverage="",
        provisional="",
        mark="; ".join(dict.fromkeys(one.mark for one in chosen if one.mark)),
    )


def of_year(material: Material) -> tuple[MeetingProtocol, ...]:
    """Protocols of meetings of the year, or of the school year that ends in it."""
    return tuple(
        one
        for one in material.snapshot.protocols
        if material.year in {one.date.year, school_year_end(one.date).year}
    )


def _nothing(material: Material, org: str | None) -> Summary:
    whose = f", где есть поручения для организации «{material.names[org]}»," if org else ""
    told = f"Протоколов заседаний{whose} за {material.year} год нет."
    return nothing_there(material, KIND, "Протокол", f"заседаний за {material.year} год", told)


def concerns(material: Material, protocol: MeetingProtocol, org: str) -> bool:
    """Whether anything is addressed to the organisation. Raises UnknownPlace for a stranger."""
    if org not in material.names:
        raise UnknownPlace(f"Организации «{org}» нет в реестре района.")
    return any(_is_for(material, protocol, decision, org) for decision in protocol.decisions())


def _is_for(material: Material, protocol: MeetingProtocol, decision: Decision, org: str) -> bool:
    snapshot = material.snapshot
    own = {row.org for row in snapshot.roll}
    return org in unfolded(decision, protocol.date, snapshot.organisations, own)


def _protocol(
    material: Material, protocol: MeetingProtocol, org: str | None, several: bool
) -> Iterator[Block]:
    if several:
        day = wording.date_short(protocol.date)
        yield Heading(bound(f"Протокол № {protocol.number} от {day}"))
    yield from _opening(protocol, whole=org is None)
    for item in protocol.items:
        yield from _item(material, protocol, item, org)
    if org is not None:
        yield Paragraph("Выписка верна.")
        yield Paragraph(f"Дата: {BLANK_DATE}")


def _opening(protocol: MeetingProtocol, *, whole: bool) -> Iterator[Block]:
    """Who presides, who writes, who is there; the agenda, which an extract has one question of."""
    if protocol.chair:
        yield Paragraph(full_stop(f"Председатель: {protocol.chair}"))
    if protocol.secretary and protocol.chair:
        yield Paragraph(full_stop(f"Секретарь: {protocol.secretary}"))
    if protocol.present:
        yield Paragraph(full_stop(f"Присутствовали: {', '.join(protocol.present)}"))
    if not whole:
        return
    yield Paragraph("ПОВЕСТКА ДНЯ:")
    for item in protocol.items:
        yield Paragraph(
            full_stop(f"{item.number}. {capital(item.agenda)}"), role=ParagraphRole.CLAUSE
        )


def _item(
    material: Material, protocol: MeetingProtocol, item: AgendaItem, org: str | None
) -> Iterator[Block]:
    """«1. СЛУШАЛИ: … РЕШИЛИ: …»; in an extract only the decisions for one addressee."""
    decisions = [
        one for one in item.decisions if org is None or _is_for(material, protocol, one, org)
    ]
    if org is not None and not decisions:
        return
    if org is not None:
        yield Paragraph(f"По вопросу повестки дня: {item.agenda.rstrip('.')}.")
    if item.heard:
        yield Paragraph(f"{item.number}. СЛУШАЛИ:")
        for heard in item.heard:
            yield Paragraph(full_stop(f"{capital(heard.post)} {heard.about}"))
    yield Paragraph("РЕШИЛИ:")
    for decision in decisions:
        yield Paragraph(clause(protocol, decision), role=ParagraphRole.CLAUSE)


def clause(protocol: MeetingProtocol, decision: Decision) -> str:
    """«1.3. Общеобразовательным организациям проводить…», with its term where it has one.

    The name of one body stays in the nominative: «СОШ с. Ближнее: проводить…».
    """
    whom = decision.addressees_text
    if advice.COMMON_NAME.match(whom):
        text = advice.charged([whom], decision.text)
    else:
        text = ": ".join(part for part in (whom, decision.text) if part)
    if decision.term is TermKind.NONE:
        return full_stop(f"{decision.number}. {text}")
    term = term_words(decision.term, decision.due_from(protocol.date))
    return f"{full_stop(f'{decision.number}. {text}')} Срок: {term}."


def _signature(protocol: MeetingProtocol, *, whole: bool) -> SignatureBlock:
    """The chair signs, and the secretary after; an extract, or where none presides, one person."""
    secretary = capital(protocol.secretary or "секретарь")
    if not protocol.chair or not whole:
        return SignatureBlock(secretary)
    post = secretary if secretary.startswith("Секретарь") else f"Секретарь, {protocol.secretary}"
    return SignatureBlock(f"Председатель, {protocol.chair}", second=post)
