"""Names of files («имена файлов») that every file system takes: Windows, Linux, a zip."""

import re
import unicodedata

UNFIT = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+')
"""What Windows forbids, control signs, and signs that turn or hide the letters around them."""
DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
"""Names that Windows keeps for devices, whatever follows the dot."""
MOST_BYTES = 200
"""Of 255 that file systems take in UTF-8: browsers add «(1)», office programs their own marks."""
LONGEST_SUFFIX = 10


def safe_file_name(name: str) -> str:
    """The last part of a name, without what a file system may misread; its ending is kept."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    clean = UNFIT.sub("_", last).strip(". ") or "файл"
    stem, dot, suffix = clean.rpartition(".")
    ending = f".{suffix}" if dot and stem and len(suffix) <= LONGEST_SUFFIX else ""
    begun = shortened(clean.removesuffix(ending), MOST_BYTES - len(ending.encode()))
    return f"{'_' if DEVICE.match(begun) else ''}{begun}{ending}"


def shortened(text: str, most_bytes: int) -> str:
    """As many whole letters from the beginning as fit into so many bytes of UTF-8."""
    return text.encode(errors="replace")[:most_bytes].decode(errors="ignore").strip(". ")
