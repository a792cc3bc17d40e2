"""Codes and short titles of rows: known ones by their words, others from number and title."""

import re
from dataclasses import dataclass

from data_model.roadmap import Kind

SHARES = (Kind.SHARE, Kind.GROWING_SHARE)


@dataclass(frozen=True, slots=True)
class CommonRow:
    """A row that many roadmaps have: its question, its short title, what is asked beside it."""

    words: str
    kinds: tuple[Kind, ...]
    code: str
    short: str
    beside: tuple[str, ...] = ()


KNOWN: tuple[CommonRow, ...] = (
    CommonRow(
        r"методическ\w+ служб",
        (Kind.PRESENCE,),
        "methodical_plan",
        "План методических служб",
    ),
    CommonRow(
        r"эффективност\w+ (\w+ )?мер", (Kind.PRESENCE,), "effect_note",
        "Анализ эффективности мер",
    ),
    CommonRow(
        r"управленческ\w+ решени", (Kind.PRESENCE,), "management_decisions",
        "Управленческие решения",
    ),
    CommonRow(
        r"психолого-педагогическ\w+ диагностик", (Kind.PRESENCE,), "diagnostics_report",
        "Психолого-педагогическая диагностика", ("diagnosed_pupils", "advised_pupils"),
    ),
    CommonRow(
        r"мониторинг\w* эффективност", (Kind.PRESENCE,), "monitoring_report",
        "Мониторинг эффективности",
    ),
    CommonRow(
        r"предприяти.*график\w* проведения", (Kind.PRESENCE,), "events_schedule",
        "Мероприятия с предприятиями",
    ),
    CommonRow(r"составлени\w+ план\w+ работы", (Kind.PRESENCE,), "work_plan", "План работы"),
    CommonRow(r"диагностик", SHARES, "diagnosed_pupils", "Диагностика обучающихся"),
    CommonRow(r"\bРМО\b", (Kind.COUNT,), "rmo_participants", "РМО для заместителей по ВР"),
    CommonRow(r"диалогов\w+ площад", (Kind.COUNT,), "dialogue_participants", "Диалоговая площадка"),
    CommonRow(r"арт-?профи", (Kind.COUNT,), "art_profi_participants", "Арт-Профи-Форум"),
    CommonRow(r"проектори", SHARES, "open_lesson_pupils", "Онлайн-уроки «ПроеКтория»"),
    CommonRow(r"билет\w* в будущее", SHARES, "ticket_pupils", "Билет в будущее"),
)  # fmt: skip
"""Looked through in order; a code is given once in a roadmap."""

BESIDE = {
    "diagnosed_pupils": "Обучающиеся, прошедшие психолого-педагогическую диагностику",
    "advised_pupils": "Обучающиеся, получившие адресные рекомендации",
}
"""Counts by grade that the report on diagnostics needs beside the document."""

LETTERS = str.maketrans("абвгдежзикп", "abcdefghijp")
LONGEST = 48


def known_row(title: str, wording: str, kind: Kind | None) -> CommonRow | None:
    text = f"{title} {wording}"
    return next(
        (
            known
            for known in KNOWN
            if kind in known.kinds and re.search(known.words, text, re.IGNORECASE)
        ),
        None,
    )


def code_of(number: str) -> str:
    """«9» → «row_9», «2.1а» → «row_2_1a»."""
    lowered = number.lower().translate(LETTERS)
    return f"row_{re.sub(r'[^0-9a-z]+', '_', lowered).strip('_')}"


def short_of(title: str) -> str:
    """The name in quotes, else as many whole words as fit."""
    quoted = re.search(r"«([^«»]{3,40})»", title)
    if quoted:
        return quoted[1]
    if len(title) <= LONGEST:
        return title
    return title[:LONGEST].rsplit(" ", 1)[0].rstrip(" ,(") + "…"
