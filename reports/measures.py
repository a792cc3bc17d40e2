"""Measures of a year («меры») as sentences by code of indicator, for the note on effect."""

from data_model.improvement import ImprovementChain
from data_model.snapshot import Snapshot
from indicators.cycle import decided, execution_texts, measure_text


def measures_of(snapshot: Snapshot, year: int) -> dict[str, tuple[str, ...]]:
    """What was done about the figures of the year before, so that this year shows the effect."""
    return {
        chain.indicator: tuple(_sentences(snapshot, chain))
        for chain in snapshot.chains
        if chain.year == year - 1 and chain.measures
    }


def _sentences(snapshot: Snapshot, chain: ImprovementChain) -> list[str]:
    decision = [f"Решение: {text}" for text in decided(snapshot.protocols, chain)]
    measures = [f"Мера: {measure_text(one)}." for one in chain.measures]
    done = [f"Исполнение: {text}." for text in execution_texts(snapshot, chain)]
    return [*decision, *measures, *done]
