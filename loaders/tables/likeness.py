"""Which question a header means («сходство с вопросом»), by names in quotes and by words."""

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from data_model.roadmap import Question
from loaders.school_tables.headers import header_key

SURE, MAYBE, AHEAD = 80, 55, 5
"""Likeness of 100 from which a question is proposed, proposed with a doubt; the lead it needs."""
NAMED, SHORTENED = 96, 90
STEM = 4
EMPTY_WORDS = re.compile(
    r"(?:участ|обуча|учащ|ученик|учени|школьн|детей|колич|кол-во|число|челов|общ|всего|итог|"
    r"сведен|данн|проект|класс|налич).*|есть|нет|за|год|в|по|с|и|на|их|из|них|чел|ранней|при"
)


@dataclass(frozen=True, slots=True)
class Likely:
    """A question that a header may mean; ``likeness`` from 0 to 100."""

    question: Question
    likeness: int

    @property
    def is_sure(self) -> bool:
        return self.likeness >= SURE


def likely_question(text: str, questions: tuple[Question, ...]) -> Likely | None:
    """The question that a header means best; a narrow lead is a doubt, not a choice."""
    scored = sorted(
        (Likely(one, likeness(text, one)) for one in questions), key=lambda one: -one.likeness
    )
    if not scored or scored[0].likeness < MAYBE:
        return None
    best = scored[0]
    is_close = len(scored) > 1 and best.likeness - scored[1].likeness < AHEAD
    return Likely(best.question, min(best.likeness, SURE - 1)) if is_close else best


def likeness(text: str, question: Question) -> int:
    """From 0 to 100: a name in quotes decides, else the stems of the words.

    A single word is never sure: «Адрес» is not «адресная помощь».
    """
    key = header_key(text)
    for name in _names(question.text):
        if fuzz.partial_ratio(name, key) >= SURE + AHEAD and len(key) >= len(name) - 1:
            return NAMED
        if _initials(name) in key.split():
            return SHORTENED
    own, asked = _stems(key), _stems_of_question(question.text)
    if not own:
        return 0
    score = round(0.7 * fuzz.token_set_ratio(own, asked) + 0.3 * fuzz.token_sort_ratio(own, asked))
    return score if " " in own else min(score, SURE - 1)


@lru_cache(maxsize=1024)
def _names(text: str) -> tuple[str, ...]:
    return tuple(header_key(name) for name in re.findall(r"«([^»]+)»", text))


def _initials(name: str) -> str:
    """«БвБ» for «Билет в будущее»; nothing for a name of one word."""
    words = re.findall(r"[а-я]+", name)
    return "".join(word[0] for word in words) if len(words) > 1 else "—"


@lru_cache(maxsize=1024)
def _stems_of_question(text: str) -> str:
    return _stems(header_key(text))


def _stems(key: str) -> str:
    words = re.findall(r"[а-я-]+", key)
    return " ".join(word[:STEM] for word in words if not EMPTY_WORDS.fullmatch(word))
