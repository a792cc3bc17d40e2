"""Remarks of a file: carried over to the cells of a fresh form, and told in a letter.

«Замечания к ячейкам» first; then the letter that goes with a marked copy («письмо школе»): what is
wrong, and what now.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from data_model.returns import Problem, Severity
from data_model.roadmap import Roadmap
from loaders.forms.layout import ROLL_CONFIRMED, Slot
from loaders.forms.request import FormRequest
from loaders.returns.parse import Located

SEVERITY_ORDER = {severity: place for place, severity in enumerate(Severity)}
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


Fields = Mapping[Problem, str]
"""Remark on a return that was typed → its field of the form on a screen."""

Places = Mapping[Slot, tuple[str, str]]
"""Sheet and address of every input cell of the fresh form."""


def remarks_of(
    problems: Iterable[Problem], located: Located, places: Places, roadmap: Roadmap
) -> tuple[MarkedRemark, ...]:
    """Every problem with its cell of the fresh form; errors before questions before notes."""
    slots = dict(_slots_by_cell(located))
    made = (_remark(one, slots.get((one.sheet, one.cell)), places, roadmap) for one in problems)
    found = [_quoting(remark, located, slots) for remark in made]
    return tuple(sorted(found, key=lambda one: SEVERITY_ORDER[one.problem.severity]))


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


# the letter

LONGEST = 12
"""Remarks that a letter names one by one; the copy holds them all."""

GREETING = "Уважаемые коллеги!"
TAKEN = "Отчёт{of} {file}{comma} принят, но по нему есть вопросы."
TAKEN_WITH_NOTES = "Отчёт{of} {file}{comma} принят. Посмотрите, пожалуйста, примечания к нему."
REFUSED = "Отчёт{of} {file}{comma} не принят: в нём есть ошибки. Данные из него не сохранены."
NOT_YET = (
    "Отчёт{of} {file}{comma} пока не принят: сначала нужен ваш ответ. Данные из него не сохранены."
)
ASKED_FIRST = frozenset(("two_returns",))
"""Questions that a file waits for."""
MEND = (
    "К письму приложен бланк с вашими ответами. Лист «Замечания» ведёт к каждой ячейке, сами "
    "ячейки выделены цветом, рядом написано, что не так. Исправьте их и отправьте этот же файл: "
    "он придёт как следующая версия отчёта."
)
MEND_ON_SCREEN = (
    "Исправьте ответы там же, на странице «Форма отчёта», и отправьте отчёт снова: он придёт как "
    "следующая версия. То же можно сделать в приложенном бланке: лист «Замечания» ведёт к каждой "
    "ячейке."
)
NO_FORM = (
    "Бланк с вашими ответами приложить не можем: из файла не взято ничего. Исправьте указанное "
    "и отправьте файл снова или заполните бланк вашей школы за нужный год."
)
UNKNOWN = (
    "Значения под вопросом пока не считаются. Если в отчёте всё верно, напишите об этом в ответ: "
    "методист закроет вопрос."
)


def letter(
    remarks: Sequence[MarkedRemark],
    filename: str,
    request: FormRequest | None = None,
    fields: Fields | None = None,
) -> str:
    """The whole text, ready to be sent; without a request it goes without a form.

    ``fields``: of a return that was typed into the form on a screen, where each remark stands.
    """
    return "\n\n".join(_paragraphs(remarks, filename, request, fields)) + "\n"


def _paragraphs(
    remarks: Sequence[MarkedRemark],
    filename: str,
    request: FormRequest | None,
    fields: Fields | None,
) -> Iterator[str]:
    file = f"(файл «{filename}»)" if fields is None else "(форма на экране)"
    yield GREETING
    yield _opening(remarks).format(file=file, of=_whose(request), comma="," if request else "")
    yield "\n".join(_lines(remarks, fields))
    if fields is not None:
        yield MEND_ON_SCREEN
    else:
        yield MEND if request else NO_FORM
    if any(one.problem.severity is Severity.QUESTION for one in remarks):
        yield UNKNOWN


def _opening(remarks: Sequence[MarkedRemark]) -> str:
    severities = {one.problem.severity for one in remarks}
    if Severity.ERROR in severities:
        return REFUSED
    if any(one.problem.code in ASKED_FIRST for one in remarks):
        return NOT_YET
    return TAKEN if Severity.QUESTION in severities else TAKEN_WITH_NOTES


def _whose(request: FormRequest | None) -> str:
    if request is None:
        return ""
    _, short = request.names
    return f" за {request.year} год, {short}"


def _lines(remarks: Sequence[MarkedRemark], fields: Fields | None) -> Iterator[str]:
    for number, one in enumerate(islice(remarks, LONGEST), start=1):
        place = f"{one.sheet}, {one.cell}: " if one.has_place else ""
        if fields is not None:
            field = fields.get(one.problem, "")
            place = f"{field}: " if field else ""
        yield f"{number}. {place}{one.problem.plain}"
    if (more := len(remarks) - LONGEST) > 0:
        yield f"… и ещё {more}, все — на листе «Замечания»."
