"""Remarks of a file carried over to the cells of a fresh form («замечания к ячейкам»)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from data_model.returns import Problem, Severity
from data_model.roadmap import Roadmap
from loaders.forms.layout import ROLL_CONFIRMED, Slot
from loaders.returns.locate import Located

ORDER = {severity: place for place, severity in enumerate(Severity)}
QUOTED = 40


@dataclass(frozen=True, slots=True)
class MarkedRemark:
    """One remark: what it says, and where it stands in the fresh form.

    ``sheet`` and ``cell`` are empty where the form has no cell for it; ``written`` is what the
    school wrote there.
    """

    problem: Problem
    sheet: str = ""
    cell: str = ""
    question: str = ""
    written: str = ""

    @property
    def has_place(self) -> bool:
        return bool(self.sheet and self.cell)


Places = Mapping[Slot, tuple[str, str]]
"""Sheet and address of every input cell of the fresh form."""


def remarks_of(
    problems: Iterable[Problem], located: Located, places: Places, roadmap: Roadmap
) -> tuple[MarkedRemark, ...]:
    """Every problem with its cell of the fresh form; errors before questions before notes."""
    slots = dict(_slots_by_cell(located))
    made = (_remark(one, slots.get((one.sheet, one.cell)), places, roadmap) for one in problems)
    found = [_quoting(remark, located, slots) for remark in made]
    return tuple(sorted(found, key=lambda one: ORDER[one.problem.severity]))


def _slots_by_cell(located: Located) -> Iterator[tuple[tuple[str, str], Slot]]:
    """Sheet and address in the file → what stands there; totals lead to their question."""
    firsts: dict[str, Slot] = {}
    for slot in located.cells:
        firsts.setdefault(slot.question, slot)
    for question, cell in located.totals.items():
        if question in firsts:
            yield (cell.sheet, cell.address), firsts[question]
    for slot, cell in (*located.repeated, *located.cells.items()):
        yield (cell.sheet, cell.address), slot


def _remark(problem: Problem, slot: Slot | None, places: Places, roadmap: Roadmap) -> MarkedRemark:
    if slot is None:
        return MarkedRemark(problem)
    sheet, cell = places.get(slot, ("", ""))
    return MarkedRemark(problem, sheet, cell, label(slot, roadmap))


def _quoting(
    remark: MarkedRemark, located: Located, slots: Mapping[tuple[str, str], Slot]
) -> MarkedRemark:
    slot = slots.get((remark.problem.sheet, remark.problem.cell))
    cell = located.cells.get(slot) if slot else None
    if cell is None or (cell.sheet, cell.address) != (remark.problem.sheet, remark.problem.cell):
        return remark
    text = cell.written if len(cell.written) <= QUOTED else cell.written[: QUOTED - 1] + "…"
    return MarkedRemark(remark.problem, remark.sheet, remark.cell, remark.question, text)


def label(slot: Slot, roadmap: Roadmap) -> str:
    """«Участники проекта …, 9 класс»."""
    if slot.question == ROLL_CONFIRMED:
        return "Контингент указан верно?"
    known = (one.text for one in roadmap.questions if one.code == slot.question)
    text = next(known, slot.question)
    return f"{text}, {slot.grade} класс" if slot.grade else text
