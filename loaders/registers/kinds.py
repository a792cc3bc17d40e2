"""What kind of school a name tells («тип по названию»)."""

import re

from data_model.places import OrganisationKind
from loaders.values.reading import caseless, without_yo

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
KINDERGARTEN = re.compile(r"\bдетск\w+ сад|\bм[бка]?доу\b|\bдоу\b|\bдошкольн")
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


def is_kindergarten(*texts: str) -> bool:
    return any(KINDERGARTEN.search(_folded(text)) for text in texts)


def _folded(text: str) -> str:
    return without_yo(caseless(text.replace("«", " ").replace("»", " ")))
