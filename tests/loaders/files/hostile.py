"""Files that mean harm, or are odd: each made anew by a line of a table, none kept as a blob.

``REFUSED`` holds what the sentence must say; ``READ`` what stands in A1 of files that are odd
and honest.
"""

from collections.abc import Callable
from dataclasses import replace
from zipfile import ZIP_BZIP2

from loaders.files.workbook import Hollow, Value
from tests.loaders.files import raw_zip
from tests.loaders.files.books import (
    HEAD,
    SHEET,
    SKELETON,
    STRINGS,
    book,
    cell,
    row,
    sheet,
    zipped,
)
from tests.loaders.files.open_documents import SPACES, an_ods

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504
SHEET_START, SHEET_END = sheet("|").split("|")
STRING = cell("A1", "<v>0</v>", 't="s"')
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))


def a_killer() -> bytes:
    """A cell of a strange namespace is seen by no walk; its reader asks for 400 GiB."""
    hidden = '<x:c xmlns:x="urn:x" r="XFD1048576"><x:v>1</x:v></x:c>'
    return book(row(1, cell("A1"), hidden))


def an_honest_book() -> bytes:
    return book(row(1, cell("A1")))


def far(address: str, line: int) -> bytes:
    return book(row(1, cell("A1")) + row(line, cell(address)))


def with_part(one: raw_zip.Part, *more: raw_zip.Part) -> bytes:
    """The skeleton with this part beside it, or in the place of its own."""
    honest = {**SKELETON, SHEET: sheet(row(1, STRING))}
    own = [raw_zip.part(name, text) for name, text in honest.items() if name != one.name]
    return raw_zip.written([*own, one, *more])


def a_huge_sheet() -> bytes:
    unit = "<row><c><v>123456789</v></c></row>"
    return with_part(raw_zip.repeated(SHEET, SHEET_START, unit, 6_300_000, SHEET_END))


def a_huge_string() -> bytes:
    before, after = f"{HEAD}<sst><si><t>", "</t></si></sst>"
    return with_part(raw_zip.repeated(STRINGS, before, "ы" * 512, 300_000, after))


def a_string_many_times() -> bytes:
    """One text of a megabyte in ten thousand cells: 10 GB for a reader that copies it."""
    rows = "".join(row(n, cell(f"A{n}", "<v>0</v>", 't="s"')) for n in range(1, 5000))
    text = "".join(chr(1072 + n * n % 31) + str(n) for n in range(150_000))
    return book(rows, {STRINGS: f"{HEAD}<sst><si><t>{text}</t></si></sst>"})


def a_million_rows() -> bytes:
    return book("".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 1 << 20)))


def an_overlapped_zip() -> bytes:
    kernel = raw_zip.part("xl/workbook.xml", "x" * 1000)
    names = ["[Content_Types].xml", *(f"xl/{n}.xml" for n in range(150))]
    return raw_zip.written([replace(kernel, name=name) for name in names], overlapped=True)


def many_parts() -> bytes:
    none = raw_zip.part("xl/none.xml", "")
    return with_part(none, *(replace(none, name=f"xl/{n}.xml") for n in range(60_000)))


def a_lying_size() -> bytes:
    big = raw_zip.repeated(SHEET, SHEET_START, "<row/>", 8_000_000, SHEET_END)
    return with_part(replace(big, size=1000))


def a_document_type(declaration: str, encoding: str = "utf-8") -> bytes:
    text = f'<?xml version="1.0" encoding="{encoding}"?>{declaration}{sheet("&a9;")[len(HEAD) :]}'
    return book(parts={SHEET: text.encode(encoding)})


def nested(times: int) -> bytes:
    content = book(row(1, cell("A1")))
    for _ in range(times):
        content = zipped({"отчёт.zip": content})
    return content


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "E1 the last cell there is": (lambda: far("XFD1048576", 1048576), "XFD1048576"),
    "E1 the last cell, hidden from the look": (
        lambda: book(row(1, cell("XFD1048576"), cell("A1"))),
        "XFD1048576",
    ),
    "E1 the last cell, in no row": (
        lambda: book(row(1, cell("A1")) + cell("XFD1048576")),
        "XFD1048576",
    ),
    "E1 the last cell, of a strange namespace": (a_killer, "безопасно прочитать"),
    "E2 a value far to the right": (lambda: far("SZ60000", 60000), "SZ60000"),
    "E3 a value far below": (lambda: far("A1048576", 1048576), "A1048576"),
    "E3 a value far below, unnumbered": (lambda: book("<row/>" * 9000 + SMALL_ROW), "A9001"),
    "E5 a sheet of 200 MB": (a_huge_sheet, "МБ, можно до 100"),
    "E6 a text of 300 MB": (a_huge_string, "МБ, можно до 100"),
    "E6 a text that swells": (lambda: swollen_text(), "больше в"),
    "E6 a text in many cells": (a_string_many_times, "слишком много текста|безопасно прочитать"),
    "E6 two thousand million spaces": (lambda: an_ods(SPACES), "слишком много текста"),
    "E7 a million rows": (a_million_rows, "A5001"),
    "E7 too many cells": (lambda: too_many_cells(), "больше 200000 ячеек"),
    "E8 parts over one another": (an_overlapped_zip, "наложены"),
    "E9 archives in archives": (lambda: nested(3), "архив"),
    "E10 sixty thousand parts": (many_parts, "частей"),
    "E11 a part twice": (lambda: with_part(*twice(SHEET)), "дважды"),
    "E11 a part twice, in capitals": (lambda: with_part(*twice("XL/Workbook.xml")), "дважды"),
    "E12 a size that lies": (a_lying_size, "больше, чем сказано"),
    "E12 an odd way of packing": (lambda: zipped(dict(SKELETON), ZIP_BZIP2), "необычным"),
    "E13 a billion laughs": (
        lambda: a_document_type(f'<!DOCTYPE x [<!ENTITY a0 "ha">{LAUGHS}]>'),
        "DTD",
    ),
    "E14 one long entity": (
        lambda: a_document_type(f'<!DOCTYPE x [<!ENTITY a9 "{"a" * 100_000}">]>'),
        "DTD",
    ),
    "E15 a file of the server": (
        lambda: a_document_type('<!DOCTYPE x [<!ENTITY a9 SYSTEM "file:///etc/passwd">]>'),
        "DTD",
    ),
    "E16 an address of the net": (
        lambda: a_document_type('<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">'),
        "DTD",
    ),
    "E17 a part in UTF-16": (
        lambda: a_document_type('<!DOCTYPE x [<!ENTITY a9 "b">]>', "utf-16"),
        "кодировкой",
    ),
    "E18 a password": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "паролем"),
    "E18 a password on the zip": (
        lambda: with_part(replace(raw_zip.part("xl/a.xml", "a"), flags=0x801)),
        "паролем",
    ),
    "E20 a page of the net": (lambda: b"<html><table><tr><td>5</td></tr></table>", "веб-страниц"),
    "E20 a text with commas": (lambda: "код;число\n1;2".encode("cp1251"), "текстовый"),
    "E29 a broken list": (lambda: broken_list(), "повреждён"),
    "E30 no byte": (lambda: b"", "пуст"),
    "E31 half a file": (lambda: (whole := far("B2", 2))[: len(whole) // 2], "повреждён"),
    "E31 half a part": (lambda: half_a_part(), "повреждён"),
}

SMALL_ROW = "<row><c><v>1</v></c></row>"


def swollen_text() -> bytes:
    before, after = f"{HEAD}<sst><si><t>", "</t></si></sst>"
    return with_part(raw_zip.repeated(STRINGS, before, "ы" * 512, 40_000, after))


def too_many_cells() -> bytes:
    """190 columns and 1,100 rows: every one of them is near, together they are too many."""
    lines = ("".join(f"<c><v>{n * n}</v></c>" for n in range(at, at + 190)) for at in range(1100))
    return book("".join(f"<row>{line}</row>" for line in lines))


def twice(name: str) -> tuple[raw_zip.Part, raw_zip.Part]:
    one = raw_zip.part(name, sheet(row(1, cell("A1"))))
    return one, replace(one, name=SHEET if name == SHEET else "xl/workbook.xml")


def broken_list() -> bytes:
    whole = far("B2", 2)
    at = whole.rindex(b"PK\1\2")
    return whole[:at] + b"XX" + whole[at + 2 :]


def half_a_part() -> bytes:
    one = raw_zip.part(SHEET, sheet(row(1, cell("A1"))) + " " * 5000)
    return with_part(replace(one, packed=one.packed[: len(one.packed) // 2]))


def text_cell(text: str) -> bytes:
    return book(row(1, cell("A1", f"<is><t>{text}</t></is>", 't="inlineStr"')))


def many_styles() -> bytes:
    formats = "".join(f'<xf numFmtId="0" fontId="{n}"/>' for n in range(65_000))
    styles = f"{HEAD}<styleSheet><cellXfs>{formats}</cellXfs></styleSheet>"
    return book(row(1, cell("A1", "<v>7</v>", 's="64999"')), {"xl/styles.xml": styles})


DDE = '<externalLink><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'

READ: dict[str, tuple[Callable[[], bytes], Value]] = {
    "E3 a far cell with a format only": (
        lambda: book(row(1, cell("A1")) + row(1048576, '<c r="XFD1048576" s="1"/>')),
        1.0,
    ),
    "E4 a size of the sheet that lies": (
        lambda: book(parts={SHEET: sheet(row(1, cell("A1")), '<dimension ref="A1:XFD1048576"/>')}),
        1.0,
    ),
    "E22 links to other programs": (
        lambda: book(
            row(1, cell("A1", "<f>[1]Лист!A1</f><v>5</v>")),
            {"xl/externalLinks/externalLink1.xml": HEAD + DDE},
        ),
        5.0,
    ),
    "E22 a workbook inside a workbook": (
        lambda: book(row(1, cell("A1")), {"xl/embeddings/one.xlsx": far("B2", 2)}),
        1.0,
    ),
    "E23 a formula without a result": (lambda: book(row(1, cell("A1", "<f>1+1</f>"))), Hollow()),
    "E24 a result that is not the formula's": (
        lambda: book(row(1, cell("A1", "<f>1+1</f><v>77</v>"))),
        77.0,
    ),
    "E25 control signs": (lambda: text_cell("а_x0000_б_x000B_в"), "абв"),
    "E25 half a letter": (lambda: text_cell("а_xD800_б"), "а_xD800_б"),
    "E26 the longest text": (lambda: text_cell("ы" * 32_767), "ы" * 32_767),
    "E27 sixty-five thousand styles": (many_styles, 7.0),
    "E28 merged cells": (
        lambda: book(
            parts={SHEET: sheet(row(1, cell("A1"))).replace("</worksheet>", MERGED)},
        ),
        1.0,
    ),
    "E41 an error": (lambda: book(row(1, cell("A1", "<v>#N/A</v>", 't="e"'))), Hollow("#Н/Д")),
}

MERGED = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
