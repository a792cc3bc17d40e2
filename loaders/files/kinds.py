"""What a file really is («вид файла»), told by its content, and the sentence for each kind.

Last, in which letters a text or a name was written («кодировка»).
"""

import re
import struct
import zlib
from collections.abc import Sequence
from contextlib import suppress
from enum import StrEnum, auto
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

SAVE_AS_XLSX = (
    "Откройте его в Excel, Р7-Офис или LibreOffice и сохраните как «Книга Excel (.xlsx)»."
)
FILL_IN = "Внесите данные в бланк отчёта (.xlsx) и отправьте его."
SEND_FILE = "Сохраните из письма файл отчёта (.xlsx) и отправьте его."


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
    SIGN_IN = auto()
    BARE_PAGE = auto()
    CSV = auto()
    LETTER = auto()
    OUTLOOK_LETTER = auto()
    WINMAIL = auto()
    GOOGLE_LINK = auto()
    SHORTCUT = auto()
    SIGNATURE = auto()
    NUMBERS = auto()
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
    FileKind.SIGN_IN: (
        "Похоже, вместо отчёта скачана страница входа в облако: самого отчёта в файле нет. "
        "Войдите в облако и скачайте файл заново или попросите школу приложить его к письму."
    ),
    FileKind.BARE_PAGE: (
        "Вместо отчёта сохранена веб-страница, таблицы в ней нет. Скачайте файл заново: нужна сама "
        "книга (.xlsx), а не страница с ней."
    ),
    FileKind.CSV: (
        "Это текстовый файл (.csv или .txt): в нём один лист без кода формы. Если отчёт заполнен в "
        "Google Таблицах, выберите там «Файл — Скачать — Microsoft Excel (.xlsx)»; иначе внесите "
        "данные в бланк отчёта и отправьте его."
    ),
    FileKind.LETTER: "Это письмо, и открыть его вложения не удалось. " + SEND_FILE,
    FileKind.OUTLOOK_LETTER: "Это письмо Outlook, и открыть его вложения не удалось. " + SEND_FILE,
    FileKind.WINMAIL: (
        "Это winmail.dat: так Outlook упаковал вложения письма, отчёт из него не достать. "
        "Попросите школу прислать отчёт в архиве .zip или выбрать в Outlook «Формат текста — HTML» "
        "и отправить снова."
    ),
    FileKind.GOOGLE_LINK: (
        "Это ярлык Google Таблицы, самих ответов в нём нет. Откройте таблицу в браузере, выберите "
        "«Файл — Скачать — Microsoft Excel (.xlsx)» и отправьте скачанный файл."
    ),
    FileKind.SHORTCUT: (
        "Это ярлык, то есть ссылка на файл, а не сам отчёт. Откройте его там, где он создан, "
        "сохраните отчёт как .xlsx и отправьте этот файл."
    ),
    FileKind.SIGNATURE: (
        "Это файл электронной подписи, а не сам отчёт. Отправьте книгу (.xlsx), которую подписали; "
        "если она лежит внутри подписи, сохраните её оттуда программой, которой подписывали."
    ),
    FileKind.NUMBERS: (
        "Это таблица Numbers (компьютеры Apple). Откройте её и выберите «Файл — Экспортировать в — "
        "Excel», затем отправьте полученный .xlsx."
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
    (b"BZh", FileKind.ARCHIVE),
    (b"\xfd7zXZ", FileKind.ARCHIVE),
    (b"\x28\xb5\x2f\xfd", FileKind.ARCHIVE),
    (b"MSCF", FileKind.ARCHIVE),
    (b"\x60\xea", FileKind.ARCHIVE),
    (b"{\\rtf", FileKind.DOC),
    (b"\x78\x9f\x3e\x22", FileKind.WINMAIL),
    (b"L\x00\x00\x00\x01\x14\x02\x00", FileKind.SHORTCUT),
)
"""The first bytes of what is not a workbook."""

OLE_STREAMS = (
    ("__properties_version1.0", FileKind.OUTLOOK_LETTER),
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

PAGE_MARKS = ("<html", "<!doctype html", "<table", "snapshot-content-location:")
TABLE = re.compile(rb"<table\b", re.IGNORECASE)
SIGN_IN = re.compile(
    r"type\s*=\s*[\"']?password|sign ?in|log ?in|войти|вход в |войдите|авториз", re.IGNORECASE
)
"""What a page that asks who you are says; a page with a table is one only by a field for it."""
PASSWORD_FIELD = re.compile(rb"type\s*=\s*[\"']?password", re.IGNORECASE)

TEXT_MARKS = (
    ("[internetshortcut]", FileKind.SHORTCUT),
    ("[desktop entry]", FileKind.SHORTCUT),
    ("schemas-microsoft-com:office:spreadsheet", FileKind.FLAT_XML),
    ("office:document", FileKind.FLAT_XML),
)


SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
"""How a signature by the standard of PKCS #7 names itself, behind its length."""
NAMED_WITHIN = 32


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
    if content[257:262] == b"ustar":
        return FileKind.ARCHIVE
    if content[0] == 0x30 and SIGNED_DATA in content[:NAMED_WITHIN]:
        return FileKind.SIGNATURE
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
    if names & {"index/document.iwa", "index.zip"}:
        return FileKind.NUMBERS
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
    if _is_letter(lowered) and not SAVED_PAGE.search(lowered):
        return FileKind.LETTER
    if any(mark in lowered for mark in PAGE_MARKS):
        return _kind_of_page(content)
    if (known := next((kind for mark, kind in TEXT_MARKS if mark in lowered), None)) is not None:
        return known
    if GOOGLE_LINK.match(lowered):
        return FileKind.GOOGLE_LINK
    if WEB_LINK.search(lowered):
        return FileKind.SHORTCUT
    return FileKind.CSV


GOOGLE_LINK = re.compile(r"\s*\{[^{}]*(?:docs\.google\.com|\"doc_id\"|\"resource_id\")")
WEB_LINK = re.compile(r"<plist\b[^>]*>\s*<dict>\s*<key>url</key>")
HEADER = re.compile(r"^([a-z][a-z0-9-]*):", re.MULTILINE)
OF_LETTERS = frozenset(("from", "to", "subject", "date", "received", "return-path", "message-id"))
SAVED_PAGE = re.compile(r"^(?:snapshot-content-location:|from: <saved by )", re.MULTILINE)
"""A browser keeps a page with its pictures as a letter that nobody has sent."""
FEWEST_HEADERS = 2
"""So many of them head a letter; a table that begins with «From:» has no others."""


def _is_letter(start: str) -> bool:
    """Whether a text begins as a letter is sent: lines of headers, the known ones among them."""
    head = re.split(r"\r?\n\r?\n", start.lstrip("\ufeff\r\n"), maxsplit=1)[0]
    first = head.partition("\n")[0]
    named = set(HEADER.findall(head))
    is_headed = HEADER.match(first) is not None or first.startswith("from ")
    return is_headed and len(named & OF_LETTERS) >= FEWEST_HEADERS


def _kind_of_page(content: bytes) -> FileKind:
    """A page with a table can be opened in Excel, a page that asks for a password holds nothing."""
    if PASSWORD_FIELD.search(content):
        return FileKind.SIGN_IN
    if TABLE.search(content):
        return FileKind.HTML
    text = content.decode("utf-8", "replace")
    return FileKind.SIGN_IN if SIGN_IN.search(text) else FileKind.BARE_PAGE


# in which letters

WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
RUSSIAN = ("cp1251", "cp866", "koi8-r")
"""Russian letters as Windows, DOS and old letters have them."""
WORDS = re.compile(r"[а-яё]{2,}|\b[А-ЯЁ][а-яё]+|\b[А-ЯЁ]{2,}\b")
LOOKED_AT = 20_000


def text_of(content: bytes, usual: Sequence[str] = RUSSIAN) -> str:
    """A text in its letters: by its mark, as UTF-8, else as most Russian words come of it.

    ``usual``: the likeliest first, which is taken where words do not tell. Raises
    UnicodeDecodeError where it is none.
    """
    if content.startswith(WIDE_MARKS):
        return content.decode("utf-16")
    with suppress(UnicodeDecodeError):
        return content.decode("utf-8-sig")
    best = max(usual, key=lambda one: _russian_in(content[:LOOKED_AT].decode(one, "replace")))
    return content.decode(best)


def _russian_in(text: str) -> int:
    """How many letters stand in words as they are written; what never stands in one counts off."""
    odd = sum(not (one.isascii() or one.isalpha() or one in "«»№–—…„“”°±\u00a0") for one in text)
    return sum(map(len, WORDS.findall(text))) - 2 * odd
