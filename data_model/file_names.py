"""Files that are handed over: names that every file system takes, and packs («пачка»).

A pack holds files of one kind for many places. One school whose name, file or figures a writer
cannot bear must not take the others with it: the last file then says who is missing and why.
"""

import logging
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator

from data_model.errors import MonitorError

log = logging.getLogger(__name__)

# names

UNFIT = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+')
"""What Windows forbids, control signs, and signs that turn or hide the letters around them."""
DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
"""Names that Windows keeps for devices, whatever follows the dot."""
MOST_BYTES = 200
"""Of 255 that file systems take in UTF-8: browsers add «(1)», office programs their own marks."""
LONGEST_SUFFIX = 10


def safe_file_name(name: str, told_apart_by: str = "") -> str:
    """The last part of a name, without what a file system may misread; its ending is kept.

    ``told_apart_by``: its last signs, kept whole too where the name is too long: of two that begin
    alike each is still its own.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    clean = UNFIT.sub("_", last).strip(". ") or "файл"
    stem, dot, suffix = clean.rpartition(".")
    ending = f".{suffix}" if dot and stem and len(suffix) <= LONGEST_SUFFIX else ""
    if told_apart_by and clean.endswith(told_apart_by):
        ending = told_apart_by
    begun = shortened(clean.removesuffix(ending), MOST_BYTES - len(ending.encode()))
    return f"{'_' if DEVICE.match(begun) else ''}{begun}{ending}"


def shortened(text: str, most_bytes: int) -> str:
    """As many whole letters from the beginning as fit into so many bytes of UTF-8."""
    return text.encode(errors="replace")[:most_bytes].decode(errors="ignore").strip(". ")


# packs

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
