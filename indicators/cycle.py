"""The management cycle («управленческий цикл»): from a figure to its effect, gaps shown.

``ladder`` is one indicator: figure → conclusion → recommendation → decision → measure →
execution → the figure of the next year. ``positions`` are the nine positions of the cycle by
the evidence that exists.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pandas as pd

from data_model.improvement import ImprovementChain, Measure
from data_model.meetings import Decision, MeetingProtocol, school_year_end
from data_model.snapshot import Snapshot
from indicators.evidence import evidence_register
from indicators.wording import (
    NBSP,
    date_short,
    fact_text,
    is_unknown,
    of,
    points,
    status_word,
    target_text,
    value,
)


class Step(StrEnum):
    """Rungs of the ladder, in order."""

    FIGURE = "показатель"
    CONCLUSION = "вывод"
    RECOMMENDATION = "рекомендация"
    DECISION = "решение"
    MEASURE = "мера"
    EXECUTION = "исполнение"
    EFFECT = "показатель следующего года"


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung («ступень»): what stands there; no text is a gap of the cycle.

    ``number`` and ``year`` name the row of plan/fact of a figure.
    """

    step: Step
    texts: tuple[str, ...]
    number: str = ""
    year: int = 0

    @property
    def is_gap(self) -> bool:
        return not self.texts


def ladder(snapshot: Snapshot, plan_fact: pd.DataFrame, year: int, code: str) -> tuple[Rung, ...]:
    """The seven rungs of one indicator and year for the district."""
    chain = chain_of(snapshot, year, code)
    figure, after = figure_rung(plan_fact, year, code), effect_rung(plan_fact, year, code)
    return (
        figure,
        Rung(Step.CONCLUSION, _said(chain.conclusion)),
        Rung(Step.RECOMMENDATION, _said(chain.recommendation)),
        Rung(Step.DECISION, decided(snapshot.protocols, chain)),
        Rung(Step.MEASURE, tuple(measure_text(one) for one in chain.measures)),
        Rung(Step.EXECUTION, tuple(execution_texts(snapshot, chain))),
        after,
    )


def chain_of(snapshot: Snapshot, year: int, code: str) -> ImprovementChain:
    """The chain of an indicator and year; an empty one where nobody has written it."""
    found = (one for one in snapshot.chains if (one.indicator, one.year) == (code, year))
    return next(found, ImprovementChain(code, year))


def _said(text: str) -> tuple[str, ...]:
    return (text,) if text.strip() else ()


def decided(protocols: Iterable[MeetingProtocol], chain: ImprovementChain) -> tuple[str, ...]:
    """«Протокол № 2 от 16.02.2022, пункт 1.3: …», or the act that was typed."""
    found = decision_of(protocols, chain.decision)
    if found is None:
        return _said(chain.act)
    protocol, decision = found
    head = f"Протокол №{NBSP}{protocol.number} от{NBSP}{date_short(protocol.date)}"
    return (f"{head}, пункт {decision.number}: {addressed(decision)}", *_said(chain.act))


def decision_of(
    protocols: Iterable[MeetingProtocol], decision_id: int | None
) -> tuple[MeetingProtocol, Decision] | None:
    """A decision with its protocol, by its id."""
    for protocol in protocols:
        for decision in protocol.decisions():
            if decision.id == decision_id:
                return protocol, decision
    return None


def addressed(decision: Decision) -> str:
    """«Общеобразовательные организации: проводить работу…»"""
    return ": ".join(part for part in (decision.addressees_text, decision.text) if part)


def measure_text(measure: Measure) -> str:
    return f"{measure.text} ({measure.responsible})" if measure.responsible else measure.text


def execution_texts(snapshot: Snapshot, chain: ImprovementChain) -> Iterable[str]:
    """What has been carried out, with its document."""
    documents = {entry.id: entry for entry in snapshot.evidence}
    for measure in chain.measures:
        if measure.executed_on is None:
            continue
        text = f"{date_short(measure.executed_on)} — {measure.result or 'исполнено'}"
        entry = documents.get(measure.evidence or 0)
        yield f"{text}; документ: {document_text(entry)}" if entry else text


def document_text(entry: Any) -> str:
    """«письмо «Сведения» от 18.04.2022 № 17», without what is missing."""
    day = f"от{NBSP}{date_short(entry.date)}" if entry.date else ""
    number = f"№{NBSP}{entry.number}" if entry.number else ""
    return " ".join(part for part in (entry.kind, f"«{entry.name}»", day, number) if part)


def figure_rung(plan_fact: pd.DataFrame, year: int, code: str) -> Rung:
    """The district's figure of the year; a gap where it is not known."""
    row = district_row(plan_fact, year, code)
    if row is None or is_unknown(row["actual"]):
        return Rung(Step.FIGURE, ())
    return Rung(Step.FIGURE, (figure_text(row),), str(row["indicator"]), year)


def effect_rung(plan_fact: pd.DataFrame, year: int, code: str) -> Rung:
    """The figure of the next year, with the change."""
    row, before = district_row(plan_fact, year + 1, code), district_row(plan_fact, year, code)
    if row is None or is_unknown(row["actual"]):
        return Rung(Step.EFFECT, ())
    text = f"{figure_text(row)}{changed(before, row)}"
    return Rung(Step.EFFECT, (text,), str(row["indicator"]), year + 1)


def figure_text(row: dict[Any, Any]) -> str:
    """«31,9 % (532 из 1669), план 35 % — выполнено частично»."""
    if row["kind"] == "presence":
        return f"{row['year']}{NBSP}год: {status_word(row['status'])}"
    shown = fact_text(row)
    parts = f" ({of(row['numerator'], row['denominator'])})" if row["unit"] == "%" else ""
    plan = "" if is_unknown(row["target"]) else f", план {_target(row)}"
    return f"{row['year']}{NBSP}год: {shown}{parts}{plan} — {status_word(row['status'])}"


def _target(row: dict[Any, Any]) -> str:
    upper = None if is_unknown(row["target_upper"]) else row["target_upper"]
    return target_text(row["operator"], row["target"], upper, row["unit"])


def changed(before: dict[Any, Any] | None, row: dict[Any, Any]) -> str:
    """«; за год +5,2 п. п.», empty where one of the years is unknown."""
    if before is None or is_unknown(before["actual"]) or row["kind"] == "presence":
        return ""
    change = row["actual"] - before["actual"]
    if row["unit"] == "%":
        return f"; за год {points(change)}"
    sign = "+" if change > 0 else ""
    return f"; за год {sign}{value(change, row['unit'])}"


def district_row(plan_fact: pd.DataFrame, year: int, code: str) -> dict[Any, Any] | None:
    """The district's row of an indicator in a year, if the roadmap has it."""
    chosen = plan_fact[
        (plan_fact["year"] == year) & (plan_fact["code"] == code) & plan_fact["org"].isna()
    ]
    return None if chosen.empty else chosen.to_dict("records")[0]


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
    chains = [one for one in snapshot.chains if one.year == year]
    measures = [measure for one in chains for measure in one.measures]
    return (
        Position("цели", _goals(snapshot, year)),
        Position("показатели", (f"показателей с планом года: {_promised(snapshot, year)}",)),
        Position("методы сбора", (f"вопросов в бланках: {len(roadmap.questions)}",)),
        Position("мониторинг", _returns(snapshot, year)),
        Position("анализ", (*_documents(snapshot, year, REPORTS), *_texts(chains, "conclusion"))),
        Position("адресные рекомендации", _texts(chains, "recommendation")),
        Position("меры", tuple(measure_text(one) for one in measures)),
        Position(
            "управленческие решения",
            (*_protocols(snapshot, year), *_documents(snapshot, year, DECISIONS)),
        ),
        Position("анализ эффективности", _documents(snapshot, year, EFFECT)),
    )


def is_full(found: Iterable[Position]) -> bool:
    """«Полный цикл»: each of the nine has its evidence."""
    return not any(one.is_gap for one in found)


def gaps(found: Iterable[Position]) -> list[str]:
    return [one.title for one in found if one.is_gap]


def _goals(snapshot: Snapshot, year: int) -> tuple[str, ...]:
    roadmap = snapshot.roadmaps[year]
    act = roadmap.act
    day = f" от{NBSP}{date_short(act.date)}" if act.date else ""
    number = f" №{NBSP}{act.number}" if act.number else ""
    return (f"{roadmap.title} ({act.kind}{day}{number})",)


def _promised(snapshot: Snapshot, year: int) -> int:
    return sum(year in row.indicator.targets for row in snapshot.roadmaps[year].activities)


def _returns(snapshot: Snapshot, year: int) -> tuple[str, ...]:
    awaited = {place.code for place in snapshot.expected(year)}
    came = [one for one in snapshot.revisions if one.year == year and one.is_current]
    number = len({one.org for one in came} & awaited)
    return (f"приняты отчёты: {of(number, len(awaited))}",) if number else ()


def _documents(snapshot: Snapshot, year: int, questions: tuple[str, ...]) -> tuple[str, ...]:
    """Complete documents of the district for these questions."""
    rows = evidence_register(snapshot)
    chosen = rows[
        (rows["year"] == year)
        & rows["question"].isin(questions)
        & (rows["org"] == snapshot.municipality.code)
        & (rows["missing"] == "")
    ]
    return tuple(dict.fromkeys(document_text(row) for row in chosen.itertuples()))


def _texts(chains: Iterable[ImprovementChain], name: str) -> tuple[str, ...]:
    return tuple(text for one in chains if (text := getattr(one, name)))


def _protocols(snapshot: Snapshot, year: int) -> tuple[str, ...]:
    """Protocols about a year: decisions on its indicators, or a meeting of its school year."""
    about = {one.decision for one in snapshot.chains if one.year == year}
    return tuple(
        f"протокол №{NBSP}{one.number} от{NBSP}{date_short(one.date)}"
        for one in snapshot.protocols
        if about & {decision.id for decision in one.decisions()}
        or year in {one.date.year, school_year_end(one.date).year}
    )
