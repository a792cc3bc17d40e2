"""Workbooks saved so that equal contents give equal bytes: fixed times inside the archive."""

import re
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook

EARLIEST_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
CORE = "docProps/core.xml"


def saved(book: Workbook, moment: datetime) -> bytes:
    """The saved workbook, created and modified at ``moment``: openpyxl stamps the present."""
    book.properties.created = moment
    written, target = BytesIO(), BytesIO()
    book.save(written)
    with ZipFile(written) as source, ZipFile(target, "w") as archive:
        for name in source.namelist():
            content = source.read(name)
            entry = ZipInfo(name, EARLIEST_ZIP_TIME)
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, _dated(content, moment) if name == CORE else content)
    return target.getvalue()


def _dated(core: bytes, moment: datetime) -> bytes:
    text = f"{moment:%Y-%m-%dT%H:%M:%SZ}".encode()
    return re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + text, core)
