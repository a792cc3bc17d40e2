"""Writes the catalogue of rules for people: ``python -m docs.rules`` makes docs/ru/rules.md."""

from collections.abc import Iterator
from pathlib import Path

from loaders.returns.checks.catalogue import RULES
from loaders.returns.checks.rule import Rule, Treatment

TARGET = Path(__file__).parent / "ru" / "rules.md"

HEADINGS = {
    Treatment.REFUSE: ("Ф: файл не принимается", "В отчёт ничего не попадает; файл вернуть школе."),
    Treatment.ASK: (
        "О: вопрос",
        "Отчёт принят. Если вопрос об одном числе, оно неизвестно, пока школа не ответит; нулём "
        "оно не становится.",
    ),
    Treatment.NOTE: ("П: примечание", "Отчёт принят, значение взято; примечание идёт рядом."),
    Treatment.SILENT: ("Н: исправляется молча", "Замечания нет: так читается всегда."),
}
OPENING = """# Правила проверки отчётов

Эта страница сделана из таблицы правил командой `python -m docs.rules`; то же самое печатает
`roadmap rules`. В тексте замечания на месте слов в фигурных скобках стоят вопрос, запись школы
и другие подробности; у каждого замечания назван лист и ячейка.

Много одинаковых замечаний одного листа на экране и в терминале — одна строка с их числом
и ячейками. В JSON, в базе и на размеченной копии каждое замечание стоит отдельно, у своей ячейки.
"""


def page() -> str:
    """The whole page as Markdown."""
    return "\n".join((OPENING, *(line for one in HEADINGS for line in _section(one))))


def _section(treatment: Treatment) -> Iterator[str]:
    heading, meaning = HEADINGS[treatment]
    yield f"## {heading}\n\n{meaning}\n"
    yield "| код | правило | как бывает | что говорит программа | с версии |"
    yield "|---|---|---|---|---|"
    yield from (_row(rule) for rule in RULES if rule.treatment is treatment)
    yield ""


def _row(rule: Rule) -> str:
    cells = (f"`{rule.code}`", rule.title, rule.example, rule.message, rule.since)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def main() -> None:
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
