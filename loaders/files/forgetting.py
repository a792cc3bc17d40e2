"""What was read is forgotten («забывание»): texts of files do not stay in the server.

Texts that forms have in common are looked at once and remembered, see ``lru_cache`` in this
room. The texts of a refused file, a list of pupils among them, have no business there, and a
file of long texts would fill the memory.
"""

import sys
from collections.abc import Iterator
from typing import Any

ROOM = "loaders."


def forget_texts() -> None:
    """Let go of every text that some function of this room remembers."""
    for remembered in remembering():
        remembered.cache_clear()


def remembering() -> Iterator[Any]:
    """What remembers what it was asked; functions without a bound remember no texts."""
    for name in [one for one in sys.modules if one.startswith(ROOM)]:
        for value in vars(sys.modules[name]).values():
            bounded = getattr(value, "cache_parameters", None)
            if bounded and not isinstance(value, type) and bounded()["maxsize"] is not None:
                yield value
