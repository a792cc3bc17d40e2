"""The looked-at parts as a zip of their own («пересборка»), so that nothing else is read.

Two readers of one zip may see two things: what one takes from its list, another finds by
looking through it. A reader that is given these bytes can see only what the look has seen, and
need not inflate it once more. The layout is that of PKWARE's APPNOTE 6.3, 4.3.
"""

from collections.abc import Mapping
from struct import Struct

from isal.isal_zlib import crc32

PART = Struct("<4s5H3I2H")
LISTED = Struct("<4s6H3I5H2I")
END = Struct("<4s4H2IH")
VERSION, UTF8_NAMES, STORED = 20, 0x800, 0


def repacked(parts: Mapping[str, bytes]) -> bytes:
    """A zip that holds these parts unpacked, by their names."""
    pieces: list[bytes] = []
    listing: list[bytes] = []
    place = 0
    for name, part in parts.items():
        label = name.encode("utf-8", "replace")
        about = (UTF8_NAMES, STORED, 0, 0, crc32(part), len(part), len(part), len(label), 0)
        header = PART.pack(b"PK\3\4", VERSION, *about) + label
        listing.append(LISTED.pack(b"PK\1\2", VERSION, VERSION, *about, 0, 0, 0, 0, place) + label)
        pieces += (header, part)
        place += len(header) + len(part)
    listed = b"".join(listing)
    counts = (len(listing), len(listing), len(listed), place, 0)
    return b"".join((*pieces, listed, END.pack(b"PK\5\6", 0, 0, *counts)))
