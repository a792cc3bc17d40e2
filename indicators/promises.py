"""Promises («плановые значения»): a target as it is shown, and as integers to compare with."""

from decimal import Decimal
from typing import Any

from data_model.roadmap import Indicator, Operator, Target


def promise(indicator: Indicator, year: int) -> dict[str, Any]:
    """The target of the year as it is shown, and as integers over ``scale``."""
    target = promised_target(indicator, year)
    low = target.value if target else Decimal(0)
    high = (target.upper if target else None) or low
    scale = 10 ** max(decimals(low), decimals(high))
    partly_scale = 10 ** decimals(indicator.partly_from)
    return {
        "target": float(low) if target else None,
        "target_upper": float(target.upper) if target and target.upper is not None else None,
        "has_target": target is not None,
        "low": int(low * scale),
        "high": int(high * scale),
        "scale": scale,
        "partly": int(indicator.partly_from * partly_scale),
        "partly_scale": partly_scale,
    }


def promised_target(indicator: Indicator, year: int) -> Target | None:
    """The target of a year; a presence promises one document wherever it has a term."""
    if year not in indicator.periods:
        return None
    if indicator.operator is Operator.EXISTS:
        return indicator.targets.get(year, Target(Decimal(1)))
    return indicator.targets.get(year)


def decimals(value: Decimal) -> int:
    """Digits after the point: 0 for 55, 1 for 12.5."""
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
