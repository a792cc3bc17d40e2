"""Long legal names made short («краткое по полному»): МБОУ СОШ for what a charter spells out."""

import re

from loaders.values.reading import one_line

LETTERS = (
    (r"государственн\w+", "Г"),
    (r"муниципальн\w+", "М"),
    (r"бюджетн\w+", "Б"),
    (r"автономн\w+", "А"),
    (r"каз[её]нн\w+", "К"),
)
OFFICE = re.compile(
    r"^((?:(?:государственн|муниципальн|бюджетн|автономн|каз[её]нн)\w+ )+)"
    r"(общеобразовательн\w+|образовательн\w+) (учреждени\w+)",
    re.I,
)
SCHOOLS = (
    (re.compile(r"\bсредн\w+ (?:общеобразовательн\w+ )?школ\w+", re.I), "СОШ"),
    (re.compile(r"\bосновн\w+ (?:общеобразовательн\w+ )?школ\w+", re.I), "ООШ"),
    (re.compile(r"\bначальн\w+ (?:общеобразовательн\w+ )?школ\w+(?! ?[-–—] ?дет)", re.I), "НОШ"),
)


def shortened(full: str) -> str:
    """«Муниципальное бюджетное общеобразовательное учреждение средняя …» → «МБОУ СОШ …»."""
    text = OFFICE.sub(_initials, full)
    for pattern, letters in SCHOOLS:
        text = pattern.sub(letters, text)
    return one_line(text)


def _initials(found: re.Match[str]) -> str:
    words = found[1].split()
    first = (letter for word in words for shape, letter in LETTERS if re.match(shape, word, re.I))
    return f"{''.join(first)}ОУ"
