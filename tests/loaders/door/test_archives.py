"""Archives from outside: names are labels, members are bytes, and nothing is unpacked to disk."""

import stat
import time
from dataclasses import replace

import pytest

from loaders.door.limits import Limits
from loaders.incoming import Incoming, unpacked
from tests.loaders.door import raw_zip
from tests.loaders.door.hostile import an_honest_book, nested
from tests.loaders.door.test_hostile import GROWTH, SECONDS, resident

MEMBER = raw_zip.part("отчёт.xlsx", an_honest_book())


def members(*parts: raw_zip.Part, overlapped: bool = False) -> list[Incoming]:
    return list(unpacked("район.zip", raw_zip.written(parts, overlapped=overlapped)))


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("../../../etc/отчёт.xlsx", "район.zip/etc/отчёт.xlsx"),
        ("/root/отчёт.xlsx", "район.zip/root/отчёт.xlsx"),
        ("C:\\Windows\\отчёт.xlsx", "район.zip/C:/Windows/отчёт.xlsx"),
        ("con.xlsx", "район.zip/con.xlsx"),
        ("\u202exslx.отчёт.xlsx", "район.zip/xslx.отчёт.xlsx"),
        ("а" * 300 + ".xlsx", "район.zip/" + "а" * 145 + ".xlsx"),
    ],
)
def test_a_name_is_only_a_label(name: str, label: str) -> None:
    (one,) = members(replace(MEMBER, name=name))
    assert (one.filename, one.content) == (label, an_honest_book())


def test_a_link_is_no_file() -> None:
    link = raw_zip.part("отчёт.xlsx", "/etc/passwd")
    (one,) = members(replace(link, attributes=(stat.S_IFLNK | 0o777) << 16))
    assert "ссылка" in one.trouble
    assert one.content == b""


def test_a_member_behind_a_password_and_a_broken_one_harm_no_other() -> None:
    protected = replace(MEMBER, name="1.xlsx", flags=0x801)
    broken = replace(MEMBER, name="2.xlsx", packed=b"\xff" * len(MEMBER.packed))
    found = members(protected, broken, replace(MEMBER, name="3.xlsx"))
    assert ["паролем" in one.trouble or "повреждён" in one.trouble for one in found] == [
        True,
        True,
        False,
    ]


def test_an_archive_inside_an_archive_is_left_closed() -> None:
    (one,) = unpacked("район.zip", nested(2))
    assert one.filename == "район.zip/отчёт.zip"
    assert one.content.startswith(b"PK")


def test_too_many_members_and_too_much_in_them_are_refused_at_once() -> None:
    small = raw_zip.part("0.xlsx", "а")
    many = [replace(small, name=f"{number}.xlsx") for number in range(60_000)]
    big = raw_zip.repeated("0.xlsx", "", "0" * 1024, 90_000, "")
    before, started = resident(), time.monotonic()
    (one,) = members(*many)
    assert f"можно до {Limits().archive_files}" in one.trouble
    (one,) = members(*(replace(big, name=f"{n}.xlsx") for n in range(100)), overlapped=True)
    assert "Разделите" in one.trouble
    assert time.monotonic() - started < 2 * SECONDS
    assert resident() - before < GROWTH
