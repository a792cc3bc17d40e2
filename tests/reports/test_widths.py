"""Ширины столбцов: слово не рвётся, длинному тексту — больше места, мелкий шрифт — где он нужен."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from reports import collect, composed
from reports.compose import advice
from reports.html import write as write_html
from reports.pdf import write
from reports.summary import Summary, Table, TableCell, TableColumn
from reports.typography import LANDSCAPE_WIDTH, TEXT_WIDTH, _needed, fitted, type_size
from tests.reports.district import a_district

MATERIAL = collect(a_district(), 2022)
LONG = "Проведение психолого-педагогической диагностики способностей обучающихся и выработка " * 2


def table(*rows: tuple[str, ...], widths: tuple[float, ...] = (1.0, 1.0)) -> Table:
    heads = tuple(TableColumn(f"Столбец {number}", one) for number, one in enumerate(widths))
    return Table("Т", heads, tuple(tuple(map(TableCell, row)) for row in rows))


def tables(summary: Summary) -> list[tuple[Table, float]]:
    return [
        (block, LANDSCAPE_WIDTH if section.landscape else TEXT_WIDTH)
        for section in summary.sections
        for block in section.blocks
        if isinstance(block, Table)
    ]


def test_what_stands_on_one_line_keeps_the_wished_widths() -> None:
    first, second = fitted(table(("а", "б"), widths=(3.0, 1.0)), 400.0, 10.0)
    assert (round(first), round(second)) == (300, 100)


def test_the_longer_text_gets_what_the_words_leave_over() -> None:
    first, second = fitted(table((LONG, "есть"), widths=(1.0, 3.0)), 300.0, 10.0)
    assert first > 3 * second
    assert round(first + second) == 300


def test_a_column_that_is_filled_in_by_hand_keeps_its_room() -> None:
    first, second = fitted(table((LONG, ""), widths=(2.0, 1.0)), 300.0, 10.0)
    assert round(second) == 100
    assert round(first) == 200


def test_a_smaller_type_is_taken_where_it_makes_the_table_a_quarter_lower() -> None:
    wide = [f"{number} из 1 320" for number in range(4)]
    tall = table(*[(LONG, *wide)] * 5, widths=(1.0,) * 5)
    assert type_size(tall, TEXT_WIDTH) < 10.0
    assert type_size(table(("а", "б")), TEXT_WIDTH) == 10.0


@pytest.mark.parametrize("kind", ["monitoring", "effect", "diagnostics", "order"])
def test_no_word_of_a_table_is_broken(kind: str) -> None:
    """Ширины складываются в ширину листа, и в каждый столбец входит его самое длинное слово."""
    for one, total in tables(composed(kind, MATERIAL)):
        size = type_size(one, total)
        widths = fitted(one, total, size)
        assert sum(widths) == pytest.approx(total)
        needed = _needed(one, size)
        assert all(width >= least - 0.1 for width, least in zip(widths, needed, strict=True))


def test_a_letter_with_one_recommendation_is_one_page() -> None:
    org = next(
        org for org in MATERIAL.by_school if len(advice.for_school(MATERIAL, org).items) == 1
    )
    letter = composed("school", MATERIAL, org)
    assert len(PdfReader(BytesIO(write(letter))).pages) == 1
    assert letter.stamp.coverage not in "".join(write_html(letter).decode())
