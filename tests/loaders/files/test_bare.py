"""A reader that is given only what says a value finds every value, whatever program wrote it."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from loaders.files.bare import bare, cells_alone, slimmed
from loaders.files.grids import calamine_grids
from loaders.files.repacking import repacked
from loaders.files.sheet_markup import Markup, divided
from loaders.files.workbook import Grid
from loaders.files.zip_look import look

TESTS = Path(__file__).parents[1]
WORKBOOKS = sorted(
    path
    for folder in (TESTS / "fixtures", TESTS / "elsewhere" / "fixtures")
    for path in folder.glob("*.xlsx")
)


def looked_at(content: bytes) -> Markup:
    with ZipFile(BytesIO(content)) as archive:
        return look(archive, content)


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: path.stem)
def test_every_value_is_still_there(path: Path) -> None:
    markup = looked_at(path.read_bytes())
    whole, slim = (values(parts) for parts in (markup.parts, bare(markup)))
    assert slim == whole
    assert any(any(grid.rows) for grid in slim)


def values(parts: dict[str, bytes]) -> list[Grid]:
    return calamine_grids(repacked(parts))


@pytest.mark.parametrize(
    ("written", "given"),
    [
        (
            b'<?xml version="1.0"?><worksheet a="1"><cols/><sheetData><row/></sheetData>'
            b"<mergeCells/></worksheet>",
            b'<?xml version="1.0"?><worksheet a="1"><sheetData><row/></sheetData></worksheet>',
        ),
        (
            b"<x:worksheet><x:sheetPr/><x:sheetData a='1'></x:sheetData></x:worksheet>",
            b"<x:worksheet><x:sheetData a='1'></x:sheetData></x:worksheet>",
        ),
        (b"<worksheet><cols/><sheetData/></worksheet>",) * 2,
        (b"<worksheet><cols/></worksheet>",) * 2,
        (b"<chartsheet/>",) * 2,
        (b"",) * 2,
    ],
)  # fmt: skip
def test_a_sheet_begins_and_ends_with_its_cells(written: bytes, given: bytes) -> None:
    assert cells_alone(divided(written)) == given


@pytest.mark.parametrize(
    ("written", "given"),
    [
        (b"<s><fonts count='1'><font/></fonts><cellXfs/></s>", b"<s><cellXfs/></s>"),
        (b"<s><fonts><font/></fonts><dxfs><dxf/></dxfs></s>", b"<s></s>"),
        (b"<s><fonts/><cellXfs/></s>", b"<s><fonts/><cellXfs/></s>"),
        (b"<s><x:fonts></x:fonts></s>", b"<s><x:fonts></x:fonts></s>"),
        (b"<s><fontsOfMine></fontsOfMine></s>", b"<s><fontsOfMine></fontsOfMine></s>"),
        (b"<s><fonts ", b"<s><fonts "),
    ],
)
def test_styles_lose_what_shows_no_value_and_odd_ones_stay(written: bytes, given: bytes) -> None:
    assert slimmed("xl/styles.xml", written) == given
