"""Parts that files have in common are inflated once, and checked for each of them."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from data_model.errors import UnreadableFile
from loaders.files import zip_guard as parts
from loaders.files.common import forget_lot
from loaders.files.zip_guard import inflated
from tests.loaders.files.books import SHEET, zipped

STYLES = "xl/styles.xml"


def a_book(sheet: str, styles: str = "<styleSheet/>") -> bytes:
    return zipped({SHEET: sheet, STYLES: styles})


def parts_of(content: bytes, **lies: int) -> dict[str, bytes]:
    """The parts; ``lies`` are what the list says of the styles instead of the truth."""
    with ZipFile(BytesIO(content)) as archive:
        for name, value in lies.items():
            setattr(archive.getinfo(STYLES), name, value)
        return dict(inflated(archive, content, lambda name: True))


def test_each_file_has_its_own_parts_and_shares_what_is_the_same() -> None:
    first, second = parts_of(a_book("<a/>")), parts_of(a_book("<b/>"))
    assert (first[SHEET], second[SHEET]) == (b"<a/>", b"<b/>")
    assert first[STYLES] is second[STYLES]


@pytest.mark.parametrize("lies", [{"CRC": 1}, {"file_size": 5}, {"file_size": 50}])
def test_the_list_of_a_file_is_held_to_what_it_says_of_a_part_known_from_another(
    lies: dict[str, int],
) -> None:
    parts_of(a_book("<a/>"))
    with pytest.raises(UnreadableFile):
        parts_of(a_book("<a/>"), **lies)


def test_large_parts_are_not_remembered() -> None:
    forget_lot()
    large = "<a>" + "b" * parts.SMALL + "</a>"
    assert parts_of(a_book(large))[SHEET] == large.encode()
    assert parts._unpacked_once.cache_info().currsize == 1
