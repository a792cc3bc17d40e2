"""What a reading process can be asked («задания»): a name, and the function that does it."""

from enum import StrEnum, auto
from typing import NamedTuple

TASKS = {
    "read": "loaders.files.reader:read_plainly",
    "order": "loaders.orders.formats:read_document_here",
    "roadmap": "loaders.roadmaps.workbook:read_roadmap_here",
}
"""A function is imported when it is first asked for."""


Question = tuple[object, ...]
"""The name of a task, and what it is to be done with."""


class Ended(StrEnum):
    """How the work on a question ended."""

    DONE = auto()
    REFUSED = auto()
    BROKEN = auto()


class Answer(NamedTuple):
    """What a child answers: the result, the refusal to be raised, or the name of a fault.

    After an answer that ``is_last`` the child ends itself and a new one takes its place.
    """

    result: object
    ended: Ended = Ended.DONE
    is_last: bool = False
