"""What a name tells: the kind of a school («тип по названию»), its short form, its district.

A long legal name is made short («краткое по полному»): МБОУ СОШ for what a charter spells out.
"""

import re
import textwrap

from data_model.places import OrganisationKind
from loaders.values.reading import caseless, one_line, with_russian_letters, without_yo

SCHOOL = r"(?:общеобразовательн\w+ )?школ\w*"
KINDS = (
    (OrganisationKind.BRANCH, r"\bфилиал|\bструктурн\w+ подразделени"),
    (OrganisationKind.CADET, r"\bкадетск|\bкадет\b"),
    (
        OrganisationKind.EVENING,
        r"\bвечерн|\bсменн|\(сменн|\bво?сош\b|\bв\(с\)|\bо\(с\)|\bв ?\( ?с ?\) ?оу|\bмбв\(с\)оу",
    ),
    (OrganisationKind.BOARDING, r"\bшкол\w*[- –—]+интернат|^интернат|(?<!с )(?<!\w )\bинтернат\b"),
    (OrganisationKind.LYCEUM, r"\bлице[йяею]"),
    (OrganisationKind.GYMNASIUM, r"\bгимнази|\bпрогимнази"),
    (OrganisationKind.PRIMARY, rf"\bначальн\w+ {SCHOOL}|\bнош\b|\bнш[- –—]?дс\b|^начальн\w+$"),
    (OrganisationKind.BASIC, rf"\bосновн\w+ {SCHOOL}|\b[а-я]?оош\b|^основн\w+$"),
    (OrganisationKind.SECONDARY, rf"\bсредн\w+ {SCHOOL}|\b[а-я]?сош\b|\b[бм]?сш\b|^средн\w+$"),
)
TOLD = tuple((kind, re.compile(pattern)) for kind, pattern in KINDS)
DISTRICT = re.compile(
    r"муниципалитет|(?:[а-яё-]+ )?муниципальн\w+ (?:район|округ|образование)\b(?!.*школ).*|"
    r"(?:городской округ|город)\b(?!.*школ).*|[а-яё-]+ (?:район|городской округ)"
)
KINDERGARTEN = re.compile(r"\bдетск\w+ сад|\bдошкольн|\bд/с\b|^ясли")
PRESCHOOL_FORM = re.compile(
    r"\b[мг]?[бка]?до(?:у|о|ау|бу|ку)\b|\bдошкольн\w+ (?:образоват\w+ )?(?:учрежден|организац)"
)
"""The legal form of a kindergarten, «МБДОУ», whatever else its name holds."""
PRIMARY = re.compile(r"\bначальн\w+ школ")
PRESCHOOL_PART = re.compile(
    r"(?<!\bс )\bдошкольн\w+ (?:отделен|корпус|подразделен)|\bсп\s+(?:детск\w+ сад|дошкольн)"
)
"""A part of a school that is a kindergarten; «школа с дошкольным отделением» is the school."""
NICKNAME = re.compile(r"[«\"„“][^«»\"„“”]*[»\"”“]")
OTHER_EDUCATION = re.compile(
    r"дополнительн\w+ (?:образован|профессиональн)|\bму?[бка]?у ?до\b|\bм[бка]?оу до\b|"
    r"\bмуз\w+ школ|"
    r"спортивн\w+ школ|\bдю?сш\b|\bдюц\b|\bддт\b|\bдши\b|\bдмш\b|школ\w+ искусств|"
    r"дом \w+ творчества|центр \w+ творчества|станци\w+ юн|техникум|колледж|училищ|"
    r"профессиональн\w+ образован|^дополнительн\w+$|^профессиональн\w+$"
)
"""Clubs, schools of arts and sports, colleges: no general schools, whatever their words are."""
SOME_SCHOOL = re.compile(r"\bшкол|\bцентр\w* образован|\bобразовательн\w+ (?:центр|комплекс)")
LEGAL_FORM = re.compile(
    r"бюджет|казен|автоном|образоват|муниципальн|государств|учрежден|организац|юридич|школа|\b[мг][бка]?оу\b"
)
WORDS = {kind.value.casefold(): kind for kind in OrganisationKind}


def kind_in(*texts: str) -> OrganisationKind | None:
    """The kind that the first of these texts tells: a type as written, or a name."""
    for text in map(_folded, texts):
        if text in WORDS:
            return WORDS[text]
        if DISTRICT.fullmatch(text):
            return OrganisationKind.MUNICIPALITY
        if found := next((kind for kind, one in TOLD if one.search(text)), None):
            return found
    return None


def is_some_school(*texts: str) -> bool:
    """«Школа № 5», «Центр образования»: a school that does not say of which kind."""
    return any(SOME_SCHOOL.search(_folded(text)) for text in texts)


def is_legal_word(text: str) -> bool:
    """«Бюджетное», «общеобразовательная организация»: a legal form, which tells no kind."""
    return LEGAL_FORM.search(_folded(text)) is not None


def other_than_school(*texts: str) -> str:
    """«детский сад», «дополнительное образование»: what is no general school; «» of all others.

    «Школа – детский сад» is a school.
    """
    for text in texts:
        if OTHER_EDUCATION.search(_folded(text)):
            return "учреждение дополнительного или профессионального образования"
        if is_kindergarten(text):
            return "детский сад"
    return ""


def is_kindergarten(name: str) -> bool:
    """By its legal form, as a part of a school, or by its words, the nickname in quotes apart.

    «Детский сад „Школа гномов“» is no school; «Начальная школа – детский сад» is one.
    """
    whole, plain = _folded(name), _folded(NICKNAME.sub(" ", name))
    if PRESCHOOL_FORM.search(whole):
        return PRIMARY.search(whole) is None
    said = plain if KINDERGARTEN.search(plain) else whole
    is_one = KINDERGARTEN.search(said) is not None and not _is_a_school_too(said)
    return is_one or PRESCHOOL_PART.search(whole) is not None


def _is_a_school_too(text: str) -> bool:
    """Besides a kindergarten; a branch or a part of a school that is one is none."""
    rest = KINDERGARTEN.sub(" ", text)
    found = next((kind for kind, one in TOLD if one.search(rest)), None)
    return found not in (None, OrganisationKind.BRANCH) or (
        found is None and SOME_SCHOOL.search(rest) is not None
    )


def _folded(text: str) -> str:
    plain_quotes = text.replace("«", " ").replace("»", " ")
    return without_yo(caseless(with_russian_letters(plain_quotes)))


# short forms

SETTLEMENTS = (
    r"\b(?:села|деревни|пос[её]лка|города|станицы|хутора)\b|\b(?-i:с|д|п|г|ст|х)\. ?(?=[А-ЯЁ])"
)
SIGNS = (
    (re.compile(r"\bсела\b"), "с."),
    (re.compile(r"\bдеревни\b"), "д."),
    (re.compile(r"\bпос[её]лка\b"), "п."),
    (re.compile(r"\bгорода\b"), "г."),
)
"""A settlement in a long name, and how a short one writes it."""
LETTERS = (
    (r"государственн\w+", "Г"),
    (r"муниципальн\w+", "М"),
    (r"бюджетн\w+", "Б"),
    (r"автономн\w+", "А"),
    (r"каз[её]нн\w+", "К"),
)
OFFICE = re.compile(
    r"(?:^|(?<=^Филиал ))((?:(?:государственн|муниципальн|бюджетн|автономн|каз[её]нн)\w+ )+)"
    r"(общеобразовательн\w+|образовательн\w+) (учреждени\w+)",
    re.I,
)
SHORT_KINDS = (
    (re.compile(r"\bсредн\w+ (?:общеобразовательн\w+ )?школ\w+", re.I), "СОШ"),
    (re.compile(r"\bосновн\w+ (?:общеобразовательн\w+ )?школ\w+", re.I), "ООШ"),
    (re.compile(r"\bначальн\w+ (?:общеобразовательн\w+ )?школ\w+(?! ?[-–—] ?дет)", re.I), "НОШ"),
)


def shortened(full: str) -> str:
    """«Муниципальное бюджетное общеобразовательное учреждение средняя …» → «МБОУ СОШ …»."""
    text = OFFICE.sub(_initials, full)
    for pattern, letters in SHORT_KINDS:
        text = pattern.sub(letters, text)
    return one_line(text)


LONGEST_SHORT = 60
"""A short name stands in rows of tables and charts: what is longer makes each of them tall."""
WORDY = (
    re.compile(r"[«»\"]"),
    re.compile(rf"\bс углубл[её]нн\w+ изучением .*?(?=\bимени\b|\bим\.|{SETTLEMENTS}|$)", re.I),
    re.compile(rf"\b(?:имени|им\.).*?(?={SETTLEMENTS}|$)", re.I),
    re.compile(r"\b[\w-]+(?:ского|цкого) (?:муниципальн\w+ )?(?:района|округа)", re.I),
    re.compile(r"\b[\w-]+(?:ской|цкой) области|\b[\w-]+ского края|\bРеспублики [\w-]+", re.I),
)
"""What a name can be told apart without: a hero, a subject, the district and the region."""


def proposed_short(full: str) -> str:
    """A short name to be looked at: «МБОУ СОШ с. Светлополье» for a name of three lines.

    Where even that is long its beginning stands, by whole words.
    """
    text = shortened(full)
    for pattern in WORDY if len(text) > LONGEST_SHORT else ():
        text = one_line(pattern.sub(" ", text))
    for pattern, sign in SIGNS if len(text) < len(full) else ():
        text = pattern.sub(sign, text)
    text = text.strip(" ,.-–—")
    return textwrap.shorten(text, LONGEST_SHORT, placeholder="…")


def _initials(found: re.Match[str]) -> str:
    words = found[1].split()
    first = (letter for word in words for shape, letter in LETTERS if re.match(shape, word, re.I))
    return f"{''.join(first)}ОУ"


# districts

GENITIVE = re.compile(
    r"\b([А-ЯЁ][\w-]+?)(ского|цкого) "
    r"(муниципального района|муниципального округа|городского округа|района|округа)"
)
DISTRICT_ENDINGS = {"ского": "ский", "цкого": "цкий"}
DISTRICT_WORDS = {
    "муниципального района": "муниципальный район",
    "муниципального округа": "муниципальный округ",
    "городского округа": "городской округ",
    "района": "район",
    "округа": "округ",
}


def district_in(title: str) -> str:
    """«… организаций Верхнеозёрского муниципального района …» → its name; else nothing."""
    found = GENITIVE.search(title)
    return f"{found[1]}{DISTRICT_ENDINGS[found[2]]} {DISTRICT_WORDS[found[3]]}" if found else ""


def short_of_district(name: str) -> str:
    """«Верхнеозёрский район» for «Верхнеозёрский муниципальный район»."""
    short = re.sub(r"\bмуниципальн(?:ый|ое) (?=район|округ)", "", name, flags=re.I)
    return one_line(short)
