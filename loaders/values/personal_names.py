"""Names of people as lists of pupils hold them («ФИО»), told apart from all other words."""

import re

from loaders.files.workbook import Value

WORD = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
PATRONYMIC = r"[А-ЯЁ][а-яё]+(?:вич|вна|ична|инична|ьич)|[А-ЯЁ][а-яё]+ (?:оглы|кызы)"
FULL = re.compile(rf"{WORD} {WORD} (?:{PATRONYMIC})\b")
INITIALS = re.compile(rf"{WORD} [А-ЯЁ]\.(?: ?[А-ЯЁ]\.?)?|[А-ЯЁ]\. ?[А-ЯЁ]\. ?{WORD}")
TWO_WORDS = re.compile(rf"({WORD}) ({WORD})")

NUMBERED = re.compile(r"^\d+\s*[.)]?\s+")
CLASS_AFTER = re.compile(r"[\s,;(–-]+\d{1,2}(?:\s*[«\"-]?[А-Яа-я][»\"]?)?(?:\s*кл[а-я]*\.?)?\)?$")
LONGEST_ENTRY = 80
SEVERAL = 3
"""So many full names in one cell are a list."""

_GIVEN_NAMES = """
александр александра алексей алёна алена алина алиса алла альбина амина амир анастасия
анатолий ангелина андрей анжелика анна антон антонина арина арсен арсений артём артем артур
богдан борис вадим валентин валентина валерий валерия варвара василий василиса вера вероника
виктор виктория виолетта виталий владимир владислав вячеслав галина георгий герман глеб
григорий давид дамир дана даниил данил данила дарина дарья демид денис диана дмитрий ева
евгений евгения егор екатерина елена елизавета есения ефим жанна захар злата зоя иван игнат
игорь илья инна ирина камилла карина кира кирилл клим ксения лариса лев леонид лидия лилия
любовь людмила майя макар максим марат маргарита марина мария марк марьям матвей мила милана
мирон мирослава михаил надежда наталия наталья никита николай нина оксана олег олеся ольга
павел платон полина пётр петр прохор раиса ринат родион роман руслан рустам савелий светлана
святослав семён семен сергей снежана софия софья станислав степан стефания таисия тамара
тарас татьяна тимофей тимур ульяна фёдор федор фатима филипп эвелина эдуард элина эльвира
эльдар эмиль эмилия юлиана юлия юрий яков яна ярослав ярослава
"""
GIVEN_NAMES = frozenset(_GIVEN_NAMES.split())


def is_full_name(value: Value) -> bool:
    """«Иванов Иван Иванович», in any letter case, numbered or with a class after it."""
    return FULL.fullmatch(_entry(value)) is not None


def is_name_with_initials(value: Value) -> bool:
    return INITIALS.fullmatch(_entry(value)) is not None


def is_short_name(value: Value) -> bool:
    """«Иванов Иван», «Мария Петрова»: two words, one of them a given name."""
    found = TWO_WORDS.fullmatch(_entry(value))
    return found is not None and any(one.casefold() in GIVEN_NAMES for one in found.groups())


def is_list_of_names(value: Value) -> bool:
    """Several full names in one cell."""
    return isinstance(value, str) and len(FULL.findall(_written(value))) >= SEVERAL


def _entry(value: Value) -> str:
    """One line of a list: the name without its number and class."""
    if not isinstance(value, str) or len(value) > LONGEST_ENTRY:
        return ""
    return CLASS_AFTER.sub("", NUMBERED.sub("", _written(value)))


def _written(text: str) -> str:
    """Single spaces; capitals only where words begin."""
    words = " ".join(text.split())
    return words.title() if words.isupper() and not INITIALS.fullmatch(words) else words
