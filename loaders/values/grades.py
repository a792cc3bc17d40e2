"""Lists of grades («классы»): «6а, 6б», «6-8 кл.», «VI», «шестые»."""

import re
from dataclasses import dataclass

from data_model.roadmap import ALL_GRADES
from loaders.values.reading import plain, without_yo

ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi")
ROOTS = (
    "перв",
    "втор",
    "трет",
    "четверт",
    "пят",
    "шест",
    "седьм",
    "восьм",
    "девят",
    "десят",
    "одиннадцат",
)
GRADE_WORD = re.compile(r"\b(?:параллел[а-я]+|класс[а-я]*|кл)\b\.?")
DIGITS = re.compile(r"(\d{1,2})(?:-?(?:ые|ых|е|х|й|го|м)\b)? ?(?:[«\"]?[а-я][»\"]?)?")
ORDINAL = re.compile(rf"({'|'.join(ROOTS)})(?:ый|ые|ых|ой|ий|ьи|ьих|ом|ого|ьем|ьего)?")
ROMAN_LOOK_ALIKES = str.maketrans("ухіх", "yxix")


@dataclass(frozen=True, slots=True)
class GradesReading:
    """The grades of a list in order; none where it cannot be read. ``code``: a note."""

    grades: tuple[int, ...] = ()
    code: str = ""


def read_grades(text: str) -> GradesReading:
    """The grades that a list names, each once; letters of forms are left aside."""
    wording = GRADE_WORD.sub(" ", plain(text))
    named: set[int] = set()
    in_words = False
    for part in filter(None, (one.strip(" .;") for one in re.split(r"[,;]|\bи\b", wording))):
        ends = [_grade(end.strip(" .")) for end in re.split(r"(?<=\S) ?[-–—] ?(?=[\divx])", part)]
        known = [end for end in ends if end]
        if len(known) != len(ends) or len(known) > 2:
            return GradesReading()
        numbers = [number for number, _ in known]
        named |= set(range(min(numbers), max(numbers) + 1))
        in_words = in_words or any(is_word for _, is_word in known)
    if not named <= set(ALL_GRADES):
        return GradesReading()
    return GradesReading(tuple(sorted(named)), "grade_in_words" if in_words else "")


def _grade(text: str) -> tuple[int, bool] | None:
    """The number, and whether it was told in Roman figures or words."""
    if found := DIGITS.fullmatch(text):
        return int(found[1]), False
    roman = text.translate(ROMAN_LOOK_ALIKES)
    if roman in ROMAN:
        return ROMAN.index(roman) + 1, True
    if found := ORDINAL.fullmatch(without_yo(text)):
        return ROOTS.index(found[1]) + 1, True
    return None
