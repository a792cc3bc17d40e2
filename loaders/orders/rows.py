"""Rows of the roadmap («строки дорожной карты») out of the tables of a document.

A row of the order may be broken over pages, merged with its neighbours, or split among tables;
headers are repeated, and numbers of columns stand under them. One OrderRow is one numbered row.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, zip_longest
from typing import TypeVar

from data_model.roadmap import Operator
from loaders.orders.columns import (
    OF_CHECKING,
    Columns,
    OrderColumn,
    PartColumn,
    find_columns,
    unit_behind,
)
from loaders.orders.document import Document, PaperTable, Row, tidy
from loaders.orders.numbers import COMPARISON
from loaders.values.days import MONTH

SECTION = re.compile(
    r"^(?:\d+[\d.]*\s+)?(раздел|направление|блок|этап|цель|задача|подпрограмма|[IVX]+\.)[\s.:]",
    re.IGNORECASE,
)
NUMBERED = re.compile(r"^(\d+(?:\.\d+)*)[.)]\s+(?=[«\"A-ZА-ЯЁa-zа-яё])")
"""A number at the beginning of a title, where the table has no column for it."""
NOTE = re.compile(r"^(?:\*+|<[\d*]+>|[¹²³])\s*\S|^\W?примечани", re.IGNORECASE)
"""A line of notes, in the table or below it."""
LETTER = re.compile(r"[а-яё]", re.IGNORECASE)
"""«а)» in the column of numbers: a part of the row above."""
PART_OF = re.compile(r"^(?:[-–—•]\s*|в том числе|из них)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class OrderRow:
    """The texts of one row as they stand; line breaks of the cells are kept.

    ``value`` is a target that stands apart from its wording, ``by_year`` are targets in columns
    of their own, ``by_part`` those of quarters, months or half-years, ``by_grade`` of grades;
    ``bound`` and ``direction`` are what the table says of their comparison.
    ``shares_number``: a further indicator of the activity above, in a row of its own;
    ``shares_wording``: an activity whose indicator is that of the one above.
    ``is_part``: one of several indicators of a cell.
    ``table`` counts the tables of the document; ``of_indicators``: it has no activities,
    ``is_dated``: it has a column of terms. ``passport`` is what its other columns say of the
    indicator. ``links`` are rows of another table whose activities it measures, ``lost_links``
    numbers that no row has, or several.
    """

    number: str
    title: str
    term: str
    wording: str
    executors: str
    value: str = ""
    unit: str = ""
    by_year: dict[int, str] = field(default_factory=dict)
    by_part: dict[PartColumn, str] = field(default_factory=dict)
    by_grade: dict[str, str] = field(default_factory=dict)
    direction: str = ""
    bound: Operator | None = None
    section: str = ""
    shares_number: bool = False
    shares_wording: bool = False
    is_part: bool = False
    table: int = 0
    of_indicators: bool = False
    is_dated: bool = True
    in_school_years: bool = False
    in_documents: bool = False
    passport: Mapping[OrderColumn, str] = field(default_factory=dict)
    links: tuple[str, ...] = ()
    lost_links: tuple[str, ...] = ()

    @property
    def has_values(self) -> bool:
        return bool(self.by_year or self.by_part or self.by_grade or self.value)


@dataclass(frozen=True, slots=True)
class OrderTable:
    """All roadmap tables of a document as one, the lines of text outside of them, what is left."""

    rows: tuple[OrderRow, ...]
    lines: tuple[str, ...]
    lines_above: tuple[str, ...]
    unread: tuple[str, ...] = ()
    left_over: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    parts_of_year: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    plans: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def find_rows(document: Document) -> OrderTable:
    """Tables with the header of a roadmap, and headless ones that go on from them."""
    found = _Gathered()
    for block in document.blocks:
        if isinstance(block, str):
            found.take_line(block)
        else:
            found.take_table(block)
    forms = {table: head for table, head in found.forms.items() if _is_form(found.rows, table)}
    kept = [row for row in found.rows if row.table not in forms]
    rows = tuple(_numbered(_headed(_of_all_years(kept))))
    return OrderTable(
        rows,
        tuple(found.lines),
        tuple(found.above),
        tuple(found.unread),
        tuple(found.left_over),
        tuple(forms.values()),
        tuple(found.parts),
        tuple(found.values),
        tuple(found.plans),
        document.notes,
    )


def _is_form(rows: Sequence[OrderRow], table: int) -> bool:
    """Indicators without a plan under a head that asks for facts, beside other tables."""
    own = [row for row in rows if row.table == table]
    others = any(row.table != table for row in rows)
    return others and all(row.of_indicators and not row.has_values for row in own)


@dataclass(slots=True)
class _Gathered:
    """What was met so far, top to bottom."""

    rows: list[OrderRow] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    above: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    section: str = ""
    columns: Columns | None = None
    table: int = 0
    has_begun: bool = False
    forms: dict[int, str] = field(default_factory=dict)
    left_over: dict[str, None] = field(default_factory=dict)
    parts: dict[str, None] = field(default_factory=dict)
    values: dict[str, None] = field(default_factory=dict)
    plans: dict[str, None] = field(default_factory=dict)

    def take_line(self, line: str, is_row: bool = False) -> None:
        """``is_row``: of a table that is not read, and so of no heading."""
        self.lines.append(line)
        self.section = line if SECTION.match(line) else self.section
        if self.columns is None:
            self.above.append("" if is_row else line)

    def take_table(self, table: PaperTable) -> None:
        """A new header begins a new table; rows above the first one are lines of text."""
        headers = _headers(table)
        goes_on = self.columns is not None and _continues(table, self.columns)
        if not headers and not goes_on:
            self._name_unread(table)
        for place, row in enumerate(table.rows):
            if place in headers:
                self._begin(headers[place])
                goes_on = True
            elif _heads(place, headers):
                continue
            elif goes_on and self.columns and _is_foreign(row, self.columns):
                self._name_unread(PaperTable(table.rows[place:]))
                goes_on = False
            if not goes_on:
                own = list(filter(None, (cell.own for cell in row)))
                self.take_line(tidy(" ".join(own)), is_row=len(own) > 2)
            elif place not in headers:
                self._take_row(row)

    def _begin(self, columns: Columns) -> None:
        self.table += columns != self.columns
        self.columns, self.has_begun = columns, True
        if any(map(OF_CHECKING.search, columns.heads)):
            self.forms[self.table] = " | ".join(filter(None, columns.heads))[:80]
        self.parts |= dict.fromkeys(columns.unread_parts)
        self.values |= dict.fromkeys(columns.unread_values)
        self.plans |= dict.fromkeys(columns.plans if columns.unread_values else ())

    def _name_unread(self, table: PaperTable) -> None:
        """Tables of one row or one column hold stamps and signatures."""
        filled = ([tidy(cell.text) for cell in row if cell.text] for row in table.rows)
        head = next((texts for at, texts in enumerate(filled) if len(texts) > (2 if at else 1)), [])
        if len(table.rows) > 1 and head:
            self.unread.append(" | ".join(head)[:80])

    def _take_row(self, row: Row) -> None:
        """Add a row, or what it says to the row above, or a section."""
        assert self.columns is not None  # noqa: S101
        if is_numbering(row) or _is_empty_total(row):
            return
        if is_section(row):
            texts = [tidy(cell.text) for cell in row if cell.text]
            if NOTE.match(texts[0]) or TOTAL.match(texts[0]):
                self.take_line(" ".join(texts))
            else:
                self.section = texts[-1]
                self.lines.append(texts[-1])
            return
        self.left_over |= dict.fromkeys(self.columns.left_over(row))
        fresh = self._of_table(_order_row(row, self.columns, self.section, self.table))
        if self.rows and self.columns.year_of(row) and _is_of_next_year(fresh, self.rows[-1]):
            self.rows[-1] = _with_next_year(self.rows[-1], fresh)
        elif self.rows and self.rows[-1].table == self.table and _goes_on(row, self.columns, fresh):
            self.rows[-1] = _extended(self.rows[-1], fresh)
        elif any((fresh.title, fresh.wording)):
            self.rows.append(fresh)

    def _of_table(self, row: OrderRow) -> OrderRow:
        """Where numbers start anew under a header, another table of the same columns begins."""
        known = {one.number for one in self.rows if one.table == self.table}
        self.table += self.has_begun and bool(row.number) and row.number in known
        self.has_begun = False
        return replace(row, table=self.table)


def _headers(table: PaperTable) -> dict[int, Columns]:
    """Headers of a table by the row they begin in; a header is repeated on each page."""
    headers: dict[int, Columns] = {}
    found = find_columns(table.rows)
    while found:
        headers[found[0]] = found[1]
        found = find_columns(table.rows, found[0] + found[1].depth)
    return headers


def _heads(place: int, headers: dict[int, Columns]) -> bool:
    return any(start <= place < start + columns.depth for start, columns in headers.items())


def _continues(table: PaperTable, columns: Columns) -> bool:
    """A headless table is the rest of the one above unless it is as foreign as its first row."""
    first = next((row for row in table.rows if not is_numbering(row)), table.rows[0])
    if len(first) < columns.width:
        return False
    if is_section(first) or OrderColumn.NUMBER not in columns.roles:
        return True
    number = columns.text(first, OrderColumn.NUMBER).strip()
    return not number or bool(re.fullmatch(r"№?\s*[\w.]{0,3}\d[\d.)а-я]*", number))


def _is_foreign(row: Row, columns: Columns) -> bool:
    """Words where a number is expected: on a sheet, the head of another table."""
    number = columns.text(row, OrderColumn.NUMBER)
    filled = sum(bool(cell.own) for cell in row)
    return filled > 1 and bool(re.match(r"(?!итого|всего)[^\W\d_]{3,}", number, re.IGNORECASE))


def is_numbering(row: Row) -> bool:
    """«1 | 2 | 3 | 4 | 5» under the header."""
    texts = [cell.text.strip(" .") for cell in row if cell.text]
    if len(texts) < 3 or not all(text.isdigit() for text in texts):
        return False
    return all(right - left == 1 for left, right in pairwise(sorted(map(int, texts))))


TOTAL = re.compile(r"^\W*(?:итого|всего)(?!\w)", re.IGNORECASE)


def _is_empty_total(row: Row) -> bool:
    """«Всего по дорожной карте:» without a number behind it."""
    texts = [cell.own for cell in row if cell.own]
    rest = [re.sub(r"\bпо\b.*", "", texts[0]), *texts[1:]] if texts else []
    return bool(texts) and bool(TOTAL.match(texts[0])) and not re.search(r"\d", " ".join(rest))


def is_section(row: Row) -> bool:
    """One text over the whole width, or alone in the first column and not a number.

    A number may stand before it in a column of its own.
    """
    filled = [place for place, cell in enumerate(row) if cell.text]
    if len(filled) == 2 and re.fullmatch(r"\W*[\dIVX][\d.IVX]*\W*", row[filled[0]].text):
        rest = row[filled[1] + 1 :]
        is_wide = bool(rest) and all(cell.across for cell in rest)
        return is_wide or bool(SECTION.match(row[filled[1]].text))
    if len(filled) != 1 or not any(not cell.down for cell in row):
        return False
    text = row[filled[0]].text
    is_wide = filled[0] + 1 < len(row) and row[filled[0] + 1].across
    is_alone = filled[0] == 0 and len(text.split()) > 1 and not text[:1].islower()
    return is_wide or bool(SECTION.match(text)) or is_alone


def _goes_on(row: Row, columns: Columns, fresh: OrderRow) -> bool:
    """The row is the rest of the one above, left over by a page break."""
    if columns.is_shared(row, OrderColumn.NUMBER) or columns.is_shared(row, OrderColumn.TITLE):
        return False
    if fresh.has_values and fresh.title:
        return False
    is_filled = bool(fresh.term or fresh.wording or fresh.of_indicators)
    return not fresh.number and not (fresh.title[:1].isupper() and is_filled)


def _order_row(row: Row, columns: Columns, section: str, table: int) -> OrderRow:
    named = OrderColumn.WORDING if columns.of_indicators else OrderColumn.TITLE
    said = columns.text(row, OrderColumn.NUMBER)
    number, title = _number(said), columns.text(row, named)
    if TOTAL.match(said):
        number, title = "", title or said
    counted = NUMBERED.match(title)
    if counted and not number:
        number, title = counted[1], title[counted.end() :]
    by_year = columns.by_year(row)
    value = "" if columns.years or by_year else columns.text(row, OrderColumn.VALUE)
    wording = "" if columns.of_indicators else columns.text(row, OrderColumn.WORDING)
    return _with_sign(
        OrderRow(
            number=number,
            title=title,
            term=_in_month(columns.term(row), section),
            wording=wording or (columns.counted() if value and not columns.of_indicators else ""),
            executors=columns.text(row, OrderColumn.EXECUTORS),
            value=value,
            unit=columns.unit(row) or unit_behind(section),
            by_year=by_year,
            by_part=columns.by_part(row),
            by_grade=columns.by_grade(row),
            direction=columns.text(row, OrderColumn.DIRECTION),
            bound=columns.bound,
            section=section,
            shares_number=columns.is_shared(row, named) and not columns.of_indicators,
            shares_wording=columns.is_shared(row, OrderColumn.WORDING)
            and not columns.is_shared(row, named),
            table=table,
            of_indicators=columns.of_indicators,
            is_dated=OrderColumn.TERM in columns.roles or bool(columns.term(row)),
            in_school_years=columns.is_school,
            in_documents=columns.in_documents,
            passport=columns.passport(row),
        )
    )


DAY_ALONE = re.compile(r"(?:\d{1,2}(?:\s*[-–—,]\s*\d{1,2})*)?\.?")
MONTH_ALONE = re.compile(rf"{MONTH}(?:\s+20\d\d(?:\s*г\w*\.?)?)?", re.IGNORECASE)


def _in_month(term: str, section: str) -> str:
    """«15–20» below «Январь»: a plan by months says its days only."""
    is_short = DAY_ALONE.fullmatch(term.strip()) and MONTH_ALONE.fullmatch(section)
    return f"{term} {section.lower()}".strip() if is_short else term


def _with_sign(row: OrderRow) -> OrderRow:
    """«≤», «не более» in a column of its own stand before each value."""
    sign = "ровно" if row.direction.strip() == "=" else tidy(row.direction)
    if not re.fullmatch(COMPARISON, sign, re.IGNORECASE):
        return row
    return replace(
        row,
        value=row.value and f"{sign} {row.value}",
        by_year={year: f"{sign} {text}" for year, text in row.by_year.items()},
        by_part={part: f"{sign} {text}" for part, text in row.by_part.items()},
        by_grade={head: f"{sign} {text}" for head, text in row.by_grade.items()},
        direction="",
    )


def _number(text: str) -> str:
    """«1.» → «1», «№ 2.1.» → «2.1»; a formula without a value is none.

    A workbook makes «1.1» the number 1,1, or the first of January.
    """
    text = re.sub(r"(?<=\d),(?=\d)", ".", text)
    if dated := re.fullmatch(r"0?(\d{1,2})\.0?(\d{1,2})\.20\d\d", text):
        return f"{dated[1]}.{dated[2]}"
    return "" if text.startswith("=") else re.sub(r"[^\w./]", "", text.replace("№", "")).strip(".")


def _is_of_next_year(row: OrderRow, above: OrderRow) -> bool:
    """The same indicator, or none named anew, with the value of another year."""
    known = (above.number, above.title, above.wording)
    own = (row.number, row.title, row.wording)
    is_same = all(text in {"", of} for text, of in zip(own, known, strict=True))
    is_new = bool(row.by_year) and not row.by_year.keys() & above.by_year.keys()
    return is_same and is_new and bool(above.by_year) and row.table == above.table


def _with_next_year(row: OrderRow, following: OrderRow) -> OrderRow:
    terms = dict.fromkeys(filter(None, (row.term, following.term)))
    by_year = {**row.by_year, **following.by_year}
    return replace(row, by_year=by_year, term=", ".join(terms))


def _extended(row: OrderRow, rest: OrderRow) -> OrderRow:
    return replace(
        row,
        title=_joined(row.title, rest.title),
        term=_joined(row.term, rest.term),
        wording=_joined(row.wording, rest.wording),
        executors=_joined(row.executors, rest.executors),
        value=_joined(row.value, rest.value),
        by_year=_all_joined(row.by_year, rest.by_year),
        by_part=_all_joined(row.by_part, rest.by_part),
        by_grade=_all_joined(row.by_grade, rest.by_grade),
        passport=_all_joined(row.passport, rest.passport),
    )


Key = TypeVar("Key")


def _all_joined(texts: Mapping[Key, str], rest: Mapping[Key, str]) -> dict[Key, str]:
    return {key: _joined(texts.get(key, ""), rest.get(key, "")) for key in {**texts, **rest}}


def _joined(text: str, rest: str) -> str:
    """A page break inside a phrase is a space; what begins with a capital is a new line."""
    if not rest or not text:
        return text or rest
    return f"{text}\n{rest}" if rest[:1].isupper() else f"{text} {rest}"


def _headed(rows: Iterable[OrderRow]) -> Iterator[OrderRow]:
    """A row that is divided («2» into «2.1», «2.2»; «а», «б»; «в том числе») heads its parts.

    Where it says nothing but its title it is no row; of activities that are numbered themselves it
    is the section.
    """
    listed = list(rows)
    head: OrderRow | None = None
    shared = False
    for row, following in zip_longest(listed, listed[1:]):
        if head and _is_part_of(row, head):
            yield _part_of(row, head, shared)
            shared = True
            continue
        is_head = following is not None and _is_part_of(following, row)
        head, shared = (row if is_head else None), row.has_values
        if not is_head or not _says_nothing(row):
            yield row


def _part_of(row: OrderRow, head: OrderRow, shared: bool) -> OrderRow:
    """Its title behind that of the head; a term and executors that both have stand at the head."""
    of_letter = bool(LETTER.fullmatch(row.number))
    if not (row.of_indicators or of_letter or PART_OF.match(row.title)):
        return replace(row, section=head.title)
    title = PART_OF.sub("", row.title) or row.title
    number = f"{head.number}.{row.number}" if of_letter else row.number or head.number
    return replace(
        row,
        number=number,
        title=f"{head.title.rstrip(' :,;')}: {title}",
        term=row.term or head.term,
        executors=row.executors or head.executors,
        shares_number=not row.number and shared,
    )


def _says_nothing(row: OrderRow) -> bool:
    """No more than what its parts have in common."""
    return not (row.has_values or row.wording)


def _of_all_years(rows: Iterable[OrderRow]) -> list[OrderRow]:
    """A table whose further years stand in a second one: an indicator is one row again."""
    whole: list[OrderRow] = []
    for row in rows:
        at = next((at for at, one in enumerate(whole) if _has_other_years(one, row)), None)
        if at is None:
            whole.append(row)
        else:
            whole[at] = replace(whole[at], by_year={**whole[at].by_year, **row.by_year})
    return whole


def _has_other_years(row: OrderRow, other: OrderRow) -> bool:
    is_same = (row.number, row.title, row.wording, row.unit) == (
        other.number,
        other.title,
        other.wording,
        other.unit,
    )
    years = row.by_year.keys() & other.by_year.keys()
    return (
        is_same and row.table != other.table and bool(row.by_year and other.by_year) and not years
    )


def _is_part_of(row: OrderRow, head: OrderRow) -> bool:
    if row.table != head.table:
        return False
    if head.number and not LETTER.fullmatch(head.number) and LETTER.fullmatch(row.number):
        return True
    below = bool(head.number) and row.number.startswith(f"{head.number}.")
    is_bare = _says_nothing(head) and (head.of_indicators or not (head.term or head.executors))
    return bool(row.of_indicators and PART_OF.match(row.title)) or (below and is_bare)


def _numbered(rows: Iterable[OrderRow]) -> Iterator[OrderRow]:
    """Every number is there and occurs once.

    In a table without numbers rows are counted through, in another one a row without a number has
    that of the one above; where numbering starts anew in each section or
    table, its place comes first, and indicators beside activities get «П»; further indicators
    of a row get a letter.
    """
    listed = list(rows)
    numbered = {row.table for row in listed if row.number}
    met: Counter[int] = Counter()
    last: dict[int, str] = {}
    counted = []
    for row in listed:
        met[row.table] += 1
        above = last.get(row.table) if row.table in numbered else None
        last[row.table] = row.number or above or str(met[row.table])
        is_other = row.shares_number or (not row.number and above is not None)
        counted.append(replace(row, number=last[row.table], shares_number=is_other))
    yield from lettered(_apart(counted))


def _apart(rows: list[OrderRow]) -> Iterable[OrderRow]:
    if not _repeats(rows, lambda row: row.number):
        return rows
    if not _repeats(rows, lambda row: (row.of_indicators, row.number)):
        return [replace(r, number=f"П{r.number}") if r.of_indicators else r for r in rows]
    by_table = not _repeats(rows, lambda row: (row.table, row.number))
    groups = list(dict.fromkeys(_group(row, by_table) for row in rows))
    if len(groups) < 2:
        return rows
    return [
        replace(row, number=f"{groups.index(_group(row, by_table)) + 1}.{row.number}")
        for row in rows
    ]


def _group(row: OrderRow, by_table: bool) -> tuple[int, str]:
    return row.table, "" if by_table else row.section


def _repeats(rows: Iterable[OrderRow], key: Callable[[OrderRow], object]) -> bool:
    times = Counter(key(row) for row in rows if not row.shares_number)
    return any(count > 1 for count in times.values())


def lettered(rows: Iterable[OrderRow]) -> Iterator[OrderRow]:
    """«4», «4а», «4б»: the first keeps its number."""
    met: Counter[str] = Counter()
    for row in rows:
        letter = "абвгдежзик"[(met[row.number] - 1) % 10] if met[row.number] else ""
        met[row.number] += 1
        yield replace(row, number=row.number + letter)
