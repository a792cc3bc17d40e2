"""Names as labels («подписи») and their width: in few lines, and never two of them the same.

A name that is too long ends in «…» and is told whole by the pointer; two that would then look
alike keep their ends, which tell them apart.

How wide a label is («ширина букв») is known before a picture is drawn. Otherwise the browser draws
the whole picture, sees that the names need more room, and draws it again. The widths are those of
PT Sans; a test compares them with what a browser measures.
"""

import re
import textwrap
from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape, unescape
from math import ceil

LABEL_WIDTH = 24
"""Letters in a line of a school's name beside a chart."""


def wrapped(text: str, width: int = LABEL_WIDTH) -> str:
    """The whole text in lines of at most ``width`` letters; a longer word stays whole."""
    return "<br>".join(escape(line, quote=False) for line in _lines(text, width))


def told_apart(names: Sequence[str], codes: Sequence[str]) -> list[str]:
    """The names, with the code added to those that several places bear."""
    bearers = Counter(names)
    return [
        f"{name} ({code})" if bearers[name] > 1 else name
        for name, code in zip(names, codes, strict=True)
    ]


CUT = "…"


def fitted(
    names: Sequence[str], codes: Sequence[str], width: int = LABEL_WIDTH, lines: int = 2
) -> list[str]:
    """The names as labels of at most so many ``lines``, no two of different names alike.

    Two that differ by their number alone («№ 1 …», «№ 2 …») are alike too.
    """
    told = told_apart(names, codes)
    short = [_cut(name, width, lines) for name in told]
    alike = Counter(map(_unnumbered, short))
    parted = [
        label if alike[_unnumbered(label)] == 1 else _without_middle(name, width, lines)
        for name, label in zip(told, short, strict=True)
    ]
    still = Counter(parted)
    return [
        label if still[label] == 1 else wrapped(name, width)
        for name, label in zip(told, parted, strict=True)
    ]


NUMBER = re.compile(r"^№\s*\S+\s+")


def _unnumbered(label: str) -> str:
    """What is said beside the number: two rows of a roadmap differ by more than that."""
    return NUMBER.sub("", label)


def _cut(name: str, width: int, lines: int) -> str:
    """The first lines, the last of them ending in «…» where more would follow."""
    kept = _lines(name, width)
    if len(kept) > lines:
        last = kept[lines - 1].rstrip(" «(,.")
        kept = [*kept[: lines - 1], last + CUT]
    return "<br>".join(escape(line, quote=False) for line in kept)


def _lines(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=True)


def _without_middle(name: str, width: int, lines: int) -> str:
    """The beginning and, on the last line, the end of a name."""
    if len(_lines(name, width)) <= lines:
        return wrapped(name, width)
    end = _lines(name[::-1], width - 1)[0][::-1]
    begun = [_cut(name, width, lines - 1)] if lines > 1 else []
    return "<br>".join([*begun, escape(f"{CUT}{end}", quote=False)])


def muted(text: str, colour: str) -> str:
    """A quieter second line of a label."""
    return f'<span style="color:{colour};font-size:12px">{escape(text, quote=False)}</span>'


LETTERS = {
    220: "',.:",
    240: "|",
    260: " \u00a0;ij",
    280: "()",
    300: "!IJ[]l",
    320: "f",
    340: '"rt',
    360: "*-/г",
    400: "_т",
    420: "s",
    440: "?zГз",
    460: "cyсуьэ",
    480: "kv«»кчя",
    500: "+<=>aeавелъё",
    520: "FLxх",
    540: "#$0123456789ESZbdghnopquЁЕЗбдийнопрц",
    560: "PTVYБРТУЬЯ",
    580: "ABCАВСЭ",
    600: "KRКЧ",
    620: "GXЛХ",
    640: "Ъм",
    660: "DUДПжы–",
    680: "HNOQИЙНОЦф",
    720: "ю",
    740: "wш",
    760: "Ыщ",
    780: "%Ф",
    800: "MЖМ",
    820: "&Wm—",
    880: "Ш",
    900: "Ю",
    920: "Щ",
    1020: "№",
}
"""Letters by their width in thousandths of the size of the type."""
WIDTHS = {letter: width for width, letters in LETTERS.items() for letter in letters}
USUAL = 560
"""Width of a letter that is not in the table."""
BOLD = 1.03
LINE_END = re.compile(r"<br ?/?>")
TAG = re.compile(r"<[^>]*>")


def room(labels: Iterable[str], size: int) -> int:
    """Pixels that the widest of these labels takes, as Plotly writes them: lines, bold, escapes."""
    lines = (line for label in labels for line in LINE_END.split(label))
    return ceil(max((width(line) for line in lines), default=0) * size / 1000)


def width(line: str) -> float:
    """Thousandths of the size of the type."""
    letters = unescape(TAG.sub("", line))
    return sum(WIDTHS.get(letter, USUAL) for letter in letters) * (BOLD if "<b>" in line else 1)
