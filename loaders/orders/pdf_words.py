"""Lines of a cell of a PDF as one text: wrapped lines, hyphens, words broken without one.

In a narrow column a word is broken where the cell ends and nothing says so. The other words of
the document do: «профессион» and «альной» are two lines, «профессиональной» stands elsewhere.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from loaders.orders.document import tidy_lines

COMPOUND = re.compile(
    r"(\d|о|онлайн|интернет|бизнес|пресс|медиа|арт|мастер|педагог[аи]?|квест)-$", re.I
)
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
        "работников руководителей педагогов обучающиеся источник уровень доли школ школы "
        "школьных района данной данных период программы базе итогом профессий открытые выше",
    )
)
"""Long words of every roadmap, known even where the document breaks them each time."""

Words = frozenset[str]
FEW = 10
"""One line end of so many with a space after it is enough to know that spaces are kept."""
ENDED_SHORT = re.compile(
    r"[б-джзк-нп-тф-щ]\|[ауо]$|[бгджзикл-нпрстфцчшщ]\|и$|[ое]\|в$|\|[^аивкосу]$"
    r"|[шщкцвлт]\|(?:их|им)$|ь\||т\|во$|л[её]\|на$"
)
"""A short word that is rather the end of the long one before it: «выпускнико|в», «детск|их»."""
WHOLE = re.compile(r"\w{3}(?:[ыи]х|[ое]го|[ое]му|[ыи]ми|[ая]ми|н[ыио]й|[оые]е|ция|ост[ьи]|ни[ея])$")
"""The end of a whole word."""
OF_ONE_WORD = re.compile(r"\d\|\d|\w\|[a-z»)%,.;:]")
"""Ends and beginnings that are no Russian letters: digits of a number, a comma after a word."""
HYPHEN = "-"
"""Between two lines: the one at the end of the first is no part of the word."""
LITTLE = 1.0
"""Points by which a line may miss the edge and still fill its cell."""


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of text between the borders of its cell, in points.

    ``letter`` and ``word`` are the widths of its first letter and of its first word, hyphen
    included: what did not fit on the line above. ``ends_blank``: a space is printed after it.
    """

    text: str
    x0: float = 0.0
    x1: float = 0.0
    left: float = 0.0
    right: float = 0.0
    letter: float = 0.0
    word: float = 0.0
    ends_blank: bool = False

    @property
    def is_one_piece(self) -> bool:
        return " " not in self.text

    @classmethod
    def of(
        cls, letters: Iterable[tuple[str, float, float]], borders: tuple[float, float]
    ) -> "PrintedLine | None":
        """From letters with their left and right ends; None where all of them are blank."""
        listed = list(letters)
        filled = [number for number, (text, _, _) in enumerate(listed) if text.strip()]
        if not filled:
            return None
        inner = listed[filled[0] : filled[-1] + 1]
        text = "".join(text for text, _, _ in inner)
        word = re.match(r"[^ -]*-?", text)
        last = inner[min(max(len(word[0] if word else ""), 1), len(inner)) - 1]
        x0, x1 = inner[0][1], inner[-1][2]
        return cls(
            text, x0, x1, *borders, inner[0][2] - x0, last[2] - x0, filled[-1] + 1 < len(listed)
        )


@dataclass(frozen=True, slots=True)
class Wrapping:
    """How a document wraps the lines of its cells.

    ``margin``: points between a border and the text; ``keeps_blanks``: a space is printed where
    a line ends between two words and has room for it.
    """

    words: Words
    margin: float = 0.0
    keeps_blanks: bool = False

    def text_of(self, lines: Sequence[PrintedLine]) -> str:
        """The text of a cell; a line break stands where the document has one."""
        text = lines[0].text if lines else ""
        for above, line in pairwise(lines):
            between = self._between(text, above, line)
            text = (text[:-1] if between == HYPHEN else text + between) + line.text
        return tidy_lines(text)

    def _between(self, text: str, above: PrintedLine, line: PrintedLine) -> str:
        """What stands between two lines: a line break, a space, or nothing inside a word."""
        if self._has_room(above, line.word):
            return "\n"
        if text.endswith("-") and not text.endswith(" -"):
            return "" if keeps_hyphen(text, line.text, self.words) else HYPHEN
        if above.ends_blank:
            return " "
        if re.search(r"\d[–—]$", text):
            return ""
        if self._may_break(above, line):
            return "" if is_one_word(text, line.text, self.words) else " "
        return "\n" if self.keeps_blanks and self._has_room(above) else " "

    def _has_room(self, line: PrintedLine, word: float = 0.0) -> bool:
        """The next word would have fitted after a space, so a person has begun a new line."""
        return line.x1 + line.letter / 2 + word + LITTLE < line.right - self.margin

    def _may_break(self, above: PrintedLine, line: PrintedLine) -> bool:
        """A word is broken only where it is wider than its cell; then it begins a line."""
        room = above.right - above.left - 2 * self.margin
        wide = above.x1 - above.x0
        return (
            above.is_one_piece
            and wide + line.word + LITTLE > room
            and wide + line.letter + LITTLE > room
        )


def wrapping_of(cells: Iterable[Sequence[PrintedLine]], texts: Iterable[str]) -> Wrapping:
    """What the lines of all cells, and the lines outside of tables, tell together."""
    known = set(USUAL).union(*(WORD.findall(text.lower()) for text in texts))
    ends, margins = [], []
    for lines in cells:
        known.update(_whole_words(lines))
        margins += [line.x0 - line.left for line in lines]
        ends += [line.ends_blank for line in lines[:-1]]
    margins.sort()
    margin = margins[len(margins) // 10] if margins else 0.0
    return Wrapping(frozenset(known), margin, sum(ends) * FEW > len(ends))


def _whole_words(lines: Sequence[PrintedLine]) -> Iterator[str]:
    """All words of a cell but those that may be pieces: alone on their lines, or after such."""
    may_go_on = False
    for number, line in enumerate(lines):
        ends = line.ends_blank or not line.is_one_piece or number + 1 == len(lines)
        words = line.text.lower().split()
        yield from WORD.findall(" ".join(words[may_go_on : len(words) if ends else -1]))
        may_go_on = not ends


def keeps_hyphen(text: str, line: str, words: Words) -> bool:
    """«психолого-|педагогической», «октябрь-|ноябрь», but not «ориен-|тации».

    Offices seldom let words be divided: only what the document itself knows whole was one word.
    """
    last, first = LAST.search(text[:-1]), FIRST.search(line)
    if not last or not first or COMPOUND.search(text):
        return True
    left = last[1].lower()
    return left in words or not any(word.startswith(left + first[1]) for word in words)


def is_one_word(text: str, line: str, words: Words) -> bool:
    """Whether the end of the text and the beginning of the line are pieces of one word.

    What the document does not know is told by its endings: «школьных|музеев», «направл|енными».
    """
    last, first = LAST.search(text), FIRST.search(line)
    if not last or not first:
        return bool(OF_ONE_WORD.search(f"{text[-1:]}|{line[:1]}"))
    left, right = last[1].lower(), first[1]
    begun = any(word.startswith(left + right) for word in words)
    if begun and (left not in words or left + right in words):
        return True
    if right in SHORT or len(right) == 1:
        return left not in words and bool(ENDED_SHORT.search(f"{left}|{right}"))
    if len(right) > 2 and any(
        word.startswith(right[: max(3, min(len(right) - 1, 5))]) for word in words
    ):
        return False
    if left in words:
        return begun or len(right) < 5
    return len(right) < 5 or not WHOLE.search(left)
