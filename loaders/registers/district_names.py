"""Names of districts («названия районов»): told by a title, and made short."""

import re

from loaders.values.reading import one_line

GENITIVE = re.compile(
    r"\b([А-ЯЁ][\w-]+?)(ского|цкого) "
    r"(муниципального района|муниципального округа|городского округа|района|округа)"
)
ENDINGS = {"ского": "ский", "цкого": "цкий"}
WORDS = {
    "муниципального района": "муниципальный район",
    "муниципального округа": "муниципальный округ",
    "городского округа": "городской округ",
    "района": "район",
    "округа": "округ",
}


def district_in(title: str) -> str:
    """«… организаций Верхнеозёрского муниципального района …» → its name; else nothing."""
    found = GENITIVE.search(title)
    return f"{found[1]}{ENDINGS[found[2]]} {WORDS[found[3]]}" if found else ""


def short_of_district(name: str) -> str:
    """«Верхнеозёрский район» for «Верхнеозёрский муниципальный район»."""
    short = re.sub(r"\bмуниципальн(?:ый|ое) (?=район|округ)", "", name, flags=re.I)
    return one_line(short)
