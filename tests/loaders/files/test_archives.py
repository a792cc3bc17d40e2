"""Archives from outside: names are labels, members are bytes, and nothing is unpacked to disk."""

import stat
from dataclasses import replace
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_LZMA, ZipFile

import pytest

from loaders.files.archive import Incoming, unpacked
from loaders.files.kinds import FileKind, kind_of
from loaders.files.limits import Limits
from tests.loaders.files import raw_zip
from tests.loaders.files.hostile import an_honest_book, nested
from tests.loaders.files.test_hostile import GROWTH, SECONDS, resident, worked

LITTLE = 20 * 1024 * 1024
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
    before, started = resident(), worked()
    (one,) = members(*many)
    assert f"можно до {Limits().archive_files}" in one.trouble
    (one,) = members(*(replace(big, name=f"{n}.xlsx") for n in range(100)), overlapped=True)
    assert "Разделите" in one.trouble
    assert worked() - started < 2 * SECONDS
    assert resident() - before < GROWTH


def test_a_member_that_is_too_big_is_not_inflated() -> None:
    big = raw_zip.repeated("снимок.png", "", "0" * 1024, 40_000, "")
    content = raw_zip.written([big, MEMBER])
    before = resident()
    found = list(unpacked("район.zip", content))
    assert [bool(one.trouble) for one in found] == [False, True]
    assert "слишком велик" in found[1].trouble
    assert resident() - before < LITTLE


@pytest.mark.parametrize("method", [ZIP_BZIP2, ZIP_LZMA])
def test_a_member_packed_in_an_unusual_way_is_not_inflated(method: int) -> None:
    """Bzip2 gives hundreds of megabytes for one step; only the child may take such a step."""
    (one,) = unpacked("район.zip", a_bomb("отчёт.xlsx", method))
    assert "необычным способом" in one.trouble
    bomb = a_bomb("mimetype", method)
    before = resident()
    assert kind_of(bomb) is not FileKind.ODS
    assert resident() - before < LITTLE


def a_bomb(name: str, method: int) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w", method) as archive:
        archive.writestr(name, bytes(150 * 1024 * 1024 if name == "mimetype" else 10))
    return target.getvalue()


def test_a_list_of_sixty_thousand_lines_is_not_even_opened() -> None:
    small = raw_zip.part("0.xlsx", "а")
    content = raw_zip.written([replace(small, name=f"{number}.xlsx") for number in range(60_000)])
    before = resident()
    (one,) = unpacked("район.zip", content)
    assert "слишком много частей" in one.trouble
    assert resident() - before < LITTLE


@pytest.mark.parametrize(
    "start",
    [b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh9", b"\xfd7zXZ\0", b"\x28\xb5\x2f\xfd", b"MSCF\0",
     b"\x60\xea\0", b"o.xlsx" + bytes(251) + b"ustar"],
)  # fmt: skip
def test_archives_of_other_programs_are_told_to_be_unpacked(start: bytes) -> None:
    assert kind_of(start + bytes(40)) is FileKind.ARCHIVE
