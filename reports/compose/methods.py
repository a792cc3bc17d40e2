"""Methods («методы сбора данных»): where the numbers come from, how they are summed."""

from indicators import wording
from reports import figures
from reports.compose import tables
from reports.compose.frame import coverage
from reports.material import Material
from reports.sentences import say
from reports.summary import Block, Paragraph, ParagraphRole, refer


def methods(material: Material) -> tuple[Block, ...]:
    expected = figures.count(len(material.expected), "expected", wording.ORGANISATIONS)
    return (
        say(
            "Мониторинг проводится ежегодно. Его участники: {expected} и муниципалитет. Источник "
            "данных — отчёты организаций по установленной форме и отчёт муниципалитета. Проценты "
            "не запрашивались: они вычислены из чисел.",
            expected=expected,
        ),
        Paragraph(
            "Доля района — сумма участников, делённая на сумму обучающихся базы, по "
            "организациям, давшим оба числа; доли организаций не усредняются. С планом "
            "сравнивается неокруглённое значение. Динамика устанавливается по организациям, "
            "представившим данные за оба года."
        ),
        Paragraph(coverage(material) + silent_sentence(material)),
        say(
            "Полнота данных по показателям организаций приведена в таблице ({table}).",
            table=refer("coverage"),
        ),
        tables.coverage_table(material.of_parts),
    )


def silent_sentence(material: Material) -> str:
    """Who has not reported, by name; a sentence after that of the coverage."""
    names = [line.name for line in material.board.missing]
    if len(names) > tables.MOST_NAMES:
        told = wording.counted(len(names), wording.ORGANISATIONS)
        return f" Не представили отчёт: {told}; они отмечены в таблице организаций."
    return f" Не представили отчёт: {'; '.join(names)}." if names else ""


def readings(material: Material) -> tuple[Block, ...]:
    """How the act was read where it can be read otherwise."""
    return tuple(
        Paragraph(f"Строка {row.indicator}. {text}", role=ParagraphRole.ITEM)
        for row in material.district
        for text in material.activity(row).unsure
    )
