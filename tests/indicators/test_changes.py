"""A change between two years in words: how fine it is written, and that it comes out."""

import re
from decimal import Decimal
from itertools import permutations

from indicators.changes import YearChange, change_cell, sides
from indicators.plan_fact_row import LikeForLike
from tests.rows import a_row

SHARES = sorted({100 * n / d for d in range(1, 13) for n in range(d + 1)})
"""Every share of a base that is small."""


def told(before: float, now: float) -> tuple[str, str]:
    """The difference and its two sides."""
    change = YearChange(a_row(), LikeForLike(1, 9, 9, 9, 9), before, now, before, now)
    return change_cell(change), sides(change.row, before, now)


def numbers(text: str) -> list[Decimal]:
    return [Decimal(found.replace(",", ".")) for found in re.findall(r"\d+,\d+", text)]


def test_a_difference_of_a_small_base_has_one_decimal_and_its_sides_come_out() -> None:
    """«+12,6 п. п.», а не «+12,569»; стороны вычитаются, где нужно — «точнее»."""
    for before, now in permutations(SHARES, 2):
        difference, both = told(before, now)
        assert re.fullmatch(r"[+−]\d+,\d п\. п\.", difference.replace("\xa0", " ")), difference
        *_, first, second = numbers(both)
        assert abs(abs(second - first) - numbers(difference)[0]) <= Decimal("0.05")


def test_a_change_that_happened_is_never_written_as_zero() -> None:
    difference, both = told(57.204, 57.208)
    assert difference.startswith("+0,004")
    assert numbers(both)[-2] != numbers(both)[-1]
