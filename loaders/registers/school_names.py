"""Names of schools («названия школ»): one school, many spellings.

Code first, then the name in force, then the spellings that count on that day, then proposals by
similarity, which a person confirms once. A new school is never made from a name. Last, whose branch
it is («головная школа»), told by the name of the branch itself.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from rapidfuzz import fuzz

from data_model.places import Organisation, OrganisationKind
from loaders.registers.kinds import kind_in
from loaders.values.reading import LOOK_ALIKES, caseless, without_yo

ALIKE = 75
"""From this likeness on (of 100) a school is proposed."""
ONLY_A_NUMBER = 78
"""The likeness of «СОШ № 2» to a school of that number somewhere."""
FEWEST_LETTERS = 2


class How(StrEnum):
    """By what a school was recognised."""

    CODE = "код"
    NAME = "название"
    ALIAS = "подтверждённое написание"
    SIMILAR = "сходство"


@dataclass(frozen=True, slots=True)
class Match:
    """A school that a text may mean; ``likeness`` from 0 to 100."""

    organisation: Organisation
    how: How
    likeness: int = 100

    @property
    def is_certain(self) -> bool:
        return self.how is not How.SIMILAR


@dataclass(frozen=True, slots=True)
class NameParts:
    """What tells schools apart: kind, number, whether a branch, and the other words in order."""

    kind: str
    number: str
    is_branch: bool
    words: tuple[str, ...]


LEGAL = re.compile(
    r"\b(?:муниципальн\w+|казенн\w+|бюджетн\w+|автономн\w+|общеобразовательн\w+ учреждени\w+|"
    r"образовательн\w+ учреждени\w+|учреждени\w+)\b|\bм[бка]?оу(?=\b|сош|сш|оош|нош)"
)
KINDS = (
    ("сош", re.compile(r"\bсредн\w+ (?:общеобразовательн\w+ )?школ\w+|\bсош\b|\bсш\b|\bмсош\b")),
    ("оош", re.compile(r"\bосновн\w+ (?:общеобразовательн\w+ )?школ\w+|\bоош\b")),
    ("нош", re.compile(r"\bначальн\w+ (?:общеобразовательн\w+ )?школ\w+|\bнош\b")),
)
INITIALS = re.compile(r"\b(?!р\. ?п\.)[а-я]\. ?[а-я]\.|(?<=\bим\. )[а-я]\.|(?<=\bимени )[а-я]\.")
"""«А.И.» of a hero is no «с.» of a village; «р.п.» is no hero."""

HEROES = re.compile(
    r"\bим(?:ени|\.|\b).*?(?=\b(?:с|д|п|г|рп|пгт|село|деревня|поселок|город)\b[. ]|филиал|$)"
)
DISTRICT = re.compile(
    r"\b\w+(?:ск|цк)(?:ого|ий|ом) (?:муниципальн\w+ )?(?:район\w*|р-на?\b|м\. ?р\.)|"
    r"\b\w+ой (?:област\w*|обл\.)"
)
SETTLEMENT = re.compile(
    r"\b(?:р ?\.? ?п|пгт|поселок городского типа|рабочий поселок|село|деревня|поселок|город|пос|"
    r"ст|станция|хутор|[сдпгх])(?:\.|(?= |$))"
)
SIGNED = re.compile(r"(?:№|\bn[o°]?\.?|#|\bномер\b) ?(\d{1,3})\b")
NUMBER = re.compile(r"(?:№|\bn[o°]?\.?|#|\bномер\b)? ?(?<!\d)(\d{1,3})\b")
LISTED = re.compile(r"^\d{1,3}(?:[.)] ?|\s+)(?=м[бка]?оу|муниципал|филиал|сош|оош|нош)")
"""The number of a line before a name: «1. МБОУ СОШ № 2»."""
LATIN_AMONG_RUSSIAN = re.compile(r"\b(?=\w*[а-я])(?=\w*[a-z])[а-яa-z]+\b")
GLUED = re.compile(r"\b([а-я])(сош|сш|оош|нош)\b")
"""«БСШ»: the first letter of the place before the kind."""


@lru_cache(maxsize=16384)
def _parts_in_register(name: str) -> NameParts:
    """The parts of a name of the register; names in files of others are not remembered."""
    return parts_of(name)


def parts_of(name: str) -> NameParts:
    """A name without what is spelled differently each time.

    The name of a hero is left aside, unless nothing else tells a lyceum from another.
    """
    text = without_yo(caseless(re.sub(r"[«»\"'“”„()]", " ", name)))
    text = LATIN_AMONG_RUSSIAN.sub(lambda found: found[0].translate(LOOK_ALIKES), text)
    text = GLUED.sub(r"\1 \2", LEGAL.sub(" ", INITIALS.sub(" ", LISTED.sub("", text))))
    told = _told(DISTRICT.sub(" ", HEROES.sub(" ", text)), SIGNED.findall(text))
    return told if told.number or set(told.words) - KINDS_IN_WORDS else _told(text, [])


def _told(text: str, signed: list[str]) -> NameParts:
    """The parts of a tidied name; ``signed`` are numbers with a sign before them."""
    number = _number(text, signed)
    text = NUMBER.sub(" ", text)
    kinds = [(found.start(), kind) for kind, shape in KINDS if (found := shape.search(text))]
    for _, shape in KINDS:
        text = shape.sub(" ", text)
    text = SETTLEMENT.sub(" ", text)
    is_branch = "филиал" in text
    words = [one for one in re.findall(r"[а-я]+", text) if one not in LEFT_ASIDE]
    kind = min(kinds)[1] if kinds else ""
    return NameParts(kind, number, is_branch, tuple(words))


def _number(text: str, signed: list[str]) -> str:
    """The one that a sign tells, else the bare one; several are the number of no school."""
    return "+".join(dict.fromkeys(signed or NUMBER.findall(text)))


LEFT_ASIDE = frozenset(
    ("филиал", "в", "во", "и", "при", "школа", "школы", "по", "на", "отчет")
    + ("им", "имени", "героя", "героев", "советского", "союза", "российской", "федерации")
)
RARE_KINDS = (
    OrganisationKind.LYCEUM,
    OrganisationKind.GYMNASIUM,
    OrganisationKind.BOARDING,
    OrganisationKind.EVENING,
    OrganisationKind.CADET,
)
KINDS_IN_WORDS = frozenset(("лицей", "гимназия"))


def find_place(text: str, places: Iterable[Organisation], day: date) -> Match | None:
    """The one school that a text surely means on a day; None where a person must say."""
    listed = tuple(places)
    if found := [one for one in listed if one.code == text.strip()]:
        return Match(found[0], How.CODE)
    parts = parts_of(text)
    if not (parts.words or parts.number):
        return None
    for how, spellings in ((How.NAME, _names_in_force), (How.ALIAS, _aliases)):
        alike = [one for one in listed if parts in map(_parts_in_register, spellings(one, day))]
        if alike:
            return Match(alike[0], how) if len(alike) == 1 else None
    return None


def code_with_zeros(code: str, codes: Iterable[str]) -> str:
    """The one code that this is without its zeros: «580401» of «0580401»; «» where none is."""
    known = tuple(codes)
    if not code.isdecimal() or code in known:
        return ""
    alike = {one for one in known if one.startswith("0") and one.lstrip("0") == code.lstrip("0")}
    return alike.pop() if len(alike) == 1 else ""


def _names_in_force(place: Organisation, day: date) -> Iterator[str]:
    name = place.name_on(day)
    yield from (name.full, name.short)


def _aliases(place: Organisation, day: date) -> Iterator[str]:
    """Those that count on a day: another school may bear the same one in other years."""
    return (alias.spelling for alias in place.aliases if alias.covers(day))


def suggest_places(
    text: str, places: Iterable[Organisation], day: date, limit: int = 3
) -> tuple[Match, ...]:
    """Schools that a text may mean, the likeliest first; a person confirms one of them."""
    listed = tuple(places)
    if certain := find_place(text, listed, day):
        return (certain,)
    parts = parts_of(text)
    if not (parts.words or parts.number):
        return ()
    rare = _of_rare_kind(text, listed)
    proposed = [
        Match(one, How.SIMILAR, max(_likeness(parts, one), ALIKE * (one in rare))) for one in listed
    ]
    alike = [one for one in proposed if one.likeness >= ALIKE]
    return tuple(sorted(alike, key=lambda one: (-one.likeness, one.organisation.code))[:limit])


def _of_rare_kind(text: str, places: tuple[Organisation, ...]) -> tuple[Organisation, ...]:
    """«вечерняя школа», «интернат»: the ones of a kind of which a district has few."""
    kind = kind_in(text)
    return tuple(one for one in places if kind in RARE_KINDS and one.kind is kind)


def _likeness(parts: NameParts, place: Organisation) -> int:
    """Over every name a school has ever had, former ones too, and its spellings."""
    names = [text for name in place.names for text in (name.full, name.short)]
    spellings = [alias.spelling for alias in place.aliases]
    return max(likeness(parts, _parts_in_register(name)) for name in (*names, *spellings))


def likeness(one: NameParts, other: NameParts) -> int:
    """From 0 to 100; schools of different numbers or kinds are never alike."""
    if one.is_branch != other.is_branch or _differ(one.number, other.number):
        return 0
    if _differ(one.kind, other.kind):
        return 0
    if not (one.words and other.words):
        return ONLY_A_NUMBER if one.number and one.number == other.number else 0
    if _is_initial(one.words, other.words) or _is_initial(other.words, one.words):
        return 80 if one.number and one.number == other.number else 0
    same_number = one.number == other.number
    words = max(fuzz.token_set_ratio(_stems(one.words), _stems(other.words)), _by_words(one, other))
    return round(words if same_number else words * 0.8)


def _by_words(one: NameParts, other: NameParts) -> float:
    """«Соломинский филиал»: each word of the shorter name has its like in the other."""
    short, whole = sorted((_stems(one.words).split(), _stems(other.words).split()), key=len)
    return min((max(fuzz.ratio(word, like) for like in whole) for word in short), default=0)


def _differ(one: str, other: str) -> bool:
    return bool(one and other and one != other)


def _is_initial(short: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    """«БСШ 2»: only a first letter of the place is left."""
    return len(short) == 1 and len(short[0]) == 1 and any(one[0] == short[0] for one in whole)


def _stems(words: tuple[str, ...]) -> str:
    """«Башмаковская» and «Башмаково» alike."""
    return " ".join(
        re.sub(r"(?:ская|ский|ское|ской|скую|ского|ском)$", "", one).rstrip("аеиоуыэюяй")
        for one in words
    )


def looks_like_a_name(text: str) -> bool:
    """Whether a text names a school at all, rather than anything else of a form."""
    parts = parts_of(text)
    letters = sum(len(word) for word in parts.words)
    return bool(parts.kind) and (bool(parts.number) or letters >= FEWEST_LETTERS)


def begins_as_a_name(text: str) -> bool:
    """«Школа № 5», «Лицей № 2»: no kind of school that a text may speak of is told by it."""
    return len(text) <= LONGEST_BEGUN and BEGUN.match(caseless(text)) is not None


LONGEST_BEGUN = 80
BEGUN = re.compile(
    r"\W*(?:отч[её]т )?(?:\w{0,3}оу )?\W*(?:школа-интернат|школ[аы]|лице[йя]|гимнази[яи])(?!\w)"
)


def schools_of(places: Iterable[Organisation]) -> tuple[Organisation, ...]:
    """Those that have names of schools: all but the municipality."""
    return tuple(one for one in places if one.kind is not OrganisationKind.MUNICIPALITY)


# whose branch it is


def head_of(branch: str, schools: Sequence[Organisation]) -> Organisation | None:
    """The one school all of whose words stand in the name of a branch; None where it is open.

    «Филиал МБОУ СОШ с. Липовка в с. Малая Липовка» is one of «МБОУ СОШ с. Липовка».
    """
    told = parts_of(branch)
    fitting = [(len(parts.words), place) for place in schools if (parts := _fits(told, place))]
    if not fitting:
        return None
    most = max(words for words, _ in fitting)
    best = [place for words, place in fitting if words == most]
    return best[0] if len(best) == 1 else None


def _fits(branch: NameParts, place: Organisation) -> NameParts | None:
    for text in (place.name.short, place.name.full):
        parts = parts_of(text)
        is_named = parts.words and {*parts.words} <= {*branch.words}
        is_numbered = parts.number and parts.number == branch.number
        if not (is_named or (is_numbered and not parts.words)):
            continue
        if parts.number in ("", branch.number) and parts.kind in ("", branch.kind):
            return parts
    return None
