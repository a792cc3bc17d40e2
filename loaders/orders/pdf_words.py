"""Lines of a cell of a PDF as one text: wrapped lines, hyphens, words broken without one.

In a narrow column a word is broken where the cell ends and nothing says so. The other words of
the document do: «профессион» and «альной» are two lines, «профессиональной» stands elsewhere.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import reduce

from loaders.orders.document import PaperTable

COMPOUND = re.compile(r"(\d|о|онлайн|интернет|бизнес|пресс|медиа|арт|мастер|педагог|квест)-$", re.I)
"""What keeps its hyphen at the end of a line: «психолого-», «онлайн-», «2020-»."""
LAST = re.compile(r"([А-Яа-яЁё]{2,})$")
FIRST = re.compile(r"^([а-яё]+)(?!\.)")
WORD = re.compile(r"[а-яё]+")
SHORT = frozenset(
    re.findall(
        WORD,
        "а в во год да до ед её ее за и из или им их к как ко лет на не нет но о об он от по при "
        "про раз с са со так то у что шт эти",
    )
)
"""Words of at most three letters; other such beginnings of a line are ends of a word."""
USUAL = frozenset(
    re.findall(
        WORD,
        "общеобразовательные образовательные организации учреждения муниципальный мероприятия "
        "обучающихся воспитанников участников профессиональной профориентационных "
        "самоопределения индикативный показатель исполнители ответственные наименование "
        "показателя показатели показателей количество численность численности число доля "
        "удельный процент процентов процента единиц единица человек измерения базовое значение "
        "наличие менее более охваченных прошедших повышение квалификации педагогических "
        "работников руководителей педагогов обучающиеся источник уровень",
    )
)
"""Long words of every roadmap, known even where the document breaks them each time."""

Words = frozenset[str]


def words_of(blocks: Iterable[str | PaperTable]) -> Words:
    """Whole words: those of the lines of text, and those inside the lines of cells."""
    found = set(USUAL)
    for block in blocks:
        if isinstance(block, str):
            found.update(WORD.findall(block.lower()))
            continue
        for row in block.rows:
            for line in (line for cell in row for line in cell.text.split("\n")):
                found.update(WORD.findall(" ".join(line.lower().split()[1:-1])))
    return frozenset(found)


def unwrapped(table: PaperTable, words: Words) -> PaperTable:
    """A PDF does not tell a wrapped line from a new one: every cell becomes one line."""
    return PaperTable(
        tuple(
            tuple(replace(cell, text=_joined(cell.text.split("\n"), words)) for cell in row)
            for row in table.rows
        )
    )


def _joined(lines: Iterable[str], words: Words) -> str:
    return reduce(lambda text, line: _continued(text, line, words), lines, "")


def _continued(text: str, line: str, words: Words) -> str:
    if text.endswith("-") and not text.endswith(" -"):
        is_broken = line[:1].islower() and not COMPOUND.search(text)
        return (text[:-1] if is_broken else text) + line
    return text + line if _is_one_word(text, line, words) else f"{text} {line}".strip()


def _is_one_word(text: str, line: str, words: Words) -> bool:
    """Whether the end of the text and the beginning of the line are pieces of one word."""
    last, first = LAST.search(text), FIRST.search(line)
    if not last or not first:
        return False
    left, right = last[1].lower(), first[1]
    if left in words and right in words | SHORT:
        return False
    if left + right in words or (len(right) < 4 and right not in words | SHORT):
        return True
    beginning = (left + right)[: len(left) + 2]
    return len(left) > 3 and left not in words and any(w.startswith(beginning) for w in words)
