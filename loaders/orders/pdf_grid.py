"""Ruled lines and pieces of text of a page → lines of text and tables."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from loaders.orders.document import PaperCell, PaperTable, Row, tidy
from loaders.orders.pdf_marks import PageMarks, Piece, RuledLine

NEAR = 4.0
"""Points; rules closer than this are one border."""
SAME_LINE = 2.5
"""Points between base lines of one line of text."""


@dataclass(frozen=True, slots=True)
class PageGrid:
    """A table by its borders: ``xs`` rise, ``ys`` fall (the top comes first)."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    rules: tuple[RuledLine, ...]

    def holds(self, piece: Piece) -> bool:
        return self.xs[0] - NEAR <= piece.x <= self.xs[-1] and self.ys[-1] <= piece.y <= self.ys[0]


def page_blocks(marks: PageMarks) -> Iterator[str | PaperTable]:
    """Top to bottom: the lines above each table, the table, and the lines below the last."""
    rest = list(marks.pieces)
    for grid in _grids(marks.rules):
        above = [piece for piece in rest if piece.y > grid.ys[0]]
        yield from _lines(above)
        yield PaperTable(tuple(_rows(grid, [piece for piece in rest if grid.holds(piece)])))
        rest = [piece for piece in rest if piece.y < grid.ys[-1]]
    yield from _lines(rest)


def _grids(rules: Sequence[RuledLine]) -> Iterator[PageGrid]:
    upright = [rule for rule in rules if rule.is_upright]
    level = [rule for rule in rules if rule.is_level]
    for low, high in _extents(upright):
        inside = tuple(
            rule for rule in upright + level if low - NEAR <= _middle(rule) <= high + NEAR
        )
        xs = _borders(rule.x0 for rule in inside if rule.is_upright)
        ys = _borders(rule.y0 for rule in inside if rule.is_level)
        if len(xs) > 2 and len(ys) > 1:
            yield PageGrid(xs, ys[::-1], inside)


def _middle(rule: RuledLine) -> float:
    return (rule.y0 + rule.y1) / 2


def _extents(upright: Iterable[RuledLine]) -> list[tuple[float, float]]:
    """Heights that upright rules cover without a gap, from the top: one per table."""
    spans = sorted((min(rule.y0, rule.y1), max(rule.y0, rule.y1)) for rule in upright)
    joined: list[tuple[float, float]] = []
    for low, high in spans:
        if joined and low <= joined[-1][1] + NEAR:
            joined[-1] = (joined[-1][0], max(high, joined[-1][1]))
        else:
            joined.append((low, high))
    return joined[::-1]


def _borders(places: Iterable[float]) -> tuple[float, ...]:
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > NEAR:
            found.append(place)
    return tuple(found)


def _rows(grid: PageGrid, pieces: Sequence[Piece]) -> Iterator[Row]:
    above: Row = ()
    for high, low in pairwise(grid.ys):
        band = [piece for piece in pieces if low <= piece.y < high]
        above = tuple(_cells(grid, band, (low, high), above))
        yield above


def _cells(
    grid: PageGrid, band: Sequence[Piece], height: tuple[float, float], above: Row
) -> Iterator[PaperCell]:
    """A border that is not drawn joins its two cells; the first of them holds the text."""
    inner = [x for x in grid.xs[1:-1] if _is_ruled_upright(grid.rules, x, height)]
    ends = [grid.xs[0], *inner, grid.xs[-1]]
    for x0, x1 in pairwise(ends):
        text = "\n".join(_lines(piece for piece in band if x0 <= piece.x + 1 < x1))
        number = grid.xs.index(x0)
        joined = bool(above) and not _is_ruled_level(grid.rules, height[1], (x0, x1))
        yield (
            PaperCell(text or above[number].text, down=True)
            if joined and not text
            else PaperCell(text)
        )
        yield from (PaperCell(across=True) for _ in range(grid.xs.index(x1) - number - 1))


def _is_ruled_upright(rules: Iterable[RuledLine], x: float, height: tuple[float, float]) -> bool:
    middle = sum(height) / 2
    return any(
        rule.is_upright
        and abs(rule.x0 - x) <= NEAR
        and min(rule.y0, rule.y1) - NEAR <= middle <= max(rule.y0, rule.y1) + NEAR
        for rule in rules
    )


def _is_ruled_level(rules: Iterable[RuledLine], y: float, width: tuple[float, float]) -> bool:
    middle = sum(width) / 2
    return any(
        rule.is_level
        and abs(rule.y0 - y) <= NEAR
        and min(rule.x0, rule.x1) - NEAR <= middle <= max(rule.x0, rule.x1) + NEAR
        for rule in rules
    )


def _lines(pieces: Iterable[Piece]) -> list[str]:
    """Pieces of one base line joined, top to bottom."""
    lines: list[tuple[float, list[Piece]]] = []
    for piece in sorted(pieces, key=lambda piece: -piece.y):
        if lines and abs(lines[-1][0] - piece.y) <= SAME_LINE:
            lines[-1][1].append(piece)
        else:
            lines.append((piece.y, [piece]))
    texts = (" ".join(p.text for p in sorted(row, key=lambda p: p.x)) for _, row in lines)
    return [tidy(text) for text in texts if tidy(text)]
