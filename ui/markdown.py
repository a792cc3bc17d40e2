"""Names and messages from files, shown letter for letter: never a link, never a picture."""

import re

MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&])")
LINKS = re.compile(r"://|www\.|@", re.IGNORECASE)
JOINER = "\u2060"


def safe_markdown(text: str) -> str:
    """Escape every sign that Markdown reads, and break what it would turn into a link.

    A word joiner stands inside «://» and «www.» and around «@»: it has no width.
    """
    return MARKS.sub(r"\\\1", LINKS.sub(broken, text))


def broken(found: re.Match[str]) -> str:
    sign = found.group()
    if sign == "@":
        return f"{JOINER}@{JOINER}"
    return f"{sign[0]}{JOINER}{sign[1:]}"
