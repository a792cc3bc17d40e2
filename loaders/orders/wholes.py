"""Denominators («от чего процент») that the roll of pupils does not hold."""

import re

from data_model.roadmap import Kind
from loaders.orders.measures import ReadMeasure
from loaders.orders.subjects import Subject

SHARES = {Kind.SHARE, Kind.GROWING_SHARE}
WHOLES = {
    Subject.STAFF: "Всего работников",
    Subject.CHILDREN: "Всего детей",
    Subject.THINGS: "Всего (от чего считается доля)",
}
NAMED = re.compile(
    r"\b(дол[яиюей]+|удельн\w+ вес|охват\w*|процент)\s"
    r"|(?:от|в)\s+(?:общ\w+\s+)?(?:числ|количеств|численност)",
    re.IGNORECASE,
)
"""The words say of whom the share is."""
GROUPS = (
    (r"родител|семе[йи]", "Всего родителей"),
    (r"молод[её]ж", "Всего молодёжи этого возраста"),
    (r"\bОВЗ\b|инвалид", "Всего обучающихся с ОВЗ и инвалидностью"),
    (r"групп\w+ риска|на уч[её]те", "Всего обучающихся этой группы"),
    (r"сирот|опек", "Всего обучающихся этой группы"),
)
"""Groups of pupils that the roll does not tell apart."""


def whole_of(measure: ReadMeasure, wording: str) -> str:
    """The denominator to be asked for; empty where the roll has it, or none is needed."""
    if measure.kind not in SHARES or measure.subject is None:
        return ""
    group = next((whole for words, whole in GROUPS if re.search(words, wording)), "")
    own = WHOLES.get(measure.subject, "")
    return (own if measure.subject is Subject.STAFF else group) or own


def is_open_whole(measure: ReadMeasure, wording: str) -> bool:
    """Nobody keeps count of it, or the words do not say of whom the share is."""
    whole = whole_of(measure, wording)
    kept = measure.subject in {Subject.STAFF, Subject.CHILDREN, Subject.PUPILS}
    return bool(whole) and not (kept and NAMED.search(wording))
