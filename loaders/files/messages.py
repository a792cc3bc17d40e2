"""Questions and answers between two processes («посылки»): a length, then plain data.

What comes from the process that read a foreign file may only be data: nouns of ours and plain
values. Anything else is not built.
"""

import io
import pickle
import struct
from typing import IO, Any

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
        noun = _NOUNS.get((module, name))
        if noun is None:
            noun = _NOUNS[module, name] = self._noun(module, name)
        return noun

    def _noun(self, module: str, name: str) -> type:
        if (module, name) not in PLAIN and not module.startswith(OUR_ROOMS):
            raise pickle.UnpicklingError(f"{module}.{name} is no data")
        found = super().find_class(module, name)
        if not isinstance(found, type):
            raise pickle.UnpicklingError(f"{module}.{name} is no noun")
        return found


_NOUNS: dict[tuple[str, str], type] = {}
"""What was allowed once; thousands of answers are built of the same few nouns."""


def unpacked(frame: bytes) -> Any:
    """The content of a frame. Raises UnpicklingError for anything that is no data."""
    return _DataOnly(io.BytesIO(frame)).load()
