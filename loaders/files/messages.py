"""Questions and answers between two processes («посылки»): a length, then plain data.

A question is the name of a task and what it is to be done with. What comes from the process that
read a foreign file may only be data: nouns of ours and plain values. Anything else is not built.
"""

import io
import pickle
import struct
from enum import EnumType, StrEnum, auto
from typing import IO, Any, NamedTuple

TASKS = {
    "read": "loaders.files.reader:read_here",
    "letter": "loaders.files.letters:read_letter_here",
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


class WorkerAnswer(NamedTuple):
    """What a child answers: the result, the refusal to be raised, or the name of a fault.

    After an answer that ``is_last`` the child ends itself and a new one takes its place.
    """

    result: object
    ended: Ended = Ended.DONE
    is_last: bool = False


LENGTH = struct.Struct("<Q")
OUR_ROOMS = ("data_model.", "loaders.")
PLAIN = {("datetime", name) for name in ("date", "datetime", "time", "timedelta", "timezone")}
PLAIN |= {("builtins", "set"), ("builtins", "frozenset"), ("decimal", "Decimal")}


def packed(content: object) -> bytes:
    return pickle.dumps(content, pickle.HIGHEST_PROTOCOL)


def write_frame(stream: IO[bytes], frame: bytes) -> None:
    stream.write(LENGTH.pack(len(frame)))
    stream.write(frame)
    stream.flush()


def read_frame(stream: IO[bytes]) -> bytes | None:
    """The next frame; None where the other side is gone, even in the middle of one."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    frame = stream.read(length)
    return frame if len(frame) == length else None


class _DataOnly(pickle.Unpickler):
    """Builds classes of ours and plain values; knows no functions."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("builtins", "getattr"):
            return member_of
        if (module, name) not in PLAIN and not module.startswith(OUR_ROOMS):
            raise pickle.UnpicklingError(f"{module}.{name} is no data")
        found = super().find_class(module, name)
        if not isinstance(found, type):
            raise pickle.UnpicklingError(f"{module}.{name} is no noun")
        return found


def member_of(words: object, name: str) -> object:
    """A word by its name: Python up to 3.11.3 packs a word as ``getattr(its class, name)``."""
    if not isinstance(words, EnumType):
        raise pickle.UnpicklingError(f"{words!r} has no words")
    return words[name]


def unpacked(frame: bytes) -> Any:
    """The content of a frame. Raises UnpicklingError for anything that is no data."""
    return _DataOnly(io.BytesIO(frame)).load()
