"""What a rule of a good return is («правило проверки»), and what it may look at."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from operator import attrgetter
from typing import Any, TypeVar

from data_model.returns import EvidenceDocument, Fact, Problem, Severity, numbers_of
from data_model.roadmap import AnswerType, Question, Roadmap, in_quotes
from loaders.files.workbook import Cell, Grid, Workbook
from loaders.forms.layout import Identity, InputPart, Owner, Slot
from loaders.returns.context import FactKey, FormContext, IntakeContext
from loaders.returns.parse import Answer, Located, Parsed

LONGEST_QUOTE = 60

Item = TypeVar("Item")


class Stage(StrEnum):
    """The order of looking; an error of one stage ends the looking after it.

    What is found by READING, and in the LOT beside other files, has no function of its own here.
    """

    READING = "reading"
    BOOK = "book"
    IDENTITY = "identity"
    LOT = "lot"
    SHAPE = "shape"
    ANSWERS = "answers"
    SILENT = "silent"


class Treatment(StrEnum):
    """What is done with a defect («обращение»), by the letters of the catalogue."""

    SILENT = "Н"
    NOTE = "П"
    ASK = "О"
    REFUSE = "Ф"


TREATMENTS = {
    None: Treatment.SILENT,
    Severity.NOTE: Treatment.NOTE,
    Severity.QUESTION: Treatment.ASK,
    Severity.ERROR: Treatment.REFUSE,
}


@dataclass(frozen=True)
class Screening:
    """A file under examination: what is known of it grows from stage to stage.

    ``owner`` is what a person said of a file; it settles the identity where the file has none.
    """

    workbook: Workbook
    context: IntakeContext
    today: date
    owner: Owner | None = None
    located: Located = field(default_factory=Located)
    identity: Identity | None = None
    known: FormContext | None = None
    read: Parsed | None = None
    found: dict[Any, list[Any]] = field(default_factory=dict, init=False)

    def once(self, find: "Callable[[Screening], Iterable[Item]]") -> list[Item]:
        """What several rules look for, found once."""
        if find not in self.found:
            self.found[find] = [*find(self)]
        return self.found[find]

    @property
    def form(self) -> FormContext:
        """What is known of the slot; the stages after identity may ask."""
        if self.known is None:
            raise AssertionError("the identity is not settled yet")
        return self.known

    @property
    def parsed(self) -> Parsed:
        if self.read is None:
            raise AssertionError("the return is not read yet")
        return self.read

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        return tuple(self.form.roadmap.asked(self.form.respondent))

    @cached_property
    def answers(self) -> dict[str, list[Answer]]:
        """The answers as read, by question."""
        return _grouped(self.parsed.answers, attrgetter("slot.question"))

    @cached_property
    def odd_answers(self) -> dict[str, list[Answer]]:
        """The answers that are not written as they should be, by the code of their reading."""
        odd = [one for one in self.parsed.answers if one.reading.code]
        return _grouped(odd, attrgetter("reading.code"))

    @cached_property
    def facts(self) -> dict[str, list[Fact]]:
        """The facts of the return, by question."""
        return _grouped(self.parsed.parsed.facts, attrgetter("question"))

    @cached_property
    def documents(self) -> dict[str, list[EvidenceDocument]]:
        """The documents of the return, by question."""
        return _grouped(self.parsed.parsed.documents, attrgetter("question"))

    @cached_property
    def numbers(self) -> dict[FactKey, int]:
        """The counts of the return by question and grade, to tell copies by."""
        return numbers_of(self.parsed.parsed.facts)

    @cached_property
    def by_grade(self) -> list[tuple[Question, list[Answer]]]:
        """Questions asked by grade with the answers that were read."""
        return [
            (question, [one for one in self.answers.get(question.code, ()) if one.is_read])
            for question in self.questions
            if question.answer is AnswerType.COUNT and question.grades
        ]

    @cached_property
    def presences(self) -> list[tuple[Answer, list[EvidenceDocument]]]:
        """Each «есть» or «нет» with the documents under it."""
        return [
            (answer, self.documents.get(question.code, []))
            for question in self.questions
            if question.answer is AnswerType.PRESENCE
            for answer in self.answers.get(question.code, ())
        ]

    @cached_property
    def unread(self) -> set[str]:
        """Questions in which some answer stands and could not be read."""
        return {one.slot.question for one in self.parsed.answers if one.reading.is_unknown}

    @cached_property
    def date_cells(self) -> list[tuple[Slot, Cell]]:
        """The filled cells in which a date of a document is asked for."""
        return [
            (Slot(question.code, InputPart.DATE, ordinal=ordinal), parts[InputPart.DATE])
            for question in self.questions
            for ordinal, parts in self.located.documents.get(question.code, {}).items()
            if InputPart.DATE in parts
        ]

    @cached_property
    def data_grids(self) -> tuple[Grid, ...]:
        """The sheets from which answers were read."""
        names = {cell.sheet for cell in self.located.cells.values()}
        return tuple(grid for grid in self.workbook.sheets if grid.name in names)

    def grid(self, cell: Cell) -> Grid:
        """The sheet on which a cell stands."""
        return self._grids[cell.sheet]

    @cached_property
    def _grids(self) -> dict[str, Grid]:
        """Of two sheets of one name the first, as everywhere."""
        return {grid.name: grid for grid in reversed(self.workbook.sheets)}

    def is_merged(self, cell: Cell) -> bool:
        """Merged cells have a rule of their own: what they count is unknown."""
        return self.grid(cell).marks.joined(cell.row, cell.column) is not None

    def answer_type(self, slot: Slot) -> AnswerType:
        """What kind of answer a cell asks for."""
        return self.form.roadmap.question(slot.question).answer

    def label(self, slot: Slot) -> str:
        return label_of(self.form.roadmap, slot)


def _grouped(many: Iterable[Item], key: Callable[[Item], str]) -> dict[str, list[Item]]:
    grouped: dict[str, list[Item]] = {}
    for one in many:
        grouped.setdefault(key(one), []).append(one)
    return grouped


@dataclass(frozen=True, slots=True)
class RuleBreach:
    """One place where a rule is broken, with the words that its message needs.

    ``unknown`` names the answer whose value must not count while the question is open.
    """

    sheet: str = ""
    cell: str = ""
    words: Mapping[str, object] = field(default_factory=dict)
    unknown: Slot | None = None


def at(cell: Cell, *, unknown: Slot | None = None, **words: object) -> RuleBreach:
    """A finding at a cell; ``found`` is the cell as written."""
    return RuleBreach(cell.sheet, cell.address, {"found": cut(cell.written), **words}, unknown)


def label_of(roadmap: Roadmap, slot: Slot) -> str:
    """«Участники проекта „Билет …“», 9 класс."""
    label = in_quotes(cut(roadmap.question(slot.question).text))
    return f"{label}, {slot.grade} класс" if slot.grade else label


def cut(text: str, limit: int = LONGEST_QUOTE) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


Find = Callable[[Screening], Iterator[RuleBreach]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its code, what it is called, how grave it is, what it says.

    ``severity`` is None for what is mended in silence: there ``message`` says how it is
    taken. ``find`` yields the places where a rule is broken; None for rules that the intake or
    the reading of foreign layouts reports. ``since`` is the version that brought the rule,
    ``example`` what a school writes.
    """

    code: str
    title: str
    severity: Severity | None
    message: str
    stage: Stage
    find: Find | None = None
    since: str = "0.1"
    example: str = ""

    @property
    def treatment(self) -> Treatment:
        return TREATMENTS[self.severity]

    def problem(self, finding: RuleBreach) -> Problem:
        """A finding in words."""
        if self.severity is None:
            raise AssertionError(f"{self.code} is mended in silence and is no remark")
        text = self.message.format_map(dict(finding.words))
        return Problem(self.code, self.severity, text, finding.sheet, finding.cell)
