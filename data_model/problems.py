"""Problems («замечания»): what is wrong with a return, as a value with a place and a cure."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """Errors refuse the return, questions keep it open, notes only accompany it."""

    ERROR = "error"
    QUESTION = "question"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding. The message says where, what was found, what is expected, what to do.

    ``sheet`` and ``cell`` are empty where the finding is about the whole file.
    """

    code: str
    severity: Severity
    message: str
    sheet: str = ""
    cell: str = ""
