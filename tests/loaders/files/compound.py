"""Compound files («составные файлы») of old office programs, made without one for tests."""

import struct
from collections.abc import Iterator, Mapping
from typing import Union

Storage = Mapping[str, Union[bytes, "Storage"]]
SECTOR, SMALL, LIMIT = 512, 64, 4096
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
STORAGE, STREAM, ROOT = 1, 2, 5


class _Chains:
    """Sectors of one size, and the table that chains them."""

    def __init__(self, size: int) -> None:
        self.size, self.table, self.sectors = size, list[int](), bytearray()

    def add(self, content: bytes) -> int:
        """The first sector of some bytes."""
        count = -(-len(content) // self.size)
        if not count:
            return END
        first = len(self.table)
        self.table += [*range(first + 1, first + count), END]
        self.sectors += content.ljust(count * self.size, b"\0")
        return first


def compound(storage: Storage) -> bytes:
    """The bytes of a compound file with these streams and storages."""
    large, small = _Chains(SECTOR), _Chains(SMALL)
    entries = list(_entries(storage, large, small))
    mini = bytes(small.sectors)
    root = _entry("Root Entry", ROOT, large.add(mini), len(mini), child=1 if entries else FREE)
    directory = large.add(b"".join([root, *entries]))
    table = struct.pack(f"<{len(small.table)}I", *small.table)
    table = table.ljust(-(-len(table) // SECTOR) * SECTOR, b"\xff")
    mini_fat, mini_sectors = large.add(table), len(table) // SECTOR
    count = 1
    while count * (SECTOR // 4) < len(large.table) + count:
        count += 1
    first = len(large.table)
    fat = [*large.table, *[FAT] * count]
    fat += [FREE] * (count * (SECTOR // 4) - len(fat))
    difat = [*range(first, first + count), *[FREE] * (109 - count)]
    header = struct.pack(
        "<8s16sHHHHH6xIIIIIIIII109I",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        bytes(16),
        *(0x3E, 3, 0xFFFE, 9, 6),
        *(0, count, directory, 0, LIMIT, mini_fat, mini_sectors, END, 0),
        *difat,
    )
    return header + bytes(large.sectors) + struct.pack(f"<{len(fat)}I", *fat)


def _entries(storage: Storage, large: _Chains, small: _Chains, number: int = 1) -> Iterator[bytes]:
    """The entries of a storage; each leads right to the next one, a storage down to its first."""
    names = list(storage)
    for place, name in enumerate(names):
        held = storage[name]
        inner = [] if isinstance(held, bytes) else list(_entries(held, large, small, number + 1))
        after = number + 1 + len(inner)
        right = after if place + 1 < len(names) else FREE
        if isinstance(held, bytes):
            chains = large if len(held) >= LIMIT else small
            yield _entry(name, STREAM, chains.add(held), len(held), right=right)
        else:
            yield _entry(name, STORAGE, 0, 0, right=right, child=number + 1 if inner else FREE)
            yield from inner
        number = after


def _entry(
    name: str, kind: int, first: int, size: int, right: int = FREE, child: int = FREE
) -> bytes:
    told = name.encode("utf-16-le")
    lengths = (len(told) + 2, kind, 1, FREE, right, child)
    return struct.pack("<64sHBBIII16xI16xIQ", told, *lengths, 0, first, size)
