"""The management cycle («управленческий цикл»): from a figure to its effect, gaps shown as gaps.

``links`` are the seven links of one indicator and year; ``positions`` are the nine positions of
the cycle by the evidence that exists. A decision, an assignment, a proof or a measure that names
an indicator is a link of its chain at once: what is in the database is never shown as missing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from data_model.decisions import (
    Assignment,
    AssignmentState,
    Decision,
    EvidenceEntry,
    ImprovementChain,
    Measure,
    MeetingProtocol,
    school_year_end,
)
from data_model.roadmap import Roadmap
from data_model.snapshot import Snapshot
from indicators import wording
from indicators.changes import change_from, change_words
from indicators.coverage import reported_words, returns_board
from indicators.evidence import evidence_register
from indicators.plan_fact_row import PlanFact, PlanFactRow
from indicators.wording import NBSP, date_short, uncapped
from indicators.wording.cases import in_dative, told_to


class LinkKind(StrEnum):
    """Links of the chain, in order."""

    FIGURE = "показатель"
    CONCLUSION = "вывод"
    RECOMMENDATION = "рекомендация"
    DECISION = "решение"
    MEASURE = "мера"
    EXECUTION = "исполнение"
    EFFECT = "показатель следующего года"


@dataclass(frozen=True, slots=True)
class ChainLink:
    """One link («звено»): what stands there; no text is a gap of the cycle.

    ``number`` and ``year`` name the row of plan/fact of a figure; ``is_known`` is false where the
    figure is not known and the text says why. ``is_outside``: the year lies outside the roadmap,
    so nothing is missing.
    """

    kind: LinkKind
    texts: tuple[str, ...]
    number: str = ""
    year: int = 0
    is_known: bool = True
    is_outside: bool = False

    @property
    def is_gap(self) -> bool:
        return not self.is_outside and not (self.texts and self.is_known)


def links(snapshot: Snapshot, plan_fact: PlanFact, year: int, code: str) -> tuple[ChainLink, ...]:
    """The seven links of one indicator and year for the district."""
    chain = chain_of(snapshot, year, code)
    return (
        figure_link(plan_fact, year, code),
        ChainLink(LinkKind.CONCLUSION, _said(chain.conclusion)),
        ChainLink(LinkKind.RECOMMENDATION, _recommended(snapshot, chain)),
        ChainLink(LinkKind.DECISION, tuple(decided(snapshot, chain))),
        ChainLink(LinkKind.MEASURE, tuple(measure_texts(snapshot, chain))),
        ChainLink(LinkKind.EXECUTION, tuple(execution_texts(snapshot, chain))),
        effect_link(snapshot, plan_fact, year, code),
    )


def chain_of(snapshot: Snapshot, year: int, code: str) -> ImprovementChain:
    """The chain of an indicator and year; an empty one where nobody has written it."""
    found = (one for one in snapshot.chains if (one.indicator, one.year) == (code, year))
    return next(found, ImprovementChain(code, year))


def _said(text: str) -> tuple[str, ...]:
    return (text,) if text.strip() else ()


def _is_of(chain: ImprovementChain, day: date) -> bool:
    """Whether what happened on a day belongs to a figure: in its year, or in the year after."""
    return day.year in {chain.year, chain.year + 1}


# what was decided


def _decisions(
    snapshot: Snapshot, chain: ImprovementChain
) -> Iterator[tuple[MeetingProtocol, Decision]]:
    """The decision that the chain names, and all that name its indicator by themselves."""
    for protocol in snapshot.protocols:
        for decision in protocol.decisions():
            names_it = decision.indicator == chain.indicator and _is_of(chain, protocol.date)
            if names_it or (chain.decision is not None and decision.id == chain.decision):
                yield protocol, decision


def _recommended(snapshot: Snapshot, chain: ImprovementChain) -> tuple[str, ...]:
    rested_on = (decision.recommendation for _, decision in _decisions(snapshot, chain))
    texts = (chain.recommendation, *rested_on)
    return tuple(dict.fromkeys(text for text in texts if text.strip()))


def decided(snapshot: Snapshot, chain: ImprovementChain) -> Iterator[str]:
    """«Протокол № 2 от 16.02.2022, пункт 1.3: …», or the act that was typed."""
    for protocol, decision in _decisions(snapshot, chain):
        head = f"Протокол №{NBSP}{protocol.number} от{NBSP}{date_short(protocol.date)}"
        yield f"{head}, пункт {decision.number}: {addressed(decision)}"
    yield from _said(chain.act)


def addressed(decision: Decision) -> str:
    """«Общеобразовательные организации: проводить работу…»"""
    return ": ".join(part for part in (decision.addressees_text, decision.text) if part)


# what was done


def _assignments(snapshot: Snapshot, chain: ImprovementChain) -> tuple[Assignment, ...]:
    """Assignments of the indicator; those of the decision that the chain names too."""
    return tuple(
        one
        for one in snapshot.assignments
        if (one.indicator == chain.indicator and _is_of(chain, one.given_on))
        or (chain.decision is not None and one.id == chain.decision)
    )


def measures_of(snapshot: Snapshot, chain: ImprovementChain) -> tuple[Measure, ...]:
    """Measures of the chain, and those of other years' chains carried out in this year."""
    carried = (
        measure
        for other in snapshot.chains
        if other.indicator == chain.indicator and other.year != chain.year
        for measure in other.measures
        if measure.executed_on and measure.executed_on.year == chain.year
    )
    return (*chain.measures, *carried)


def measure_texts(snapshot: Snapshot, chain: ImprovementChain) -> Iterator[str]:
    """Measures that were taken, and assignments that were given."""
    yield from (measure_text(one) for one in measures_of(snapshot, chain))
    for given in _assignments(snapshot, chain):
        count = wording.counted(len(given.executions), wording.EXECUTORS)
        term = f", срок {wording.due_words(given.due)}" if given.due else ""
        head = f"Поручение по пункту {given.number} протокола №{NBSP}{given.protocol_number}"
        yield f"{head} ({count}{term})"


def measure_text(measure: Measure) -> str:
    return f"{measure.text} ({measure.responsible})" if measure.responsible else measure.text


def execution_texts(snapshot: Snapshot, chain: ImprovementChain) -> Iterator[str]:
    """What has been carried out, with its document; how many have fulfilled an assignment."""
    documents = {entry.id: entry for entry in snapshot.evidence}
    for measure in measures_of(snapshot, chain):
        if measure.executed_on is None:
            continue
        text = _carried(measure)
        entry = documents.get(measure.evidence or 0)
        yield f"{text}; документ: {document_text(entry)}" if entry else text
    for given in _assignments(snapshot, chain):
        if told := _fulfilled(given):
            yield told
    yield from _proofs(snapshot, chain)


def _fulfilled(given: Assignment) -> str:
    """«Пункт 1.3: исполнили 2 из 15», empty while nobody has begun."""
    states = [given.state_of(one) for one in given.executions]
    done = sum(state in FULFILLED for state in states)
    begun = states.count(AssignmentState.IN_WORK)
    if not done and not begun:
        return ""
    text = f"Пункт {given.number}: исполнили {wording.of(done, len(states))}"
    if begun:
        text += f", в работе у{NBSP}{wording.number(begun)}"
    if given.release:
        text += f", снято с контроля {date_short(given.release.released_on)}"
    return text


def _proofs(snapshot: Snapshot, chain: ImprovementChain) -> Iterator[str]:
    """Documents of the register that prove the indicator itself."""
    roadmap = snapshot.roadmaps.get(chain.year)
    rows = roadmap.activities if roadmap else ()
    counted = {row.indicator.counted for row in rows if row.indicator.code == chain.indicator}
    for entry in snapshot.evidence:
        if entry.year == chain.year and entry.question in counted:
            yield f"Документ: {document_text(entry)}"


def document_text(entry: EvidenceEntry) -> str:
    """«письмо «Сведения» от 18.04.2022 № 17», without what is missing."""
    day = f"от{NBSP}{date_short(entry.date)}" if entry.date else ""
    number = f"№{NBSP}{entry.number}" if entry.number else ""
    return " ".join(part for part in (entry.kind, f"«{entry.name}»", day, number) if part)


def measures_on_record(snapshot: Snapshot, year: int, code: str) -> tuple[str, ...]:
    """What was done so that the figure of ``year`` may show its effect («принятые меры»).

    Measures of the chain of the year before, or carried out in the year; assignments fulfilled
    by somebody. Without any nothing may be said of «эффективность мер».
    """
    chain = chain_of(snapshot, year - 1, code)
    measures = tuple(dict.fromkeys((*chain.measures, *_carried_out(snapshot, year, code))))
    given = [
        one for one in _assignments(snapshot, chain) if one.given_on.year <= year and _is_done(one)
    ]
    if not measures and not given:
        return ()
    documents = {entry.id: entry for entry in snapshot.evidence}
    told = (
        *(_decision_taken(*one) for one in _decisions(snapshot, chain)),
        *(f"Решение принято: {chain.act.rstrip('.')}." for _ in _said(chain.act)),
        *(_measure_taken(one, documents) for one in measures),
        *(f"{fulfilment(one)}." for one in given),
    )
    return tuple(dict.fromkeys(told))


def _decision_taken(protocol: MeetingProtocol, decision: Decision) -> str:
    """«Принято решение (протокол № 2 от 16.02.2022, пункт 1.3): руководителям школ назначить…»"""
    day = date_short(protocol.date)
    where = f"протокол №{NBSP}{protocol.number} от{NBSP}{day}, пункт {decision.number}"
    told = uncapped(told_to(decision.addressees_text, decision.text)).rstrip(".")
    return f"Принято решение ({where}): {told}."


def _measure_taken(measure: Measure, documents: dict[int, EvidenceEntry]) -> str:
    """«Принята мера: РМО проведено (исполнение поручено …). Исполнено 24.03.2022: …»"""
    whom = uncapped(in_dative(measure.responsible))
    who = f" (исполнитель – {uncapped(measure.responsible)})" if measure.responsible else ""
    who = f" (исполнение поручено {whom})" if whom else who
    told = [f"Принята мера: {uncapped(measure.text.rstrip('.'))}{who}"]
    if measure.executed_on:
        result = f": {measure.result.rstrip('.')}" if measure.result else ""
        told.append(f"Исполнено {date_short(measure.executed_on)}{result}")
    if entry := documents.get(measure.evidence or 0):
        told.append(f"Документ – {document_text(entry)}")
    return f"{'. '.join(told)}."


def fulfilment(given: Assignment) -> str:
    """«Поручение по пункту 1.3 протокола № 2 от 16.02.2022 исполнили 2 из 15 адресатов, …»."""
    states = [given.state_of(one) for one in given.executions]
    done, begun = sum(state in FULFILLED for state in states), states.count(AssignmentState.IN_WORK)
    point = f"пункту {given.number} протокола №{NBSP}{given.protocol_number}"
    text = f"Поручение по {point} от{NBSP}{date_short(given.given_on)}"
    if done == len(states):
        text += " исполнено"
    elif done:
        verb = wording.plural(done, "исполнил", *["исполнили"] * 3)
        text += f" {verb} {wording.number(done)}{NBSP}из{NBSP}"
        text += wording.counted(len(states), wording.OF_ADDRESSEES)
    else:
        text += " не исполнено"
    if begun:
        text += f", в работе – у{NBSP}{wording.number(begun)}"
    if given.release:
        text += f", снято с контроля {date_short(given.release.released_on)}"
    return text


FULFILLED = frozenset({AssignmentState.DONE, AssignmentState.RELEASED})


def _carried(measure: Measure) -> str:
    return f"{date_short(measure.executed_on)} — {measure.result or 'исполнено'}"


def _carried_out(snapshot: Snapshot, year: int, code: str) -> tuple[Measure, ...]:
    return tuple(
        measure
        for chain in snapshot.chains
        if chain.indicator == code
        for measure in chain.measures
        if measure.executed_on and measure.executed_on.year == year
    )


def _is_done(given: Assignment) -> bool:
    """Whether somebody has fulfilled it."""
    return any(one.state is AssignmentState.DONE for one in given.executions)


# figures


def figure_link(plan_fact: PlanFact, year: int, code: str) -> ChainLink:
    """The district's figure of the year; where it is not known, why."""
    row = plan_fact.row(year, code)
    if row is None:
        return ChainLink(LinkKind.FIGURE, ())
    known = row.actual is not None
    return ChainLink(LinkKind.FIGURE, (figure_text(row),), row.indicator, year, known)


def effect_link(snapshot: Snapshot, plan_fact: PlanFact, year: int, code: str) -> ChainLink:
    """The figure of the next year, with the change; a year outside the roadmap is no gap."""
    row = plan_fact.row(year + 1, code)
    if row is None:
        told = f"{year + 1}{NBSP}год — вне срока карты"
        return ChainLink(LinkKind.EFFECT, (told,), is_outside=True)
    change = change_from(row, plan_fact.row(year, code))
    text = figure_text(row)
    if change is not None:
        text += f"; за год {change_words(change)}"
    return ChainLink(LinkKind.EFFECT, (text,), row.indicator, year + 1, row.actual is not None)


def figure_text(row: PlanFactRow) -> str:
    """«2021 год: 31,9 % (532 из 1669 чел.), план не менее 35 % — выполнено частично»."""
    head = f"{row.period}{NBSP}год"
    if row.is_presence or row.actual is None:
        why = wording.why(row)
        return f"{head}: {wording.word(row)}{f' ({why})' if why else ''}"
    parts = f" ({wording.of_words(row)})" if row.is_share and wording.of_words(row) else ""
    plan = "" if row.target is None else f", план {wording.target(row)}"
    return f"{head}: {wording.fact(row)}{parts}{plan} — {wording.word(row)}"


# the nine positions


@dataclass(frozen=True, slots=True)
class Position:
    """A position of the cycle («позиция») with its evidence; none is a gap."""

    title: str
    evidence: tuple[str, ...]

    @property
    def is_gap(self) -> bool:
        return not self.evidence


REPORTS = ("monitoring_report", "diagnostics_report")
DECISIONS = ("management_decisions",)
EFFECT = ("effect_note",)
"""Questions of the roadmap whose documents are evidence of a position."""


def positions(snapshot: Snapshot, year: int) -> tuple[Position, ...]:
    """The nine positions of a year, in their order."""
    roadmap = snapshot.roadmaps[year]
    chains = [chain_of(snapshot, year, activity.indicator.code) for activity in roadmap.activities]
    return (
        Position("цели", _goals(snapshot, year)),
        Position("показатели", (f"показателей с планом года: {_promised(snapshot, year)}",)),
        Position("методы сбора", (f"вопросов в бланках: {len(roadmap.questions)}",)),
        Position("мониторинг", _returns(snapshot, year)),
        Position(
            "анализ",
            (*_documents(snapshot, year, REPORTS), *_unique(one.conclusion for one in chains)),
        ),
        Position(
            "адресные рекомендации",
            _unique(text for one in chains for text in _recommended(snapshot, one)),
        ),
        Position("меры", _unique(text for one in chains for text in measure_texts(snapshot, one))),
        Position(
            "управленческие решения",
            (*_protocols(snapshot, year, chains), *_documents(snapshot, year, DECISIONS)),
        ),
        Position("анализ эффективности", _documents(snapshot, year, EFFECT)),
    )


def _unique(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text.strip()))


def is_full(found: Iterable[Position]) -> bool:
    """«Полный цикл»: each of the nine has its evidence."""
    return not any(one.is_gap for one in found)


def gaps(found: Iterable[Position]) -> list[str]:
    return [one.title for one in found if one.is_gap]


def _goals(snapshot: Snapshot, year: int) -> tuple[str, ...]:
    return tuple(map(_goal, snapshot.roadmaps[year].each))


def _goal(roadmap: Roadmap) -> str:
    act = roadmap.act
    day = f" от{NBSP}{date_short(act.date)}" if act.date else ""
    number = f" №{NBSP}{act.number}" if act.number else ""
    return f"{roadmap.title} ({act.kind}{day}{number})"


def _promised(snapshot: Snapshot, year: int) -> int:
    return sum(year in row.indicator.targets for row in snapshot.roadmaps[year].activities)


def _returns(snapshot: Snapshot, year: int) -> tuple[str, ...]:
    board = returns_board(snapshot, year)
    if not board.reported and not board.own.is_in:
        return ()
    return (reported_words(board)[:1].lower() + reported_words(board)[1:],)


def _documents(snapshot: Snapshot, year: int, questions: tuple[str, ...]) -> tuple[str, ...]:
    """Complete documents of the district for these questions."""
    found = (
        line.entry
        for line in evidence_register(snapshot)
        if line.entry.year == year
        and line.entry.question in questions
        and line.entry.org == snapshot.municipality.code
        and line.entry.is_complete
    )
    return _unique(document_text(entry) for entry in found)


def _protocols(
    snapshot: Snapshot, year: int, chains: Iterable[ImprovementChain]
) -> tuple[str, ...]:
    """Protocols about a year: decisions on its indicators, or a meeting of its school year."""
    about = {protocol.id for chain in chains for protocol, _ in _decisions(snapshot, chain)}
    return tuple(
        f"протокол №{NBSP}{one.number} от{NBSP}{date_short(one.date)}"
        for one in snapshot.protocols
        if one.id in about or year in {one.date.year, school_year_end(one.date).year}
    )
