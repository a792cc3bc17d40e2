"""What is read is what was looked at."""

from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

from hypothesis import given
from hypothesis import strategies as st

from loaders.files.repacking import repacked

NAMES = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=40)


@given(st.dictionaries(NAMES.filter(lambda name: "\\" not in name), st.binary(max_size=300)))
def test_a_strict_reader_finds_the_parts_and_nothing_else(parts: dict[str, bytes]) -> None:
    with ZipFile(BytesIO(repacked(parts))) as archive:
        assert archive.testzip() is None
        assert {one.filename: archive.read(one) for one in archive.infolist()} == parts
        assert all(one.compress_type == ZIP_STORED for one in archive.infolist())


def test_no_parts_are_an_empty_archive() -> None:
    assert ZipFile(BytesIO(repacked({}))).namelist() == []
