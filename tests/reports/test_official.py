"""Язык документов: ни слова из левого столбца таблицы замен, ни слова самой программы."""

import re
from collections.abc import Iterator

import pytest

from reports.summary import Chart, Heading, Paragraph, Recommendations, Summary, Table, as_table
from reports.typography import held_together
from tests.reports.test_findings import EVERYWHERE, all_documents, seen
from ui.words import INSTEAD

FORBIDDEN = re.compile(
    "|".join(
        (
            r"не хватает",
            r"сверх предела",
            r"участников (?:не )?больше, чем год назад",
            r"рост не (?:установить|проверить)",
            r"ждём",
            r"[Пп]омогли ли меры",
            r"сводный отчёт района —",
            r"Показатель изменился на",
            r"Исправлено после первой сдачи",
            r"срок — ",
            r"ответственны[йе] — ",
            r"верси[яию] данных",
            r"редакци[яию] (?:данных|\d)",
            r"(?:не )?внесен[оы]? в программу",
            r"в программу",
            r"Как прочитан приказ",
            r"Сколько из скольких",
            r"\bплан — ",
            r"\bфакт — ",
            r"отчёты? сдан|не сдали",
            r"под вопросом",
            r"меры не зафиксированы, связь не установлена",
            r"по сводному отчёту района",
            r"ответивши",
            r"не по чему|не с чем",
            r"[Ии]сполнение: |Мера: |Решение: ",
            r"(?:представили|подтвердили) [01] из ",
            r"близко к ориентиру, до|ниже ориентира, до",
            r" 0 отчётов",
            r"→",
            r"\b[Сс]трок[аиу] (?:№ )?\d",
            *map(re.escape, INSTEAD),
        )
    )
)


def texts(summary: Summary) -> Iterator[str]:
    yield from (summary.title, summary.stamp.line(), *summary.stamp.lines(), *summary.approval)
    for section in summary.sections:
        yield from (section.title, *section.annex)
    for block in summary.blocks():
        if isinstance(block, Paragraph | Heading):
            yield block.text
        elif isinstance(block, Table | Recommendations):
            table = as_table(block) if isinstance(block, Recommendations) else block
            yield from (table.caption, table.note, *(one.title for one in table.columns))
            yield from (cell.text for row in table.rows for cell in row)
        elif isinstance(block, Chart):
            yield block.caption


@pytest.mark.parametrize("name", EVERYWHERE)
def test_no_word_of_the_screen_or_of_the_program_stands_in_a_document(name: str) -> None:
    found = [
        (summary.kind, text)
        for summary in all_documents(seen(name))
        for text in texts(summary)
        if FORBIDDEN.search(text.replace("\u00a0", " "))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("loose", "held"),
    [
        ("МБОУ СОШ с. Светлополье", "МБОУ СОШ с._Светлополье"),
        ("школа р. п. Башмаково", "школа р._п._Башмаково"),
        ("им. А. П. Константинопольского", "им._А._П._Константинопольского"),
        ("приказ № 5", "приказ №_5"),
        ("до 31 декабря 2022 года", "до 31_декабря 2022_года"),
        ("35 % при плане", "35_% при плане"),
        ("2,3 п. п. за год", "2,3_п._п. за год"),
        ("пункт 3. Школам", "пункт 3. Школам"),
        ("среди 9-х классов", "среди 9\u2011х классов"),
        ("6-11 классы, СОШ-9", "6-11 классы, СОШ-9"),
    ],
)
def test_a_line_does_not_break_inside_a_name_or_a_date(loose: str, held: str) -> None:
    assert held_together(loose).replace("\u00a0", "_") == held
