"""Chains in the database: conclusion, recommendation, decision and measures of an indicator."""

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter

from sqlalchemy import Connection, insert, select

from data_model.decisions import ImprovementChain, Measure
from data_model.errors import Refused
from data_model.store.places import one_municipality
from data_model.store.protocols import decision_rows
from data_model.store.rows import CHAINS, AnyRow, inserted_id, raise_version, seal, withdraw
from data_model.tables import ChainRow, MeasureRow


def save_chain(connection: Connection, municipality: str, chain: ImprovementChain) -> int:
    """Keep the chain of an indicator and year in the place of the former one, give its id.

    The very same one again changes nothing. Raises Refused for a measure without a text and
    for a decision of another district.
    """
    one_municipality(connection, municipality)
    _refuse_wrong(connection, municipality, chain)
    former = [
        one
        for one in chains(connection, municipality)
        if (one.indicator, one.year) == (chain.indicator, chain.year)
    ]
    if former and _content(former[0]) == _content(chain):
        return former[0].id
    _remove(connection, [one.id for one in former])
    chain_id = inserted_id(connection.execute(insert(ChainRow), _head(municipality, chain)))
    _save_measures(connection, chain_id, chain.measures)
    seal(connection, CHAINS)
    raise_version(connection)
    return chain_id


def _refuse_wrong(connection: Connection, municipality: str, chain: ImprovementChain) -> None:
    if any(not measure.text.strip() for measure in chain.measures):
        raise Refused("Напишите, в чём состоит мера: без текста её не сохранить.")
    known = {row.id for row in decision_rows(connection, municipality)}
    if chain.decision is not None and chain.decision not in known:
        raise Refused("Такого решения в протоколах района нет.")


def _content(chain: ImprovementChain) -> tuple[object, ...]:
    return (
        chain.conclusion,
        chain.recommendation,
        chain.decision,
        chain.act,
        chain.measures,
        chain.mark,
    )


def _remove(connection: Connection, chain_ids: Sequence[int]) -> None:
    withdraw(connection, MeasureRow, MeasureRow.chain_id.in_(chain_ids))
    withdraw(connection, ChainRow, ChainRow.id.in_(chain_ids))


def _head(municipality: str, chain: ImprovementChain) -> dict[str, object]:
    return {
        "municipality": municipality,
        "indicator": chain.indicator,
        "year": chain.year,
        "conclusion": chain.conclusion,
        "recommendation": chain.recommendation,
        "decision_id": chain.decision,
        "act": chain.act,
        "mark": chain.mark,
    }


def _save_measures(connection: Connection, chain_id: int, measures: Sequence[Measure]) -> None:
    lines = [
        {
            "chain_id": chain_id,
            "ordinal": ordinal,
            "text": measure.text,
            "responsible": measure.responsible,
            "executed_on": measure.executed_on,
            "result": measure.result,
            "evidence_id": measure.evidence,
        }
        for ordinal, measure in enumerate(measures, start=1)
    ]
    if lines:
        connection.execute(insert(MeasureRow), lines)


def chains(connection: Connection, municipality: str) -> tuple[ImprovementChain, ...]:
    """Chains of a district by year and indicator."""
    heads = connection.execute(
        select(ChainRow)
        .where(ChainRow.municipality == municipality)
        .order_by(ChainRow.year, ChainRow.indicator)
    ).all()
    found = connection.execute(
        select(MeasureRow)
        .where(MeasureRow.chain_id.in_([head.id for head in heads]))
        .order_by(MeasureRow.chain_id, MeasureRow.ordinal)
    )
    measures = {
        key: tuple(_measure(row) for row in rows)
        for key, rows in groupby(found, key=attrgetter("chain_id"))
    }
    return tuple(_chain(head, measures.get(head.id, ())) for head in heads)


def _measure(row: AnyRow) -> Measure:
    return Measure(row.text, row.responsible, row.executed_on, row.result, row.evidence_id)


def _chain(head: AnyRow, measures: tuple[Measure, ...]) -> ImprovementChain:
    return ImprovementChain(
        indicator=head.indicator,
        year=head.year,
        conclusion=head.conclusion,
        recommendation=head.recommendation,
        decision=head.decision_id,
        act=head.act,
        measures=measures,
        mark=head.mark,
        id=head.id,
    )
