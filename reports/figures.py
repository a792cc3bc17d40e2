"""Figures and sentences («числа и предложения»): a worded text bound to the value it came from.

No word is chosen here: all of them are those of ``indicators.wording``. A template filled with
figures is a paragraph that keeps them as its evidence.
"""

import re
from collections.abc import Iterable

from indicators import wording
from indicators.changes import YearChange, official_parts
from indicators.coverage import Board
from indicators.plan_fact_row import PlanFactRow, RowMeasure
from indicators.reasons import Reason
from reports.summary import Figure, Paragraph, ParagraphRole, TableCell
from reports.typography import bound


def figure(row: PlanFactRow, column: str, text: str, value: float | None = None) -> Figure:
    """A figure of one field of a row; a hidden row has texts, and no values."""
    return Figure(text, None if row.masked else value, column, row.year, row.indicator, row.org)


def actual(row: PlanFactRow) -> Figure:
    """«35,2 %», «17 чел.», «есть», «нет данных»."""
    return figure(row, "actual", wording.fact(row), row.actual)


def of(row: PlanFactRow) -> Figure:
    """«114 из 326 чел.», «12 из 15 организаций»."""
    return figure(row, "numerator", wording.of_words(row), row.numerator)


def target(row: PlanFactRow) -> Figure:
    """«не менее 55 %», «наличие», «не предусмотрено»."""
    return figure(row, "target", wording.target(row), row.target)


def gap(row: PlanFactRow) -> Figure:
    """«до достижения ориентира необходимо дополнительно вовлечь 12 обучающихся»."""
    return figure(row, "deficit", wording.official_gap(row), row.deficit)


def verdict(row: PlanFactRow) -> Figure:
    """The verdict as a word; it has no number. What was not promised cannot be provisional."""
    word = wording.word(row) if row.target is None else wording.final_verdict(row)
    return figure(row, "status", word)


def evidence(row: PlanFactRow) -> tuple[Figure, ...]:
    """Every figure that a sentence about the row mentions."""
    stated = "" if row.stated is None else wording.of(row.stated, row.stated_of)
    near = wording.percent(round(100 * row.partly_from, 4))
    if row.is_over:
        near = wording.percent(round(100 / row.partly_from, 1))
    told = [
        actual(row),
        of(row),
        target(row),
        gap(row),
        figure(row, "stated", stated, row.stated),
    ]
    if row.reason is Reason.NEARLY:
        told.append(figure(row, "partly_from", near, row.partly_from))
    if row.by_schools and not row.is_share:
        counts = (("numerator", row.numerator), ("reported", row.reported))
        waited = ("waited for", row.expected - row.reported)
        told += [figure(row, name, wording.number(one), one) for name, one in (*counts, waited)]
    return tuple(one for one in told if one.text and one.value is not None)


def of_change(change: YearChange) -> tuple[Figure, ...]:
    """Every figure that ``official_change`` mentions."""
    row = change.row
    return tuple(figure(row, "change", *part) for part in official_parts(change))


def of_board(board: Board, part_of_roll: float | None = None) -> tuple[Figure, ...]:
    """The counts of returns; with them the part of the pupils whose schools have reported."""
    counts = (
        ("reported", board.reported),
        ("expected", board.expected),
        ("with questions", board.with_questions),
        ("in review", board.in_review),
        ("own questions", board.own.questions),
    )
    told = [Figure(wording.number(value), value, column) for column, value in counts]
    if part_of_roll is not None:
        told.append(Figure(wording.share(part_of_roll), part_of_roll, "roll reported"))
    return tuple(told)


def count(value: int, column: str, forms: wording.PluralForms) -> Figure:
    """A number of things counted over the rows: «12 показателей»."""
    return Figure(wording.counted(value, forms), value, column)


# cells


def verdict_cell(row: PlanFactRow) -> TableCell:
    """Sign and word, with the verdict for the traffic light."""
    return TableCell(wording.verdict(row), status=wording.shown_status(row))


def fact_cell(row: PlanFactRow, ratio: tuple[int, int] | None = None) -> TableCell:
    """The fact as text and number; «4 из 9» alone on a small base.

    ``ratio`` names the columns that a share is made from, where the table has them.
    """
    if row.small_base and row.actual is not None:
        return TableCell(wording.matrix_text(row))
    if row.is_presence and row.is_district and row.by_schools and row.actual is not None:
        return of_cell(row)
    value = None if row.is_in_words else row.actual
    return TableCell(wording.fact_cell(row), value, ratio=ratio if row.is_share else None)


def deviation_cell(row: PlanFactRow) -> TableCell:
    return TableCell(wording.deviation(row), row.deviation)


def count_cell(value: float | None, absent: str = "") -> TableCell:
    """A whole number; where there is none the cell is empty, or says why."""
    return TableCell(absent if value is None else wording.number(value), value)


def of_cell(row: PlanFactRow) -> TableCell:
    """«114 из 326»; empty where there is nothing to divide."""
    if row.masked:
        return TableCell(wording.HIDDEN)
    if row.numerator is None or row.denominator is None:
        return TableCell("")
    if row.measure is RowMeasure.GROWTH:
        return TableCell(wording.of_words(row))
    return TableCell(wording.of(row.numerator, row.denominator))


SHORTENED = re.compile(r"(?<![\w-])(чел|п|ед|орг|шт|экз|руб|ч|мин|гг?|др)\.$")


def say(
    template: str,
    role: ParagraphRole = ParagraphRole.BODY,
    evidence: Iterable[Figure] = (),
    **words: Figure | str,
) -> Paragraph:
    """A paragraph from a template; every figure that it mentions becomes its evidence.

    Non-breaking spaces are set in the template only: names of schools stay as they are.
    """
    text = wording.single_stops(bound(template).format(**words))
    mentioned = (word for word in words.values() if isinstance(word, Figure))
    return Paragraph(text, (*mentioned, *evidence), role)


def unstopped(text: str) -> str:
    """Without the stop of a sentence; that of an abbreviation stays: «17 чел.»."""
    return text if SHORTENED.search(text) else text.removesuffix(".")
