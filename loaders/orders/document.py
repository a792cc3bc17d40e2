"""A document before its meaning («документ»): lines and tables in the order they stand.

Every reader of a format (Word, PDF, text, workbook) gives this same shape, so nothing after it
knows where an order came from.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from loaders.files.workbook import UNSEEN
from loaders.values.reading import with_russian_letters


@dataclass(frozen=True, slots=True)
class PaperCell:
    """One place of the grid. Line breaks inside the cell are kept.

    ``across``: the cell is merged with its left neighbour, which holds the text.
    ``down``: the cell is merged with the one above; the text is repeated here.
    """

    text: str = ""
    across: bool = False
    down: bool = False

    @property
    def own(self) -> str:
        """The text that is written here and not repeated from above."""
        return "" if self.down else self.text


Row = tuple[PaperCell, ...]


@dataclass(frozen=True, slots=True)
class PaperTable:
    """Rows of cells; rows may differ in length."""

    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """Lines of text and tables, top to bottom; ``notes`` say what the file hides."""

    blocks: tuple[str | PaperTable, ...]
    notes: tuple[str, ...] = ()


def tidy(text: str) -> str:
    """One line with single spaces; what is not seen, marks of bold text and of footnotes are gone.

    Latin letters in Russian words («Cрок», «нe менее») become Russian ones, hyphens that do not
    break the usual one.
    """
    plain = FOOTNOTE.sub("", UNSEEN.sub("", text).translate(HYPHENS))
    return " ".join(with_russian_letters(plain).split())


HYPHENS = str.maketrans("\u2010\u2011", "--")
FOOTNOTE = re.compile(
    r"(?<=\S)\s?<(?:\d{1,2}|\*{1,3})>|(?<=[^\s*])\*{1,3}(?=[\s.,;:)»]|$)|(?<!\*)\*\*(?=[^\s*])"
)
"""«<1>», «<*>», as legal systems print them; «40 %**», and what makes words bold. A mark that opens
a line stays: a note follows."""


def tidy_lines(text: str) -> str:
    """The same, with line breaks kept."""
    return "\n".join(filter(None, map(tidy, text.splitlines())))


def shortened(text: str, longest: int) -> str:
    """As many whole words as fit, and quotes closed."""
    if len(text) <= longest:
        return text
    cut = LOOSE_END.sub("", text[:longest].rsplit(" ", 1)[0]) + "…"
    return cut + "»" * (cut.count("«") - cut.count("»"))


LOOSE_END = re.compile(r"(?:[\s,(–—-]+(?:[а-яё]{1,3})?)+$", re.IGNORECASE)
"""«…, состоящих на учёте, во»: what a shortened text does not end with."""


def blocks_of(lines: Iterable[str]) -> tuple[str | PaperTable, ...]:
    """Lines of plain text as blocks: rows of tabs, bars or drawn boxes become tables.

    Empty lines inside a table are page breaks and do not end it.
    """
    return tuple(_gathered(_unboxed(lines)))


def _gathered(lines: Iterable[str | Row]) -> Iterator[str | PaperTable]:
    rows: list[Row] = []
    for line in lines:
        cells = _cells(line) if isinstance(line, str) else line
        if cells is not None:
            rows.append(cells)
        elif tidy(str(line)):
            yield from _table(rows)
            rows = []
            yield tidy(str(line))
    yield from _table(rows)


BAR = "│┃║"
RULED = re.compile(r"\s*[─━═┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝╟╫╢╤╧╪]+[─━═┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝╟╫╢╤╧╪\s]*")


def _unboxed(lines: Iterable[str]) -> Iterator[str | Row]:
    """Tables drawn with lines, as legal systems print them: a row goes on to the next rule."""
    parts: list[list[str]] = []
    for line in (*lines, ""):
        text = line.strip()
        if text[:1] and text[0] in BAR:
            parts.append(re.split(f"[{BAR}]", text.strip(BAR)))
            continue
        if parts:
            columns = zip_longest(*parts, fillvalue="")
            yield tuple(PaperCell(tidy_lines("\n".join(column))) for column in columns)
            parts = []
        if not (text and RULED.fullmatch(text)):
            yield line


LABELS = (
    ("Срок", r"сроки?(?:\s+(?:исполнения|реализации|проведения|выполнения))?"),
    ("Показатель", r"(?:индикативный\s+|целевой\s+)?(?:показател[ьи]|индикатор\w*)"
     r"|(?:(?:ожидаем|планируем)\w+\s+)?результат\w*"),
    ("Исполнители", r"(?:ответственн|исполнител)\w+(?:\s+исполнител\w+)?"),
)  # fmt: skip
"""Heads of columns → how a list labels what would stand in them."""
LABELLED = re.compile(
    "|".join(rf"(?P<{'abc'[at]}>{words})" for at, (_, words) in enumerate(LABELS)), re.IGNORECASE
)
LABEL = re.compile(rf"\W*(?:{LABELLED.pattern})\s*[:–—]\s*(?P<text>\S.*)", re.IGNORECASE)
NEXT_LABEL = re.compile(
    rf"(?<=[.;])\s+(?=(?:{re.sub('[?]P<.>', '?:', LABELLED.pattern)})\s*:)", re.I
)
HEAD = ("№", "Мероприятие", *(head for head, _ in LABELS))
FEWEST = 2
"""Items of a list that are told from a single sentence with a colon."""


def unlisted(document: Document) -> Document:
    """A list whose items say their term and indicator after labels («Срок: …») is a table too."""
    joined: list[PaperTable | _Item] = []
    for block in _parted(document.blocks):
        last = joined[-1] if joined else None
        if isinstance(block, PaperTable):
            joined.append(block)
        elif not (isinstance(last, _Item) and last.takes(block)):
            joined.append(_Item([block]))
    if sum(isinstance(item, _Item) and item.is_measured for item in joined) < FEWEST:
        return document
    return replace(document, blocks=tuple(_with_rows(joined)))


def _with_rows(items: Iterable["PaperTable | _Item"]) -> Iterator[str | PaperTable]:
    """Items that stand together are rows under one head; other lines part them."""
    rows: list[Row] = []
    for item in items:
        if isinstance(item, _Item) and item.is_measured:
            rows.append(_as_row(["", item.lines[0], *map(" ".join, item.said)]))
            continue
        yield from [PaperTable((_as_row(HEAD), *rows))] if rows else ()
        rows = []
        yield from [item] if isinstance(item, PaperTable) else item.lines
    yield from [PaperTable((_as_row(HEAD), *rows))] if rows else ()


@dataclass(slots=True)
class _Item:
    """A line, and those behind it that say its term, indicator and executors."""

    lines: list[str]
    said: tuple[list[str], ...] = field(default_factory=lambda: tuple([] for _ in LABELS))
    last: int | None = None

    def takes(self, line: str) -> bool:
        """Whether the line is a part of it, a label or the rest of one; then it is taken."""
        found = _labelled(line)
        if found and not _labelled(self.lines[0]):
            self.last = next(at for at in range(len(LABELS)) if found["abc"[at]])
        elif self.last is None or not line[:1].islower():
            return False
        self.said[self.last].append(found["text"] if found else line)
        self.lines.append(line)
        return True

    @property
    def is_measured(self) -> bool:
        return bool(self.said[1])


def _parted(blocks: Iterable[str | PaperTable]) -> Iterator[str | PaperTable]:
    """A paragraph «Экскурсии. Срок: … Показатель: …» in its parts."""
    for block in blocks:
        yield from NEXT_LABEL.split(block) if isinstance(block, str) else [block]


def _labelled(line: str) -> re.Match[str] | None:
    return LABEL.fullmatch(line.strip())


def _as_row(texts: Iterable[str]) -> Row:
    return tuple(PaperCell(tidy(text).removesuffix(".")) for text in texts)


def _table(rows: list[Row]) -> Iterator[PaperTable]:
    filled = [row for row in rows if any(cell.text for cell in row)]
    if filled:
        yield PaperTable(tuple(filled))


def _cells(line: str) -> Row | None:
    """The cells of a line of a table; None for a line of text."""
    if line.count("\t") > 1:
        return tuple(PaperCell(tidy(part)) for part in line.rstrip("\n").split("\t"))
    if line.strip().startswith("|") and line.count("|") > 2:
        parts = line.strip().strip("|").split("|")
        ruled = all(re.fullmatch(r"\s*:?-+:?\s*", part) for part in parts)
        return tuple(PaperCell("" if ruled else tidy(part)) for part in parts)
    return None
