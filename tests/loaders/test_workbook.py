"""Reading by content: what is no workbook gets its own sentence, with the cure."""

from io import BytesIO
from typing import Any
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from data_model.errors import UnreadableFile
from loaders.files.kinds import SENTENCES, FileKind, kind_of
from loaders.files.reader import READERS
from loaders.files.workbook import Hollow, value_in_words
from loaders.files.worker_pool import read_workbook
from tests.loaders.filling import a_good_return, changed
from tests.loaders.make_fixtures import FOLDER

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504


def zipped(parts: dict[str, bytes], method: int = ZIP_DEFLATED) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


TYPES = {"[Content_Types].xml": b"<Types/>"}
ODT = b"application/vnd.oasis.opendocument.text"

STRANGERS = {
    FileKind.DOCX: zipped({**TYPES, "word/document.xml": b"<w/>"}),
    FileKind.PRESENTATION: zipped({**TYPES, "ppt/presentation.xml": b"<p/>"}),
    FileKind.XLSB: zipped({**TYPES, "xl/workbook.bin": b"\x00"}),
    FileKind.TEXT_DOCUMENT: zipped({"mimetype": ODT}),
    FileKind.ARCHIVE: zipped({"отчёт.xlsx": b"1"}),
    FileKind.PROTECTED: OLE + "EncryptedPackage".encode("utf-16-le"),
    FileKind.DOC: OLE + "WordDocument".encode("utf-16-le"),
    FileKind.PDF: b"%PDF-1.7\n",
    FileKind.PICTURE: b"\x89PNG\r\n\x1a\n",
    FileKind.CSV: "код;число\n580401;5\n".encode("cp1251"),
    FileKind.HTML: b"<html><table></table></html>",
    FileKind.FLAT_XML: b'<?xml version="1.0"?><office:document xmlns:office="x"/>',
    FileKind.EMPTY: b"",
    FileKind.DAMAGED: b"PK\x03\x04 a zip cut in the middle",
    FileKind.UNKNOWN: b"\x01\x00\x02\x00nothing known",
}


@pytest.mark.parametrize("kind", STRANGERS)
def test_each_strange_kind_is_told_and_has_its_sentence(kind: FileKind) -> None:
    content = STRANGERS[kind]
    assert kind_of(content) is kind
    with pytest.raises(UnreadableFile) as caught:
        read_workbook(content, "отчёт.xlsx")
    assert str(caught.value) == SENTENCES[kind]


def test_every_kind_is_either_read_or_explained() -> None:
    assert {*READERS, FileKind.XLS} | set(SENTENCES) == set(FileKind)
    assert len(set(SENTENCES.values())) == len(SENTENCES)


def test_a_workbook_cut_in_the_middle_is_damaged() -> None:
    content = a_good_return()
    with pytest.raises(UnreadableFile, match="повреждён"):
        read_workbook(content[: len(content) // 2])


def test_a_text_that_has_lost_its_russian_letters_is_told_so() -> None:
    lines = "№;Школа;6 класс\n1;МБОУ СОШ с. Липовка;5\n2;МБОУ ООШ с. Гора;4\n"
    with pytest.raises(UnreadableFile, match="знаки «[?]»: они пропали"):
        read_workbook(lines.encode("ascii", "replace"), "свод.csv")


def test_a_bomb_is_refused_before_it_is_read() -> None:
    bomb = zipped({**TYPES, "xl/worksheets/sheet1.xml": b"0" * 40_000_000})
    with pytest.raises(UnreadableFile, match="опасно"):
        read_workbook(bomb)


def test_a_strange_compression_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="опасно"):
        read_workbook(zipped({**TYPES, "xl/workbook.xml": b"<x/>"}, ZIP_BZIP2))


def test_a_document_type_is_refused() -> None:
    evil = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x/>'
    with pytest.raises(UnreadableFile, match="опасно"):
        read_workbook(zipped({**TYPES, "xl/workbook.xml": evil}))


def test_a_value_in_the_far_corner_is_refused_with_its_address() -> None:
    def fill_far(book: Workbook) -> None:
        book["Показатели"]["XFD1048576"] = 1

    with pytest.raises(UnreadableFile, match="XFD1048576"):
        read_workbook(changed(a_good_return(), fill_far))


def test_a_file_over_the_limit_is_refused_by_its_size() -> None:
    with pytest.raises(UnreadableFile, match="слишком велик"):
        read_workbook(b"PK" + b"0" * (21 * 1024 * 1024))


def test_an_empty_workbook_says_so() -> None:
    target = BytesIO()
    Workbook().save(target)
    with pytest.raises(UnreadableFile, match="ни одной заполненной"):
        read_workbook(target.getvalue())


@pytest.mark.parametrize("name", ["libreoffice.ods", "libreoffice.xls", "libreoffice_xlsm.xlsm"])
def test_every_format_shows_the_same_cells(name: str) -> None:
    first = {grid.name: grid for grid in read_workbook(bytes_of("libreoffice.xlsx")).sheets}
    for grid in read_workbook(bytes_of(name)).sheets:
        ours = {(cell.row, cell.column): value_in_words(cell.value) for cell in grid.filled()}
        theirs = {
            (one.row, one.column): value_in_words(one.value) for one in first[grid.name].filled()
        }
        assert ours == theirs


def bytes_of(name: str) -> bytes:
    return (FOLDER / name).read_bytes()


def test_errors_are_seen_in_every_format() -> None:
    for name in ("error.ods", "error.xls", "error.xlsx"):
        grid = read_workbook((FOLDER / name).read_bytes()).sheets[0]
        assert grid.cell(0, 0).value == Hollow("#ДЕЛ/0!"), name
        assert grid.cell(1, 0).value == 12.5, name


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), (5.0, "5"), (12.5, "12,5"), (True, "ИСТИНА"), (" а ", "а"), (Hollow(), "формула")],
)
def test_a_cell_is_shown_as_the_person_sees_it(value: Any, text: str) -> None:
    assert value_in_words(value).startswith(text)
    assert bool(value_in_words(value)) is bool(text)
