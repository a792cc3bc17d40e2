"""Methods («методы сбора данных»): where the numbers come from, how they are summed."""

from indicators import wording
from reports import figures
from reports.compose import tables
from reports.compose.frame import coverage
from reports.material import Material
from reports.sentences import say
from reports.summary import Block, Heading, Paragraph, Role

MOST_NAMES = 20
"""More names than that are a table, not a sentence."""


def methods(material: Material) -> tuple[Block, ...]:
    expected = figures.count(len(material.expected), "expected", wording.ORGANISATIONS)
    shares = tuple(line for line in material.district if line.is_share)
    return (
        say(
            "Источник данных — отчёты организаций по установленной форме (ожидаются: {expected}) "
            "и отчёт муниципалитета. Проценты не запрашивались: они вычислены из чисел.",
            expected=expected,
        ),
        Paragraph(
            "Показатель района — сумма участников, делённая на сумму обучающихся базы, по "
            "организациям, давшим оба числа; доли организаций не усредняются. С планом "
            "сравнивается неокруглённое значение."
        ),
        Paragraph(coverage(material) + silent_sentence(material)),
        tables.coverage_table(shares),
        *_doubts(material),
    )


def silent_sentence(material: Material) -> str:
    """Who has not reported, by name; a sentence after that of the coverage."""
    names = [material.name(org) for org in material.silent]
    if len(names) > MOST_NAMES:
        told = wording.counted(len(names), wording.ORGANISATIONS)
        return f" Не представили отчёт: {told}; они отмечены в таблице организаций."
    return f" Не представили отчёт: {'; '.join(names)}." if names else " Отчёты представлены всеми."


def _doubts(material: Material) -> list[Block]:
    """How the order was read where it can be read otherwise."""
    doubts = [
        Paragraph(f"Строка {line.indicator}. {text}", role=Role.ITEM)
        for line in material.district
        for text in material.activity(line).unsure
    ]
    return [Heading("Как прочитан приказ"), *doubts] if doubts else []
