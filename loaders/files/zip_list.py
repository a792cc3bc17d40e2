"""The list of a zip («опись архива»), judged by its length before anything opens it.

Opening a zip makes an object of every line of its list: sixty thousand of them, in a file of
a few megabytes, would be forty megabytes of the process that serves people.
"""

import os
from typing import IO

from loaders.files.limits import MEBIBYTE

LONGEST_LIST = MEBIBYTE
"""Bytes: the archive of a district has six hundred lines, a workbook two hundred."""

END, END_OF_64 = b"PK\x05\x06", b"PK\x06\x06"
FARTHEST_END = 66_000 + 22
"""The end record stands before a comment of 65,535 bytes at most."""
LENGTH, LENGTH_OF_64 = slice(12, 16), slice(40, 48)
SEE_THE_OTHER = 0xFFFF_FFFF


def is_list_too_long(zipped: IO[bytes]) -> bool:
    """Whether the list of a zip, as its own end record tells, is longer than any honest one."""
    return _list_length(_tail(zipped)) > LONGEST_LIST


def _tail(zipped: IO[bytes]) -> bytes:
    size = zipped.seek(0, os.SEEK_END)
    zipped.seek(max(0, size - FARTHEST_END))
    tail = zipped.read()
    zipped.seek(0)
    return tail


def _list_length(tail: bytes) -> int:
    """In bytes; nothing where there is no end record, and then no zip either."""
    length = _number(tail, END, LENGTH)
    return _number(tail, END_OF_64, LENGTH_OF_64) if length == SEE_THE_OTHER else length


def _number(tail: bytes, record: bytes, field: slice) -> int:
    start = tail.rfind(record)
    return int.from_bytes(tail[start:][field], "little") if start >= 0 else 0
