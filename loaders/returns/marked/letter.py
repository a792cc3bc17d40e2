"""The letter that goes with a marked copy («письмо школе»): what is wrong, and what now."""

from collections.abc import Iterator, Sequence
from itertools import islice

from data_model.returns import Severity
from loaders.forms.request import FormRequest
from loaders.returns.marked.remarks import MarkedRemark

LONGEST = 12
"""Remarks that a letter names one by one; the copy holds them all."""

GREETING = "Уважаемые коллеги!"
TAKEN = "Отчёт{of} (файл «{file}»){comma} принят, но по нему есть вопросы."
TAKEN_WITH_NOTES = (
    "Отчёт{of} (файл «{file}»){comma} принят. Посмотрите, пожалуйста, пометки к нему."
)
REFUSED = (
    "Отчёт{of} (файл «{file}»){comma} не принят: в нём есть ошибки. Данные из него не сохранены."
)
MEND = (
    "К письму приложен бланк с вашими ответами. Лист «Замечания» ведёт к каждой ячейке, сами "
    "ячейки выделены цветом, рядом написано, что не так. Исправьте их и отправьте этот же файл: "
    "он придёт как следующая редакция отчёта."
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
    remarks: Sequence[MarkedRemark], filename: str, request: FormRequest | None = None
) -> str:
    """The whole text, ready to be sent; without a request it goes without a form."""
    return "\n\n".join(_paragraphs(remarks, filename, request)) + "\n"


def _paragraphs(
    remarks: Sequence[MarkedRemark], filename: str, request: FormRequest | None
) -> Iterator[str]:
    yield GREETING
    yield _opening(remarks).format(file=filename, of=_whose(request), comma="," if request else "")
    yield "\n".join(_lines(remarks))
    yield MEND if request else NO_FORM
    if any(one.problem.severity is Severity.QUESTION for one in remarks):
        yield UNKNOWN


def _opening(remarks: Sequence[MarkedRemark]) -> str:
    severities = {one.problem.severity for one in remarks}
    if Severity.ERROR in severities:
        return REFUSED
    return TAKEN if Severity.QUESTION in severities else TAKEN_WITH_NOTES


def _whose(request: FormRequest | None) -> str:
    if request is None:
        return ""
    _, short = request.names
    return f" за {request.year} год, {short}"


def _lines(remarks: Sequence[MarkedRemark]) -> Iterator[str]:
    for number, one in enumerate(islice(remarks, LONGEST), start=1):
        place = f"{one.sheet}, {one.cell}: " if one.has_place else ""
        yield f"{number}. {place}{one.problem.message}"
    if (more := len(remarks) - LONGEST) > 0:
        yield f"… и ещё {more}, все — на листе «Замечания»."
