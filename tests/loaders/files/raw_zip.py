"""Zips written byte by byte: sizes that lie, parts that overlap, gigabytes in kilobytes."""

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

LOCAL = struct.Struct("<4s5H3I2H")
CENTRAL = struct.Struct("<4s6H3I5H2I")
END = struct.Struct("<4s4H2IH")
DEFLATED = 8
CHUNK = 1 << 20


@dataclass(frozen=True)
class Part:
    """One part: its packed bytes, and what the list says of them."""

    name: str
    packed: bytes
    size: int
    crc: int
    method: int = DEFLATED
    flags: int = 0x800
    attributes: int = 0


def part(name: str, content: bytes | str) -> Part:
    """An honest part."""
    raw = content.encode() if isinstance(content, str) else content
    return Part(name, _deflated(raw) + LAST_BLOCK, len(raw), zlib.crc32(raw))


LAST_BLOCK = b"\x03\x00"


def _deflated(content: bytes) -> bytes:
    """A stretch of deflate that can stand before any other."""
    deflater = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    return deflater.compress(content) + deflater.flush(zlib.Z_FULL_FLUSH)


def repeated(name: str, before: str, unit: str, times: int, after: str) -> Part:
    """A part that holds ``unit`` many times: the same packed stretch again and again."""
    stretch = unit.encode() * max(1, CHUNK // len(unit))
    rounds = times * len(unit.encode()) // len(stretch)
    packed = _deflated(before.encode()) + _deflated(stretch) * rounds + _deflated(after.encode())
    crc = zlib.crc32(before.encode())
    for _ in range(rounds):
        crc = zlib.crc32(stretch, crc)
    size = len(before.encode()) + rounds * len(stretch) + len(after.encode())
    return Part(name, packed + LAST_BLOCK, size, zlib.crc32(after.encode(), crc))


def written(parts: Sequence[Part], *, overlapped: bool = False) -> bytes:
    """The zip of the parts; overlapped: every one of them is the first, by another name."""
    body, listing = bytearray(), bytearray()
    for one in parts:
        listing += _listed(one, 0 if overlapped else len(body))
        if not overlapped or not body:
            body += _local(one) + one.packed
    end = END.pack(b"PK\5\6", 0, 0, len(parts), len(parts), len(listing), len(body), 0)
    return bytes(body + listing + end)


def _local(one: Part) -> bytes:
    name = one.name.encode()
    sizes = (one.crc, len(one.packed), one.size, len(name), 0)
    return LOCAL.pack(b"PK\3\4", 20, one.flags, one.method, 0, 33, *sizes) + name


def _listed(one: Part, offset: int) -> bytes:
    name = one.name.encode()
    sizes = (one.crc, len(one.packed), one.size, len(name), 0, 0, 0, 0)
    head = CENTRAL.pack(
        b"PK\1\2", 0x314, 20, one.flags, one.method, 0, 33, *sizes, one.attributes, offset
    )
    return head + name
