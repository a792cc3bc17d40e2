"""Orders as PDF: bytes → document. A PDF has no tables: pdfplumber finds them by ruled lines.

A page gives lines of text and grids of cells; a row that a page break has cut is put together;
the lines of a cell are one text by ``wrapping_of``. Only the reading child comes here.
"""

import io
import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Any

from data_model.errors import UnreadableFile
from loaders.files.zip_guard import DAMAGED_PARTS
from loaders.orders.document import Document, PaperCell, PaperTable, tidy, tidy_lines
from loaders.orders.wording_signs import subjects_in

# words of a cell

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
    r"|[шщкцвлт]\|(?:их|им)$|[тдрсшчк]н\|(?:их|им)$|о[её]\|но$|ь\||т\|во$|л[её]\|на$"
)
"""A short word that is rather the end of the long one before it: «выпускнико|в», «детск|их»."""
WHOLE = re.compile(
    r"\w{3}(?:[нкв]ая|(?:[нк]|[оеи]в)ую|[ыи]х|[ое]го|[ое]му|[ыи]ми|[ая]ми|н[ыио]й|[оые]е|ция|ост[ьи]|ни[ея])$"
)
"""The end of a whole word."""
PREFIX = re.compile(r"(?:о|мини|мульти|медиа|кибер|супер|интер|анти)$")
"""What stands before a noun in one word: «видео|роликов», «медиа|центров»."""
OF_ONE_WORD = re.compile(r"\d\|\d|\w\|[a-z»)%,.;:]|[^\W\d]\|-[^\W\d]")
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
        if re.search(r"\w[–—]$", text):
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
        return bool(OF_ONE_WORD.search(f"{text[-1:]}|{line[:2]}"))
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
    named = subjects_in(right)
    if len(left) > 3 and named and not named[0].start and not PREFIX.search(left):
        return False
    if left in words:
        return begun or len(right) < 5
    return len(right) < 5 or not WHOLE.search(left)


# pages and tables

if TYPE_CHECKING:
    from pdfplumber.page import Page
    from pdfplumber.table import Table

MOST_PAGES = 200
SAME_LINE = 3.0
"""Points between the lower edges of letters of one line."""
SPACE = 0.2
"""Of the size of the letters; a wider gap between two of them is a space."""
TWICE = 1.0
"""Points from one letter to the same one over it."""
NEAR = 3.0
"""Points; borders closer than this are one."""

Letter = dict[str, Any]
Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in points; top grows downwards."""


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """Lines of one place of the grid; ``across`` and ``down`` as in PaperCell."""

    lines: tuple[PrintedLine, ...] = ()
    across: bool = False
    down: bool = False


PrintedRow = tuple[PrintedCell, ...]


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A grid on one page, or on several after a page break."""

    xs: tuple[float, ...]
    rows: tuple[PrintedRow, ...]


def read_pdf(content: bytes) -> Document:
    """Raises UnreadableFile for a damaged, locked or scanned file."""
    # in the child alone: the serving process needs no reader of PDF
    import pdfplumber
    from pdfminer.pdfexceptions import PDFException
    from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    try:
        with pdfplumber.open(io.BytesIO(content)) as pdf:
            pages = [tuple(_page_blocks(page)) for page in pdf.pages[:MOST_PAGES]]
    except (*DAMAGED_PARTS, PDFException, MalformedPDFException, PdfminerException) as trouble:
        raise UnreadableFile(
            "PDF не открывается: он повреждён или защищён паролем. Сохраните его заново."
        ) from trouble
    blocks = _over_pages(pages)
    if not blocks:
        raise UnreadableFile(
            "В PDF нет текста: это изображение страниц. Возьмите приказ в .docx "
            "или распознайте текст."
        )
    wrapping = wrapping_of(_lines_of(blocks), (b for b in blocks if isinstance(b, str)))
    return Document(tuple(b if isinstance(b, str) else _as_paper(b, wrapping) for b in blocks))


def _page_blocks(page: "Page") -> Iterator[str | PrintedTable]:
    """Top to bottom: the lines above each table, the table, and the lines below the last."""
    letters: list[Letter] = page.chars
    tables = sorted(page.find_tables(), key=lambda table: table.bbox[1])
    free = [one for one in letters if not any(_is_in(one, table.bbox) for table in tables)]
    for table in tables:
        above = [one for one in free if one["top"] < table.bbox[1]]
        free = [one for one in free if one["top"] >= table.bbox[1]]
        yield from _texts(above)
        yield _printed(table, [one for one in letters if _is_in(one, table.bbox)])
    yield from _texts(free)


def _texts(letters: Iterable[Letter]) -> Iterator[str]:
    yield from filter(None, (tidy(line.text) for line in _lines(letters, (0.0, 0.0))))


def _is_in(letter: Letter, box: Box) -> bool:
    """By its middle; a space after the last word may hang over the border."""
    x: float = letter["x0"]
    x += (letter["x1"] - x) / 2 if letter["text"].strip() else 0
    y: float = (letter["top"] + letter["bottom"]) / 2
    return box[0] <= x < box[2] and box[1] <= y < box[3]


def _printed(table: "Table", letters: Sequence[Letter]) -> PrintedTable:
    """Cells of pdfplumber span what they like; here each fills its places of an even grid."""
    cells: list[Box] = table.cells
    xs = _borders(chain.from_iterable((cell[0], cell[2]) for cell in cells))
    ys = _borders(chain.from_iterable((cell[1], cell[3]) for cell in cells))
    grid: list[list[PrintedCell]] = [[PrintedCell()] * (len(xs) - 1) for _ in ys[1:]]
    for cell in cells:
        lines = tuple(_cell_lines([one for one in letters if _is_in(one, cell)], cell))
        left, right = _place(xs, cell[0]), _place(xs, cell[2])
        top, bottom = _place(ys, cell[1]), _place(ys, cell[3])
        for row in range(top, bottom):
            grid[row][left] = PrintedCell(lines, down=row > top)
            for column in range(left + 1, right):
                grid[row][column] = PrintedCell(across=True)
    return PrintedTable(xs, tuple(map(tuple, grid)))


def _borders(places: Iterable[float]) -> tuple[float, ...]:
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > NEAR:
            found.append(place)
    return tuple(found)


def _place(borders: Sequence[float], at: float) -> int:
    return min(range(len(borders)), key=lambda number: abs(borders[number] - at))


def _cell_lines(letters: Sequence[Letter], cell: Box) -> Iterator[PrintedLine]:
    """Text that stands on its side in a narrow head is read with the page turned."""
    if sum(map(_is_turned, letters)) * 2 > len(letters):
        turned = [
            {**one, "x0": -one["bottom"], "x1": -one["top"], "bottom": one["x1"]} for one in letters
        ]
        return _lines(turned, (-cell[3], -cell[1]))
    return _lines(letters, (cell[0], cell[2]))


def _is_turned(letter: Letter) -> bool:
    """Written upwards, by its matrix; what pdfminer calls upright is not sure of it."""
    across, up = letter["matrix"][:2]
    return bool(up > abs(across))


def _lines(letters: Iterable[Letter], borders: tuple[float, float]) -> Iterator[PrintedLine]:
    """Letters of one base line together, top to bottom."""
    lines: list[list[Letter]] = []
    for letter in sorted(letters, key=lambda one: one["bottom"]):
        if lines and letter["bottom"] - lines[-1][0]["bottom"] <= SAME_LINE:
            lines[-1].append(letter)
        else:
            lines.append([letter])
    for line in lines:
        printed = PrintedLine.of(_spaced(sorted(line, key=lambda one: one["x0"])), borders)
        if printed:
            yield printed


def _spaced(letters: Sequence[Letter]) -> Iterator[tuple[str, float, float]]:
    """The letters with their left and right ends; a space where a gap stands for one.

    A letter printed twice in one place is bold text of an older printer driver.
    """
    last: Letter | None = None
    for letter in letters:
        x0, x1, text = letter["x0"], letter["x1"], letter["text"]
        if last and text == last["text"] and x0 - last["x0"] < TWICE:
            continue
        if last and x0 - last["x1"] > SPACE * letter["size"] and text.strip():
            yield " ", last["x1"], x0
        yield text, x0, x1
        last = letter


def _over_pages(pages: Iterable[Sequence[str | PrintedTable]]) -> list[str | PrintedTable]:
    """All blocks in order; a row cut by the end of a page is one row again."""
    blocks: list[str | PrintedTable] = []
    for page in pages:
        first = page[0] if page else None
        last = blocks[-1] if blocks else None
        if isinstance(first, PrintedTable) and isinstance(last, PrintedTable):
            whole = _mended(last, first)
            if whole:
                blocks[-1:] = [whole]
                page = page[1:]
        blocks += page
    return blocks


def _mended(table: PrintedTable, rest: PrintedTable) -> PrintedTable | None:
    """Both as one, where the first row of the rest goes on in the middle of a phrase."""
    if len(table.xs) != len(rest.xs) or any(
        abs(left - right) > NEAR for left, right in zip(table.xs, rest.xs, strict=True)
    ):
        return None
    repeated = _repeated(table, rest)
    above, below = table.rows[-1], rest.rows[repeated] if repeated < len(rest.rows) else ()
    filled = [(up, down) for up, down in zip(above, below, strict=False) if down.lines]
    is_numbered = bool(filled and below[0].lines and not below[0].down)
    if not filled or (is_numbered and not _is_rest(above[0], below[0])):
        return None
    if not all(up.lines for up, _ in filled) or not any(
        _goes_on(up.lines[-1], down.lines[0]) for up, down in filled
    ):
        return None
    cut = tuple(
        replace(up, lines=up.lines + down.lines) for up, down in zip(above, below, strict=True)
    )
    return PrintedTable(table.xs, (*table.rows[:-1], cut, *rest.rows[repeated + 1 :]))


def _is_rest(up: PrintedCell, down: PrintedCell) -> bool:
    """A phrase, and no «а)», where the first column holds titles."""
    is_phrase = len(WORD.findall(_plain(up))) > 1 and not re.match(r"\w\W", _plain(down))
    return is_phrase and _goes_on(up.lines[-1], down.lines[0])


def _repeated(table: PrintedTable, rest: PrintedTable) -> int:
    """How many rows of the header stand on the next page again."""
    same = 0
    for up, down in zip(table.rows, rest.rows, strict=False):
        if [_plain(cell) for cell in up] != [_plain(cell) for cell in down]:
            break
        same += 1
    return same


def _plain(cell: PrintedCell) -> str:
    return tidy(" ".join(line.text for line in cell.lines))


def _goes_on(last: PrintedLine, first: PrintedLine) -> bool:
    return first.text[:1].islower() and not last.text.rstrip().endswith((".", ";"))


def _lines_of(blocks: Iterable[str | PrintedTable]) -> Iterator[tuple[PrintedLine, ...]]:
    for block in blocks:
        if isinstance(block, PrintedTable):
            yield from (cell.lines for row in block.rows for cell in row if not cell.down)


def _as_paper(table: PrintedTable, wrapping: Wrapping) -> PaperTable:
    return PaperTable(
        tuple(
            tuple(PaperCell(wrapping.text_of(cell.lines), cell.across, cell.down) for cell in row)
            for row in table.rows
        )
    )
