"""Improvement («от показателя к эффекту»): what was concluded, decided, done about a figure."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure taken («мера»): what was done, by whom, by which day, proved by what.

    ``executed_on`` is None until it has been carried out.
    """

    text: str
    responsible: str = ""
    executed_on: date | None = None
    result: str = ""
    evidence: int | None = None


@dataclass(frozen=True, slots=True)
class ImprovementChain:
    """The chain of one indicator and year («цепочка»), from the figure to the measures.

    ``indicator`` is a code. ``decision`` is the id of a decision of a protocol; ``act`` the
    requisites and the clause where it was decided elsewhere, such as an order. An empty link
    is a gap of the management cycle. The figures are not kept here: they are computed.
    """

    indicator: str
    year: int
    conclusion: str = ""
    recommendation: str = ""
    decision: int | None = None
    act: str = ""
    measures: tuple[Measure, ...] = ()
    mark: str = ""
    id: int = 0
