"""Cases («падежи»): names of bodies and posts in the genitive and the dative, by rules.

Words are declined up to the noun that governs («Главный специалист», «Общеобразовательные
организации»); what follows it stands in the genitive already. A name that begins with its legal
form («МКУ …») is not declined. What is not known is not guessed: the answer is empty, and the
sentence is built round the nominative. No library: those at hand decline «начальника управление».
"""

import re
from typing import NamedTuple


class Declined(NamedTuple):
    """A word in two cases."""

    genitive: str
    dative: str


NOUNS = {
    word: Declined(genitive, dative)
    for word, genitive, dative in (
        line.split()
        for line in """
            управление управления управлению
            отдел отдела отделу
            комитет комитета комитету
            департамент департамента департаменту
            министерство министерства министерству
            администрация администрации администрации
            центр центра центру
            центры центров центрам
            кабинет кабинета кабинету
            служба службы службе
            службы служб службам
            объединение объединения объединению
            объединения объединений объединениям
            учреждение учреждения учреждению
            учреждения учреждений учреждениям
            организация организации организации
            организации организаций организациям
            школа школы школе
            школы школ школам
            директор директора директору
            директора директоров директорам
            руководитель руководителя руководителю
            руководители руководителей руководителям
            начальник начальника начальнику
            заведующий заведующего заведующему
            заведующая заведующей заведующей
            председатель председателя председателю
            секретарь секретаря секретарю
            заместитель заместителя заместителю
            заместители заместителей заместителям
            методист методиста методисту
            методисты методистов методистам
            специалист специалиста специалисту
            специалисты специалистов специалистам
            педагог педагога педагогу
            педагоги педагогов педагогам
            психолог психолога психологу
            психологи психологов психологам
            навигатор навигатора навигатору
            учителя учителей учителям
        """.splitlines()
        if line.strip()
    )
}
ADJECTIVES = (
    ("ые", Declined("ых", "ым")),
    ("ие", Declined("их", "им")),
    ("ый", Declined("ого", "ому")),
    ("ий", Declined("ого", "ому")),
    ("ой", Declined("ого", "ому")),
    ("ое", Declined("ого", "ому")),
    ("ая", Declined("ой", "ой")),
)
LEGAL_FORM = re.compile(r"[А-ЯЁ]{2,}\b|[А-ЯЁ]{1,2}[а-яё]?[А-ЯЁ]+\b")


def in_genitive(name: str) -> str:
    """«Управления образования…»; empty where the first words are not known."""
    return _declined(name, 0)


def in_dative(name: str) -> str:
    """«Управлению образования…»; empty where the first words are not known."""
    return _declined(name, 1)


def told_to(name: str, what: str) -> str:
    """«Руководителям школ назначить…»; round the nominative where it cannot be declined."""
    whom = in_dative(name)
    return f"{whom} {what}" if whom else ": ".join(part for part in (name, what) if part)


def _declined(name: str, case: int) -> str:
    if LEGAL_FORM.match(name):
        return name
    words, made = name.split(" "), list[str]()
    for number, word in enumerate(words):
        noun = "-".join(_part(part, case) for part in word.split("-"))
        if "" not in noun.split("-"):
            rest = words[number + 1 :]
            return "" if _is_list(rest) else " ".join([*made, noun, *rest])
        adjective = _adjective(word, case)
        if not adjective:
            return ""
        made.append(adjective)
    return ""


def _part(word: str, case: int) -> str:
    """A noun, with the capital that it has."""
    found = NOUNS.get(word.lower())
    return f"{word[:1]}{found[case][1:]}" if found else ""


def _adjective(word: str, case: int) -> str:
    for ending, declined in ADJECTIVES:
        if word.endswith(ending):
            return word.removesuffix(ending) + declined[case]
    return ""


def _is_list(words: list[str]) -> bool:
    """Whether further bodies follow: «директора школ, методисты»."""
    text = " ".join(words)
    nouns = re.findall(r"(?:[,;]|\bи) ([\w-]+)", text)
    return any(noun.lower() in NOUNS for noun in nouns)
