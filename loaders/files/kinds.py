"""What a file really is («вид файла»), told by its content, and the sentence for each kind."""

import struct
import zlib
from enum import StrEnum, auto
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

SAVE_AS_XLSX = (
    "Откройте его в Excel, Р7-Офис или LibreOffice и сохраните как «Книга Excel (.xlsx)»."
)
FILL_IN = "Внесите данные в бланк отчёта (.xlsx) и отправьте его."


ARCHIVE_FAULTS = (
    BadZipFile,
    zlib.error,
    struct.error,
    OSError,
    EOFError,
    ValueError,
    KeyError,
    NotImplementedError,
    RuntimeError,
)
"""What zipfile raises on archives that are damaged or made to harm: it has no one class."""


class FileKind(StrEnum):
    """Kinds of file that come in as a return."""

    XLSX = auto()
    ODS = auto()
    XLS = auto()
    XLSB = auto()
    PROTECTED = auto()
    DOCX = auto()
    DOC = auto()
    TEXT_DOCUMENT = auto()
    PRESENTATION = auto()
    PDF = auto()
    PICTURE = auto()
    FLAT_XML = auto()
    HTML = auto()
    CSV = auto()
    ARCHIVE = auto()
    EMPTY = auto()
    DAMAGED = auto()
    UNKNOWN = auto()


SENTENCES = {
    FileKind.XLSB: f"Это двоичная книга Excel (.xlsb), она читается неполно. {SAVE_AS_XLSX}",
    FileKind.PROTECTED: (
        "Файл закрыт паролем. Откройте его, снимите пароль (Файл — Сведения — Защита книги) "
        "и отправьте снова."
    ),
    FileKind.DOCX: f"Это документ Word, а не книга Excel. {FILL_IN}",
    FileKind.DOC: f"Это документ Word старого вида, а не книга Excel. {FILL_IN}",
    FileKind.TEXT_DOCUMENT: f"Это текстовый документ (.odt), а не таблица. {FILL_IN}",
    FileKind.PRESENTATION: f"Это презентация, а не книга Excel. {FILL_IN}",
    FileKind.PDF: f"Это файл PDF: числа из него не читаются. {FILL_IN}",
    FileKind.PICTURE: f"Это картинка или снимок: числа из неё не читаются. {FILL_IN}",
    FileKind.FLAT_XML: f"Это таблица в виде XML, такой вид не читается. {SAVE_AS_XLSX}",
    FileKind.HTML: f"Это веб-страница, а не книга Excel. {SAVE_AS_XLSX}",
    FileKind.CSV: (
        "Это текстовый файл (.csv или .txt): в нём нет кода формы и листов бланка. " + FILL_IN
    ),
    FileKind.ARCHIVE: (
        "Это архив, а не книга Excel. Распакуйте его и отправьте файлы отчётов по одному "
        "или одним архивом .zip без вложенных архивов."
    ),
    FileKind.EMPTY: "Файл пуст (0 байт). Сохраните отчёт ещё раз и отправьте снова.",
    FileKind.DAMAGED: (
        "Файл повреждён: он оборван или испорчен при пересылке. Откройте исходный файл, "
        "сохраните его заново и отправьте снова."
    ),
    FileKind.UNKNOWN: f"Вид файла не узнан, это не книга Excel. {FILL_IN}",
}
"""What a file that is not read is, and what to do."""

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
STARTS = (
    (b"%PDF", FileKind.PDF),
    (b"\x89PNG", FileKind.PICTURE),
    (b"\xff\xd8\xff", FileKind.PICTURE),
    (b"GIF8", FileKind.PICTURE),
    (b"BM", FileKind.PICTURE),
    (b"II*\x00", FileKind.PICTURE),
    (b"MM\x00*", FileKind.PICTURE),
    (b"Rar!", FileKind.ARCHIVE),
    (b"7z\xbc\xaf", FileKind.ARCHIVE),
    (b"\x1f\x8b", FileKind.ARCHIVE),
    (b"{\\rtf", FileKind.DOC),
)
"""The first bytes of what is not a workbook."""

OLE_STREAMS = (
    ("EncryptedPackage", FileKind.PROTECTED),
    ("WordDocument", FileKind.DOC),
    ("PowerPoint Document", FileKind.PRESENTATION),
    ("Workbook", FileKind.XLS),
    ("Book", FileKind.XLS),
)
"""Names of the streams in an old compound file, the telling ones first."""

OPEN_DOCUMENTS = (
    ("opendocument.spreadsheet", FileKind.ODS),
    ("opendocument.text", FileKind.TEXT_DOCUMENT),
    ("opendocument.presentation", FileKind.PRESENTATION),
)

TEXT_MARKS = (
    ("<html", FileKind.HTML),
    ("<!doctype html", FileKind.HTML),
    ("<table", FileKind.HTML),
    ("schemas-microsoft-com:office:spreadsheet", FileKind.FLAT_XML),
    ("office:document", FileKind.FLAT_XML),
)


def kind_of(content: bytes) -> FileKind:
    """The kind of a file by its content."""
    if not content:
        return FileKind.EMPTY
    if content.startswith(b"PK"):
        return _kind_of_zip(content)
    if content.startswith(OLE):
        return _kind_of_compound(content)
    for start, kind in STARTS:
        if content.startswith(start):
            return kind
    if content[8:12] in (b"WEBP", b"heic", b"mif1") or content[4:12] == b"ftypheic":
        return FileKind.PICTURE
    return _kind_of_text(content)


def _kind_of_zip(content: bytes) -> FileKind:
    try:
        with ZipFile(BytesIO(content)) as archive:
            return kind_of_parts(archive)
    except ARCHIVE_FAULTS:
        return FileKind.DAMAGED


def is_plain_archive(archive: ZipFile) -> bool:
    """Whether a zip is no workbook or document but a bag of files."""
    return _kind_of_names(archive) is FileKind.ARCHIVE


def kind_of_parts(archive: ZipFile) -> FileKind:
    """The kind of a zip by the names of its parts, and by what an open document says."""
    kind = _kind_of_names(archive)
    if kind is not FileKind.ARCHIVE and any(one.flag_bits & 1 for one in archive.infolist()):
        return FileKind.PROTECTED
    return _kind_of_open_document(archive) if kind is FileKind.ODS else kind


LONGEST_MANIFEST = 1024 * 1024

INFLATED_STEP_BY_STEP = (ZIP_STORED, ZIP_DEFLATED)
"""Ways of packing whose unpacking can be stopped; four kilobytes of bzip2 make 800 MB at once."""

FOLDERS = (("xl", FileKind.XLSX), ("word", FileKind.DOCX), ("ppt", FileKind.PRESENTATION))
"""The folder that tells an office document from a bag of files."""


def _kind_of_names(archive: ZipFile) -> FileKind:
    names = {name.replace("\\", "/").casefold() for name in archive.namelist()}
    if "mimetype" in names:
        return FileKind.ODS
    if "xl/workbook.bin" in names:
        return FileKind.XLSB
    if "[content_types].xml" not in names:
        return FileKind.ARCHIVE
    folders = {name.partition("/")[0] for name in names}
    return next((kind for folder, kind in FOLDERS if folder in folders), FileKind.ARCHIVE)


def _kind_of_open_document(archive: ZipFile) -> FileKind:
    mimetype = _beginning(archive, "mimetype", 200).decode("ascii", "replace")
    if b"encryption-data" in _beginning(archive, "META-INF/manifest.xml", LONGEST_MANIFEST):
        return FileKind.PROTECTED
    return next((kind for mark, kind in OPEN_DOCUMENTS if mark in mimetype), FileKind.UNKNOWN)


def _beginning(archive: ZipFile, name: str, length: int) -> bytes:
    """The first bytes of a part; nothing where there is none, or none that may be inflated."""
    if name not in archive.namelist():
        return b""
    if archive.getinfo(name).compress_type not in INFLATED_STEP_BY_STEP:
        return b""
    with archive.open(name) as part:
        return part.read(length)


def _kind_of_compound(content: bytes) -> FileKind:
    for name, kind in OLE_STREAMS:
        if name.encode("utf-16-le") in content:
            return kind
    return FileKind.UNKNOWN


def _kind_of_text(content: bytes) -> FileKind:
    start = content[:4096]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return FileKind.CSV
    if b"\x00" in start:
        return FileKind.UNKNOWN
    lowered = start.decode("utf-8", "replace").casefold()
    return next((kind for mark, kind in TEXT_MARKS if mark in lowered), FileKind.CSV)
