"""Memory that is handed back («возврат памяти»): what a job needed, the server does not keep.

The allocator holds on to what was freed, in an arena for each thread; after three hundred
returns that are tens of megabytes of nothing.
"""

import ctypes
import gc
import sys
from contextlib import suppress


def hand_back() -> None:
    """Free what nothing refers to, and give it to the system where its library can."""
    gc.collect()
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)
