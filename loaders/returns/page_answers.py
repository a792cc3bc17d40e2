"""Answers typed on a page («ответы на странице»): they go the way of a file.

The answers are written into the form of the organisation, and that form is received, so every
figure keeps a sheet, a cell and bytes, like one that came by mail.
"""

from collections.abc import Mapping
from datetime import datetime

from data_model.returns import Origin, Receipt
from data_model.store import Store
from loaders.forms import FormRequest, form_filename, write_form
from loaders.forms.layout import Slot
from loaders.forms.request import Entry
from loaders.returns.context import IntakeContext
from loaders.returns.intake import receive


def form_of_answers(request: FormRequest, answers: Mapping[Slot, Entry | None]) -> bytes:
    """The form with the answers in it; None empties a cell that was filled before."""
    filled = request.filled() | dict(answers)
    entries = {slot: entry for slot, entry in filled.items() if entry is not None}
    return write_form(request.holding(entries))


def receive_answers(
    request: FormRequest,
    answers: Mapping[Slot, Entry | None],
    context: IntakeContext,
    store: Store,
    *,
    received_at: datetime | None = None,
    reason: str = "",
) -> Receipt:
    """Take in what was typed on a page as the next revision of the return."""
    content = form_of_answers(request, answers)
    return receive(
        content,
        form_filename(request),
        context,
        store,
        received_at=received_at,
        reason=reason,
        origin=Origin.PAGE,
    )
