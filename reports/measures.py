"""Measures of a year («меры») as sentences by code of indicator, for the note on effect."""

from data_model.improvement import ImprovementChain
from data_model.snapshot import Snapshot
from indicators.cycle import addressed, decision_of, execution_texts, measure_text
from indicators.wording import NBSP, date_short
from reports.sentences import quoted


def measures_of(snapshot: Snapshot, year: int) -> dict[str, tuple[str, ...]]:
    """What was done about the figures of the year before, so that this year shows the effect."""
    return {
        chain.indicator: tuple(_sentences(snapshot, chain))
        for chain in snapshot.chains
        if chain.year == year - 1 and chain.measures
    }


def _sentences(snapshot: Snapshot, chain: ImprovementChain) -> list[str]:
    measures = [f"Мера: {measure_text(one)}." for one in chain.measures]
    done = [f"Исполнение: {text}." for text in execution_texts(snapshot, chain)]
    return [*_decisions(snapshot, chain), *measures, *done]


def _decisions(snapshot: Snapshot, chain: ImprovementChain) -> list[str]:
    """«Решение: пункт 1.3 протокола № 2 от 16.02.2022 — «Руководители…: назначить…».»"""
    typed = [f"Решение: {chain.act}"] if chain.act.strip() else []
    found = decision_of(snapshot.protocols, chain.decision)
    if found is None:
        return typed
    protocol, decision = found
    day = date_short(protocol.date)
    head = f"пункт {decision.number} протокола №{NBSP}{protocol.number} от{NBSP}{day}"
    return [f"Решение: {head} — {quoted(addressed(decision).rstrip('.'))}.", *typed]
