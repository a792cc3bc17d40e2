"""Letters written as numbers mean the same when they are spelled out."""

from io import BytesIO, StringIO
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from loaders.files import common, letters
from loaders.files import worker as child
from loaders.files.letters import spelled
from loaders.files.messages import packed, write_frame
from loaders.files.sheet_markup import SheetMarkup


def cells_of(cells: bytes, before: bytes = b"<worksheet><sheetData>") -> bytes:
    return spelled(SheetMarkup(before, cells, b"", b"")).cells


def numbered(text: str) -> bytes:
    """A text as openpyxl writes it: every sign beyond ASCII by its number."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return escaped.encode("ascii", "xmlcharrefreplace")


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]))))
def test_what_a_reader_of_xml_reads_stays_the_same(texts: list[str]) -> None:
    cells = b"".join(b"<t>%b</t>" % numbered(text) for text in texts)
    plain = cells_of(cells)
    assert read(plain) == read(cells) == texts


def read(cells: bytes) -> list[str]:
    root = ElementTree.fromstring(b"<row>%b</row>" % cells)  # noqa: S314  our own text
    return [one.text or "" for one in root]


@pytest.mark.parametrize(
    ("written", "given"),
    [
        ("&#1044;&#1072;", "Да"),
        ("9 &#1082;&#1083;.", "9 кл."),
        ("&#8470; 1 &amp; &#8470; 2", "№ 1 &amp; № 2"),
        ("&#60;&#62;&#38;&#39;", "&#60;&#62;&#38;&#39;"),
        ("&#160;&#1;&#10;", "\u00a0&#1;&#10;"),
        ("&#55357;&#56832;", "&#55357;&#56832;"),
        ("&#128512;&#99999999;", "&#128512;&#99999999;"),
        ("&#x414;&#;&# ;&#1044", "&#x414;&#;&# ;&#1044"),
    ],
)
def test_signs_of_markup_and_what_is_no_letter_stay_as_they_are(written: str, given: str) -> None:
    cells = f'<c a="{written}"><t>{written}</t></c><c/>'.encode()
    assert cells_of(cells) == f'<c a="{given}"><t>{given}</t></c><c/>'.encode()


LETTERS = b"<t>&#1044;</t>"


@pytest.mark.parametrize(
    ("before", "is_spelled"),
    [
        (b"<worksheet>", True),
        (b'<?xml version="1.0" encoding="UTF-8"?><worksheet>', True),
        (b"\xef\xbb\xbf<?xml version='1.0' encoding='utf8'?><worksheet>", True),
        (b'<?xml version="1.0" encoding="windows-1251"?><worksheet>', False),
        (b'\xef\xbb\xbf<?xml version="1.0" encoding="us-ascii"?><worksheet>', False),
    ],
)
def test_only_where_letters_are_written_as_utf_8(before: bytes, is_spelled: bool) -> None:
    given = "<t>Д</t>".encode() if is_spelled else LETTERS
    assert cells_of(LETTERS, before) == given


def test_nothing_is_spelled_out_where_numbers_may_be_meant_as_they_stand() -> None:
    cells = b"<t><![CDATA[&#1044;]]></t>" + LETTERS
    assert cells_of(cells) == cells


def test_cells_without_such_letters_are_left_alone() -> None:
    cells = "<t>Да</t>".encode()
    assert cells_of(cells) is cells


def test_where_files_are_read_the_texts_of_a_lot_are_forgotten(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(child, "allow_time", lambda silence: None)  # it limits the whole process
    questions = (("read", book_of(["Иванова Анна"]), "список.xlsx"),)
    answers = BytesIO()
    child.serve(BytesIO(framed(questions)), answers, StringIO())
    assert "Иванова Анна".encode() in answers.getvalue()
    assert letters._spelled.cache_info().currsize == 0
    assert {one.cache_info().currsize for one in common._remembering} == {0}


def framed(questions: object) -> bytes:
    stream = BytesIO()
    write_frame(stream, packed(questions))
    return stream.getvalue()


def book_of(texts: list[str]) -> bytes:
    book, target = Workbook(), BytesIO()
    book.worksheets[0].append(texts)
    book.save(target)
    return target.getvalue()
