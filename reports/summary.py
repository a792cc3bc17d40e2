"""Summary («сводка документа»): a document before it has a format.

Composers make it from rows of plan/fact, writers turn it into Word, PDF or a page. No writer
computes, no composer knows a format: what is said, counted and drawn stands here, and only here.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from data_model.compliance import Status
from indicators import wording
from indicators.wording import capital, uncapped


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure («число с источником»): how it is written and the value it came from.

    ``column``, ``year``, ``indicator`` and ``org`` name the field of the row of plan/fact;
    a figure of the register has only a column. A term («до 1 декабря 2022 года») has the column
    TERM and its year for a value.
    """

    text: str
    value: float | None
    column: str
    year: int | None = None
    indicator: str | None = None
    org: str | None = None

    def __str__(self) -> str:
        return self.text


TERM = "term"
"""Column of a figure that is a term: it moves with the day of the document."""


class ParagraphRole(StrEnum):
    """What a paragraph is for; writers give each role its look."""

    LEAD = "lead"
    BODY = "body"
    ITEM = "item"
    CLAUSE = "clause"
    NOTE = "note"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a section, below the title of the section."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences built from facts; ``evidence`` holds every figure that they mention.

    ``number`` («3.1») is that of a clause: Word counts by itself, the others print it.
    """

    text: str
    evidence: tuple[Figure, ...] = ()
    role: ParagraphRole = ParagraphRole.BODY
    number: str = ""

    @property
    def numbered(self) -> str:
        """The text with its number, where no list counts."""
        return f"{self.number}. {self.text}" if self.number else self.text


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a table: its head, share of the width, and the side its cells keep to."""

    title: str
    width: float = 1.0
    align: str = "left"


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell: the text of documents, the number of workbooks, the verdict of traffic lights.

    ``ratio`` names the columns whose quotient, in percent, the number is: a workbook may
    then hold a formula beside the value.
    """

    text: str
    value: float | None = None
    status: Status | None = None
    ratio: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table («Таблица N — …»). Rows in ``strong`` are set in bold: plan and total.

    A row of one cell goes across all columns; a strong one is the head of the rows that follow.
    ``key`` is what sentences refer to it by (``refer``).
    """

    caption: str
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[TableCell, ...], ...]
    note: str = ""
    strong: frozenset[int] = frozenset()
    wide: bool = False
    key: str = ""

    @property
    def divided(self) -> tuple[tuple[TableCell, ...], ...]:
        """The rows with a cell for each column."""
        return tuple(row for row in self.rows if len(row) == len(self.columns))


def without_empty(table: Table, *heads: str) -> Table:
    """The table without those of the named columns that have nothing to say in any row."""
    shown = [
        number
        for number, column in enumerate(table.columns)
        if column.title not in heads or any(row[number].text for row in table.divided)
    ]
    return replace(
        table,
        columns=tuple(table.columns[number] for number in shown),
        rows=tuple(
            row if len(row) == 1 else tuple(row[number] for number in shown) for row in table.rows
        ),
    )


@dataclass(frozen=True, slots=True)
class Series:
    """Values of one colour on a chart; None is a gap, never a zero."""

    name: str
    values: tuple[float | None, ...]
    labels: tuple[str, ...]


def decimals(text: str) -> int:
    """The most decimals of a number in a text: «54,96 %» has two, «55 %» none."""
    return max(map(len, re.findall(r"\d,(\d+)", text)), default=0)


class ChartStyle(StrEnum):
    """Looks of charts; the value is also the name of the shape in the Word templates."""

    PLAN_FACT = "план_факт"
    SCHOOLS = "школы"


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart («Рисунок N — …»). ``alt`` says in words what it shows."""

    look: ChartStyle
    caption: str
    alt: str
    unit: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    key: str = ""

    @property
    def number_format(self) -> str:
        """How a spreadsheet writes the values: one decimal, or as many as a label needs."""
        labels = (label for series in self.series for label in series.labels)
        return "0." + "0" * max(1, *map(decimals, labels))

    def label_format(self, label: str) -> str:
        """How a value is written so that it reads as its label: «0.0" %"» for «59,5 %»."""
        digits = decimals(label)
        plain = f"0.{'0' * digits}" if digits else "0"
        return f'{plain}" {self.unit}"' if self.unit and label.endswith(self.unit) else plain

    def is_crossed(self, value: float) -> bool:
        """Whether the plan, which crosses all bars, would cross a label beside this one's end."""
        plan, *_ = values = self.series[0].values
        if self.look is not ChartStyle.SCHOOLS or not plan:
            return False
        room = LABEL_ROOM * max(one for one in values if one is not None)
        return room < value < plan < value + room


LABEL_ROOM = 0.17
"""How wide a label is, as a part of the longest bar."""


@dataclass(frozen=True, slots=True)
class Recommendation:
    """An addressed recommendation («адресная рекомендация») with the figure that caused it.

    ``rows`` are the numbers of the rows of the roadmap that it speaks of, ``subject`` is the
    quoted indicator that the finding begins with, empty where it begins otherwise. ``example`` is
    the end of the action that names a grade and a similar school, where it has one; ``hints`` are
    both in short. ``result`` is what is expected of it, ``proof`` how it is shown. ``due`` is
    the day of a term that has one.
    """

    rule: str
    addressee: str
    finding: str
    action: str
    term: Figure
    responsible: str
    evidence: tuple[Figure, ...] = ()
    rows: tuple[str, ...] = ()
    org: str | None = None
    example: str = ""
    result: str = ""
    proof: str = ""
    due: date | None = None
    subject: str = ""
    hints: tuple[str, str] = ("", "")

    def figure(self, column: str) -> Figure | None:
        """The figure of that column of the row that caused it, where the finding mentions it."""
        mine = (one for one in self.evidence if (one.column, one.org) == (column, self.org))
        return next((one for one in mine if one.text in self.finding), None)

    @property
    def needed(self) -> Figure | None:
        """How many people the result that is expected asks for, where it does."""
        told = (one for one in self.evidence if one.column == "needed")
        return next((one for one in told if one.text in self.result), None)

    @property
    def common(self) -> str:
        """The action without the example, which differs from addressee to addressee."""
        if not self.example:
            return self.action
        return self.action.removesuffix(self.example).removesuffix(". ")


@dataclass(frozen=True, slots=True)
class Recommendations:
    """Recommendations in the order of their addressees.

    ``grouped``: what is asked of many is said once, and each has a line with its figures.
    """

    items: tuple[Recommendation, ...]
    caption: str = "Адресные рекомендации"
    addressed: bool = True
    key: str = ""
    grouped: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A marked place for the methodist's own words («место для своих слов»).

    ``key`` is stable from one generation of the document to the next. ``choices`` are phrases
    that may be taken as they are; none is, until a person takes it.
    """

    key: str
    prompt: str
    text: str = ""
    choices: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(line.strip() for line in self.text.splitlines() if line.strip())

    @property
    def taken(self) -> tuple[str, ...]:
        """The phrases that a person has ticked, in the order they are offered."""
        return tuple(choice for choice in self.choices if choice in self.lines)

    @property
    def own(self) -> str:
        """What a person wrote beside the phrases."""
        return "\n".join(line for line in self.lines if line not in self.choices)

    def paragraphs(self) -> list[Paragraph]:
        """Ticked phrases as a list under the name of the place, then the words of one's own."""
        marks = [*[";"] * (len(self.taken) - 1), "."]
        head = [Paragraph(f"{capital(self.prompt)}:")] if self.taken else []
        ticked = [
            Paragraph(f"{phrase}{mark}", role=ParagraphRole.ITEM)
            for phrase, mark in zip(self.taken, marks, strict=False)
        ]
        written = self.own.splitlines()
        return [*head, *ticked, *(Paragraph(line, role=ParagraphRole.OWN) for line in written)]


def with_choices(taken: Iterable[str], own: str) -> str:
    """Ticked phrases and words of one's own as the one text that is stored for a place."""
    return "\n".join([*taken, own.strip()]).strip()


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """Who signs and who prepared; empty names are left as lines to be filled in by hand.

    ``second`` is the post of one who signs after: the secretary of a meeting.
    """

    post: str
    name: str = ""
    executor: str = ""
    phone: str = ""
    second: str = ""

    @property
    def signed(self) -> str:
        """The right side: a line to be signed on, with the name or a place for it."""
        return f"{LINE}{wording.NBSP}{self.name or NAME}"

    @property
    def second_signed(self) -> str:
        return f"{LINE}{wording.NBSP}{NAME}"


LINE = "____________"
POST = "_" * 24
NAME = f"И.{wording.NBSP}О.{wording.NBSP}Фамилия"
"""What stands where nobody has been named yet."""


Block = Heading | Paragraph | Table | Chart | Recommendations | Place


@dataclass(frozen=True, slots=True)
class Section:
    """A section («раздел»). ``key`` is its tag in the Word templates.

    ``annex`` are the lines of the mark of an annex («Приложение 1 / к приказу…»): it begins a
    page after the signature; a ``landscape`` one lies on its side.
    """

    key: str
    title: str
    blocks: tuple[Block, ...]
    annex: tuple[str, ...] = ()
    landscape: bool = False

    @property
    def shown(self) -> tuple[Block, ...]:
        """The blocks with the words that stand in filled places; an empty place stays one."""
        return tuple(
            shown
            for block in self.blocks
            for shown in (
                block.paragraphs() if isinstance(block, Place) and block.lines else (block,)
            )
        )


@dataclass(frozen=True, slots=True)
class LineLook:
    """How a line of a letterhead is set: size in points (0: that of the text), and a rule below."""

    size: float = 0.0
    bold: bool = False
    italic: bool = False
    align: str = "left"
    ruled: bool = False


HIDDEN = "Для публикации: группы менее 5 человек скрыты."


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the document is made from («отметка о данных»), printed on its first page.

    ``as_of`` is the day of the data, None while no return has come. ``provisional`` says why
    the figures may change, empty where they are final. ``mark`` is a word of the municipality
    on its data («СИНТЕТИЧЕСКИЕ ДАННЫЕ»). ``journal`` is the line of the journal that it ended
    with when the document was issued («№ 120 (ab12cd34ef56)»); empty for a draft.
    """

    as_of: date | None
    version: int
    edition: str
    coverage: str
    provisional: str
    masked: bool
    mark: str = ""
    has_day: bool = True
    journal: str = ""

    @property
    def day(self) -> str:
        return wording.date_short(self.as_of) if self.as_of else "момент, когда отчётов ещё нет"

    def line(self) -> str:
        """The stamp at the foot of every page."""
        mark = f"{self.mark}. " if self.mark else ""
        sure = "Предварительно." if self.provisional else ""
        ended = f"Журнал: {self.journal}." if self.journal else ""
        parts = (mark.strip(), self._state(), sure, HIDDEN if self.masked else "", ended)
        return " ".join(part for part in parts if part)

    def _state(self) -> str:
        """«По состоянию на 23.12.2022.»; nothing where the text has a day of its own."""
        if not self.has_day:
            return ""
        if self.as_of is None:
            return "Отчёты ещё не поступили."
        return f"По состоянию на{wording.NBSP}{self.day}."

    def lines(self) -> tuple[str, ...]:
        """The stamp as Russian sentences, the most important first."""
        return tuple(
            line
            for shown, line in (
                (bool(self.mark), f"{self.mark}."),
                (bool(self.provisional), f"Данные предварительные: {self.provisional}."),
                (self.has_day, self._state()),
                (bool(self.coverage), self.coverage),
                (self.masked, HIDDEN),
            )
            if shown
        )

    def of_data(self) -> tuple[str, ...]:
        """The same with the version of the data: for workbooks, which nobody signs."""
        version = f"Версия данных {wording.version_text(self.version)}."
        return (*self.lines(), version, *([self.edition] if self.edition else []))


@dataclass(frozen=True, slots=True)
class Summary:
    """A whole document.

    ``header`` is the header of the body that issues it, ``form`` its kind in words
    («Аналитический отчёт»), ``title`` what it is about; ``draft`` marks a «ПРОЕКТ» whose
    number and date are left blank. ``fields`` are further words for the Word templates, and
    ``template`` is the office's own one in place of the shipped. ``approval`` are the lines of
    the mark of approval («УТВЕРЖДАЮ», «УТВЕРЖДЁН приказом…»), ``addressee`` those of whom a
    letter is for. ``emblem`` is a picture above the header, ``looks`` are those of its lines where
    they come from a letterhead, which ``is_corner`` where it stands at the left edge.
    ``left_out`` are keys of sections that a person has taken out, ``unsettled`` sentences that a
    person changed and whose figures have changed since. ``is_empty``: it is a sentence about a
    year without content, and has neither requisites nor signature.
    """

    kind: str
    form: str
    title: str
    header: tuple[str, ...]
    place: str
    year: int
    stamp: Stamp
    sections: tuple[Section, ...]
    signature: SignatureBlock
    draft: bool = False
    fields: dict[str, str] = field(default_factory=dict)
    template: bytes | None = None
    approval: tuple[str, ...] = ()
    addressee: tuple[str, ...] = ()
    is_empty: bool = False
    emblem: bytes = b""
    looks: tuple[LineLook, ...] = ()
    is_corner: bool = False
    left_out: tuple[str, ...] = ()
    unsettled: tuple[str, ...] = ()

    @property
    def body(self) -> tuple[Section, ...]:
        """The sections before the signature."""
        return tuple(one for one in self.sections if not one.annex)

    @property
    def annexes(self) -> tuple[Section, ...]:
        return tuple(one for one in self.sections if one.annex)

    @property
    def header_lines(self) -> tuple[tuple[str, LineLook], ...]:
        """Lines of the header with their looks; those of no letterhead are bold, in the middle."""
        usual = LineLook(bold=True, align="center")
        return tuple(zip(self.header, self.looks or (usual,) * len(self.header), strict=True))

    @property
    def has_contents(self) -> bool:
        """Whether it is so long that a reader wants a list of its sections."""
        return sum(map(_length, self.blocks())) > MOST_WITHOUT_CONTENTS

    def blocks(self) -> Iterator[Block]:
        return (block for section in self.sections for block in section.blocks)

    def places(self) -> Iterator[Place]:
        return (block for block in self.blocks() if isinstance(block, Place))

    def charts(self) -> Iterator[Chart]:
        return (block for block in self.blocks() if isinstance(block, Chart))

    def sentences(self) -> Iterator[str]:
        """Every sentence that was built from facts, in order: what a frozen issue compares.

        Without the years of terms: they follow the day of the document, not the data.
        """
        for block in self.blocks():
            if isinstance(block, Paragraph):
                yield _without_years_of_terms(block)
            elif isinstance(block, Recommendations):
                yield from (f"{item.addressee}: {item.finding}" for item in block.items)


def _without_years_of_terms(paragraph: Paragraph) -> str:
    text = paragraph.text
    for term in (one for one in paragraph.evidence if one.column == TERM and one.value):
        year = f" {int(term.value or 0)}{wording.NBSP}года"
        text = text.replace(term.text, term.text.removesuffix(year))
    return text


NOTHING = "пусто"
"""Key of the only section of a document that is a sentence."""
PAGE = 2300
"""Characters of a page."""
MOST_WITHOUT_CONTENTS = 8 * PAGE


def _length(block: Block) -> int:
    """About how much room a block takes, in characters."""
    if isinstance(block, Chart):
        return PAGE // 3
    if isinstance(block, Recommendations):
        return _length(as_table(block))
    if isinstance(block, Table):
        return 60 + sum(_length_of_row(row) for row in block.rows)
    return max(70, len(getattr(block, "text", "")))


def _length_of_row(row: tuple[TableCell, ...]) -> int:
    return max(55, len(row[0].text) if len(row) == 1 else max(2 * len(cell.text) for cell in row))


# references to tables and figures

MARK = "⟦{}⟧"
MARKS = re.compile(r"⟦([^⟧]+)⟧")


def refer(*keys: str) -> str:
    """What stands in a sentence for «таблица 3, рисунок 1» until the document is whole."""
    return MARK.format("|".join(keys))


@dataclass(frozen=True, slots=True)
class AdviceGroup:
    """Recommendations with the same action, term, responsible post and proof.

    ``subject`` is the quoted indicator that all of them speak of, empty where they speak of
    something else, such as a return that has not come.
    """

    subject: str
    action: str
    term: Figure
    responsible: str
    proof: str
    items: tuple[Recommendation, ...]

    @property
    def instruction(self) -> str:
        """«По показателю «…»: зарегистрировать…. Срок – …. Ответственный – …»"""
        about = f"По показателю {self.subject}: {uncapped(self.action)}" if self.subject else ""
        return f"{about or self.action}. {duty(self.term, self.responsible)}"

    @property
    def expected(self) -> str:
        """What is expected of them, and how it is shown; a number of each stands in its line."""
        results = {
            item.result.replace(item.needed.text, _of_each(item.needed))
            if item.needed
            else item.result
            for item in self.items
        }
        result = f" Ожидаемый результат – {results.pop()}." if len(results) == 1 else ""
        return f"{result} Подтверждение – {self.proof}." if self.proof else result

    @property
    def alike(self) -> dict[str, list[Recommendation]]:
        """What is found → of whom: «отчёт не представлен» is said once of all of them."""
        same: dict[str, list[Recommendation]] = {}
        for item in self.items:
            found = item.finding.removeprefix(f"{self.subject}: ")
            example = f". {item.example}" if item.example else ""
            same.setdefault(wording.single_stops(f"{found}{example}."), []).append(item)
        return same


def _of_each(needed: Figure) -> str:
    """«указанного числа обучающихся» in place of each one's number."""
    return f"указанного числа {'обучающихся' if PUPILS.search(needed.text) else 'человек'}"


SEVERAL_POSTS = re.compile(r",\s+(?!(?:ответственн|курирующ)\w+)")
"""«Методист, психолог» are two, «методист, курирующий направление» is one."""


def duty(term: Figure | str, responsible: str) -> str:
    """«Срок – до 1 декабря 2023 года. Ответственный – методист»."""
    posts = SEVERAL_POSTS.search(responsible)
    who = "Ответственные" if posts else "Ответственный"
    return f"Срок – {term}. {who} – {uncapped(responsible)}"


def advice_groups(items: Iterable[Recommendation]) -> tuple[AdviceGroup, ...]:
    """Groups in the order of their first recommendations."""
    found: dict[tuple[str, str, Figure, str, str], list[Recommendation]] = {}
    for item in items:
        key = (item.subject, item.common, item.term, item.responsible, item.proof)
        found.setdefault(key, []).append(item)
    return tuple(AdviceGroup(*key, tuple(same)) for key, same in found.items())


MOST_LISTED = 100
"""Longer lists are left to the letters: nobody reads them in a report."""


def _grouped(block: Recommendations) -> Table:
    """A head for each group, below it a line for each school with figures, the others named."""
    gaps = [gap.text for item in block.items if (gap := item.figure("deficit"))]
    missing = PEOPLE_NEEDED if all("вовлечь" in gap for gap in gaps) else MISSING
    heads = (
        TableColumn("Организация", 3.0),
        TableColumn(FACT, 1.9),
        TableColumn(missing, 1.5),
        TableColumn(NEEDED, 1.5),
        TableColumn(TREND, 1.5),
        TableColumn(WEAKEST, 1.8),
        TableColumn(MODEL, 2.6),
    )
    rows: list[tuple[TableCell, ...]] = []
    strong: set[int] = set()
    for number, group in enumerate(advice_groups(block.items), 1):
        strong.add(len(rows))
        rows.append((TableCell(f"{number}. {group.instruction}.{group.expected}"),))
        rows += _lines(group)
    table = Table(block.caption, heads, tuple(rows), "", frozenset(strong), key=block.key)
    return without_empty(table, FACT, missing, NEEDED, TREND, WEAKEST, MODEL)


FACT, PEOPLE_NEEDED, MISSING = "Факт", "Необходимо вовлечь", "Недостаёт"
NEEDED, TREND = "Должны участвовать, не менее", "Динамика"
WEAKEST, MODEL = "Наименьшее участие", "Изучить опыт"


def _lines(group: AdviceGroup) -> Iterator[tuple[TableCell, ...]]:
    if len(group.items) > MOST_LISTED:
        yield (TableCell(counted_by_letters(len(group.items))),)
        return
    for told, items in group.alike.items():
        if all(_people(item) for item in items):
            yield from map(_line, items)
        else:
            yield (TableCell(f"{'; '.join(item.addressee for item in items)} — {told}"),)


def counted_by_letters(many: int) -> str:
    """What stands in place of a list that nobody would read."""
    return (
        f"{wording.counted(many, wording.ORGANISATIONS)}; каждой направляется письмо с её данными."
    )


def _line(item: Recommendation) -> tuple[TableCell, ...]:
    hints = item.hints if item.example else NO_HINTS
    needed = item.needed
    told = (
        item.addressee,
        _fact(item),
        _people(item),
        _short(needed.text) if needed else "",
        _trend(item),
    )
    return tuple(TableCell(text) for text in (*told, *hints))


NO_HINTS = ("", "")


def _fact(item: Recommendation) -> str:
    """«42,6 % (75 из 176 чел.)», exact where it would look like the guide."""
    fact, of = item.figure("actual"), item.figure("numerator")
    target = item.figure("target")
    if fact is None:
        return ""
    limits = (target.value,) if target else ()
    told = wording.exactly(fact.value, "%", *limits) if fact.text.endswith("%") else fact.text
    return f"{told} ({of.text.removesuffix(PERSONS)})" if of and fact.text.endswith("%") else told


PERSONS = f"{wording.NBSP}чел."


def _people(item: Recommendation) -> str:
    """«22 чел.» of «до достижения ориентира необходимо дополнительно вовлечь 22 обучающихся»,
    «3 программ» of «до достижения ориентира недостаёт 3 программ»."""
    deficit = item.figure("deficit")
    found = OF_DEFICIT.search(deficit.text) if deficit else None
    if not found:
        return ""
    over = "превышение " if found[1] == "составляет" else ""
    return f"{over}{_short(found[2])}"


def _short(people: str) -> str:
    return PEOPLE.sub("чел.", PUPILS.sub("чел.", people))


OF_DEFICIT = re.compile(r"(вовлечь|привлечь|недостаёт|составляет) (.*)")
PUPILS = re.compile(r"обучающ\w+")
PEOPLE = re.compile(r"человека?\b")


def _trend(item: Recommendation) -> str:
    """«+7,1 п. п., отстаёт 3 года»."""
    change, years = item.figure("change"), item.figure("years")
    parts = [wording.points(change.value)] if change and change.value is not None else []
    parts += [f"отстаёт {years}"] if years else []
    return ", ".join(parts)


def as_table(block: Recommendations) -> Table:
    """Recommendations as a table; without addressees where all are for one school."""
    if block.grouped:
        return _grouped(block)
    heads = (
        TableColumn("Адресат", 1.6),
        TableColumn("Основание", 2.5),
        TableColumn("Что рекомендовано", 2.6),
        TableColumn("Срок, ответственный", 2.5),
        TableColumn("Ожидаемый результат и чем подтверждается", 2.2),
    )
    first = 0 if block.addressed else 1
    last = None if any(item.result or item.proof for item in block.items) else -1
    rows = tuple(tuple(TableCell(text) for text in _told(item)[first:last]) for item in block.items)
    return Table(block.caption, heads[first:last], rows, key=block.key)


def _told(item: Recommendation) -> tuple[str, ...]:
    expected = " ".join(
        part
        for part in (
            f"{item.result}." if item.result else "",
            f"Подтверждение: {item.proof}." if item.proof else "",
        )
        if part
    )
    duty = f"{item.term}. {item.responsible}"
    return (item.addressee, item.finding, item.action, duty, expected)
