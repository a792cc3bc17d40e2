"""Memory that is handed back («возврат памяти»): what a job needed, the server does not keep.

The C library lends memory from an arena for each thread. Once a block of some megabytes was
freed, it holds back twice as much in every arena, for good: sixty megabytes of nothing after
one upload. With bounds that are told, large blocks go back to the system at once.
"""

import ctypes
import gc
import sys
from contextlib import suppress

RESERVE = 512 * 1024
"""Bytes that an arena may hold back; larger blocks are asked of the system itself."""

TRIM_THRESHOLD, MMAP_THRESHOLD = -1, -3
"""Numbers of the settings in <malloc.h> of the GNU library."""


def keep_little_reserve() -> None:
    """Once, when the server starts; elsewhere than on Linux nothing has to be said."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            library = ctypes.CDLL(None)
            library.mallopt(TRIM_THRESHOLD, RESERVE)
            library.mallopt(MMAP_THRESHOLD, RESERVE)


def hand_back() -> None:
    """Free what nothing refers to, and give it to the system where its library can."""
    gc.collect()
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)
