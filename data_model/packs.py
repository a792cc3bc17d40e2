"""Packs («пачка»): files of one kind for many places; what cannot be made is named, the rest is.

One school whose name, file or figures a writer cannot bear must not take the others with it: the
last file of the pack then says in Russian who is missing and why.
"""

import logging
from collections.abc import Callable, Iterable, Iterator

from data_model.errors import MonitorError

log = logging.getLogger(__name__)

NOT_MADE = "Не составлено.txt"
"""Name of the file that stands in a pack beside those that could be made."""
FAULT = "ошибка программы, она записана в журнал неполадок"

File = tuple[str, bytes]
"""Name and bytes."""


def files_made(members: Iterable[tuple[str, Callable[[], File]]]) -> Iterator[File]:
    """The file of each member as it is made, and at the end who has none, by the name given.

    Raises what the first one raised where none could be made at all.
    """
    failed, count = list[str](), 0
    first: Exception | None = None
    for whose, make in members:
        count += 1
        try:
            yield make()
        except MonitorError as error:
            failed.append(f"{whose}: {error}")
            first = first or error
        except Exception as error:  # noqa: BLE001  whatever is odd about one is nobody else's
            log.exception("one file of a pack could not be made")
            failed.append(f"{whose}: {FAULT}.")
            first = first or error
    if first is not None and len(failed) == count:
        raise first
    if failed:
        told = "\n".join(failed)
        yield NOT_MADE, f"Не составлено: {len(failed)} из {count}.\n\n{told}\n".encode()
