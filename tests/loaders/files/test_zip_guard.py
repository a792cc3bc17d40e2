"""The list of a zip is held to what it says of its parts."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from data_model.errors import UnreadableFile
from loaders.files.zip_guard import markup_parts, zip_of
from tests.loaders.files.books import SHEET, zipped

STYLES = "xl/styles.xml"


def a_book() -> bytes:
    return zipped({SHEET: "<a/>", STYLES: "<styleSheet/>", "xl/media/1.png": b"\x89PNG"})


def test_only_markup_that_may_hold_answers_is_taken() -> None:
    with ZipFile(BytesIO(a_book())) as archive:
        assert markup_parts(archive) == {SHEET: b"<a/>", STYLES: b"<styleSheet/>"}


@pytest.mark.parametrize(
    ("lies", "words"),
    [
        ({"CRC": 1}, "повреждён"),
        ({"file_size": 5}, "больше, чем сказано"),
        ({"file_size": 50}, "повреждён"),
    ],
)
def test_a_part_that_is_not_as_listed_is_refused(lies: dict[str, int], words: str) -> None:
    with ZipFile(BytesIO(a_book())) as archive:
        for name, value in lies.items():
            setattr(archive.getinfo(STYLES), name, value)
        with pytest.raises(UnreadableFile, match=words):
            markup_parts(archive)


def test_what_was_taken_can_be_read_by_others_and_nothing_else() -> None:
    parts = {SHEET: b"<a/>", STYLES: "<ы/>".encode()}
    with ZipFile(BytesIO(zip_of(parts))) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == parts
