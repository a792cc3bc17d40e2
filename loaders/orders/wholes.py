"""Denominators («от чего процент») that the roll of pupils does not hold."""

import re

from data_model.roadmap import Kind
from loaders.orders.measures import Measure
from loaders.orders.subjects import Subject

SHARES = {Kind.SHARE, Kind.GROWING_SHARE}
WHOLES = {Subject.STAFF: "Всего работников", Subject.CHILDREN: "Всего детей"}
GROUPS = (
    (r"\bОВЗ\b|инвалид", "Всего обучающихся с ОВЗ и инвалидностью"),
    (r"групп\w+ риска|на уч[её]те", "Всего обучающихся этой группы"),
    (r"сирот|опек", "Всего обучающихся этой группы"),
)
"""Groups of pupils that the roll does not tell apart."""


def whole_of(measure: Measure, wording: str) -> str:
    """The denominator to be asked for; empty where the roll has it, or none is needed."""
    if measure.kind not in SHARES or measure.subject is None:
        return ""
    group = next((whole for words, whole in GROUPS if re.search(words, wording)), "")
    return WHOLES.get(measure.subject) or group
